"""Requests of data subjects: what they asked for, by when it is answered, and what was done (guidance Tool 5)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.protection import people, reckoning, requests
from gcmdesk.protection.duty_lists import IDENTITIES, STAGES, WAYS, WISHES, Identity, Stage
from gcmdesk.protection.requests import Request, RequestDraft, Step, StepDraft
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.protection.duty_page import DutyPage, offer, section
from ui.screens.protection.moments import BEFORE, MISSING, local_day, of_day
from ui.widgets.buttons import button
from ui.widgets.facts import Facts
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.row import BESIDE_A_LIST, row_of
from ui.widgets.withdraw_button import withdraw_button

_STATES = {"open": mark("Open"), "answered": mark("Answered"), "closed": mark("Closed")}


class RequestsPage(DutyPage):
    """The deadline runs until a request is answered or refused with a reason."""

    topics = frozenset({"requests"})
    filter_name, table_name = mark("Filter the requests"), mark("Requests")
    empty = (
        mark("Nobody has asked for anything yet"),
        mark(
            "Participants may ask what is held about them, have it corrected or erased, withdraw, or complain. "
            "Enter each request on the day it comes: its deadline begins then."
        ),
    )
    enter_text = mark("Enter a request")
    hint = mark("Say in short what is asked. Type no names: the person is found by their pseudonym.")

    def columns(self) -> tuple[TableColumn, ...]:
        number, day = i18n.current().number, i18n.current().date
        return (
            TableColumn("id", _("No."), lambda one: number(one.id), align="end", sorts=False),
            TableColumn("wish", _("What they ask for"), lambda one: _(WISHES[one.wish]), weight=2, sorts=False),
            TableColumn("by", _("Answer by"), lambda one: day(one.answer_by, "medium"), weight=2, sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    def _state(self, one: Request) -> str:
        return _("Overdue") if one.overdue(local_day(self._present)) else _(_STATES[one.state])

    def entries(self) -> Sequence[Request]:
        self._present = self.workspace.read(reckoning.present, clock.now())
        return self.workspace.read(requests.all_of)

    def new_form(self) -> Form:
        return Form(
            (
                Choice("wish", _("What they ask for"), self.choices(WISHES), unset=_("Choose…")),
                Choice("way", _("How it came"), self.choices(WAYS), unset=_("Choose…")),
                Day("received", _("Received on")),
                Line("person", _("Pseudonym of the person"), hint=_("Empty: not known, or not recorded here"), most=60),
                Lines("words", _("In short"), rows=3),
            )
        )

    def blank(self) -> Mapping[str, Any]:
        return {"wish": "", "way": "", "received": local_day(clock.now()), "person": "", "words": ""}

    def enter(self, values: dict[str, Any]) -> Answer:
        if values["received"] is None:
            return (("received", MISSING),)
        present = self.workspace.read(reckoning.present, clock.now())
        person = self.workspace.read(people.called, values["person"])
        if values["person"] and person is None:
            return (("person", mark("Nobody is recorded under this pseudonym.")),)
        received = of_day(values["received"], present)
        draft = RequestDraft(values["wish"], received, values["way"], values["words"], person)
        name = mark("Request entered")
        return draft.problems(present) or self.workspace.run(requests.receive, draft, present, name=name)

    def known(self) -> list[QWidget]:
        self.steps = Facts()
        self.stage = Choice("stage", _("What was done"), ())
        self.identity = Choice(
            "identity", _("How it was made sure who asks"), self.choices(IDENTITIES), unset=_("Choose…")
        )
        self.words = Lines("words", _("In short, and where something is refused, why"), rows=3)
        self.step = Form((self.stage, self.identity, self.words, Day("day", _("Day"))))
        self.stage.edited.connect(self._stage_chosen)
        self.step_it = button(_("Record the step"), self._step)
        self._next = section(_("Next step"), self.step, row_of(self.step_it))
        self._done = section(_("What was done so far"), self.steps)
        self._person = QVBoxLayout()
        self._person.setContentsMargins(0, 0, 0, 0)
        self._asks = QWidget()
        self._asks.setLayout(self._person)
        return [self._asks, self._done, self._next]

    def show_entry(self, entry: Request) -> None:
        day = i18n.current().date
        self.facts.show_facts(
            (
                (_("What they ask for"), _(WISHES[entry.wish])),
                (_("How it came"), _(WAYS[entry.way])),
                (_("Received on"), day(local_day(entry.received))),
                (_("In short"), entry.words),
                (
                    _("Answer by"),
                    day(entry.answer_by),
                    "danger" if entry.overdue(local_day(self._present)) else "",
                ),
                (_("State"), self._state(entry)),
            )
        )
        self._show_person(entry)
        self.steps.show_facts([self._told(step) for step in entry.steps])
        self._done.setVisible(bool(entry.steps))
        self._next.setVisible(bool(entry.possible) and not self.read_only)
        offer(self.stage, [(str(stage), _(STAGES[stage])) for stage in entry.possible])
        if self.step.key != entry.id:
            self.step.key = entry.id
            self._blank_step()
        self._stage_chosen()

    def _show_person(self, entry: Request) -> None:
        """Under the pseudonym, with the ways to what is asked for."""
        self._asks.setVisible(entry.person is not None)
        while item := self._person.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        for one in self.workspace.read(people.of, [entry.person] if entry.person else []):
            record = button(
                isolate(one.pseudonym), partial(self.context.go, f"protection/people/{one.id}"), kind="link"
            )
            record.setAccessibleDescription(_("Opens the record of the person"))
            withdraw = [] if self.read_only else [withdraw_button(self.context, (one.id,), one.pseudonym)]
            self._person.addWidget(row_of(record, *withdraw, most=BESIDE_A_LIST))

    def _told(self, step: Step) -> tuple[str, str]:
        day = i18n.current().date(local_day(step.at), "medium")
        words = _(IDENTITIES[Identity(step.words)]) if step.stage is Stage.IDENTITY else step.words
        return _("{day}: {step}").format(day=day, step=_(STAGES[step.stage])), words

    def _blank_step(self) -> None:
        values = {"stage": self.stage.box.itemData(0), "identity": "", "words": "", "day": local_day(self._present)}
        self.step.clear(values)

    @Slot()
    def _stage_chosen(self) -> None:
        asks = self.stage.value == Stage.IDENTITY
        self.identity.setVisible(asks)
        self.words.setVisible(not asks)

    def _step(self) -> None:
        if self.submit(self.step, self._stepped):
            self.read_anew()
            self._blank_step()
            self._stage_chosen()

    def _stepped(self, values: dict[str, Any]) -> Answer:
        request = self.workspace.read(requests.one, self.table.current_id)
        present = self.workspace.read(reckoning.present, clock.now())
        if values["day"] is None:
            return (("day", MISSING),)
        last = max((request.received, *(step.at for step in request.steps)))
        at = of_day(values["day"], present, last)
        asks = values["stage"] == Stage.IDENTITY
        draft = StepDraft(values["stage"], values["identity"] if asks else values["words"], at)
        problems = tuple(
            ("identity" if asks and field == "words" else {"at": "day"}.get(field, field), message)
            for field, message in draft.problems(present)
        )
        if at < last:
            problems = (*problems, ("day", BEFORE))
        name = mark("Step of a request recorded")
        return problems or self.workspace.run(requests.step, request.id, draft, present, name=name)
