"""The window with a workspace open in which four notes wait to be coded."""

import pytest

from tests.gcmdesk.consultations import world
from tests.ui.workspace.conftest import Hands, around, at_work, begin, path

__all__ = ["around", "at_work", "begin", "notes", "path"]


@pytest.fixture
def notes(at_work: Hands) -> Hands:
    """Two sessions with two notes each (`world.TEXTS`), and the themes Care (1) and Papers (2)."""
    at_work.desk.workspace.run(world.fill, name="Prepared")
    at_work.wait()
    return at_work
