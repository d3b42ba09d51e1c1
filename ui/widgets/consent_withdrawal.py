"""Withdrawing consent in one step, on any page: what will happen is listed before, and carried through everywhere.

    self.withdrawal = ConsentWithdrawal(context)
    self.withdrawal.ended.connect(self._show_record)       # True when something was withdrawn
    self.withdrawal.show_people((person.id,))

A page that only shows a person leads here with `ui.widgets.withdraw_button`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.protection import consent, receipts, withdrawal
from gcmdesk.protection import people as register
from gcmdesk.protection.people_records import METHOD_TITLES, STATE_TITLES, Method
from gcmdesk.protection.purposes import TITLES, Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.protection.withdrawal import Consequences, Said
from gcmdesk.workspace import clock
from ui import theme
from ui.screens.base import Context
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.consent_states import sharing_with
from ui.widgets.facts import Fact, Facts
from ui.widgets.form import Choice
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.text import Heading, Text
from ui.widgets.tick_line import TickLine

EFFECTS = {
    Effect.WITHHOLD: mark("Stays in the workspace, and never leaves it: {count}"),
    Effect.ERASE: mark("Erased for good: {count}"),
    Effect.ERASE_ATTACHMENTS: mark("Erased for good: {count}"),
    Effect.UNLINK: mark("Stays, without the person: {count}"),
    Effect.SENT: mark("Has left already: {count}"),
    Effect.KEEP: mark("Stays as it is: {count}"),
}
"""Untranslated; what happens to so many entries."""


class ConsentWithdrawal(QWidget):
    """A box for each purpose, the consequences below, one button."""

    ended = Signal(bool)
    """Whether something was withdrawn; False when it was given up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace = context.workspace
        self.people: tuple[int, ...] = ()
        self._ticked: dict[Purpose, bool] = {}
        self.lines = {purpose: TickLine() for purpose in Purpose}
        self.boxes = {purpose: line.box for purpose, line in self.lines.items()}
        for box in self.boxes.values():
            box.clicked.connect(self._look)
        self.method = Choice(
            "method", _("How they said it"), [(str(one), _(title)) for one, title in METHOD_TITLES.items()]
        )
        self.party = Choice("party", _("With whom it is no longer shared"), (), unset=_("With anybody"))
        self.party.edited.connect(self._look)
        self.who = Text(bold=True)
        self.nothing = Text(
            _("Tick what is withdrawn. What happens then is listed here before anything is done."), tone="muted"
        )
        self.consequences = Facts()
        self.withdraw_it = button(_("Withdraw for good"), self.withdraw, kind="primary", icon="check")
        self.problem = Text(tone="danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        column.addWidget(self.who)
        column.addWidget(Heading(_("What is withdrawn"), 3))
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        for line in self.lines.values():
            ticks.addWidget(line)
        column.addLayout(ticks)
        column.addWidget(self.party)
        column.addWidget(self.method)
        column.addWidget(card(Heading(_("What happens then"), 3), self.nothing, self.consequences))
        column.addWidget(self.problem)
        self._acts = row_of(self.withdraw_it, button(_("Cancel"), lambda: self.ended.emit(False)), most=BESIDE_A_LIST)
        column.addWidget(self._acts)
        self.setFocusProxy(self.boxes[Purpose.TAKE_PART])

    def show_people(self, people: tuple[int, ...]) -> None:
        """Begin anew for these people (row ids)."""
        self.people = people
        self.problem.hide()
        names = [isolate(one.pseudonym) for one in self.workspace.read(register.of, people)]
        self.who.setText(i18n.current().joined(names))
        self.who.setVisible(len(names) > 1)
        parties = self.party.box
        while parties.count() > 1:
            parties.removeItem(1)
        for party in self.workspace.read(receipts.third_parties, people):
            parties.addItem(isolate(party), party)
        self.party.show_value("")
        self.method.show_value(str(Method.SPOKEN))
        held = self._held()
        for purpose, box in self.boxes.items():
            state = i18n.current().joined(held[purpose])
            text = _("{purpose} ({state})").format(purpose=_(TITLES[purpose]), state=state)
            self.lines[purpose].show_text(text)
            box.setChecked(False)
            box.setEnabled(True)
        self._look()

    def _held(self) -> dict[Purpose, list[str]]:
        """Where they stand for each purpose, in words; for sharing with each party where they named one."""
        now = clock.now()
        states = self.workspace.read(consent.states, self.people, now)
        held = {
            purpose: sorted({_(STATE_TITLES[states[one, purpose]]) for one in self.people}) for purpose in self.boxes
        }
        named = self.workspace.read(consent.parties, self.people, now)
        shared = {(party, state) for one in named.values() for party, state in one.items()}
        if shared:
            about = _("{party}: {state}")
            held[Purpose.SHARING] = [
                about.format(party=isolate(party), state=_(STATE_TITLES[state])) for party, state in sorted(shared)
            ]
        return held

    @property
    def chosen(self) -> tuple[Purpose, ...]:
        """The purposes that are ticked."""
        return tuple(purpose for purpose, box in self.boxes.items() if box.isChecked())

    @Slot()
    def _look(self) -> None:
        chosen = self.chosen
        everything = Purpose.TAKE_PART in chosen
        for purpose, box in self.boxes.items():
            if purpose is not Purpose.TAKE_PART:
                if box.isEnabled():
                    self._ticked[purpose] = box.isChecked()
                box.setEnabled(not everything)
                box.setChecked(everything or self._ticked[purpose])  # taking part brings the others with it
        self.party.setVisible(chosen == (Purpose.SHARING,) and self.party.box.count() > 1)
        self.withdraw_it.setEnabled(bool(chosen))
        self.nothing.setVisible(not chosen)
        self.consequences.setVisible(bool(chosen))
        if chosen:
            plan = self.workspace.read(withdrawal.consequences, self.people, chosen, i18n.current(), self._third_party)
            whose = [one.pseudonym for one in self.workspace.read(register.of, plan.people)]
            self.consequences.show_facts(told(plan, whose if plan.third_party and len(self.people) > 1 else ()))

    @property
    def _third_party(self) -> str:
        """The only one with whom sharing ends; empty for all."""
        return "" if self.party.isHidden() else str(self.party.value)

    # Carrying it through

    def withdraw(self) -> None:
        """Do what was listed."""
        if not self.chosen or not self.withdraw_it.isEnabled():
            return
        self.withdraw_it.setEnabled(False)
        said = Said(clock.now(), Method(self.method.value), third_party=self._third_party)
        present, people, chosen = self.workspace.present, self.people, self.chosen

        def work(_progress: Progress) -> int:
            return withdrawal.withdraw(present, people, chosen, said)

        self.context.tasks.start(_("Withdrawing consent"), work, self._done, failed=self._failed)

    def _done(self, erased: int) -> None:
        sentence = ngettext(
            "Consent is withdrawn. {n} entry was erased for good, from the backups too.",
            "Consent is withdrawn. {n} entries were erased for good, from the backups too.",
            erased,
        )
        self.context.messages.show_message("success", sentence.format(n=i18n.current().number(erased)))
        self.ended.emit(True)

    def _failed(self, error: KnownError) -> None:
        self.problem.setText(f"{error.sentence} {error.way_out}")
        self.problem.show()
        self.withdraw_it.setEnabled(True)


def told(plan: Consequences, whose: Sequence[str] = ()) -> list[Fact]:
    """Consequences as lines: of several people whose consent it is (pseudonyms), what has left at the end."""
    number, joined = i18n.current().number, i18n.current().joined
    purposes = joined([_(TITLES[purpose]) for purpose in plan.purposes])
    facts: list[Fact] = [(_("Withdrawn"), sharing_with(plan.third_party) if plan.third_party else purposes)]
    facts.append((_("Who withdraws"), joined([isolate(one) for one in whose])))
    facts += [(_("Still agreed to"), joined([sharing_with(party) for party in plan.still_shared]))]
    facts += [(_(one.label), _(EFFECTS[one.effect]).format(count=number(one.count))) for one in plan.reached]
    if not plan.reached:
        facts.append((_("Entries"), _("Nothing is erased or withheld.")))
    facts.append((_("Backups"), _("Made anew, so that no old one brings the consent back.")))
    if plan.sent:
        facts += [(_("Has left already: ask whoever has it to stop using it"), "\n".join(plan.sent), "warning")]
    return facts
