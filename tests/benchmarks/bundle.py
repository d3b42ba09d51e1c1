"""The bundle as `make bundle` left it in `dist/`: how large it is, and how soon its window is painted.

The bundle tells in its log when the window is painted; so does the program from source, started the same way.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Measurement, from_samples
from tests.benchmarks.window import _BARE, _BARE_NAME, ROOT, start_of, surroundings
from tools.bundle.__main__ import DIST, name

LARGEST = 165_000_000
"""Bytes, unpacked."""
ROUNDS = 11
_PATIENCE = 60.0


def _until_painted(command: list[str], environment: dict[str, str]) -> float:
    """Seconds until a program writes into its log that its window is painted; it is ended then."""
    with tempfile.TemporaryDirectory() as logs:
        log = Path(logs, "gcmdesk.log")
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=environment | {"GCMDESK_LOGS": logs}) as process:
            while not (log.exists() and "window.opened" in log.read_text(encoding="utf-8")):
                if process.poll() is not None or time.perf_counter() - start > _PATIENCE:
                    process.kill()
                    raise RuntimeError("the window did not paint")
                time.sleep(0.002)
            taken = time.perf_counter() - start
            process.kill()
    return taken


def measurements() -> Iterator[Measurement]:
    """Size and start."""
    folder = DIST / name()
    if not folder.exists():
        raise FileNotFoundError("There is no bundle; `make bundle` builds it.")
    size = sum(file.lstat().st_size for file in folder.rglob("*"))
    archive = folder.with_name(folder.name + ".tar.xz").stat().st_size
    note = f"{size / 1e6:.0f} MB, packed {archive / 1e6:.0f} MB"
    yield Measurement("size of the bundle (1 ms = 1 MB)", "what it may have", size / 1e9, LARGEST / 1e9, 1.0, note)
    source = [sys.executable, "-m", "gcmdesk"]
    bundled = [str(folder / "gcmdesk")]
    with tempfile.TemporaryDirectory() as place:
        environment = surroundings(place)
        for command in (source, bundled):
            _until_painted(command, environment)  # warms the caches of both
        rows = [
            (
                start_of(_BARE, environment).painted,
                _until_painted(source, environment),
                _until_painted(bundled, environment),
            )
            for _round in range(ROUNDS)
        ]
    bare, plain, ours = ([row[at] for row in rows] for at in range(3))
    yield from_samples("first painted window of the bundle", _BARE_NAME, ours, bare, target=1.8)
    yield from_samples("the same", "the program from source", ours, plain, target=1.2)
