"""The engagement plan: a line a stakeholder, the log of what happened, and whom the plan does not name yet."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.stakeholders import engagement, register
from gcmdesk.stakeholders.engagement import MECHANISMS, MODALITIES, Event, Plan
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.kick_off import choices, words
from ui.screens.kick_off.plan_page import PlanPage
from ui.widgets.buttons import button, delete_button, quiet_button, short_button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.line import clear_lines, line_of
from ui.widgets.picker import Pick
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

_ADDED = mark("Engagement planned")
_NOTED, _FORGOTTEN = mark("Engagement log: entry added"), mark("Engagement log: entry deleted")
_MOST_OFFERED = 6
_MOST_LOGGED = 30


class EngagementPage(PlanPage):
    """How each stakeholder is engaged, what is due first on top."""

    topics = frozenset({"engagement", "stakeholders"})
    service: ClassVar = engagement
    changed, deleted = mark("Engagement plan changed"), mark("Engagement deleted")
    gone = mark("This line is no longer there.")
    filter_name, table_name = mark("Filter the plan"), mark("Engagement plan")
    empty = (
        mark("No engagement is planned yet"),
        mark(
            "Decide for each stakeholder how you work together, how often, in which languages and places, what it "
            "takes, and what the next step is. What is overdue stands on Home."
        ),
    )
    _adding = False

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Plan an engagement"), self.add)

    # Putting together

    def extras(self) -> list[QWidget]:
        self.which = ChoiceBox(_("Lines of the plan"))
        for value, text in (
            ("", _("The whole plan")),
            ("overdue", _("Overdue")),
            ("open", _("Without a next date")),
        ):
            self.which.addItem(text, value)
        self.which.activated.connect(self.fill)
        return [self.which]

    def columns(self) -> tuple[TableColumn, ...]:
        step = CellEditor(lambda one, text: self.save_field(one.id, "next_step", text))
        who = CellEditor(lambda one, text: self.save_field(one.id, "responsible", text))
        return (
            TableColumn("name", _("Stakeholder"), lambda one: one.name, weight=3),
            TableColumn("mechanism", _("Mechanism"), lambda one: words.title(MECHANISMS, one.mechanism), spare=True),
            TableColumn("next_day", _("Due on"), _due, weight=3),
            TableColumn("next_step", _("Next step"), lambda one: one.next_step, weight=2, editor=step, sorts=False),
            TableColumn("responsible", _("Responsible"), lambda one: one.responsible, weight=2, editor=who),
        )

    def detail(self) -> QWidget:
        holder = stacked(self._new_card(), self._plan_card(), self._log_card(), self._unplanned_card())
        self.new_card.hide()
        return holder

    def _new_card(self) -> QWidget:
        self.known = Pick("stakeholder", _("Stakeholder"))
        self.new_form = Form((self.known,))
        add = row_of(button(_("Add to the plan"), self._save_new, kind="primary"))
        cancel = row_of(button(_("Cancel"), self._cancel))
        self.new_card = card(Heading(_("New line of the plan"), 2), self.new_form, add, cancel, spacing=12)
        return self.new_card

    def _plan_card(self) -> QWidget:
        self.who, self.late = Heading("", 2), Text(tone="danger")
        unset = _("Not decided yet")
        self.form = Form(
            (
                Line("next_step", _("Next step")),
                Day("next_day", _("Due on")),
                Line("responsible", _("Responsible"), hint=_("A role or an office")),
                Choice("mechanism", _("Mechanism"), choices.listed(MECHANISMS), unset=unset),
                Choice("modality", _("Form"), choices.listed(MODALITIES), unset=unset),
                Line("frequency", _("How often")),
                Lines("resources", _("Time and resources"), rows=2),
                Lines(
                    "accessibility",
                    _("Languages and accessibility"),
                    hint=_("Interpretation, place, hours, child care, travel: what lets them take part"),
                    rows=2,
                ),
                Lines("capacity", _("Training or guidance they need"), rows=2),
                Lines("trust", _("Trust and conflicts"), hint=_("Leaves only to your own team"), rows=2),
            ),
            save=self.save_field,
        )
        self.form.set_read_only(self.read_only)
        lines: list[QWidget] = [self.who, self.late, self.form]
        if not self.read_only:
            lines.append(row_of(delete_button(_("Delete this line"), self.delete_current)))
        self.plan_card = card(*lines, spacing=12)
        return self.plan_card

    def _log_card(self) -> QWidget:
        self.log = QVBoxLayout()
        self.log.setSpacing(0)
        self.event_form = Form(
            (
                Day("day", _("Day")),
                Line("what", _("What happened")),
                Choice("mechanism", _("Mechanism"), choices.listed(MECHANISMS), unset=_("Not recorded")),
                Line("outcome", _("What came of it")),
            )
        )
        self.log_card = card(Heading(_("Engagement log"), 3))
        frame = self.log_card.layout()
        if isinstance(frame, QVBoxLayout):
            frame.addLayout(self.log)
            if not self.read_only:
                frame.addWidget(self.event_form)
                frame.addWidget(row_of(short_button(_("Add"), _("Add to the log"), self._note)))
        self._clear_event()
        return self.log_card

    def _unplanned_card(self) -> QWidget:
        self.unplanned_title = Heading("", 3)
        self.unplanned = QVBoxLayout()
        self.unplanned.setSpacing(0)
        self.unplanned_card = card(self.unplanned_title)
        frame = self.unplanned_card.layout()
        if isinstance(frame, QVBoxLayout):
            frame.addLayout(self.unplanned)
        return self.unplanned_card

    # Rows

    @property
    def narrowed(self) -> bool:
        return super().narrowed or self._adding or bool(self.which.currentData())

    def widen(self) -> None:
        super().widen()
        self.which.setCurrentIndex(0)

    def refresh(self) -> None:
        self.hold(self.workspace.read(engagement.plans))
        self.known.show_known(self.workspace.read(register.names))
        self._show_unplanned(self.workspace.read(engagement.unplanned))
        super().refresh()

    orders: ClassVar = {
        "name": lambda one: fold(one.name),
        "mechanism": lambda one: words.title(MECHANISMS, one.mechanism),
        "next_day": lambda one: one.next_day or date.max,
        "responsible": lambda one: fold(one.responsible),
    }

    def words_of(self, record: Plan) -> str:
        return f"{record.name} {record.next_step} {record.responsible} {words.title(MECHANISMS, record.mechanism)}"

    def wanted(self, record: Plan) -> bool:
        which = self.which.currentData()
        return record.next_day is None if which == "open" else which != "overdue" or _overdue(record)

    def show_record(self, record: Plan) -> None:
        self.who.setText(isolate(record.name))
        self.late.setText(_("Overdue since {day}.").format(day=words.day(record.next_day)) if _overdue(record) else "")
        self.late.setVisible(_overdue(record))
        self.form.show_record(record.id, {name: getattr(record, name) for name in self.form.fields})
        self._show_log(self.workspace.read(engagement.log, record.stakeholder))

    def _show_current(self) -> None:
        super()._show_current()
        self._detail.show()
        there = self.table.current_record is not None
        self.plan_card.setVisible(there and not self._adding)
        self.log_card.setVisible(there and not self._adding)
        self.new_card.setVisible(self._adding)

    def _show_log(self, events: Sequence[Event]) -> None:
        clear_lines(self.log)
        for one in events[:_MOST_LOGGED]:
            text = _("{day}: {what}").format(day=isolate(words.day(one.day)), what=isolate(one.what))
            if one.outcome:
                text = f"{text} — {isolate(one.outcome)}"
            buttons = []
            if not self.read_only:
                buttons.append(quiet_button(_("Delete: {text}").format(text=text), "x", partial(self._forget, one.id)))
            self.log.addWidget(line_of(Text(text), *buttons))
        if not events:
            self.log.addWidget(Text(_("Nothing is noted yet."), tone="muted"))

    def _show_unplanned(self, found: Sequence[tuple[int, str]]) -> None:
        clear_lines(self.unplanned)
        count = i18n.current().number(len(found))
        title = ngettext("{n} stakeholder is not in the plan", "{n} stakeholders are not in the plan", len(found))
        self.unplanned_title.setText(title.format(n=count))
        self.unplanned_card.setVisible(bool(found))
        for id, name in found[:_MOST_OFFERED]:
            buttons = []
            if not self.read_only:
                add = button(_("Plan"), partial(self._plan, id))
                add.setAccessibleName(_("Plan: {name}").format(name=isolate(name)))
                buttons.append(add)
            self.unplanned.addWidget(line_of(Text(isolate(name)), *buttons))
        if len(found) > _MOST_OFFERED:
            more = i18n.current().number(len(found) - _MOST_OFFERED)
            self.unplanned.addWidget(Text(_("And {n} more.").format(n=more), tone="muted"))

    # Leaving

    leaves = True

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)
        return Offer(self.title, lambda _session, _request, texts: step_sheets.engagements(wanted, texts))

    # Changing

    def add(self) -> None:
        """Choose whom the new line is about."""
        self._adding = True
        self._faces.setCurrentWidget(self.split)
        self._show_current()
        self.new_form.setFocus()

    def _cancel(self) -> None:
        self._adding = False
        self.new_form.clear({"stakeholder": None})
        self.read_anew()

    def _save_new(self) -> None:
        typed = self.new_form.submitted()
        if typed is None:
            return
        if typed["stakeholder"] is None:
            self.new_form.show_problems([("stakeholder", mark("Choose a stakeholder."))])
            return
        self._plan(typed["stakeholder"])

    def _plan(self, stakeholder: int) -> None:
        done = self.workspace.run(engagement.save, Plan(0, stakeholder), name=_ADDED)
        if done.ok and done.result:
            self._adding = False
            self.new_form.clear({"stakeholder": None})
            self.begin(done.result.id)
            self.form.setFocus()

    def _clear_event(self) -> None:
        self.event_form.clear({"day": date.today(), "what": "", "mechanism": "", "outcome": ""})  # noqa: DTZ011

    def _note(self) -> None:
        record, typed = self.table.current_record, self.event_form.submitted()
        if record is None or typed is None:
            return
        if typed["day"] is None:
            self.event_form.show_problems([("day", mark("Say on which day it was."))])
            return
        event = Event(0, record.stakeholder, typed["day"], typed["what"], typed["mechanism"], typed["outcome"])
        self.event_form.show_problems(event.problems())
        if not event.problems() and self.workspace.run(engagement.note, event, name=_NOTED).ok:
            self._clear_event()

    def _forget(self, event: int) -> None:
        self.workspace.run(engagement.forget, event, name=_FORGOTTEN)


def _overdue(one: Plan) -> bool:
    return one.next_day is not None and one.next_day < date.today()  # noqa: DTZ011 - this computer's day


def _due(one: Plan) -> str:
    text = words.day(one.next_day)
    return _("{day} (overdue)").format(day=text) if _overdue(one) else text
