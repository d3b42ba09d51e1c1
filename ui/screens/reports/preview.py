"""A report as its reader will see it, before it is written: the same blocks that Word gets."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk.i18n import gettext as _
from ui.screens.base import PrimaryAction
from ui.screens.reports.about import AboutReport
from ui.screens.reports.preparing import Ready
from ui.widgets.report_view import ReportView


class PreviewPage(AboutReport):
    """Made anew whenever something in the workspace has changed."""

    shows_sheet = True

    def body(self) -> QWidget:
        self.view = ReportView()
        self.view.copy_wanted.connect(self._hand_over)
        return self.view

    def parts(self) -> list[QWidget]:
        return self.view.panes() if self.view.isVisibleTo(self) else []

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.nothing_there:
            return None
        return PrimaryAction(_("Check and hand over"), self._hand_over, "arrow-right")

    def show_ready(self, made: Ready) -> None:
        self.view.setVisible(made.sheet is not None)
        if made.sheet:
            self.view.show_sheet(made.sheet)

    @Slot()
    def _hand_over(self) -> None:
        self.context.go(f"{self.room}/hand-over/{self.place}")
