# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Merging staged rows into the workspace's own: which state of a row and of a field is the later one, all in SQL.

`incoming.action` is decided once for each staged row, by the clocks of both sides:

    insert   a row that is new here, or newly brought back        erase    erased there, not yet here
    delete   deleted there, alive here                            bury     gone on both sides, their tombstone is later
    replace  made or brought back later there: newer as a whole   join     same making: field by field
    older    made or brought back later here                      none     nothing to do

`pair` then holds, for rows alive on both sides, each field with differing clocks and which side wins.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import UniqueConstraint

from gcmdesk.jobs import Progress
from gcmdesk.workspace import bulk, changes, erasure, losses
from gcmdesk.workspace.base import Entity, entities
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.indexing import Texts
from gcmdesk.workspace.journal import Recorder, Value
from gcmdesk.workspace.line_values import unfit
from gcmdesk.workspace.losses import Lost

T = TypeVar("T")

_CHUNK = 5000
_ROW_IDS = """
    UPDATE incoming SET row_id = coalesce((SELECT id FROM {table} WHERE uuid = incoming.uuid),
        (SELECT row_id FROM tombstone WHERE row_uuid = incoming.uuid AND entity = '{table}'))
    WHERE entity = '{table}'
"""
_NEW_IDS = """
    UPDATE incoming SET row_id = ? + fresh.place
    FROM (SELECT uuid, row_number() OVER (ORDER BY uuid) AS place FROM incoming
          WHERE entity = '{table}' AND row_id IS NULL) AS fresh
    WHERE incoming.uuid = fresh.uuid
"""
_ACTIONS = """
    UPDATE incoming SET action = CASE
        WHEN here.erased = 1 THEN CASE WHEN gone = 2 AND (clock, device) > (here.dead, here.death) THEN 'bury'
                                       ELSE 'none' END
        WHEN gone = 2 THEN 'erase'
        WHEN gone = 1 AND here.made IS NOT NULL
            THEN CASE WHEN (clock, device) >= (here.made, here.maker) THEN 'delete' ELSE 'none' END
        WHEN here.made IS NOT NULL THEN CASE WHEN (clock, device) > (here.made, here.maker) THEN 'replace'
                                             WHEN (clock, device) = (here.made, here.maker) THEN 'join'
                                             ELSE 'older' END
        WHEN here.dead IS NOT NULL AND (clock, device) <= (here.dead, here.death) THEN 'none'
        WHEN gone = 1 THEN 'bury'
        ELSE 'insert' END
    FROM (SELECT i.uuid, r.clock AS made, dr.uuid AS maker, t.clock AS dead, dt.uuid AS death, t.erased
          FROM incoming i LEFT JOIN {table} r ON r.uuid = i.uuid LEFT JOIN device dr ON dr.id = r.device_id
          LEFT JOIN tombstone t ON t.row_uuid = i.uuid LEFT JOIN device dt ON dt.id = t.device_id
          WHERE i.entity = '{table}') AS here
    WHERE here.uuid = incoming.uuid
"""
_REFERENCE = """
    UPDATE in_{table} SET {field} = coalesce(
        (SELECT id FROM {target} WHERE uuid = in_{table}.{field}),
        (SELECT row_id FROM incoming WHERE uuid = in_{table}.{field} AND entity = '{target}'),
        (SELECT row_id FROM tombstone WHERE row_uuid = in_{table}.{field} AND entity = '{target}'), -1)
    WHERE {field} IS NOT NULL
"""
_NEW = "SELECT count(*) FROM incoming WHERE row_id IS NULL"
_STRANGERS = "SELECT EXISTS (SELECT 1 FROM incoming i CROSS JOIN {table} o ON o.uuid = i.uuid WHERE i.row_id IS NULL)"
_STRANGERS_OF_FEW = (
    "SELECT EXISTS (SELECT 1 FROM {table} o CROSS JOIN incoming i ON i.uuid = o.uuid WHERE i.row_id IS NULL)"
)
_BURIED_STRANGERS = (
    "SELECT EXISTS (SELECT 1 FROM incoming i CROSS JOIN tombstone t ON t.row_uuid = i.uuid WHERE i.row_id IS NULL)"
)
_BURY = """
    INSERT INTO tombstone (row_uuid, entity, row_id, clock, device_id, erased)
    SELECT uuid, entity, row_id, clock, device_id, gone = 2 FROM incoming WHERE entity = ? AND action = ?
    ON CONFLICT DO UPDATE SET clock = excluded.clock, device_id = excluded.device_id, erased = excluded.erased
"""
_GOING = """
    INSERT INTO going SELECT entity, uuid, row_id, clock, device_id, 0 FROM incoming WHERE entity = ? AND action = ?
"""
_STAMPS = """
    INSERT INTO stamp (row_uuid, field, clock, device_id)
    SELECT s.uuid, s.field, s.clock, s.device_id FROM in_stamp s JOIN incoming i ON i.uuid = s.uuid
    WHERE i.entity = ? AND i.action = ?
"""
_PAIR_TABLE = """
    CREATE TEMP TABLE pair (entity TEXT, field TEXT, uuid BLOB, row_id INTEGER, differs INTEGER, wins INTEGER,
        clock INTEGER, device_id INTEGER, their_clock INTEGER, their_device_id INTEGER)
"""
_PAIRS = """
    INSERT INTO pair
    SELECT '{table}', '{field}', uuid, id, mine IS NOT theirs,
        action = 'replace' OR action = 'join' AND (
            (tc, td) > (mc, (SELECT uuid FROM device WHERE id = m)) OR (tc = mc AND t = m)),
        mc, m, tc, t
    FROM (SELECT i.uuid, r.id, i.action, r.{field} AS mine, v.{field} AS theirs,
              coalesce(a.clock, r.clock) AS mc, coalesce(a.device_id, r.device_id) AS m,
              coalesce(b.clock, i.clock) AS tc, coalesce(b.device_id, i.device_id) AS t,
              coalesce(b.device, i.device) AS td
          FROM incoming i CROSS JOIN in_{table} v ON v.uuid = i.uuid CROSS JOIN {table} r ON r.uuid = i.uuid
          LEFT JOIN stamp a ON a.row_uuid = i.uuid AND a.field = '{field}'
          LEFT JOIN in_stamp b ON b.uuid = i.uuid AND b.field = '{field}'
          WHERE i.entity = '{table}' AND i.action IN ('replace', 'join', 'older'))
    WHERE tc <> mc OR t <> m OR (theirs IS NULL AND mine IS NOT NULL)
"""


