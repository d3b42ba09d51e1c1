"""What the matrix page asks the synthesis for, on the worker's thread, and how the answer is titled."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gcmdesk import i18n
from gcmdesk.consultations import codebook
from gcmdesk.consultations.coding_records import SavedTheme
from gcmdesk.i18n import Texts, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.protection.material import Counts
from gcmdesk.protection.release_records import Request
from gcmdesk.synthesis import matrix
from gcmdesk.synthesis.matrix import By, Column, Matrix
from gcmdesk.synthesis.scope import Scope
from gcmdesk.workspace import clock
from ui.screens.needs.choices import group_title, kind_title, language_title
from ui.screens.needs.themes import Themes
from ui.widgets.matrix_table import Counted

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

COLUMNS = {
    "group": mark("Stakeholder groups"),
    "session": mark("Sessions"),
    "kind": mark("Kinds of notes"),
    "language": mark("Languages"),
    "month": mark("Months"),
    "themes": mark("Themes in the same note"),
}
"""What stands across; `themes` is no `By` but asks which themes meet."""
ROWS = {"compact": mark("Objectives and principles"), "all": mark("All themes"), "own": mark("Own themes")}
_MOST_THEMES = 40
"""Across, where themes meet themes: those that meet most."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted."""

    columns: str
    rows: str
    scope: Scope

    @property
    def by(self) -> By | None:
        """None where themes meet themes."""
        return None if self.columns == "themes" else By(self.columns)

    @property
    def deep(self) -> bool:
        """Whether what lies below a theme counts for it too."""
        return self.rows == "compact"

    def wants(self, theme: SavedTheme | None) -> bool:
        """Whether a theme is among the rows."""
        if theme is None:
            return False
        return self.rows == "all" or theme.own is (self.rows == "own")


Answer = tuple[Question, Matrix | None, dict[tuple[int, int], int]]


def answered(workspace: "Workspace", question: Question, _progress: Progress) -> Answer:
    """Count."""
    by = question.by
    if by is None:
        return question, None, workspace.read(matrix.co_occurrence, question.scope)
    found = workspace.read(lambda session: matrix.count(session, by, question.scope, deep=question.deep))
    return question, found, {}


def behind(workspace: "Workspace", question: Question, row: int, column: Any, _progress: Progress) -> tuple[int, ...]:
    """The notes behind a cell."""
    by = question.by
    if by is None:
        first = workspace.read(matrix.notes, row, By.GROUP, None, question.scope)
        second = set(workspace.read(matrix.notes, column, By.GROUP, None, question.scope))
        return tuple(one for one in first if one in second)
    return workspace.read(lambda session: matrix.notes(session, row, by, column, question.scope, deep=question.deep))


def column_title(by: By, value: Column, sessions: dict[int, str]) -> str:
    """A column in the language of the screen."""
    if by is By.SESSION:
        return sessions.get(int(value), "")
    if by is By.MONTH:
        year, _dash, month = str(value).partition("-")
        return i18n.current().digits(f"{month}/{year}")
    titles = {By.GROUP: group_title, By.KIND: kind_title, By.LANGUAGE: language_title}
    return titles[by](str(value))


def counted(answer: Answer, themes: Themes, sessions: dict[int, str]) -> Counted:
    """The answer as the table shows it."""
    question, found, pairs = answer
    if found is None:
        return _pairs(question, pairs, themes)
    rows = [(one, themes.title(one)) for one in found.rows if question.wants(themes.known.get(one))]
    columns = [(one, column_title(found.by, one, sessions)) for one in found.columns]
    return Counted(rows, columns, {(row, column): count for (row, column), count in found.cells.items()})


def _pairs(question: Question, pairs: dict[tuple[int, int], int], themes: Themes) -> Counted:
    cells: dict[tuple[Any, Any], int | None] = {}
    most = _meeting_most(question, pairs, themes.known)
    for (one, other), count in pairs.items():
        if question.wants(themes.known.get(one)) and question.wants(themes.known.get(other)):
            cells[one, other] = cells[other, one] = count
    shown = [(one, themes.title(one)) for one in themes.depths if one in most]
    cells |= {(one, one): None for one, _title in shown}
    return Counted(shown, shown, cells)


def _material_of_pairs(question: Question, session: Any, scope: Scope, texts: Texts) -> Counts:
    pairs, known = matrix.co_occurrence(session, scope), codebook.themes(session)
    shown = _meeting_most(question, pairs, known)
    titles = {one.id: codebook.title(one, texts) for one, _depth in codebook.outline(known) if one.id in shown}
    wanted = COLUMNS["themes"]
    title = texts.gettext(wanted)
    headings = (texts.gettext(mark("Themes that meet")), texts.gettext(mark("Notes")))
    return matrix.material_of_pairs(pairs, title, titles, headings)


def _meeting_most(
    question: Question, pairs: Mapping[tuple[int, int], int], known: Mapping[int, SavedTheme]
) -> set[int]:
    """The themes among the rows that meet others most, as many as a table can show."""
    meets = Counter[int]()
    for (one, other), count in pairs.items():
        if question.wants(known.get(one)) and question.wants(known.get(other)):
            meets.update({one: count, other: count})
    return {one for one, _count in meets.most_common(_MOST_THEMES)}


def material(question: Question, sessions: dict[int, str], session: Any, _request: Request, texts: Texts) -> Counts:
    """The table for the release gate: only of notes that may go into a synthesis now."""
    by = question.by
    scope = replace(question.scope, usable_at=clock.now())
    if by is None:
        return _material_of_pairs(question, session, scope, texts)
    found = matrix.count(session, by, scope, deep=question.deep)
    known = codebook.themes(session)
    found = replace(found, rows=tuple(one for one in found.rows if question.wants(known.get(one))))
    found = replace(found, cells={key: count for key, count in found.cells.items() if key[0] in set(found.rows)})
    titles = {one: codebook.title(known[one], texts) for one in found.rows}
    columns = {one: column_title(by, one, sessions) for one in found.columns}
    heading = texts.gettext(COLUMNS[question.columns])
    return matrix.material(found, _("Notes by theme"), titles, columns, (_("Theme"), heading))
