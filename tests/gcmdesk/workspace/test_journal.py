"""The journal: named steps, undo and redo through any service, merge's clocks."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, clock, errors
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.journal import connection_of, packed, unpacked
from gcmdesk.workspace.tables import Change, Passage, Stamp, Tombstone


def rows(session):
    """All rows of all areas, without the clocks that bringing back renews."""
    state = {}
    for name, kind in entities().items():
        columns = ", ".join(column for column in kind.columns if column not in {"clock", "device_id"})
        state[name] = connection_of(session).execute(f"SELECT {columns} FROM {name} ORDER BY id").fetchall()  # noqa: S608
    return state


def add(session, name, kind="youth"):
    row = Stakeholder(name=name, kind=kind)
    session.add(row)
    session.flush()
    return row.id


def rename(session, row_id, name):
    session.get_one(Stakeholder, row_id).name = name


def remove(session, row_id):
    session.delete(session.get_one(Stakeholder, row_id))


def names(session):
    return session.scalars(select(Stakeholder.name).order_by(Stakeholder.id)).all()


def test_steps_are_undone_and_redone_in_order(workspace):
    row_id = workspace.run(add, "A", name="Stakeholder added")
    workspace.run(rename, row_id, "B", name="Stakeholder renamed")
    workspace.run(remove, row_id, name="Stakeholder deleted")
    seen = []
    for step in [workspace.undo] * 3 + [workspace.redo] * 3 + [workspace.undo]:
        done = step()
        seen.append((done.name, workspace.read(names)))
    assert seen == [
        ("Stakeholder deleted", ["B"]),
        ("Stakeholder renamed", ["A"]),
        ("Stakeholder added", []),
        ("Stakeholder added", ["A"]),
        ("Stakeholder renamed", ["B"]),
        ("Stakeholder deleted", []),
        ("Stakeholder deleted", ["B"]),
    ]
    assert workspace.verify().broken_at is None


def test_new_work_ends_what_can_be_redone(workspace):
    workspace.run(add, "A", name="Stakeholder added")
    workspace.undo()
    workspace.run(add, "B", name="Stakeholder added")
    with pytest.raises(errors.NothingToUndo):
        workspace.redo()
    workspace.undo()
    with pytest.raises(errors.NothingToUndo):
        workspace.undo()


text_of_people = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
work = st.lists(
    st.one_of(
        st.tuples(st.just("add"), text_of_people),
        st.tuples(st.just("import"), st.lists(text_of_people, max_size=4)),
        st.tuples(st.just("rename"), st.integers(0, 9), text_of_people),
        st.tuples(st.just("rename all"), text_of_people),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("remove all")),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=12,
)


def do(session, what, *arguments):
    """One piece of random work; several kinds of it in a single flush where the rows allow."""
    ids = session.scalars(select(Stakeholder.id).order_by(Stakeholder.id)).all()
    if what == "add":
        add(session, *arguments)
    elif what == "import":
        bulk.insert(session, Stakeholder, ("name", "kind"), [(name, "x") for name in arguments[0]])
    elif what == "rename all":
        bulk.update(session, Stakeholder, [(row_id, {"name": arguments[0]}) for row_id in ids])
    elif what == "remove all":
        bulk.delete(session, Stakeholder, ids)
    elif ids:
        chosen = ids[arguments[0] % len(ids)]
        rename(session, chosen, arguments[1]) if what == "rename" else remove(session, chosen)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work)
def test_undo_gives_back_every_state_there_was(workspace, steps):
    undone = [workspace.read(rows)]
    redone = []
    floor = workspace.head.sequence
    for what, *arguments in steps:
        if what == "undo" and len(undone) > 1:
            workspace.undo()
            redone.append(undone.pop())
        elif what == "redo" and redone:
            workspace.redo()
            undone.append(redone.pop())
        elif what not in {"undo", "redo"}:
            before = workspace.head.sequence
            workspace.run(do, what, *arguments, name="Work")
            if workspace.head.sequence > before:
                undone.append(workspace.read(rows))
                redone = []
        assert workspace.read(rows) == undone[-1]
    while len(undone) > 1:
        undone.pop()
        workspace.undo()
        assert workspace.read(rows) == undone[-1]
    assert workspace.verify().broken_at is None
    assert workspace.head.sequence >= floor


def test_a_whole_import_with_its_references_is_undone_and_redone(workspace):
    def take_in(session):
        session.add(Consultation(title="Kick-off", day=date(2026, 5, 4)))
        theme = Theme(name="Guardianship", objective=7)
        session.add(theme)
        session.flush()
        said = clock.now()
        notes = bulk.insert(
            session, Note, ("consultation_id", "said", "text"), [(1, said, str(n)) for n in range(6000)]
        )
        bulk.insert(session, Coding, ("note_id", "theme_id"), [(note, theme.id) for note in notes])
        bulk.delete(session, Coding, range(1, 100))
        bulk.update(session, Note, [(note, {"kind": "need"}) for note in notes if note % 2])

    workspace.run(take_in, name="{count} notes imported")
    after = workspace.read(rows)
    workspace.undo()
    assert not any(workspace.read(rows).values())
    workspace.redo()
    assert workspace.read(rows) == after


def test_bulk_work_leaves_compact_records(workspace):
    def take_in(session):
        bulk.insert(session, Stakeholder, ("name", "kind"), [("x" * 200, "y")] * 20_000)

    workspace.run(take_in, name="{count} stakeholders imported")
    records = workspace.read(lambda session: session.execute(select(Change.first, Change.last, Change.content)).all())
    assert records == [(1, 20_000, None)]


def test_what_later_work_refers_to_is_not_undone(workspace):
    workspace.run(add, "A", name="Stakeholder added")

    def refer(session):
        recorder = session.info["recorder"]
        recorder.kind = "fixed"
        session.add(Consultation(title="", day=date(2026, 5, 4)))
        session.flush()
        session.add(Note(consultation_id=1, stakeholder_id=1, said=clock.now(), text="x"))

    workspace.run(refer, name="Taken over")
    with pytest.raises(errors.StillNeeded):
        workspace.undo()
    assert workspace.read(names) == ["A"]


def test_ids_are_never_used_twice(workspace):
    first = workspace.run(add, "A", name="Stakeholder added")
    workspace.run(remove, first, name="Stakeholder deleted")
    assert workspace.run(add, "B", name="Stakeholder added") > first


def test_every_field_has_its_own_clock_for_merge(workspace):
    row_id = workspace.run(add, "A", name="Stakeholder added")
    workspace.run(rename, row_id, "B", name="Stakeholder renamed")

    def registers(session):
        row = session.get_one(Stakeholder, row_id)
        stamps = session.execute(select(Stamp.field, Stamp.clock).where(Stamp.row_uuid == row.uuid)).all()
        return row.clock, stamps

    made, stamps = workspace.read(registers)
    assert [field for field, _clock in stamps] == ["name"]
    assert made < stamps[0].clock == workspace.head.clock


def test_a_deleted_row_leaves_a_tombstone_and_bringing_it_back_takes_it_away(workspace):
    row_id = workspace.run(add, "A", name="Stakeholder added")
    workspace.run(remove, row_id, name="Stakeholder deleted")

    def graves(session):
        return session.execute(select(Tombstone.entity, Tombstone.row_id, Tombstone.clock, Tombstone.erased)).all()

    assert workspace.read(graves) == [("stakeholder", row_id, workspace.head.clock, 0)]
    workspace.undo()
    assert workspace.read(graves) == []
    assert workspace.read(lambda session: session.get_one(Stakeholder, row_id).clock) == workspace.head.clock


def test_a_clock_set_back_does_not_disorder_the_journal(workspace, monkeypatch):
    for milliseconds in (9e12, 5e12, 1e12):
        monkeypatch.setattr("time.time_ns", lambda milliseconds=milliseconds: int(milliseconds * 1e6))
        workspace.run(add, "A", name="Stakeholder added")
    clocks = workspace.read(lambda session: session.scalars(select(Passage.clock).order_by(Passage.id)).all())
    assert clocks == sorted(set(clocks))


def test_each_passage_knows_who_and_where(workspace):
    workspace.person = "Amina"
    workspace.run(add, "A", name="Stakeholder added")
    workspace.person = "Ben"
    workspace.run(add, "B", name="Stakeholder added")

    def who(session):
        return [
            row[0]
            for row in connection_of(session).execute(
                "SELECT a.name FROM passage p JOIN actor a ON a.id = p.actor_id ORDER BY p.id"
            )
        ]

    assert workspace.read(who) == ["Amina", "Ben"]


def test_an_update_that_changes_nothing_is_no_change(workspace):
    row_id = workspace.run(add, "A", name="Stakeholder added")
    workspace.run(rename, row_id, "A")
    workspace.run(lambda session: bulk.update(session, Stakeholder, [(row_id, {"name": "A"})]))
    assert workspace.head.sequence == 1


values = st.one_of(
    st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), text_of_people, st.binary(max_size=20)
)


@given(st.dictionaries(text_of_people, values))
def test_values_survive_the_journal_exactly(content):
    assert unpacked(packed(content)) == content
