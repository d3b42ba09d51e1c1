# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Conflicts: values that lost against a change whose author did not know of them.

The row holds the later value, `field_conflict` the other one. A conflict is open until it is settled, or until somebody
whose device knew both values has changed the field again: that was a decision with both in sight. It rests on what all
devices share (rows, clocks, knowledge), so after an exchange the same conflicts are open everywhere. Equal values are
no conflict, and of a row that is gone there are none, nor about a value that names a row that is gone.

    workspace.read(conflicts.of_workspace)
    workspace.run(conflicts.settle, conflict.id, Choice.OTHER, name=mark("Conflict settled"))
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.workspace import bulk, changes, clock, journal
from gcmdesk.workspace.base import Entity, entities, entity
from gcmdesk.workspace.changes import PEOPLE, Column
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import Recorder, Value, connection_of, packed, unpacked
from gcmdesk.workspace.knowledge import saw
from gcmdesk.workspace.tables import Conflict

_TABLE = Conflict.__tablename__
_MINE, _THEIRS = ("p.clock", "p.device_id"), ("p.their_clock", "p.their_device_id")
_NOW = ("coalesce(s.clock, r.clock)", "coalesce(s.device_id, r.device_id)")
_LOST = ("c.other_clock", "c.other_device_id")
_ALSO_LOST = ("o.other_clock", "o.other_device_id")
_OPEN = f"""
    SELECT c.id, c.field, c.other, c.row_uuid, r.id, dn.name, {_NOW[0]}, dl.name, c.other_clock
    FROM field_conflict c CROSS JOIN {{table}} r ON r.uuid = c.row_uuid
    LEFT JOIN stamp s ON s.row_uuid = c.row_uuid AND s.field = c.field
    JOIN device dn ON dn.id = {_NOW[1]} JOIN device dl ON dl.id = c.other_device_id
    WHERE c.entity = ? AND NOT c.settled AND NOT {saw(_NOW, _LOST)}
      AND NOT EXISTS (SELECT 1 FROM field_conflict o WHERE o.row_uuid = c.row_uuid AND o.field = c.field
                      AND (o.other_clock, o.other_device_id) <> (c.other_clock, c.other_device_id)
                      AND {saw(_ALSO_LOST, _LOST)})
    ORDER BY c.id
"""
_KNOWN = """
    SELECT EXISTS (SELECT 1 FROM field_conflict WHERE uuid = :uuid)
        OR EXISTS (SELECT 1 FROM tombstone WHERE row_uuid = :uuid)
"""


