"""`backup`, `backups`, `restore`."""

import pytest

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import backups, opening, recovery

from .conftest import secret
from .test_inspection import run
from .test_workspace import names


@pytest.fixture
def backup(call, path, phrase):
    assert call("backup", path, "--passphrase-file", phrase) == 0
    return backups.found(path)[0]


def test_backups_are_listed_without_a_passphrase(call, path, backup, capsys):
    capsys.readouterr()
    assert call("backups", path) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(backup.path.name)
    assert line.endswith(" MB")


def test_no_backups_is_said(call, path, capsys):
    assert call("backups", path) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "There are no backups beside this workspace.\n")


def test_a_backup_goes_where_it_is_wanted_and_replaces_nothing(call, path, phrase, tmp_path, around):
    target = tmp_path / "stick.gcmdesk"
    assert call("backup", path, "--to", target, "--passphrase-file", phrase) == 0
    assert names(target, around) == ["Youth council", "Port authority"]
    assert call("backup", path, "--to", target, "--passphrase-file", phrase) == 1
    assert backups.found(path) == ()


def test_a_place_that_does_not_exist_is_told(call, path, phrase, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert call("backup", path, "--to", tmp_path / "file" / "b.gcmdesk", "--passphrase-file", phrase) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_backup_is_restored_by_its_name_in_the_list(call, path, phrase, backup, around, capsys):
    assert call("undo", path, "--passphrase-file", phrase) == 0
    assert call("restore", path, backup.path.name, "--passphrase-file", phrase) == 0
    assert names(path, around) == ["Youth council", "Port authority"]
    kept = capsys.readouterr().out.splitlines()[-1]
    assert kept.startswith("The file that was there is kept: ")
    aside = path.with_name(kept.rpartition("/")[2])
    assert names(aside, around) == ["Youth council"]


@pytest.mark.parametrize("place", [20, 5000])
def test_a_damaged_file_is_restored_all_the_same(place, call, path, phrase, backup, around):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert call("restore", path, backup.path, "--passphrase-file", phrase) == 0
    assert names(path, around) == ["Youth council", "Port authority"]


def test_a_missing_file_is_restored(call, path, phrase, backup, around, capsys):
    path.unlink()
    assert call("restore", path, backup.path, "--passphrase-file", phrase) == 0
    assert names(path, around) == ["Youth council", "Port authority"]
    assert "kept" not in capsys.readouterr().out


def test_a_damaged_or_missing_backup_changes_nothing(call, path, phrase, backup, capsys):
    before = path.read_bytes()
    assert call("restore", path, "nowhere.gcmdesk", "--passphrase-file", phrase) == 1
    backup.path.write_bytes(backup.path.read_bytes()[:-4096])
    assert call("restore", path, backup.path, "--passphrase-file", phrase) == 1
    assert str(backups.BackupDamaged()) in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_backup_is_made_while_the_workspace_is_open_in_another_program(path, tmp_path, around):
    with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
        workspace.run(lambda session: session.add(Stakeholder(name="Mayor", kind="x")), name="Added")
        key = secret(tmp_path / "key", recovery.encode(workspace.key.raw))
        done = run("backup", path, "--recovery-key-file", key)
        assert (done.returncode, done.stderr) == (0, "")
        workspace.run(lambda session: session.add(Stakeholder(name="Harbour", kind="x")), name="Added")
    assert names(backups.found(path)[0].path, around) == ["Youth council", "Port authority", "Mayor"]


def test_what_restoring_put_aside_is_listed_and_deleted_by_name(call, path, phrase, backup, capsys):
    assert call("aside", path) == 0
    assert call("restore", path, backup.path, "--passphrase-file", phrase) == 0
    capsys.readouterr()
    assert call("aside", path) == 0
    name = capsys.readouterr().out.split()[0]
    assert path.with_name(name).is_file()
    assert call("aside", path, "--delete", path.name) == 1
    assert call("aside", path, "--delete", name) == 0
    assert not path.with_name(name).exists()
    assert path.is_file()
