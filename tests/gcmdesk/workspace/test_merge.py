"""Taking in another's changes: what each case does, one by one. See test_merge_properties for any mixture of them."""

import io

import pytest
from sqlalchemy import select

from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, changes, conflicts, merge
from gcmdesk.workspace.conflicts import Choice
from gcmdesk.workspace.registers import TableCounts
from gcmdesk.workspace.returning import CannotComeBack
from gcmdesk.workspace.tables import Attachment
from tests.gcmdesk.workspace import devices
from tests.gcmdesk.workspace.devices import send


@pytest.fixture
def pair(tmp_path):
    """Two devices with the same workspace: a stakeholder, a consultation with a note by it, a theme."""
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "ab")
    yield workspaces["a"], workspaces["b"]
    for workspace in workspaces.values():
        workspace.close()


def rename(workspace, text, kind=Stakeholder, field="name"):
    workspace.run(lambda session: setattr(session.scalars(select(kind)).first(), field, text), name="Renamed")


def remove(workspace, kind):
    workspace.run(lambda session: bulk.delete(session, kind, session.scalars(select(kind.id)).all()), name="Deleted")


def names(workspace, column=Stakeholder.name):
    return workspace.read(lambda session: session.scalars(select(column).order_by(column)).all())


def open_in(workspace):
    return workspace.read(conflicts.of_workspace)


def test_fields_of_one_row_changed_on_two_devices_come_together(pair):
    a, b = pair
    rename(a, "the name of a")
    rename(b, "ngo", field="kind")
    send(a, b)
    send(b, a)
    for workspace in pair:
        assert (names(workspace), names(workspace, Stakeholder.kind)) == (["the name of a"], ["ngo"])
        assert open_in(workspace) == ()


def test_a_true_conflict_keeps_the_later_value_and_the_other_for_review(pair):
    a, b = pair
    rename(a, "first")
    rename(b, "second")
    receipt = send(b, a)
    assert receipt.tables == (TableCounts("stakeholder", 0, 1, 0, 0, 0, 1),)
    send(a, b)
    for workspace in pair:
        (one,) = open_in(workspace)
        assert (one.table, one.field, one.kept, one.other) == ("stakeholder", "name", "second", "first")


def test_the_same_edit_on_both_sides_is_no_conflict(pair):
    for workspace in pair:
        rename(workspace, "the same")
    a, b = pair
    assert send(a, b).conflicts == 0
    assert send(b, a).conflicts == 0
    assert open_in(a) == open_in(b) == ()


def test_who_knew_the_other_change_is_in_no_conflict_with_it(pair):
    a, b = pair
    rename(a, "first")
    send(a, b)
    rename(b, "second")
    assert send(a, b).empty
    assert send(b, a).conflicts == 0
    assert names(a) == ["second"]
    assert send(a, b).conflicts == 0


@pytest.mark.parametrize(("choice", "name"), [(Choice.KEPT, "second"), (Choice.OTHER, "first")])
def test_a_settled_conflict_is_settled_everywhere(pair, choice, name):
    a, b = pair
    rename(a, "first")
    rename(b, "second")
    send(b, a)
    (one,) = open_in(a)
    a.run(conflicts.settle, one.id, choice, name="Settled")
    send(a, b)
    for workspace in pair:
        assert (names(workspace), open_in(workspace)) == ([name], ())


def test_changing_the_field_again_closes_the_conflict(pair):
    a, b = pair
    rename(a, "first")
    rename(b, "second")
    send(b, a)
    rename(a, "third")
    assert open_in(a) == ()
    send(a, b)
    assert (names(b), open_in(b)) == (["third"], ())


@pytest.mark.parametrize("directly", [False, True])
def test_a_value_that_another_loser_has_replaced_knowingly_is_no_conflict(tmp_path, directly):
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "abc")
    a, b, c = workspaces.values()
    rename(a, "first")
    send(a, b)
    rename(b, "second, knowing the first")
    rename(c, "third, knowing neither")
    if directly:
        send(a, c)  # so that "first" loses to "third" before "second" is heard of
    send(b, c)
    send(b, a)
    send(c, a)
    for workspace in (a, c):
        assert [one.other for one in open_in(workspace)] == ["second, knowing the first"]
    for workspace in workspaces.values():
        workspace.close()


