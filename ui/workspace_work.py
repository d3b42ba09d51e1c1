"""What is done with workspaces on the worker's thread: opening, keys, backups. Each function is for `Tasks.start`.

The database is imported inside these functions only, because the window paints first.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gcmdesk import log
from gcmdesk.errors import KnownError
from gcmdesk.jobs import Progress

if TYPE_CHECKING:
    from gcmdesk.workspace.opening import Surroundings
    from gcmdesk.workspace.pages import Displaced
    from gcmdesk.workspace.workspace import Workspace

Secret = str | bytes
"""A passphrase, or the 32 bytes of a recovery sheet."""


def warm_up(_progress: Progress) -> None:
    """Import what opening a workspace needs, in a worker right after the first paint."""
    import gcmdesk.areas
    import gcmdesk.workspace.history
    import gcmdesk.workspace.opening  # noqa: F401


def create(path: Path, passphrase: str, around: "Callable[[], Surroundings]", progress: Progress) -> "Workspace":
    """Make a new workspace."""
    warm_up(progress)
    from gcmdesk.workspace import opening

    return opening.create(path, passphrase, around())


def open_sample(path: Path, around: "Callable[[], Surroundings]", progress: Progress) -> "Workspace":
    """Open the sample at `path`, written first where there is none."""
    warm_up(progress)
    from gcmdesk import sample
    from gcmdesk.workspace import opening

    if not path.exists():
        sample.write(path, progress=progress, around=around())
    return opening.open_workspace(path, sample.PASSPHRASE, around=around())


def open_file(
    path: Path, secret: Secret, reading: bool, around: "Callable[[], Surroundings]", progress: Progress
) -> "Workspace":
    """Open a workspace, under the name of the person who last worked in it here."""
    warm_up(progress)
    from gcmdesk.workspace import history, opening
    from gcmdesk.workspace.file import Access

    access = Access.READ if reading else Access.WRITE
    if isinstance(secret, bytes):
        workspace = opening.open_with_recovery_key(path, secret, access, around())
    else:
        workspace = opening.open_workspace(path, secret, access, around())
    if not workspace.read_only:
        workspace.person = workspace.read(history.latest_person)
    return workspace


def lock(workspace: "Workspace", progress: Progress) -> bool:
    """Forget the key without waiting; False when other work is in the way."""
    del progress
    from gcmdesk.workspace import errors

    try:
        workspace.lock(wait=0)
    except errors.Busy:
        return False
    return True


def unlock(workspace: "Workspace", secret: Secret, around: "Callable[[], Surroundings]", progress: Progress) -> None:
    """Give a locked workspace its key again. Raises `WrongPassphrase` and `WrongRecoveryKey`."""
    del progress
    from gcmdesk.workspace import opening

    opening.unlock(workspace, secret, around().parameters)


def change_passphrase(
    workspace: "Workspace", passphrase: str, around: "Callable[[], Surroundings]", progress: Progress
) -> KnownError | None:
    """Give the file a new passphrase, and its backups; returns why backups were left behind, if any were."""
    progress.report(0)
    from gcmdesk.workspace import backups, opening

    old = workspace.key
    new = opening.change_passphrase(workspace, passphrase, parameters=around().parameters[0])
    try:
        backups.rekey(workspace.path, old, new)
    except KnownError as error:
        return error
    return None


def restore(
    workspace: "Workspace | None",
    path: Path,
    backup: Path,
    passphrase: str,
    around: "Callable[[], Surroundings]",
    progress: Progress,
) -> Path | None:
    """Restore a backup; returns where the file that was there is kept."""
    progress.report(0)
    warm_up(progress)
    from gcmdesk.workspace import backups, opening
    from gcmdesk.workspace.file import Access

    if passphrase or workspace is None:
        key = opening.key_of(backup, passphrase, Access.READ, around().parameters)
    else:
        key = workspace.key
    if workspace is None:
        return backups.restore_closed(path, backup, key)
    return backups.restore(workspace, backup, key)


def back_up(workspace: "Workspace", progress: Progress) -> object:
    """Make a backup now."""
    progress.report(0)
    from gcmdesk.workspace import backups

    return backups.take(workspace)


def back_up_daily(workspace: "Workspace", progress: Progress) -> None:
    """Make the backup of today, if there is none yet."""
    from gcmdesk.workspace import backups, errors

    try:
        backups.take_daily(progress, workspace)
    except errors.Locked:
        log.problem("workspace.backup_put_off")  # locked or closed meanwhile; the next opening makes it


def compare_pages(workspace: "Workspace", progress: Progress) -> "Displaced | None":
    """Whether the pages of the file are those that this computer saw last."""
    from gcmdesk.workspace import errors

    try:
        return workspace.displaced(progress)
    except errors.Locked:
        return None  # locked or closed meanwhile; the next opening compares them


def close(workspace: "Workspace") -> None:
    """Close, whatever becomes of the drive."""
    try:
        workspace.close()
    except KnownError:
        log.problem("workspace.not_settled")  # what was saved is in the file or in the log beside it
