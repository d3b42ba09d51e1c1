"""Reports that are kept: what each tells, about what, to whom, and in which language."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark
from gcmdesk.jobs import Outcome
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports import outlines, saved
from gcmdesk.reports.saved import Listed
from gcmdesk.reports.section import Spec
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.protection.parts import column
from ui.screens.reports import chosen, report_fields
from ui.screens.reports.report_fields import NAMELESS
from ui.widgets.buttons import button
from ui.widgets.column import card
from ui.widgets.form import Form
from ui.widgets.row import row_of
from ui.widgets.text import Caption

_ADDED, _CHANGED, _DELETED = mark("Report added"), mark("Report changed"), mark("Report deleted")

_BUTTONS = 500
"""Pixels that a row of buttons may take on a small screen."""


class ReportsPage(ListDetailPage):
    """A report is put together here, once; then it is made again and again from what the workspace holds."""

    topics = frozenset({"reports", "consultations", "stakeholders", "releases"})
    filter_name, table_name = mark("Filter the reports"), mark("Reports")
    empty = (
        mark("No report is saved yet"),
        mark(
            "A report is put together here once: its kind, its sections, for whom, in which language. It is then made "
            "anew from what the workspace holds, as often as it is needed."
        ),
    )
    shares = (1, 1)

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("New report"), self._add, "file-plus")

    # The list

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Title"), lambda one: isolate(chosen.title(one)), weight=2, sorts=False),
            TableColumn("recipient", _("Recipient"), chosen.recipient, weight=2, sorts=False),
            TableColumn("language", _("Language"), lambda one: chosen.language(one.language), sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        self._all: dict[int, Listed] = {one.id: one for one in self.workspace.read(saved.listed)}
        wanted = fold(words).split()
        return [id for id, one in self._all.items() if all(word in fold(chosen.line(one)) for word in wanted)]

    def records(self, ids: Sequence[int]) -> Sequence[Listed]:
        return [self._all[id] for id in ids if id in self._all]

    # The detail

    def detail(self) -> QWidget:
        self.form = Form(report_fields.fields(), save=self._save)
        self.form.set_read_only(self.read_only)
        self.form.fields["recipient"].edited.connect(self._show_needed)
        self.look = button(_("Look at it"), lambda: self._go("preview"), kind="primary", icon="book-open")
        own = button(_("Own words…"), lambda: self._go("words"))
        check = button(_("Hand over…"), lambda: self._go("hand-over"), icon="arrow-right")
        self.delete_it = button(_("Delete the report"), self._delete, icon="x")
        self.kept = Caption(_("This report went out. It is kept, so that it can be shown what was sent."))
        self.ways = row_of(self.look, own, check, most=_BUTTONS)
        self.side.add(self.ways)
        whole = column(card(self.form), row_of(self.delete_it), self.kept)
        whole.setFocusProxy(self.form)
        return whole

    def _show_current(self) -> None:
        super()._show_current()
        self.ways.setVisible(self.table.current_record is not None)

    def show_record(self, record: Listed) -> None:
        chosen.choose(self.workspace, record.id)
        spec = self.workspace.read(saved.load, record.id)
        report_fields.offer(self.form, self.workspace, spec)
        self.form.show_record(record.id, report_fields.values(spec))
        self.delete_it.setVisible(not self.read_only and not record.versions)
        self.kept.setVisible(bool(record.versions))
        self._show_needed()

    @Slot()
    def _show_needed(self) -> None:
        """Ask only what the recipient makes necessary."""
        recipient = self.form.fields["recipient"].value
        self.form.fields["organisation"].setVisible(recipient not in NAMELESS)
        for name in ("stated", "safeguards"):
            self.form.fields[name].setVisible(recipient != Recipient.TEAM)

    def _go(self, page: str) -> None:
        self.context.go(f"report/{page}/{self.table.current_id}")

    # Changes

    def _add(self) -> None:
        spec = Spec(outlines.OUTLINES[0].id, language=i18n.current().language.code)
        added = self.workspace.run(saved.save, spec, name=_ADDED)
        if added.result:
            self.begin(added.result)

    def _delete(self) -> None:
        self.workspace.run(saved.delete, self.table.current_id, name=_DELETED)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        spec = self.workspace.read(saved.load, key)
        changed = self._changed(spec, field, value)
        if isinstance(changed, str):
            return changed
        problems = saved.problems(changed)
        if problems:
            return problems
        answer: Outcome[object] = self.workspace.run(saved.save, changed, key, name=_CHANGED)
        if answer.ok and field == "organisation":
            recipient = self.form.fields["recipient"]
            recipient.dirty = False
            recipient.show_problem("")
        return answer

    def _changed(self, spec: Spec, field: str, value: Any) -> Spec | str:
        """The report with one field changed; a sentence where that cannot be."""
        if field == "outline":
            return replace(spec, outline=value, sections=())
        if field == "sections":
            return report_fields.with_sections(spec, value)
        if field in report_fields.SCOPE:
            return replace(spec, scope=report_fields.with_scope(spec.scope, field, value))
        if field == "organisation":  # the recipient may be waiting for this
            return replace(spec, organisation=value, recipient=Recipient(self.form.fields["recipient"].value))
        of_list = report_fields.LISTS.get(field)
        changed: Any = of_list(value) if of_list else value
        return replace(spec, **{field: changed})
