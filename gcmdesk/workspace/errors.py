"""What can go wrong with a workspace file, each with its own sentence and a way out."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy.exc
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _


class WorkspaceError(KnownError):
    """Anything a user can understand and mend about a workspace."""


class FileMissing(WorkspaceError):
    """There is no file at this path."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no workspace file at this place."),
            _("Check whether it was moved or renamed, or plug in the drive it is on."),
        )


class FileExists(WorkspaceError):
    """A new workspace would replace an existing file."""

    def __init__(self) -> None:
        super().__init__(_("There is already a file with this name."), _("Choose another name."))


class FileEmpty(WorkspaceError):
    """The file has no content."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is empty, so there is no workspace in it."),
            _("It may not have been copied completely. Copy it again or restore a backup."),
        )


class FileCutShort(WorkspaceError):
    """The file ends in the middle."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is incomplete: its end is missing."),
            _("Copy it again from where it came, or restore a backup."),
        )


class NotAWorkspace(WorkspaceError):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(_("This file is not a gcmdesk workspace."), _("Choose a file whose name ends in .gcmdesk."))


class ForeignDatabase(WorkspaceError):
    """The file is a database of another program."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is a database of another program, not a gcmdesk workspace."),
            _("Choose a file whose name ends in .gcmdesk."),
        )


class WrongPassphrase(WorkspaceError):
    """The passphrase does not fit; a damaged first page looks the same from outside."""

    def __init__(self) -> None:
        super().__init__(
            _("This passphrase does not open the workspace."),
            _(
                "Check capitals and keyboard language and try again. If you are sure of it, the start of the file may "
                "be damaged: restore a backup."
            ),
        )


class WrongRecoveryKey(WorkspaceError):
    """The key of a recovery sheet does not fit this file."""

    def __init__(self) -> None:
        super().__init__(
            _("The key on this recovery sheet does not open the workspace."),
            _("Check that the sheet belongs to this file; changing the passphrase replaces the sheet."),
        )


class NewerVersion(WorkspaceError):
    """The file was written by a newer gcmdesk."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace was last used with a newer version of gcmdesk."),
            _("Install the newer version on this computer. The file was not changed."),
        )


class OlderVersion(WorkspaceError):
    """The file needs a migration and is to be read only."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace comes from an older version of gcmdesk and must be brought up to date first."),
            _("Open it for writing once; a backup is made before."),
        )


class Damaged(WorkspaceError):
    """Pages of the file fail their check sums."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace file is damaged."),
            _(
                "Keep the file and restore the newest backup. "
                "Work that the backup lacks may still be recovered from it."
            ),
        )


class AlreadyOpen(WorkspaceError):
    """Somebody else, or another window, has the workspace open for writing."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace is already open in another window or program."),
            _("Close it there, or open it here for reading only."),
        )


class ReadOnlyPlace(WorkspaceError):
    """The file or its folder cannot be written to."""

    def __init__(self) -> None:
        super().__init__(
            _("This place cannot be written to."),
            _("Open the workspace for reading only, or copy it to a folder of your own."),
        )


class UnsettledCopy(WorkspaceError):
    """Read-only medium with a write-ahead log beside the file, which cannot be read there."""

    def __init__(self) -> None:
        super().__init__(
            _("The last changes lie in a second file (-wal) that cannot be read from this place."),
            _("Copy both files to a folder of your own and open the copy."),
        )


class NoAccess(WorkspaceError):
    """The system does not let this user read the file."""

    def __init__(self) -> None:
        super().__init__(
            _("You do not have permission to read this file."), _("Ask the person in charge of the folder for access.")
        )


class OpenedForReading(WorkspaceError):
    """Something was to be changed in a workspace that is open for reading only."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace is open for reading only."), _("Close it and open it again for writing to change it.")
        )


class Locked(WorkspaceError):
    """The workspace is locked: its key has been forgotten."""

    def __init__(self) -> None:
        super().__init__(_("The workspace is locked."), _("Enter the passphrase to go on."))


class FileMoved(WorkspaceError):
    """The file at the path is no longer the one that was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("The workspace file was moved, deleted or replaced while it was open. Your last change is not saved."),
            _("Keep this window open, copy what you typed, and put the file or the drive back."),
        )


class DiskFull(WorkspaceError):
    """No room left."""

    def __init__(self) -> None:
        super().__init__(
            _("The disk is full. Your last change is not saved."), _("Make room on the disk and try again.")
        )


class NotRewritten(WorkspaceError):
    """An erasure is saved, but there was no room to write the file anew after it."""

    def __init__(self) -> None:
        super().__init__(
            _("It is erased, but the disk is too full to clear the places in the file where it lay."),
            _("Make room on the disk. The next time something is erased, all of these places are cleared."),
        )


class DiskFailed(WorkspaceError):
    """Reading or writing failed below us."""

    def __init__(self) -> None:
        super().__init__(
            _("The disk could not be read or written. Your last change is not saved."),
            _("Check the drive and its cable, and try again. If it happens again, copy the file to another disk."),
        )


class Busy(WorkspaceError):
    """Another piece of work, or another program, holds the file."""

    def __init__(self) -> None:
        super().__init__(
            _("The workspace is busy with other work. Your last change is not saved."),
            _("Wait until the other work is done and try again."),
        )


class NothingToUndo(WorkspaceError):
    """There is no change to take back (or to bring back)."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing left to undo or redo."))


class StillNeeded(WorkspaceError):
    """Undoing would take away what later work refers to."""

    def __init__(self) -> None:
        super().__init__(
            _("This cannot be undone, because later entries refer to it."), _("Remove those entries first.")
        )


class EngineTooOld(WorkspaceError):
    """The database library has a known fault that can destroy files."""

    def __init__(self) -> None:
        super().__init__(
            _("The database library on this computer is too old and could damage workspaces."),
            _("Install gcmdesk again from its complete package."),
        )


_BY_CODE: dict[int, Callable[[], WorkspaceError]] = {
    dbapi2.SQLITE_FULL: DiskFull,
    dbapi2.SQLITE_IOERR: DiskFailed,
    dbapi2.SQLITE_CANTOPEN: DiskFailed,
    dbapi2.SQLITE_READONLY: ReadOnlyPlace,
    dbapi2.SQLITE_BUSY: Busy,
    dbapi2.SQLITE_LOCKED: Busy,
    dbapi2.SQLITE_CORRUPT: Damaged,
    dbapi2.SQLITE_NOTADB: Damaged,
    dbapi2.SQLITE_PERM: NoAccess,
}


_NO_TEXT = "Could not decode to UTF-8"
"""How the driver says that a text of the file is none; only damage makes one."""


def primary_code(error: BaseException) -> int:
    """SQLite's primary result code of a driver error; 0 when there is none."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return (code or 0) & 0xFF


def known(error: BaseException) -> WorkspaceError | None:
    """What a database error means to a user; None for a defect."""
    driver = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if isinstance(driver, dbapi2.OperationalError) and str(driver).startswith(_NO_TEXT):
        return Damaged()
    kind = _BY_CODE.get(primary_code(driver)) if driver is not None else None
    return kind() if kind else None


def from_system(error: OSError) -> WorkspaceError:
    """What an error of the operating system means to a user."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull()
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return ReadOnlyPlace()
    return DiskFailed()


@contextmanager
def translated() -> Iterator[None]:
    """Turn database errors of the enclosed work into their `WorkspaceError`; defects pass as they are."""
    try:
        yield
    except (dbapi2.Error, sqlalchemy.exc.DBAPIError) as error:
        translation = known(error)
        if translation is None:
            raise
        raise translation from error