_WON_STAMPS = """
    INSERT INTO stamp (row_uuid, field, clock, device_id)
    SELECT s.uuid, s.field, s.clock, s.device_id FROM pair p CROSS JOIN in_stamp s
        ON s.uuid = p.uuid AND s.field = p.field WHERE p.entity = ? AND p.wins
    ON CONFLICT DO UPDATE SET clock = excluded.clock, device_id = excluded.device_id
"""


@dataclass(frozen=True, slots=True)
class TableCounts:
    """What happened in one table."""

    table: str
    new: int
    """Rows that were not here, or deleted here and brought back."""
    changed: int
    deleted: int
    erased: int
    orphaned: int
    """Rows that went, or whose reference was emptied, because what they refer to is gone."""
    conflicts: int

    @property
    def any(self) -> bool:
        """Whether anything happened."""
        return any((self.new, self.changed, self.deleted, self.erased, self.orphaned, self.conflicts))


@dataclass(slots=True)
class Tally:
    """Counts while a merge goes on."""

    table: str
    new: int = 0
    changed: int = 0
    deleted: int = 0
    erased: int = 0
    orphaned: int = 0
    conflicts: int = 0

    def counts(self) -> TableCounts:
        """What has been counted."""
        return TableCounts(self.table, self.new, self.changed, self.deleted, self.erased, self.orphaned, self.conflicts)


