"""Measuring by comparison: ours and a reference take turns in one run; what counts is the ratio of the medians."""

import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
SCREEN = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
"""For the variable `QT_QPA_PLATFORM`: a small laptop without its task bar, that answers when it is ready."""
_SHOWN = 12
"""Functions that a profile names."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Median seconds of a workload and of its reference; `target` is the largest ratio we aim for."""

    name: str
    reference_name: str
    ours: float
    reference: float
    target: float | None = None
    """None where the numbers are for scale only."""
    note: str = ""
    within: float | None = None
    """Seconds that it may take at most, where that is what a user feels; None where the ratio says all."""
    profile: tuple[str, ...] = ()
    """Where the time goes, if the target is missed."""

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.ours / self.reference

    @property
    def met(self) -> bool | None:
        """Whether the targets are met; None without one."""
        asked = [(self.ratio, self.target), (self.ours, self.within)]
        judged = [found <= most for found, most in asked if most is not None]
        return all(judged) if judged else None

    @property
    def aim(self) -> str:
        """The targets in words."""
        parts = [f"≤ {self.target:g} ×"] if self.target is not None else []
        parts += [f"≤ {self.within * 1000:g} ms"] if self.within is not None else []
        return ", ".join(parts) or "–"

    def line(self) -> str:
        """One line for a terminal."""
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (
            f"{self.name:<46} {self.ours * 1000:9.2f} ms  {self.ratio:7.2f} × {self.reference_name:<38} "
            f"({self.reference * 1000:.2f} ms)  target {self.aim} {verdict} {self.note}".rstrip()
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
    within: float | None = None,
) -> Measurement:
    """Run both in turns and return the medians, with a profile where they miss the target."""
    pairs = [(timed(reference), timed(ours)) for _round in range(rounds)]
    taken, bare = [own for _bare, own in pairs], [bare for bare, _own in pairs]
    return from_samples(name, reference_name, taken, bare, target=target, within=within, again=ours)


def from_samples(
    name: str,
    reference_name: str,
    ours: list[float],
    reference: list[float],
    *,
    target: float | None = None,
    within: float | None = None,
    again: Callable[[], object] | None = None,
) -> Measurement:
    """A measurement from times that were taken elsewhere, such as in other processes; `again` runs ours once more."""
    medians = statistics.median(ours), statistics.median(reference)
    found = Measurement(name, reference_name, *medians, target, within=within)
    if found.met is False and again:
        return Measurement(name, reference_name, *medians, target, within=within, profile=profiled(again))
    return found


def profiled(work: Callable[[], object]) -> tuple[str, ...]:
    """The functions in which one run spends most of its own time, with their share."""
    watch = cProfile.Profile()
    watch.enable()
    try:
        work()
    finally:
        watch.disable()
    return shares(pstats.Stats(watch))


def shares(found: pstats.Stats) -> tuple[str, ...]:
    """The first functions of a profile by their own time, each with its share of all."""
    rows = dict(found.stats)  # type: ignore[attr-defined] # what pstats itself sorts and prints
    rows.pop(("~", 0, "<built-in method gc.collect>"), None)  # of `timed`
    total = sum(own for _calls, _primitive, own, _all, _callers in rows.values()) or 1.0
    most = sorted(rows.items(), key=lambda row: row[1][2], reverse=True)[:_SHOWN]
    return tuple(f"{own / total:4.0%}  {_place(where)}" for where, (_calls, _primitive, own, _all, _callers) in most)


def _place(where: tuple[str, int, str]) -> str:
    file, line, function = where
    if file == "~":
        return function
    path = Path(file)
    if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
        return f"{path.relative_to(_ROOT)}:{line} {function}"
    return f"{'/'.join(path.parts[-2:])}:{line} {function}"
