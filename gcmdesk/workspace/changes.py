# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""A change set: what happened in a workspace since a point of its journal, as a file that another device takes in.

    with target.open("wb") as stream:
        extent = workspace.read(changes.write, stream, since)

It is canonical JSON lines (UTF-8, sorted keys, no spaces), the same bytes for the same state: a header, one line for
each row that changed, with the whole of its present state, one for each that is gone, the contents of what was attached
(`workspace.carrying`), and a trailer with the SHA-256 of all lines before. References are uuids; devices are named by
their place in the header's list. **It is not encrypted**: whoever makes one wraps it (bundles) or keeps it as carefully
as the passphrase.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import carrying, clock, knowledge
from gcmdesk.workspace.base import Entity, entities
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import connection_of

FORMAT = 1
KIND = "gcmdesk changes"
MADE_HERE = ("id", "uuid", "clock", "device_id")
"""Columns of every row that are no fields of it."""
PEOPLE = ("device", "actor")
"""Tables that rows may refer to and that come in the header."""

_DIALECT = sqlite.dialect()
_PASSAGE = "SELECT device_id, clock FROM passage WHERE id = ?"
_LAST = "SELECT coalesce(max(id), 0) FROM passage"
_BEFORE = "SELECT coalesce(max(id), 0) FROM passage WHERE made < ?"
_GONE = "SELECT row_uuid, clock, device_id, erased FROM tombstone WHERE entity = :table"
_SINCE = (
    "AND row_id IN"
    " (SELECT first FROM change WHERE passage_id > :since AND entity = :table AND kind IN ('delete', 'erase'))"
)


_WHAT = ("values", "gone", "size", "piece", "kind")
"""By which its lines are told apart."""