def take(recorder: Recorder, tables: set[str], counts: dict[str, Tally], progress: Progress) -> list[Lost]:
    """Bring the staged rows of these tables into the workspace; what lost in it. Raises `ChangesUnfit`."""
    connection = recorder.connection
    connection.execute("CREATE INDEX temp.ix_incoming_action ON incoming (entity, action)")
    connection.execute(_PAIR_TABLE)
    kinds = [kind for name, kind in entities().items() if name in tables]
    _find(connection, kinds)
    for kind in kinds:
        _decide(connection, kind)
    for kind in kinds:
        _resolve(connection, kind)
    lost: list[Lost] = []
    for kind in kinds:
        counts[kind.name].erased += _erase(recorder, kind)
        lost += losses.of_deletions(connection, kind)
        counts[kind.name].deleted += _delete(recorder, kind, lost) + _one_of_two(recorder, kind, lost)
        _bury(recorder, kind)
    for step, kind in enumerate(kinds):
        progress.report(step, len(kinds))
        counts[kind.name].new += _insert(recorder, kind)
        _compare(connection, kind)
        lost += losses.of_fields(connection, kind)
        lost += losses.of_late(connection, kind)
        counts[kind.name].changed += _change(recorder, kind)
    return lost


def _find(connection: Driver, kinds: list[Entity]) -> None:
    """Row ids of what is here or was; of a row that belongs to another table, a refusal."""
    for kind in kinds:
        connection.execute(_ROW_IDS.format(table=kind.name))
    if not (new := connection.execute(_NEW).fetchone()[0]):
        return
    if connection.execute(_BURIED_STRANGERS).fetchone()[0]:
        unfit()
    for other in entities():
        highest = connection.execute(f"SELECT max(id) FROM {other}").fetchone()[0] or 0
        strangers = _STRANGERS if new < highest else _STRANGERS_OF_FEW
        if highest and connection.execute(strangers.format(table=other)).fetchone()[0]:
            unfit()


def _decide(connection: Driver, kind: Entity) -> None:
    last = bulk.last_id(connection, kind)
    connection.execute(_NEW_IDS.format(table=kind.name), (last,))
    highest = connection.execute("SELECT max(row_id) FROM incoming WHERE entity = ?", (kind.name,)).fetchone()[0]
    if (highest or 0) > last:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (kind.name,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (kind.name, highest))
    connection.execute(_ACTIONS.format(table=kind.name))


def _resolve(connection: Driver, kind: Entity) -> None:
    """References become row ids, also of rows that are gone (see `orphans`); of rows that never were, a refusal."""
    for field in changes.columns(kind.name):
        if field.target and field.target not in changes.PEOPLE:
            names = {"table": kind.name, "field": field.name, "target": field.target}
            connection.execute(_REFERENCE.format(**names))
            missing = f"SELECT EXISTS (SELECT 1 FROM in_{kind.name} WHERE {field.name} = -1)"
            if connection.execute(missing).fetchone()[0]:
                unfit()


def _ids(connection: Driver, kind: Entity, action: str) -> list[int]:
    query = "SELECT row_id FROM incoming WHERE entity = ? AND action = ? ORDER BY row_id"
    return [row_id for (row_id,) in connection.execute(query, (kind.name, action))]


def _erase(recorder: Recorder, kind: Entity) -> int:
    ids = _ids(recorder.connection, kind, "erase")
    lived = f"SELECT EXISTS (SELECT 1 FROM {kind.name} WHERE id = ?)"
    buried = "SELECT EXISTS (SELECT 1 FROM tombstone WHERE entity = ? AND row_id = ?)"
    erased = 0
    recorder.write()
    for row_id in ids:
        if recorder.connection.execute(lived, (row_id,)).fetchone()[0]:
            erased += erasure.erase_one(recorder, kind, row_id)
        elif recorder.connection.execute(buried, (kind.name, row_id)).fetchone()[0]:
            erasure.erase_one(recorder, kind, row_id)
        else:
            recorder.buried(kind, [row_id], erased=True)
    recorder.connection.execute(_BURY, (kind.name, "erase"))
    return erased


def _delete(recorder: Recorder, kind: Entity, lost: list[Lost]) -> int:
    ids = _ids(recorder.connection, kind, "delete")
    recorder.connection.execute(_GOING, (kind.name, "delete"))
    lost += losses.of_going(recorder.connection, kind)
    remove(recorder, kind, ids)
    recorder.connection.execute(_BURY, (kind.name, "delete"))
    return len(ids)


