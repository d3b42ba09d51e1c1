# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Reading another's change set: every line is checked and staged in temporary tables; nothing else is touched.

    incoming    one row per uuid: table, clock, device, whether it is gone (0 no, 1 deleted, 2 erased)
    in_stamp    clocks of fields that changed after their row was made
    in_<table>  the values of living rows; references still as uuids

A change set is hostile until its trailer has been seen: whatever is wrong with it is one `ChangesRefused`, and the
transaction around it is rolled back.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.jobs import Progress
from gcmdesk.workspace import carrying, changes, clock, knowledge
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.changes import Column
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.journal import unpacked
from gcmdesk.workspace.line_values import blob, integer, real, text, unfit, uuid, whole
from gcmdesk.workspace.refusals import (
    ChangesIncomplete,
    ChangesRefused,
    ChangesUnfit,
    ClockAhead,
    EarlierMissing,
    NotChanges,
    OtherVersion,
    OtherWorkspace,
)
from gcmdesk.workspace.tables import Conflict

TEMPORARY = ("incoming", "in_stamp", "pair", "away", "going")
"""Besides one table for each table of rows."""
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes; a row with an attachment's piece is the longest that is made here."""
AHEAD = 366 * 24 * 3600 * 1000
"""Milliseconds that another device's clock may be ahead of ours."""
_LONGEST_LIST = 100_000
_CHUNK = 5000
_KEYS = {"table", "row", "at", "by", "stamps", "values"}
_KEYS_GONE = {"table", "row", "at", "by", "gone"}
_TYPES: dict[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "REAL": (int, float), "BLOB": bytes}
_GONE = {"deleted": 1, "erased": 2}


class Source(Protocol):
    """Where a change set is read from: a binary stream, or one that waits in the file."""

    def readline(self, limit: int, /) -> bytes:
        """The next line, at most so many bytes of it."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes."""


@dataclass
class Staged:
    """What a change set says about itself, and what of it has been staged."""

    since: int
    until: int
    device: str
    """Name of the device it comes from; empty when nobody has written into that workspace yet."""
    people: dict[str, list[int]]
    """Row ids in this file, by place in the header's lists."""
    uuids: list[bytes]
    """Of the devices."""
    clocks: list[int]
    """Up to where it knows each device."""
    sha256: str = ""
    tables: set[str] = field(default_factory=set)
    contents: list[bytes] = field(default_factory=list)
    """Hashes of the contents of attachments that were not here; already in the file."""


@contextmanager
def checked() -> Iterator[None]:
    """What the file's own constraints refuse is the change set's fault."""
    try:
        yield
    except (dbapi2.IntegrityError, UnicodeEncodeError) as error:
        raise ChangesUnfit from error


_JSON = json.JSONDecoder(parse_constant=unfit)
"""Made once; without NaN and infinities."""


def stage(connection: Driver, stream: Source, workspace: bytes, progress: Progress) -> Staged:
    """Read a whole change set into temporary tables. Raises `ChangesRefused` (its subclasses) and OSError."""
    lines = Lines(stream)
    header = lines.header()
    staged = _header(connection, header, workspace)
    _create(connection)
    kinds = {name: _Kind(name, staged) for name in entities()}
    with checked():
        rest = _stage_rows(connection, lines, kinds, progress)
        staged.tables = {name for name, kind in kinds.items() if kind.any}
        arriving = carrying.Arriving(connection)
        for content in rest:
            arriving.take(content)
            progress.report(lines.count)
        arriving.end()
    staged.contents, staged.sha256 = arriving.new, lines.sha256
    return staged


def _stage_rows(
    connection: Driver, lines: "Lines", kinds: dict[str, "_Kind"], progress: Progress
) -> Iterator[dict[str, Any]]:
    """Stage the rows; returns the lines after them."""
    rest = lines.rows()
    for content in rest:
        if "content" in content:
            rest = chain([content], rest)
            break
        kind = kinds.get(text(content.get("table"))) or unfit()
        kind.take(content)
        if len(kind.incoming) >= _CHUNK:
            kind.put(connection)
            progress.report(lines.count)
    for kind in kinds.values():
        kind.put(connection)
    return rest


