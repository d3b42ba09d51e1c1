"""Which version of each page this computer saw last: an old page put back is told, and nothing else is."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import backups, errors, opening, pages
from gcmdesk.workspace import workspace as workspaces
from gcmdesk.workspace.file import PAGE_BYTES, Access, connect
from gcmdesk.workspace.fingerprints import Fingerprint, Record
from tests.gcmdesk.workspace.conftest import CHEAP

PHRASE = "open sesame"


def add(session, *names):
    session.add_all([Stakeholder(name=name, kind="youth") for name in names])


def reopened(path, around, access=Access.WRITE, phrase=PHRASE):
    return opening.open_workspace(path, phrase, access, around)


def displaced(path, around, access=Access.READ, phrase=PHRASE):
    with reopened(path, around, access, phrase) as workspace:
        found = workspace.displaced(Progress())
        return found.pages if found else 0


def beside_the_journal(path, statement):
    """What another program with the key does to the closed file."""
    connection = connect(path, opening.key_of(path, PHRASE, parameters=(CHEAP,)), Access.WRITE)
    connection.execute(statement)
    connection.close()


@pytest.fixture
def saved(workspace):
    """A closed workspace with two stakeholders."""
    workspace.run(add, "Youth council", "Union of carers", name="Stakeholders added")
    workspace.close()
    return workspace.path


@pytest.fixture
def two_ages(workspace):
    """A closed workspace, and its content before the last commit."""
    workspace.run(add, *(f"Council {number}" for number in range(200)), name="Stakeholders added")
    workspace.settle()
    old = workspace.path.read_bytes()
    workspace.run(add, "Union of carers", name="Stakeholder added")
    workspace.close()
    return workspace.path, old


@pytest.mark.parametrize("access", Access)
def test_every_old_page_put_back_is_told(two_ages, around, access):
    path, old = two_ages
    new = path.read_bytes()
    changed = [at for at in range(0, len(old), PAGE_BYTES) if old[at : at + PAGE_BYTES] != new[at : at + PAGE_BYTES]]
    told, notes = 0, {note: note.read_bytes() for note in around.notes.iterdir()}
    for at in changed:
        for note, content in notes.items():
            note.write_bytes(content)
        path.write_bytes(new[:at] + old[at : at + PAGE_BYTES] + new[at + PAGE_BYTES :])
        try:
            with reopened(path, around, access) as workspace:
                told += workspace.displaced(Progress()) == pages.Displaced(1) or workspace.regress is not None
        except errors.Damaged:
            told += 1
    assert told == len(changed) > 5


@pytest.mark.parametrize(
    "statement", ["UPDATE stakeholder SET name = 'Other'", "INSERT INTO search (rowid, words) VALUES (7, 'invented')"]
)
def test_what_another_program_wrote_past_the_history_is_told(saved, around, statement):
    beside_the_journal(saved, statement)
    assert displaced(saved, around) > 0


def test_it_is_told_until_the_user_knows(saved, around):
    beside_the_journal(saved, "UPDATE stakeholder SET name = 'Other'")
    with reopened(saved, around) as workspace:
        workspace.run(add, "Third", name="Stakeholder added")
        assert workspace.displaced(Progress())
    with reopened(saved, around) as workspace:
        assert workspace.displaced(Progress())
        workspace.accept_pages()
    assert displaced(saved, around, Access.WRITE) == 0


def test_working_on_is_no_displacement(saved, around):
    for round_ in range(4):
        with reopened(saved, around) as workspace:
            workspace.run(add, f"Council {round_}", name="Stakeholder added")
            workspace.settle()
            workspace.run(add, *(f"Group {number}" for number in range(300)), name="Stakeholders added")
            workspace.undo()
            assert workspace.displaced(Progress()) is None
        assert displaced(saved, around) == 0


def test_a_file_that_travelled_is_taken_as_it_is(saved, around, tmp_path):
    elsewhere = opening.Surroundings(parameters=(CHEAP,), notes=tmp_path / "other computer")
    with reopened(saved, elsewhere) as workspace:
        workspace.run(add, "Third", name="Stakeholder added")
    assert displaced(saved, around, Access.WRITE) == 0
    beside_the_journal(saved, "UPDATE stakeholder SET name = 'Other'")
    assert displaced(saved, around) > 0


def test_a_file_written_anew_is_another_copy(saved, around):
    with reopened(saved, around) as workspace:
        backup = backups.take(workspace).path
        backups.restore(workspace, backup, workspace.key)
        assert workspace.displaced(Progress()) is None
        opening.change_passphrase(workspace, "close sesame", parameters=CHEAP)
        assert workspace.displaced(Progress()) is None
    shutil.copy(backup, saved)
    assert displaced(saved, around) == 0
    assert displaced(saved, around, Access.WRITE) == 0


def test_a_computer_without_memory_has_nothing_to_tell(saved, around, tmp_path):
    beside_the_journal(saved, "UPDATE stakeholder SET name = 'Other'")
    elsewhere = opening.Surroundings(parameters=(CHEAP,), notes=tmp_path / "other computer")
    assert displaced(saved, elsewhere) == 0


def test_what_cannot_be_remembered_is_not_needed(saved, around):
    shutil.rmtree(around.notes)
    around.notes.touch()
    with reopened(saved, around) as workspace:
        workspace.run(add, "Third", name="Stakeholder added")
        assert workspace.displaced(Progress()) is None


def test_the_log_is_emptied_however_fast_commits_follow(workspace, monkeypatch):
    monkeypatch.setattr(workspaces, "_SETTLE_AFTER", 3600)
    monkeypatch.setattr(workspaces, "_SETTLE_AT_LATEST", 0.01)
    log = workspace.path.with_name(workspace.path.name + "-wal")
    smaller, last = False, 0
    for number in range(2000):
        workspace.run(add, f"Council {number}", name="Stakeholder added")
        smaller, last = smaller or log.stat().st_size < last, log.stat().st_size
        if smaller:
            break
    assert smaller
    assert workspace.read(lambda session: len(session.scalars(select(Stakeholder.id)).all())) == number + 1


MARK = st.binary(min_size=8, max_size=8)
STEPS = st.lists(st.tuples(st.integers(0, 12), st.dictionaries(st.integers(0, 11), MARK, max_size=5)), max_size=6)


@given(st.lists(MARK, max_size=12), STEPS, st.data())
def test_a_torn_or_damaged_record_gives_an_earlier_state_or_none(tmp_path_factory, first, steps, data):
    """Whatever a power cut leaves of the record, it is never a state with other marks."""
    place = tmp_path_factory.mktemp("record") / "a.pages"
    record, fingerprint = Record(place), Fingerprint(bytes(32), bytearray(b"".join(first)))
    record.write(fingerprint)
    was = {fingerprint.state: bytes(fingerprint.marks)}
    for number, (least, drawn) in enumerate(steps, 1):
        fingerprint.state = number.to_bytes(32)
        size = max(least, len(fingerprint.marks) // 8)
        fingerprint.marks.extend(bytes(size * 8 - len(fingerprint.marks)))
        changes = {page: mark for page, mark in drawn.items() if page < size}
        for page, mark in changes.items():
            fingerprint.marks[page * 8 : page * 8 + 8] = mark
        record.add(fingerprint, set(changes))
        was[fingerprint.state] = bytes(fingerprint.marks)
    assert Record(place).load() == fingerprint
    content = bytearray(place.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[at] ^= data.draw(st.integers(1, 255))
    else:
        del content[at:]
    place.write_bytes(content)
    after = Record(place)
    left = after.load()
    assert left is None or was[left.state] == left.marks
    again = left or fingerprint  # what goes on is what was there
    after.add(again, set())
    assert Record(place).load() == again
