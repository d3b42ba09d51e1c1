"""How far the checklist of each step is, for the cards on Home."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from ui.screens.base import Context
from ui.tasks import Lane
from ui.widgets.text import Caption

Counts = dict[int, tuple[int, int]]
"""Settled points and all points, by number of the step."""


class StepStates(QObject):
    """One line a step, read on the worker after the first paint and again when something has changed."""

    def __init__(self, context: Context, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._context = context
        self._lines: dict[int, Caption] = {}
        self._stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        context.workspace.changed.connect(self._changed)

    def line(self, step: int) -> Caption:
        """The line of a step; it has no room until something is known."""
        made = self._lines[step] = Caption()
        made.hide()
        return made

    def freshen(self) -> None:
        """Read if something may have changed: somebody looks."""
        self._soon.start()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if "steps" in topics:
            self._stale = True
            self.freshen()

    @Slot()
    def _read(self) -> None:
        workspace = self._context.workspace
        if not (self._stale and self._home.isVisible() and workspace.is_open and not workspace.locked):
            return
        self._stale = False
        present, steps = workspace.present, tuple(self._lines)

        def count(_progress: Progress) -> Counts:
            from gcmdesk.steps import checklist

            return {step: present.read(checklist.progress, step) for step in steps}

        self._context.tasks.start("", count, self._show, failed=self._failed, quiet=True, lane=Lane.AT_ONCE)

    def _failed(self, error: KnownError) -> None:
        self._stale = True
        if not self._context.workspace.locked:
            self._context.messages.show_error(error)

    def _show(self, counts: Counts) -> None:
        number = i18n.current().number
        for step, (done, points) in counts.items():
            said = _("Checklist: {done} of {all} settled").format(done=number(done), all=number(points))
            self._lines[step].setText(said)
            self._lines[step].show()