def remove(recorder: Recorder, kind: Entity, ids: Iterable[int]) -> None:
    """Delete rows, journalled with their values; their tombstones are the caller's."""
    uuid_at = kind.columns.index("uuid")
    for chunk in _chunks(ids):
        rows = [row for row_id in chunk if (row := recorder.connection.execute(kind.select_one, (row_id,)).fetchone())]
        recorder.deleted(kind, rows, stamp=False)
        recorder.connection.executemany("DELETE FROM stamp WHERE row_uuid = ?", [(row[uuid_at],) for row in rows])
        recorder.connection.executemany(f"DELETE FROM {kind.name} WHERE id = ?", [(row_id,) for row_id in chunk])


def _bury(recorder: Recorder, kind: Entity) -> None:
    query = "SELECT row_id FROM incoming WHERE entity = ? AND action = 'bury' AND (gone = 2) = ?"
    for erased in (False, True):
        ids = [row_id for (row_id,) in recorder.connection.execute(query, (kind.name, erased))]
        recorder.buried(kind, ids, erased=erased)
    recorder.connection.execute(_BURY, (kind.name, "bury"))


def _one_of_two(recorder: Recorder, kind: Entity, lost: list[Lost]) -> int:
    """Of two rows that may not both be there the one with the greater uuid goes, with its own clock."""
    gone = 0
    for names in _unique_together(kind):
        same = " AND ".join(f"r.{name} = v.{name}" for name in names)
        twins = recorder.connection.execute(
            f"SELECT r.id, r.uuid, i.uuid FROM incoming i CROSS JOIN in_{kind.name} v ON v.uuid = i.uuid"
            f" CROSS JOIN {kind.name} r ON {same} WHERE i.entity = ? AND i.action = 'insert' AND r.uuid <> i.uuid",
            (kind.name,),
        ).fetchall()
        here = [row_id for row_id, uuid, other in twins if uuid > other]
        recorder.connection.executemany(
            "INSERT OR REPLACE INTO tombstone (row_uuid, entity, row_id, clock, device_id, erased)"
            f" SELECT uuid, ?, id, clock, device_id, 0 FROM {kind.name} WHERE id = ?",
            [(kind.name, row_id) for row_id in here],
        )
        recorder.connection.executemany(
            f"INSERT INTO going SELECT ?, uuid, id, clock, device_id, 0 FROM {kind.name} WHERE id = ?",
            [(kind.name, row_id) for row_id in here],
        )
        lost += losses.of_going(recorder.connection, kind)
        remove(recorder, kind, here)
        recorder.connection.executemany(
            "INSERT OR IGNORE INTO away VALUES (?, ?, 0)", [(kind.name, row_id) for row_id in here]
        )
        recorder.connection.executemany(
            "UPDATE incoming SET action = 'none' WHERE row_id = ? AND entity = ?", [(one, kind.name) for one in here]
        )
        recorder.connection.executemany(
            "UPDATE incoming SET action = 'bury', gone = 1 WHERE uuid = ?",
            [(other,) for _id, uuid, other in twins if uuid < other],
        )
        gone += len(twins)
    return gone


def _unique_together(kind: Entity) -> Iterator[list[str]]:
    constraints = [rule.columns for rule in kind.table.constraints if isinstance(rule, UniqueConstraint)]
    indexes = [index.columns for index in kind.table.indexes if index.unique]
    for columns in (*constraints, *indexes):
        names = [column.name for column in columns]
        if names != ["uuid"]:
            yield names


def _insert(recorder: Recorder, kind: Entity) -> int:
    connection = recorder.connection
    names = [field.name for field in changes.columns(kind.name)]
    connection.execute(
        f"INSERT INTO {kind.name} (id, uuid, clock, device_id, {', '.join(names)})"
        f" SELECT i.row_id, i.uuid, i.clock, i.device_id, {', '.join(f'v.{name}' for name in names)}"
        f" FROM incoming i CROSS JOIN in_{kind.name} v ON v.uuid = i.uuid"
        " WHERE i.entity = ? AND i.action = 'insert' ORDER BY i.row_id",
        (kind.name,),
    )
    ids = _ids(connection, kind, "insert")
    for first, last in bulk.ranges(ids):
        recorder.inserted(kind, first, last)
    connection.execute(_STAMPS, (kind.name, "insert"))
    for texts in _texts(connection, kind, ids) if recorder.indexes(kind) else ():
        recorder.put_texts(kind, texts)
    return len(ids)


