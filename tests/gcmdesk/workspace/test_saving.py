"""Saving: one transaction each, all or nothing, and "saved" is only said when it is true."""

import threading
import time
from datetime import date

import pytest
from sqlalchemy import select, text, update

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress
from gcmdesk.jobs import run as run_job
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, clock, copies, errors, opening


def add(session, *names):
    session.add_all([Stakeholder(name=name, kind="youth") for name in names])


def names(session):
    return sorted(session.scalars(select(Stakeholder.name)))


def test_what_run_returned_from_is_in_the_file(workspace):
    workspace.run(add, "Youth council", name="Stakeholder added")
    assert workspace.read(names) == ["Youth council"]


def test_an_error_leaves_nothing_half_done(workspace):
    def fail(session):
        add(session, "Half")
        session.flush()
        raise KeyError

    with pytest.raises(KeyError):
        workspace.run(fail, name="Stakeholder added")
    assert workspace.read(names) == []
    assert workspace.head.sequence == 0


def test_work_without_changes_leaves_no_trace(workspace):
    assert workspace.run(names) == []
    assert workspace.head.sequence == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda session: session.commit(),
        lambda session: session.begin_nested(),
        lambda session: session.execute(update(Stakeholder).values(name="all")),
        lambda session: session.execute(Stakeholder.__table__.delete()),
        lambda session: session.add(opening.Workspace),
    ],
)
def test_what_the_journal_would_not_see_is_refused(workspace, wrong):
    workspace.run(add, "Youth council", name="Stakeholder added")
    with pytest.raises(Exception, match=r"commits|journal|mapped"):
        workspace.run(wrong, name="Wrong")
    assert workspace.read(names) == ["Youth council"]


def test_a_change_needs_a_name(workspace):
    with pytest.raises(ValueError, match="name"):
        workspace.run(add, "Nameless")
    assert workspace.read(names) == []


def test_a_service_does_not_run_another(workspace):
    with pytest.raises(RuntimeError, match="another"):
        workspace.run(lambda _session: workspace.run(add, "Inner", name="Inner"), name="Outer")


def test_listeners_hear_of_each_commit_and_of_nothing_else(workspace):
    heard = []
    stop = workspace.listen(heard.append)
    workspace.run(add, "Youth council", name="Stakeholder added")
    workspace.run(names)
    workspace.undo()
    stop()
    workspace.redo()
    assert heard == [frozenset({"stakeholders"})] * 2


def test_readers_do_not_wait_for_the_writer_and_see_one_state(workspace):
    workspace.run(add, "Before", name="Stakeholder added")
    seen = []

    def slow(session):
        add(session, "After")
        session.flush()
        seen.append(workspace.read(names))

    workspace.run(slow, name="Stakeholder added")
    assert seen == [["Before"]]
    assert workspace.read(names) == ["After", "Before"]


def test_many_threads_write_and_read(workspace):
    def work(number):
        workspace.run(add, f"Group {number}", name="Stakeholder added")
        assert f"Group {number}" in workspace.read(names)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.read(names)) == workspace.head.sequence == 12


def test_the_log_is_written_back_soon_so_that_a_copied_file_is_whole(workspace, around):
    workspace.run(add, "Youth council", name="Stakeholder added")
    log = workspace.path.with_name("a.gcmdesk-wal")
    deadline = time.monotonic() + 30
    while log.stat().st_size and time.monotonic() < deadline:
        time.sleep(0.05)
    copied = workspace.path.with_name("copy.gcmdesk")
    copied.write_bytes(workspace.path.read_bytes())
    with opening.open_workspace(copied, "open sesame", around=around) as copy:
        assert copy.read(names) == ["Youth council"]


