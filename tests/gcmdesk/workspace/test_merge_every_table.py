"""What is entered and changed in any table of any area arrives on the other device, also in tables made tomorrow."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import REAL, CheckConstraint, Integer, LargeBinary, Text, select
from sqlalchemy.exc import IntegrityError
from sqlcipher3.dbapi2 import DatabaseError

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import sample
from gcmdesk.jobs import Progress
from gcmdesk.sample import Size
from gcmdesk.workspace import bulk, opening, search
from gcmdesk.workspace.base import Day, Flag, Moment, entities
from gcmdesk.workspace.errors import WorkspaceError
from tests.gcmdesk.workspace import devices

TINY = Size(stakeholders=12, sessions=3, notes=40, codings=90)
SPECIAL: dict[str, dict[str, object]] = {
    "release_limit": {"name": "group", "value": 12},
    "retention_review": {"day": date(2026, 5, 4), "next_on": date(2026, 8, 4)},
    "distinct_pair": {"first_id": 1, "second_id": 2},
}
"""What a row of a table must hold beside what its columns ask for."""
NEVER_CHANGED = {
    *("consent_receipt", "release", "release_failure", "release_limit", "released_person", "released_table"),
    *("reopening", "validation", "distinct_pair", "kept_person"),
}
"""Triggers keep the records as they were made; the last two are nothing but links."""
VALUES = {
    Text: "words", Integer: 1, REAL: 1.0, LargeBinary: bytes(32),
    Flag: True, Day: date(2026, 5, 4), Moment: datetime(2026, 5, 4, tzinfo=UTC),
}  # fmt: skip
OWN = {"id", "uuid", "clock", "device_id"}


def tables():
    """Those of all areas; conflicts are entered by a merge alone."""
    return [kind for name, kind in entities().items() if name != "field_conflict"]


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two copies of one workspace, of which one was filled with the sample."""
    folder = tmp_path_factory.mktemp("pair")
    base = folder / "base.gcmdesk"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GCMDESK_STATE", str(folder / "state"))
        opening.create(base, "x", devices.around(folder, "base")).close()
        workspaces = devices.copies(folder, base, "ab")
        sample.fill(workspaces["a"], TINY, 1, Progress())
        workspaces["a"].run(devices.attach, 0, "picture", name="Attached")
        for kind in tables():
            if not ids(workspaces["a"], kind):
                workspaces["a"].run(enter, kind, name="Entered")
        yield workspaces
        for workspace in workspaces.values():
            workspace.close()


def ids(workspace, kind):
    row = kind.table.info["row"]
    return workspace.read(lambda session: list(session.scalars(select(row.id).order_by(row.uuid))))


def one_of(column):
    """A value that the column takes: the first of its closed list, or anything of its type."""
    for check in column.table.constraints:
        listed = (
            re.search(rf"\b{column.name} IN \('([^']*)'", str(check.sqltext))
            if isinstance(check, CheckConstraint)
            else None
        )
        if listed:
            return listed[1]
    return VALUES[type(column.type)]


def enter(session, kind):
    """Enter a row that has what it must have."""
    values = dict(SPECIAL.get(kind.name, {}))
    for column in kind.table.columns:
        if column.name in OWN or column.name in values or column.nullable or column.default is not None:
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            values[column.name] = session.scalar(select(key.column).limit(1))
        else:
            values[column.name] = one_of(column)
    session.add(kind.table.info["row"](**values))
    session.flush()


def candidates(kind):
    """Columns to change: words first, those that people search before others, because they have no closed list."""
    own = [one for one in kind.table.columns if one.name not in OWN and not one.foreign_keys]
    return sorted(own, key=lambda one: (not isinstance(one.type, Text), not one.info.get("searched")))


def another(before, sign):
    """Another value of the same type."""
    match before:
        case str():
            return before + sign
        case bool():
            return not before
        case int() | float():
            return before + 1
        case date():  # and moments
            return before + timedelta(days=1)
    return None


def altered(workspace, kind, id, sign):
    """Change a row in the first column that lets it; which one and what it is now, None where none does."""
    row = kind.table.info["row"]
    for column in candidates(kind):
        before = workspace.read(lambda session, c=column: session.scalar(select(c).where(row.id == id)))
        after = another(before, sign)
        if after is None:
            continue
        with suppress(IntegrityError, DatabaseError, WorkspaceError, ValueError):
            workspace.run(bulk.update, row, [(id, {column.name: after})], name="Changed")
            return column.name, after
    return None


def value(workspace, kind, uuid, column):
    row = kind.table.info["row"]
    return workspace.read(lambda session: session.scalar(select(kind.table.c[column]).where(row.uuid == uuid)))


def uuid_of(workspace, kind, id):
    row = kind.table.info["row"]
    return workspace.read(lambda session: session.scalar(select(row.uuid).where(row.id == id)))


def id_of(workspace, kind, uuid):
    row = kind.table.info["row"]
    return workspace.read(lambda session: session.scalar(select(row.id).where(row.uuid == uuid)))


def assert_the_same(pair):
    assert devices.state(pair["a"]) == devices.state(pair["b"])
    for workspace in pair.values():
        assert workspace.verify().broken_at is None
        assert workspace.read(search.check, Progress()).sound


def test_every_row_of_every_table_arrives(pair):
    devices.exchange(pair, [("a", "b")])
    assert [kind.name for kind in tables() if not ids(pair["b"], kind)] == []
    assert_the_same(pair)


def test_what_both_change_in_every_table_comes_together(pair):
    devices.exchange(pair, [("a", "b")])
    changed, never = [], set()
    for kind in tables():
        there = ids(pair["a"], kind)
        for device, id in zip("ab", dict.fromkeys((there[0], there[-1])), strict=False):
            uuid = uuid_of(pair["a"], kind, id)
            done = altered(pair[device], kind, id_of(pair[device], kind, uuid), f" {device}")
            if done:
                changed.append((kind, uuid, *done))
            else:
                never.add(kind.name)
    devices.exchange(pair, [("a", "b"), ("b", "a")])
    assert_the_same(pair)
    for kind, uuid, column, text in changed:
        assert value(pair["a"], kind, uuid, column) == value(pair["b"], kind, uuid, column) == text, kind.name
    assert never == NEVER_CHANGED
