"""The short check after opening: silent when all is well, to be stopped, and it sees what opening does not."""

from pathlib import Path

import pytest

from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import checking, opening
from gcmdesk.workspace.checking import Part
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace


def place_of_index(session: object) -> int:
    """Where a page lies that only belongs to an index of stakeholders."""
    connection = connection_of(session)
    (root,) = connection.execute(
        "SELECT min(rootpage) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'stakeholder'"
    ).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return (root - 1) * int(size) + 100


def rewritten(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_a_sound_file_gives_no_finding(workspace: Workspace) -> None:
    workspace.run(lambda session: session.add(Stakeholder(name="Port", kind="local-authorities")), name="Added")
    assert checking.look_through(workspace, Progress()) == ()


def test_a_damaged_page_of_an_index_is_found(workspace: Workspace, around: Surroundings) -> None:
    place = workspace.read(place_of_index)
    workspace.close()
    rewritten(workspace.path, place)
    with opening.open_workspace(workspace.path, "open sesame", around=around) as opened:
        (finding,) = checking.look_through(opened, Progress())
    assert finding.part is Part.PAGES
    assert not finding.sound


def test_it_stops_in_the_middle_and_leaves_the_connection_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopping(Progress):
        """Cancelled by the user as soon as the file is being read."""

        looked = 0

        @property
        def cancelled(self) -> bool:
            self.looked += 1
            self.cancel()
            return True

    monkeypatch.setattr(checking, "_STEPS", 1)
    progress = Stopping()
    with pytest.raises(Cancelled):
        checking.look_through(workspace, progress)
    assert progress.looked
    assert checking.look_through(workspace, Progress()) == ()
    workspace.lock(wait=0)
    assert workspace.locked
