"""Erasing: nothing of a row's values is left, and the audit chain still holds."""

import pytest
from sqlalchemy import select

from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import Conflict, Tombstone

WORD = "Zanzibarquartz"


def found(session):
    """The tables in which the word still stands."""
    connection = connection_of(session)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table for table in tables if any(WORD in repr(row) for row in connection.execute(f"SELECT * FROM {table}"))}  # noqa: S608


def add(session):
    row = Stakeholder(name=WORD, kind="x")
    session.add(row)
    session.flush()
    return row.id


def rename(session, row_id, name):
    session.get_one(Stakeholder, row_id).name = name


def disagree(session, row_id):
    uuid = session.get_one(Stakeholder, row_id).uuid
    lost = {"other": f'"{WORD}"', "other_clock": 2, "other_device_id": 1}
    session.add(Conflict(entity="stakeholder", row_uuid=uuid, field="name", **lost))


def prepared(workspace):
    row_id = workspace.run(add, name="Added")
    workspace.run(rename, row_id, f"{WORD} 2", name="Renamed")
    workspace.run(disagree, row_id, name="Merged")
    return row_id


def test_nothing_is_left_of_a_living_row(workspace):
    row_id = prepared(workspace)
    assert workspace.read(found) == {"stakeholder", "change", "field_conflict"}
    assert workspace.erase(Stakeholder, row_id, name="Entry erased") == 1
    assert workspace.read(found) == set()
    assert workspace.verify().broken_at is None
    assert workspace.path.with_name("a.gcmdesk-wal").stat().st_size == 0


def test_nothing_is_left_of_a_row_that_was_deleted_before(workspace):
    row_id = prepared(workspace)
    workspace.run(lambda session: bulk.delete(session, Conflict, [1]), name="Settled")
    workspace.run(lambda session: bulk.delete(session, Stakeholder, [row_id]), name="Deleted")
    workspace.erase(Stakeholder, row_id, name="Entry erased")
    assert workspace.read(found) == set()
    assert workspace.verify().broken_at is None


def test_undoing_past_an_erasure_does_not_bring_it_back(workspace):
    row_id = prepared(workspace)
    workspace.erase(Stakeholder, row_id, name="Entry erased")
    for _step in range(3):
        workspace.undo()
    for _step in range(3):
        workspace.redo()
    assert workspace.read(found) == set()
    assert workspace.read(lambda session: session.scalars(select(Stakeholder.id)).all()) == []


def test_an_erased_row_leaves_only_that_it_existed(workspace):
    row_id = prepared(workspace)
    uuid = workspace.read(lambda session: session.get_one(Stakeholder, row_id).uuid)
    workspace.erase(Stakeholder, row_id, name="Entry erased")

    def grave(session):
        grave = session.get_one(Tombstone, uuid)
        return grave.entity, grave.row_id, grave.erased

    assert workspace.read(grave) == ("stakeholder", row_id, 1)


def test_work_of_the_same_transaction_is_erased_too(workspace):
    row_id = workspace.run(add, name="Added")

    def change_and_erase(session):
        from gcmdesk.workspace.erasure import erase

        rename(session, row_id, f"{WORD} 3")
        return erase(session, Stakeholder, [row_id])

    workspace.run(change_and_erase, name="Entry erased")
    assert workspace.read(found) == set()
    assert workspace.verify().broken_at is None


def test_erasing_what_never_was_is_a_defect(workspace):
    with pytest.raises(KeyError):
        workspace.erase(Stakeholder, 99, name="Entry erased")
