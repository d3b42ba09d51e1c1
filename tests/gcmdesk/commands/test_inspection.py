"""`check` and `export-journal`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gcmdesk.commands.inspection import UNSOUND
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.file import Access, connect

ROOT = Path(__file__).resolve().parents[3]
SOUND = [
    "All work that this computer saved is in the file.",
    "Every page of the file is whole.",
    "All links between entries lead somewhere.",
    "The history is unbroken: 2 changes.",
    "The search index agrees with 2 entries.",
    "All attachments are whole.",
]


def change(path, around, *statements):
    """What a tool with the key, but without the journal, does to a file."""
    key = opening.key_of(path, "correct horse battery staple", parameters=around.parameters)
    connection = connect(path, key, Access.WRITE)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_sound_workspace_is_said_to_be_sound(call, path, phrase, capsys):
    before = path.read_bytes()
    assert call("check", path, "--passphrase-file", phrase) == 0
    assert capsys.readouterr().out.splitlines() == SOUND
    assert path.read_bytes() == before


def test_progress_is_shown_on_a_terminal_and_cleared_again(call, path, phrase, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert call("check", path, "--passphrase-file", phrase) == 0
    said = capsys.readouterr()
    assert "\rChecking 100%" in said.err
    assert said.err.endswith("\r\x1b[K")
    assert said.out.splitlines() == SOUND


TROUBLE = {
    "UPDATE passage SET made = made + 1 WHERE id = 2": "change number 2 is the first that does not fit",
    "UPDATE stakeholder SET device_id = 99 WHERE id = 1": "1 link between entries leads nowhere",
    "UPDATE stakeholder SET name = 'Somebody else' WHERE id = 1": "search index does not agree",
    "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'stakeholder'": "An older part of this file was put back",
    "INSERT INTO content (hash, size) VALUES (zeroblob(32), 1)": "1 attachment is damaged",
}


@pytest.mark.parametrize("statement", TROUBLE)
def test_trouble_is_named_and_has_its_own_exit_code(statement, call, path, phrase, around, capsys):
    change(path, around, statement)
    assert call("check", path, "--passphrase-file", phrase) == UNSOUND
    said = capsys.readouterr().out
    assert TROUBLE[statement] in said
    assert "last saved here" in said.splitlines()[0]
    assert len(said.splitlines()) == len(SOUND)


def test_every_damaged_page_is_noticed(call, path, phrase, capsys):
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 7):
        content = bytearray(whole)
        content[page * 4096 + 1234] ^= 1
        path.write_bytes(content)
        assert call("check", path, "--passphrase-file", phrase) == UNSOUND, page
        assert "damaged" in capsys.readouterr().out


def test_an_old_copy_put_back_is_noticed(call, path, phrase, around, capsys):
    old = path.with_name("old")
    shutil.copyfile(path, old)
    with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
        workspace.run(lambda session: session.add(Stakeholder(name="Mayor", kind="x")), name="Added")
    shutil.copyfile(old, path)
    assert call("check", path, "--passphrase-file", phrase) == UNSOUND
    assert "3 changes were saved, 2 are in the file" in capsys.readouterr().out


def test_what_cannot_be_opened_is_another_exit_code(call, tmp_path, phrase):
    (tmp_path / "note.txt").write_text("no workspace" * 1000)
    assert call("check", tmp_path / "note.txt", "--passphrase-file", phrase) == 1
    assert call("check", tmp_path / "nowhere", "--passphrase-file", phrase) == 1


def test_the_history_is_one_json_object_per_line_without_contents(call, path, phrase, capsys):
    assert call("export-journal", path, "--passphrase-file", phrase) == 0
    said = capsys.readouterr()
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert (first["sequence"], second["sequence"]) == (1, 2)
    assert (first["what"], first["kind"], first["count"]) == ("Added", "do", 1)
    assert {"when", "who", "device", "link"} <= first.keys()
    assert "changes" not in first
    assert "Youth council" not in said.out


def test_contents_are_exported_only_with_a_warning(call, path, phrase, tmp_path, capsys):
    call("undo", path, "--passphrase-file", phrase)
    target = tmp_path / "journal.jsonl"
    assert call("export-journal", path, "--with-contents", "--to", target, "--passphrase-file", phrase) == 0
    assert "Keep it encrypted" in capsys.readouterr().err
    last = json.loads(target.read_text(encoding="utf-8").splitlines()[-1])
    assert last["changes"][0]["values"]["name"] == "Port authority"
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0
    assert call("export-journal", path, "--to", target, "--passphrase-file", phrase) == 1


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a user runs it, with the keys of real files."""
    return subprocess.run(
        [sys.executable, "-m", "gcmdesk", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "LANGUAGE": "en", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_program_itself_makes_and_checks_a_workspace(tmp_path, phrase):
    place = tmp_path / "real.gcmdesk"
    made = run("new", place, "--passphrase-file", phrase)
    assert (made.returncode, "Traceback" in made.stderr) == (0, False)
    checked = run("check", place, "--passphrase-file", phrase)
    assert (checked.returncode, checked.stderr) == (0, "")
    content = bytearray(place.read_bytes())
    content[9000] ^= 1
    place.write_bytes(content)
    damaged = run("check", place, "--passphrase-file", phrase)
    assert (damaged.returncode, "damaged" in damaged.stdout) == (UNSOUND, True)


def test_the_start_of_the_window_does_not_import_the_workspace() -> None:
    late = "('sqlalchemy', 'sqlcipher3', 'gcmdesk.workspace')"
    program = f"import sys, gcmdesk.cli; print([name for name in sys.modules if name.startswith({late})])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
