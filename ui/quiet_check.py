"""After opening, the file is looked through in the background; the user hears of it only when something is wrong.

It gives way to all long work: it begins some seconds after the last job, stops as soon as another is handed in or the
window is locked, and begins again when there is nothing else to do.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from gcmdesk import log
from gcmdesk.errors import Cancelled, KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from ui.desk_workspace import DeskWorkspace
from ui.tasks import Lane, Task, Tasks
from ui.widgets.message import MessageArea

if TYPE_CHECKING:
    from gcmdesk.workspace.checking import Finding
    from gcmdesk.workspace.workspace import Workspace

_PAUSE = 5000
"""Milliseconds without a job before the check begins."""


class QuietCheck(QObject):
    """Checks each state of the open file once (`DeskWorkspace.edition`)."""

    def __init__(
        self, workspace: DeskWorkspace, messages: Callable[[], MessageArea], go: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks: Tasks = workspace.tasks
        self._messages = messages
        self._go = go
        self._task: Task | None = None
        self._edition = 0
        """The edition that `_task` checks."""
        self.checked = 0
        """The edition that has been checked to its end."""
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.pause.timeout.connect(self._begin)
        workspace.turned.connect(self._look)
        self._tasks.started.connect(self._give_way)
        self._tasks.ended.connect(self._look)

    def _due(self) -> bool:
        here = self._workspace
        return here.is_open and not here.locked and self.checked != here.edition

    @Slot()
    def _look(self) -> None:
        if not self._due() or self._tasks.in_order:
            self._stop()
        elif self._task is None and not self.pause.isActive():
            self.pause.start()

    @Slot(object)
    def _give_way(self, task: Task) -> None:
        if task.lane is Lane.IN_ORDER:
            self._stop()

    def _stop(self) -> None:
        self.pause.stop()
        if self._task:
            self._task.progress.cancel()

    @Slot()
    def _begin(self) -> None:
        if self._due() and self._task is None and not self._tasks.in_order:
            self._edition = self._workspace.edition
            work = partial(_looked_through, self._workspace.present)
            self._task = self._tasks.start(
                "", work, self._checked, failed=self._not_checked, quiet=True, lane=Lane.BEHIND
            )

    def _checked(self, findings: "tuple[Finding, ...]") -> None:
        self._task = None
        self.checked = self._edition
        if self._edition != self._workspace.edition:
            self._look()
            return
        self._workspace.keep_verdict(unbroken=history_unbroken(findings))
        log.event("workspace.looked_through", sound=not findings)
        if findings:
            self._tell(" ".join(finding.sentence for finding in findings))

    def _tell(self, sentence: str) -> None:
        self._messages().show_message(
            "error",
            _("The workspace is not in order. Restore a backup."),
            way_out=sentence,
            action=None
            if self._workspace.present.read_only
            else (_("Restore a backup…"), lambda: self._go("workspace/restore")),
        )

    def _not_checked(self, error: KnownError) -> None:
        from gcmdesk.workspace import errors

        self._task = None
        if not isinstance(error, (Cancelled, errors.Locked)):  # a drive that fails is told to whoever saves next
            log.problem("workspace.not_looked_through")
            self.checked = self._edition
        self._look()


def history_unbroken(findings: "tuple[Finding, ...]") -> bool:
    """Whether none of the findings speaks of damage to the history."""
    from gcmdesk.workspace.checking import Part

    return all(finding.sound for finding in findings if finding.part is Part.HISTORY)


def _looked_through(workspace: "Workspace", progress: Progress) -> "tuple[Finding, ...]":
    from gcmdesk.workspace import checking

    return checking.look_through(workspace, progress)
