"""The journal: what each transaction did, written inside that same transaction.

Undo, history, audit and merge are one mechanism. A transaction becomes one `passage` (its id is the sequence number)
with `change` records:

    insert   rows first…last of a table, one record for the whole range; the values are the rows themselves
    update   one row, {field: [old, new]}
    delete   one row, all its values
    erase    one row; nothing of it is left, here or in earlier records (`workspace.erasure`)

Row ids are never used twice (AUTOINCREMENT), so they name a row for good within one file; `uuid` names it across
files and `tombstone` keeps the pair when the row is gone. 100,000 imported rows cost one record.

**What merge builds on.** The state of a workspace is a set of registers, each with the clock and device of its last
change; the later (clock, device uuid) wins, so the order of arrival does not matter and repetition changes nothing:

    existence of a row   `<row>.clock, <row>.device_id` while it lives; `tombstone.clock, device_id` once deleted.
                         An edit does not bring a deleted row back; undoing the deletion does (a later clock).
    a field of a row     `stamp(row_uuid, field)` where it changed after the row was made, else the row's own clock.
                         Bringing a row back writes all its fields anew: its stamps go, its clock is the new one.
                         Fields are compared within one making; a row made or brought back later is newer as a whole.
    erased               `tombstone.erased = 1` beats everything, for good.

A change set since sequence number S is the present state (values, references as uuids, clock, stamps, tombstones) of
all rows that `change` names after S; passages that a merge made count like any other, so news travels through third
parties (`workspace.changes`). All of taking it in is set-wise SQL (`workspace.merge`), with *its* clocks and stamps.
`device.clock` says up to where this file knows each other device, `knowledge` what a device knew when it wrote: of two
changes of which neither saw the other the loser is kept in `field_conflict` (`workspace.conflicts`). The journal's tick
is later than every clock seen: a merge raises `device.clock` and calls `Recorder.saw(clock)`. Links between rows
(`coding`) get their uuid from both ends (`clock.joint_uuid`), so the same link made twice is one row. Everything a
merge does is journalled with its old values, so undo works on it as on any other work; clocks are not put back.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from gcmdesk.workspace import audit, clock
from gcmdesk.workspace.base import Base, Entity, Row, entity
from gcmdesk.workspace.file import Driver, driver
from gcmdesk.workspace.indexing import TextIndex, Texts

Value = Any
"""A value as it lies in the file: int, float, str, bytes or None (the driver has no types)."""

_CHANGE = (
    "INSERT INTO change (passage_id, entity, kind, first, last, content, salt, commitment)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_STAMP = (
    "INSERT INTO stamp (row_uuid, field, clock, device_id) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET clock = excluded.clock, device_id = excluded.device_id"
)
_TOMBSTONE = (
    "INSERT OR REPLACE INTO tombstone (row_uuid, entity, row_id, clock, device_id, erased) VALUES (?, ?, ?, ?, ?, ?)"
)
_PASSAGE = (
    "INSERT INTO passage (id, clock, device_id, actor_id, made, name, count, kind, target, link)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BUFFERED = 1000
_SALT_BYTES = 16
_IDENTITY = ("id", "uuid")


def packed(content: Mapping[str, Any]) -> str:
    """Values of the file as the journal's JSON; bytes become ``{"hex": …}``."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_hex)


def unpacked(content: str) -> dict[str, Any]:
    """The values that `packed` put away."""
    result: dict[str, Any] = json.loads(content, object_hook=_bytes)
    return result


