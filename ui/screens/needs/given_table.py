"""The themes that a note has: where, by whom, with what remark; taken back, and placed again when words are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.consultations import coding
from gcmdesk.consultations.coding_records import LONGEST_MEMO, Given
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.synthesis.note_lists import ListedNote
from ui import theme
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.screens.needs.themes import Themes
from ui.widgets.buttons import button
from ui.widgets.form import Form, Lines
from ui.widgets.record_table import RecordTable
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Text

TAKEN_BACK = mark("Theme taken back")


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    given: Given
    title: str
    colour: str
    words: str


class GivenTable(QWidget):
    """Below the words of the note."""

    current_changed = Signal()
    """Another passage is to be shown."""
    place_wanted = Signal(int)
    """The coding whose passage is to be where words are selected now."""

    def __init__(self, context: Context, *, read_only: bool) -> None:
        super().__init__()
        self.workspace = context.workspace
        self._rows: dict[int, _Row] = {}
        columns = (
            TableColumn("theme", _("Theme"), lambda one: one.title, 3, sorts=False, swatch=lambda one: one.colour),
            TableColumn("where", _("Where"), lambda one: one.words, 3, sorts=False),
            TableColumn("coder", _("Coder"), lambda one: one.given.coder or _("The team"), sorts=False),
        )
        self.table = RecordTable(_("Themes of this note"), columns, empty=_("This note has no theme yet."))
        self.table.setFixedHeight(theme.current().px(120))
        self.table.current_changed.connect(self._show_current)
        if not read_only:
            self.table.removed = self._take_back
        self.gone = Text(
            _("The words of this passage are no longer in the note. Select where it stands now."), tone="warning"
        )
        self.place_it = button(_("Place it there"), self._place)
        self.drop_it = button(_("Take this theme back"), self._drop)
        self.buttons = row_of(self.drop_it, self.place_it, most=BESIDE_A_LIST)
        self.memo = Form((Lines("memo", _("Remark on this theme"), rows=2),), save=self._remark)
        self.memo.set_read_only(read_only)
        self._read_only = read_only
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for widget in (self.table, self.gone, self.buttons):
            column.addWidget(widget)
        self._show_current()

    def show_note(self, note: ListedNote, themes: Themes) -> None:
        """Show what a note is coded to."""
        self._rows = {
            one.id: _Row(one.id, one, themes.title(one.theme), themes.colour(one.theme), _where(note, one))
            for one in note.given
        }
        self.table.show_rows(tuple(self._rows), self._records)
        self._show_current()

    @property
    def current(self) -> Given | None:
        """What is chosen in the table."""
        row = self._rows.get(self.table.current_id)
        return row.given if row else None

    def _records(self, ids: Sequence[int]) -> Sequence[_Row]:
        return [self._rows[id] for id in ids if id in self._rows]

    @Slot()
    def _show_current(self) -> None:
        one = self.current
        self.gone.setVisible(bool(one and one.vanished) and not self._read_only)
        self.place_it.setVisible(bool(one and one.vanished))
        self.buttons.setVisible(one is not None and not self._read_only)
        self.memo.setVisible(one is not None)
        if one:
            self.memo.show_record(one.id, {"memo": one.memo})
        self.current_changed.emit()

    def _drop(self) -> None:
        self._take_back(self.table.selected_ids)

    def _take_back(self, ids: tuple[int, ...]) -> None:
        if ids:
            self.workspace.run(coding.take_back, ids, name=TAKEN_BACK)

    def _place(self) -> None:
        if self.current:
            self.place_wanted.emit(self.current.id)

    def _remark(self, id: int, _field: str, memo: Any) -> Answer:
        if len(memo) > LONGEST_MEMO:
            return _("This text is too long. Shorten it.")
        return self.workspace.run(coding.remark, id, memo, name=mark("Remark on a theme changed"))


def _where(note: ListedNote, one: Given) -> str:
    if one.vanished:
        return _("The words are gone")
    return _("The whole note") if one.whole else " ".join(note.text[one.start : one.stop].split())
