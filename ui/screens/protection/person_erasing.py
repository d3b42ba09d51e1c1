"""Making a person anonymous, or erasing them: what goes is listed before, what is left to do by hand after."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.protection import access, erasing
from gcmdesk.protection.erasing import Erased
from gcmdesk.protection.people import RecordedPerson
from gcmdesk.workspace import clock
from ui import theme
from ui.printing import Items, Paper, print_it
from ui.screens.base import Context
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.facts import Facts
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Heading, Text
from ui.widgets.tick_line import TickLine

_BY_HAND = mark("Left to do by hand")


class PersonErasing(QWidget):
    """Two ways, one confirmation; afterwards the checklist stays until it is closed."""

    ended = Signal()
    erased = Signal(object)
    """The checklist (lines) of a person who is no more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.person: RecordedPerson | None = None
        self.held = Facts()
        self.by_hand = Facts()
        self.sure = TickLine(_("I know that this cannot be undone."))
        self.sure.box.clicked.connect(self._look)
        self.anonymise_it = button(_("Make anonymous"), self._anonymise)
        self.erase_it = button(_("Erase everything"), self._erase)
        self.problem = Text(tone="danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        ways = (
            _(
                "Make anonymous: the record, the name, the receipts and all attachments go. What the person said stays "
                "as far as their consent allows, as words of nobody in particular."
            ),
            _("Erase everything: what they said goes too."),
            _("Both reach the backups on this computer."),
        )
        column.addWidget(card(Heading(_("What can be done"), 3), *(Text(way) for way in ways)))
        column.addWidget(card(Heading(_("What is held now"), 3), self.held))
        column.addWidget(card(Heading(_(_BY_HAND), 3), self.by_hand))
        column.addWidget(self.sure)
        column.addWidget(
            row_of(self.anonymise_it, self.erase_it, button(_("Cancel"), self.ended.emit), most=BESIDE_A_LIST)
        )
        column.addWidget(self.problem)
        self.setFocusProxy(self.sure)

    def show_person(self, person: RecordedPerson) -> None:
        """List what is held of a person and what software cannot reach."""
        if self.person is None or self.person.id != person.id:
            self.sure.box.setChecked(False)
        self.person = person
        self.problem.hide()
        texts = i18n.current()
        held = self.workspace.read(access.held, person.id, texts)
        self.held.show_facts([(_(one.label), self._amount(len(one.lines), one.attachments)) for one in held])
        lines = self.workspace.read(erasing.checklist, person.id, texts)
        self.by_hand.show_facts([("", f"– {line}") for line in lines])
        self._look()

    def _amount(self, lines: int, attachments: int) -> str:
        number = i18n.current().number
        entries = ngettext("{n} entry", "{n} entries", lines).format(n=number(lines))
        if not attachments:
            return entries
        more = ngettext("{n} attachment", "{n} attachments", attachments).format(n=number(attachments))
        return i18n.current().joined([entries, more])

    @Slot()
    def _look(self) -> None:
        for each in (self.anonymise_it, self.erase_it):
            each.setEnabled(self.sure.box.isChecked())

    def _anonymise(self) -> None:
        self._start(keep=True)

    def _erase(self) -> None:
        self._start(keep=False)

    def _start(self, *, keep: bool) -> None:
        if self.person is None:
            return
        for each in (self.anonymise_it, self.erase_it):
            each.setEnabled(False)
        present, person, texts = self.workspace.present, self.person.id, i18n.current()

        def work(_progress: Progress) -> Erased:
            if keep:
                return erasing.anonymise(present, person, clock.now(), texts)
            return erasing.erase(present, person, texts)

        title = _("Making a person anonymous") if keep else _("Erasing a person")
        self.context.tasks.start(title, work, self._done, failed=self._failed)

    def _done(self, done: Erased) -> None:
        number = i18n.current().number
        sentence = ngettext("{n} entry was erased for good.", "{n} entries were erased for good.", done.rows)
        sentences = [sentence.format(n=number(done.rows))]
        if done.kept:
            kept = ngettext(
                "{n} contribution stays without the person.", "{n} contributions stay without the person.", done.kept
            )
            sentences.append(kept.format(n=number(done.kept)))
        self.context.messages.show_message("success", " ".join(sentences))
        self.person = None
        self.sure.box.setChecked(False)
        self.erased.emit(done.checklist)

    def _failed(self, error: KnownError) -> None:
        self.problem.setText(f"{error.sentence} {error.way_out}")
        self.problem.show()
        self._look()


class Checklist(QWidget):
    """What software cannot reach, to be done by hand; it can be printed."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self.shown = Facts()
        self.print_one = button(_("Print…"), self._print, kind="primary", icon="file-text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        column.addWidget(Heading(_(_BY_HAND), 2))
        column.addWidget(card(self.shown))
        column.addWidget(row_of(self.print_one, button(_("Done"), self.ended.emit), most=BESIDE_A_LIST))
        self.setFocusProxy(self.print_one)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these lines."""
        self._lines = lines
        self.shown.show_facts([("", f"– {line}") for line in lines])

    def _print(self) -> None:
        print_it(self, Paper(_(_BY_HAND), (Items(self._lines, boxes=True),)))