def test_a_full_disk_is_said_and_nothing_is_half_written(workspace):
    def fill(session):
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages + 5}"))
        bulk.insert(session, Stakeholder, ("name", "kind"), [("x" * 1000, "youth")] * 1000)

    workspace.run(add, "Before", name="Stakeholder added")
    with pytest.raises(errors.DiskFull):
        workspace.run(fill, name="Import")
    assert workspace.read(names) == ["Before"]
    workspace.run(lambda session: session.execute(text("PRAGMA max_page_count = 1000000")))
    workspace.run(add, "After", name="Stakeholder added")
    assert workspace.read(names) == ["After", "Before"]


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_saved_is_never_said_when_the_file_is_gone(workspace, ending):
    workspace.run(add, "Before", name="Stakeholder added")
    place = workspace.path.with_name(workspace.path.name + ending)
    away = place.rename(place.with_name("away"))
    with pytest.raises(errors.FileMoved):
        workspace.run(add, "Lost", name="Stakeholder added")
    away.rename(place)
    workspace.run(add, "After", name="Stakeholder added")
    assert workspace.read(names) == ["After", "Before"]


def test_a_replaced_file_is_noticed(workspace):
    content = workspace.path.read_bytes()
    kept = workspace.path.rename(workspace.path.with_name("kept"))
    workspace.path.write_bytes(content)
    with pytest.raises(errors.FileMoved):
        workspace.run(add, "Lost", name="Stakeholder added")
    kept.replace(workspace.path)


def test_bulk_insert_takes_python_values_and_defaults(workspace):
    def fill(session):
        ids = bulk.insert(session, Consultation, ("title", "day"), [("Kick-off", date(2026, 5, 4))] * 3)
        return ids, session.get_one(Consultation, ids[1]).day, session.get_one(Consultation, ids[2]).place

    assert workspace.run(fill, name="Import") == (range(1, 4), date(2026, 5, 4), "")


def test_bulk_inserts_by_columns_and_by_rows_are_the_same(workspace):
    names = [f"Group {number}" for number in range(23)]
    workspace.run(bulk.insert, Stakeholder, ("name", "kind"), [(name, "x") for name in names], name="Rows")
    workspace.run(bulk.insert_columns, Stakeholder, {"name": names, "kind": ["x"] * 23}, name="Columns")
    columns = (Stakeholder.name, Stakeholder.kind, Stakeholder.form, Stakeholder.note)
    stored = workspace.read(lambda session: session.execute(select(*columns).order_by(Stakeholder.id)).all())
    assert stored[:23] == stored[23:]
    assert [row.name for row in stored[23:]] == names
    with pytest.raises(ValueError, match="zip"):
        workspace.run(bulk.insert_columns, Stakeholder, {"name": names, "kind": ["x"]}, name="Uneven")


def test_bulk_changes_are_seen_by_objects_already_loaded(workspace):
    workspace.run(add, "Old", name="Stakeholder added")

    def rename(session):
        row = session.scalars(select(Stakeholder)).one()
        bulk.update(session, Stakeholder, [(row.id, {"name": "New"})])
        return row.name

    assert workspace.run(rename, name="Renamed") == "New"


def test_a_cancelled_job_changes_nothing(workspace):
    progress = Progress()

    def work(session, progress):
        bulk.insert(session, Stakeholder, ("name", "kind"), [("a", "b")] * 6000)
        progress.cancel()
        progress.report(1, 2)

    outcome = run_job(workspace.job, progress, work, name="Import")
    assert isinstance(outcome.error, Cancelled)
    assert workspace.read(names) == []


def test_a_note_needs_its_consultation(workspace):
    def orphan(session):
        bulk.insert(session, Note, ("consultation_id", "said", "text"), [(99, clock.now(), "x")])

    with pytest.raises(Exception, match=r"FOREIGN KEY"):
        workspace.run(orphan, name="Import")


def test_an_open_workspace_is_copied_whole(workspace, around):
    workspace.run(add, "Youth council", name="Stakeholder added")
    copied = workspace.path.with_name("copy.gcmdesk")
    copied.touch()
    workspace.copy_to(copied)
    copies.check(copied, workspace.key)
    with opening.open_workspace(copied, "open sesame", around=around) as copy:
        assert copy.read(names) == ["Youth council"]
        assert copy.head == workspace.head
