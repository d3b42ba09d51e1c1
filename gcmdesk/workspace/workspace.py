"""The workspace as screens and services see it: run work, read, undo, listen, lock.

    workspace.run(notes.save, draft, name=mark("Note added"))
    rows = workspace.read(notes.of_consultation, 17)
    workspace.listen(screen.topics_changed)

`run` gives a function one session and one transaction; the function never commits and returns frozen records. Any
thread may call; there is one writer at a time, and readers have connections of their own and wait for nobody.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Self, TypeVar, TypeVarTuple

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk import log
from gcmdesk.jobs import Progress
from gcmdesk.workspace import audit, erasure, errors, file
from gcmdesk.workspace import undo as steps
from gcmdesk.workspace.base import Row
from gcmdesk.workspace.file import Access, Driver, Key
from gcmdesk.workspace.indexing import TextIndex
from gcmdesk.workspace.journal import Head, JournalledSession
from gcmdesk.workspace.lock import WriterLock
from gcmdesk.workspace.memory import Regress
from gcmdesk.workspace.pages import Displaced
from gcmdesk.workspace.store import Store

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Topics = frozenset[str]
Listener = Callable[[Topics], None]

_SETTLE_AFTER = 1.0  # seconds after the last commit; DESIGN asks for at most 2
_SETTLE_AT_LATEST = 3.0  # seconds after the first one, however fast others follow: the log must not grow without end
_WAIT = 10.0  # seconds, for the writer and for readers
_GLANCE = 0.05
_OPERATIONS = 20_000
"""Of SQLite's machine (some tenths of a millisecond), after which it is asked whether to stop."""


