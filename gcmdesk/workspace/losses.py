# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""What loses in a merge to a change that did not know of it, so that nobody's words go without being seen.

    of_fields       a value that lost against another value of the same field
    of_going        the fields of a row that lives here and goes because it was deleted elsewhere
    of_late         the fields of a row that lives elsewhere and was deleted here
    of_deletions    a deletion that lost: against a row brought back, or against another deletion

All become rows of `field_conflict` (`keep`); what of them is shown for review is decided in `workspace.conflicts`.
Each follows from the losing change alone, so that every device makes the same row of it. Of a row that goes although
whoever deleted it did not know of a change to it, every field is kept, also those that nobody changed: the row can then
be brought back anywhere. A deletion that lost is never shown; it says which other losers were deleted knowingly.
"""

from dataclasses import dataclass, replace

from gcmdesk.workspace import bulk, changes, clock
from gcmdesk.workspace.base import Entity, entity
from gcmdesk.workspace.changes import PEOPLE, Column
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import Recorder, Value, packed
from gcmdesk.workspace.knowledge import saw
from gcmdesk.workspace.tables import Conflict

DELETION = ""
"""The `field` of a deletion that lost."""

_TABLE = Conflict.__tablename__
_MINE, _THEIRS = ("p.clock", "p.device_id"), ("p.their_clock", "p.their_device_id")
_DEATH = ("g.clock", "g.device_id")
_WINNER, _LOSER = ("x.winner", "x.winner_device"), ("x.loser", "x.loser_device")
_KNOWN = """
    SELECT EXISTS (SELECT 1 FROM field_conflict WHERE uuid = :uuid)
        OR EXISTS (SELECT 1 FROM tombstone WHERE row_uuid = :uuid)
"""
_FIELDS = f"""
    SELECT x.uuid, x.value, x.at, x.by, d.uuid, x.differs FROM (
        SELECT p.uuid, p.differs, {{value}} AS value,
            CASE WHEN p.wins THEN p.clock ELSE p.their_clock END AS at,
            CASE WHEN p.wins THEN p.device_id ELSE p.their_device_id END AS by
        FROM pair p CROSS JOIN in_{{table}} v ON v.uuid = p.uuid CROSS JOIN {{table}} r ON r.id = p.row_id
        WHERE p.entity = :table AND p.field = :field AND NOT {saw(_MINE, _THEIRS)} AND NOT {saw(_THEIRS, _MINE)}
          AND (p.differs OR EXISTS (SELECT 1 FROM incoming i WHERE i.uuid = p.uuid AND i.action <> 'join'))
    ) x JOIN device d ON d.id = x.by
"""
_LATE = """
    INSERT INTO going SELECT i.entity, i.uuid, i.row_id, t.clock, t.device_id, 0
    FROM incoming i CROSS JOIN in_{table} v ON v.uuid = i.uuid
    CROSS JOIN tombstone t ON t.row_uuid = i.uuid AND t.erased = 0
    WHERE i.entity = :table AND i.action IN ('none', 'bury')
"""
_KNOWINGLY = f"""
    DELETE FROM going AS g WHERE g.entity = :table AND NOT g.whole
      AND EXISTS (SELECT 1 FROM {{made}} r WHERE r.uuid = g.uuid AND {saw(_DEATH, ("r.clock", "r.device_id"))})
      AND NOT EXISTS (SELECT 1 FROM {{stamps}} s WHERE {{stamped}} = g.uuid
                      AND NOT {saw(_DEATH, ("s.clock", "s.device_id"))})
      AND NOT EXISTS (SELECT 1 FROM field_conflict c WHERE c.row_uuid = g.uuid AND NOT c.settled
                      AND NOT {saw(_DEATH, ("c.other_clock", "c.other_device_id"))})
"""
_GOING = f"""
    SELECT x.uuid, x.value, x.at, x.by, d.uuid,
        NOT {saw(("x.clock", "x.device_id"), ("x.at", "x.by"))} OR (x.clock, x.device_id) = (x.at, x.by)
    FROM (SELECT g.uuid, g.clock, g.device_id, {{value}} AS value,
              coalesce(s.clock, r.clock) AS at, coalesce(s.device_id, r.device_id) AS by
          FROM going g CROSS JOIN {{made}} r ON r.uuid = g.uuid {{values}}
          LEFT JOIN {{stamps}} s ON {{stamped}} = g.uuid AND s.field = :field WHERE g.entity = :table
    ) x JOIN device d ON d.id = x.by
