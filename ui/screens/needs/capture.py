"""Live capture: one line, Enter, next. The note is on the disk before the line is empty.

What is written lies in `sitting`, what the page is made of in `capture_parts`.
"""

from PySide6.QtCore import QKeyCombination, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence

from gcmdesk import i18n
from gcmdesk.consultations import note_list, sessions
from gcmdesk.consultations.lines import Line
from gcmdesk.consultations.session_records import SavedSession
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.workspace import clock
from ui import theme
from ui.commands import PageCommand
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import noted_words
from ui.screens.needs.capture_notes import MOST_SHOWN, CaptureNotes
from ui.screens.needs.parts import refill
from ui.screens.pages import PageEntry
from ui.widgets.entry_line import Keys

_KEEP_AFTER = 600
"""Milliseconds after the last key until the unfinished line is put away."""


class CapturePage(CaptureNotes):
    """The place is the row id of the session; a note in it can be asked for."""

    topics = frozenset({"notes", "consultations", "stakeholders", "themes", "codings", "people"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._dirty = False
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._keep_soon.timeout.connect(self.keep)
        self._connect()

    def _connect(self) -> None:
        self.choice.activated.connect(self._session_chosen)
        self.room.chosen.connect(self._back_to_line)
        self.agenda.chosen.connect(self.choose_point)
        self.agenda.step.connect(self.step_point)
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
        keys: Keys = {_pressed(one): one.run for one in (*self._marking, *self._moving) if one.shortcut}
        line.keys = keys
        escape = (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        self.stream.keys = {**keys, escape: self._back_to_line}
        self.workspace.turned.connect(self._turned)
        self.workspace.leaving.connect(self.keep)

    # Head and places

    @property
    def subtitle(self) -> str:
        if theme.current().narrow:
            return ""
        return {"planned": _("Planned"), "open": _("Open now"), "closed": _("Session closed")}.get(
            self.sitting.status, ""
        )

    @property
    def primary_action(self) -> PrimaryAction | None:
        if not self.sitting.session:
            return None
        if self._faces.currentWidget() is self.consent:
            return self.consent.primary_action
        return PrimaryAction(_("Check and close"), self._check, "check")

    @property
    def commands(self) -> tuple[PageCommand, ...]:
        if not self.sitting.writable or self._faces.currentWidget() is not self._work:
            return ()
        line = self.bar.line
        typing = (
            PageCommand("capture-send", _("Add the note"), self.send, told=_("Enter")),
            PageCommand("capture-break", _("New line in the note"), line.break_line, told=_("Shift+Enter")),
            PageCommand("capture-edit", _("Edit the last note"), self.edit_last, told="↑"),
        )
        return (*typing, *self._marking, *(self._moving if self.sitting.points else ()))

    @property
    def _marking(self) -> tuple[PageCommand, ...]:
        return (
            PageCommand("capture-flag", _("Flag, or remove the flag"), self.flag, "Ctrl+."),
            PageCommand("capture-confide", _("Keep in confidence, or no longer"), self.confide, "Ctrl+H"),
        )

    @property
    def _moving(self) -> tuple[PageCommand, ...]:
        return (
            PageCommand("capture-next", _("Next agenda point"), self._step_on, "Ctrl+Down"),
            PageCommand("capture-previous", _("Previous agenda point"), self._step_back, "Ctrl+Up"),
            PageCommand("capture-move", _("Move to another agenda point…"), self.ask_point, "Ctrl+M"),
        )

    def _step_on(self) -> None:
        self.step_point(1)

    def _step_back(self) -> None:
        self.step_point(-1)

    def _check(self) -> None:
        self.keep()
        self.context.go(f"needs/check/{self.sitting.session}")

    @property
    def place(self) -> str:
        return str(self.sitting.session or "")

    def show_place(self, place: str) -> None:
        """``12`` is a session, ``note-345`` a note in its session."""
        note = place.removeprefix("note-") if place.startswith("note-") else ""
        self.stream.seek(0)
        if note.isdecimal():
            found = self.workspace.read(note_list.page, [int(note)])
            place = str(found[0].consultation) if found else ""
        if place.isdecimal() and int(place) != self.sitting.session and self.choice.findData(int(place)) >= 0:
            self.open_session(int(place))
        if note.isdecimal() and place:
            self.seek(int(note))

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


def _pressed(one: PageCommand) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """The key of a command as a field is told it."""
    pressed: QKeyCombination = QKeySequence(one.shortcut)[0]  # type: ignore[index]  # PySide’s stubs leave it out
    return pressed.key(), pressed.keyboardModifiers()
