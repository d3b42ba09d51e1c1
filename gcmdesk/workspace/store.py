"""An open file: its engines, its key, where its journal stands. `Workspace` decides when; this does it."""

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from gcmdesk import log
from gcmdesk.workspace import clock, errors, file, knowledge, memory, pages
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.file import Access, Driver, Key
from gcmdesk.workspace.indexing import TextIndex
from gcmdesk.workspace.journal import Head, Recorder, Scribe
from gcmdesk.workspace.memory import Memory, Regress
from gcmdesk.workspace.pages import Displaced, Watch

_TABLES_OF_ROWS = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
_HEAD = "SELECT id, link, clock FROM passage ORDER BY id DESC LIMIT 1"


class Store:
    """The file while its key is known. Not thread-safe by itself; `Workspace` holds the writer's lock around it."""

    def __init__(self, path: Path, key: Key, access: Access, notes: Path, end_claim: Callable[[], None]) -> None:
        self.path = path
        self.key = key
        self.access = access
        self.reader: Engine = file.reader_engine(path, key, access)
        self.writer: Engine | None = file.writer_engine(path, key) if access is Access.WRITE else None
        self._scribe: Scribe | None = None
        self._end_claim = end_claim
        self._watch = _watch(path)
        try:
            with _plain(self.writer or self.reader) as connection:
                self._read(connection, notes)
            self._anchor = file.Anchor(path) if self.writer else None
        except BaseException:
            self._dispose()
            raise

    def _read(self, connection: Driver, notes: Path) -> None:
        if {name for (name,) in connection.execute(_TABLES_OF_ROWS)} != entities().keys():
            raise RuntimeError("import gcmdesk.areas before opening a workspace")
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        self.workspace: bytes = meta["workspace"]
        self._audit_key: bytes = meta["audit_key"]
        self.head = _head(connection)
        self._memory = Memory(notes, self.workspace, self.path)
        last = self._memory.recall()
        self.regress: Regress | None = memory.compare(connection, last)
        self._device = last.device if last and not self.regress else clock.uuid7()
        self._state = pages.state_of(connection)
        self._watch.begin(self._memory.of_pages(), self._state, writes=self.access is Access.WRITE)

    def forget_scribe(self) -> None:
        """Another person writes from now on."""
        self._scribe = None

    def lies_beside(self) -> bool:
        """Whether SQLite's own files are left beside the closed file, because another program has it open."""
        return any(self.path.with_name(self.path.name + ending).exists() for ending in ("-wal", "-shm"))

    def recorder(self, connection: Driver, person: str, index: TextIndex | None) -> Recorder:
        """The recorder for a transaction that has just begun on `connection`."""
        scribe = self._scribe or _scribe(connection, self._device, self.workspace, person)
        if self._scribe is None:
            knowledge.take_over(connection, scribe.device_id, self.head.clock + 1)
        return Recorder(connection, self.head, scribe, self._audit_key, index)

    def committed(self, recorder: Recorder, head: Head) -> None:
        """A transaction is in the file: stand there, and remember it outside. Raises `FileMoved`."""
        self.head = head
        self._scribe = recorder.scribe
        self.check_place()
        self._memory.keep(recorder.scribe.device, head)

    def check_place(self) -> None:
        """Raise `FileMoved` unless the file is still the one at its path."""
        if self._anchor:
            self._anchor.check()

    def settle(self) -> bool:
        """Write the log back into the file and empty it; False when a reader is in the way just now."""
        if self.writer is None:
            return True
        with _plain(self.writer) as connection:
            with self._watch.settling():
                done = file.settle(connection)
            if done:
                self._watch.settled(pages.state_of(connection))
            return done

    def rewrite(self) -> None:
        """Put everything that is in the file into new pages, in one commit."""
        if self.writer is not None:
            with _plain(self.writer) as connection:
                connection.execute("VACUUM")

    @property
    def pages_read(self) -> tuple[int, int]:
        """How many pages have been compared with what is remembered, of how many."""
        return self._watch.progress

    def compared(self, seconds: float) -> bool:
        """Whether that is done, or is by then."""
        return self._watch.wait(seconds)

    @property
    def displaced(self) -> Displaced | None:
        """What came of it, once it is done."""
        found = self._watch.displaced
        if found is None or self.access is Access.WRITE:
            return found
        with _plain(self.reader) as connection:  # another program may have gone on writing while we were reading
            return found if pages.state_of(connection) == self._state else None

    def accept_pages(self) -> None:
        """The user knows which pages are not the last ones: take them as they are from now on."""
        self._watch.accept()

    def copy_to(self, target: Path) -> None:
        """Copy all committed content into `target`, an empty file, under the same key; writers go on meanwhile."""
        with _plain(self.reader) as connection:
            connection.execute("PRAGMA query_only = OFF")
            try:
                with file.undamaged(connection):
                    connection.execute("VACUUM INTO ?", (str(target),))
            finally:
                connection.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        """Close all connections; the last one empties the log. The key is forgotten with this object."""
        try:
            self.reader.dispose()
            with errors.translated():
                self.settle()
        except errors.WorkspaceError:
            log.problem("workspace.not_settled")  # all commits are safe in the log; the next opening goes on from there
        finally:
            self._dispose()
            self._memory.close()

    def _dispose(self) -> None:
        self.reader.dispose()
        if self.writer is not None:
            self.writer.dispose()
        self._watch.close()
        self._end_claim()


def _watch(path: Path) -> Watch:
    try:
        return Watch(path)
    except OSError as error:
        raise errors.from_system(error) from error


@contextmanager
def _plain(engine: Engine) -> Iterator[Driver]:
    """A driver connection outside of any transaction."""
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def _head(connection: Driver) -> Head:
    row = connection.execute(_HEAD).fetchone()
    sequence, link, latest = row or (0, bytes(32), 0)
    seen: int = connection.execute("SELECT coalesce(max(clock), 0) FROM device").fetchone()[0]
    return Head(sequence, link, max(latest, seen))


def _scribe(connection: Driver, device: bytes, workspace: bytes, person: str) -> Scribe:
    actor = clock.joint_uuid(workspace, person.encode())
    connection.execute("INSERT OR IGNORE INTO device (uuid, name, clock) VALUES (?, ?, 0)", (device, platform.node()))
    connection.execute("INSERT OR IGNORE INTO actor (uuid, name) VALUES (?, ?)", (actor, person))
    device_id = connection.execute("SELECT id FROM device WHERE uuid = ?", (device,)).fetchone()[0]
    actor_id = connection.execute("SELECT id FROM actor WHERE uuid = ?", (actor,)).fetchone()[0]
    return Scribe(device_id, device, actor_id, actor)
