"""How many notes have which theme: by stakeholder group, session, kind, language, month; and themes beside each other.

    found = workspace.read(matrix.count, By.GROUP, Scope())
    found.cells[theme, "diasporas"]                                              12 notes
    workspace.read(matrix.notes, theme, By.GROUP, "diasporas", Scope())          their ids

A note counts once in a cell, however many passages of it and however many coders gave it the theme. Rows are themes;
`deep` counts for a theme all that lies below it too. One query whatever the size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, column, func, or_, select, values
from sqlalchemy.orm import Session, aliased

from gcmdesk.consultations import codebook
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.protection.material import Counts, Dimension, Unit
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis.scope import GROUP, Scope

Column = str | int
"""A column of a matrix: a group, kind, language or month as text, a session by its row id."""


class By(StrEnum):
    """What the columns of a matrix are."""

    GROUP = "group"
    """Tool 1 groups; "" for notes that nobody in particular said."""
    SESSION = "session"
    KIND = "kind"
    """Need, challenge …; "" where nobody said."""
    LANGUAGE = "language"
    MONTH = "month"
    """``2026-05``, of the day of the session."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Notes by theme and column. Cells that are missing are 0."""

    by: By
    rows: tuple[int, ...]
    """Ids of the themes that have any note, in the order of the code book."""
    columns: tuple[Column, ...]
    """Those with any note in scope, coded or not, in order."""
    cells: Mapping[tuple[int, Column], int]
    """A note stands in one column only, so a row's sum is the number of its notes; a column's sum is not."""
    notes: Mapping[Column, int]
    """How many notes there are in each column, coded or not: what the cells are a part of."""

    def of_theme(self, theme: int) -> int:
        """How many notes have a theme."""
        return sum(self.cells.get((theme, one), 0) for one in self.columns)

    @property
    def largest(self) -> int:
        """The largest cell, for shades; 0 for an empty matrix."""
        return max(self.cells.values(), default=0)


def count(session: Session, by: By = By.GROUP, scope: Scope = Scope(), *, deep: bool = False) -> Matrix:  # noqa: B008 - frozen
    """The matrix of a scope."""
    known = codebook.themes(session)
    given = _given({one: codebook.descendants(known, one) for one in known} if deep else {}).subquery("given")
    stands = _stands(by, scope)
    query = select(given.c.row, stands.c.value, func.count()).join(stands, stands.c.note == given.c.note_id)
    cells = {
        (row, value): number for row, value, number in session.execute(query.group_by(given.c.row, stands.c.value))
    }
    per_column = select(stands.c.value, func.count()).group_by(stands.c.value)
    total: dict[Column, int] = dict(session.execute(per_column).all())
    used = {row for row, _value in cells}
    rows = tuple(one.id for one, _depth in codebook.outline(known) if one.id in used)
    return Matrix(by, rows, tuple(_ordered(session, by, total)), cells, total)


def notes(
    session: Session,
    theme: int | None,
    by: By,
    value: Column | None,
    scope: Scope = Scope(),  # noqa: B008 - frozen
    *,
    deep: bool = False,
) -> tuple[int, ...]:
    """The notes behind a cell, in the order they were said; theme or value None for all of them."""
    query = select(Note.id).where(*scope.conditions()).order_by(Note.said, Note.id)
    if theme is not None:
        wanted = codebook.descendants(codebook.themes(session), theme) if deep else {theme}
        query = query.where(Note.id.in_(select(Coding.note_id).where(Coding.theme_id.in_(wanted))))
    if value is not None:
        key, joins = _column(by)
        query = _joined(query, joins).where(key == value)
    return tuple(session.scalars(query))


def co_occurrence(
    session: Session,
    scope: Scope = Scope(),  # noqa: B008 - frozen
    *,
    touching: bool = False,
) -> dict[tuple[int, int], int]:
    """How many notes have both of two themes, by (smaller id, larger id); those that never meet are left out.

    `touching` asks for passages that overlap, instead of any two in the same note.
    """
    one, other = aliased(Coding), aliased(Coding)
    meets: list[ColumnElement[bool]] = [other.note_id == one.note_id, one.theme_id < other.theme_id]
    if touching:
        overlap = and_(one.start < other.stop, other.start < one.stop)
        meets.append(or_(one.stop == 0, other.stop == 0, overlap))
    pairs = select(one.theme_id.label("a"), other.theme_id.label("b"), one.note_id).distinct().join(other, and_(*meets))
    if not scope.everything:
        pairs = pairs.where(one.note_id.in_(select(Note.id).where(*scope.conditions())))
    found = pairs.subquery("pairs")
    query = select(found.c.a, found.c.b, func.count()).group_by(found.c.a, found.c.b)
    return {(first, second): number for first, second, number in session.execute(query)}


