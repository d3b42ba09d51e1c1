"""Opening: what can be at a path, each with its own sentence and the file untouched; one writer; two keys."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import copies, errors, file, migrations, opening, recovery
from gcmdesk.workspace.file import Access, Key
from gcmdesk.workspace.keys import Parameters

CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)
THE_WORDS = "open sesame"


@pytest.fixture
def closed(workspace):
    """A workspace file that nobody has open."""
    workspace.close()
    return workspace.path


def alter(path, around, statement):
    """Change a closed workspace below the program's own rules."""
    connection = file.connect(path, opening.key_of(path, "open sesame", parameters=(CHEAP,)), Access.WRITE)
    connection.execute(statement)
    connection.close()


def refusal(path, around, passphrase=THE_WORDS, access=Access.WRITE):
    """The error that opening ends in, after checking that it left everything as it was."""
    before = {place.name: place.read_bytes() for place in path.parent.iterdir() if place.is_file()}
    with pytest.raises(errors.WorkspaceError) as caught:
        opening.open_workspace(path, passphrase, access, around)
    assert {place.name: place.read_bytes() for place in path.parent.iterdir() if place.is_file()} == before
    assert caught.value.sentence
    return type(caught.value)


def test_what_was_written_is_there_after_opening_again(workspace, around):
    workspace.close()
    with opening.open_workspace(workspace.path, "open sesame", around=around) as again:
        assert again.id == workspace.id
        assert again.regress is None
    assert [place.name for place in workspace.path.parent.iterdir()] == ["a.gcmdesk"]


def test_nothing_in_the_file_can_be_read_without_the_key(closed):
    assert len(set(closed.read_bytes()[:4096])) > 230
    assert b"SQLite" not in closed.read_bytes()
    assert b"consultation" not in closed.read_bytes()


def test_wrong_passphrase(closed, around):
    assert refusal(closed, around, "open sesam") is errors.WrongPassphrase


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", errors.FileEmpty),
        (b"Dear all, please find attached the minutes.\n" * 400, errors.NotAWorkspace),
        (bytes(8192), errors.NotAWorkspace),
        (b"\x93" * 100, errors.NotAWorkspace),
        (bytes(range(256)) * 3, errors.FileCutShort),
        (bytes(range(256)) * 32, errors.WrongPassphrase),
    ],
)
def test_other_files(path, around, content, expected, access):
    path.write_bytes(content)
    assert refusal(path, around, access=access) is expected


def test_missing_file_and_missing_folder(path, around):
    assert refusal(path, around) is errors.FileMissing
    assert refusal(path, around, access=Access.READ) is errors.FileMissing
    with pytest.raises(errors.FileMissing):
        opening.create(path.parent / "nowhere" / "b.gcmdesk", "open sesame", around)


def test_a_folder_is_no_workspace(path, around):
    path.mkdir()
    assert refusal(path, around) is errors.NotAWorkspace


def test_plain_database_of_another_program(path, around):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()
    assert refusal(path, around) is errors.ForeignDatabase


def test_encrypted_database_of_another_program(closed, around):
    alter(closed, around, "PRAGMA application_id = 7")
    assert refusal(closed, around) is errors.ForeignDatabase


def test_newer_version(closed, around):
    alter(closed, around, f"PRAGMA user_version = {migrations.NEWEST + 1}")
    assert refusal(closed, around) is errors.NewerVersion


def one_version_on(monkeypatch, step):
    """Let this gcmdesk be one version newer than its files."""
    steps = (*migrations.MIGRATIONS, step)
    monkeypatch.setattr(opening, "NEWEST", len(steps))
    monkeypatch.setattr(opening, "migrate", lambda connection: migrations.migrate(connection, steps))


def version(path, around):
    connection = file.connect(path, opening.key_of(path, "open sesame", parameters=(CHEAP,)), Access.READ)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def test_an_older_file_is_backed_up_and_then_migrated(closed, around, monkeypatch):
    one_version_on(monkeypatch, lambda _connection: None)
    assert refusal(closed, around, access=Access.READ) is errors.OlderVersion
    backed_up = []
    careful = replace(around, back_up=lambda path, _key: backed_up.append(version(path, around)))
    opening.open_workspace(closed, "open sesame", around=careful).close()
    assert backed_up == [migrations.NEWEST]
    assert version(closed, around) == migrations.NEWEST + 1


