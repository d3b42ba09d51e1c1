"""Contents of attachments in a change set: after all rows, by hash, each as one line and the lines of its pieces.

    {"content": hash, "size": bytes, "thumbnail": base64 or null}
    {"content": hash, "number": from 0, "piece": base64}

Only one piece is in memory at a time, on both sides. What arrives is stored piece by piece inside the merge's own
transaction; a content that no attachment of the same change set names, that is larger than what can be attached, or
whose hash is another, is refused with the whole change set.
"""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from gcmdesk.workspace import contents
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.line_values import blob, digest, unfit, whole

LARGEST = 128 * 1024 * 1024
"""Bytes; cleaning can make a file larger than `attachable.LARGEST`, but not by that much."""
LARGEST_THUMBNAIL = 256 * 1024

_HEAD_KEYS, _PIECE_KEYS = {"content", "size", "thumbnail"}, {"content", "number", "piece"}
_JPEG = b"\xff\xd8\xff"
_NAMED = """
    SELECT c.hash, c.size, c.thumbnail FROM content c WHERE c.hash IN (SELECT a.content_hash FROM {attachments})
    ORDER BY c.hash
"""
_SINCE = """
    change x CROSS JOIN attachment a ON a.id BETWEEN x.first AND x.last
    WHERE x.passage_id > :since AND x.entity = 'attachment' AND x.kind = 'insert'
"""


def lines(connection: Driver, since: int) -> Iterator[dict[str, Any]]:
    """The contents of what was attached after a sequence number (0: ever); those that are damaged here are left out."""
    named = _NAMED.format(attachments=_SINCE if since else "attachment a")
    for name, size, thumbnail in connection.execute(named, {"since": since}).fetchall():
        if not contents.sound(connection, name):
            continue
        yield {"content": name.hex(), "size": size, "thumbnail": thumbnail and base64.b64encode(thumbnail).decode()}
        for number, piece in enumerate(contents.stream(connection, name)):
            yield {"content": name.hex(), "number": number, "piece": base64.b64encode(piece).decode()}


class Arriving:
    """Takes the contents of a change set into the file. The rows must have been staged."""

    def __init__(self, connection: Driver) -> None:
        self._connection = connection
        self._hash = b""
        self._size = self._done = self._number = 0
        self._hashed = hashlib.sha256()
        self._wanted = False
        self.new: list[bytes] = []
        """Hashes of the contents that were not here."""

    def take(self, line: dict[str, Any]) -> None:
        """Take one line. Raises `ChangesUnfit`."""
        if line.keys() == _HEAD_KEYS:
            self.end()
            self._begin(digest(line["content"]), whole(line["size"]), line["thumbnail"])
        elif line.keys() == _PIECE_KEYS and digest(line["content"]) == self._hash:
            self._append(whole(line["number"]), blob(line["piece"]))
        else:
            unfit()

    def _begin(self, name: bytes, size: int, thumbnail: object) -> None:
        small = None if thumbnail is None else blob(thumbnail)
        fits = small is None or (len(small) <= LARGEST_THUMBNAIL and small.startswith(_JPEG))
        if name <= self._hash or size > LARGEST or not fits or not self._named(name):
            unfit()
        self._hash, self._size, self._done, self._number = name, size, 0, 0
        self._hashed = hashlib.sha256()
        self._wanted = not self._connection.execute("SELECT 1 FROM content WHERE hash = ?", (name,)).fetchone()
        if self._wanted:
            self.new.append(name)
            self._connection.execute(
                "INSERT INTO content (hash, size, thumbnail) VALUES (?, ?, ?)", (name, size, small)
            )

    def _named(self, name: bytes) -> bool:
        if not self._hash:
            self._connection.execute("CREATE INDEX temp.ix_in_attachment ON in_attachment (content_hash)")
        found = self._connection.execute("SELECT 1 FROM in_attachment WHERE content_hash = ?", (name,))
        return found.fetchone() is not None

    def _append(self, number: int, piece: bytes) -> None:
        left = self._size - self._done
        if number != self._number or len(piece) != min(left, contents.CHUNK_BYTES) or not piece:
            unfit()
        self._hashed.update(piece)
        self._done += len(piece)
        self._number += 1
        if self._wanted:
            self._connection.execute(
                "INSERT INTO chunk (content_hash, number, piece) VALUES (?, ?, ?)", (self._hash, number, piece)
            )

    def end(self) -> None:
        """After the last line. Raises `ChangesUnfit` when something is missing from the last content."""
        if self._hash and (self._done != self._size or self._hashed.digest() != self._hash):
            unfit()


def settled(connection: Driver, arrived: list[bytes]) -> int:
    """After the rows were merged: contents that nothing names are dropped; how many of those that came have stayed."""
    if not arrived:
        return 0
    contents.sweep(connection)
    here = "SELECT EXISTS (SELECT 1 FROM content WHERE hash = ?)"
    return sum(connection.execute(here, (name,)).fetchone()[0] for name in arrived)
