"""Changes to many rows at the driver's speed, journalled and indexed like any other change.

    bulk.insert(session, Note, ("consultation_id", "said", "text"), rows)
    bulk.insert_columns(session, Note, {"consultation_id": [17, 17], "said": […], "text": […]})
    bulk.update(session, Note, [(17, {"kind": "need"}), …])
    bulk.delete(session, Coding, ids)

Values are Python values as the mapped class has them. Reports progress where one is handed in, and stops there when the
user has cancelled (the transaction is then rolled back by `Workspace.run`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import ColumnDefault
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import clock, journal
from gcmdesk.workspace.base import Entity, Row, entity
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import Value

T = TypeVar("T")

_CHUNK = 5000
_TOGETHER = 10
_DIALECT = sqlite.dialect()
_MADE_HERE = ("uuid", "clock", "device_id")


def insert(
    session: Session,
    kind: type[Row],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    *,
    progress: Progress | None = None,
    total: int = 0,
) -> range:
    """Insert rows (tuples in the order of `columns`) and return their ids.

    Columns left out get their default. `uuid` may be among the columns (links: `clock.joint_uuid`). One change record
    for all of it.
    """
    chunks = ((len(chunk), list(zip(*chunk, strict=True))) for chunk in _chunks(rows))
    return _insert_chunks(session, kind, columns, chunks, progress, total)


def insert_columns(
    session: Session, kind: type[Row], columns: Mapping[str, Sequence[Any]], *, progress: Progress | None = None
) -> range:
    """`insert` for values that lie column by column, by name, all equally long (ValueError)."""
    count = len(next(iter(columns.values())))
    parts = (range(at, min(at + _CHUNK, count)) for at in range(0, count, _CHUNK))
    chunks = ((len(part), [values[part.start : part.stop] for values in columns.values()]) for part in parts)
    return _insert_chunks(session, kind, tuple(columns), chunks, progress, count)


def _insert_chunks(
    session: Session,
    kind: type[Row],
    columns: Sequence[str],
    chunks: Iterable[tuple[int, Sequence[Sequence[Any]]]],
    progress: Progress | None,
    total: int,
) -> range:
    session.flush()
    recorder, known = journal.of(session), entity(kind)
    names, constants, changes, searched = _prepared(known.name, tuple(columns))
    own_uuid = "uuid" in columns
    made = _MADE_HERE[1:] if own_uuid else _MADE_HERE
    first = last_id(recorder.connection, known) + 1
    done = 0
    for count, given in chunks:
        values = [change(part) if change else part for change, part in zip(changes, given, strict=True)]
        values += [[constant] * count for constant in constants]
        stamps: list[Sequence[Value]] = [[recorder.clock] * count, [recorder.scribe.device_id] * count]
        identities = [] if own_uuid else [clock.uuids(count)]
        rows = zip(*identities, *stamps, *values, strict=True)
        _write(recorder.connection, known, (*made, *names), rows, count)
        recorder.put_columns(known, first + done, [values[at] for at in searched])
        done += count
        if progress:
            progress.report(done, total)
    last = last_id(recorder.connection, known)
    if last - first + 1 != done:
        raise RuntimeError("rows of a bulk insert did not get consecutive ids")
    if done:
        recorder.inserted(known, first, last)
        session.expire_all()
    return range(first, last + 1)


def _write(
    connection: Driver, kind: Entity, names: Sequence[str], rows: Iterator[tuple[Value, ...]], count: int
) -> None:
    """Several rows a statement, which takes SQLite a quarter less time than one at a time."""
    together = count - count % _TOGETHER
    if together:
        values = chain.from_iterable(islice(rows, together))
        connection.executemany(_insert(kind, names, _TOGETHER), zip(*[values] * (len(names) * _TOGETHER), strict=True))
    if count > together:
        connection.executemany(_insert(kind, names), rows)


def update(
    session: Session,
    kind: type[Row],
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    *,
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """Set fields of rows, given as (id, {field: value}); returns how many rows changed. Unknown ids are a KeyError."""
    session.flush()
    known = entity(kind)
    changed = change_rows(
        journal.of(session),
        known,
        ((row, _plain(known, fields)) for row, fields in rows),
        progress=progress,
        total=total,
    )
    session.expire_all()
    return changed


def delete(
    session: Session, kind: type[Row], ids: Iterable[int], *, progress: Progress | None = None, total: int = 0
) -> int:
    """Delete rows by id; returns how many there were. What refers to them must go first."""
    session.flush()
    gone = delete_rows(journal.of(session), entity(kind), ids, progress=progress, total=total)
    session.expire_all()
    return gone


def change_rows(
    recorder: journal.Recorder,
    kind: Entity,
    rows: Iterable[tuple[int, Mapping[str, Value]]],
    *,
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """`update` for values as they lie in the file (undo and merge use it)."""
    changed = seen = 0
    uuid_at = kind.columns.index("uuid")
    for chunk in _chunks(rows):
        records, texts = [], []
        for row_id, fields in chunk:
            old = recorder.connection.execute(kind.select_one, (row_id,)).fetchone()
            if old is None:
                raise KeyError(row_id)
            new = tuple(fields.get(name, value) for name, value in zip(kind.columns, old, strict=True))
            different = journal.differences(kind, old, new)
            if different:
                _set(recorder.connection, kind, row_id, {name: after for name, (_old, after) in different.items()})
                records.append((row_id, old[uuid_at], different))
            if not different.keys().isdisjoint(kind.searched):
                texts.append((row_id, journal.texts_of(kind, old), journal.texts_of(kind, new)))
        recorder.updated(kind, records)
        recorder.replace_texts(kind, texts)
        changed += len(records)
        seen += len(chunk)
        if progress:
            progress.report(seen, total)
    return changed


def delete_rows(
    recorder: journal.Recorder,
    kind: Entity,
    ids: Iterable[int],
    *,
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """`delete` without a session (undo and merge use it)."""
    gone = 0
    for chunk in _chunks(ids):
        rows = [row for number in chunk if (row := recorder.connection.execute(kind.select_one, (number,)).fetchone())]
        recorder.connection.executemany(
            f"DELETE FROM {kind.name} WHERE id = ?",  # noqa: S608 - names of our own schema
            [(row[kind.columns.index("id")],) for row in rows],
        )
        recorder.deleted(kind, rows)
        gone += len(rows)
        if progress:
            progress.report(gone, total)
    return gone


def restore_rows(recorder: journal.Recorder, kind: Entity, rows: Iterable[Mapping[str, Value]]) -> None:
    """Bring deleted rows back under their old ids and uuids; their clock is this passage's."""
    made = {"clock": recorder.clock, "device_id": recorder.scribe.device_id}
    for chunk in _chunks(sorted(rows, key=_row_id)):
        ready = [tuple({**row, **made}[name] for name in kind.columns) for row in chunk]
        recorder.connection.executemany(kind.insert, ready)
        for first, last in ranges(_row_id(row) for row in chunk):
            recorder.inserted(kind, first, last)
        recorder.put_texts(kind, [(_row_id(row), tuple(row[name] for name in kind.searched)) for row in chunk])


