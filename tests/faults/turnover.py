"""Whole files re-keyed, migrated, restored, backed up, and killed at random moments: old or new, never neither."""

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from gcmdesk.workspace import backups, copies, errors, file, migrations, opening
from gcmdesk.workspace.file import Access, Driver
from gcmdesk.workspace.workspace import Workspace
from tests.faults import foretold, keeping
from tests.faults.foretold import PASSPHRASE, Story
from tests.faults.tally import Tally

NEW_PASSPHRASE = "close sesame"

_COMMITS = 25
_OLDER = 10
_LONGEST_LIFE = 0.35

spawning = multiprocessing.get_context("forkserver")
spawning.set_forkserver_preload(["tests.faults.foretold", "gcmdesk.workspace.backups"])


def _open(place: Path, passphrase: str = PASSPHRASE) -> Workspace:
    return opening.open_workspace(place / "a.gcmdesk", passphrase, around=foretold.around(place))


def _killed(work: Callable[[Path], None], place: Path, chance: random.Random) -> bool:
    """Run the work in a process of its own and kill it at some moment; whether it was still at work."""
    victim = spawning.Process(target=work, args=(place,))
    victim.start()
    time.sleep(chance.uniform(0, _LONGEST_LIFE))
    victim.kill()
    victim.join()
    assert victim.exitcode in {0, -9}, f"the work ended by itself: {victim.exitcode}"
    return victim.exitcode == -9


def _opened_by(place: Path) -> tuple[str, Workspace]:
    try:
        return "old", _open(place)
    except errors.WrongPassphrase:
        return "new", _open(place, NEW_PASSPHRASE)


def _rekey(place: Path) -> None:
    with _open(place) as workspace:
        opening.change_passphrase(workspace, NEW_PASSPHRASE, parameters=foretold.around(place).parameters[0])


def _after_rekey(place: Path, story: int) -> tuple[str, list[str]]:
    which, workspace = _opened_by(place)
    with workspace:
        return which, foretold.shortcomings(workspace, Story(story), _COMMITS)


def _rebuild_notes(connection: Driver) -> None:
    """A migration as they come: a table is made anew with one column more, and filled from the old one."""
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'note'").fetchone()
    made = made.replace("CREATE TABLE note", "CREATE TABLE fresh", 1).replace(
        'CREATE TABLE "note"', "CREATE TABLE fresh", 1
    )
    connection.execute(made)
    connection.execute("INSERT INTO fresh SELECT * FROM note")
    connection.execute("DROP TABLE note")
    connection.execute("ALTER TABLE fresh RENAME TO note")
    connection.execute("ALTER TABLE note ADD COLUMN weight INTEGER NOT NULL DEFAULT 7")


def _migrate(place: Path) -> None:
    path = place / "a.gcmdesk"
    key = opening.key_of(path, PASSPHRASE, parameters=foretold.around(place).parameters)
    backups.before_migration(path, key)
    connection = file.prepare(file.connect(path, key, Access.WRITE), Access.WRITE)
    migrations.migrate(connection, (*migrations.MIGRATIONS, _rebuild_notes))
    connection.close()


def _after_migration(place: Path, story: int) -> tuple[str, list[str]]:
    path = place / "a.gcmdesk"
    key = opening.key_of(path, PASSPHRASE, parameters=foretold.around(place).parameters)
    connection = file.connect(path, key, Access.WRITE)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    weights = connection.execute("SELECT count(*) FROM pragma_table_info('note') WHERE name = 'weight'").fetchone()[0]
    notes = dict(connection.execute("SELECT id, text FROM note").fetchall())
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    problems = [] if sound else ["the structure is damaged"]
    if notes != Story(story).reach(_COMMITS):
        problems.append("notes are missing")
    if weights != version - migrations.NEWEST:
        problems.append(f"version {version} with the other schema")
    for backup in backups.found(path):
        backups.examine(backup.path, key)
    return "old" if version == migrations.NEWEST else "new", problems


def _restore(place: Path) -> None:
    with _open(place) as workspace:
        backups.restore(workspace, backups.found(workspace.path)[-1].path, workspace.key)


def _held(backup: Path) -> int:
    """How many commits of the story a backup holds; one that was there before an erasure was made anew after it."""
    with opening.open_workspace(backup, PASSPHRASE, Access.READ, foretold.around(backup.parent)) as workspace:
        return workspace.head.sequence - foretold.BASE


def _after_restore(place: Path, story: int) -> tuple[str, list[str]]:
    with _open(place) as workspace:
        notes, broken_at = workspace.read(foretold.all_notes), workspace.verify().broken_at
    told = Story(story)
    before, now = dict(told.reach(_held(backups.found(place / "a.gcmdesk")[-1].path))), told.reach(_COMMITS)
    if broken_at is not None or notes not in (before, now):
        return "neither", ["neither the old file nor the backup"]
    if notes == now:
        return "old", []
    aside = [one for one in place.glob("a.*.gcmdesk") if one.name != "a.gcmdesk"]
    with opening.open_workspace(aside[0], PASSPHRASE, around=foretold.around(place)) as kept:
        return "new", [] if kept.read(foretold.all_notes) == now else ["the file kept aside is not whole"]


def _back_up(place: Path) -> None:
    with _open(place) as workspace:
        while True:
            backups.take(workspace)


def _after_backup(place: Path, story: int) -> tuple[str, list[str]]:
    with _open(place) as workspace:
        problems = foretold.shortcomings(workspace, Story(story), _COMMITS)
        for backup in backups.found(workspace.path):
            backups.examine(backup.path, workspace.key)
        return f"{len(backups.found(workspace.path)) - 1} new, all whole", problems


WORKS = {
    "re-key": (_rekey, _after_rekey),
    "migration": (_migrate, _after_migration),
    "restore": (_restore, _after_restore),
    "backup": (_back_up, _after_backup),
}


def faults(kind: str, count: int, folder: Path, seed: int = 1) -> Tally:
    """Kill one kind of work `count` times; afterwards the next process opens the file, and nothing is left over."""
    tally = Tally(f"{kind} killed", "old or new, never neither")
    work, after = WORKS[kind]
    chance, place, story = random.Random(seed), folder / kind, seed
    foretold.begin(place)
    with _open(place) as workspace:
        told = Story(story)
        foretold.tell(workspace, told, _OLDER)
        backups.take(workspace)
        foretold.tell(workspace, told, _COMMITS - _OLDER)
    kept = keeping.keep(place)
    for _run in range(count):
        keeping.put_back(place, kept)
        during = _killed(work, place, chance)
        try:
            ending, problems = after(place, story)
        except errors.WorkspaceError as error:
            ending, problems = "not opened", [type(error).__name__]
        left = [one.name for one in place.glob(f"*{copies.UNFINISHED}*")]
        if left and kind != "migration":  # there the file was not opened as a workspace, which tidies up
            problems.append(f"left over: {left}")
        tally.judge(f"{ending}, {'killed at work' if during else 'was done'}", *problems)
    shutil.rmtree(place)
    return tally


def rekeys(count: int, folder: Path, seed: int = 1) -> Tally:
    return faults("re-key", count, folder, seed)


def migrating(count: int, folder: Path, seed: int = 1) -> Tally:
    return faults("migration", count, folder, seed)


def restores(count: int, folder: Path, seed: int = 1) -> Tally:
    return faults("restore", count, folder, seed)


def backing_up(count: int, folder: Path, seed: int = 1) -> Tally:
    return faults("backup", count, folder, seed)
