"""`make bench`: run every benchmark and write `tests/benchmarks/RESULTS.md`.

    python -m tests.benchmarks                              all of them
    python -m tests.benchmarks --only window search         some of them
    GCMDESK_BENCH_NOTES=20000 python -m tests.benchmarks    the quick form, with a sample of that many notes

Each suite runs in a process of its own, so that one that fails, crashes or never ends does not keep the others from
running; the large sample is made once for all. A module is a suite when it is named here.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from tests.benchmarks import results
from tests.benchmarks.measure import SCREEN, Measurement
from tests.benchmarks.results import Outcome

ROOT = Path(__file__).resolve().parents[2]
SUITES = (
    "window", "bundle", "table", "network", "workspace", "search", "merge", "importing", "register", "release",
    "capture", "evidence", "screens", "synthesis", "priorities", "reports",
)  # fmt: skip
LONGEST = 600.0
"""Seconds after which a suite is stopped."""
ALL = 28 * 60.0
"""Seconds for all; suites that would begin later are not run."""


def child(name: str, place: Path) -> None:
    """Run one suite here, print its lines, and write each measurement into `place` as it comes."""
    with place.open("a", encoding="utf-8") as stream:
        for measurement in import_module(f"tests.benchmarks.{name}").measurements():
            print(measurement.line(), flush=True)
            stream.write(json.dumps(asdict(measurement)) + "\n")
            stream.flush()


def run(name: str, folder: Path, longest: float) -> Outcome:
    """Run one suite in a process of its own; what it measured, and why it ended early, if it did."""
    place = folder / f"{name}.jsonl"
    environment = os.environ | {"GCMDESK_BENCH_FOLDER": str(folder), "QT_QPA_PLATFORM": SCREEN}
    command = [sys.executable, "-m", "tests.benchmarks", "--child", name, str(place)]
    begun = time.monotonic()
    fault = ""
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, timeout=longest, check=False)
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            fault = f"ended with {done.returncode}: {''.join(last)}"
    except subprocess.TimeoutExpired:
        fault = f"stopped after {longest:.0f} s"
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    found = tuple(Measurement(**{**each, "profile": tuple(each["profile"])}) for each in map(json.loads, lines))
    return Outcome(name, found, time.monotonic() - begun, fault)


def main() -> None:
    """Run what is asked for and write the table; the exit code is 1 when a suite failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SUITES, default=SUITES, metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        return child(asked.child[0], Path(asked.child[1]))
    end = time.monotonic() + ALL
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="gcmdesk-benchmarks-") as folder:
        for name in asked.only:
            left = end - time.monotonic()
            outcomes.append(
                run(name, Path(folder), min(left, LONGEST))
                if left > 0
                else Outcome(name, (), 0.0, "not run: no time left")
            )
            if outcomes[-1].fault:
                print(f"{name}: {outcomes[-1].fault}", flush=True)
            results.write(outcomes, partial=asked.only is not SUITES)
    missed = [one.name for outcome in outcomes for one in outcome.found if one.met is False]
    print(f"{results.RESULTS.relative_to(ROOT)} is written; {len(missed)} targets missed")
    return sys.exit(any(outcome.fault for outcome in outcomes))


if __name__ == "__main__":
    main()
