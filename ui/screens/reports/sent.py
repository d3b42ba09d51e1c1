"""Reports that went out: which version, when, to whom, and exactly what it held (from the transfer register)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import kept, register
from gcmdesk.protection.register import Sent
from gcmdesk.reports import saved
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.protection.moments import local_day
from ui.screens.protection.transfers import TransfersPage, titled
from ui.widgets.buttons import button
from ui.widgets.row import row_of


class SentReportsPage(TransfersPage):
    """The transfer register, narrowed to reports; nothing in it ever changes."""

    topics = frozenset({"releases", "reports"})
    filter_name, table_name = mark("Filter the reports"), mark("Reports that went out")
    empty = (
        mark("No report has gone out yet"),
        mark(
            "Every report that you hand over stays on record here: when it went out, who received it, what it said, "
            "and the check sum by which its file is known again."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only or self._all else PrimaryAction(_("Go to Reports"), self._to_reports)

    def refresh(self) -> None:
        super().refresh()
        self.head_changed.emit()  # the way to the reports is shown while none has gone out

    def _to_reports(self) -> None:
        self.context.go("report/reports")

    def columns(self) -> tuple[TableColumn, ...]:
        day = i18n.current().date
        return (
            TableColumn("left", _("Sent on"), lambda one: day(local_day(one.left), "medium"), sorts=False),
            TableColumn("to", _("Recipient"), self._to, weight=2, sorts=False),
            TableColumn("title", _("What was sent"), titled, weight=2, sorts=False),
            TableColumn("version", _("Version"), self._version, align="end", sorts=False),
        )

    def _version(self, one: Sent) -> str:
        return i18n.current().number(self._versions.get(one.id, 1))

    def known(self) -> list[QWidget]:
        self.look = button(_("Look at it"), self._look, kind="primary", icon="book-open")
        return [row_of(self.look), *super().known()]

    def _look(self) -> None:
        self.context.go(f"report/past/{self.table.current_id}")

    def entries(self) -> Sequence[Sent]:
        self._versions: dict[int, int] = self.workspace.read(_versions)
        known = self._versions.keys() | self.workspace.read(kept.entries)
        return [one for one in self.workspace.read(register.entries) if one.id in known]


def _versions(session: Any) -> dict[int, int]:
    """The version of a report by the number of its entry in the transfer register."""
    return {one.entry: one.version for report in saved.listed(session) for one in saved.sent(session, report.id)}
