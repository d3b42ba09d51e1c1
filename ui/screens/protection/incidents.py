"""Incidents and their clock of 72 hours (guidance Tool 5, "Oversight")."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.protection import incidents, reckoning
from gcmdesk.protection.duty_lists import ACTS, BANDS, CAUSES, Act
from gcmdesk.protection.duty_records import Problem
from gcmdesk.protection.incidents import ActDraft, Done, Incident, IncidentDraft
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.protection.duty_page import DutyPage, offer, section
from ui.screens.protection.moments import BEFORE, MISSING, NO_TIME, clock_time, local_day
from ui.widgets.buttons import button
from ui.widgets.facts import Facts
from ui.widgets.form import Choice, Day, Form, Line, Lines, Ticks
from ui.widgets.row import row_of
from ui.widgets.text import Text

EFFECTS = {
    "disclosed": mark("Seen by others, or possibly so"),
    "lost": mark("Lost"),
    "altered": mark("Altered"),
    "children": mark("Children are concerned"),
}
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def clock_in_words(incident: Incident, now: datetime) -> str:
    """How the 72 hours stand, in the language of the screen."""
    left = incident.remaining(now)
    if left is None:
        return _("Notified after the 72 hours.") if incident.late else _("Notified within the 72 hours.")
    hours = abs(left) // _HOUR
    number = i18n.current().number(hours)
    if left < timedelta():
        told = ngettext("The 72 hours ended {n} hour ago.", "The 72 hours ended {n} hours ago.", hours)
        return told.format(n=number) if hours else _("The 72 hours have just ended.")
    if not hours:
        return _("Less than an hour is left to notify the oversight body.")
    told = ngettext(
        "{n} hour is left to notify the oversight body.", "{n} hours are left to notify the oversight body.", hours
    )
    return told.format(n=number)


def _moment(day: date | None, time: str, field: str) -> tuple[datetime | None, tuple[Problem, ...]]:
    """The moment that was typed, or what is wrong with it; `field` is that of the day."""
    if day is None:
        return None, ((field, MISSING),)
    try:
        return datetime.combine(day, clock_time(time)).astimezone(), ()
    except ValueError:
        return None, (("time", NO_TIME),)


class IncidentsPage(DutyPage):
    """What was entered is not changed; what is done about it is entered step by step."""

    topics = frozenset({"incidents"})
    filter_name, table_name = mark("Filter the incidents"), mark("Incidents")
    empty = (
        mark("No incident is recorded"),
        mark(
            "A lost phone, a list left behind, a message to the wrong address: enter it as soon as you know of it. "
            "From then on there are 72 hours to notify the oversight body."
        ),
    )
    enter_text = mark("Report an incident")
    hint = mark("Describe kinds of data and numbers. Type no names.")

    def columns(self) -> tuple[TableColumn, ...]:
        number, day = i18n.current().number, i18n.current().date
        return (
            TableColumn("id", _("No."), lambda one: number(one.id), align="end", sorts=False),
            TableColumn("cause", _("What happened"), lambda one: _(CAUSES[one.cause]), weight=2, sorts=False),
            TableColumn("aware", _("Known since"), lambda one: day(local_day(one.aware), "medium"), sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    def _state(self, one: Incident) -> str:
        return _("Closed") if one.closed else clock_in_words(one, self._present)

    def entries(self) -> Sequence[Incident]:
        self._present = self.workspace.read(reckoning.present, clock.now())
        return self.workspace.read(incidents.all_of)

    def new_form(self) -> Form:
        return Form(
            (
                Choice("cause", _("What happened"), self.choices(CAUSES), unset=_("Choose…")),
                Day("aware", _("Known since (day)")),
                Line("time", _("Known since (time)"), hint=_("As hours and minutes, for example 14:30"), most=20),
                Lines("happened", _("What happened, in short"), rows=3),
                Lines("concerned", _("Which kinds of data"), rows=2),
                Ticks("effects", _("What became of the data"), self.choices(EFFECTS)),
                Choice("persons", _("How many persons are concerned"), self.choices(BANDS)),
            )
        )

    def blank(self) -> Mapping[str, Any]:
        present = clock.now().astimezone()
        return {
            "cause": "",
            "aware": present.date(),
            "time": f"{present:%H:%M}",
            "happened": "",
            "concerned": "",
            "effects": (),
            "persons": "",
        }

    def enter(self, values: dict[str, Any]) -> Answer:
        aware, wrong = _moment(values["aware"], values["time"], "aware")
        if aware is None:
            return wrong
        present = self.workspace.read(reckoning.present, clock.now())
        draft = IncidentDraft(
            aware,
            values["cause"],
            values["happened"],
            values["concerned"],
            values["persons"],
            **{effect: effect in values["effects"] for effect in EFFECTS},
        )
        problems = tuple(
            ("effects" if field in EFFECTS else field, message) for field, message in draft.problems(present)
        )
        return problems or self.workspace.run(incidents.report, draft, present, name=mark("Incident reported"))

    def known(self) -> list[QWidget]:
        self.clock = Text(bold=True, scale=1.2)
        self.steps = Facts()
        self.act = Choice("act", _("What was done"), ())
        self.whom = Line("whom", _("Who was notified"), hint=_("The body or office, not a person"))
        words = Lines("words", _("In short"), rows=3)
        time = Line("time", _("Time"), hint=_("As hours and minutes, for example 14:30"), most=20)
        self.step = Form((self.act, self.whom, words, Day("day", _("Day")), time))
        self.act.edited.connect(self._act_chosen)
        self.step_it = button(_("Record the step"), self._step)
        self._next = section(_("Next step"), self.step, row_of(self.step_it))
        self._done = section(_("What was done so far"), self.steps)
        return [self._done, self._next]

    def detail(self) -> QWidget:
        made = super().detail()
        layout = self._known.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.clock)
        return made

    def show_entry(self, entry: Incident) -> None:
        texts = i18n.current()
        aware, deadline = entry.aware.astimezone(), entry.deadline.astimezone()
        said = _("{day}, {time}")
        effects = [_(text) for effect, text in EFFECTS.items() if getattr(entry, effect)]
        self.clock.setText(clock_in_words(entry, self._present))
        self.facts.show_facts(
            (
                (_("What happened"), _(CAUSES[entry.cause])),
                ("", entry.happened),
                (_("Which kinds of data"), entry.concerned),
                (_("What became of the data"), texts.joined(effects)),
                (_("How many persons are concerned"), _(BANDS[entry.persons])),
                (_("Known since"), said.format(day=texts.date(aware.date()), time=texts.time(aware))),
                (_("72 hours end"), said.format(day=texts.date(deadline.date()), time=texts.time(deadline))),
            )
        )
        self.steps.show_facts([self._told(step) for step in entry.steps])
        self._done.setVisible(bool(entry.steps))
        self._next.setVisible(bool(entry.possible) and not self.read_only)
        offer(self.act, [(str(act), _(ACTS[act])) for act in entry.possible])
        if self.step.key != entry.id:
            self.step.key = entry.id
            self._blank_step()
        self._act_chosen()

    def _told(self, step: Done) -> tuple[str, str]:
        day = i18n.current().date(local_day(step.at), "medium")
        words = "\n".join(filter(None, (step.whom, step.words)))
        return _("{day}: {step}").format(day=day, step=_(ACTS[step.act])), words

    def _blank_step(self) -> None:
        present = self._present.astimezone()
        day, at = present.date(), f"{present:%H:%M}"
        self.step.clear({"act": self.act.box.itemData(0), "whom": "", "words": "", "day": day, "time": at})

    @Slot()
    def _act_chosen(self) -> None:
        self.whom.setVisible(self.act.value == Act.NOTIFIED)

    def _step(self) -> None:
        if self.submit(self.step, self._stepped):
            self.read_anew()
            self._blank_step()
            self._act_chosen()

    def _stepped(self, values: dict[str, Any]) -> Answer:
        incident = self.workspace.read(incidents.one, self.table.current_id)
        present = self.workspace.read(reckoning.present, clock.now())
        at, wrong = _moment(values["day"], values["time"], "day")
        if at is None:
            return wrong
        last = max((incident.aware, *(step.at for step in incident.steps)))
        at = max(at, last) if last - at < _MINUTE else at  # seconds are not typed
        whom = values["whom"] if values["act"] == Act.NOTIFIED else ""
        draft = ActDraft(values["act"], values["words"], at, whom)
        problems = tuple(({"at": "day"}.get(field, field), message) for field, message in draft.problems(present))
        if at < last:
            problems = (*problems, ("day", BEFORE))
        name = mark("Step about an incident recorded")
        return problems or self.workspace.run(incidents.act, incident.id, draft, present, name=name)
