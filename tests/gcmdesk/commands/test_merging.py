"""`gcmdesk changes` and `gcmdesk merge`, as typed."""

import pytest

from gcmdesk import cli
from tests.gcmdesk.workspace import devices


@pytest.fixture
def typed(tmp_path, capfd):
    """Types a command for the workspace of a device; gives exit code, standard output and standard error."""
    secret = tmp_path / "secret"
    secret.write_text("x\n")
    secret.chmod(0o600)
    base = devices.base(tmp_path)
    for workspace in devices.copies(tmp_path, base, "ab").values():
        workspace.close()

    def typed(command, name, *arguments):
        code = cli.main(
            [command, str(tmp_path / f"{name}.gcmdesk"), *map(str, arguments), "--passphrase-file", str(secret)],
            open_window=lambda _path: pytest.fail("no window"),
            self_check=lambda: pytest.fail("no self check"),
            around=devices.around(tmp_path, name),
        )
        return code, *capfd.readouterr()

    return typed


def worked(tmp_path, name):
    with devices.opened(tmp_path, name) as workspace:
        workspace.run(devices.add, 0, "one more", name="Added")
        return workspace.head.sequence


def test_changes_go_from_one_device_to_the_other(typed, tmp_path):
    number = worked(tmp_path, "b")
    out = tmp_path / "news.jsonl"
    code, _output, remarks = typed("changes", "b", "--since", number - 1, "--out", out)
    assert (code, "1 entries, 0 deletions" in remarks, "not encrypted" in remarks) == (0, True, True)
    code, output, _ = typed("merge", "a", out, "--dry-run")
    assert (code, "stakeholder: 1 new" in output, "nothing was written" in output) == (0, True, True)
    assert typed("merge", "a", out)[:2] == (0, output.replace("This was a trial; nothing was written.\n", ""))
    assert "nothing new" in typed("merge", "a", out)[1]
    assert len(list((tmp_path / "a.gcmdesk.backups").iterdir())) >= 1


def test_without_a_file_the_changes_go_to_standard_output(typed, tmp_path):
    worked(tmp_path, "b")
    code, output, _remarks = typed("changes", "b")
    assert code == 0
    assert output.startswith('{"actors":')
    assert "one more" in output
    assert "one more" not in typed("changes", "b", "--since", "2999-12-31")[1]


def test_trouble_is_one_sentence_and_exit_code_1(typed, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("here already")
    for arguments in (
        ("changes", "b", "--since", "99999"),
        ("changes", "b", "--out", taken),
        ("merge", "b", tmp_path / "missing"),
        ("merge", "b", taken),
    ):
        code, output, remarks = typed(*arguments)
        assert (code, output) == (1, "")
        assert len(remarks.strip().splitlines()) == 1
    assert taken.read_text() == "here already"


def test_a_point_that_is_neither_number_nor_day_is_wrong_usage(typed):
    with pytest.raises(SystemExit):
        typed("changes", "b", "--since", "yesterday")


def test_what_comes_too_early_waits_is_listed_and_can_be_let_go(typed, tmp_path):
    first, second = worked(tmp_path, "b"), worked(tmp_path, "b")
    early, late = tmp_path / "early", tmp_path / "late"
    typed("changes", "b", "--since", second - 1, "--out", late)
    typed("changes", "b", "--since", first - 1, "--out", early)
    assert typed("waiting", "a")[:2] == (0, "No changes wait to be merged.\n")
    assert "nothing was written" in typed("merge", "a", late, "--dry-run")[1]
    code, output, _ = typed("merge", "a", late)
    assert (code, "wait in the workspace" in output) == (0, True)
    code, output, _ = typed("waiting", "a")
    assert (code, output.startswith(f"1: changes {second} to {second} of ")) == (0, True)
    code, output, remarks = typed("waiting", "a", "--discard", 7)
    assert (code, output, len(remarks.strip().splitlines())) == (1, "", 1)
    assert typed("waiting", "a", "--discard", 1)[:2] == (0, "No changes wait to be merged.\n")
    typed("merge", "a", late)
    assert "Merged by itself now" in typed("merge", "a", early)[1]


def test_the_receipt_names_an_edit_against_a_deletion(typed, tmp_path):
    with devices.opened(tmp_path, "a") as a:
        a.run(devices.delete, 1, "", name="Deleted")
    with devices.opened(tmp_path, "b") as b:
        b.run(devices.edit, 2, "edited", name="Edited")
    out = tmp_path / "news"
    typed("changes", "b", "--out", out)
    _code, output, _ = typed("merge", "a", out)
    assert "Conflicts to review: 1" in output
    assert "deleted elsewhere, kept for review: 1" in output
