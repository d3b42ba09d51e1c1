"""Live capture: one line, Enter, next. The note is on the disk before the line is empty.

What is written lies in `sitting`, what the page is made of in `capture_parts`.
"""

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu

from gcmdesk import i18n
from gcmdesk.consultations import coverage, sessions
from gcmdesk.consultations.lines import Line
from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.workspace import clock
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import noted_words
from ui.screens.needs.capture_parts import CaptureParts
from ui.screens.needs.parts import refill
from ui.screens.pages import PageEntry
from ui.widgets.entry_line import Keys
from ui.widgets.withdraw_button import withdraw_offers

MOST_SHOWN = 200
"""Notes in the stream; older ones are asked for."""
_KEEP_AFTER = 600
"""Milliseconds after the last key until the unfinished line is put away."""
_COUNT_AFTER = 250
"""Milliseconds after a note until the panel beside it counts again."""


class CapturePage(CaptureParts):
    """The place is the row id of the session."""

    topics = frozenset({"notes", "consultations", "stakeholders", "themes", "codings", "people"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._all = MOST_SHOWN
        self._dirty = False
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._keep_soon.timeout.connect(self.keep)
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._count_soon.timeout.connect(self._count)
        self._connect()

    def _connect(self) -> None:
        self.choice.activated.connect(self._session_chosen)
        self.room.chosen.connect(self._back_to_line)
        self.agenda.chosen.connect(self.choose_point)
        self.agenda.step.connect(self.step_point)
        self.stream.edited.connect(self._back_to_line)
        self.stream.customContextMenuRequested.connect(self._open_menu)
        self.earlier.clicked.connect(self._show_earlier)
        line = self.bar.line
        line.sent.connect(self.send)
        line.unfocused.connect(self.keep)
        line.up.connect(self.edit_last)
        line.left.connect(self._throw_away)
        line.textChanged.connect(self._typed)
        self.bar.translation.returnPressed.connect(self.send)
        self.bar.nobody.clicked.connect(self._nobody)
        self.bar.throw_away.clicked.connect(self._throw_away)
        self.asking.named.connect(self._attribute)
        self.asking.asked.connect(self._ask)
        self.asking.ended.connect(self._back_to_line)
        self.consent.answered.connect(self._answered)
        control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
        keys: Keys = {
            (Qt.Key.Key_Period, control): self.flag,
            (Qt.Key.Key_H, control): self.confide,
            (Qt.Key.Key_Down, control): lambda: self.step_point(1),
            (Qt.Key.Key_Up, control): lambda: self.step_point(-1),
        }
        line.keys = keys
        self.stream.keys = {**keys, (Qt.Key.Key_Escape, none): self._back_to_line}
        self.workspace.turned.connect(self._turned)
        self.workspace.leaving.connect(self.keep)

    # Head and places

    @property
    def subtitle(self) -> str:
        if theme.current().narrow:
            return ""
        return {"planned": _("Planned"), "open": _("Open now"), "closed": _("Closed")}.get(self.sitting.status, "")

    @property
    def primary_action(self) -> PrimaryAction | None:
        if not self.sitting.session:
            return None
        if self._faces.currentWidget() is self.consent:
            return self.consent.primary_action
        return PrimaryAction(_("Check and close"), self._check, "check")

    def _check(self) -> None:
        self.keep()
        self.context.go(f"needs/check/{self.sitting.session}")

    @property
    def place(self) -> str:
        return str(self.sitting.session or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal() and int(place) != self.sitting.session and self.choice.findData(int(place)) >= 0:
            self.open_session(int(place))

    # Reading

    def _on_commit(self, topics: frozenset[str]) -> None:
        if not self.sitting.writing:  # what this page writes it shows by itself
            super()._on_commit(topics)
        elif self.topics & topics:
            self._count_soon.start()

    def refresh(self) -> None:
        programme = self.workspace.read(sessions.titles)
        newest = sorted(programme, key=lambda one: (one.status == "open", one.day, one.id), reverse=True)
        texts = i18n.current()
        refill(self.choice, [(one.id, f"{isolate(one.title)} · {texts.date(one.day, 'medium')}") for one in newest])
        if self._faces.currentWidget() is not self.consent:
            self._faces.setCurrentWidget(self._work if newest else self.nothing)
        ids = [one.id for one in newest]
        if not ids:
            self.sitting.close()
        elif self.sitting.session in ids:
            self._show(self.sitting.read())
        else:
            self.open_session(ids[0])
        self.head_changed.emit()

    def open_session(self, session: int) -> None:
        """Show another session; the line of this one is put away with it."""
        self.keep()
        self._all = MOST_SHOWN
        self.asking.begin()
        self.choice.setCurrentIndex(self.choice.findData(session))
        self._show(self.sitting.open(session))
        self.bar.begin()
        self.bar.line.put(self.sitting.sticky.text)
        self.bar.show_offer(bool(self.sitting.sticky.text))
        self._dirty = False
        self._keep_soon.stop()
        self.head_changed.emit()

    def _show(self, one: SavedSession) -> None:
        if not self._dirty and self.sitting.was_emptied():
            self._empty_line()  # it named somebody who was erased
        self.bar.set_state(closed=one.status == "closed", read_only=self.read_only)
        self.bar.offer_languages((*(one.draft.languages or ()), *(one.draft.interpreting or ())))
        self._show_notes()
        self._show_sticky()
        self._count()

    def _show_notes(self) -> None:
        known = self.sitting.known
        if known and not self.stream.editing:
            newest = self.sitting.shown[-self._all :]
            self.stream.show_notes([noted_words.shown_note(one, known.subjects) for one in newest])
            self.earlier.setVisible(len(self.sitting.shown) > self._all)

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

    def _show_again(self, note: int) -> None:
        """A note was changed here."""
        fresh, known = self.sitting.note(note), self.sitting.known
        if fresh and known:
            self.stream.notes.replace(noted_words.shown_note(fresh, known.subjects))
        self._show_sticky()
        self._count_soon.start()

    # Sending

    @Slot()
    def send(self) -> None:
        """Save the line as a note; nothing of it is lost when that fails."""
        if not self.sitting.writable:
            return
        line = self.sitting.understood(self.bar.line.text())
        if not line.text:
            self._only_signs(line)
            return
        taking = self.sitting.taking(line, clock.now(), **self.bar.around)
        problems = taking.problems()
        if problems:
            self.bar.show_problem(_(problems[0][1]))
            return
        planned = self.sitting.status == "planned"
        taken = self.sitting.take(taking)
        if taken is None:
            return
        self._next_line()
        if self.sitting.known:
            self.stream.add(noted_words.shown_note(self.sitting.shown[-1], self.sitting.known.subjects))
        told = [_("“{sign}” is not known and stands in the text.").format(sign=isolate(one)) for one in line.unknown]
        self.bar.show_hint(" ".join(told))
        if planned:
            self.head_changed.emit()
        if taken.note.verbatim:
            self.asking.about(taken.note.id, taken.note.stakeholder, taken.note.person)

    def _next_line(self) -> None:
        self._forget_success()
        self._empty_line()
        self._show_sticky()

    def _empty_line(self) -> None:
        self.bar.begin()
        self._dirty = False
        self._keep_soon.stop()

    def _only_signs(self, line: Line) -> None:
        """A name alone says who speaks now; subjects and a kind alone belong to the note before."""
        named = line.speaker is not None or bool(line.new_speaker)
        tags = bool(line.subjects or line.kind) and bool(self.sitting.shown)
        if not named and not tags:
            self.bar.show_problem(_("Type what was said."))
            return
        if named and not self.sitting.speak(line):
            return
        if tags:
            note = self.sitting.shown[-1].note.id
            if not self.sitting.tag(note, line):
                return
            self._show_again(note)
        self._next_line()
        self.sitting.keep("")

    # The unfinished line

    @Slot()
    def _typed(self) -> None:
        self.bar.show_problem("")
        if not self.bar.line.text():
            self.bar.show_offer(False)
        self._dirty = True
        self._keep_soon.start()

    @Slot()
    def keep(self) -> None:
        """Put the unfinished line away, so that a crash costs at most the word being typed."""
        self._keep_soon.stop()
        if self._dirty and self.workspace.is_open and self.sitting.writable:
            self._dirty = False
            self.sitting.keep(self.bar.line.text())

    @Slot()
    def _turned(self) -> None:
        if self.workspace.locked:
            self.keep()  # before the key is forgotten

    def hideEvent(self, event: QHideEvent) -> None:
        if not self.workspace.locked:
            self.keep()
        super().hideEvent(event)

    @Slot()
    def _throw_away(self) -> None:
        if self.bar.offered:
            self.bar.line.put("")
        self._back_to_line()

    # Who speaks, which point

    @Slot()
    def _nobody(self) -> None:
        self._stick(speaker=None)

    @Slot(int)
    def choose_point(self, point: int) -> None:
        """The next notes belong to this point."""
        self._stick(agenda_item=point)

    def _stick(self, **sticky: int | None) -> None:
        self.sitting.keep(self.bar.line.text(), **sticky)
        self._show_sticky()
        self.room.show_sitting(self.sitting)
        self._back_to_line()

    @Slot(int)
    def step_point(self, step: int) -> None:
        """On to the next point, this one is done; or back to the one before, which is taken up again."""
        there = self.sitting.step_point(step)
        if there is not None:
            self.choose_point(there)

    # Marks

    @property
    def _target(self) -> int:
        """The note that a key without a line means: the one with the keyboard, else the last."""
        if self.stream.hasFocus() and self.stream.current_id:
            return self.stream.current_id
        return self.sitting.shown[-1].note.id if self.sitting.shown else 0

    @property
    def _for_line(self) -> bool:
        return bool(self.bar.line.text()) and not self.stream.hasFocus()

    def flag(self) -> None:
        """Flag what is being typed; with an empty line the last note, or no longer."""
        if self._for_line:
            self.bar.flagged.toggle()
        else:
            self._mark(self._target, "flagged")

    def confide(self) -> None:
        """Keep what is being typed confidential; with an empty line the last note, or no longer."""
        if self._for_line:
            self.bar.confidential.toggle()
        else:
            self._mark(self._target, "confidential")

    def _mark(self, note: int, which: str) -> None:
        if self.sitting.mark(note, which):
            self._show_again(note)
            self.room.show_sitting(self.sitting)  # at once: the room must not see it any longer

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
            self._offer_changes(menu, note)
        found = self.sitting.note(note) if note else None
        people = (found.note.person,) if found and found.note.person is not None else ()
        for text, run in withdraw_offers(self.context, people):
            menu.addAction(text).triggered.connect(lambda _checked, run=run: run())
        return menu

    def _offer_changes(self, menu: QMenu, note: int) -> None:
        menu.addAction(_("Edit")).triggered.connect(lambda _checked: self.stream.edit_note(note))
        menu.addAction(_("Flag, or remove the flag")).triggered.connect(lambda _checked: self._mark(note, "flagged"))
        confide = menu.addAction(_("Keep in confidence, or no longer"))
        confide.triggered.connect(lambda _checked: self._mark(note, "confidential"))
        menu.addAction(_("Delete")).triggered.connect(lambda _checked: self._delete(note))

    def _delete(self, note: int) -> None:
        if self.sitting.delete(note):
            self._show_notes()
            self._count_soon.start()
            self._back_to_line()

    # Quotes and consent

    @Slot(int, int)
    def _attribute(self, note: int, person: int) -> None:
        fresh = self.sitting.attribute(note, person)
        if fresh:
            self._show_again(note)
            self.room.show_sitting(self.sitting)
            self.asking.about(note, fresh.note.stakeholder, person)

    @Slot(object, int)
    def _ask(self, people: tuple[int, ...], note: int) -> None:
        if not self.consent.ready():
            self.context.go("protection/consent")
            return
        self._faces.setCurrentWidget(self.consent)
        self.consent.begin(people, note)
        self.head_changed.emit()

    def _forget_success(self) -> None:
        """Whose answers were taken down has been read by the time the next note is there."""
        message = self.context.messages.message
        if message and message.kind == "success":
            self.context.messages.clear()

    @Slot(object, int)
    def _answered(self, people: tuple[int, ...], note: int) -> None:
        self._faces.setCurrentWidget(self._work)
        if people and self.consent.form:
            self.context.messages.show_message("success", self.consent.form.told.text())
        self.head_changed.emit()
        self.asking.answered(people)
        found = self.sitting.note(note)
        if len(people) == 1 and found and found.note.person is None:
            self._attribute(note, people[0])
        self._back_to_line()

    # Sessions

    @Slot(int)
    def _session_chosen(self, row: int) -> None:
        session = self.choice.itemData(row)
        if session and session != self.sitting.session:
            self.context.go(f"needs/capture/{session}")
