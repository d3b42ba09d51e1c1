"""The marks of a file's pages as they are remembered on the disk, beside the note of `memory`; see `pages`."""

import hashlib
import os
import struct
from dataclasses import dataclass
from pathlib import Path

from gcmdesk import log

State = bytes
"""What the journal says of a file, as a hash: the same after the same commits, another one after any other."""
MARK_BYTES = 8
_MAGIC = b"gcmdesk pages 1\n"
_BASE = struct.Struct(">32sI")
_SINCE = struct.Struct(">32sII")
_PAGE = struct.Struct(f">I{MARK_BYTES}s")
_CHECK_BYTES = 16
_WHOLE_AGAIN = 65_536  # bytes of additions after which a small record is written anew; large ones at half their length


@dataclass(slots=True)
class Fingerprint:
    """The marks of all pages, in their order, as of a state."""

    state: State
    marks: bytearray


class Record:
    """A fingerprint on the disk: one whole one, then additions, each with a check sum over all before it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._chain = b""
        self._length = self._added = 0

    def load(self) -> Fingerprint | None:
        """The newest fingerprint that was written whole; None when there is none."""
        try:
            content = self._place.read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            log.problem("workspace.pages_unreadable")
            return None
        found = self._base(content)
        at = self._length
        while found and (addition := _addition(content, at, self._chain)):
            found.state, self._chain, at, size, changed = addition
            resize(found.marks, size)
            for page, mark in changed:
                put_mark(found.marks, page, mark)
        self._added = at - self._length
        if at != len(content):
            self._chain = b""  # what follows is torn; the next writing is a whole one
        return found

    def _base(self, content: bytes) -> Fingerprint | None:
        start = len(_MAGIC) + _BASE.size
        if not content.startswith(_MAGIC) or len(content) < start:
            return None
        state, count = _BASE.unpack_from(content, len(_MAGIC))
        end = start + count * MARK_BYTES
        if content[end : end + _CHECK_BYTES] != _check(content[:end]):
            return None
        self._chain, self._length = content[end : end + _CHECK_BYTES], end + _CHECK_BYTES
        return Fingerprint(state, bytearray(content[start:end]))

    def write(self, fingerprint: Fingerprint) -> None:
        """Put a whole fingerprint in the place of the last, in one step. Raises OSError."""
        self._chain = b""
        content = _MAGIC + _BASE.pack(fingerprint.state, len(fingerprint.marks) // MARK_BYTES) + fingerprint.marks
        check = _check(content)
        self._place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = self._place.with_name(f"{self._place.name}-unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content + check)
        unfinished.replace(self._place)
        self._chain, self._length, self._added = check, len(content) + len(check), 0

    def add(self, fingerprint: Fingerprint, changed: set[int]) -> None:
        """Write down how a fingerprint went on from the last one written. Raises OSError."""
        marks, chain = fingerprint.marks, self._chain
        body = _SINCE.pack(fingerprint.state, len(marks) // MARK_BYTES, len(changed))
        body += b"".join(_PAGE.pack(page, mark_of(marks, page)) for page in sorted(changed))
        if not chain or self._added + len(body) > max(_WHOLE_AGAIN, self._length // 2):
            self.write(fingerprint)
            return
        self._chain = b""
        check = _check(chain + body)
        with self._place.open("r+b") as file:
            if file.seek(0, os.SEEK_END) != self._length + self._added:
                self.write(fingerprint)  # another program has written here
                return
            file.write(body + check)
        self._chain, self._added = check, self._added + len(body) + len(check)


def _addition(content: bytes, at: int, chain: bytes) -> tuple[State, bytes, int, int, list[tuple[int, bytes]]] | None:
    if len(content) < at + _SINCE.size:
        return None
    state, size, count = _SINCE.unpack_from(content, at)
    end = at + _SINCE.size + count * _PAGE.size
    check = content[end : end + _CHECK_BYTES]
    if check != _check(chain + content[at:end]):
        return None
    changed = list(_PAGE.iter_unpack(content[at + _SINCE.size : end]))
    return (state, check, end + _CHECK_BYTES, size, changed) if all(page < size for page, _ in changed) else None


def _check(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_CHECK_BYTES]


def mark_of(marks: bytes | bytearray, page: int) -> bytes:
    """The mark of a page (from 0) among all marks."""
    return bytes(marks[page * MARK_BYTES : (page + 1) * MARK_BYTES])


def put_mark(marks: bytearray, page: int, mark: bytes) -> None:
    """Set the mark of a page."""
    marks[page * MARK_BYTES : (page + 1) * MARK_BYTES] = mark


def resize(marks: bytearray, pages: int) -> None:
    """Cut the marks to so many pages, or fill them up with empty ones."""
    del marks[pages * MARK_BYTES :]
    marks.extend(bytes(pages * MARK_BYTES - len(marks)))
