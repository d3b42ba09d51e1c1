"""What is attached, in pieces of 256 KiB: stored once by its SHA-256, never changed.

Contents stand outside the journal, because a photo as JSON would double the file with every undo. The journal carries
the `attachment` rows with the content's hash; a content stays while any of them, living or in a record that undo can
bring back, names its hash. So adding and removing can be undone at no cost, and the last erasure of an attachment
takes the content along (`sweep`).
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.workspace.errors import WorkspaceError
from gcmdesk.workspace.file import Driver

CHUNK_BYTES = 256 * 1024

_PIECES = "SELECT number, piece FROM chunk WHERE content_hash = ? ORDER BY number"
_UNUSED = """
    SELECT hash FROM content WHERE hash NOT IN (SELECT content_hash FROM attachment) AND NOT EXISTS (
        SELECT 1 FROM change
        WHERE entity = 'attachment' AND kind = 'delete' AND instr(content, lower(hex(hash))) > 0
    )
"""


class ContentMissing(WorkspaceError):
    """An attachment's content is not in this file: it came by a merge without it."""

    def __init__(self) -> None:
        super().__init__(
            _("What is attached here has not arrived on this computer."),
            _("Ask whoever attached it for a file that holds all changes from the beginning."),
        )


class ContentDamaged(WorkspaceError):
    """An attachment's content is no longer what was attached."""

    def __init__(self) -> None:
        super().__init__(_("This attachment is damaged."), _("Restore a backup, or attach the original again."))


def put(connection: Driver, data: bytes, thumbnail: bytes | None, progress: Progress | None = None) -> bytes:
    """Store a content, if it is not there yet, and return its hash."""
    digest = hashlib.sha256(data).digest()
    if connection.execute("SELECT 1 FROM content WHERE hash = ?", (digest,)).fetchone():
        return digest
    connection.execute("INSERT INTO content (hash, size, thumbnail) VALUES (?, ?, ?)", (digest, len(data), thumbnail))
    whole = memoryview(data)
    for number, start in enumerate(range(0, len(data), CHUNK_BYTES)):
        piece = whole[start : start + CHUNK_BYTES]
        connection.execute("INSERT INTO chunk (content_hash, number, piece) VALUES (?, ?, ?)", (digest, number, piece))
        if progress:
            progress.report(start + len(piece), len(data))
    return digest


def stream(connection: Driver, digest: bytes) -> Iterator[bytes]:
    """The pieces of a content, one in memory at a time; they count only if the iteration ends without an error.

    Raises `ContentMissing`, and at the latest at the end `ContentDamaged`.
    """
    row = connection.execute("SELECT size FROM content WHERE hash = ?", (digest,)).fetchone()
    if row is None:
        raise ContentMissing
    hashed, size = hashlib.sha256(), 0
    for expected, (number, piece) in enumerate(connection.execute(_PIECES, (digest,))):
        if number != expected:
            raise ContentDamaged
        hashed.update(piece)
        size += len(piece)
        yield piece
    if size != row[0] or hashed.digest() != digest:
        raise ContentDamaged


def sound(connection: Driver, digest: bytes) -> bool:
    """Whether a content is here and is what was attached."""
    try:
        for _piece in stream(connection, digest):
            pass
    except (ContentMissing, ContentDamaged):
        return False
    return True


def damaged(connection: Driver, progress: Progress) -> list[bytes]:
    """Read all contents; the hashes of those that are not what they were."""
    every: list[tuple[Any, ...]] = connection.execute("SELECT hash, size FROM content").fetchall()
    total, done, found = sum(size for _digest, size in every), 0, []
    for digest, size in every:
        try:
            for _piece in stream(connection, digest):
                progress.report(done, total)
        except ContentDamaged:
            found.append(digest)
        done += size
        progress.report(done, total)
    return found


def missing(connection: Driver) -> int:
    """How many attachments name a content that is not in this file."""
    query = "SELECT count(*) FROM attachment WHERE content_hash NOT IN (SELECT hash FROM content)"
    count: int = connection.execute(query).fetchone()[0]
    return count


def sweep(connection: Driver) -> int:
    """Remove the contents that nothing names any more, neither a row nor undo; returns how many."""
    unused = connection.execute(_UNUSED).fetchall()
    connection.executemany("DELETE FROM chunk WHERE content_hash = ?", unused)
    connection.executemany("DELETE FROM content WHERE hash = ?", unused)
    return len(unused)
