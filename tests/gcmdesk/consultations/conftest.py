from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import sessions
from gcmdesk.consultations.session_records import SavedSession, SessionDraft
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

DAY = date(2026, 5, 4)
NAMES = ("Mayor", "Harbour association", "Farm workers' union", "Youth council", "جمعية المزارعين")
KINDS = ("local-regional-authorities", "local-communities", "trade-unions", "children-youth", "migrants")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with five stakeholders; their ids are 1 to 5 in the order of `NAMES`."""
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        opened.run(_enter, name="Stakeholders entered")
        yield opened


def _enter(session):
    for name, kind in zip(NAMES, KINDS, strict=True):
        session.add(Stakeholder(name=name, kind=kind))
        session.flush()


@pytest.fixture
def hearing(hall: Workspace) -> SavedSession:
    """A planned session, the first one."""
    return hall.run(sessions.add, SessionDraft("Hearing in the port", DAY), name="Session added")
