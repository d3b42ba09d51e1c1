"""Creating and opening workspaces, and changing their passphrase. Import `gcmdesk.areas` before.

    workspace = opening.create(path, passphrase)          a new file; print the recovery sheet from `workspace.key.raw`
    workspace = opening.open_workspace(path, passphrase)
    workspace = opening.open_with_recovery_key(path, raw_key)

Argon2 takes about half a second, so call these off the screen's thread.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gcmdesk import log
from gcmdesk.workspace import backups, clock, copies, errors, file, keys, memory
from gcmdesk.workspace.file import Access, Key
from gcmdesk.workspace.indexing import TextIndex
from gcmdesk.workspace.keys import PARAMETERS, Parameters
from gcmdesk.workspace.lock import WriterLock
from gcmdesk.workspace.migrations import NEWEST, migrate
from gcmdesk.workspace.search import INDEX
from gcmdesk.workspace.store import Store
from gcmdesk.workspace.workspace import Workspace

BackUp = Callable[[Path, Key], None]
"""Called before a migration, with the file not yet open for writing; raising stops the opening."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a workspace meets outside its file. The defaults are the program's own; tests hand in theirs."""

    parameters: tuple[Parameters, ...] = PARAMETERS
    """How dear keys are: tried in this order, new files get the first."""
    notes: Path | None = None
    """Folder of what this computer remembers of workspaces; None for the user's own."""
    index: TextIndex | None = INDEX
    back_up: BackUp | None = backups.before_migration


HERE = Surroundings()
"""The program's own surroundings."""


def create(path: Path, passphrase: str, around: Surroundings = HERE) -> Workspace:
    """Make a new workspace and open it. It appears at `path` whole or not at all; nothing is ever replaced.

    Raises `FileExists`, `FileMissing` (no such folder), `AlreadyOpen`, `ReadOnlyPlace`, `DiskFull` …
    """
    file.check_engine()
    salt = keys.new_salt()
    key = Key(keys.derive(passphrase, salt, around.parameters[0]), salt)
    with _writer_lock(path, Access.WRITE) as lock:
        if path.exists():
            raise errors.FileExists
        with copies.fresh_file(path) as unfinished:
            _build(unfinished, key)
            copies.publish(unfinished, path)
        return _opened(path, key, lock, Access.WRITE, around)


def open_workspace(
    path: Path, passphrase: str, access: Access = Access.WRITE, around: Surroundings = HERE
) -> Workspace:
    """Open an existing workspace by passphrase. The file is untouched when that fails.

    Raises one error of its own for each thing that can be at the path (`workspace.errors`), `AlreadyOpen` when another
    window or program writes to it, `ReadOnlyPlace` when it cannot be written (both: offer `Access.READ`).
    """
    file.check_engine()
    with _writer_lock(path, access) as lock:
        key = key_of(path, passphrase, access, around.parameters)
        return _up_to_date(path, key, lock, access, around)


def open_with_recovery_key(
    path: Path, raw_key: bytes, access: Access = Access.WRITE, around: Surroundings = HERE
) -> Workspace:
    """Open an existing workspace by the 32 bytes of its recovery sheet; see `open_workspace`.

    Raises `WrongRecoveryKey` where that raises `WrongPassphrase`.
    """
    file.check_engine()
    with _writer_lock(path, access) as lock:
        key = recovery_key_of(path, raw_key, access)
        return _up_to_date(path, key, lock, access, around)


def key_of(
    path: Path, passphrase: str, access: Access = Access.WRITE, parameters: tuple[Parameters, ...] = PARAMETERS
) -> Key:
    """The key of the file at `path`, by its passphrase; not while this process has the file open.

    Raises `WrongPassphrase` and the errors of `file.salt_of`.
    """
    salt = file.salt_of(path)
    for one in parameters:
        key = Key(keys.derive(passphrase, salt, one), salt)
        if copies.fits(path, key, access):
            return key
    raise errors.WrongPassphrase


def recovery_key_of(path: Path, raw_key: bytes, access: Access = Access.WRITE) -> Key:
    """The key of the file at `path`, by the 32 bytes of its recovery sheet; not while this process has the file open.

    Raises `WrongRecoveryKey` and the errors of `file.salt_of`.
    """
    key = Key(raw_key, file.salt_of(path))
    if not copies.fits(path, key, access):
        raise errors.WrongRecoveryKey
    return key


