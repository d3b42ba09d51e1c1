"""Backups are whole, checked, kept by rule, and put back without losing anything."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from gcmdesk import jobs
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import aside as asides
from gcmdesk.workspace import backups, copies, errors, opening
from gcmdesk.workspace.backups import Backup
from gcmdesk.workspace.file import Access, connect
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware here


def add(session: Session, name: str) -> int:
    row = Stakeholder(name=name, kind="x")
    session.add(row)
    session.flush()
    return row.id


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Stakeholder.name).order_by(Stakeholder.id)))


def in_file(path: Path, around: Surroundings) -> list[str]:
    with opening.open_workspace(path, "open sesame", Access.READ, around) as opened:
        return opened.read(names)


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def hidden(place: Path) -> list[str]:
    return [one.name for one in place.iterdir() if one.name.startswith(".")]


@pytest.fixture
def backup(workspace: Workspace) -> Backup:
    workspace.run(add, "Youth council", name="Added")
    return backups.take(workspace)


def test_a_backup_is_a_workspace_of_its_own(workspace: Workspace, backup: Backup, around: Surroundings) -> None:
    workspace.run(add, "Port authority", name="Added")
    assert backups.found(workspace.path) == (backup,)
    assert backup.size == backup.path.stat().st_size
    assert in_file(backup.path, around) == ["Youth council"]
    assert not hidden(backup.path.parent)
    if os.name == "posix":
        assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_a_backup_can_go_elsewhere_but_replaces_nothing(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "stick.gcmdesk"
    assert backups.take(workspace, target).path == target
    assert backups.found(workspace.path) == ()
    before = target.read_bytes()
    with pytest.raises(errors.FileExists):
        backups.take(workspace, target)
    assert target.read_bytes() == before


def test_the_automatic_backup_is_made_once_a_day(workspace: Workspace) -> None:
    first = jobs.run(backups.take_daily, jobs.Progress(), workspace)
    assert first.ok
    assert first.result
    assert jobs.run(backups.take_daily, jobs.Progress(), workspace).result is None
    assert len(backups.found(workspace.path)) == 1


def test_the_automatic_backup_follows_one_of_the_day_before(workspace: Workspace, backup: Backup) -> None:
    before = backup.path.with_name((backup.made - timedelta(days=1)).strftime("%Y-%m-%dT%H-%M-%S-%fZ.gcmdesk"))
    backup.path.rename(before)
    made = backups.take_daily(jobs.Progress(), workspace)
    assert made
    assert [one.path for one in backups.found(workspace.path)] == [made.path, before]


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX knows them")
def test_a_disk_that_fails_in_the_middle_leaves_nothing_half_written(workspace: Workspace, backup: Backup) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (backup.size // 2, limits[1]))
    try:
        with pytest.raises(backups.NoBackup, match="workspace is as it was"):
            backups.take(workspace)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert backups.found(workspace.path) == (backup,)
    assert not hidden(backup.path.parent)
    assert workspace.read(names) == ["Youth council"]


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failing_disk_leaves_nothing_half_written(
    fault: int, workspace: Workspace, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(handle: int) -> None:
        raise OSError(fault, "")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(backups.NoBackup, match="workspace is as it was"):
        backups.take(workspace)
    assert backups.found(workspace.path) == (backup,)
    assert not hidden(backup.path.parent)


def test_a_place_that_cannot_be_written_to_is_told(workspace: Workspace) -> None:
    backups.folder(workspace.path).touch()  # a file stands where the folder belongs
    with pytest.raises(backups.NoBackup):
        backups.take(workspace)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2**30))
def test_any_damage_of_a_backup_is_recognised(place: int, workspace: Workspace, backup: Backup) -> None:
    damaged = backup.path.with_name("damaged")
    shutil.copyfile(backup.path, damaged)
    flip(damaged, place % backup.size)
    with pytest.raises((backups.BackupDamaged, backups.OtherKey)):
        backups.examine(damaged, workspace.key)
    backups.examine(backup.path, workspace.key)


@pytest.mark.parametrize("size", [0, 100, 4096, 5000])
def test_a_backup_cut_short_is_recognised(size: int, workspace: Workspace, backup: Backup) -> None:
    with backup.path.open("r+b") as file:
        file.truncate(size)
    with pytest.raises((backups.BackupDamaged, backups.OtherKey)):
        backups.restore(workspace, backup.path, workspace.key)
    assert workspace.read(names) == ["Youth council"]


def test_restoring_keeps_the_present_file_aside(workspace: Workspace, backup: Backup, around: Surroundings) -> None:
    workspace.run(add, "Port authority", name="Added")
    aside = backups.restore(workspace, backup.path, workspace.key)
    assert workspace.read(names) == ["Youth council"]
    workspace.run(add, "Mayor", name="Added")
    assert [one.path for one in asides.kept(workspace.path)] == [aside]
    assert in_file(aside, around) == ["Youth council", "Port authority"]
    assert in_file(backup.path, around) == ["Youth council"]
    assert not hidden(workspace.path.parent)


def test_a_damaged_workspace_is_restored_without_opening_it(
    path: Path, workspace: Workspace, backup: Backup, around: Surroundings
) -> None:
    key = workspace.key
    workspace.close()
    flip(path, 5000)
    before = path.read_bytes()
    path.with_name(path.name + "-wal").write_bytes(b"a log that belongs to the old file")
    aside = backups.restore_closed(path, backup.path, key)
    assert aside is not None
    assert aside.read_bytes() == before
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"a log that belongs to the old file"
    assert in_file(path, around) == ["Youth council"]


def test_a_workspace_that_is_gone_is_restored(path: Path, workspace: Workspace, backup: Backup, around: Surroundings):
    key = workspace.key
    workspace.close()
    path.unlink()
    assert backups.restore_closed(path, backup.path, key) is None
    assert in_file(path, around) == ["Youth council"]


@pytest.mark.parametrize("call", ["second_name", "publish", "copy", "check"])
def test_a_restore_that_fails_at_any_step_leaves_the_old_file(
    call: str, workspace: Workspace, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.run(add, "Port authority", name="Added")
    backups.examine(backup.path, workspace.key)
    monkeypatch.setattr(backups, "examine", lambda *_: None)

    def fail(*_: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr(copies, call, fail)
    with pytest.raises(backups.NoBackup):
        backups.restore(workspace, backup.path, workspace.key)
    assert workspace.read(names) == ["Youth council", "Port authority"]
    workspace.run(add, "Mayor", name="Added")
    assert asides.kept(workspace.path) == ()


def test_a_log_comes_back_when_restoring_fails(
    path: Path, workspace: Workspace, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = workspace.key
    workspace.close()
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"a log that belongs to the old file")

    def fail(*_: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr(copies, "publish", fail)
    with pytest.raises(backups.NoBackup):
        backups.restore_closed(path, backup.path, key)
    assert log.read_bytes() == b"a log that belongs to the old file"
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, log.name, path.name + ".backups"]


def test_where_the_drive_knows_no_second_names_a_copy_is_kept(
    workspace: Workspace, backup: Backup, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.run(add, "Port authority", name="Added")

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    aside = backups.restore(workspace, backup.path, workspace.key)
    assert in_file(aside, around) == ["Youth council", "Port authority"]


def test_only_its_own_backups_fit_a_workspace(workspace: Workspace, tmp_path: Path, around: Surroundings) -> None:
    with opening.create(tmp_path / "b.gcmdesk", "open sesame", around) as other:
        key, foreign = other.key, backups.take(other)
    with pytest.raises(backups.OtherKey):
        backups.restore(workspace, foreign.path, workspace.key)
    with pytest.raises(backups.OtherWorkspace):
        backups.restore(workspace, foreign.path, key)
    with pytest.raises(backups.BackupMissing):
        backups.restore(workspace, tmp_path / "c.gcmdesk", key)


def test_nothing_of_an_erased_entry_is_left_in_the_backups(workspace: Workspace, backup: Backup) -> None:
    row = workspace.run(add, "Zanzibarquartz", name="Added")
    backups.take(workspace)
    workspace.erase(Stakeholder, row, name="Erased")
    (fresh,) = backups.found(workspace.path)
    assert list(fresh.path.parent.iterdir()) == [fresh.path]
    assert b"Zanzibarquartz" not in plain(fresh.path, workspace)


def plain(path: Path, workspace: Workspace) -> bytes:
    """Everything that an encrypted file holds, as the bytes of a file without encryption."""
    bare = path.with_name("bare.db")
    bare.touch()
    connection = connect(path, workspace.key, Access.READ)
    connection.execute("ATTACH DATABASE ? AS bare KEY ''", (str(bare),))
    connection.execute("SELECT sqlcipher_export('bare')")
    connection.close()
    content = bare.read_bytes()
    bare.unlink()
    return content


def test_a_new_passphrase_holds_for_the_backups_too(workspace: Workspace, backup: Backup, around: Surroundings) -> None:
    old = workspace.key
    new = opening.change_passphrase(workspace, "open barley", parameters=around.parameters[0])
    assert backups.rekey(workspace.path, old, new) == 1
    assert backups.found(workspace.path)[0].made == backup.made
    with pytest.raises(backups.OtherKey):
        backups.examine(backup.path, old)
    with opening.open_workspace(backup.path, "open barley", Access.READ, around) as opened:
        assert opened.read(names) == ["Youth council"]


def test_a_migration_is_preceded_by_a_backup(path: Path, workspace: Workspace, around: Surroundings) -> None:
    workspace.close()
    key = opening.key_of(path, "open sesame", parameters=around.parameters)
    connection = connect(path, key, Access.WRITE)
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(dbapi2.OperationalError, match="already exists"):  # the backup comes first, whatever follows
        opening.open_workspace(path, "open sesame", around=around)
    assert len(backups.found(path)) == 1


def test_rotation_removes_what_is_not_kept_and_touches_nothing_else(workspace: Workspace, backup: Backup) -> None:
    place = backup.path.parent
    for days in range(1, 60):
        made = backup.made - timedelta(days=days)
        shutil.copyfile(backup.path, place / made.strftime("%Y-%m-%dT%H-%M-%S-%fZ.gcmdesk"))
    (place / "notes of mine.gcmdesk").touch()
    backups.rotate(workspace.path)
    left = backups.found(workspace.path)
    assert backups.DAYS < len(left) <= backups.DAYS + backups.WEEKS
    assert left[0] == backup
    assert (place / "notes of mine.gcmdesk").exists()


def newest(moments: Iterable[datetime]) -> list[datetime]:
    return sorted(moments, reverse=True)


@given(st.sets(MOMENTS, min_size=1))
def test_the_rule_of_rotation(made: set[datetime]) -> None:
    stay = backups.kept(made, NOW)
    assert stay <= made
    assert max(made) in stay
    assert len(stay) <= backups.DAYS + backups.WEEKS + backups.LATEST
    assert all(NOW - moment <= backups.KEPT_FOR for moment in stay - {max(made)})
    young = newest(moment for moment in made if NOW - moment <= backups.KEPT_FOR)
    assert stay.issuperset(young[: backups.LATEST])
    days = newest({moment.date() for moment in young})[: backups.DAYS]  # type: ignore[type-var]
    assert {moment.date() for moment in stay}.issuperset(days)
    weeks = newest({moment.isocalendar()[:2] for moment in young})[: backups.WEEKS]  # type: ignore[type-var]
    assert {moment.isocalendar()[:2] for moment in stay}.issuperset(weeks)
    assert backups.kept(stay, NOW) == stay


@given(st.integers(40, 80), st.integers(1, 3))
def test_day_after_day_a_week_and_a_month_are_kept(days: int, each_day: int) -> None:
    made: set[datetime] = set()
    for step in range(days * each_day):
        moment = NOW + timedelta(hours=step * 24 / each_day)
        made = backups.kept({*made, moment}, moment)
    last = max(made).date()
    assert {moment.date() for moment in made}.issuperset(last - timedelta(days=day) for day in range(backups.DAYS))
    assert len({moment.isocalendar()[:2] for moment in made}) == backups.WEEKS
    assert len(made) <= backups.DAYS + backups.WEEKS + backups.LATEST - 1