class Lines:
    """The lines of the stream as JSON objects, the trailer checked against all before it."""

    def __init__(self, stream: Source) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.count = 0
        self.sha256 = ""

    def header(self) -> dict[str, Any]:
        """The first line. Raises `NotChanges`."""
        raw = self._stream.readline(LONGEST_LINE)
        try:
            content = _parsed(raw)
        except ChangesRefused:
            raise NotChanges from None
        if content.get("kind") != changes.KIND:
            raise NotChanges
        self._count(raw)
        return content

    def rows(self) -> Iterator[dict[str, Any]]:
        """All lines between header and trailer. Raises `ChangesUnfit`, at the latest at the end `ChangesIncomplete`."""
        while raw := self._stream.readline(LONGEST_LINE):
            if not raw.endswith(b"\n"):
                raise ChangesUnfit if len(raw) == LONGEST_LINE else ChangesIncomplete
            content = _parsed(raw)
            if "sha256" in content:
                return self._end(content)
            self._count(raw)
            yield content
        raise ChangesIncomplete

    def _count(self, raw: bytes) -> None:
        self._digest.update(raw)
        self.count += 1

    def _end(self, content: dict[str, Any]) -> None:
        self.sha256 = self._digest.hexdigest()
        if content != {"lines": self.count, "sha256": self.sha256} or self._stream.read(1):
            raise ChangesIncomplete


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        content = _JSON.decode(raw.decode())
    except (ValueError, RecursionError) as error:
        raise ChangesUnfit from error
    if not isinstance(content, dict):
        raise ChangesUnfit
    return content


def _header(connection: Driver, header: dict[str, Any], workspace: bytes) -> Staged:
    if header.get("workspace") != workspace.hex():
        raise OtherWorkspace
    schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if (header.get("format"), header.get("schema")) != (changes.FORMAT, schema):
        raise OtherVersion
    try:
        devices = [(uuid(one), text(name), _clock(at)) for one, name, at in _list(header["devices"])]
        actors = [(uuid(one), text(name)) for one, name in _list(header["actors"])]
        saw = [tuple(whole(number) for number in four) for four in _list(header["knowledge"])]
        until, author, since = whole(header["until"]), header["device"], header["since"]
    except (KeyError, ValueError, TypeError) as error:
        raise ChangesUnfit from error
    people = {"device": _people(connection, "device", devices), "actor": _people(connection, "actor", actors)}
    clocks = [at for *_who, at in devices]
    staged = Staged(0, until, "", people, [uuid for uuid, *_rest in devices], clocks)
    if author is not None:
        staged.device = devices[_place(author, devices)][1]
    if since is not None:
        staged.since = _continued(connection, since, people["device"])
    _learn(connection, saw, staged)
    return staged


def _continued(connection: Driver, since: object, devices: list[int]) -> int:
    if not isinstance(since, dict) or since.keys() != {"sequence", "device", "clock"}:
        raise ChangesUnfit
    device, sequence = devices[_place(since["device"], devices)], whole(since["sequence"])
    if knowledge.known(connection)[device] < _clock(since["clock"]):
        raise EarlierMissing
    return sequence


def _people(connection: Driver, table: str, people: list[tuple[Any, ...]]) -> list[int]:
    if len({uuid for uuid, *_rest in people}) != len(people):
        raise ChangesUnfit
    values = "(uuid, name, clock) VALUES (?, ?, 0)" if table == "device" else "(uuid, name) VALUES (?, ?)"
    connection.executemany(f"INSERT OR IGNORE INTO {table} {values}", [(uuid, name) for uuid, name, *_ in people])
    ids = dict(connection.execute(f"SELECT uuid, id FROM {table}").fetchall())
    return [ids[uuid] for uuid, *_rest in people]


def _learn(connection: Driver, saw: list[tuple[Any, ...]], staged: Staged) -> None:
    devices = staged.people["device"]
    rows = []
    for entry in saw:
        if len(entry) != 4:
            raise ChangesUnfit
        one, other, until, at = entry
        place, of = _place(one, devices), _place(other, devices)
        if until > staged.clocks[of]:
            raise ChangesUnfit
        rows.append((devices[place], devices[of], until, at))
    connection.executemany(
        "INSERT OR IGNORE INTO knowledge (device_id, other_id, until, clock) VALUES (?, ?, ?, ?)", rows
    )


def _create(connection: Driver) -> None:
    connection.execute(
        "CREATE TEMP TABLE incoming (uuid BLOB PRIMARY KEY, entity TEXT, clock INTEGER, device_id INTEGER,"
        " device BLOB, gone INTEGER, row_id INTEGER, action TEXT) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE TEMP TABLE in_stamp (uuid BLOB, field TEXT, clock INTEGER, device_id INTEGER, device BLOB,"
        " PRIMARY KEY (uuid, field)) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE TEMP TABLE away (entity TEXT, row_id INTEGER, turn INTEGER, PRIMARY KEY (entity, row_id))"
    )
    connection.execute(
        "CREATE TEMP TABLE going (entity TEXT, uuid BLOB, row_id INTEGER, clock INTEGER, device_id INTEGER,"
        " whole INTEGER)"
    )
    for name in entities():
        fields = ", ".join(column.name for column in changes.columns(name))
        connection.execute(f"CREATE TEMP TABLE in_{name} (uuid BLOB PRIMARY KEY, {fields})")


