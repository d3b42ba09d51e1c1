"""The progress area: which long work is going on, how far it is, and a way to stop it."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome, Step
from ui import theme
from ui.tasks import Task, Tasks
from ui.widgets.buttons import button
from ui.widgets.text import Text


class ProgressArea(QWidget):
    """Shown while a job runs; the jobs behind it wait their turn."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = [task for task in tasks.waiting if not task.quiet]
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme.current().px(8)] * 4)
        row.setSpacing(theme.current().px(12))
        self._title = Text()
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(theme.current().px(160))
        self._cancel = button(_("Cancel"), self._stop)
        row.addWidget(self._title, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        tasks.started.connect(self._start)
        tasks.stepped.connect(self._step)
        tasks.ended.connect(self._end)
        if self._tasks:
            self._name_first()
        else:
            self.hide()

    @Slot(object)
    def _start(self, task: Task) -> None:
        if task.quiet:
            return
        self._tasks.append(task)
        self._show_first()

    def _show_first(self) -> None:
        if self._tasks:
            self._name_first()
        self.setVisible(bool(self._tasks))

    def _name_first(self) -> None:
        title = self._tasks[0].title
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)

    @Slot(object, object)
    def _step(self, task: Task, step: Step) -> None:
        if not self._tasks or task is not self._tasks[0]:
            return
        self._title.setText(step.what or task.title)
        if step.fraction is not None:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(step.fraction * 1000))

    @Slot(object, object)
    def _end(self, task: Task, outcome: Outcome[Any]) -> None:
        del outcome
        if task in self._tasks:
            self._tasks.remove(task)
            self._show_first()

    def _stop(self) -> None:
        if self._tasks:
            self._tasks[0].progress.cancel()
            self._cancel.setEnabled(False)
            self._title.setText(_("Stopping…"))