def _hex(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    raise TypeError(f"a {type(value).__name__} is no value of the file")


def _bytes(mapping: dict[str, Any]) -> object:
    return bytes.fromhex(mapping["hex"]) if mapping.keys() == {"hex"} else mapping


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal of a file stands: last sequence number, its link, the latest clock seen."""

    sequence: int
    link: bytes
    clock: int


@dataclass(frozen=True, slots=True)
class Scribe:
    """Who writes: this device and this person, as rows of `device` and `actor`."""

    device_id: int
    device: bytes
    actor_id: int
    actor: bytes


class Recorder:
    """Takes down what one transaction does. Lives from its begin to its commit; `of(session)` gives it.

    `name`, `kind` and `target` become those of the passage; undo, erasure and merge set them.
    """

    def __init__(
        self, connection: Driver, head: Head, scribe: Scribe, audit_key: bytes, index: TextIndex | None
    ) -> None:
        self.connection = connection
        self.scribe = scribe
        self.sequence = head.sequence + 1
        self.clock = clock.tick(head.clock)
        self.topics: set[str] = set()
        self.count = 0
        self.name = ""
        self.kind = "do"
        self.target: int | None = None
        self.learned = False
        """Something outside the journal's records must be kept: merge has learned up to where others have worked."""
        self._head = head
        self._seen = self.clock
        self._audit_key = audit_key
        self._index = index
        self._digest = hashlib.sha256()
        self._buffer: list[tuple[Any, ...]] = []
        self._written = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep. Undoing work of which all was erased since is kept: the step is done."""
        return not self._buffer and not self._written and self.target is None

    def saw(self, other: int) -> None:
        """A clock value from another device has become part of this file; what follows must be later."""
        self._seen = max(self._seen, other)

    def inserted(self, kind: Entity, first: int, last: int) -> None:
        """Rows `first` to `last` are new. Their texts go to `put_texts`."""
        self._take(kind, [("insert", first, last, None)], last - first + 1)
        if self.connection.execute("SELECT EXISTS (SELECT 1 FROM tombstone)").fetchone()[0]:
            rows = f"SELECT uuid FROM {kind.name} WHERE id BETWEEN ? AND ?"  # noqa: S608 - names of our own schema
            for table in ("tombstone", "stamp"):
                self.connection.execute(f"DELETE FROM {table} WHERE row_uuid IN ({rows})", (first, last))  # noqa: S608

    def updated(
        self, kind: Entity, rows: Sequence[tuple[int, bytes, dict[str, tuple[Value, Value]]]], *, stamp: bool = True
    ) -> None:
        """Fields have changed: (row id, uuid, {field: (old, new)}). Merge writes the stamps itself."""
        self._take(kind, [("update", row, row, packed(fields)) for row, _uuid, fields in rows], len(rows))
        if stamp:
            now, device = self.clock, self.scribe.device_id
            self.connection.executemany(
                _STAMP, [(uuid, field, now, device) for _row, uuid, fields in rows for field in fields]
            )

    def deleted(self, kind: Entity, rows: Sequence[tuple[Value, ...]], *, stamp: bool = True) -> None:
        """Rows (all columns, in the order of the table) are gone. Merge buries them with its own clocks."""
        columns, id_at, uuid_at = kind.columns, kind.columns.index("id"), kind.columns.index("uuid")
        self._take(
            kind,
            [("delete", row[id_at], row[id_at], packed(dict(zip(columns, row, strict=True)))) for row in rows],
            len(rows),
        )
        self.drop_texts(kind, [(row[id_at], texts_of(kind, row)) for row in rows])
        if stamp:
            self.connection.executemany("DELETE FROM stamp WHERE row_uuid = ?", [(row[uuid_at],) for row in rows])
            self.bury(kind, [(row[uuid_at], row[id_at]) for row in rows], erased=False)

    def erased(self, kind: Entity, rows: Sequence[tuple[Value, Value]]) -> None:
        """Rows, as (uuid, id), are erased: only `workspace.erasure` calls this."""
        self._take(kind, [("erase", row, row, None) for _uuid, row in rows], len(rows))
        self.bury(kind, rows, erased=True)

    def bury(self, kind: Entity, rows: Iterable[tuple[Value, Value]], *, erased: bool) -> None:
        """Leave tombstones for rows, given as (uuid, id)."""
        now, device = self.clock, self.scribe.device_id
        self.connection.executemany(
            _TOMBSTONE, [(uuid, kind.name, row, now, device, int(erased)) for uuid, row in rows]
        )

    def buried(self, kind: Entity, row_ids: Sequence[int], *, erased: bool) -> None:
        """Rows that live here no more have got other tombstones by a merge: the news travels on from here."""
        self._take(kind, [("erase" if erased else "delete", row, row, None) for row in row_ids], 0)

    def indexes(self, kind: Entity) -> bool:
        """Whether texts of this table go into a search index at all."""
        return bool(self._index and kind.searched)

    def put_texts(self, kind: Entity, rows: Sequence[tuple[int, Texts]]) -> None:
        """Hand the texts of new rows to the search index."""
        if self._index and kind.searched and rows:
            self._index.put(self.connection, kind.name, rows)

    def put_columns(self, kind: Entity, first: int, columns: Sequence[Sequence[str | None]]) -> None:
        """Hand the texts of a chunk of new rows to the search index: first row id, searched columns."""
        if self._index and columns:
            self._index.put_columns(self.connection, kind.name, first, columns)

    def replace_texts(self, kind: Entity, rows: Sequence[tuple[int, Texts, Texts]]) -> None:
        """Hand the changed texts of rows to the search index: (row id, texts before, texts now)."""
        if self._index and kind.searched and rows:
            self._index.replace(self.connection, kind.name, rows)

    def drop_texts(self, kind: Entity, rows: Sequence[tuple[int, Texts]]) -> None:
        """Take rows out of the search index: (row id, the texts they had)."""
        if self._index and kind.searched and rows:
            self._index.remove(self.connection, kind.name, rows)

    def purge_texts(self) -> None:
        """Leave no word of removed rows in the search index: only `workspace.erasure` calls this."""
        if self._index:
            self._index.purge(self.connection)

    def _take(self, kind: Entity, records: Iterable[tuple[Any, ...]], count: int) -> None:
        self.topics.add(kind.topic)
        self.count += count
        name = kind.name
        for what, first, last, content in records:
            salt = os.urandom(_SALT_BYTES)
            commitment = audit.commitment(salt, name, what, (first, last), content)
            self._digest.update(audit.standing(name, what, (first, last), commitment))
            self._buffer.append((self.sequence, name, what, first, last, content, salt, commitment))
        if len(self._buffer) >= _BUFFERED:
            self.write()

    def keep(self) -> None:
        """Make it a passage although no row changes (the search index was built anew)."""
        self._written = True

    def write(self) -> None:
        """Bring the records taken so far into the file (they stay part of the open transaction)."""
        if self._buffer:
            self.connection.executemany(_CHANGE, self._buffer)
            self._buffer.clear()
            self._written = True

    def abreast(self) -> Head:
        """The head after a transaction without records: the same passage, and the latest clock seen."""
        return Head(self._head.sequence, self._head.link, max(self._head.clock, self._seen))

    def finish(self) -> Head:
        """Close the passage under its `name`, `kind` and `target` and give the new head; the caller commits.

        A passage without a name is a defect (ValueError).
        """
        if not self.name:
            raise ValueError("a transaction that changes something needs a name")
        self.write()
        heading = audit.Heading(
            self.sequence,
            self.clock,
            self.scribe.device,
            self.scribe.actor,
            clock.microseconds(clock.now()),
            self.name,
            self.count,
            self.kind,
            self.target,
        )
        link = audit.link(self._audit_key, self._head.link, heading, self._digest.digest())
        self.connection.execute(
            _PASSAGE,
            (
                heading.sequence,
                heading.clock,
                self.scribe.device_id,
                self.scribe.actor_id,
                heading.made,
                heading.name,
                heading.count,
                heading.kind,
                heading.target,
                link,
            ),
        )
        return Head(self.sequence, link, self._seen)


def of(session: Session) -> Recorder:
    """The recorder of the running transaction. A session for reading has none (that is a defect: TypeError)."""
    recorder = session.info.get("recorder")
    if not isinstance(recorder, Recorder):
        raise TypeError("this session is for reading; changes go through Workspace.run")
    return recorder


def never_undone(session: Session) -> None:
    """The running work cannot be undone: Ctrl+Z takes back what was done before it."""
    of(session).kind = "fixed"


class JournalledSession(Session):
    """A session whose flushes are taken down by the recorder."""


@event.listens_for(JournalledSession, "before_flush")
def _before_flush(session: Session, _context: object, _instances: object) -> None:
    recorder = of(session)
    new = [item for item in session.new if isinstance(item, Row)]
    if len(new) != len(session.new):
        raise TypeError("only rows are written through a session")
    for item, identity in zip(new, clock.uuids(len(new)), strict=True):
        item.uuid = item.uuid or identity
        item.clock, item.device_id = recorder.clock, recorder.scribe.device_id
    before = session.info.setdefault("before", {})
    for item in [*session.dirty, *session.deleted]:
        if item in session.deleted or session.is_modified(item):
            before[item] = recorder.connection.execute(entity(type(item)).select_one, (item.id,)).fetchone()


@event.listens_for(JournalledSession, "after_flush")
def _after_flush(session: Session, _context: object) -> None:
    recorder = of(session)
    before: dict[Row, tuple[Value, ...]] = session.info.pop("before", {})
    new: dict[str, list[Row]] = {}
    for item in session.new:
        new.setdefault(item.__tablename__, []).append(item)
    for name, items in new.items():
        _take_new(recorder, entity(name), items)
    for item in session.dirty:
        if item in before and item not in session.deleted:
            _take_changed(recorder, entity(type(item)), before[item])
    for item in session.deleted:
        recorder.deleted(entity(type(item)), [before[item]])


def _take_new(recorder: Recorder, kind: Entity, items: list[Row]) -> None:
    ids = sorted(item.id for item in items)
    first = ids[0]
    for row, following in zip(ids, [*ids[1:], 0], strict=True):
        if following != row + 1:
            recorder.inserted(kind, first, row)
            first = following
    recorder.put_texts(kind, [(item.id, tuple(getattr(item, name) for name in kind.searched)) for item in items])


def _take_changed(recorder: Recorder, kind: Entity, old: tuple[Value, ...]) -> None:
    row_id: int = old[kind.columns.index("id")]
    new = recorder.connection.execute(kind.select_one, (row_id,)).fetchone()
    fields = differences(kind, old, new)
    if fields:
        recorder.updated(kind, [(row_id, new[kind.columns.index("uuid")], fields)])
        if not fields.keys().isdisjoint(kind.searched):
            recorder.replace_texts(kind, [(row_id, texts_of(kind, old), texts_of(kind, new))])


def differences(kind: Entity, old: tuple[Value, ...], new: tuple[Value, ...]) -> dict[str, tuple[Value, Value]]:
    """The fields in which two states of a row differ. Identity cannot change (ValueError)."""
    fields = {
        name: (before, after) for name, before, after in zip(kind.columns, old, new, strict=True) if before != after
    }
    if not fields.keys().isdisjoint(_IDENTITY):
        raise ValueError("the identity of a row never changes")
    return fields


def texts_of(kind: Entity, row: tuple[Value, ...]) -> Texts:
    """The searched columns of a whole row."""
    return tuple(row[kind.columns.index(name)] for name in kind.searched)


@event.listens_for(JournalledSession, "before_commit")
def _refuse_own_commits(session: Session) -> None:
    if not session.info.get("finished"):
        raise TypeError("a service never commits; Workspace.run does")


@event.listens_for(JournalledSession, "after_transaction_create")
def _refuse_savepoints(_session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        raise TypeError("the journal cannot take back a part of a transaction; use a transaction of its own")


@event.listens_for(JournalledSession, "do_orm_execute")
def _refuse_unseen_changes(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("the journal does not see INSERT, UPDATE and DELETE statements; use workspace.bulk")


def connection_of(session: Session) -> Driver:
    """The driver's own connection of a session, for hand-written SQL that reads."""
    return driver(session.connection())


__all__ = ["Base", "Head", "JournalledSession", "Recorder", "Scribe", "of", "packed", "unpacked"]
