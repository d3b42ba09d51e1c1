"""The bundle as `make bundle` left it in `dist/`: how large it is, and how soon its window is painted.

The bundle tells in its log when the window is painted. So does the program from source, started the same way, and so
does the bare window, because opening a log takes its time, too.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Measurement, from_samples
from tests.benchmarks.window import BARE, BARE_NAME, ROOT, surroundings
from tools.bundle.__main__ import DIST, name

LARGEST = 165_000_000
"""Bytes, unpacked."""
ROUNDS = 11
_PATIENCE = 60.0
_BARE_LOGGED = BARE.replace(
    'print("painted", flush=True)',
    """import logging, os
        from logging.handlers import RotatingFileHandler
        log = logging.Logger("bare")
        log.addHandler(RotatingFileHandler(os.environ["GCMDESK_LOGS"] + "/gcmdesk.log"))
        log.info("window.opened")""",
)


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
    bare = [sys.executable, "-c", _BARE_LOGGED]
    with tempfile.TemporaryDirectory() as place:
        environment = surroundings(place)
        rows = [
            [_until_painted(command, environment) for command in (bare, source, bundled)]
            for _round in range(ROUNDS + 1)
        ][1:]  # the first one warms the caches
    empty, plain, ours = ([row[at] for row in rows] for at in range(3))
    yield from_samples("first painted window of the bundle", BARE_NAME, ours, empty, target=1.8)
    yield from_samples("the same", "the program from source", ours, plain, target=1.2)