def ranges(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as (first, last) of their unbroken stretches."""
    first = last = None
    for number in ids:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last


def _row_id(row: Mapping[str, Value]) -> int:
    row_id: int = row["id"]
    return row_id


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(items)
    while chunk := list(islice(stream, _CHUNK)):
        yield chunk


def last_id(connection: Driver, kind: Entity) -> int:
    """The highest row id that was ever given in a table; 0 when none was."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind.name,)).fetchone()
    return row[0] if row else 0


def _insert(kind: Entity, names: Sequence[str], rows: int = 1) -> str:
    marks = ", ".join([f"({', '.join('?' * len(names))})"] * rows)
    return f"INSERT INTO {kind.name} ({', '.join(names)}) VALUES {marks}"  # noqa: S608 - names of our own schema


def _set(connection: Driver, kind: Entity, row_id: int, fields: Mapping[str, Value]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in fields)
    connection.execute(f"UPDATE {kind.name} SET {assignments} WHERE id = ?", (*fields.values(), row_id))  # noqa: S608


@cache
def _prepared(
    name: str, columns: tuple[str, ...]
) -> tuple[list[str], tuple[Any, ...], list[Callable[[Sequence[Any]], Sequence[Value]] | None], list[int]]:
    """For an insert of these columns: all names, constants of those left out, what changes values, searched places."""
    kind = entity(name)
    names, constants = _with_defaults(kind, columns)
    return names, constants, [_changer(kind, one) for one in columns], [names.index(one) for one in kind.searched]


def _with_defaults(kind: Entity, columns: Sequence[str]) -> tuple[list[str], tuple[Any, ...]]:
    unknown = set(columns) - set(kind.columns)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    names, constants = list(columns), []
    for column in kind.table.columns:
        if column.name in (*columns, "id", *_MADE_HERE):
            continue
        if isinstance(column.default, ColumnDefault):
            names.append(column.name)
            constants.append(_bound(kind, column.name)(column.default.arg))
        elif column.name in kind.searched and column.nullable:
            names.append(column.name)
            constants.append(None)
    return names, tuple(constants)


def _bound(kind: Entity, name: str) -> Callable[[Any], Value]:
    processor = kind.table.columns[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return processor or (lambda value: value)


def _changer(kind: Entity, name: str) -> Callable[[Sequence[Any]], Sequence[Value]] | None:
    """What turns a column's Python values into those of the file, each different one once; None where they are."""
    change = kind.table.columns[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    if change is None:
        return None

    def changed(values: Sequence[Any]) -> Sequence[Value]:
        known = {value: change(value) for value in set(values)}
        return [known[value] for value in values]

    return changed


def _plain(kind: Entity, fields: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _bound(kind, name)(value) for name, value in fields.items()}
