"""Which version of each page of a file this computer last saw: an old page put back is sound in itself.

SQLCipher ends every page with a check sum over its encrypted bytes, which are new with every writing. Eight bytes of it
tell which writing of the page lies there: 1 MB for a file of 500 MB. They are kept beside the note of `memory`, without
waiting for the disk, and say in which `State` the journal was. The rule is: **the same state, the same pages.** A file
that has gone on since, here or on another computer, is not compared but taken as it is, so nothing that lags behind (a
crash, a power cut) can give a false alarm. A file of which no page is left is another copy (a backup, a new key).

While a file is open, pages come into it only by `Store.settle`, which reports them to the `Watch`.
"""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gcmdesk import log
from gcmdesk.workspace.file import PAGE_BYTES, Driver
from gcmdesk.workspace.fingerprints import MARK_BYTES, Fingerprint, Record, State, mark_of, put_mark, resize

_BLOCK = 256  # pages that are read at once, 1 MB
_PAUSE = 0.002  # seconds between blocks, so that nobody feels the reading
_FINISHED_WHEN_CLOSING = 4_096  # pages, about 10 ms
_LOG_HEADER, _FRAME_HEADER = 32, 24

_JOURNAL = "SELECT id, link FROM passage ORDER BY id DESC LIMIT 1"
_DEVICES = "SELECT id, uuid, clock FROM device ORDER BY id"
_KNOWLEDGE = "SELECT device_id, other_id, max(until), max(clock), count(*) FROM knowledge GROUP BY 1, 2 ORDER BY 1, 2"


@dataclass(frozen=True, slots=True)
class Displaced:
    """So many pages of the file are not the ones that this computer saw last, though the history is the same.

    An old page was put back, or another program wrote into the file past the history.
    """

    pages: int


def state_of(connection: Driver) -> State:
    """In which state the journal of an open file is, all that may be committed without a passage included."""
    parts = [connection.execute(query).fetchall() for query in (_JOURNAL, _DEVICES, _KNOWLEDGE)]
    version = connection.execute("PRAGMA user_version").fetchone()
    return hashlib.sha256(repr((version, parts)).encode()).digest()


