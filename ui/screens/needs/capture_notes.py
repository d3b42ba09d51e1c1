"""The notes that stand on the page of live capture, and what can be done with them; the line below is `capture`."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QMenu

from gcmdesk.consultations import coverage
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from ui.screens.base import Context
from ui.screens.needs import noted_words
from ui.screens.needs.capture_parts import CaptureParts
from ui.screens.needs.point_menu import moved, point_menu
from ui.screens.pages import PageEntry
from ui.widgets.withdraw_button import withdraw_offers

MOST_SHOWN = 200
"""Notes in the stream; older ones are asked for."""
_COUNT_AFTER = 250
"""Milliseconds after a note until the panel beside it counts again."""


class CaptureNotes(CaptureParts):
    """Shown, marked, moved, edited where they stand."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._all = MOST_SHOWN
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._count_soon.timeout.connect(self._count)
        self.stream.edited.connect(self._back_to_line)
        self.stream.customContextMenuRequested.connect(self._open_menu)
        self.earlier.clicked.connect(self._show_earlier)

    # Showing

    def _show_notes(self) -> None:
        known = self.sitting.known
        if known and not self.stream.editing:
            newest = self.sitting.shown[-self._all :]
            self.stream.show_notes([noted_words.shown_note(one, known.subjects) for one in newest])
            self.earlier.setVisible(len(self.sitting.shown) > self._all)

    def seek(self, note: int) -> None:
        """Show a note of this session and give it the keyboard, however far back it stands."""
        place = next((place for place, one in enumerate(self.sitting.shown) if one.note.id == note), None)
        if place is not None:
            self._all = max(self._all, len(self.sitting.shown) - place)
            self._show_notes()
            self.stream.seek(note)

    @Slot()
    def _show_earlier(self) -> None:
        self._all += MOST_SHOWN
        self._show_notes()
        self.stream.scrollToTop()

    @Slot()
    def _count(self) -> None:
        if not self.sitting.session or not self.workspace.is_open or self.workspace.locked:
            return
        try:
            self.coverage.show_coverage(self.workspace.read(coverage.of, self.sitting.session))
            self.room.show_sitting(self.sitting)
        except KnownError as error:  # the notes themselves are safe
            self.context.messages.show_error(error)

    def _show_sticky(self) -> None:
        sitting, point = self.sitting, self.sitting.point
        self.bar.line.known = self.stream.known = sitting.known
        self.bar.show_speaker(sitting.speaker(sitting.sticky.speaker))
        self.bar.show_point(point.title if point else "")
        self.agenda.show_agenda(sitting.points, point.id if point else None, open_now=sitting.writable)

    def _show_again(self, *changed: int) -> None:
        """Notes were changed here."""
        known = self.sitting.known
        for fresh in map(self.sitting.note, changed):
            if fresh and known:
                self.stream.notes.replace(noted_words.shown_note(fresh, known.subjects))
        self._show_sticky()
        self._count_soon.start()

    # Marks

    @property
    def _among_notes(self) -> bool:
        """Whether the keyboard is among the notes, or was when the palette or the menu was opened."""
        return self.focusWidget() is self.stream

    @property
    def _targets(self) -> tuple[int, ...]:
        """The notes that a key without a line means: the selected ones, else the last."""
        if self._among_notes and self.stream.selected_ids:
            return self.stream.selected_ids
        return tuple(one.note.id for one in self.sitting.shown[-1:])

    @property
    def _for_line(self) -> bool:
        return bool(self.bar.line.text()) and not self._among_notes

    def flag(self) -> None:
        """Flag what is being typed; with an empty line the last note, or no longer."""
        if self._for_line:
            self.bar.flagged.toggle()
        else:
            self._mark(self._targets, "flagged")

    def confide(self) -> None:
        """Keep what is being typed confidential; with an empty line the last note, or no longer."""
        if self._for_line:
            self.bar.confidential.toggle()
        else:
            self._mark(self._targets, "confidential")

    def _mark(self, chosen: Sequence[int], which: str) -> None:
        if self.sitting.mark(chosen, which):
            self._show_again(*chosen)
            self.room.show_sitting(self.sitting)  # at once: the room must not see it any longer

    def ask_point(self) -> None:
        """Ask under which point of the agenda the selected notes belong, or the last one."""
        chosen = self._targets
        if not chosen or not self.sitting.writable:
            return
        first = self.sitting.note(chosen[0])
        here = first.note.agenda_item if first and len(chosen) == 1 else None
        points = [(one.id, one.title) for one in self.sitting.points]
        menu = point_menu(self, points, here, lambda point: self._move(chosen, point))
        menu.popup(self.stream.menu_place())

    def _move(self, chosen: Sequence[int], point: int | None) -> None:
        if self.sitting.move(chosen, point):
            self._show_again(*chosen)
            self.room.show_sitting(self.sitting)
            title = next((one.title for one in self.sitting.points if one.id == point), "")
            self.bar.show_hint(moved(len(chosen), title))

    # Editing in place

    @Slot()
    def edit_last(self) -> None:
        """The arrow upwards in an empty line."""
        if self.sitting.shown and self.sitting.writable:
            self.stream.edit_note(self.sitting.shown[-1].note.id)

    def save_edit(self, note: int, text: str) -> bool:
        line = self.sitting.understood(text)
        self.bar.show_problem("" if line.text else _("Type what was said."))
        if not line.text or not self.sitting.writable or not self.sitting.edit(note, line):
            return False
        self._show_again(note)
        return True

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        del place
        menu = self.menu()
        if menu.actions():
            menu.popup(self.stream.menu_place())
        else:
            menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the note that has the keyboard; consent is withdrawn also when the session is over."""
        note = self.stream.current_id
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if note and self.sitting.writable:
            self._offer_changes(menu, note, self.stream.selected_ids or (note,))
        found = self.sitting.note(note) if note else None
        people = (found.note.person,) if found and found.note.person is not None else ()
        for text, run in withdraw_offers(self.context, people):
            menu.addAction(text).triggered.connect(lambda _checked, run=run: run())
        return menu

    def _offer_changes(self, menu: QMenu, note: int, chosen: Sequence[int]) -> None:
        menu.addAction(_("Edit the note")).triggered.connect(lambda _checked: self.stream.edit_note(note))
        menu.addAction(_("Flag, or remove the flag")).triggered.connect(lambda _checked: self._mark(chosen, "flagged"))
        confide = menu.addAction(_("Keep in confidence, or no longer"))
        confide.triggered.connect(lambda _checked: self._mark(chosen, "confidential"))
        if self.sitting.points:
            menu.addAction(_("Move to another agenda point…")).triggered.connect(lambda _checked: self.ask_point())
        code = menu.addAction(_("Give it themes"))
        code.triggered.connect(lambda _checked: self.context.go(f"needs/coding/{note}"))
        menu.addAction(_("Delete")).triggered.connect(lambda _checked: self._delete(chosen))

    def _delete(self, chosen: Sequence[int]) -> None:
        if self.sitting.delete(chosen):
            self._show_notes()
            self._count_soon.start()
            self._back_to_line()
