"""Long work, without a screen: progress, cancel, result or error.

A job is a plain function that takes a `Progress` as its first argument. It runs where it is called; the Qt side
(`ui.tasks`) calls it on a worker thread and the command line calls it directly.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from gcmdesk.errors import Cancelled, KnownError
from gcmdesk.i18n import gettext as _

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is. `total` is 0 while the amount of work is unknown."""

    done: int
    total: int
    what: str = ""
    """What is being done, in the user's language, without personal data."""

    @property
    def fraction(self) -> float | None:
        """Between 0 and 1, or None while the amount of work is unknown."""
        return min(self.done / self.total, 1.0) if self.total else None


class Progress:
    """Handed to a job: it reports through it and learns through it that the user has cancelled.

    `listener` is called on the job's own thread, at most every `interval` seconds; the first report and the
    one that reaches the total always arrive.
    """

    def __init__(self, listener: Callable[[Step], None] | None = None, interval: float = 0.05) -> None:
        self._listener = listener
        self._interval = interval
        self._last_report = float("-inf")
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next report. May be called from any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody has asked the job to stop."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int = 0, what: str = "") -> None:
        """Say how far the work is; raises `Cancelled` when the user has asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled(_("Stopped."), _("Nothing was changed."))
        now = time.monotonic()
        if self._listener and (now - self._last_report >= self._interval or (total and done >= total)):
            self._last_report = now
            self._listener(Step(done, total, what))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of a job: exactly one of result, known error or defect."""

    result: T | None = None
    error: KnownError | None = None
    defect: Exception | None = None

    @property
    def ok(self) -> bool:
        """Whether the job gave a result."""
        return self.error is None and self.defect is None


def run(
    work: Callable[Concatenate[Progress, P], T], progress: Progress, *args: P.args, **kwargs: P.kwargs
) -> Outcome[T]:
    """Run a job to its end and return what became of it; never raises for an error of the job."""
    try:
        return Outcome(result=work(progress, *args, **kwargs))
    except KnownError as error:
        return Outcome(error=error)
    except Exception as defect:  # noqa: BLE001 - the worker's boundary: a defect travels to the crash dialog as a value
        return Outcome(defect=defect)
