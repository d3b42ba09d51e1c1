# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""After a merge: what refers to a row that is gone goes too, is emptied, or is erased like it (rules: `merge`)."""

from collections.abc import Iterator
from typing import Any

from gcmdesk.workspace import changes, erasure, losses
from gcmdesk.workspace.base import Entity, entities, entity
from gcmdesk.workspace.changes import PEOPLE, Column
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import Recorder
from gcmdesk.workspace.losses import Lost
from gcmdesk.workspace.registers import Tally, remove
from gcmdesk.workspace.tables import GO_WITH_IT

_TOUCHED = "c.id IN (SELECT row_id FROM incoming WHERE entity = :table AND action IN ('insert', 'replace', 'join'))"
_LEFT = "c.{field} IN (SELECT row_id FROM away WHERE entity = :target AND turn = :turn)"
_ORPHANS = """
    SELECT c.id, c.uuid, c.{field}, t.erased,
        CASE WHEN (t.clock, dt.uuid) > (c.clock, dc.uuid) THEN t.clock ELSE c.clock END,
        CASE WHEN (t.clock, dt.uuid) > (c.clock, dc.uuid) THEN t.device_id ELSE c.device_id END
    FROM {table} c JOIN tombstone t ON t.entity = :target AND t.row_id = c.{field}
    JOIN device dt ON dt.id = t.device_id JOIN device dc ON dc.id = c.device_id
    WHERE {where} AND NOT EXISTS (SELECT 1 FROM {target} WHERE id = c.{field})
"""
_TOMBSTONE = (
    "INSERT OR REPLACE INTO tombstone (row_uuid, entity, row_id, clock, device_id, erased) VALUES (?, ?, ?, ?, ?, ?)"
)
_OF_ERASED = """
    SELECT c.id, c.uuid, c.row_uuid, 1, c.clock, c.device_id FROM {table} c
    JOIN tombstone t ON t.row_uuid = c.row_uuid WHERE t.erased = 1
"""

Orphan = tuple[int, bytes, Any, int, int, int]
"""Row id, uuid, the reference, whether what it refers to was erased; clock and device of its tombstone."""


def prune(recorder: Recorder, counts: dict[str, Tally]) -> list[Lost]:
    """Deal with all orphans that the running merge has made, their children's children included; what was lost so."""
    connection = recorder.connection
    connection.execute(
        "INSERT OR IGNORE INTO away SELECT entity, row_id, 0 FROM incoming WHERE action IN ('delete', 'erase')"
    )
    lost: list[Lost] = []
    turn, found = 0, True
    while found:
        found = False
        for kind, field in _references():
            orphans = _orphans(connection, kind, field, turn)
            if orphans:
                found = True
                counts[kind.name].orphaned += len(orphans)
                lost += _part(recorder, kind, field, orphans, turn + 1)
        turn += 1
    return lost


def erase_belongings(recorder: Recorder, counts: dict[str, Tally]) -> None:
    """Erase what belongs to an erased row, also when it has only just arrived or been kept for review."""
    connection = recorder.connection
    for name in reversed(GO_WITH_IT):
        orphans = connection.execute(_OF_ERASED.format(table=name)).fetchall()
        counts[name].orphaned += len(orphans)
        _erase(recorder, entity(name), orphans)


def _references() -> Iterator[tuple[Entity, Column]]:
    for kind in entities().values():
        for field in changes.columns(kind.name):
            if field.target and field.target not in PEOPLE:
                yield kind, field


def _orphans(connection: Driver, kind: Entity, field: Column, turn: int) -> list[Orphan]:
    names = {"table": kind.name, "target": field.target, "turn": turn}
    found: dict[int, Orphan] = {}
    for where in (_LEFT.format(field=field.name), *([_TOUCHED] if turn == 0 else [])):
        query = _ORPHANS.format(table=kind.name, field=field.name, target=field.target, where=where)
        found.update({row[0]: row for row in connection.execute(query, names)})
    return list(found.values())


def _part(recorder: Recorder, kind: Entity, field: Column, orphans: list[Orphan], turn: int) -> list[Lost]:
    if field.nullable:
        _empty(recorder, kind, field, orphans)
        return []
    recorder.connection.executemany(
        "INSERT OR IGNORE INTO away VALUES (?, ?, ?)", [(kind.name, row_id, turn) for row_id, *_rest in orphans]
    )
    gone = [one for one in orphans if not one[3]]
    recorder.connection.executemany(
        "INSERT INTO going VALUES (?, ?, ?, ?, ?, 1)",
        [(kind.name, uuid, row_id, at, by) for row_id, uuid, _reference, _erased, at, by in gone],
    )
    lost = losses.of_going(recorder.connection, kind)
    remove(recorder, kind, [row_id for row_id, *_rest in gone])
    _bury(recorder, kind, gone)
    _erase(recorder, kind, [one for one in orphans if one[3]])
    return lost


def _empty(recorder: Recorder, kind: Entity, field: Column, orphans: list[Orphan]) -> None:
    """What referred to an erased row must not point there again, so undo does not know of it."""
    recorder.connection.executemany(
        f"UPDATE {kind.name} SET {field.name} = NULL WHERE id = ?", [(row_id,) for row_id, *_rest in orphans]
    )
    recorder.updated(
        kind,
        [(row_id, uuid, {} if erased else {field.name: (old, None)}) for row_id, uuid, old, erased, *_dot in orphans],
        stamp=False,
    )


def _erase(recorder: Recorder, kind: Entity, orphans: list[Orphan]) -> None:
    recorder.write()
    for row_id, *_rest in orphans:
        erasure.erase_one(recorder, kind, row_id)
    _bury(recorder, kind, orphans)


def _bury(recorder: Recorder, kind: Entity, orphans: list[Orphan]) -> None:
    recorder.connection.executemany(
        _TOMBSTONE,
        [(uuid, kind.name, row_id, at, by, erased) for row_id, uuid, _reference, erased, at, by in orphans],
    )