def pages_in(log_file: Path) -> set[int]:
    """The pages (from 0) that stand in a write-ahead log, those of work that was taken back too. Raises OSError."""
    found: set[int] = set()
    try:
        file = log_file.open("rb", buffering=0)
    except FileNotFoundError:
        return found
    with file:
        salts = file.read(_LOG_HEADER)[16:24]
        at = _LOG_HEADER
        while len(frame := file.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == salts:
            found.add(int.from_bytes(frame[:4]) - 1)
            at += _FRAME_HEADER + PAGE_BYTES
            file.seek(at)
    return found


class Watch:
    """Reads the pages of an open file in the background, and follows what is written into them.

    Made before the first connection to the file and closed after the last: SQLite's locks would go with its handle.
    """

    def __init__(self, path: Path) -> None:
        self._log_file = path.with_name(path.name + "-wal")
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._read = threading.Event()
        self._thread: threading.Thread | None = None
        self._record: Record | None = None
        self._opened_in: State | None = None
        self._expected: bytearray | None = None
        self._found = bytearray()
        self._remembered: bytes | None = None
        self._opened_with = self._pages()
        self._before: dict[int, bytes] = {}
        """What lay in the file where pages were written before they were read."""
        self._astray: set[int] = set()
        """Pages that are remembered as they should be, until the user knows of them."""
        self._unsaved: set[int] = set()
        self._settled: State | None = None
        self._anew = self._failed = False
        self._writes = False
        self.displaced: Displaced | None = None

    def begin(self, record: Record, state: State, *, writes: bool) -> None:
        """Compare with what is remembered if that is of this state; else take the pages as they are."""
        self._record, self._opened_in, self._writes = record, state, writes
        self._thread = threading.Thread(target=self._read_all, name="gcmdesk-pages", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether all pages have been read by then; `displaced` holds from then on."""
        return self._read.wait(seconds)

    @property
    def progress(self) -> tuple[int, int]:
        """How many pages have been read, of how many."""
        return len(self._found) // MARK_BYTES, max(1, self._pages()) if self._handle >= 0 else 1

    def accept(self) -> None:
        """The user was told: from now on the pages are remembered as they are."""
        with self._lock:
            if not self.displaced or not self._writes or self._failed:
                return
            self._expected, self._anew = bytearray(self._found), True
            self._astray.clear()
            self._save()

    @contextmanager
    def settling(self) -> Iterator[None]:
        """Around each writing of the log into the file: whatever becomes of it, these pages are new."""
        with self._lock:
            self._recall()
            self._settled = None
            pages = self._in_log()
            self._look_before(pages)
            try:
                yield
            finally:
                self._take(pages)

    def settled(self, state: State) -> None:
        """All of the log is in the file, in this state."""
        with self._lock:
            self._settled = state
            self._save()

    def close(self) -> None:
        """End the reading; a small rest of it is done."""
        self._stop.set()
        if self._thread:
            self._thread.join()
        with self._lock:
            if self._handle < 0:
                return
            if self._writes and not self._read.is_set() and self._pages_left() <= _FINISHED_WHEN_CLOSING:
                while self._step():
                    pass
            os.close(self._handle)
            self._handle = -1
            self._read.set()

    # ---------------------------------------------------------------- inside

    def _recall(self) -> None:
        """Before anything else, but not before the user can work: what is remembered of this file."""
        if self._record is None or self._opened_in is None:
            return
        state, self._opened_in = self._opened_in, None
        remembered = self._record.load()
        if remembered and remembered.state == state:
            self._expected, self._settled = remembered.marks, state
            self._remembered = bytes(remembered.marks)
        elif not self._writes:
            self._read.set()
        self._anew = self._expected is None

    def _read_all(self) -> None:
        more = True
        while more and not self._stop.wait(_PAUSE):
            with self._lock:
                more = self._step()

    def _step(self) -> bool:
        """Read one block more; False when nothing is left to read."""
        self._recall()
        if self._failed or self._read.is_set():
            self._read.set()
            return False
        try:
            block = self._bytes(len(self._found) // MARK_BYTES, _BLOCK)
        except OSError:
            self._fail()
            return False
        ends = range(PAGE_BYTES, len(block) + 1, PAGE_BYTES)
        self._found += b"".join(block[end - MARK_BYTES : end] for end in ends)
        if len(ends) == _BLOCK:
            return True
        self._judge()
        self._read.set()
        self._save()
        return False

    def _judge(self) -> None:
        """All pages are read: find those that are not the remembered ones."""
        found, remembered = self._found, self._remembered
        if remembered is None:
            self._expected = bytearray(found)
            return
        seen = found[: self._opened_with * MARK_BYTES]
        for page, mark in self._before.items():
            put_mark(seen, page, mark)
        self._remembered = None
        self._before.clear()
        if seen == remembered:
            return
        pages = range(max(len(seen), len(remembered)) // MARK_BYTES)
        resize(seen, len(pages))
        remembered = remembered.ljust(len(seen), b"\0")
        same = (mark_of(seen, page) for page in pages if mark_of(seen, page) == mark_of(remembered, page))
        self._expected, self._anew = bytearray(found), True
        if not any(mark.strip(b"\0") for mark in same):
            return  # another copy, or all of it encrypted anew
        self._astray = {page for page in pages if mark_of(seen, page) != mark_of(remembered, page)}
        resize(self._expected, max(len(pages), len(found) // MARK_BYTES))
        for page in self._astray:
            put_mark(self._expected, page, mark_of(remembered, page))
        self.displaced = Displaced(len(self._astray))
        log.problem("workspace.pages_displaced", pages=self.displaced.pages)

    def _in_log(self) -> set[int]:
        try:
            return pages_in(self._log_file)
        except OSError:
            self._fail()
            return set()

    def _look_before(self, pages: set[int]) -> None:
        """Until all is read and judged, keep what lay in pages that are about to be written."""
        if self._failed or self._remembered is None:
            return
        read = len(self._found) // MARK_BYTES
        try:
            for page in pages - self._before.keys():
                if page < self._opened_with:
                    self._before[page] = mark_of(self._found, page) if page < read else self._read_mark(page)
        except OSError:
            self._fail()

    def _take(self, pages: set[int]) -> None:
        """Remember these pages as they lie in the file now."""
        if self._failed or not pages:
            return
        try:
            size, read = self._pages(), len(self._found) // MARK_BYTES
            if self._read.is_set():
                resize(self._found, size)
                read = size
            if self._expected is not None:
                resize(self._expected, size)
            for page in pages:
                if page >= size:
                    continue
                mark = self._read_mark(page)
                if page < read:
                    put_mark(self._found, page, mark)
                if self._expected is not None and page not in self._astray:
                    put_mark(self._expected, page, mark)
                self._unsaved.add(page)
        except OSError:
            self._fail()

    def _save(self) -> None:
        """Write down what lies in the file, when that is known: the log is empty, and every page has been read."""
        if self._failed or not self._writes or self._settled is None or not (self._anew or self._unsaved):
            return
        if self._record is None or self._expected is None or (self._anew and not self._read.is_set()):
            return
        fingerprint = Fingerprint(self._settled, self._expected)
        try:
            if self._anew:
                self._record.write(fingerprint)
            else:
                self._record.add(fingerprint, self._unsaved)
        except OSError:
            log.problem("workspace.pages_not_written")
            self._anew = True
            return
        self._anew = False
        self._unsaved.clear()

    def _fail(self) -> None:
        """The file cannot be read, or has gone. What is remembered is of an older state from the next commit on."""
        self._failed = True
        self._read.set()
        log.problem("workspace.pages_not_read")

    def _pages(self) -> int:
        return os.fstat(self._handle).st_size // PAGE_BYTES

    def _pages_left(self) -> int:
        return self._pages() - len(self._found) // MARK_BYTES

    def _read_mark(self, page: int) -> bytes:
        os.lseek(self._handle, (page + 1) * PAGE_BYTES - MARK_BYTES, os.SEEK_SET)
        return os.read(self._handle, MARK_BYTES)

    def _bytes(self, page: int, count: int) -> bytes:
        os.lseek(self._handle, page * PAGE_BYTES, os.SEEK_SET)  # not pread, which Windows lacks; we hold the lock
        return os.read(self._handle, count * PAGE_BYTES)