def test_a_backup_that_fails_keeps_the_older_file_as_it_is(closed, around, monkeypatch):
    def fail(_path, _key):
        raise errors.DiskFull

    one_version_on(monkeypatch, lambda _connection: None)
    assert refusal(closed, replace(around, back_up=fail)) is errors.DiskFull


@pytest.mark.parametrize("pages", [1, 3, -1])
def test_a_file_whose_end_is_missing(closed, around, pages):
    whole = closed.read_bytes()
    closed.write_bytes(whole[: pages * file.PAGE_BYTES])
    assert refusal(closed, around) is errors.Damaged
    closed.write_bytes(whole[:-100])
    assert refusal(closed, around) is errors.FileCutShort


def test_a_page_torn_by_a_power_cut_is_mended_from_the_log(workspace, around):
    copied = workspace.path.with_name("copy.gcmdesk")
    copied.write_bytes(workspace.path.read_bytes() + bytes(512))
    workspace.run(
        lambda session: session.add(Stakeholder(name="Youth council", kind="youth")), name="Stakeholder added"
    )
    copied.with_name("copy.gcmdesk-wal").write_bytes(workspace.path.with_name("a.gcmdesk-wal").read_bytes())
    with opening.open_workspace(copied, "open sesame", around=around) as copy:
        assert copy.read(lambda session: session.scalars(select(Stakeholder.name)).all()) == ["Youth council"]


def test_creating_never_replaces_a_file(closed, around):
    before = closed.read_bytes()
    with pytest.raises(errors.FileExists):
        opening.create(closed, "another", around)
    assert closed.read_bytes() == before


def test_the_recovery_sheet_opens_the_file(workspace, around):
    sheet = recovery.encode(workspace.key.raw)
    workspace.close()
    with opening.open_with_recovery_key(workspace.path, recovery.decode(sheet), around=around) as again:
        assert again.id == workspace.id
    with pytest.raises(errors.WrongRecoveryKey):
        opening.open_with_recovery_key(workspace.path, bytes(32), around=around)


def test_older_parameters_still_open_a_file(closed, around):
    newer = opening.Surroundings((opening.Parameters(16, 1, 1), CHEAP), around.notes)
    with opening.open_workspace(closed, "open sesame", around=newer) as again:
        assert not again.read_only


def test_a_key_is_never_shown():
    assert "61" not in repr(Key(b"a" * 32, b"a" * 16))


def test_one_process_opens_a_file_once(workspace, around):
    for access in Access:
        assert_already_open(workspace.path, around, access)


def assert_already_open(path, around, access):
    with pytest.raises(errors.AlreadyOpen):
        opening.open_workspace(path, "open sesame", access, around)


