"""The encrypted file itself: what is at a path, and connections to it.

Connections are SQLCipher connections with a raw key, in driver autocommit; SQLAlchemy's begin event issues BEGIN
IMMEDIATE for the writer, so that schema changes roll back too. Nothing here knows tables.

Trap: while any connection of this process is open on a file, the file must not be opened and closed by other means
(POSIX would drop SQLite's locks). `salt_of` is therefore called before the first connection only, and `_open_files`
refuses a second opening inside one process.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.workspace import errors

Driver = Any
"""A connection of the sqlcipher3 driver, which has no types of its own."""

APPLICATION_ID = 0x67636D64  # "gcmd"
PAGE_BYTES = 4096
SALT_BYTES = 16
OLDEST_ENGINE = (3, 51, 3)
"""Older SQLite can destroy a file when its write-ahead log is reset."""

_PLAIN_SQLITE = b"SQLite format 3\0"
_READERS = 4
_PATIENCE = 5000  # milliseconds that SQLite waits for another program
_DISTINCT_BYTES = 200
"""4,080 random bytes show about 256 different values, a text or a table far fewer."""


class Access(Enum):
    """What a file is opened for."""

    WRITE = "write"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Key:
    """The 32-byte raw key and the file's 16-byte salt. Never shown, also not in an error."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The key as SQLCipher takes it."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""


def check_engine() -> None:
    """Refuse a database library with the WAL-reset fault (`EngineTooOld`)."""
    if dbapi2.sqlite_version_info < OLDEST_ENGINE:
        raise errors.EngineTooOld


