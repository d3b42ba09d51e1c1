"""Institutional set-up: options for who leads, the terms of reference with their roles, and the decision."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.stakeholders import register, setup
from gcmdesk.stakeholders.setup import FORMS, TASKS, Option, Part
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.kick_off import choices, paper, words
from ui.screens.kick_off.plan_page import PlanPage
from ui.widgets.buttons import button, delete_button, quiet_button, short_button
from ui.widgets.column import card
from ui.widgets.form import Choice, Form, Line, Lines
from ui.widgets.line import clear_lines, line_of
from ui.widgets.picker import Pick
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

_ADDED = mark("Option added")
_GIVEN, _TAKEN = mark("Role added"), mark("Role deleted")
_CHOSEN, _REOPENED = mark("Option chosen"), mark("Choice of an option taken back")
_NO_PART: dict[str, Any] = {"task": "lead", "stakeholder": None, "body": "", "duties": ""}


class SetUpPage(PlanPage):
    """Options side by side in the table; the one that was chosen stands first."""

    topics = frozenset({"set-up", "stakeholders"})
    service: ClassVar = setup
    changed, deleted = mark("Option changed"), mark("Option deleted")
    gone = mark("This option is no longer there.")
    filter_name, table_name = mark("Filter the list"), mark("Options for the set-up")
    empty = (
        mark("No option yet"),
        mark(
            "Who leads and who coordinates? Note two or three options with what speaks for and against each, then "
            "choose one, give the roles, and write down how the work is planned and reported."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add an option"), self.add)

    def columns(self) -> tuple[TableColumn, ...]:
        titled = CellEditor(lambda one, text: self.save_field(one.id, "title", " ".join(text.split())))
        return (
            TableColumn("title", _("Option"), lambda one: one.title, weight=3, editor=titled),
            TableColumn("form", _("Who leads"), lambda one: words.title(FORMS, one.form), weight=3),
            TableColumn("chosen", _("Chosen on"), lambda one: words.day(one.chosen), weight=2),
        )

    def detail(self) -> QWidget:
        self.titled = Line("title", _("Option"))
        self.form = Form(
            (
                self.titled,
                Choice("form", _("Who leads"), choices.listed(FORMS)),
                Lines("advantages", _("What speaks for it"), rows=3),
                Lines("drawbacks", _("What speaks against it"), rows=3),
                Lines("links", _("How it ties in with planning, budgeting and other reporting"), rows=2),
            ),
            save=self.save_field,
        )
        self.terms = Form(
            (
                Lines("work_plan", _("Work plan"), hint=_("What is done by when"), rows=3),
                Lines("reporting", _("Reporting"), hint=_("Who reports what to whom, how often"), rows=3),
            ),
            save=self.save_field,
        )
        for form in (self.form, self.terms):
            form.set_read_only(self.read_only)
        lines: list[QWidget] = [self.form]
        if not self.read_only:
            lines.append(row_of(delete_button(_("Delete this option"), self.delete_current)))
        terms = card(Heading(_("Terms of reference"), 3), self.terms, spacing=12)
        return stacked(card(*lines, spacing=12), self._decision_card(), terms, self._roles_card())

    def _decision_card(self) -> QWidget:
        self.decided = Text(bold=True)
        self.reason = Form(
            (Lines("reason", _("Why this option"), hint=_("Needed to choose it"), rows=2),), save=self.save_field
        )
        self.reason.set_read_only(self.read_only)
        self.choose_it = short_button(_("Choose"), _("Choose this option"), self._choose, kind="primary")
        self.reopen_it = short_button(_("Reopen"), _("Take the choice back"), self._reopen)
        made = card(Heading(_("The decision"), 3), self.decided, self.reason, spacing=12)
        frame = made.layout()
        if not self.read_only and frame:
            for each in (self.choose_it, self.reopen_it):
                frame.addWidget(row_of(each))
        return made

    def _roles_card(self) -> QWidget:
        self.roles = QVBoxLayout()
        self.roles.setSpacing(0)
        self.known = Pick("stakeholder", _("Stakeholder of the register"))
        self.role_form = Form(
            (
                Choice("task", _("Role"), choices.listed(TASKS)),
                self.known,
                Line("body", _("Or another body")),
                Line("duties", _("Duties")),
            )
        )
        self.role_form.clear(_NO_PART)
        made = card(Heading(_("Roles"), 3))
        frame = made.layout()
        if isinstance(frame, QVBoxLayout):
            frame.addLayout(self.roles)
            if not self.read_only:
                frame.addWidget(self.role_form)
                frame.addWidget(row_of(button(_("Add the role"), self._give)))
        return made

    # Rows

    def refresh(self) -> None:
        self.hold(self.workspace.read(setup.options))
        self.known.show_known(self.workspace.read(register.names))
        super().refresh()

    orders: ClassVar = {
        "title": lambda one: fold(one.title),
        "form": lambda one: words.title(FORMS, one.form),
        "chosen": lambda one: one.chosen or date.max,
    }

    def words_of(self, record: Option) -> str:
        one = record
        return f"{one.title} {one.advantages} {one.drawbacks} {one.links} {one.work_plan} {one.reporting} {one.reason}"

    def show_record(self, record: Option) -> None:
        for form in (self.form, self.terms, self.reason):
            form.show_record(record.id, {name: getattr(record, name) for name in form.fields})
        self.decided.setText(
            _("Chosen on {day}.").format(day=words.day(record.chosen)) if record.chosen else _("Not chosen.")
        )
        if not self.read_only:  # else they stand nowhere
            self.choose_it.setVisible(record.chosen is None)
            self.reopen_it.setVisible(record.chosen is not None)
        self._show_roles(self.workspace.read(setup.parts, record.id))

    def _show_roles(self, parts: Sequence[Part]) -> None:
        clear_lines(self.roles)
        for one in parts:
            text = _("{task}: {name}").format(task=words.title(TASKS, one.task), name=isolate(one.name))
            text = f"{text} — {isolate(one.duties)}" if one.duties else text
            buttons = []
            if not self.read_only:
                buttons.append(quiet_button(_("Delete: {text}").format(text=text), "x", partial(self._take, one.id)))
            self.roles.addWidget(line_of(Text(text), *buttons))
        if not parts:
            self.roles.addWidget(Caption(_("Nobody has a role yet.")))

    # Leaving

    leaves = True

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)
        return Offer(
            self.title,
            lambda _session, _request, texts: step_sheets.set_up(wanted, texts),
            paper=paper.told,
        )

    # Changing

    def _choose(self) -> None:
        typed, one = self.reason.submitted(), self._all.get(self.table.current_id)
        if one is None or typed is None:
            return
        chosen = replace(one, reason=typed["reason"], chosen=date.today())  # noqa: DTZ011 - this computer's day
        self.reason.show_problems(chosen.problems())
        if not chosen.problems():
            self.workspace.run(setup.save, chosen, name=_CHOSEN)

    def _reopen(self) -> None:
        one = self._all.get(self.table.current_id)
        if one is not None:
            self.workspace.run(setup.save, replace(one, chosen=None), name=_REOPENED)

    def add(self) -> None:
        """A new option; its name is what is typed first."""
        self.begin_with(Option(0, _("New option"), next(iter(FORMS))), _ADDED, self.form, self.titled)

    def _give(self) -> None:
        typed = self.role_form.submitted()
        if typed is None or not self.table.current_id:
            return
        part = Part(0, self.table.current_id, typed["task"], typed["stakeholder"], typed["body"], typed["duties"])
        self.role_form.show_problems(part.problems())
        if not part.problems() and self.workspace.run(setup.give, part, name=_GIVEN).ok:
            self.role_form.clear(_NO_PART)

    def _take(self, part: int) -> None:
        self.workspace.run(setup.take, part, name=_TAKEN)