ELSEWHERE = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    import gcmdesk.areas
    from gcmdesk.workspace import errors, opening
    from gcmdesk.workspace.file import Access
    from gcmdesk.workspace.keys import Parameters

    around = opening.Surroundings((Parameters(8, 1, 1),), Path(sys.argv[2]))
    try:
        workspace = opening.open_workspace(Path(sys.argv[1]), "open sesame", Access(sys.argv[3]), around)
    except errors.WorkspaceError as error:
        print(type(error).__name__, flush=True)
    else:
        print("open", flush=True)
        sys.stdin.readline()
    """
)


def elsewhere(path, around, access):
    """Another process that opens the file and keeps it open; what it says first is on its standard output."""
    arguments = [sys.executable, "-c", ELSEWHERE, str(path), str(around.notes), access.value]
    return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_writer_is_refused_but_may_read(workspace, around):
    with elsewhere(workspace.path, around, Access.WRITE) as other:
        assert other.communicate()[0] == "AlreadyOpen\n"
    with elsewhere(workspace.path, around, Access.READ) as other:
        assert other.stdout.readline() == "open\n"
        other.communicate("\n")


def test_a_killed_writer_leaves_no_lock_behind(closed, around):
    with elsewhere(closed, around, Access.WRITE) as other:
        assert other.stdout.readline() == "open\n"
        assert_already_open(closed, around, Access.WRITE)
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with opening.open_workspace(closed, "open sesame", around=around) as again:
            assert again.regress is None


def test_reading_only_does_not_change(closed, around):
    with opening.open_workspace(closed, "open sesame", Access.READ, around) as reading:
        assert reading.read_only
        with pytest.raises(errors.OpenedForReading):
            reading.run(lambda _session: None)


def test_leftovers_of_a_crash_are_removed(closed, around):
    leftover = closed.with_name(".a.gcmdesk.unfinished-0123abcd")
    leftover.write_bytes(b"half")
    with opening.open_workspace(closed, "open sesame", around=around):
        assert not leftover.exists()


def test_locking_forgets_the_key(workspace, around):
    key = workspace.key
    workspace.lock()
    assert workspace.locked
    for use in (lambda: workspace.read(lambda _session: None), lambda: workspace.run(lambda _session: None)):
        with pytest.raises(errors.Locked):
            use()
    opening.unlock(workspace, "open sesame", around.parameters)
    assert workspace.key == key


def test_a_wrong_secret_does_not_unlock_and_the_recovery_sheet_does(workspace, around):
    raw = workspace.key.raw
    workspace.lock()
    with pytest.raises(errors.WrongPassphrase):
        opening.unlock(workspace, "open barley", around.parameters)
    with pytest.raises(errors.WrongRecoveryKey):
        opening.unlock(workspace, bytes(32), around.parameters)
    assert workspace.locked
    opening.unlock(workspace, raw, around.parameters)
    assert workspace.key.raw == raw


def test_work_that_goes_on_keeps_the_key_and_the_secret_is_compared_with_it(workspace, around):
    def try_everything(_session):
        with pytest.raises(errors.Busy):
            workspace.lock(wait=0)
        for wrong in ("open barley", bytes(32)):
            with pytest.raises((errors.WrongPassphrase, errors.WrongRecoveryKey)):
                opening.unlock(workspace, wrong, around.parameters)
        opening.unlock(workspace, "open sesame", around.parameters)
        opening.unlock(workspace, workspace.key.raw, around.parameters)

    workspace.run(try_everything)
    workspace.read(try_everything)
    workspace.lock(wait=0)
    assert workspace.locked


def test_locking_while_the_file_is_replaced_waits_for_its_end(workspace, around):
    locking = threading.Thread(target=workspace.lock)

    def replacement(_path):
        locking.start()
        with pytest.raises(errors.Busy):
            workspace.lock(wait=0)
        return key

    key = workspace.key
    workspace.replace_file(replacement)
    locking.join()
    assert workspace.locked


def test_a_closed_workspace_stays_closed(workspace, around):
    workspace.close()
    with pytest.raises(errors.Locked):
        opening.unlock(workspace, "open sesame", around.parameters)


def test_a_new_passphrase_replaces_the_old_one_and_the_salt(workspace, around):
    before = workspace.path.read_bytes()[:16]
    key = opening.change_passphrase(workspace, "new words", parameters=CHEAP)
    assert workspace.key == key
    workspace.close()
    assert workspace.path.read_bytes()[:16] == key.salt != before
    assert refusal(workspace.path, around) is errors.WrongPassphrase
    with opening.open_workspace(workspace.path, "new words", around=around) as again:
        assert again.verify().broken_at is None
    assert [place.name for place in workspace.path.parent.iterdir()] == ["a.gcmdesk"]


@pytest.mark.parametrize("step", ["copy", "rekey", "check", "publish"])
def test_a_change_of_passphrase_that_fails_leaves_the_old_one(workspace, around, monkeypatch, step):
    def fail(*_arguments):
        raise errors.DiskFull

    monkeypatch.setattr(copies, step, fail)
    with pytest.raises(errors.DiskFull):
        opening.change_passphrase(workspace, "new words", parameters=CHEAP)
    assert workspace.verify().broken_at is None
    workspace.close()
    with opening.open_workspace(workspace.path, "open sesame", around=around):
        assert [place.name for place in workspace.path.parent.glob(".*")] == []