def test_a_settled_or_unknown_conflict_cannot_be_settled(pair):
    a, _b = pair
    with pytest.raises(KeyError):
        a.run(conflicts.settle, 1, Choice.KEPT, name="Settled")


@pytest.fixture(params=["deleter hears first", "editor hears first"])
def parted(request, pair):
    """A deleted the note, B edited it, and both know by now."""
    a, b = pair
    remove(a, Note)
    rename(b, "edited", Note, "text")
    for sender, receiver in (pair, pair[::-1]) if request.param == "editor hears first" else (pair[::-1], pair):
        send(sender, receiver)
    return pair


def test_a_deletion_stands_and_an_edit_made_elsewhere_is_kept_for_review(parted):
    for workspace in parted:
        assert names(workspace, Note.text) == []
        (one,) = open_in(workspace)
        assert (one.table, one.field, one.kept, one.other, one.deleted) == ("note", "text", None, "edited", True)
    assert devices.state(parted[0]) == devices.state(parted[1])


def test_the_receipt_counts_an_edit_of_what_was_deleted_as_a_conflict(pair):
    a, b = pair
    remove(a, Note)
    rename(b, "edited", Note, "text")
    assert send(a, b, dry_run=True).tables == (TableCounts("note", 0, 0, 1, 0, 0, 1),)
    assert send(b, a).tables == (TableCounts("note", 0, 0, 0, 0, 0, 1),)


@pytest.mark.parametrize("reviewer", [0, 1])
def test_the_edit_can_bring_the_row_back_everywhere(parted, reviewer):
    here, there = parted[reviewer], parted[1 - reviewer]
    (one,) = open_in(here)
    here.run(conflicts.settle, one.id, Choice.OTHER, name="Settled")
    send(here, there)
    for workspace in parted:
        assert (names(workspace, Note.text), open_in(workspace)) == (["edited"], ())
        assert workspace.read(lambda s: s.scalar(select(Note.stakeholder_id))) is not None
    here.undo()
    assert names(here, Note.text) == []


@pytest.mark.parametrize("reviewer", [0, 1])
def test_the_edit_can_be_let_go_everywhere(parted, reviewer):
    here, there = parted[reviewer], parted[1 - reviewer]
    (one,) = open_in(here)
    here.run(conflicts.settle, one.id, Choice.KEPT, name="Settled")
    send(here, there)
    for workspace in parted:
        assert (names(workspace, Note.text), open_in(workspace)) == ([], ())


def test_whoever_knew_the_edit_and_deleted_the_row_leaves_nothing_to_review(pair):
    a, b = pair
    rename(b, "edited", Note, "text")
    send(b, a)
    remove(a, Note)
    assert send(a, b).conflicts == 0
    assert open_in(b) == ()


def test_a_knowing_deletion_that_comes_between_settles_the_edit_in_every_order(tmp_path):
    for order in ("abc", "bac", "cab"):
        folder = tmp_path / order
        folder.mkdir()
        workspaces = devices.copies(folder, devices.base(folder), "abc")
        a, b, c = workspaces.values()
        rename(b, "edited", Note, "text")
        send(b, a)
        remove(a, Note)  # knowing the edit
        remove(c, Note)  # not knowing it, and later
        devices.exchange(workspaces, [(one, other) for one in order for other in order if one != other])
        assert [open_in(workspace) for workspace in workspaces.values()] == [(), (), ()]
        for workspace in workspaces.values():
            workspace.close()


def test_the_row_comes_back_on_a_device_that_never_had_it(tmp_path):
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "abc")
    a, b, c = workspaces.values()
    a.run(devices.add, 3, "a new theme", name="Added")
    send(a, b)
    a.undo()
    new = "SELECT name FROM theme WHERE name = 'edited'"
    b.run(
        lambda s: setattr(s.scalars(select(Theme).where(Theme.name == "a new theme")).one(), "name", "edited"),
        name="Renamed",
    )
    send(b, a)
    send(a, c)
    (one,) = open_in(c)
    c.run(conflicts.settle, one.id, Choice.OTHER, name="Settled")
    assert c.read(devices.rows, new) == [("edited",)]
    for workspace in workspaces.values():
        workspace.close()


