"""Measuring by comparison: ours and a reference take turns in one run; what counts is the ratio of the medians."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """Median seconds of a workload and of its reference; `target` is the largest ratio we aim for."""

    name: str
    reference_name: str
    ours: float
    reference: float
    target: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.ours / self.reference

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without a target."""
        return None if self.target is None else self.ratio <= self.target

    def line(self) -> str:
        """One line of the table."""
        target = f"≤ {self.target:g}" if self.target is not None else "–"
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (
            f"{self.name:<46} {self.ours * 1000:9.2f} ms  {self.ratio:7.2f} × {self.reference_name:<38} "
            f"({self.reference * 1000:.2f} ms)  target {target} {verdict} {self.note}".rstrip()
        )


def timed(work: Callable[[], object]) -> float:
    """Seconds that one run takes, with the garbage collector out of the way."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    try:
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def compare(
    name: str,
    ours: Callable[[], object],
    reference_name: str,
    reference: Callable[[], object],
    *,
    rounds: int = 15,
    target: float | None = None,
) -> Measurement:
    """Run both in turns and return the medians."""
    pairs = [(timed(reference), timed(ours)) for _round in range(rounds)]
    return from_samples(name, reference_name, [o for _r, o in pairs], [r for r, _o in pairs], target=target)


def from_samples(
    name: str, reference_name: str, ours: list[float], reference: list[float], *, target: float | None = None
) -> Measurement:
    """A measurement from times that were taken elsewhere, such as in other processes."""
    return Measurement(name, reference_name, statistics.median(ours), statistics.median(reference), target)
