from collections.abc import Iterator
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, open workspace in a folder of its own."""
    place = tmp_path / "place"
    place.mkdir()
    around = Surroundings(parameters=(Parameters(8, 1, 1),), notes=tmp_path / "notes")
    with opening.create(place / "a.gcmdesk", "open sesame", around) as opened:
        yield opened