def unlock(workspace: Workspace, secret: str | bytes, parameters: tuple[Parameters, ...] = PARAMETERS) -> None:
    """Go on in a locked workspace, by its passphrase or the 32 bytes of its recovery sheet.

    While work that was going on at locking still needs the key, it is not forgotten yet: then the secret is compared
    with it, without waiting. Raises `WrongPassphrase`, `WrongRecoveryKey`, and what `Workspace.unlock` raises.
    """
    access = Access.READ if workspace.read_only else Access.WRITE

    def key() -> Key:
        if isinstance(secret, bytes):
            return recovery_key_of(workspace.path, secret, access)
        return key_of(workspace.path, secret, access, parameters)

    if not (workspace.locked and workspace.unlock(key)):
        _confirm(workspace.key, secret, parameters)


def _confirm(key: Key, secret: str | bytes, parameters: tuple[Parameters, ...]) -> None:
    if isinstance(secret, bytes):
        if not secrets.compare_digest(secret, key.raw):
            raise errors.WrongRecoveryKey
    elif not any(secrets.compare_digest(keys.derive(secret, key.salt, one), key.raw) for one in parameters):
        raise errors.WrongPassphrase


def change_passphrase(workspace: Workspace, passphrase: str, *, parameters: Parameters = PARAMETERS[0]) -> Key:
    """Give the file a new passphrase, salt and key, and return the key for the new recovery sheet.

    A copy is made and re-keyed, checked, and then takes the file's place in one step: a crash leaves the old file or
    the new one. Raises `Busy` while another program reads the file; the old passphrase stays valid on any error.
    """
    salt = keys.new_salt()
    fresh = Key(keys.derive(passphrase, salt, parameters), salt)
    old = workspace.key

    def replacement(path: Path) -> Key:
        with copies.fresh_file(path) as unfinished:
            copies.copy(path, old, unfinished)
            copies.rekey(unfinished, old, fresh)
            copies.check(unfinished, fresh)
            copies.publish(unfinished, path)
        return fresh

    workspace.replace_file(replacement)
    return fresh


@contextmanager
def _writer_lock(path: Path, access: Access) -> Iterator[WriterLock | None]:
    if access is Access.READ:
        yield None
        return
    if not path.parent.is_dir():
        raise errors.FileMissing
    lock = WriterLock.take(path)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _build(path: Path, key: Key) -> None:
    with errors.translated():
        connection = file.connect(path, key, Access.WRITE)
        try:
            connection.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")
            file.prepare(connection, Access.WRITE)
            migrate(connection)
            meta = [("workspace", clock.uuid7()), ("audit_key", secrets.token_bytes(32))]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", meta)
            connection.execute("COMMIT")
            file.settle(connection)
        finally:
            connection.close()


def _up_to_date(path: Path, key: Key, lock: WriterLock | None, access: Access, around: Surroundings) -> Workspace:
    with errors.translated():
        connection = file.connect(path, key, access)
        try:
            version = file.check_kind(connection, NEWEST)
        finally:
            connection.close()
    if version != NEWEST:
        _migrate(path, key, access, around)
        log.event("workspace.migrated", before=version, now=NEWEST)
    return _opened(path, key, lock, access, around)


def _migrate(path: Path, key: Key, access: Access, around: Surroundings) -> None:
    if access is Access.READ:
        raise errors.OlderVersion
    if around.back_up:
        around.back_up(path, key)
    with errors.translated():
        connection = file.prepare(file.connect(path, key, access), access)
        try:
            migrate(connection)
        finally:
            connection.close()


def _opened(path: Path, key: Key, lock: WriterLock | None, access: Access, around: Surroundings) -> Workspace:
    folder = around.notes or memory.default_folder()

    def store(key: Key) -> Store:
        with errors.translated(), file.claimed(path) as end_claim:
            return Store(path, key, access, folder, end_claim)

    if lock is not None:
        _tidy(path)
    workspace = Workspace(store, key, lock, around.index)
    workspace.after_erasing = backups.forget_erased
    return workspace


def _tidy(path: Path) -> None:
    """Remove what a crash in the middle of making or re-keying this file left behind."""
    for leftover in path.parent.glob(f".{path.name}{copies.UNFINISHED}*"):
        leftover.unlink()