def test_nothing_is_kept_of_an_edit_to_an_erased_row(pair):
    a, b = pair
    rename(b, "Zanzibarquartz", Note, "text")
    remove(a, Note)
    send(a, b)
    send(b, a)
    assert len(open_in(a)) == len(open_in(b)) == 1
    note = a.read(lambda s: devices.rows(s, "SELECT row_id FROM tombstone WHERE entity = 'note'"))[0][0]
    a.erase(Note, note, name="Erased")
    send(a, b)
    for workspace in pair:
        assert open_in(workspace) == ()
        for table in ("change", "field_conflict", "note"):
            assert "Zanzibarquartz" not in repr(workspace.read(devices.rows, f"SELECT * FROM {table}"))  # noqa: S608


def test_a_note_written_into_a_consultation_that_was_deleted_elsewhere_can_come_back_with_it(pair):
    a, b = pair
    remove(a, Note)
    remove(a, Consultation)
    b.run(devices.add, 2, "late", name="Added")
    send(b, a)
    (one,) = [one for one in open_in(a) if one.field == "text"]
    assert (one.other, one.deleted) == ("late", True)
    a.run(conflicts.settle, one.id, Choice.OTHER, name="Settled")
    assert names(a, Note.text) == ["late"]
    assert names(a, Consultation.title) == ["first 1"]
    assert open_in(a) == ()


def test_what_belongs_to_something_erased_cannot_come_back(pair):
    a, b = pair
    remove(a, Note)
    rename(b, "edited", Note, "text")
    send(b, a)
    a.erase(Consultation, 1, name="Erased")
    (one,) = open_in(a)
    with pytest.raises(CannotComeBack):
        a.run(conflicts.settle, one.id, Choice.OTHER, name="Settled")
    assert open_in(a) == (one,)


def test_undoing_a_deletion_brings_the_row_back_everywhere(pair):
    a, b = pair
    remove(a, Note)
    send(a, b)
    a.undo()
    assert send(a, b).tables == (TableCounts("note", 1, 0, 0, 0, 0, 0),)
    assert names(b, Note.text) == ["first 2"]


def test_what_is_erased_is_erased_on_the_other_device_too(pair):
    a, b = pair
    rename(b, "Zanzibarquartz", Note, "text")
    note = a.read(lambda session: session.scalar(select(Note.id)))
    a.erase(Note, note, name="Erased")
    receipt = send(a, b)
    assert receipt.erased == 1
    tables = b.read(
        lambda s: [name for (name,) in devices.rows(s, "SELECT name FROM sqlite_master WHERE type='table'")]
    )
    assert not any("Zanzibarquartz" in repr(b.read(devices.rows, f"SELECT * FROM {name}")) for name in tables)  # noqa: S608
    b.undo()
    b.undo()
    assert names(b, Note.text) == []
    assert send(b, a).empty
    assert b.verify().broken_at is None


def test_what_is_attached_to_an_erased_row_is_erased_when_it_arrives(pair):
    a, b = pair
    note = a.read(lambda session: session.scalar(select(Note.id)))
    a.erase(Note, note, name="Erased")
    rename(b, "Zanzibarquartz", Note, "text")
    uuid = b.read(lambda session: session.scalar(select(Note.uuid)))
    what = {"content_hash": bytes(32), "media_type": "image/png", "size": 1, "caption": "Zanzibarquartz"}
    b.run(lambda session: session.add(Attachment(entity="note", row_uuid=uuid, **what)), name="Attached")
    assert [(one.table, one.orphaned) for one in send(b, a).tables] == [("attachment", 1)]
    send(a, b)
    for workspace in pair:
        assert names(workspace, Attachment.caption) == []
        assert "Zanzibarquartz" not in repr(workspace.read(devices.rows, "SELECT * FROM change"))
    assert devices.state(a) == devices.state(b)


