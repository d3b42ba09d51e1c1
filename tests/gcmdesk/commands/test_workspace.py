"""`new`, `rekey`, `undo`, and how a workspace is opened from the command line."""

import getpass
import os
import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import backups, errors, location, opening, recovery
from gcmdesk.workspace.file import Access

from .conftest import secret


def names(path, around, passphrase="correct horse battery staple"):  # noqa: S107 - of a test
    with opening.open_workspace(path, passphrase, Access.READ, around) as workspace:
        return list(workspace.read(lambda session: session.scalars(select(Stakeholder.name)).all()))


def groups(text: str) -> str:
    """The recovery key on a printed sheet."""
    return " ".join(re.findall(r"\d+\. ([0-9A-Z]{5})\b", text))


def test_a_new_workspace_comes_with_its_recovery_sheet(call, tmp_path, phrase, around, capsys):
    place = tmp_path / "new.gcmdesk"
    assert call("new", place, "--passphrase-file", phrase) == 0
    sheet = capsys.readouterr().out
    raw = recovery.decode(groups(sheet))
    with opening.open_with_recovery_key(place, raw, around=around) as workspace:
        assert workspace.head.sequence == 0
    assert names(place, around) == []


def test_on_a_terminal_the_sheet_is_typed_in_until_it_is_right(call, tmp_path, phrase, capsys, monkeypatch):
    typed = []

    def answer(_prompt: str) -> str:
        key = groups(capsys.readouterr().out) if not typed else typed[0]
        typed.append(key)
        return key.replace(key[:5], "AAAAA", 1) if len(typed) == 1 else key

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    assert call("new", tmp_path / "b.gcmdesk", "--passphrase-file", phrase) == 0
    assert len(typed) == 2
    assert "Group 1 of the recovery key" in capsys.readouterr().err


def test_a_sheet_that_is_not_typed_in_is_remarked(call, tmp_path, phrase, capsys, monkeypatch):
    def nothing(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", nothing)
    assert call("new", tmp_path / "b.gcmdesk", "--passphrase-file", phrase) == 1
    assert "its recovery key was not typed in" in capsys.readouterr().err


def test_a_new_workspace_replaces_nothing(call, path, phrase, capsys):
    before = path.read_bytes()
    assert call("new", path, "--passphrase-file", phrase) == 1
    assert str(errors.FileExists()) in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_synchronised_folder_needs_to_be_meant(call, tmp_path, phrase, capsys):
    place = tmp_path / "Dropbox" / "a.gcmdesk"
    place.parent.mkdir()
    assert location.concern(place)
    assert call("new", place, "--passphrase-file", phrase) == 1
    assert not place.exists()
    assert call("new", place, "--passphrase-file", phrase, "--anyway") == 0
    assert place.exists()


def test_a_weak_passphrase_is_remarked(call, tmp_path, capsys):
    assert call("new", tmp_path / "b.gcmdesk", "--passphrase-file", secret(tmp_path / "weak", "123456")) == 0
    assert "This passphrase is weak." in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX knows them")
def test_a_passphrase_that_others_can_read_is_refused(call, path, phrase, capsys):
    phrase.chmod(0o644)
    assert call("undo", path, "--passphrase-file", phrase) == 1
    assert "Other users of this computer can read" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "\nsecond line"])
def test_an_empty_passphrase_file_is_refused(content, call, path, tmp_path, capsys):
    assert call("undo", path, "--passphrase-file", secret(tmp_path / "empty", content)) == 1
    assert "first line of the passphrase file is empty" in capsys.readouterr().err


def test_a_missing_passphrase_file_is_told(call, path, tmp_path, capsys):
    assert call("undo", path, "--passphrase-file", tmp_path / "nowhere") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_wrong_passphrase_is_told_and_changes_nothing(call, path, tmp_path, capsys):
    before = path.read_bytes()
    assert call("undo", path, "--passphrase-file", secret(tmp_path / "wrong", "open barley")) == 1
    assert str(errors.WrongPassphrase()) in capsys.readouterr().err
    assert path.read_bytes() == before


