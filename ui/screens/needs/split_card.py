"""Where a theme is given, and making a theme of its own out of some of these places."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.consultations import coding
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import note_lists
from ui import theme
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.form import Line
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has the theme."""

    id: int
    """Of the coding."""
    note: int
    words: str
    coder: str


def _places(session: Any, theme: int) -> tuple[Place, ...]:
    given = coding.of_theme(session, [theme])
    texts = {one.id: one.text for one in note_lists.listed(session, list(dict.fromkeys(one.note for one in given)))}
    return tuple(
        Place(one.id, one.note, texts[one.note] if one.whole else texts[one.note][one.start : one.stop], one.coder)
        for one in given
        if one.note in texts
    )


def _read(workspace: "Workspace", theme: int, _progress: Progress) -> tuple[int, tuple[Place, ...]]:
    return theme, workspace.read(_places, theme)


class SplitCard(QWidget):
    """The places are read when somebody asks for them: there can be very many."""

    split_wanted = Signal(str, object)
    """Name of the new theme, and the ids of the codings that it takes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._theme = 0
        self._places: dict[int, Place] = {}
        self.list_it = button(_("Show its places"), self.show_places)
        columns = (
            TableColumn("words", _("Words"), lambda one: " ".join(one.words.split()), weight=4, sorts=False),
            TableColumn("coder", _("Coder"), lambda one: one.coder or _("The team"), sorts=False),
        )
        self.table = RecordTable(_("Places with this theme"), columns)
        self.table.setFixedHeight(theme.current().px(190))
        self.table.opened.connect(self._open)
        self.name = Line("name", _("Name of the new theme"), most=200)
        self.split_it = button(_("Split off"), self._split)
        self.inner = QWidget()
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        hint = Caption(_("Select with Shift or Ctrl and the arrow keys. Enter opens the note."))
        for widget in (hint, self.table, self.name, row_of(self.split_it)):
            column.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(Heading(_("Split"), 3), row_of(self.list_it), self.inner))
        self.inner.hide()

    def show_theme(self, theme: int) -> None:
        """Stand for another theme."""
        if theme != self._theme:
            self._theme = theme
            self.clear()
        elif not self.inner.isHidden():
            self.show_places()

    def clear(self) -> None:
        """Show no places."""
        self._places = {}
        self.table.show_rows((), self._records)
        self.name.show_value("")
        self.name.show_problem("")
        self.inner.hide()
        self.list_it.show()

    def show_places(self) -> None:
        """Read where the theme is given."""
        work = partial(_read, self.context.workspace.present, self._theme)
        self.context.tasks.start(_("Reading the places"), work, self._show)

    @Slot(object)
    def _show(self, found: tuple[int, tuple[Place, ...]]) -> None:
        theme, places = found
        if theme != self._theme:
            return
        self._places = {one.id: one for one in places}
        self.table.show_rows(tuple(self._places), self._records)
        if self.inner.isHidden():
            self.inner.show()
            self.list_it.hide()
            self.table.setFocus()

    def _records(self, ids: Sequence[int]) -> Sequence[Place]:
        return [self._places[id] for id in ids if id in self._places]

    @Slot(object)
    def _open(self, id: int) -> None:
        if id in self._places:
            self.context.go(f"needs/coding/{self._places[id].note}")

    def _split(self) -> None:
        if self.table.selected_ids:
            self.split_wanted.emit(self.name.value, self.table.selected_ids)