class Workspace:
    """An opened workspace. Made by `workspace.opening`; close it, or use it in a `with`."""

    def __init__(
        self, opened: Callable[[Key], Store], key: Key, writer_lock: WriterLock | None, index: TextIndex | None
    ) -> None:
        self._opened = opened
        self._store: Store | None = opened(key)
        self._writer_lock = writer_lock
        self._index = index
        self._person = ""
        self._listeners: list[Listener] = []
        self._writing_lock = threading.Lock()
        self._writing_thread: int | None = None
        self._readers = 0
        self._state = threading.Condition()
        self._settle_at: float | None = None
        self._unsettled_since: float | None = None
        self._closed = False
        self.path: Path = self._store.path
        self.read_only = self._store.access is Access.READ
        self.id: bytes = self._store.workspace
        self.regress: Regress | None = self._store.regress
        """What this computer saved and the file lacks; None when all is there. To be told to the user."""
        self.after_erasing: Callable[[Workspace], object] = lambda _workspace: None
        """Sees to what the file cannot: backups that still hold what was erased. Set by `workspace.opening`."""
        self._settler = threading.Thread(target=self._settle_when_due, name="gcmdesk-settle", daemon=True)
        if not self.read_only:
            self._settler.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # ------------------------------------------------------------------ work

    def run(self, work: Callable[[Session, *Ts], T], *args: *Ts, name: str = "") -> T:
        """Run `work(session, *args)` in one transaction, journalled under `name`, and return what it returns.

        `name` is an untranslated message marked with `i18n.mark`, `{count}` allowed, without personal data; work that
        changes nothing needs none and leaves no trace. When it returns, the change is on the disk, in the file at this
        path. An error leaves the file as it was. Raises the work's own errors and `WorkspaceError`s (`DiskFull`,
        `FileMoved`, `Busy`, `Locked`, `OpenedForReading` …).
        """
        with self._writing() as store:
            result, topics = self._transact(store, work, *args, name=name)
        for listener in tuple(self._listeners) if topics else ():
            listener(topics)
        return result

    def job(self, progress: Progress, work: Callable[[Session, Progress, *Ts], T], *args: *Ts, name: str = "") -> T:
        """Run long work, `work(session, progress, *args)`: the same promises, the search index set for bulk.

        Made for `gcmdesk.jobs.run(workspace.job, progress, work, …)`; cancelling leaves the file as it was.
        """
        return self.run(self._in_bulk, work, progress, *args, name=name)

    def read(self, work: Callable[[Session, *Ts], T], *args: *Ts) -> T:
        """Run `work(session, *args)` on one unchanging view of the file, and return what it returns.

        Readers do not wait for the writer, nor it for them. Raises `Locked` and the file's errors.
        """
        with (
            self._reading() as store,
            errors.translated(),
            Session(store.reader) as session,
            file.undamaged(file.driver(session.connection())),
        ):
            return work(session, *args)

    def look_up(self, progress: Progress, work: Callable[[Session, *Ts], T], *args: *Ts) -> T:
        """`read` that ends with `Cancelled` soon after somebody cancels, also in the middle of a statement."""
        return self.read(self._stoppable, progress, work, *args)

    @staticmethod
    def _stoppable(session: Session, progress: Progress, work: Callable[[Session, *Ts], T], *args: *Ts) -> T:
        progress.report(0)
        connection = file.driver(session.connection())
        connection.set_progress_handler(lambda: progress.cancelled, _OPERATIONS)
        try:
            return work(session, *args)
        except OperationalError:
            progress.report(0)  # says that it was stopped, if that is why
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def undo(self) -> steps.Step:
        """Take back the newest named work that stands. Raises `NothingToUndo` and `StillNeeded`."""
        return self._turn(steps.undo)

    def redo(self) -> steps.Step:
        """Bring back what was undone last. Raises `NothingToUndo` and `StillNeeded`."""
        return self._turn(steps.redo)

    def erase(self, kind: type[Row], *ids: int, name: str) -> int:
        """Erase rows for good (`workspace.erasure`), empty the write-ahead log, and see to the backups.

        Returns how many. The rows are gone also when seeing to the backups fails; its error then says what is left.
        """
        return self.run_erasing(erasure.erase, kind, ids, name=name)

    def run_erasing(self, work: Callable[[Session, *Ts], T], *args: *Ts, name: str) -> T:
        """`run` for work that erases (`workspace.erasure`) or must reach the backups: they are seen to, and the log."""
        result = self.run(work, *args, name=name)
        self.rewrite()
        self.after_erasing(self)
        return result

    def verify(self, progress: Progress | None = None) -> audit.Verdict:
        """Check the audit chain from the first passage to the last."""
        return self.read(audit.verify, progress)

    def displaced(self, progress: Progress) -> Displaced | None:
        """Wait until the pages have been compared with those that this computer saw last; what is not as it was.

        They are read in the background from opening on. Raises `Cancelled`, and `Locked` when it is closed meanwhile.
        """
        while True:
            with self._reading() as store:
                if store.compared(_GLANCE):
                    return store.displaced
                progress.report(*store.pages_read)

    def accept_pages(self) -> None:
        """The user was told what `displaced` found and goes on: not to be told again. Nothing when read-only."""
        with self._reading() as store:
            store.accept_pages()

    # ------------------------------------------------------------- listeners

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(topics)` after each commit, on the thread that committed; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def person(self) -> str:
        """The name under which changes are journalled."""
        return self._person

    @person.setter
    def person(self, name: str) -> None:
        with self._writing() as store:
            self._person = name
            store.forget_scribe()

    @property
    def head(self) -> Head:
        """Sequence number and link of the newest passage (printed in reports as the audit head)."""
        return self._present().head

    # -------------------------------------------------- locking, closing, key

    @property
    def locked(self) -> bool:
        """Whether the key has been forgotten."""
        return self._store is None

    @property
    def key(self) -> Key:
        """The key, for the recovery sheet and for copies (backups)."""
        return self._present().key

    def lock(self, wait: float = _WAIT) -> None:
        """Forget the key and close the file; other programs are still kept from writing. Does nothing when locked.

        Raises `Busy` when other work has not ended after `wait` seconds.
        """
        try:
            with self._alone(wait) as store:
                self._store = None
                store.close()
        except errors.Locked:
            return

    def unlock(self, key: Callable[[], Key]) -> bool:
        """Go on with the key that `key()` finds; False, without asking for it, when the key was not forgotten.

        See `opening.unlock`. Raises what opening raises, `Busy`, and `Locked` when closed.
        """
        if not self._writing_lock.acquire(timeout=_WAIT):  # a file that is just being replaced is locked for a moment
            raise errors.Busy
        try:
            if self._closed:
                raise errors.Locked
            if self._store is not None:
                return False
            self._store = self._opened(key())
            return True
        finally:
            self._writing_lock.release()

    def replace_file(self, replacement: Callable[[Path], Key]) -> None:
        """Close the file, let `replacement(path)` put another one in its place, and open that with the key it gives.

        For changing the passphrase and for restoring. When it fails the old file is opened again and its error raised.
        """
        with self._alone() as store:
            key = store.key
            self._store = None
            store.close()
            try:
                if store.lies_beside():
                    raise errors.Busy  # another program reads it, and its log must not meet the new file
                key = replacement(self.path)
            finally:
                self._store = self._opened(key)

    def rewrite(self) -> None:
        """Write the whole file anew and empty the log: after an erasure nothing is left where rows once lay.

        SQLite overwrites a row that goes, but not the copies of it that stay behind when rows move between pages.
        Raises `NotRewritten` where there is no room for that.
        """
        try:
            with self._writing() as store, errors.translated():
                store.rewrite()
        except errors.DiskFull as error:
            raise errors.NotRewritten from error
        self.settle()

    def settle(self) -> bool:
        """Write the log back into the file and empty it; False when readers were in the way (it is tried again)."""
        with self._writing() as store, errors.translated():
            done = store.settle()
        if not done:
            self._settle_soon()
        return done

    def copy_to(self, target: Path) -> None:
        """Copy all committed content into `target`, an empty file, under the same key, while others go on working."""
        with self._reading() as store, errors.translated():
            store.copy_to(target)

    def close(self) -> None:
        """Settle, close and let others write. Calling it again does nothing."""
        with self._state:
            if self._closed:
                return
            self._closed = True
            self._state.notify_all()
        if self._settler.is_alive():
            self._settler.join()
        try:
            self.lock()
        finally:
            if self._writer_lock:
                self._writer_lock.release()

    # ---------------------------------------------------------------- inside

    def _transact(self, store: Store, work: Callable[[Session, *Ts], T], *args: *Ts, name: str) -> tuple[T, Topics]:
        with errors.translated(), JournalledSession(store.writer, expire_on_commit=False) as session:
            with _all_or_nothing(file.driver(session.connection())) as connection:
                recorder = store.recorder(connection, self._person, self._index)
                recorder.name = name
                session.info["recorder"] = recorder
                with file.undamaged(connection):
                    result = work(session, *args)
                    session.flush()
                if recorder.empty and not recorder.learned:
                    return result, frozenset()
                head = recorder.abreast() if recorder.empty else recorder.finish()
                store.check_place()
                session.info["finished"] = True
                session.commit()
            store.committed(recorder, head)
        self._settle_soon()
        return result, frozenset(recorder.topics)

    def _in_bulk(
        self, session: Session, work: Callable[[Session, Progress, *Ts], T], progress: Progress, *args: *Ts
    ) -> T:
        around = self._index.bulk(file.driver(session.connection())) if self._index else nullcontext()
        with around:
            result = work(session, progress, *args)
            session.flush()
        return result

    def _turn(self, work: Callable[[Session], steps.Step]) -> steps.Step:
        try:
            return self.run(self._in_bulk, lambda session, _progress: work(session), Progress())
        except (dbapi2.IntegrityError, IntegrityError) as error:
            raise errors.StillNeeded from error

    def _present(self) -> Store:
        if self._store is None:
            raise errors.Locked
        return self._store

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        if self.read_only:
            raise errors.OpenedForReading
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a service does not run another one; call its function with the same session")
        if not self._writing_lock.acquire(timeout=_WAIT):
            raise errors.Busy
        self._writing_thread = threading.get_ident()
        try:
            yield self._present()
        finally:
            self._writing_thread = None
            self._writing_lock.release()

    @contextmanager
    def _reading(self) -> Iterator[Store]:
        with self._state:
            store = self._present()
            self._readers += 1
        try:
            yield store
        finally:
            with self._state:
                self._readers -= 1
                self._state.notify_all()

    @contextmanager
    def _alone(self, wait: float = _WAIT) -> Iterator[Store]:
        """No writer, no reader, and none comes until it is over."""
        if not self._writing_lock.acquire(timeout=wait):
            raise errors.Busy
        try:
            with self._state:
                if not self._state.wait_for(lambda: self._readers == 0, wait):
                    raise errors.Busy
                yield self._present()
        finally:
            self._writing_lock.release()

    def _settle_soon(self) -> None:
        with self._state:
            now = time.monotonic()
            self._unsettled_since = self._unsettled_since or now
            self._settle_at = min(now + _SETTLE_AFTER, max(now, self._unsettled_since + _SETTLE_AT_LATEST))
            self._state.notify_all()

    def _settle_when_due(self) -> None:
        while self._wait_until_due():
            try:
                self.settle()
            except errors.Locked:
                continue
            except errors.WorkspaceError:
                log.problem("workspace.not_settled")  # the commit is safe in the log file; the next one tries again
                self._settle_soon()

    def _wait_until_due(self) -> bool:
        with self._state:
            while not self._closed:
                wait = None if self._settle_at is None else self._settle_at - time.monotonic()
                if wait is not None and wait <= 0:
                    self._settle_at = self._unsettled_since = None
                    return True
                self._state.wait(wait)
        return False


@contextmanager
def _all_or_nothing(connection: Driver) -> Iterator[Driver]:
    """Roll back by hand when the work, or the commit itself, fails: SQLAlchemy takes a failed COMMIT for the end."""
    try:
        yield connection
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise
