"""Other processes that the choice must fit, and the bodies in charge of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import processes
from gcmdesk.priorities.processes import ProcessDraft, SavedProcess
from gcmdesk.stakeholders import register
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import words as wording
from ui.screens.needs.parts import holds
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Day, Form, Line, Lines
from ui.widgets.picker import Pick
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Caption

ADDED = mark("Process added")
CHANGED = mark("Process changed")
REMOVED = mark("Process removed")


class ProcessesPage(ListDetailPage):
    """Plans, strategies and reporting that the objectives touch."""

    topics = frozenset({"processes", "stakeholders"})
    shares = (1, 1)
    table_name = mark("Other processes")
    empty = (
        mark("No other process is named yet"),
        mark(
            "Objectives move faster inside what already runs: the 2030 Agenda, national plans, human rights reporting. "
            "Name each process with the body in charge, and talk with it before the decision."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a process"), self._add)

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Process"), lambda one: one.title, weight=2, sorts=False),
            TableColumn("body", _("Body in charge"), lambda one: one.body, weight=2, sorts=False),
            TableColumn("targets", _("Objectives"), lambda one: wording.listed(tuple(one.targets)), sorts=False),
            TableColumn("discussed", _("Discussed on"), _discussed, sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        return [one.id for one in self.workspace.read(processes.all_of) if holds(f"{one.title} {one.body}", words)]

    def records(self, ids: Sequence[int]) -> Sequence[SavedProcess]:
        wanted = set(ids)
        return [one for one in self.workspace.read(processes.all_of) if one.id in wanted]

    def detail(self) -> QWidget:
        self.known = Pick("stakeholder", _("Entry in the stakeholder register"))
        self.form = Form(
            (
                Line("title", _("Name")),
                Choice("kind", _("Kind"), [(kind, _(title)) for kind, title in processes.KINDS.items()]),
                Line("body", _("Body in charge")),
                self.known,
                Day("discussed", _("Choice discussed with this body on")),
                Lines("outcome", _("What came out of it"), rows=2),
                Lines(
                    "targets",
                    _("Objectives that it bears on"),
                    hint=_("A line for each: the number of the objective; then, after a colon, targets or chapters."),
                    rows=4,
                ),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.about = Caption()
        self.away = button(_("Remove this process"), self._remove)
        self.away.setEnabled(not self.read_only)
        holder = stacked(self.form, self.about, row_of(self.away))
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: SavedProcess) -> None:
        lines = [f"{one}: {targets}" if targets else str(one) for one, targets in record.targets.items()]
        values = {
            "title": record.title,
            "kind": record.kind,
            "body": record.body,
            "stakeholder": record.stakeholder,
            "discussed": record.discussed,
            "outcome": record.outcome,
            "targets": "\n".join(lines),
        }
        self.known.show_known(self.workspace.read(register.names))
        self.form.show_record(record.id, values)
        agenda = record.kind == "agenda-2030"
        self.about.setText("\n".join(_about(one, agenda=agenda) for one in record.targets))
        self.about.setVisible(bool(record.targets))

    def _add(self) -> None:
        draft = ProcessDraft("national-plan", _("New process"))
        outcome = self.workspace.run(processes.add, draft, name=ADDED)
        if outcome.result:
            self.begin(outcome.result.id)

    def _remove(self) -> None:
        self.workspace.run(processes.remove, self.table.current_id, name=REMOVED)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        one = next(one for one in self.workspace.read(processes.all_of) if one.id == key)
        draft = ProcessDraft(one.kind, one.title, one.body, one.stakeholder, one.discussed, one.outcome, one.targets)
        if field == "targets":
            typed = _targets(value)
            if typed is None:
                return _("Begin each line with the number of an objective.")
            draft = replace(draft, targets=typed)
        else:
            draft = replace(draft, **{field: value})
        return draft.problems() or self.workspace.run(processes.change, key, draft, name=CHANGED)


def _targets(typed: str) -> dict[int, str] | None:
    """Lines such as "7: 10.7" by objective; None when a line begins with something else."""
    found = {}
    for line in filter(None, (one.strip() for one in typed.split("\n"))):
        number, _colon, targets = line.partition(":")
        if not number.strip().isdecimal():
            return None
        found[int(number)] = targets.strip()
    return found


def _about(objective: int, *, agenda: bool) -> str:
    """The title of an objective and, for the 2030 Agenda, the targets that go with it."""
    title = wording.objective(objective)
    if not agenda:
        return title
    targets = ", ".join(processes.sdg_targets(objective)) or _("all goals")
    return _("{objective} (2030 Agenda: {targets})").format(objective=title, targets=targets)


def _discussed(one: SavedProcess) -> str:
    return i18n.current().date(one.discussed, "medium") if one.discussed else _("not yet")
