"""What is held about a person: read out or printed, parts left out with a reason, and the day it was told."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import access
from gcmdesk.protection.access import RECORD, Section
from gcmdesk.protection.people import RecordedPerson
from gcmdesk.workspace import clock
from ui import theme
from ui.answers import Answer
from ui.printing import Items, Paper, Paragraph, Part, Title, print_it
from ui.screens.base import Context
from ui.screens.protection.moments import MISSING, local_day
from ui.screens.protection.parts import print_languages, submit
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Day, Form, Line
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text
from ui.widgets.tick_line import TickLine

_LEFT_OUT = mark("This part is not read out. Reason: {reason}")
_TITLE = mark("What is held about you")


def paper(person: RecordedPerson, held: tuple[Section, ...], reason: str, texts: Texts, *, large: bool) -> Paper:
    """The print-out in the language of `texts`."""
    words = texts.gettext
    today = texts.date(local_day(clock.now()))
    line = words(mark("You are recorded as {pseudonym}. This was printed on {day}."))
    parts: list[Part] = [Paragraph(line.format(pseudonym=isolate(person.pseudonym), day=today))]
    for section in held:
        parts.append(Title(words(section.label), 2))
        if section.left_out:
            parts.append(Paragraph(words(_LEFT_OUT).format(reason=isolate(reason))))
            continue
        parts.append(Items(section.lines))
        if section.attachments:
            parts.append(Paragraph(attached(section.attachments, texts)))
    parts.append(Title(words(mark("What you can do")), 2))
    rights = (
        mark("Have something corrected."),
        mark("Take your consent back, for everything or for a part. Saying it is enough."),
        mark("Have everything erased."),
        mark("Complain. It costs nothing."),
    )
    parts.append(Items([words(right) for right in rights]))
    return Paper(words(_TITLE), parts, large=large, language=texts.language.code)


def attached(count: int, texts: Texts) -> str:
    """How many pictures and recordings belong to a part."""
    sentence = texts.ngettext("{n} picture, recording or scan", "{n} pictures, recordings or scans", count)
    return sentence.format(n=texts.number(count))


class PersonAccess(QWidget):
    """The parts with a box each, the words below, printing, and the date of read-back."""

    ended = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.workspace = context.workspace
        self.person: RecordedPerson | None = None
        self._labels: tuple[str, ...] = ()
        self._read_only = context.workspace.present.read_only
        self.last = Text(bold=True)
        self.language = Choice("language", _("Language"), print_languages())
        self.language.show_value(i18n.current().language.code)
        self.language.edited.connect(self._read)
        self.large = TickBox(_("Large type"))
        self.print_one = button(_("Print…"), self._print, kind="primary", icon="file-text")
        self.form = Form(
            (
                Line("reason", _("Why parts are left out"), hint=_("Only if a part is left out")),
                Day("day", _("Told on")),
            )
        )
        self.record_it = button(_("Record the day"), self._told, icon="check")
        self._recording = card(
            Heading(_("When the person has been told"), 3), self.form, row_of(self.record_it), spacing=12
        )
        self._leaving = QWidget()
        self._leaving_column = QVBoxLayout(self._leaving)
        self._leaving_column.setContentsMargins(0, 0, 0, 0)
        self._leaving_column.setSpacing(0)
        self.leave: dict[str, TickBox] = {}
        self._words = QWidget()
        self._lines = QVBoxLayout(self._words)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.current().px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        for widget in (self.last, self.language, self._leaving, self.large, row_of(self.print_one)):
            column.addWidget(widget)
        column.addWidget(card(self._words))
        column.addWidget(self._recording)
        self._recording.setVisible(not self._read_only)
        self.print_one.setVisible(not self._read_only)  # nothing leaves a workspace that is open for reading only
        self.setFocusProxy(self.language)

    def show_person(self, person: RecordedPerson) -> None:
        """Read everything held about a person."""
        if self.person is None or self.person.id != person.id:
            self.form.clear({"reason": "", "day": local_day(clock.now())})
            self._labels = ()
        self.person = person
        self._read()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The labels of the parts that are not read out."""
        return tuple(label for label, box in self.leave.items() if box.isChecked())

    @Slot()
    def _read(self) -> None:
        if self.person is None:
            return
        last = self.workspace.read(access.last_read_back, self.person.id)
        day = i18n.current().date(last) if last else ""
        self.last.setText(_("Last told on {day}.").format(day=day) if last else _("Not told yet what is held."))
        everything = self.workspace.read(access.held, self.person.id, i18n.current())
        self._offer(tuple(section.label for section in everything if section.label != RECORD))
        held = self._held()
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        for section in held:
            self._lines.addWidget(Heading(self._texts.gettext(section.label), 3))
            if section.left_out:
                self._lines.addWidget(Text(_("Left out"), tone="muted"))
            for line in section.lines:
                self._lines.addWidget(Text(line))
            if section.attachments and not section.left_out:
                self._lines.addWidget(Caption(attached(section.attachments, self._texts)))

    def _offer(self, labels: tuple[str, ...]) -> None:
        if labels == self._labels:
            return
        self._labels = labels
        while item := self._leaving_column.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        self._leaving_column.addWidget(Text(_("Leave out"), bold=True))
        self.leave = {}
        for label in labels:
            line = TickLine(_(label))
            line.box.setAccessibleName(_("Leave out: {part}").format(part=_(label)))
            line.box.clicked.connect(self._read)
            self.leave[label] = line.box
            self._leaving_column.addWidget(line)
        self._leaving.setVisible(bool(labels))

    @property
    def _texts(self) -> Texts:
        return Texts(self.language.value)

    def _held(self) -> tuple[Section, ...]:
        if self.person is None:
            return ()
        return self.workspace.read(access.held, self.person.id, self._texts, self.left_out)

    def _reason(self) -> str:
        return str(self.form.fields["reason"].value)

    def _print(self) -> None:
        if self.person is None:
            return
        if self.left_out and not self._reason():
            self.form.show_problems((("reason", mark("Say why parts are left out.")),))
            self.form.fields["reason"].setFocus()
            return
        print_it(self, paper(self.person, self._held(), self._reason(), self._texts, large=self.large.isChecked()))

    def _told(self) -> None:
        if submit(self.form, self._recorded):
            self.form.clear({"reason": "", "day": local_day(clock.now())})
            self._read()

    def _recorded(self, values: dict[str, Any]) -> Answer:
        if self.person is None:
            return None
        problems = []
        if self.left_out and not values["reason"]:
            problems.append(("reason", mark("Say why parts are left out.")))
        if values["day"] is None:
            problems.append(("day", MISSING))
        elif values["day"] > local_day(clock.now()):
            problems.append(("day", mark("This day lies in the future.")))
        given = self.person.id, values["day"], self.language.value, self.left_out, values["reason"]
        return tuple(problems) or self.workspace.run(_read_back, *given, name=mark("Read-back recorded"))


def _read_back(session: Any, *given: Any) -> bool:
    access.read_back(session, *given)
    return True
