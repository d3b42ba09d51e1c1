"""`gcmdesk import-stakeholders` and `gcmdesk import-initiatives`, as typed."""

import pytest

from gcmdesk.stakeholders import initiatives, register
from gcmdesk.workspace import opening


@pytest.fixture
def known(path, around):
    """What is in the workspace: names of stakeholders, and how many initiatives."""

    def known():
        with opening.open_workspace(path, "correct horse battery staple", around=around) as workspace:
            return [one.name for one in workspace.read(register.rows)], len(workspace.read(initiatives.ids))

    return known


def test_a_trial_tells_and_the_import_does(call, path, phrase, tmp_path, known, capfd):
    table = tmp_path / "table.csv"
    table.write_text("Name,Level\nYouth council,Local\nBay,far\n,Local\n", encoding="utf-8")
    arguments = ("import-stakeholders", path, table, "--passphrase-file", phrase)
    before = known()
    assert call(*arguments, "--dry-run") == 0
    output, remarks = capfd.readouterr()
    assert "1 changed" in output or "1 new" in output
    assert "2 refused" in output
    assert "nothing was written" in output
    assert "Row 3, column “Level”" in remarks
    assert "Row 4:" in remarks
    assert known() == before
    assert call(*arguments) == 0
    assert call(*arguments) == 0
    assert "0 new, 0 changed, 1 the same, 2 refused" in capfd.readouterr().out


def test_initiatives_bring_their_initiators(call, path, phrase, tmp_path, known):
    table = tmp_path / "table.csv"
    table.write_text("Initiator;Description\nForum;Talks\n", encoding="cp1252")
    assert call("import-initiatives", path, table, "--passphrase-file", phrase) == 0
    names, count = known()
    assert "Forum" in names
    assert count == 1


def test_trouble_is_one_sentence_and_exit_code_1(call, path, phrase, tmp_path, known, capfd):
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("A,B\n1,2\n", encoding="utf-8")
    before = known()
    for table in (tmp_path / "missing.csv", path, nothing):
        assert call("import-stakeholders", path, table, "--passphrase-file", phrase) == 1
        output, remarks = capfd.readouterr()
        assert (output, len(remarks.strip().splitlines())) == ("", 1)
    assert known() == before


def test_notes_go_into_a_session_that_is_made_for_them(call, path, phrase, tmp_path, capfd):
    table = tmp_path / "notes.csv"
    table.write_text("number,kind,text\n1,need,Lamps\n2,need,\n", encoding="utf-8")
    arguments = ("import-notes", path, table, "--session", "Hearing", "--passphrase-file", phrase)
    assert call(*arguments) == 1
    assert "There is no session" in capfd.readouterr().err
    assert call(*arguments, "--day", "2026-05-04", "--dry-run") == 1
    assert call(*arguments, "--day", "2026-05-04") == 0
    assert "1 new, 0 changed, 0 the same, 1 refused" in capfd.readouterr().out
    assert call(*arguments, "--dry-run") == 0
    assert "0 new, 0 changed, 1 the same, 1 refused" in capfd.readouterr().out