class NoSuchChange(KnownError):
    """The point to start from lies behind the end of the journal."""

    def __init__(self) -> None:
        super().__init__(
            _("This workspace has no change with that number yet."),
            _("Give a number from its history, or 0 for everything."),
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a table: its type in the file, and the table it refers to."""

    name: str
    type: str
    """INTEGER, TEXT, REAL or BLOB."""
    nullable: bool
    target: str | None


@dataclass(frozen=True, slots=True)
class Extent:
    """What a change set holds: sequence numbers (after `since`, until `until`), and how much of what; its check sum."""

    since: int
    until: int
    rows: int
    gone: int
    contents: int
    """What is attached to the rows: pictures, sound, scans."""
    sha256: str


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The fields of a table of rows, in its order."""
    return tuple(
        Column(
            column.name,
            str(column.type.compile(dialect=_DIALECT)),
            bool(column.nullable),
            next((key.column.table.name for key in column.foreign_keys), None),
        )
        for column in entities()[name].table.columns
        if column.name not in MADE_HERE
    )


def line(content: dict[str, Any]) -> bytes:
    """One canonical line."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def before(session: Session, moment: datetime) -> int:
    """The last sequence number before an aware moment (0 when there is none): `since` for everything from then on."""
    number: int = connection_of(session).execute(_BEFORE, (clock.microseconds(moment),)).fetchone()[0]
    return number


def write(session: Session, stream: BinaryIO, since: int = 0) -> Extent:
    """Write everything that changed after sequence number `since` (0: all there is). Raises `NoSuchChange`, OSError."""
    connection = connection_of(session)
    last: int = connection.execute(_LAST).fetchone()[0]
    if not 0 <= since <= last:
        raise NoSuchChange
    people = {table: _people(connection, table) for table in PEOPLE}
    digest, counts = hashlib.sha256(), Counter[str]()
    for content in _contents(connection, since, last, people):
        encoded = line(content)
        digest.update(encoded)
        stream.write(encoded)
        counts[next(what for what in _WHAT if what in content)] += 1
    stream.write(line({"lines": counts.total(), "sha256": digest.hexdigest()}))
    return Extent(since, last, counts["values"], counts["gone"], counts["size"], digest.hexdigest())


def _contents(connection: Driver, since: int, last: int, people: dict[str, dict[int, int]]) -> Iterator[dict[str, Any]]:
    yield _header(connection, since, last, people)
    for kind in entities().values():
        yield from _rows(connection, kind, since, people)
        yield from _gone(connection, kind, since, people["device"])
    yield from carrying.lines(connection, since)


def _people(connection: Driver, table: str) -> dict[int, int]:
    ordered = connection.execute(f"SELECT id FROM {table} ORDER BY uuid").fetchall()
    return {row_id: place for place, (row_id,) in enumerate(ordered)}


def _header(connection: Driver, since: int, last: int, people: dict[str, dict[int, int]]) -> dict[str, Any]:
    known, place = knowledge.known(connection), people["device"]
    devices = connection.execute("SELECT id, uuid, name FROM device ORDER BY uuid").fetchall()
    actors = connection.execute("SELECT uuid, name FROM actor ORDER BY uuid").fetchall()
    saw = connection.execute("SELECT device_id, other_id, until, clock FROM knowledge").fetchall()
    start = connection.execute(_PASSAGE, (since,)).fetchone()
    end = connection.execute(_PASSAGE, (last,)).fetchone()
    return {
        "kind": KIND,
        "format": FORMAT,
        "schema": connection.execute("PRAGMA user_version").fetchone()[0],
        "workspace": connection.execute("SELECT value FROM meta WHERE name = 'workspace'").fetchone()[0].hex(),
        "device": place[end[0]] if end else None,
        "since": {"sequence": since, "device": place[start[0]], "clock": start[1]} if start else None,
        "until": last,
        "devices": [[uuid.hex(), name, known[row_id]] for row_id, uuid, name in devices],
        "actors": [[uuid.hex(), name] for uuid, name in actors],
        "knowledge": sorted([place[one], place[other], until, at] for one, other, until, at in saw),
    }


def _rows(connection: Driver, kind: Entity, since: int, people: dict[str, dict[int, int]]) -> Iterator[dict[str, Any]]:
    fields, place = columns(kind.name), people["device"]
    query = (
        "SELECT t.uuid, t.clock, t.device_id,"
        " (SELECT json_group_array(json_array(field, clock, device_id)) FROM stamp WHERE row_uuid = t.uuid), "
        + ", ".join(_selected(field) for field in fields)
        + f" FROM {kind.name} t"
    )
    if since:
        query += (
            " WHERE t.id IN (SELECT first FROM change WHERE passage_id > :since AND entity = :table AND kind = 'update'"
            f" UNION SELECT x.id FROM change c CROSS JOIN {kind.name} x ON x.id BETWEEN c.first AND c.last"
            " WHERE c.passage_id > :since AND c.entity = :table AND c.kind = 'insert')"
        )
    for uuid, made, device, stamps, *values in connection.execute(
        f"{query} ORDER BY t.uuid", {"since": since, "table": kind.name}
    ):
        yield {
            "table": kind.name,
            "row": uuid.hex(),
            "at": made,
            "by": place[device],
            "stamps": {name: [at, place[by]] for name, at, by in json.loads(stamps)} if stamps != "[]" else {},
            "values": {field.name: _plain(field, value, people) for field, value in zip(fields, values, strict=True)},
        }


def _selected(field: Column) -> str:
    if field.target is None or field.target in PEOPLE:
        return f"t.{field.name}"
    return f"(SELECT uuid FROM {field.target} WHERE id = t.{field.name})"


def _plain(field: Column, value: object, people: dict[str, dict[int, int]]) -> object:
    if field.target in people and isinstance(value, int):
        return people[field.target][value]
    if isinstance(value, bytes):
        return value.hex() if field.target else base64.b64encode(value).decode()
    return value


def _gone(connection: Driver, kind: Entity, since: int, place: dict[int, int]) -> Iterator[dict[str, Any]]:
    query = f"{_GONE} {_SINCE if since else ''} ORDER BY row_uuid"
    for uuid, at, device, erased in connection.execute(query, {"table": kind.name, "since": since}):
        yield {
            "table": kind.name,
            "row": uuid.hex(),
            "at": at,
            "by": place[device],
            "gone": "erased" if erased else "deleted",
        }
