"""Whose words a quote is, and whether it may leave: asked once a person, in place, after the note is saved."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gcmdesk.consultations import capture
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.oversight import OversightMissing
from gcmdesk.protection.people_records import State
from gcmdesk.stakeholders import contacts
from gcmdesk.workspace import clock
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs.parts import narrow
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.consent_form import ConsentForm
from ui.widgets.row import row_of
from ui.widgets.text import Text


class QuoteAsking(QFrame):
    """A bar above the line. The note is saved already; nothing waits for an answer."""

    named = Signal(int, int)
    """Note, and the person (row id) whose words it is."""
    asked = Signal(object, int)
    """People to be asked now (empty: somebody who is not recorded yet), and the note."""
    ended = Signal()
    turned = Signal(bool)
    """Whether it is shown now, for those who have to make room."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("message")
        self.setProperty("kind", "warning")
        self.note = self.person = 0
        self._speakers: set[int | None] = set()
        self._people: set[int] = set()
        self.said = Text()
        self.who = narrow(_("Whose words"))
        self.choose = button(_("These are this person’s words"), self._chosen)
        self.ask_now = button(_("Ask now"), self._ask)
        self.ask_new = button(_("Ask a person who is not recorded"), self._ask_new)
        self.later = button(_("Later"), self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.current().px(8)] * 4)
        column.setSpacing(theme.current().px(6))
        column.addWidget(self.said)
        self._row = row_of(self.who, self.choose)
        column.addWidget(self._row)
        column.addWidget(row_of(self.ask_new, self.ask_now, self.later))
        self.hide()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.turned.emit(visible)

    def begin(self) -> None:
        """Another session: everybody is asked once again."""
        self._speakers, self._people = set(), set()
        self.hide()

    def about(self, note: int, speaker: int | None, person: int | None) -> None:
        """A quote was noted: ask what is not known of it, unless that was asked before."""
        if person is None and speaker not in self._speakers:
            self._speakers.add(speaker)
            self._ask_whose(note, speaker)
        elif person is not None and person not in self._people:
            self._people.add(person)
            state = self.context.workspace.read(capture.quote_consent, person, clock.now())
            if state is State.NEVER_ASKED:
                self._ask_consent(note, person)

    def answered(self, people: tuple[int, ...]) -> None:
        """These people were asked."""
        self._people |= set(people)

    def _ask_consent(self, note: int, person: int) -> None:
        self.note, self.person = note, person
        name = isolate(self.context.workspace.read(people.get, person).pseudonym)
        said = _("{name} has not been asked about quotes. The note is saved; the words leave only after a yes.")
        self.said.setText(said.format(name=name))
        self._show(known=True)

    def _ask_whose(self, note: int, speaker: int | None) -> None:
        """Nobody is recorded whose words they are. The contacts of the speaker are offered first."""
        self.note, self.person = note, 0
        self.said.setText(
            _("Whose words are these? The note is saved; without a person who agreed they leave as no quote.")
        )
        read = self.context.workspace.read
        first = read(contacts.of_stakeholder, speaker) if speaker else ()
        names = {one.person: one.pseudonym for one in first}
        names |= {one.id: one.pseudonym for one in read(people.everybody)}
        self.who.clear()
        for person, name in names.items():
            self.who.addItem(name, person)
        self._show(known=False)

    def _show(self, *, known: bool) -> None:
        self._row.setVisible(not known and self.who.count() > 0)
        self.ask_new.setVisible(not known)
        self.ask_now.setVisible(known)
        self.show()

    def _chosen(self) -> None:
        person, note = self.who.currentData(), self.note
        self.hide()
        if person:
            self.named.emit(note, person)
        self.ended.emit()

    def _ask(self) -> None:
        self.hide()
        self.asked.emit((self.person,), self.note)

    def _ask_new(self) -> None:
        self.hide()
        self.asked.emit((), self.note)

    def end(self) -> None:
        """Not now; the check at the end of the session asks again."""
        self.hide()
        self.ended.emit()


class ConsentSide(Column):
    """The consent form in the place of the notes."""

    answered = Signal(object, int)
    """People whose answers were taken down (empty for nobody), and the note."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Consent"), most_width=1040)
        self.context = context
        self.note = 0
        self.form: ConsentForm | None = None
        self.add(row_of(button(_("Back to the notes"), self._back)))

    def ready(self) -> bool:
        """Whether consent can be taken down: oversight is named and there is a notice."""
        try:
            self.context.workspace.read(oversight.require)
        except OversightMissing:
            return False
        return bool(self.context.workspace.read(notices.versions))

    def begin(self, people: tuple[int, ...], note: int) -> None:
        """Ask these people, or somebody who is not recorded yet."""
        self.note = note
        if self.form is None:
            self.form = ConsentForm(self.context)
            self.form.recorded.connect(self._recorded)
            self.add(self.form)
            self.end()
        if people:
            self.form.ask(people)
        else:
            self.form.ask_new()
        self.form.setFocus()

    @property
    def primary_action(self) -> PrimaryAction | None:
        """Of the page while it asks."""
        return PrimaryAction(_("Record answers"), self.form.record, "check") if self.form else None

    @Slot(object)
    def _recorded(self, people: tuple[int, ...]) -> None:
        self.answered.emit(people, self.note)

    def _back(self) -> None:
        self.answered.emit((), self.note)
