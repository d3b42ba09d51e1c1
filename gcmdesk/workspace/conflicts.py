# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Conflicts: values that lost against a change whose author did not know of them.

The row holds the later value, `field_conflict` the other one (`workspace.losses`). A conflict is open until it is
settled, or until somebody whose device knew both values has changed the field again: that was a decision with both in
sight. Equal values are no conflict, nor is there one about a value that names a row that is gone.

Where a row was deleted and somebody who did not know of it had changed it, the deletion stands and what was written is
open for review, until it is settled, or the row comes back or is deleted again by somebody who knew of it. Of an
erased row there is nothing.

All of it rests on what all devices share (rows, clocks, knowledge, tombstones), so after an exchange the same conflicts
are open everywhere.

    workspace.read(conflicts.of_workspace)
    workspace.run(conflicts.settle, conflict.id, Choice.OTHER, name=mark("Conflict settled"))
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from gcmdesk.workspace import bulk, changes, clock, journal, returning
from gcmdesk.workspace.base import Entity, entities, entity
from gcmdesk.workspace.changes import Column
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import Value, connection_of, unpacked
from gcmdesk.workspace.knowledge import saw
from gcmdesk.workspace.losses import as_uuid
from gcmdesk.workspace.tables import Conflict

_NOW = ("coalesce(s.clock, r.clock)", "coalesce(s.device_id, r.device_id)")
_LOST = ("c.other_clock", "c.other_device_id")
_ALSO_LOST = ("o.other_clock", "o.other_device_id")
_DEATH = ("t.clock", "t.device_id")
_NOT_REPLACED = f"""
    NOT EXISTS (SELECT 1 FROM field_conflict o WHERE o.row_uuid = c.row_uuid AND o.field IN (c.field, '')
                AND (o.other_clock, o.other_device_id) <> (c.other_clock, c.other_device_id)
                AND {saw(_ALSO_LOST, _LOST)})
"""
_OPEN = f"""
    SELECT c.id, c.field, c.other, c.row_uuid, r.id, dn.name, {_NOW[0]}, dl.name, c.other_clock
    FROM field_conflict c CROSS JOIN {{table}} r ON r.uuid = c.row_uuid
    LEFT JOIN stamp s ON s.row_uuid = c.row_uuid AND s.field = c.field
    JOIN device dn ON dn.id = {_NOW[1]} JOIN device dl ON dl.id = c.other_device_id
    WHERE c.entity = ? AND NOT c.settled AND NOT {saw(_NOW, _LOST)} AND {_NOT_REPLACED}
    ORDER BY c.id
"""
_OPEN_OF_GONE = f"""
    SELECT c.id, c.field, c.other, c.row_uuid, t.row_id, dn.name, t.clock, dl.name, c.other_clock
    FROM field_conflict c CROSS JOIN tombstone t ON t.row_uuid = c.row_uuid AND t.entity = c.entity AND t.erased = 0
    JOIN device dn ON dn.id = t.device_id JOIN device dl ON dl.id = c.other_device_id
    WHERE c.entity = ? AND NOT c.settled AND {_NOT_REPLACED}
      AND (NOT {saw(_DEATH, _LOST)} OR (t.clock, t.device_id) = (c.other_clock, c.other_device_id))
    ORDER BY c.id
"""


class Choice(Enum):
    """Which of the two values shall stand."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A field with two values to choose from, or a value written into a row that somebody else deleted.

    Values are as in the file; references are uuids.
    """

    id: int
    table: str
    row: int
    """Row id in that table, also of a row that is gone."""
    field: str
    kept: Value
    """The value that stands now; None where the row is gone."""
    kept_by: str
    """Name of the device it was written on, or the row deleted on."""
    kept_at: datetime
    other: Value
    other_by: str
    other_at: datetime
    deleted: bool
    """Whether the row is gone; choosing the other value brings it back."""


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
    for deleted, query in ((False, _OPEN), (True, _OPEN_OF_GONE)):
        rows = connection.execute(query.format(table=kind.name), (kind.name,)).fetchall()
        for id, name, packed_value, uuid, row, now_by, now, lost_by, lost in rows:
            if name not in fields or (uuid, name, packed_value) in told:
                continue
            kept, other = None, unpacked(packed_value)["value"]
            gone = other is not None and _as_id(connection, fields[name], other) is None
            if not deleted:
                value = as_uuid(fields[name], f"r.{name}")
                kept = connection.execute(f"SELECT {value} FROM {kind.name} r WHERE r.id = ?", (row,)).fetchone()[0]
            if (kept == other and not deleted) or (gone and not (deleted and not fields[name].nullable)):
                continue
            told.add((uuid, name, packed_value))
            at = (clock.clock_moment(now), clock.clock_moment(lost))
            yield OpenConflict(id, kind.name, row, name, kept, now_by, at[0], other, lost_by, at[1], deleted)


def settle(session: Session, conflict_id: int, choice: Choice) -> None:
    """Settle an open conflict; for `Workspace.run`. Unknown or closed ones are a KeyError.

    Choosing the other value writes it into the row, which closes all conflicts of that field. Where the row is gone it
    brings it back, with all that was written into it and what it belongs to (`CannotComeBack` where that is not known
    here); choosing what is kept lets it go. Undoing puts back what was there.
    """
    session.flush()
    recorder = journal.of(session)
    chosen = next((one for one in of_workspace(session) if one.id == conflict_id), None)
    if chosen is None:
        raise KeyError(conflict_id)
    if choice is Choice.OTHER:
        kind = entity(chosen.table)
        field = next(one for one in changes.columns(kind.name) if one.name == chosen.field)
        if chosen.deleted:
            returning.bring_back(recorder, kind, chosen.row, {chosen.field: chosen.other})
        else:
            value = _as_id(recorder.connection, field, chosen.other)
            bulk.change_rows(recorder, kind, [(chosen.row, {chosen.field: value})])
    same = recorder.connection.execute(
        "SELECT o.id FROM field_conflict o JOIN field_conflict c USING (row_uuid, field, other)"
        " WHERE c.id = ? AND NOT o.settled",
        (conflict_id,),
    ).fetchall()
    bulk.change_rows(recorder, entity(Conflict), [(row_id, {"settled": 1}) for (row_id,) in same])
    session.expire_all()


def _as_id(connection: Driver, field: Column, value: Value) -> Value:
    """The row id that a reference stands for here; None where its row is gone."""
    if field.target is None or value is None:
        return value
    row = connection.execute(f"SELECT id FROM {field.target} WHERE uuid = ?", (value,)).fetchone()
    return row and row[0]