class Choice(Enum):
    """Which of the two values shall stand."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A field with two values to choose from. Values are as in the file; references are uuids."""

    id: int
    table: str
    row: int
    """Row id in that table."""
    field: str
    kept: Value
    """The value that stands now."""
    kept_by: str
    """Name of the device it was written on."""
    kept_at: datetime
    other: Value
    other_by: str
    other_at: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that a merge has put aside, or not let in."""

    table: str
    row_uuid: bytes
    field: str
    value: Value
    clock: int
    device_id: int
    device: bytes

    @property
    def uuid(self) -> bytes:
        """The same on every device that finds this conflict."""
        return clock.joint_uuid(self.row_uuid, self.field.encode(), self.clock.to_bytes(8, "big"), self.device)


def of_workspace(session: Session) -> tuple[OpenConflict, ...]:
    """All open conflicts, by table, in the order in which they were found."""
    connection = connection_of(session)
    tables = connection.execute("SELECT DISTINCT entity FROM field_conflict WHERE NOT settled").fetchall()
    return tuple(
        conflict for name in entities() if (name,) in tables for conflict in _open_in(connection, entity(name))
    )


def _open_in(connection: Driver, kind: Entity) -> Iterator[OpenConflict]:
    fields = {field.name: field for field in changes.columns(kind.name)}
    told = set()
    for id, name, packed_value, uuid, row, now_by, now, lost_by, lost in connection.execute(
        _OPEN.format(table=kind.name), (kind.name,)
    ).fetchall():
        query = f"SELECT {_as_uuid(fields[name], f'r.{name}')} FROM {kind.name} r WHERE r.id = ?"
        kept, other = connection.execute(query, (row,)).fetchone()[0], unpacked(packed_value)["value"]
        gone = other is not None and _as_id(connection, fields[name], other) is None
        if kept == other or gone or (uuid, name, packed_value) in told:
            continue
        told.add((uuid, name, packed_value))
        yield OpenConflict(
            id, kind.name, row, name, kept, now_by, clock.clock_moment(now), other, lost_by, clock.clock_moment(lost)
        )


def settle(session: Session, conflict_id: int, choice: Choice) -> None:
    """Settle an open conflict; for `Workspace.run`. Unknown or closed ones are a KeyError.

    Choosing the other value writes it into the row, which closes all conflicts of that field. Undoing puts back what
    was there.
    """
    session.flush()
    recorder = journal.of(session)
    chosen = next((one for one in of_workspace(session) if one.id == conflict_id), None)
    if chosen is None:
        raise KeyError(conflict_id)
    if choice is Choice.OTHER:
        kind = entity(chosen.table)
        field = next(one for one in changes.columns(kind.name) if one.name == chosen.field)
        value = _as_id(recorder.connection, field, chosen.other)
        bulk.change_rows(recorder, kind, [(chosen.row, {chosen.field: value})])
    same = recorder.connection.execute(
        "SELECT o.id FROM field_conflict o JOIN field_conflict c USING (row_uuid, field, other)"
        " WHERE c.id = ? AND NOT o.settled",
        (conflict_id,),
    ).fetchall()
    bulk.change_rows(recorder, entity(Conflict), [(row_id, {"settled": 1}) for (row_id,) in same])
    session.expire_all()


def lost(connection: Driver, kind: Entity) -> list[Lost]:
    """The values that lose in the running merge (its table `pair`) to a change that did not know of them."""
    if kind.name == _TABLE:
        return []
    result = []
    for field in changes.columns(kind.name):
        value = _as_uuid(field, f"CASE WHEN p.wins THEN r.{field.name} ELSE v.{field.name} END")
        rows = connection.execute(
            f"SELECT x.uuid, x.value, x.at, x.by, d.uuid FROM (SELECT p.uuid, {value} AS value,"
            " CASE WHEN p.wins THEN p.clock ELSE p.their_clock END AS at,"
            " CASE WHEN p.wins THEN p.device_id ELSE p.their_device_id END AS by"
            f" FROM pair p CROSS JOIN in_{kind.name} v ON v.uuid = p.uuid CROSS JOIN {kind.name} r ON r.id = p.row_id"
            f" WHERE p.entity = ? AND p.field = ? AND p.differs AND NOT {saw(_MINE, _THEIRS)}"
            f" AND NOT {saw(_THEIRS, _MINE)}) x JOIN device d ON d.id = x.by",
            (kind.name, field.name),
        )
        result += [Lost(kind.name, uuid, field.name, value, at, by, device) for uuid, value, at, by, device in rows]
    return result


def keep(recorder: Recorder, found: list[Lost]) -> list[str]:
    """Keep lost values for review, each once; returns their tables."""
    kind = entity(Conflict)
    fresh = {one.uuid: one for one in found}
    new = [
        (uuid, one)
        for uuid, one in sorted(fresh.items())
        if not recorder.connection.execute(_KNOWN, {"uuid": uuid}).fetchone()[0]
    ]
    first = bulk.last_id(recorder.connection, kind) + 1
    recorder.connection.executemany(
        kind.insert, [_row(kind, row_id, uuid, one) for row_id, (uuid, one) in enumerate(new, first)]
    )
    if new:
        recorder.inserted(kind, first, first + len(new) - 1)
    return [one.table for _uuid, one in new]


def _row(kind: Entity, row_id: int, uuid: bytes, one: Lost) -> tuple[Value, ...]:
    values: dict[str, Any] = {
        "id": row_id,
        "uuid": uuid,
        "clock": one.clock,
        "device_id": one.device_id,
        "entity": one.table,
        "row_uuid": one.row_uuid,
        "field": one.field,
        "other": packed({"value": one.value}),
        "other_clock": one.clock,
        "other_device_id": one.device_id,
        "settled": 0,
    }
    return tuple(values[name] for name in kind.columns)


def _as_uuid(field: Column, value: str) -> str:
    """SQL for a value that may be a reference, which other devices know by its uuid only."""
    if field.target is None:
        return value
    living = f"SELECT uuid FROM {field.target} WHERE id = {value}"
    if field.target in PEOPLE:
        return f"({living})"
    gone = f"SELECT row_uuid FROM tombstone WHERE entity = '{field.target}' AND row_id = {value}"
    return f"coalesce(({living}), ({gone}))"


def _as_id(connection: Driver, field: Column, value: Value) -> Value:
    """The row id that a reference stands for here; None where its row is gone."""
    if field.target is None or value is None:
        return value
    row = connection.execute(f"SELECT id FROM {field.target} WHERE uuid = ?", (value,)).fetchone()
    return row and row[0]