def _texts(connection: Driver, kind: Entity, ids: Iterable[int]) -> Iterator[list[tuple[int, Texts]]]:
    """The searched texts of rows, as they are now, in batches."""
    query = f"SELECT id, {', '.join(kind.searched)} FROM {kind.name} WHERE id IN (SELECT value FROM json_each(?))"
    for chunk in _chunks(ids):
        yield [(row_id, tuple(texts)) for row_id, *texts in connection.execute(query, (json.dumps(chunk),))]


def _compare(connection: Driver, kind: Entity) -> None:
    for field in changes.columns(kind.name):
        connection.execute(_PAIRS.format(table=kind.name, field=field.name))


def _change(recorder: Recorder, kind: Entity) -> int:
    """Take over the winning fields; returns how many rows look different now."""
    connection = recorder.connection
    replaced = "SELECT row_id, uuid FROM incoming WHERE entity = ? AND action = 'replace'"
    rows: dict[int, tuple[bytes, dict[str, tuple[Value, Value]]]] = {
        row_id: (uuid, {}) for row_id, uuid in connection.execute(replaced, (kind.name,))
    }
    query = "SELECT DISTINCT field FROM pair WHERE entity = ? AND wins ORDER BY field"
    for (name,) in connection.execute(query, (kind.name,)).fetchall():
        _take_field(connection, kind, name, rows)
    connection.execute(
        "DELETE FROM stamp WHERE row_uuid IN (SELECT uuid FROM incoming WHERE entity = ? AND action = 'replace')",
        (kind.name,),
    )
    connection.execute(_STAMPS, (kind.name, "replace"))
    connection.execute(_WON_STAMPS, (kind.name,))
    connection.execute(
        f"UPDATE {kind.name} SET clock = i.clock, device_id = i.device_id FROM incoming i"
        f" WHERE i.entity = ? AND i.action = 'replace' AND {kind.name}.id = i.row_id",
        (kind.name,),
    )
    for chunk in _chunks(sorted(rows.items())):
        recorder.updated(kind, [(row_id, uuid, fields) for row_id, (uuid, fields) in chunk], stamp=False)
    _replace_texts(recorder, kind, {row_id: fields for row_id, (_uuid, fields) in rows.items()})
    return sum(1 for _uuid, fields in rows.values() if fields)


def _replace_texts(recorder: Recorder, kind: Entity, changed: dict[int, dict[str, tuple[Value, Value]]]) -> None:
    if not recorder.indexes(kind):
        return
    searched = sorted(row_id for row_id, fields in changed.items() if not fields.keys().isdisjoint(kind.searched))
    for texts in _texts(recorder.connection, kind, searched):
        three = []
        for row_id, now in texts:
            then = zip(kind.searched, now, strict=True)
            three.append((row_id, tuple(changed[row_id].get(name, (text,))[0] for name, text in then), now))
        recorder.replace_texts(kind, three)


def _take_field(
    connection: Driver, kind: Entity, name: str, rows: dict[int, tuple[bytes, dict[str, tuple[Value, Value]]]]
) -> None:
    won = (
        f"SELECT p.row_id, p.uuid, p.differs, r.{name}, v.{name} FROM pair p CROSS JOIN in_{kind.name} v"
        f" ON v.uuid = p.uuid CROSS JOIN {kind.name} r ON r.id = p.row_id"
        " WHERE p.entity = ? AND p.field = ? AND p.wins"
    )
    for row_id, uuid, differs, old, new in connection.execute(won, (kind.name, name)):
        fields = rows.setdefault(row_id, (uuid, {}))[1]
        if differs:
            fields[name] = (old, new)
    connection.execute(
        f"UPDATE {kind.name} SET {name} = v.{name} FROM pair p CROSS JOIN in_{kind.name} v ON v.uuid = p.uuid"
        f" WHERE p.entity = ? AND p.field = ? AND p.wins AND p.differs AND {kind.name}.id = p.row_id",
        (kind.name, name),
    )


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(items)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk
