"""The table that `make bench` writes: medians, ratios, targets, and a profile of whatever misses."""

import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from tests.benchmarks import large
from tests.benchmarks.measure import Measurement

RESULTS = Path(__file__).with_name("RESULTS.md")
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "python-docx", "python-calamine", "python-igraph")
_HEAD = """# How fast it is

Written by `make bench`. Ours and its reference take turns in one run; what counts is the ratio of the medians, because
times alone say more about a machine and its load than about a program. Targets are those of the house; "–" marks
figures that are shown for scale.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a suite measured, in how many seconds, and why it ended early; "" when it did not."""

    suite: str
    found: tuple[Measurement, ...]
    seconds: float
    fault: str = ""


def machine() -> str:
    """The machine and what ran on it, in general words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()},"
        f" {versions}; load at the end {os.getloadavg()[1]:.1f}"
    )


def commit() -> str:
    """The commit that was measured; with a word when other files than the results differ from it."""
    changed = _git("status", "--porcelain", "--", ":/", f":!{RESULTS.name}")
    return f"{_git('describe', '--always', '--exclude=*') or 'unknown'}{', changed since' if changed else ''}"


def _git(*asked: str) -> str:
    told = subprocess.run(["git", *asked], cwd=RESULTS.parent, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def write(outcomes: Sequence[Outcome], *, partial: bool) -> None:
    """Write the file anew."""
    RESULTS.write_text("\n".join(_lines(outcomes, partial=partial)) + "\n", encoding="utf-8")


def _lines(outcomes: Sequence[Outcome], *, partial: bool) -> Iterator[str]:
    judged = [one for outcome in outcomes for one in outcome.found if one.met is not None]
    missed = [one for one in judged if not one.met]
    yield _HEAD
    yield f"- {datetime.now(UTC):%Y-%m-%d}, commit {commit()}{', some suites only' if partial else ''}"
    yield f"- {machine()}"
    yield f"- large sample: {large.NOTES:,} notes"
    yield f"- {len(judged) - len(missed)} of {len(judged)} targets met"
    yield from (f"- {outcome.suite}: {outcome.fault}" for outcome in outcomes if outcome.fault)
    for outcome in outcomes:
        if outcome.found:
            yield f"\n## {outcome.suite} ({outcome.seconds:.0f} s)\n"
            yield "| workload | median | × | reference | its median | target | | |"
            yield "|---|---:|---:|---|---:|---|---|---|"
            yield from map(_row, outcome.found)
    if missed:
        yield "\n## Where the time goes of what misses\n"
        yield "Functions by their own time, under a profiler, which slows Python more than what it calls."
        for one in missed:
            yield f"\n{one.name} ({one.ratio:.2f} ×, {one.ours * 1000:.1f} ms):\n"
            yield from (f"    {line}" for line in one.profile or ("no profile was taken",))


def _row(one: Measurement) -> str:
    verdict = {None: "", True: "met", False: "**missed**"}[one.met]
    cells = (
        one.name, f"{one.ours * 1000:,.2f} ms", f"{one.ratio:.2f}", one.reference_name,
        f"{one.reference * 1000:,.2f} ms", one.aim, verdict, one.note,
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
