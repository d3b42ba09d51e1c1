"""The register of paper records (guidance Tool 5, "Scope of application")."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import paper, reckoning
from gcmdesk.protection.duty_lists import SENSITIVITIES
from gcmdesk.protection.paper import Paper, PaperDraft
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.protection.duty_page import DutyPage, section
from ui.screens.protection.moments import MISSING, local_day
from ui.widgets.buttons import button
from ui.widgets.facts import Facts
from ui.widgets.form import Choice, Day, Form, Line
from ui.widgets.form_fields import FormField
from ui.widgets.row import row_of

_USUAL = timedelta(days=90)


class PaperPage(DutyPage):
    """Paper is under the same rules as the file."""

    topics = frozenset({"paper records"})
    filter_name, table_name = mark("Filter the paper"), mark("Paper records")
    empty = (
        mark("No paper is in the register"),
        mark(
            "Attendance lists, signed sheets and flipcharts can harm people as much as the file. Enter each pile here."
        ),
    )
    enter_text = mark("Enter paper")
    hint = mark("Describe the kind of paper. Type no names of participants.")

    def columns(self) -> tuple[TableColumn, ...]:
        number, day = i18n.current().number, i18n.current().date
        return (
            TableColumn("id", _("No."), lambda one: number(one.id), align="end", sorts=False),
            TableColumn("what", _("Paper"), lambda one: one.what, weight=2, sorts=False),
            TableColumn("by", _("Destroy by"), lambda one: day(one.destroy_by, "medium"), weight=2, sorts=False),
            TableColumn("state", _("State"), self._state, sorts=False),
        )

    def _state(self, one: Paper) -> str:
        if one.destroyed:
            return _("Destroyed")
        return _("Overdue") if one.overdue(self._today) else _("Held")

    def entries(self) -> Sequence[Paper]:
        self._today = local_day(self.workspace.read(reckoning.present, clock.now()))
        return self.workspace.read(paper.all_of)

    def _fields(self) -> tuple[FormField, ...]:
        return (
            Line("what", _("Paper"), hint=_("For example: attendance list, signed consent sheets, flipcharts")),
            Line("place", _("Where it is kept")),
            Line("custodian", _("Who looks after it")),
            Choice("sensitivity", _("How sensitive it is"), self.choices(SENSITIVITIES), unset=_("Choose…")),
            Day("destroy_by", _("To be destroyed by")),
        )

    def new_form(self) -> Form:
        return Form(self._fields())

    def blank(self) -> Mapping[str, Any]:
        today = local_day(clock.now())
        return {"what": "", "place": "", "custodian": "", "sensitivity": "", "destroy_by": today + _USUAL}

    def enter(self, values: dict[str, Any]) -> Answer:
        if values["destroy_by"] is None:
            return (("destroy_by", MISSING),)
        draft = PaperDraft(**values)
        return draft.problems() or self.workspace.run(paper.add, draft, name=mark("Paper record entered"))

    def known(self) -> list[QWidget]:
        self.form = Form(self._fields(), save=self._save)
        self.measures = Facts()
        self.gone = Form((Day("day", _("Day")), Line("done_by", _("Who destroyed it")), Line("how", _("How"))))
        self.destroy_it = button(_("Record it"), self._destroy)
        self._kept = section(_("Correct the entry"), self.form)
        self._destruction = section(_("Destruction"), self.gone, row_of(self.destroy_it))
        return [section(_("What has to be done with it"), self.measures), self._kept, self._destruction]

    def show_entry(self, entry: Paper) -> None:
        day = i18n.current().date
        kept = not entry.destroyed
        overdue = entry.overdue(self._today)
        self.facts.show_facts(
            (
                (_("Paper"), entry.what),
                (_("Where it is kept"), "" if not kept else entry.place),
                (_("To be destroyed by"), day(entry.destroy_by), "danger" if overdue else ""),
                (_("Destroyed on"), day(entry.destroyed) if entry.destroyed else ""),
                (_("Who destroyed it"), entry.destroyed_by),
                (_("How"), entry.how),
            )
        )
        self.measures.show_facts([("", f"– {_(each)}") for each in paper.MEASURES[entry.sensitivity]])
        self._kept.setVisible(kept and not self.read_only)
        self._destruction.setVisible(kept and not self.read_only)
        draft = self._draft(entry)
        if self.gone.key != entry.id:
            self.gone.key = entry.id
            self.gone.clear({"day": self._today, "done_by": "", "how": ""})
        self.form.show_record(entry.id, {name: getattr(draft, name) for name in PaperDraft.__slots__})

    def _draft(self, entry: Paper) -> PaperDraft:
        return PaperDraft(entry.what, entry.place, entry.custodian, entry.sensitivity, entry.destroy_by)

    def _save(self, id: int, field: str, value: Any) -> Answer:
        if value is None:
            return ((field, MISSING),)
        draft = replace(self._draft(self.workspace.read(paper.one, id)), **{field: value})
        return draft.problems() or self.workspace.run(paper.change, id, draft, name=mark("Paper record changed"))

    def _destroy(self) -> None:
        if self.submit(self.gone, self._destroyed):
            self.read_anew()

    def _destroyed(self, values: dict[str, Any]) -> Answer:
        day, done_by, how = values["day"], values["done_by"], values["how"]
        if day is None:
            return (("day", MISSING),)
        problems = paper.destruction_problems(day, done_by, how, self._today)
        number = self.table.current_id
        return problems or self.workspace.run(
            paper.destroy, number, day, done_by, how, self._today, name=mark("Paper record destroyed")
        )
