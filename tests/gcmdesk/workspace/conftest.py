from collections.abc import Iterator
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace

CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    """The surroundings of tests: cheap keys, and notes of their own."""
    return Surroundings(parameters=(CHEAP,), notes=tmp_path / "notes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's workspace lies; a folder of its own."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder / "a.gcmdesk"


@pytest.fixture
def workspace(path: Path, around: Surroundings) -> Iterator[Workspace]:
    """A new, open workspace; its passphrase is ``open sesame``."""
    with opening.create(path, "open sesame", around) as opened:
        yield opened
