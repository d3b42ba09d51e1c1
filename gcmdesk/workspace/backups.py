"""Backups: whole, checked copies of a workspace in a folder beside it, encrypted with the workspace's own key.

    backups.take(workspace)                     a verified copy now (before a merge or an import)
    jobs.run(backups.take_daily, progress, workspace)       after opening: one a day
    backups.found(path)                         what there is, newest first
    backups.restore(workspace, backup, key)     the present file is kept aside
    backups.refresh(workspace)                  after an erasure (`Workspace.erase` does it): one new, all older gone

A backup of `a.gcmdesk` is `a.gcmdesk.backups/2026-11-21T11-20-27-123456Z.gcmdesk`: names tell the moment (UTC) and
nothing else. It is written under another name, opened again, read to its last page, given to the disk, and only then
gets its name, so what carries such a name was whole. Seven days and four weeks are kept, none longer than `KEPT_FOR`.

**After an erasure** older backups are removed, not rewritten. The words of an erased row can stand in an older backup
under another value, in its journal, and in the schema of an older version; only leaving out the whole file is sure to
leave nothing. The new backup is made and verified first, so that there is never none. Files that restoring has put
aside are the user's own, so `refresh` leaves them alone; `aside.kept` lists them as what else to delete.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from gcmdesk import log
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.workspace import aside, clock, copies, errors, file
from gcmdesk.workspace.errors import WorkspaceError
from gcmdesk.workspace.file import Access, Key
from gcmdesk.workspace.lock import WriterLock
from gcmdesk.workspace.migrations import NEWEST, migrate
from gcmdesk.workspace.workspace import Workspace

DAYS, WEEKS = 7, 4
LATEST = 3
"""So many of the newest stay even when they are of one day: the one before a migration is not pushed out by a later."""
KEPT_FOR = timedelta(days=90)
"""No backup is kept longer than this, except the newest one."""

_FOLDER = ".backups"
_ENDING = ".gcmdesk"
_ABANDONED_AFTER = timedelta(days=1)
_NOT_WHOLE = (errors.FileEmpty, errors.FileCutShort, errors.NotAWorkspace, errors.ForeignDatabase, errors.Damaged)
_IDENTITY = "SELECT value FROM meta WHERE name = 'workspace'"


@dataclass(frozen=True, slots=True)
class Backup:
    """One kept backup. `size` is in bytes, `made` in UTC."""

    path: Path
    made: datetime
    size: int


class NoBackup(WorkspaceError):
    """A backup was not made, and nothing of it is left; the workspace itself is as it was."""


class BackupMissing(WorkspaceError):
    """There is no backup at this place."""

    def __init__(self) -> None:
        super().__init__(_("There is no backup at this place."), _("Choose another backup, or plug in its drive."))


class BackupDamaged(WorkspaceError):
    """The backup is not whole."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup is damaged."), _("Choose an older or a newer backup. The workspace was not changed.")
        )


class OtherKey(WorkspaceError):
    """The key does not open the backup."""

    def __init__(self) -> None:
        super().__init__(
            _("This backup was made under another passphrase, or its first part is damaged."),
            _("Enter the passphrase that was in use when it was made, or choose another backup."),
        )


class OtherWorkspace(WorkspaceError):
    """The backup belongs to another workspace."""

    def __init__(self) -> None:
        super().__init__(
            _("This is a backup of another workspace."),
            _("Choose a backup of the open workspace, or open that backup separately."),
        )


def folder(path: Path) -> Path:
    """Where the backups of the workspace at `path` lie."""
    return path.with_name(path.name + _FOLDER)


def found(path: Path) -> tuple[Backup, ...]:
    """The backups of the workspace at `path`, newest first, by their names only; `examine` looks inside."""
    place = folder(path)
    files = sorted(place.glob(f"*{_ENDING}"), reverse=True) if place.is_dir() else []
    dated = [(one, _moment(one.name)) for one in files if one.is_file()]
    return tuple(Backup(one, made, one.stat().st_size) for one, made in dated if made)


def examine(backup: Path, key: Key) -> None:
    """Read a backup to its last page. Raises `BackupMissing`, `BackupDamaged` and `OtherKey`."""
    if not backup.is_file():
        raise BackupMissing
    try:
        fits = file.salt_of(backup) == key.salt and copies.fits(backup, key)
        if fits:
            copies.check(backup, key)
    except _NOT_WHOLE as error:
        raise BackupDamaged from error
    if not fits:
        raise OtherKey


