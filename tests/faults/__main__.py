"""`make faults`: run every fault in full and write the table of results.

`python -m tests.faults kills damage.flips --share 0.1` runs some of them, at a tenth of their length.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import damage, erasures, kills, medium, power, refusals, tampering, turnover
from tests.faults.tally import Tally

SUITES: dict[str, tuple[Callable[[int, Path, int], Tally], int]] = {
    "kills": (kills.faults, 1_000),
    "power": (power.faults, 10_000),
    "flips": (damage.flips, 10_000),
    "large-flips": (damage.large_flips, 10_000),
    "truncations": (damage.truncations, 1_000),
    "old-ones": (damage.old_ones, 200),
    "failing-calls": (medium.failing_calls, 400),
    "small-disk": (medium.small_disk, 60),
    "lost-places": (medium.lost_places, 200),
    "deleted": (medium.deleted, 50),
    "re-key": (turnover.rekeys, 200),
    "migration": (turnover.migrating, 200),
    "restore": (turnover.restores, 200),
    "backup": (turnover.backing_up, 200),
    "refusals": (refusals.faults, 1_100),
    "erasures": (erasures.faults, 500),
    "tampering": (tampering.faults, 10_000),
    "rows": (tampering.rows, 500),
}
RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = (
    "# What the workspace survived\n\nWritten by `make faults`; each line is the last run of that fault.\n\n"
    "| run on | fault | promise | runs | broken | how the runs came out |\n|---|---|---|---|---|---|\n"
)


def machine() -> str:
    """The machine in general words: cores, memory, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def write(tally: Tally) -> None:
    """Put the line of this fault into the table, in place of its last one."""
    lines = RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else []
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    fault, promise, runs, broken, endings = tally.cells()
    rows = {line.split(" | ")[1]: line for line in lines if line.startswith("| 2")}
    rows[fault] = f"| {day}, {machine()} | {fault} | {promise} | {runs} | {broken} | {endings} |"
    RESULTS.write_text(_HEAD + "\n".join(rows.values()) + "\n", encoding="utf-8")


def main() -> None:
    """Run what is asked for, print and write a line for each, and fail when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], metavar="FAULT", help=", ".join(SUITES))
    parser.add_argument("--share", type=float, default=1.0, help="part of the full length, 1 for all")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run; chosen and printed otherwise")
    asked = parser.parse_args()
    seed = asked.seed if asked.seed is not None else int.from_bytes(os.urandom(3))
    print(f"{machine()}; seed {seed}")
    broken = 0
    for name in asked.suites or SUITES:
        faults, runs = SUITES[name]
        with tempfile.TemporaryDirectory(prefix="gcmdesk-faults-") as folder:
            tally = faults(max(1, round(runs * asked.share)), Path(folder), seed)
        print(" | ".join(tally.cells()), *tally.broken, sep="\n  ", flush=True)
        write(tally)
        broken += len(tally.broken)
    if broken:
        raise SystemExit(f"{broken} broken promises")


if __name__ == "__main__":
    main()