class _Kind:
    """Checks and collects the lines of one table."""

    def __init__(self, name: str, staged: Staged) -> None:
        self.name = name
        self._staged = staged
        self._columns = changes.columns(name)
        self._checks = [(column.name, _check(column, staged)) for column in self._columns]
        self._fields = {column.name for column in self._columns}
        self.any = False
        """Whether there is a line of it at all."""
        self.incoming: list[tuple[Any, ...]] = []
        self._stamps: list[tuple[Any, ...]] = []
        self._values: list[tuple[Any, ...]] = []

    def take(self, content: dict[str, Any]) -> None:
        self.any = True
        row = uuid(content.get("row"))
        made, device = self._dot(content.get("at"), content.get("by"))
        identity = (row, self.name, made, self._staged.people["device"][device], self._staged.uuids[device])
        if content.keys() == _KEYS_GONE:
            self.incoming.append((*identity, _GONE.get(text(content["gone"])) or unfit()))
            return
        if content.keys() != _KEYS:
            raise ChangesUnfit
        values, stamps = content["values"], content["stamps"]
        if not isinstance(values, dict) or values.keys() != self._fields or not isinstance(stamps, dict):
            raise ChangesUnfit
        self.incoming.append((*identity, 0))
        self._values.append((row, *[check(values[name]) for name, check in self._checks]))
        if self.name == Conflict.__tablename__:
            _check_lost(values["entity"], values["field"], values["other"])
        for name, stamp in stamps.items():
            if name not in self._fields or not isinstance(stamp, list) or len(stamp) != 2:
                raise ChangesUnfit
            at, by = self._dot(*stamp)
            if at < made:
                raise ChangesUnfit
            self._stamps.append((row, name, at, self._staged.people["device"][by], self._staged.uuids[by]))

    def _dot(self, at: object, by: object) -> tuple[int, int]:
        """A change's clock and device; a set cannot hold what its own header does not know of."""
        place, made = _place(by, self._staged.clocks), whole(at)
        if not 0 < made <= self._staged.clocks[place]:
            raise ChangesUnfit
        return made, place

    def put(self, connection: Driver) -> None:
        marks = ", ".join("?" * (len(self._columns) + 1))
        connection.executemany(
            "INSERT INTO incoming (uuid, entity, clock, device_id, device, gone) VALUES (?, ?, ?, ?, ?, ?)",
            self.incoming,
        )
        connection.executemany(f"INSERT INTO in_{self.name} VALUES ({marks})", self._values)
        connection.executemany("INSERT INTO in_stamp VALUES (?, ?, ?, ?, ?)", self._stamps)
        for rows in (self.incoming, self._values, self._stamps):
            rows.clear()


def _check_lost(table: str, name: str, packed: str) -> None:
    """A value kept for review must be one of that field, so that the review can show it and write it."""
    try:
        lost = unpacked(packed)
        if lost.keys() != {"value"}:
            raise ChangesUnfit
        column = next(one for one in changes.columns(table) if one.name == name) if name else None
    except (ValueError, KeyError, StopIteration, RecursionError, AttributeError) as error:
        raise ChangesUnfit from error
    value = lost["value"]
    if column is None or (value is None and column.nullable):
        fits = value is None
    elif column.target:
        fits = isinstance(value, bytes) and len(value) == 16
    else:
        fits = isinstance(value, _TYPES[column.type]) and not isinstance(value, bool)
    if not fits:
        raise ChangesUnfit


def _check(column: Column, staged: Staged) -> Callable[[object], object]:
    if column.target in changes.PEOPLE:
        ids = staged.people[column.target]
        known: Callable[[Any], object] = lambda value: ids[_place(value, ids)]  # noqa: E731
    elif column.target:
        known = uuid
    else:
        known = {"INTEGER": integer, "TEXT": text, "REAL": real, "BLOB": blob}[column.type]
    if column.nullable:
        return lambda value: None if value is None else known(value)
    return known


def _clock(value: object) -> int:
    at = whole(value)
    if at > clock.tick(0) + (AHEAD << clock.COUNTER_BITS):
        raise ClockAhead
    return at


def _place(value: object, among: list[Any]) -> int:
    at = whole(value)
    return at if at < len(among) else unfit()


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > _LONGEST_LIST:
        raise ChangesUnfit
    return value