def material(
    found: Matrix, title: str, themes: Mapping[int, str], columns: Mapping[Column, str], headings: tuple[str, str]
) -> Counts:
    """The matrix as the release gate takes it: all titles in the language of the reader, `headings` of both sides."""
    rows = Dimension("theme", headings[0], {str(one): themes[one] for one in found.rows}, mergeable=False)
    across = Dimension(found.by, headings[1], {str(one): columns[one] for one in found.columns})
    cells: dict[tuple[str, ...], int | None] = {
        (str(row), str(value)): number for (row, value), number in found.cells.items()
    }
    return Counts(f"notes by theme and {found.by}", title, (rows, across), cells, Unit.CONTRIBUTIONS)


def material_of_pairs(
    pairs: Mapping[tuple[int, int], int], title: str, themes: Mapping[int, str], headings: tuple[str, str]
) -> Counts:
    """Which themes meet in the same notes, as the release gate takes it: a row for each pair, most notes first.

    `headings` are of the pairs and of their numbers. Pairs with a theme that is not in `themes` are left out.
    """
    shown = {pair: number for pair, number in pairs.items() if set(pair) <= set(themes)}
    order = {one: place for place, one in enumerate(themes)}
    titles: dict[str, str] = {}
    cells: dict[tuple[str, ...], int | None] = {}
    for pair in sorted(shown, key=lambda pair: (-shown[pair], order[pair[0]], order[pair[1]])):
        first, second = sorted(pair, key=order.__getitem__)
        key = f"{pair[0]}+{pair[1]}"
        titles[key] = f"{themes[first]} + {themes[second]}"
        cells[key, "notes"] = shown[pair]
    pairs_down = Dimension("pair of themes", headings[0], titles, mergeable=False)
    across = Dimension("what", "", {"notes": headings[1]}, mergeable=False)
    return Counts("notes by pair of themes", title, (pairs_down, across), cells, Unit.CONTRIBUTIONS)


def _given(covers: Mapping[int, Iterable[int]]) -> Select[int, int]:
    """Pairs of a row of the matrix and a note, each once."""
    if not covers:
        return select(Coding.theme_id.label("row"), Coding.note_id).distinct()
    pairs = [(theme, row) for row, below in covers.items() for theme in below]
    table = values(column("theme_id", Integer), column("row", Integer), name="covers").data(pairs).cte("covers")
    return select(table.c.row, Coding.note_id).join(Coding, Coding.theme_id == table.c.theme_id).distinct()


def _stands(by: By, scope: Scope) -> CTE:
    """Which column each note of the scope stands in.

    Worked out once, mostly from an index alone: looking each coding's note up would read all texts in no order.
    """
    key, joins = _column(by)
    query = _joined(select(Note.id.label("note"), key.label("value")), joins).where(*scope.conditions())
    return query.cte("stands").prefix_with("MATERIALIZED")


def _column(by: By) -> tuple[ColumnElement[Any], tuple[Any, ...]]:
    """SQL for the column that a note stands in, and what must be joined for it."""
    if by is By.GROUP:
        return GROUP, (Stakeholder, Note.stakeholder_id == Stakeholder.id)
    if by is By.MONTH:
        return func.substr(Consultation.day, 1, 7), (Consultation, Note.consultation_id == Consultation.id)
    plain: dict[By, Any] = {By.SESSION: Note.consultation_id, By.KIND: Note.kind, By.LANGUAGE: Note.language}
    return plain[by], ()


def _joined(query: Select[Any], joins: tuple[Any, ...]) -> Select[Any]:
    return query.outerjoin(*joins) if joins else query


def _ordered(session: Session, by: By, found: Iterable[Column]) -> list[Column]:
    if by is not By.SESSION:
        return sorted(found, key=str)
    wanted = set(found)
    order = session.scalars(select(Consultation.id).order_by(Consultation.day, Consultation.id))
    return [one for one in order if one in wanted]
