from collections.abc import Iterator
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

NAMES = ("Border police", "City of Harbour", "Hope association", "Labour ministry", "Radio Dawn")
POLICE, CITY, HOPE, LABOUR, RADIO = range(1, len(NAMES) + 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with five stakeholders, whose ids are 1 to 5 in alphabetical order."""
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        opened.run(_prepare, name="Prepared")
        yield opened


def _prepare(session):
    for name in NAMES:
        session.add(Stakeholder(name=name, kind="civil-society"))
        session.flush()