def test_the_passphrase_is_asked_for_without_showing_it(call, path, monkeypatch, around):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "correct horse battery staple")
    assert call("undo", path) == 0
    assert names(path, around) == ["Youth council"]


def test_without_a_terminal_nothing_is_asked(call, path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert call("undo", path) == 1
    assert "--passphrase-file" in capsys.readouterr().err


def test_two_different_new_passphrases_are_refused(call, tmp_path, capsys, monkeypatch):
    typed = iter(["correct horse battery", "correct horse batery"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    assert call("new", tmp_path / "b.gcmdesk") == 1
    assert "not the same" in capsys.readouterr().err
    assert not (tmp_path / "b.gcmdesk").exists()


def test_a_missing_file_is_told_before_anything_is_asked(call, tmp_path, capsys):
    assert call("undo", tmp_path / "nowhere.gcmdesk") == 1
    assert str(errors.FileMissing()) in capsys.readouterr().err


def test_steps_are_undone_until_there_are_none(call, path, phrase, around, capsys):
    assert call("undo", path, "--passphrase-file", phrase, "--steps", 3) == 0
    assert capsys.readouterr().out.splitlines() == ["Undone: Added", "Undone: Added", "There was nothing more to undo."]
    assert names(path, around) == []
    assert call("undo", path, "--passphrase-file", phrase) == 1


@pytest.mark.parametrize("wrong", ["0", "-1", "two"])
def test_a_wrong_number_of_steps_is_wrong_usage(wrong, call, path):
    with pytest.raises(SystemExit) as stopped:
        call("undo", path, f"--steps={wrong}")
    assert stopped.value.code == 2


def test_the_recovery_key_opens_the_workspace(call, path, tmp_path, around):
    with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
        key = secret(tmp_path / "key", recovery.encode(workspace.key.raw) + "\n")
    assert call("undo", path, "--recovery-key-file", key) == 0
    assert names(path, around) == ["Youth council"]


def test_a_slip_in_the_recovery_key_is_named(call, path, tmp_path, capsys):
    key = recovery.encode(bytes(32)).split()
    key[4] = "AAAAA"
    assert call("undo", path, "--recovery-key-file", secret(tmp_path / "key", " ".join(key))) == 1
    assert "Group 5" in capsys.readouterr().err


def test_a_new_passphrase_holds_for_file_and_backups(call, path, phrase, tmp_path, around, capsys):
    assert call("backup", path, "--passphrase-file", phrase) == 0
    fresh = secret(tmp_path / "fresh", "six new words that nobody knows")
    assert call("rekey", path, "--passphrase-file", phrase, "--new-passphrase-file", fresh) == 0
    said = capsys.readouterr()
    assert "1 backup was brought under the new passphrase too." in said.err
    with opening.open_with_recovery_key(path, recovery.decode(groups(said.out)), around=around) as workspace:
        backups.examine(backups.found(path)[0].path, workspace.key)
    assert names(path, around, "six new words that nobody knows") == ["Youth council", "Port authority"]
    assert call("undo", path, "--passphrase-file", phrase) == 1


def test_a_workspace_that_is_open_elsewhere_is_not_changed(call, path, phrase, around, capsys):
    with opening.open_workspace(path, "correct horse battery staple", around=around):
        assert call("undo", path, "--passphrase-file", phrase) == 1
    assert str(errors.AlreadyOpen()) in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(call, path, monkeypatch, capsys):
    def interrupted(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", interrupted)
    assert call("undo", path) == 130
    assert "Stopped." in capsys.readouterr().err


def test_a_file_named_like_a_command_can_be_opened() -> None:
    from gcmdesk import cli

    asked: list[Path | None] = []

    def open_window(file: Path | None) -> int:
        asked.append(file)
        return 0

    assert cli.main(["open", "check"], open_window=open_window, self_check=lambda: 1) == 0
    assert asked == [Path("check")]
