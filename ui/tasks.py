"""Long work off the screen's thread, results as signals on the screen's thread.

Jobs run in order, one after the other. What must not wait for a backup has a lane of its own (`Lane.AT_ONCE`: locking
and unlocking), and so has what nobody waits for (`Lane.BEHIND`: the check after opening). Looking at a place that may
be on a dead network drive is `look`: it may hang for as long as it likes without anything waiting for it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from gcmdesk import jobs
from gcmdesk.errors import KnownError
from gcmdesk.jobs import Outcome, Progress, Step


class Lane(Enum):
    """Which jobs a job waits for: those handed in before it in the same lane."""

    IN_ORDER = "in order"
    AT_ONCE = "at once"
    """Short work that somebody is waiting for while other work goes on."""
    BEHIND = "behind"
    """Quiet work without haste; it counts for nothing when the program asks whether it is busy."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job that has been handed in."""

    title: str
    progress: Progress
    work: Callable[[Progress], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[KnownError], None] | None
    quiet: bool
    lane: Lane = Lane.IN_ORDER


class _Worker(QObject):
    handed_in = Signal(object)
    stepped = Signal(object, object)
    ended = Signal(object, object)

    @Slot(object)
    def run(self, task: Task) -> None:
        self.ended.emit(task, jobs.run(task.work, task.progress))


class Tasks(QObject):
    """Hands jobs to the workers and tells what becomes of them.

    Every slot is a bound method of this object, so that Qt delivers on the screen's thread (a lambda would run in the
    worker's).
    """

    started = Signal(object)
    stepped = Signal(object, object)
    ended = Signal(object, object)
    failed = Signal(object)
    """A `KnownError` of a job, for the message area."""
    _seen = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Task] = []
        self._lanes: dict[Lane, tuple[QThread, _Worker]] = {}
        self._looks = 0
        self._held: list[tuple[Task, Outcome[Any]]] | None = None
        self._seen.connect(self._tell_seen)

    @property
    def busy(self) -> bool:
        """Whether a job that somebody waits for is running or waiting."""
        return any(task.lane is not Lane.BEHIND for task in self._waiting)

    @property
    def in_order(self) -> bool:
        """Whether a job of the first lane is running or waiting."""
        return any(task.lane is Lane.IN_ORDER for task in self._waiting)

    @property
    def looking(self) -> bool:
        """Whether a `look` has not come back yet."""
        return self._looks > 0

    @property
    def waiting(self) -> tuple[Task, ...]:
        """The jobs that are running and those behind them."""
        return tuple(self._waiting)

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[KnownError], None] | None = None,
        quiet: bool = False,
        lane: Lane = Lane.IN_ORDER,
    ) -> Task:
        """Hand in a job; `done` gets its result on the screen's thread, `failed` its error instead of the signal.

        `quiet` keeps it out of the progress area.
        """
        task: Task
        worker = self._worker(lane)

        def listener(step: Step) -> None:
            worker.stepped.emit(task, step)

        task = Task(title, Progress(listener), work, done, failed, quiet, lane)
        self._waiting.append(task)
        self.started.emit(task)
        worker.handed_in.emit(task)
        return task

    def look(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Look at something that may never answer, without errors of its own; `done` is told on the screen's thread.

        The thread is left behind when the program ends, so the work only reads.
        """
        self._looks += 1

        def looked() -> None:
            seen = work()
            if isValid(self):
                self._seen.emit(done, seen)

        threading.Thread(target=looked, name="gcmdesk-look", daemon=True).start()

    def _worker(self, lane: Lane) -> _Worker:
        if lane not in self._lanes:
            thread, worker = QThread(self), _Worker()
            worker.moveToThread(thread)
            worker.handed_in.connect(worker.run)
            worker.ended.connect(self._end)
            worker.stepped.connect(self.stepped)
            thread.finished.connect(worker.deleteLater)
            behind = lane is Lane.BEHIND
            thread.start(QThread.Priority.LowestPriority if behind else QThread.Priority.InheritPriority)
            self._lanes[lane] = thread, worker
        return self._lanes[lane][1]

    @Slot(object, object)
    def _end(self, task: Task, outcome: Outcome[Any]) -> None:
        self._waiting.remove(task)
        self.ended.emit(task, outcome)
        if outcome.defect:
            raise outcome.defect
        if self._held is not None and task.lane is Lane.IN_ORDER:
            self._held.append((task, outcome))
        else:
            self._tell(task, outcome)

    def _tell(self, task: Task, outcome: Outcome[Any]) -> None:
        if outcome.error:
            (task.failed if task.failed and is_there(task.failed) else self.failed.emit)(outcome.error)
        elif task.done and is_there(task.done):
            task.done(outcome.result)

    def hold(self) -> None:
        """Keep results of jobs in order back: nobody may see them now, and what they lead to may need a key."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Tell the results that were kept back."""
        held, self._held = self._held, None
        for task, outcome in held or ():
            self._tell(task, outcome)

    @Slot(object, object)
    def _tell_seen(self, done: Callable[[Any], None], seen: object) -> None:
        self._looks -= 1
        if is_there(done):
            done(seen)

    def close(self) -> None:
        """Cancel what is running and end the workers."""
        for task in self._waiting:
            task.progress.cancel()
        for thread, _worker in self._lanes.values():
            thread.quit()
        for thread, _worker in self._lanes.values():
            thread.wait()


def is_there(told: Callable[[Any], None]) -> bool:
    """Whether the widget that is to be told still exists; its page may have been left meanwhile."""
    owner = getattr(told, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