"""
_DELETIONS = f"""
    SELECT x.uuid, NULL, x.loser, x.loser_device, d.uuid, 0 FROM (
        SELECT i.uuid, i.clock AS loser, i.device_id AS loser_device,
            coalesce(r.clock, t.clock) AS winner, coalesce(r.device_id, t.device_id) AS winner_device
        FROM incoming i LEFT JOIN {{table}} r ON r.uuid = i.uuid
        LEFT JOIN tombstone t ON t.row_uuid = i.uuid AND t.erased = 0
        WHERE i.entity = :table AND i.action = 'none' AND i.gone = 1
        UNION ALL
        SELECT i.uuid, t.clock, t.device_id, i.clock, i.device_id
        FROM incoming i CROSS JOIN tombstone t ON t.row_uuid = i.uuid AND t.erased = 0
        WHERE i.entity = :table AND i.action IN ('bury', 'insert') AND i.gone < 2
    ) x JOIN device d ON d.id = x.loser_device WHERE x.winner IS NOT NULL AND NOT {saw(_WINNER, _LOSER)}
"""


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
    shown: bool
    """Whether it waits for review; else it is kept only for what else is."""
    row_gone: bool = False
    """Whether it lost to a deletion."""

    @property
    def uuid(self) -> bytes:
        """The same on every device that finds this conflict."""
        return clock.joint_uuid(self.row_uuid, self.field.encode(), self.clock.to_bytes(8, "big"), self.device)


def of_fields(connection: Driver, kind: Entity) -> list[Lost]:
    """The values that lose in the running merge (its table `pair`) to a change that did not know of them."""
    found = []
    for field in _fields(kind):
        value = as_uuid(field, f"CASE WHEN p.wins THEN r.{field.name} ELSE v.{field.name} END")
        found += _lost(connection, kind, field.name, _FIELDS.format(table=kind.name, value=value))
    return found


def of_going(connection: Driver, kind: Entity) -> list[Lost]:
    """Fields of the rows in `going`, which still live here, whose tombstone does not know all of them."""
    return _of_rows(connection, kind, {"made": kind.name, "stamps": "stamp", "stamped": "s.row_uuid"}, "r")


def of_late(connection: Driver, kind: Entity) -> list[Lost]:
    """Fields of arrived rows that were deleted here, where the deletion does not know all of them."""
    if kind.name == _TABLE:
        return []
    connection.execute(_LATE.format(table=kind.name), {"table": kind.name})
    names = {"made": "incoming", "stamps": "in_stamp", "stamped": "s.uuid"}
    return _of_rows(connection, kind, names, "v", f"CROSS JOIN in_{kind.name} v ON v.uuid = g.uuid")


def _of_rows(connection: Driver, kind: Entity, names: dict[str, str], source: str, values: str = "") -> list[Lost]:
    found: list[Lost] = []
    connection.execute(_KNOWINGLY.format(**names), {"table": kind.name})
    if connection.execute("SELECT EXISTS (SELECT 1 FROM going WHERE entity = ?)", (kind.name,)).fetchone()[0]:
        for field in _fields(kind):
            value = as_uuid(field, f"{source}.{field.name}")
            lost = _lost(connection, kind, field.name, _GOING.format(value=value, values=values, **names))
            found += [replace(one, row_gone=True) for one in lost]
    connection.execute("DELETE FROM going")
    return found


def of_deletions(connection: Driver, kind: Entity) -> list[Lost]:
    """Deletions that lose in the running merge to a change that did not know of them; before it writes tombstones."""
    return [] if kind.name == _TABLE else _lost(connection, kind, DELETION, _DELETIONS.format(table=kind.name))


def _fields(kind: Entity) -> tuple[Column, ...]:
    return () if kind.name == _TABLE else changes.columns(kind.name)


def _lost(connection: Driver, kind: Entity, field: str, query: str) -> list[Lost]:
    rows = connection.execute(query, {"table": kind.name, "field": field})
    return [
        Lost(kind.name, uuid, field, value, at, by, device, bool(shown)) for uuid, value, at, by, device, shown in rows
    ]


def keep(recorder: Recorder, found: list[Lost]) -> list[Lost]:
    """Keep what was lost, each once; returns what of it was not kept before and waits for review."""
    kind = entity(Conflict)
    fresh = {one.uuid: one for one in sorted(found, key=lambda one: one.shown)}
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
    return [one for _uuid, one in new if one.shown]


def _row(kind: Entity, row_id: int, uuid: bytes, one: Lost) -> tuple[Value, ...]:
    values: dict[str, Value] = {
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


def as_uuid(field: Column, value: str) -> str:
    """SQL for a value that may be a reference, which other devices know by its uuid only."""
    if field.target is None:
        return value
    living = f"SELECT uuid FROM {field.target} WHERE id = {value}"
    if field.target in PEOPLE:
        return f"({living})"
    gone = f"SELECT row_uuid FROM tombstone WHERE entity = '{field.target}' AND row_id = {value}"
    return f"coalesce(({living}), ({gone}))"
