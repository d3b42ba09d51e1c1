"""The large sample that the workspace's benchmarks share, and bare connections to compare with.

`GCMDESK_BENCH_NOTES=20000 make bench` is the quick form; without it the sample has 200,000 notes.
"""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import sample
from gcmdesk.sample import Size
from gcmdesk.workspace import file, opening
from gcmdesk.workspace.file import Access, Driver, Key
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace

NOTES = int(os.environ.get("GCMDESK_BENCH_NOTES", "200000"))
SIZE = Size(stakeholders=max(NOTES // 40, 10), sessions=max(NOTES // 200, 5), notes=NOTES, codings=NOTES * 5 // 2)


@cache
def folder() -> Path:
    """A folder that is gone when the benchmarks are over; `make bench` gives one to all suites."""
    given = os.environ.get("GCMDESK_BENCH_FOLDER")
    if given:
        return Path(given)
    path = Path(tempfile.mkdtemp(prefix="gcmdesk-benchmarks-"))
    atexit.register(shutil.rmtree, path)
    return path


def around() -> Surroundings:
    """Cheap keys: Argon2 is no part of what is measured."""
    return Surroundings(parameters=(Parameters(memory_kib=8, time_cost=1, parallelism=1),), notes=folder() / "notes")


@cache
def sample_file() -> Path:
    """The large sample. To be copied before anything is written to it."""
    path = folder() / "sample.gcmdesk"
    if not path.exists():
        sample.write(path, SIZE, around=around())
    return path


def copy_of_sample(name: str) -> Path:
    """A copy of the large sample for work that changes it."""
    return Path(shutil.copyfile(sample_file(), folder() / name))


def opened(path: Path) -> Workspace:
    """The workspace at `path`."""
    return opening.open_workspace(path, sample.PASSPHRASE, around=around())


def key_of(path: Path) -> Key:
    """The key of a closed sample."""
    return opening.key_of(path, sample.PASSPHRASE, parameters=around().parameters)


def bare(path: Path, key: Key, access: Access = Access.WRITE) -> Driver:
    """The driver and SQLite's settings, nothing of ours."""
    return file.prepare(file.connect(path, key, access), access)