def salt_of(path: Path) -> bytes:
    """The salt of the workspace at `path`; looks at the outside of the file only.

    Raises `FileMissing`, `FileEmpty`, `FileCutShort`, `ForeignDatabase`, `NotAWorkspace`, `NoAccess`, `DiskFailed`, or
    `AlreadyOpen` when this process has it open.
    """
    try:
        if _is_open_here(path):
            raise errors.AlreadyOpen
        if not path.is_file():
            raise errors.NotAWorkspace if path.exists() else errors.FileMissing
        with path.open("rb") as file:
            head, size = file.read(PAGE_BYTES), os.fstat(file.fileno()).st_size
    except PermissionError as error:
        raise errors.NoAccess from error
    except OSError as error:
        raise errors.DiskFailed from error
    if size == 0:
        raise errors.FileEmpty
    if head.startswith(_PLAIN_SQLITE):
        raise errors.ForeignDatabase
    if len(set(head)) < min(_DISTINCT_BYTES, len(head) // 2):
        raise errors.NotAWorkspace
    if size % PAGE_BYTES and not _has_log(path):  # beside a log it is a page torn by a power cut, and mended
        raise errors.FileCutShort
    return head[:SALT_BYTES]


def connect(path: Path, key: Key, access: Access) -> Driver:
    """A keyed connection to an existing file, with nothing but the key checked.

    Raises the driver's NOTADB error when the key does not fit, so that the caller can say what that means.
    """
    connection = dbapi2.connect(_uri(path, access), uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {key.pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, access: Access) -> str:
    address = path.absolute().as_uri()
    if access is Access.WRITE or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return f"{address}?mode=rw"  # for reading too, so that SQLite's own files are cleared away at the end
    if _has_log(path):
        raise errors.UnsettledCopy
    return f"{address}?mode=ro&immutable=1"


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def prepare(connection: Driver, access: Access) -> Driver:
    """Set what every connection of a workspace needs."""
    settings = [
        f"busy_timeout = {_PATIENCE}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "temp_store = MEMORY",
        "cache_size = -32768",
    ]
    if access is Access.WRITE:
        settings += ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"]
    else:
        settings += ["query_only = ON"]
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
    return connection


def check_kind(connection: Driver, newest: int) -> int:
    """The schema version of the file. Raises `ForeignDatabase` and `NewerVersion`."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise errors.ForeignDatabase
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > newest:
        raise errors.NewerVersion
    return version


def writer_engine(path: Path, key: Key) -> Engine:
    """The one writing connection, each transaction begun at once (BEGIN IMMEDIATE)."""
    return _engine(lambda: _unsettling(prepare(connect(path, key, Access.WRITE), Access.WRITE)), 1, "BEGIN IMMEDIATE")


def _unsettling(connection: Driver) -> Driver:
    """Only `settle` writes the log into the file, so that it is known which pages came into it (`pages`)."""
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def reader_engine(path: Path, key: Key, access: Access) -> Engine:
    """Connections that only read, each transaction one unchanging view, never in the writer's way."""
    return _engine(lambda: prepare(connect(path, key, access), Access.READ), _READERS, "BEGIN")


def _engine(creator: Callable[[], Driver], connections: int, begin: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
    )

    def begin_now(connection: Connection) -> None:
        driver(connection).execute(begin)

    event.listen(engine, "begin", begin_now)
    event.listen(engine, "checkin", _retire_when_damaged)
    return engine


def _retire_when_damaged(connection: Driver | None, record: ConnectionPoolEntry) -> None:
    """A connection that met a damaged page gives zeros from then on, so the next user gets a new one."""
    if connection is not None and not _is_sound(connection):
        record.invalidate()


def _is_sound(connection: Driver) -> bool:
    status: str = connection.execute("PRAGMA cipher_status").fetchone()[0]
    return status == "1"


@contextmanager
def undamaged(connection: Driver) -> Iterator[None]:
    """Raise `Damaged` when the enclosed work read a page that fails its check sum.

    SQLCipher reports most such pages as an error, but hands out zeros, in silence, for the last page of a long text.
    """
    disk_failed = False
    try:
        with errors.translated():
            yield
    except errors.DiskFailed:
        disk_failed = True  # the page was never read, so nothing is known about it
        raise
    finally:
        if not disk_failed and not _is_sound(connection):
            raise errors.Damaged


def driver(connection: Connection) -> Driver:
    """The driver's own connection, for work where each microsecond counts."""
    return connection.connection.driver_connection


class Anchor:
    """Remembers which file stood at a path, so that a commit into a file that is gone is never called saved."""

    def __init__(self, path: Path) -> None:
        self._paths = [path, path.with_name(path.name + "-wal")]
        self._files = [_identity(place) for place in self._paths]

    def check(self) -> None:
        """Raise `FileMoved` unless the file and its write-ahead log are still the ones that were opened."""
        try:
            if [_identity(place) for place in self._paths] != self._files:
                raise errors.FileMoved
        except OSError as error:
            raise errors.FileMoved from error


def _identity(path: Path) -> tuple[int, int]:
    status = os.stat(path)  # noqa: PTH116 - on the path of every commit, and measurably cheaper than Path.stat
    return status.st_dev, status.st_ino


_open_files: set[tuple[int, int]] = set()
_open_files_lock = threading.Lock()


def _is_open_here(path: Path) -> bool:
    try:
        return _identity(path) in _open_files
    except FileNotFoundError:
        return False


@contextmanager
def claimed(path: Path) -> Iterator[Callable[[], None]]:
    """Claim the file for one opening in this process; gives the function that ends the claim.

    The claim ends by itself when the enclosed opening fails. Raises `AlreadyOpen` and `FileMissing`.
    """
    try:
        identity = _identity(path)
    except FileNotFoundError as error:
        raise errors.FileMissing from error
    except OSError as error:
        raise errors.DiskFailed from error
    with _open_files_lock:
        if identity in _open_files:
            raise errors.AlreadyOpen
        _open_files.add(identity)

    def end() -> None:
        with _open_files_lock:
            _open_files.discard(identity)

    try:
        yield end
    except BaseException:
        end()
        raise


def settle(connection: Driver) -> bool:
    """Write the log back into the file and empty it; False when a reader is in the way just now."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    return not busy


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last through a power cut (where the system lets folders be synced)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