def test_a_new_note_of_a_deleted_consultation_goes_with_it_and_undo_brings_both_back(pair):
    a, b = pair
    remove(a, Note)
    remove(a, Consultation)
    b.run(devices.add, 2, "late", name="Added")
    receipt = send(a, b)
    assert [(one.table, one.deleted, one.orphaned) for one in receipt.tables] == [
        ("consultation", 1, 0),
        ("note", 1, 1),
    ]
    b.undo()
    assert names(b, Note.text) == ["first 2", "late"]
    send(b, a)
    assert devices.content(a) == devices.content(b)


def test_a_reference_that_may_be_empty_is_emptied(pair):
    a, b = pair
    a.run(devices.delete, 3, "", name="Deleted")  # the stakeholder, after its note was taken from it
    b.run(devices.add, 2, "late", name="Added")
    send(b, a)
    send(a, b)
    for workspace in pair:
        assert names(workspace) == []
        assert workspace.read(lambda s: s.scalars(select(Note.stakeholder_id)).all()) == [None, None]


def test_the_same_link_made_twice_is_one_row(pair):
    for workspace in pair:
        workspace.run(devices.add, 4, "", name="Coded")
    a, b = pair
    send(a, b)
    send(b, a)
    for workspace in pair:
        assert len(names(workspace, Coding.id)) == 1
        assert open_in(workspace) == ()


def test_two_rows_that_may_not_both_be_there_are_one_too_many(pair):
    for workspace in pair:
        workspace.run(
            lambda s: s.add(Coding(note_id=s.scalar(select(Note.id)), theme_id=s.scalar(select(Theme.id)))),
            name="Coded without a common uuid",
        )
    a, b = pair
    send(a, b)
    send(b, a)
    assert names(a, Coding.uuid) == names(b, Coding.uuid)
    assert len(names(a, Coding.uuid)) == 1


def test_a_merge_is_undone_and_redone_in_one_step(pair):
    a, b = pair
    rename(a, "first")
    rename(b, "second")
    b.run(devices.add, 0, "new", name="Added")
    before = devices.content(a)[0]
    send(b, a)
    after = names(a)
    assert a.undo().name == merge.NAME
    assert names(a) == ["first"]
    assert devices.content(a)[0] != before  # the new row has a tombstone now
    a.redo()
    assert names(a) == after == ["new", "second"]
    assert a.verify().broken_at is None


def test_taking_in_the_same_changes_again_leaves_no_trace(pair):
    a, b = pair
    rename(b, "second")
    send(b, a)
    head = a.head
    receipt = send(b, a)
    assert (receipt.empty, receipt.sequence, a.head) == (True, None, head)


def test_a_dry_run_tells_and_writes_nothing(pair):
    a, b = pair
    rename(b, "second")
    before = (devices.state(a), a.head)
    tried = send(b, a, dry_run=True)
    assert (devices.state(a), a.head) == before
    done = send(b, a)
    assert tried.tables == done.tables
    assert (tried.sequence, done.sequence) == (None, a.head.sequence)


def test_news_travels_through_a_third_device(tmp_path):
    workspaces = devices.copies(tmp_path, devices.base(tmp_path), "abc")
    a, b, c = workspaces.values()
    start = a.head.sequence
    rename(a, "by a")
    send(a, b, start)
    send(b, c, start)
    assert names(c) == ["by a"]
    assert send(a, c, start).empty
    for workspace in workspaces.values():
        workspace.close()


def test_the_same_state_gives_the_same_bytes(pair):
    a, b = pair
    assert devices.change_set(a) == devices.change_set(b)
    rename(a, "one")
    send(a, b)
    assert devices.state(a) == devices.state(b)


def test_changes_since_a_moment(pair):
    from gcmdesk.workspace import clock

    a, _b = pair
    middle = clock.now()
    rename(a, "one")
    since = a.read(changes.before, middle)
    assert since == a.head.sequence - 1
    extent = a.read(changes.write, io.BytesIO(), since)
    assert (extent.rows, extent.gone, extent.until) == (1, 0, a.head.sequence)
    with pytest.raises(changes.NoSuchChange):
        a.read(changes.write, io.BytesIO(), a.head.sequence + 1)
