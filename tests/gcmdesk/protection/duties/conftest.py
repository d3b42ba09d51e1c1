"""Real workspaces for the registers of duties, and a clock that is handed in."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.workspace import clock, opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace

CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, open workspace in which nobody has worked yet."""
    around = Surroundings(parameters=(CHEAP,), notes=tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


@pytest.fixture
def now() -> datetime:
    """The fake clock starts now, because a workspace does not believe a moment before its newest change."""
    return clock.now()
