"""How many people took part: in all and by group. What is not recorded is empty, which is not 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot

from gcmdesk import i18n
from gcmdesk.consultations import attendance
from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from ui import theme
from ui.answers import Answer, problem
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context
from ui.screens.needs.session_guests import count
from ui.screens.needs.session_part import SessionPart
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Caption, Text

_ROWS = 14
"""Seen without scrolling."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A category with what was counted."""

    id: int
    dimension: str
    category: str
    title: str
    people: int | None


class CountsPart(SessionPart):
    """A row for each category; a number is typed straight into its row, and Tab leads to the next."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__(context, read_only=read_only)
        self._cells: dict[int, Cell] = {}
        self.table = RecordTable(_("Headcount of the session"), self._columns())
        self.table.records.editable = not read_only
        self.table.setFixedHeight(theme.current().px(34) * _ROWS)
        self.why, self.mismatches = Text(tone="danger"), Text(tone="warning")
        self.why.hide()
        self.table.not_saved.connect(self._show_why)
        self.add(
            Caption(
                _(
                    "Enter types a number, Tab goes on to the next. Leave empty what nobody counted: empty is not 0."
                    " Migration status is counted here and never recorded of a person."
                )
            ),
            self.table,
            self.why,
            self.mismatches,
        )
        self.setFocusProxy(self.table)

    def _columns(self) -> tuple[TableColumn, ...]:
        editor = CellEditor(self._save, self._typed, most=12)
        return (
            TableColumn("dimension", _("Counted by"), self._dimension, sorts=False),
            TableColumn("category", _("Category"), lambda one: one.title, 2, sorts=False),
            TableColumn("people", _("How many"), self._people, align="end", sorts=False, editor=editor),
        )

    def _dimension(self, one: Cell) -> str:
        return _(lists.DIMENSIONS[one.dimension])

    def _typed(self, one: Cell) -> str:
        return "" if one.people is None else i18n.current().number(one.people)

    def _people(self, one: Cell) -> str:
        return self._typed(one) or _("Not recorded")

    def refresh(self, saved: SavedSession) -> None:
        counts = self.workspace.read(attendance.headcounts, saved.id)
        cells = _cells(counts)
        self._cells = {one.id: one for one in cells}
        self.table.show_rows(tuple(self._cells), self._of)
        self.mismatches.setText("\n".join(_told(counts)))
        self.mismatches.setVisible(bool(self.mismatches.text()))

    def _of(self, ids: Sequence[int]) -> list[Cell]:
        return [self._cells[id] for id in ids]

    def _save(self, one: Cell, text: str) -> Answer:
        try:
            people = count(text)
        except ValueError as error:
            return str(error)
        name = mark("Headcount changed")
        return problem(self.run(attendance.set_headcount, one.dimension, one.category, people, name=name))

    @Slot(str)
    def _show_why(self, why: str) -> None:
        self.why.setText(why)
        self.why.setVisible(bool(why))


def _cells(counts: Mapping[str, Mapping[str, int]]) -> list[Cell]:
    found: list[Cell] = []
    for dimension in lists.DIMENSIONS:
        for category, title in lists.categories(dimension).items():
            text = i18n.compact(title) if dimension == "group" else _(title)
            people = counts.get(dimension, {}).get(category)
            found.append(Cell(len(found) + 1, dimension, category, text, people))
    return found


def _told(counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Counts that do not go with the total."""
    number, told = i18n.current().number, []
    for one in attendance.mismatches(counts):
        dimension, sentence = one.sentence
        words = _(sentence).format(counted=number(one.counted), total=number(one.total))
        told.append(i18n.current().titled(isolate(_(lists.DIMENSIONS[dimension])), words))
    return told
