# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Reading another's change set: every line is checked and staged in temporary tables; nothing else is touched.

    incoming    one row per uuid: table, clock, device, whether it is gone (0 no, 1 deleted, 2 erased)
    in_stamp    clocks of fields that changed after their row was made
    in_<table>  the values of living rows; references still as uuids

A change set is hostile until its trailer has been seen: whatever is wrong with it is one `ChangesRefused`, and the
transaction around it is rolled back.
"""

import base64
import binascii
import hashlib
import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NoReturn

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.jobs import Progress
from gcmdesk.workspace import changes, clock, knowledge
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.changes import Column
from gcmdesk.workspace.file import Driver
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
_GONE = {"deleted": 1, "erased": 2}
_INTEGERS = 1 << 63


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


def unfit(*_context: object) -> NoReturn:
    """Refuse the change set because of a line that no gcmdesk writes."""
    raise ChangesUnfit


@contextmanager
def checked() -> Iterator[None]:
    """What the file's own constraints refuse is the change set's fault."""
    try:
        yield
    except (dbapi2.IntegrityError, UnicodeEncodeError) as error:
        raise ChangesUnfit from error


_JSON = json.JSONDecoder(parse_constant=unfit)
"""Made once; without NaN and infinities."""


def stage(connection: Driver, stream: BinaryIO, workspace: bytes, progress: Progress) -> Staged:
    """Read a whole change set into temporary tables. Raises `ChangesRefused` (its subclasses) and OSError."""
    lines = _Lines(stream)
    header = lines.header()
    staged = _header(connection, header, workspace)
    _create(connection)
    kinds = {name: _Kind(name, staged) for name in entities()}
    with checked():
        for content in lines.rows():
            kind = kinds.get(_text(content.get("table"))) or unfit()
            kind.take(content)
            staged.tables.add(kind.name)
            if len(kind.incoming) >= _CHUNK:
                kind.put(connection)
                progress.report(lines.count)
        for kind in kinds.values():
            kind.put(connection)
    staged.sha256 = lines.sha256
    return staged


class _Lines:
    """The lines of the stream as JSON objects, the trailer checked against all before it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.count = 0
        self.sha256 = ""

    def header(self) -> dict[str, Any]:
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
        devices = [(_uuid(one), _text(name), _clock(at)) for one, name, at in _list(header["devices"])]
        actors = [(_uuid(one), _text(name)) for one, name in _list(header["actors"])]
        saw = [tuple(_whole(number) for number in four) for four in _list(header["knowledge"])]
        until, author, since = _whole(header["until"]), header["device"], header["since"]
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
    device = devices[_place(since["device"], devices)]
    if knowledge.known(connection)[device] < _clock(since["clock"]):
        raise EarlierMissing
    return _whole(since["sequence"])


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
        self.incoming: list[tuple[Any, ...]] = []
        self._stamps: list[tuple[Any, ...]] = []
        self._values: list[tuple[Any, ...]] = []

    def take(self, content: dict[str, Any]) -> None:
        uuid = _uuid(content.get("row"))
        made, device = self._dot(content.get("at"), content.get("by"))
        identity = (uuid, self.name, made, self._staged.people["device"][device], self._staged.uuids[device])
        if content.keys() == _KEYS_GONE:
            self.incoming.append((*identity, _GONE.get(_text(content["gone"])) or unfit()))
            return
        if content.keys() != _KEYS:
            raise ChangesUnfit
        values, stamps = content["values"], content["stamps"]
        if not isinstance(values, dict) or values.keys() != self._fields or not isinstance(stamps, dict):
            raise ChangesUnfit
        self.incoming.append((*identity, 0))
        self._values.append((uuid, *[check(values[name]) for name, check in self._checks]))
        for name, stamp in stamps.items():
            if name not in self._fields or not isinstance(stamp, list) or len(stamp) != 2:
                raise ChangesUnfit
            at, by = self._dot(*stamp)
            if at < made:
                raise ChangesUnfit
            self._stamps.append((uuid, name, at, self._staged.people["device"][by], self._staged.uuids[by]))

    def _dot(self, at: object, by: object) -> tuple[int, int]:
        """A change's clock and device; a set cannot hold what its own header does not know of."""
        place, made = _place(by, self._staged.clocks), _whole(at)
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


def _check(column: Column, staged: Staged) -> Callable[[object], object]:
    if column.target in changes.PEOPLE:
        ids = staged.people[column.target]
        known: Callable[[Any], object] = lambda value: ids[_place(value, ids)]  # noqa: E731
    elif column.target:
        known = _uuid
    else:
        known = {"INTEGER": _integer, "TEXT": _text, "REAL": _real, "BLOB": _blob}[column.type]
    if column.nullable:
        return lambda value: None if value is None else known(value)
    return known


def _text(value: object) -> str:
    return value if isinstance(value, str) else unfit()


def _integer(value: object) -> int:
    if type(value) is not int or not -_INTEGERS <= value < _INTEGERS:
        raise ChangesUnfit
    return value


def _whole(value: object) -> int:
    number = _integer(value)
    return number if number >= 0 else unfit()


def _real(value: object) -> float:
    if type(value) not in {int, float} or not math.isfinite(float(str(value))):
        raise ChangesUnfit
    return float(str(value))


def _blob(value: object) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ChangesUnfit from error


def _uuid(value: object) -> bytes:
    try:
        uuid = bytes.fromhex(_text(value))
    except ValueError as error:
        raise ChangesUnfit from error
    return uuid if len(uuid) == 16 else unfit()


def _clock(value: object) -> int:
    at = _whole(value)
    if at > clock.tick(0) + (AHEAD << clock.COUNTER_BITS):
        raise ClockAhead
    return at


def _place(value: object, among: list[Any]) -> int:
    at = _whole(value)
    return at if at < len(among) else unfit()


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > _LONGEST_LIST:
        raise ChangesUnfit
    return value
