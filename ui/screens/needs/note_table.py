"""A list of notes that belong to something: a cell of a matrix, a word, an evidence set. Enter opens the note.

The menu withdraws the consent of whoever said the current one.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.synthesis import note_lists
from gcmdesk.synthesis.note_lists import ListedNote
from ui.models.records import TableColumn
from ui.screens.base import Context
from ui.screens.needs.choices import group_title
from ui.widgets.record_table import RecordTable
from ui.widgets.withdraw_button import withdraw_offers

_MOST_LETTERS = 400


class NoteTable(RecordTable):
    """Words, who said them, and in which session."""

    def __init__(self, context: Context, name: str, *, more: Sequence[TableColumn] = ()) -> None:
        columns = (
            TableColumn("text", _("Note"), note_words, weight=4, sorts=False),
            *more,
            TableColumn("group", _("Group"), lambda one: group_title(one.group), weight=2, sorts=False),
            TableColumn("session", _("Session"), session_words, weight=2, sorts=False),
        )
        super().__init__(name, columns, empty=_("There are no notes here."))
        self.context = context
        self.records.failed.connect(context.messages.show_error)
        self.opened.connect(self._open)
        self.doubleClicked.connect(self._open_current)
        self.offers = self._offered

    def show_notes(self, notes: Sequence[int]) -> None:
        """Show these notes, in this order."""
        self.show_rows(notes, self._read)
        if notes and not self.current_id:
            self.select_row(0)

    def _offered(self) -> Sequence[tuple[str, Callable[[], object]]]:
        show = (_("Show the note in its session"), self._show_in_session)
        return (show, *withdraw_offers(self.context, speakers(self.current_record)))

    def _show_in_session(self) -> None:
        self.context.go(f"needs/capture/note-{self.current_id}")

    def _read(self, ids: Sequence[int]) -> Sequence[ListedNote]:
        return self.context.workspace.read(note_lists.listed, ids)

    @Slot()
    def _open_current(self) -> None:
        self._open(self.current_id)

    @Slot(object)
    def _open(self, note: int) -> None:
        if note:
            self.context.go(f"needs/coding/{note}")


def note_words(one: ListedNote) -> str:
    """The beginning of a note, in one line."""
    return " ".join(one.text[:_MOST_LETTERS].split())


def speakers(one: ListedNote | None) -> tuple[int, ...]:
    """Whose words a note is: nobody, or one person (row id)."""
    return (one.person,) if one is not None and one.person is not None else ()


def session_words(one: ListedNote) -> str:
    """Title and day of a note's session."""
    return f"{isolate(one.title)} · {i18n.current().date(one.day, 'medium')}"
