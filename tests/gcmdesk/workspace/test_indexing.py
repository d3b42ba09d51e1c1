"""The journal hands every change of searched texts to the index, whichever way it was made."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select

from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, opening


class Words:
    """An index that can be looked at: texts by table and row, and how often bulk work was announced."""

    def __init__(self):
        self.texts = {}
        self.bulks = self.purges = 0

    def put(self, _connection, table, rows):
        for row_id, texts in rows:
            assert (table, row_id) not in self.texts
            self.texts[table, row_id] = texts

    def put_columns(self, connection, table, first, columns):
        self.put(connection, table, enumerate(zip(*columns, strict=True), first))

    def replace(self, _connection, table, rows):
        for row_id, before, texts in rows:
            assert self.texts[table, row_id] == before != texts
            self.texts[table, row_id] = texts

    def remove(self, _connection, table, rows):
        for row_id, before in rows:
            assert self.texts.pop((table, row_id)) == before

    def purge(self, _connection):
        self.purges += 1

    @contextmanager
    def bulk(self, _connection):
        self.bulks += 1
        yield


@pytest.fixture
def words():
    return Words()


@pytest.fixture
def indexed(path, around, words):
    with opening.create(path, "open sesame", replace(around, index=words)) as workspace:
        yield workspace


def add(session, *names):
    session.add_all([Stakeholder(name=name, kind="x") for name in names])


def change_and_delete(session):
    first, second, third = session.scalars(select(Stakeholder).order_by(Stakeholder.id).limit(3))
    first.name = "Renamed"
    second.kind = "no searched text"
    session.delete(third)


def bulk_work(session, progress):
    ids = bulk.insert(session, Stakeholder, ("kind", "name"), [("x", f"Group {n}") for n in range(7000)])
    bulk.update(session, Stakeholder, [(row, {"name": "Same", "kind": "y"}) for row in ids[:10]], progress=progress)
    bulk.delete(session, Stakeholder, ids[5:5005])


def in_file(session):
    return {("stakeholder", row): (name,) for row, name in session.execute(select(Stakeholder.id, Stakeholder.name))}


def test_the_index_keeps_step_with_the_file(indexed, words):
    indexed.run(add, "A", "B", "C", "D", name="Added")
    indexed.run(change_and_delete, name="Changed")
    indexed.job(Progress(), bulk_work, name="Imported")
    indexed.erase(Stakeholder, 1, name="Erased")
    assert (words.bulks, words.purges) == (1, 1)
    for step in [lambda: None, indexed.undo, indexed.undo, indexed.undo, indexed.redo, indexed.redo, indexed.redo]:
        step()
        assert {row: texts[:1] for row, texts in words.texts.items()} == indexed.read(in_file)