def take(workspace: Workspace, target: Path | None = None) -> Backup:
    """Make a verified backup and let the rotation remove what is no longer kept.

    With `target` the copy goes there instead, where nothing may lie yet (`FileExists`), and the rotation does not run.
    Others go on working meanwhile. Raises `NoBackup`, and `Damaged` when the workspace itself cannot be read whole.
    """
    if target is not None and target.exists():
        raise errors.FileExists
    backup = _made(workspace.copy_to, workspace.key, target or _new_place(workspace.path))
    if target is None:
        rotate(workspace.path)
    return backup


def take_daily(progress: Progress, workspace: Workspace) -> Backup | None:
    """The automatic backup: made when there is none of today (UTC), and None otherwise. A job; see `take`."""
    progress.report(0, what=_("Making a backup"))
    today = clock.now().date()
    if any(backup.made.date() == today for backup in found(workspace.path)):
        return None
    return take(workspace)


def before_migration(path: Path, key: Key) -> None:
    """A verified backup of a closed file; the default of `opening.Surroundings.back_up`. Raises what `take` raises."""
    _made(lambda target: copies.copy(path, key, target), key, _new_place(path))
    rotate(path)


def kept(made: Collection[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at these moments stay: the rule of rotation.

    The newest of each of the last seven days and four weeks (UTC, ISO) that have any, and the three newest; of those
    none older than `KEPT_FOR`, except that the newest one always stays.
    """
    newest_first = sorted(made, reverse=True)
    of_days: dict[date, datetime] = {}
    of_weeks: dict[tuple[int, int], datetime] = {}
    for moment in newest_first:
        of_days.setdefault(moment.date(), moment)
        of_weeks.setdefault((moment.isocalendar().year, moment.isocalendar().week), moment)
    chosen = {*list(of_days.values())[:DAYS], *list(of_weeks.values())[:WEEKS], *newest_first[:LATEST]}
    return {moment for moment in chosen if now - moment <= KEPT_FOR} | set(newest_first[:1])


def rotate(path: Path) -> None:
    """Remove the backups that the rule no longer keeps, and what a crash left of unfinished ones."""
    now = clock.now()
    backups = found(path)
    stay = kept({backup.made for backup in backups}, now)
    _remove(backup.path for backup in backups if backup.made not in stay)
    before = (now - _ABANDONED_AFTER).timestamp()
    _remove(one for one in folder(path).glob(f".*{copies.UNFINISHED}*") if one.stat().st_mtime < before)


def refresh(workspace: Workspace) -> Backup:
    """After an erasure: make a new backup, then remove all older ones, because they still hold what was erased.

    Raises what `take` raises, with the older ones still there: say so, and try again. Raises `NoBackup` too when an
    older one could not be removed.
    """
    older = found(workspace.path)
    backup = _made(workspace.copy_to, workspace.key, _new_place(workspace.path))
    left = _remove(one.path for one in older)
    if left:
        raise NoBackup(
            _("A new backup was made, but older backups that still hold the erased entries could not be removed."),
            _("Delete the older files in the folder with the backups."),
        )
    return backup


def forget_erased(workspace: Workspace) -> None:
    """What follows every erasure: `refresh`, where there are backups at all."""
    if found(workspace.path):
        refresh(workspace)


def rekey(path: Path, old: Key, new: Key) -> int:
    """After a change of passphrase: bring the kept backups under the new key as well; returns how many.

    Those that are damaged, or that the old key does not open, stay as they are. Raises `NoBackup`.
    """
    done = 0
    for backup in found(path):
        try:
            examine(backup.path, old)
        except (BackupDamaged, OtherKey):
            log.problem("workspace.backup_not_rekeyed")
            continue
        with _told(), copies.fresh_file(backup.path) as unfinished:
            copies.copy(backup.path, old, unfinished)
            copies.rekey(unfinished, old, new)
            _verify(unfinished, new)
            copies.publish(unfinished, backup.path)
        done += 1
    return done


def restore(workspace: Workspace, backup: Path, key: Key) -> Path:
    """Put a backup in the place of an open workspace and go on with it; returns where the present file is kept.

    `key` opens the backup (normally `workspace.key`). A crash leaves the old file or the restored one at the path, and
    the old one aside before it goes. Raises what `examine` raises, `OtherWorkspace`, `Busy`, and `NoBackup`.
    """
    if workspace.read_only:
        raise errors.OpenedForReading
    examine(backup, key)
    if _identity(backup, key) != workspace.id:
        raise OtherWorkspace
    kept_aside: list[Path] = []

    def replacement(path: Path) -> Key:
        kept_aside.extend(_put_in_place(path, backup, key))
        return key

    workspace.replace_file(replacement)
    log.event("workspace.restored")
    return kept_aside[0]


def restore_closed(path: Path, backup: Path, key: Key) -> Path | None:
    """Restore where the present file cannot be opened, or is gone; returns where it is kept, None when it was gone.

    Raises what `restore` raises, and `AlreadyOpen`.
    """
    examine(backup, key)
    lock = WriterLock.take(path)
    try:
        put_aside = _put_in_place(path, backup, key)
    finally:
        lock.release()
    log.event("workspace.restored")
    return next(iter(put_aside), None)


def _put_in_place(path: Path, backup: Path, key: Key) -> list[Path]:
    """The order matters: the new file is whole before the old one is touched, and the old one is aside before it goes.

    The old file's write-ahead log, if any, must not meet the new file; it goes aside with its own file.
    """
    with _told(), copies.fresh_file(path) as unfinished:
        copies.copy(backup, key, unfinished)
        _bring_up_to_date(unfinished, key)
        _verify(unfinished, key)
        stem = f"{path.stem}.{clock.now().strftime(aside.NAME)}{path.suffix}"
        present = [one for one in (path, path.with_name(path.name + "-wal")) if one.exists()]
        names = [path.with_name(one.name.replace(path.name, stem)) for one in present]
        try:
            for one, name in zip(present, names, strict=True):
                copies.second_name(one, name)
            for ending in ("-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            copies.publish(unfinished, path)
        except (WorkspaceError, OSError):
            _back(present, names)
            raise
    return names


def _back(present: list[Path], names: list[Path]) -> None:
    """Undo `_put_in_place`: what has gone comes back, and second names go."""
    for one, name in zip(present, names, strict=True):
        if not one.exists():
            name.replace(one)
        name.unlink(missing_ok=True)


def _bring_up_to_date(path: Path, key: Key) -> None:
    with errors.translated():
        connection = file.prepare(file.connect(path, key, Access.WRITE), Access.WRITE)
        try:
            if file.check_kind(connection, NEWEST) != NEWEST:
                migrate(connection)
            file.settle(connection)
        finally:
            connection.close()


def _made(copy_to: Callable[[Path], None], key: Key, place: Path) -> Backup:
    with _told():
        try:
            place.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise errors.from_system(error) from error
        with copies.fresh_file(place) as unfinished:
            copy_to(unfinished)
            _verify(unfinished, key)
            copies.publish(unfinished, place)
        size = place.stat().st_size
    log.event("workspace.backed_up", bytes=size)
    return Backup(place, _moment(place.name) or clock.now(), size)


def _verify(unfinished: Path, key: Key) -> None:
    try:
        copies.check(unfinished, key)
    except errors.Damaged as error:
        raise NoBackup(
            _("The copy on the disk was incomplete, so it was deleted."),
            _("Choose another drive, and have this one checked."),
        ) from error


@contextmanager
def _told() -> Iterator[None]:
    """The disk's errors in the words of backups: here no change of the user's was to be saved."""
    try:
        yield
    except (errors.DiskFull, errors.ReadOnlyPlace, errors.DiskFailed) as error:
        raise _in_our_words(error) from error
    except OSError as error:
        raise _in_our_words(errors.from_system(error)) from error


def _in_our_words(error: WorkspaceError) -> NoBackup:
    if isinstance(error, errors.DiskFull):
        return NoBackup(
            _("The disk is full, so the copy could not be written. The workspace is as it was."),
            _("Make room on the disk, or choose another drive for the backup."),
        )
    if isinstance(error, errors.ReadOnlyPlace):
        return NoBackup(
            _("This place cannot be written to, so there is no copy. The workspace is as it was."),
            _("Choose another place, or ask for permission to write there."),
        )
    return NoBackup(
        _("The disk failed while the copy was written. The workspace is as it was."),
        _("Check the drive and its cable, and try again."),
    )


def _identity(backup: Path, key: Key) -> bytes:
    with errors.translated():
        connection = file.connect(backup, key, Access.READ)
        try:
            identity: bytes = connection.execute(_IDENTITY).fetchone()[0]
        finally:
            connection.close()
    return identity


def _new_place(path: Path) -> Path:
    return folder(path) / f"{clock.now().strftime(aside.NAME)}{_ENDING}"


def _moment(name: str) -> datetime | None:
    return aside.moment(name.removesuffix(_ENDING)) if name.endswith(_ENDING) else None


def _remove(paths: Iterator[Path]) -> int:
    """Remove files and return how many could not be; those are tried again by the next rotation."""
    left = 0
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            log.problem("workspace.backup_not_removed")
            left += 1
    return left
