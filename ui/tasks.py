"""Long work off the screen's thread: one worker, jobs in order, results as signals on the screen's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from gcmdesk import jobs
from gcmdesk.errors import KnownError
from gcmdesk.jobs import Outcome, Progress, Step


@dataclass(frozen=True, slots=True)
class Task:
    """A job that has been handed in."""

    title: str
    progress: Progress
    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[KnownError], None] | None
    quiet: bool


class _Worker(QObject):
    stepped = Signal(object, object)
    ended = Signal(object, object)

    @Slot(object)
    def run(self, task: Task) -> None:
        self.ended.emit(task, jobs.run(task.work, task.progress))


class Tasks(QObject):
    """Hands jobs to the worker and tells what becomes of them.

    Every slot is a bound method of this object, so that Qt delivers on the screen's thread (a lambda would run in the
    worker's).
    """

    started = Signal(object)
    stepped = Signal(object, object)
    ended = Signal(object, object)
    failed = Signal(object)
    """A `KnownError` of a job, for the message area."""
    _handed_in = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Task] = []
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._handed_in.connect(self._worker.run)
        self._worker.ended.connect(self._end)
        self._worker.stepped.connect(self.stepped)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._waiting)

    @property
    def waiting(self) -> tuple[Task, ...]:
        """The job that is running and those behind it."""
        return tuple(self._waiting)

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[KnownError], None] | None = None,
        quiet: bool = False,
    ) -> Task:
        """Hand in a job; `done` gets its result on the screen's thread, `failed` its error instead of the signal.

        `quiet` keeps it out of the progress area.
        """
        task: Task

        def listener(step: Step) -> None:
            self._worker.stepped.emit(task, step)

        task = Task(title, Progress(listener), work, done, failed, quiet)
        self._waiting.append(task)
        self.started.emit(task)
        self._handed_in.emit(task)
        return task

    @Slot(object, object)
    def _end(self, task: Task, outcome: Outcome[Any]) -> None:
        self._waiting.remove(task)
        self.ended.emit(task, outcome)
        if outcome.defect:
            raise outcome.defect
        if outcome.error:
            (task.failed if task.failed and _is_there(task.failed) else self.failed.emit)(outcome.error)
        elif task.done and _is_there(task.done):
            task.done(outcome.result)

    def close(self) -> None:
        """Cancel what is running and end the worker."""
        for task in self._waiting:
            task.progress.cancel()
        self._thread.quit()
        self._thread.wait()


def _is_there(told: Callable[[Any], None]) -> bool:
    """Whether the widget that is to be told still exists; its page may have been left meanwhile."""
    owner = getattr(told, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
