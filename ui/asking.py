"""Reading for the screen off its thread: one question at a time, and of those asked meanwhile only the newest.

    self.reader = Asking(context.tasks, context.workspace, self, failed=self._not_read)      # every page has one
    self.reader.ask(partial(note_lists.ids, words=words), self._show_ids)

The question is a function of a session as for `Workspace.read`; it touches no widget, so whatever it is to know is put
into it. `show` gets the answer on the screen's thread. What was asked before is never shown after what was asked
later, nor once something else was asked: its reading is broken off.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Slot

from gcmdesk.errors import KnownError
from gcmdesk.jobs import Progress
from ui.tasks import Lane, Task, Tasks

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace
    from ui.desk_workspace import DeskWorkspace

T = TypeVar("T")
Question = Callable[[Any], T]


class Asking(QObject):
    """The questions of one page, or of one part of it; they end with the page."""

    def __init__(
        self, tasks: Tasks, workspace: "DeskWorkspace", parent: QObject, *, failed: Callable[[KnownError | None], None]
    ) -> None:
        """`failed` is told why the newest question has no answer; None where nobody may see it because of a lock."""
        super().__init__(parent)
        self._tasks = tasks
        self._workspace = workspace
        self._failed = failed
        self._newest: tuple[Question[Any], Callable[[Any], None]] | None = None
        self._running: tuple[Question[Any], Callable[[Any], None]] | None = None
        self._task: Task | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._newest is not None

    def ask(self, question: Question[T], show: Callable[[T], None]) -> None:
        """Read; `show` gets the answer unless something else is asked, or `forget` called, before it is there."""
        self._stop()
        self._newest = (question, show)
        if self._running is None:
            self._start()

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._stop()
        self._newest = None

    def _stop(self) -> None:
        if self._running is not None and self._task is not None:
            self._task.progress.cancel()

    def _start(self) -> None:
        workspace = self._workspace.workspace
        if self._newest is None or workspace is None or workspace.locked:
            self._end(None)
            return
        self._running = self._newest
        work = partial(_read, workspace, self._running[0])
        self._task = self._tasks.start("", work, self._answered, failed=self._not_answered, quiet=True, lane=Lane.ASKED)

    def _is_newest(self) -> bool:
        """Whether the question that has just ended is still the one; else the newest begins."""
        ended, self._running = self._running, None
        if ended is self._newest:
            return ended is not None
        self._start()
        return False

    def _end(self, error: KnownError | None) -> None:
        unanswered, self._newest = self._newest, None
        if unanswered:
            self._failed(error)

    @Slot(object)
    def _answered(self, answer: object) -> None:
        if not self._is_newest():
            return
        if self._workspace.locked or self._newest is None:
            self._end(None)
            return
        show, self._newest = self._newest[1], None
        try:
            show(answer)
        except KnownError as error:
            self._failed(error)

    @Slot(object)
    def _not_answered(self, error: KnownError) -> None:
        from gcmdesk.workspace import errors

        if self._is_newest():
            self._end(None if isinstance(error, errors.Locked) else error)


def _read(workspace: "Workspace", question: Question[T], progress: Progress) -> T:
    return workspace.look_up(progress, question)
