"""Change sets that came too early: they lie in the file, encrypted like all of it, until what they join on to is there.

    workspace.read(waiting.of_workspace)                     what waits, oldest first
    workspace.run(waiting.discard, one.id)                   let it go

`merge.take_in` keeps them and takes them in by itself after each merge that closes the gap. They are checked against
their trailer when they come, and line by line when they are merged. They lie here line by line, so that what is erased
meanwhile goes from them too (`scrub`). They stand outside the journal, as nothing of the workspace has changed yet.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import changes, clock, intake, journal
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.line_values import blob, digest, uuid
from gcmdesk.workspace.refusals import EarlierMissing
from gcmdesk.workspace.tables import GO_WITH_IT, Attachment

MOST = 100
"""How many can wait; more are refused with `EarlierMissing`."""

_CHUNK = 500
_LINE = "INSERT INTO waiting_line (waiting_id, row_uuid, owner_uuid, content_hash, line) VALUES (?, ?, ?, ?, ?)"
_NEXT = "SELECT id, line FROM waiting_line WHERE waiting_id = ? AND id > ? ORDER BY id LIMIT 1"
_LISTED = """
    SELECT w.id, w.device, w.since, w.until, w.arrived,
        (SELECT coalesce(sum(length(line)), 0) FROM waiting_line WHERE waiting_id = w.id)
    FROM waiting w ORDER BY w.id
"""
_ERASED = """
    DELETE FROM waiting_line WHERE row_uuid IN (SELECT row_uuid FROM tombstone WHERE erased = 1)
        OR owner_uuid IN (SELECT row_uuid FROM tombstone WHERE erased = 1) RETURNING row_uuid
"""
_UNNAMED = """
    DELETE FROM waiting_line AS c WHERE c.content_hash IS NOT NULL AND c.row_uuid IS NULL AND NOT EXISTS (
        SELECT 1 FROM waiting_line a
        WHERE a.waiting_id = c.waiting_id AND a.content_hash = c.content_hash AND a.row_uuid IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change set that waits for an earlier one of the same device."""

    id: int
    device: str
    """Name of the device it came from."""
    since: int
    until: int
    """The sequence numbers of that device's journal between which the changes lie."""
    arrived: datetime
    size: int
    """Bytes."""


def of_workspace(session: Session) -> tuple[Waiting, ...]:
    """What waits, in the order in which it came."""
    rows = connection_of(session).execute(_LISTED).fetchall()
    return tuple(
        Waiting(id, device, since, until, clock.moment(at), size) for id, device, since, until, at, size in rows
    )


def discard(session: Session, waiting_id: int) -> None:
    """Let one go unmerged; for `Workspace.run`. An unknown id is a KeyError."""
    recorder = journal.of(session)
    if not recorder.connection.execute("SELECT 1 FROM waiting WHERE id = ?", (waiting_id,)).fetchone():
        raise KeyError(waiting_id)
    remove(recorder.connection, waiting_id)
    recorder.learned = True


def keep(session: Session, progress: Progress, stream: BinaryIO) -> tuple[Waiting, str]:
    """Keep a change set whose header was found good; also its SHA-256. The same one again is kept once.

    Raises `refusals.ChangesRefused`.
    """
    recorder = journal.of(session)
    execute = recorder.connection.execute
    if execute("SELECT count(*) FROM waiting").fetchone()[0] >= MOST:
        raise EarlierMissing
    lines = intake.Lines(stream)
    header = lines.header()
    device: str = header["devices"][header["device"]][1]
    extent = (header["since"]["sequence"], header["until"])
    now = clock.microseconds(clock.now())
    insert = "INSERT INTO waiting (sha256, device, since, until, arrived) VALUES (randomblob(32), ?, ?, ?, ?)"
    number: int = execute(insert, (device, *extent, now)).lastrowid
    batch: list[tuple[Any, ...]] = [(number, None, None, None, changes.line(header))]
    for content in lines.rows():
        batch.append((number, *_about(content), changes.line(content)))
        if len(batch) >= _CHUNK or "piece" in content:
            recorder.connection.executemany(_LINE, batch)
            batch.clear()
            progress.report(lines.count)
    recorder.connection.executemany(_LINE, batch)
    sha256 = bytes.fromhex(lines.sha256)
    before = execute("SELECT id FROM waiting WHERE sha256 = ?", (sha256,)).fetchone()
    if before:
        remove(recorder.connection, number)
    else:
        execute("UPDATE waiting SET sha256 = ? WHERE id = ?", (sha256, number))
        scrub(recorder.connection)
        recorder.learned = True
    kept = before[0] if before else number
    return next(one for one in of_workspace(session) if one.id == kept), lines.sha256


def _about(content: dict[str, Any]) -> tuple[bytes | None, bytes | None, bytes | None]:
    """By what a line is found when something is erased: its row, the row that one belongs to, the content."""
    if "content" in content:
        return None, None, digest(content["content"])
    values = content.get("values")
    if not isinstance(values, dict):
        return None, None, None
    owner = blob(values.get("row_uuid")) if content.get("table") in GO_WITH_IT else None
    attached = blob(values.get("content_hash")) if content.get("table") == Attachment.__tablename__ else None
    return uuid(content.get("row")), owner, attached


class Stored:
    """One that waits, to be read again like the file it came in; its trailer fits what is left of it."""

    def __init__(self, connection: Driver, waiting_id: int) -> None:
        self._lines = self._all(connection, waiting_id)

    def readline(self, _limit: int, /) -> bytes:
        """The next line; empty at the end."""
        return next(self._lines, b"")

    def read(self, _size: int, /) -> bytes:
        """What follows the trailer: nothing."""
        return b""

    def _all(self, connection: Driver, waiting_id: int) -> Iterator[bytes]:
        hashed, count = hashlib.sha256(), 0
        last = 0
        while row := connection.execute(_NEXT, (waiting_id, last)).fetchall():  # an open cursor would outlive a refusal
            ((last, raw),) = row
            hashed.update(raw)
            count += 1
            yield raw
        yield changes.line({"lines": count, "sha256": hashed.hexdigest()})


def remove(connection: Driver, waiting_id: int) -> None:
    """Take one out of the file: it was merged, or discarded."""
    connection.execute("DELETE FROM waiting_line WHERE waiting_id = ?", (waiting_id,))
    connection.execute("DELETE FROM waiting WHERE id = ?", (waiting_id,))


def scrub(connection: Driver) -> None:
    """Leave nothing of erased rows, nor of what belongs to them, in what waits."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM waiting_line)").fetchone()[0]:
        return
    gone = connection.execute(_ERASED).fetchall()
    while gone:
        gone = [row for one in gone for row in _owned(connection, one)]
    connection.execute(_UNNAMED)


def _owned(connection: Driver, owner: tuple[bytes]) -> list[tuple[bytes]]:
    query = "DELETE FROM waiting_line WHERE owner_uuid = ? RETURNING row_uuid"
    rows: list[tuple[bytes]] = connection.execute(query, owner).fetchall()
    return rows
