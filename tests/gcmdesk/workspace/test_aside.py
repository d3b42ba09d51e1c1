"""Files that restoring puts aside: listed with moment and size, deleted one by one and for good."""

from pathlib import Path

import pytest

from gcmdesk.workspace import aside, backups, errors, opening
from gcmdesk.workspace.file import Access
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace


@pytest.fixture
def put_aside(workspace: Workspace) -> Path:
    """A backup has been restored; where the file went that was there before."""
    return backups.restore(workspace, backups.take(workspace).path, workspace.key)


def test_the_list_is_newest_first_with_sizes(workspace: Workspace, put_aside: Path) -> None:
    again = backups.restore(workspace, backups.take(workspace).path, workspace.key)
    kept = aside.kept(workspace.path)
    assert [one.path for one in kept] == [again, put_aside]
    assert kept[0].moment > kept[1].moment
    assert kept[1].size == put_aside.stat().st_size


def test_other_files_beside_the_workspace_are_not_in_the_list(workspace: Workspace, put_aside: Path) -> None:
    moment = put_aside.stem.rpartition(".")[2]
    for name in ("a.old.gcmdesk", f"b.{moment}.gcmdesk", f"a.{moment}.txt", "a.9999-99-99T99-99-99-999999Z.gcmdesk"):
        workspace.path.with_name(name).touch()
    assert [one.path for one in aside.kept(workspace.path)] == [put_aside]


def test_the_name_tells_what_it_is(workspace: Workspace, put_aside: Path) -> None:
    assert aside.is_aside(put_aside)
    assert not aside.is_aside(workspace.path)


def test_deleting_takes_the_file_and_its_log_and_nothing_else(workspace: Workspace, put_aside: Path) -> None:
    put_aside.with_name(put_aside.name + "-wal").write_bytes(b"a log")
    before = {one.name for one in put_aside.parent.iterdir()}
    aside.delete(workspace.path, put_aside.name)
    gone = before - {one.name for one in put_aside.parent.iterdir()}
    assert gone == {put_aside.name, put_aside.name + "-wal"}
    assert aside.kept(workspace.path) == ()


@pytest.mark.parametrize("name", ["a.gcmdesk", "nothing.gcmdesk", "../place/a.gcmdesk"])
def test_only_what_is_in_the_list_is_deleted(workspace: Workspace, put_aside: Path, name: str) -> None:
    with pytest.raises(aside.NotAside):
        aside.delete(workspace.path, name)
    assert workspace.path.is_file()
    assert put_aside.is_file()


def test_a_file_that_somebody_writes_to_is_not_deleted(
    workspace: Workspace, put_aside: Path, around: Surroundings
) -> None:
    with (
        opening.open_workspace(put_aside, "open sesame", Access.WRITE, around),
        pytest.raises(errors.AlreadyOpen),
    ):
        aside.delete(workspace.path, put_aside.name)
    aside.delete(workspace.path, put_aside.name)
    assert not put_aside.exists()
