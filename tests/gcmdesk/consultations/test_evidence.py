"""Evidence sets keep their ids, and quotes stay on their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmdesk.consultations import evidence
from gcmdesk.consultations.coding_records import Cited, EvidenceDraft, Passage
from gcmdesk.consultations.evidence import NotVerbatim
from gcmdesk.consultations.tables import Note
from tests.gcmdesk.consultations import world
from tests.gcmdesk.consultations.world import TEXTS
from tests.gcmdesk.workspace import devices

LATE = EvidenceDraft("Guardians come late")


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        opened.run(lambda session: setattr(session.get_one(Note, 1), "verbatim", True), name="Quote marked")
        yield opened


def add(workspace, title="Guardians come late", notes=()):
    return workspace.run(evidence.add, EvidenceDraft(title), notes, name="Evidence set added")


def edit(session, note, text):
    session.get_one(Note, note).text = text


def test_a_set_is_cited_by_its_id(workspace):
    made = add(workspace, notes=[1, 3])
    assert (made.code, made.notes) == ("E-001", 2)
    assert workspace.read(evidence.sets) == (made,)
    assert workspace.read(evidence.by_code, " e-1 ") == made.id
    assert workspace.read(evidence.of_notes, [1, 2]) == {1: ("E-001",), 2: ()}


@pytest.mark.parametrize("written", ["", "E-", "E-0", "E-002", "E-ABC-001", "note 1", "E-" + "9" * 40])
def test_what_is_no_id_finds_nothing(workspace, written):
    add(workspace)
    assert workspace.read(evidence.by_code, written) is None


def test_an_id_is_not_given_again_when_its_set_is_removed_or_undone(workspace):
    first = add(workspace, notes=[1])
    workspace.run(evidence.remove, first.id, name="Evidence set removed")
    second = add(workspace)
    workspace.undo()
    third = add(workspace)
    assert [first.code, second.code, third.code] == ["E-001", "E-002", "E-003"]


def test_ids_of_two_devices_never_meet(tmp_path):
    world.new(tmp_path, "base").close()
    with devices.opened(tmp_path, "base") as first:
        add(first)
    both = devices.copies(tmp_path, tmp_path / "base.gcmdesk", ("one", "other"))
    with both["one"] as one, both["other"] as other:
        for device in (one, other):
            add(device, "Second", [1])
        devices.send(other, one)
        codes = [each.code for each in one.read(evidence.sets)]
        assert codes[0] == "E-001"
        assert len(set(codes)) == 3
        assert all(one.read(evidence.by_code, code) for code in codes)


def test_only_words_taken_down_verbatim_are_quoted(workspace):
    made = add(workspace)
    workspace.run(evidence.quote, made.id, Passage(1, 0, 8), name="Quote chosen")
    with pytest.raises(NotVerbatim):
        workspace.run(evidence.quote, made.id, Passage(2, 0, 3), name="Quote chosen")
    with pytest.raises(ValueError, match="within"):
        workspace.run(evidence.quote, made.id, Passage(1, 0, 800), name="Quote chosen")
    assert workspace.read(evidence.cited, [made.id])[made.id] == (Cited(1, 0, 8, "Children"),)


def test_a_quote_stays_on_its_words_when_the_note_is_edited(workspace):
    made = add(workspace)
    workspace.run(evidence.quote, made.id, Passage(1, 0, 8), name="Quote chosen")
    workspace.run(edit, 1, "Well: " + TEXTS[0], name="Note changed")
    assert workspace.read(evidence.cited, [made.id])[made.id] == (Cited(1, 6, 14, "Children"),)
    workspace.run(edit, 1, "12345", name="Note changed")
    (lost,) = workspace.read(evidence.cited, [made.id])[made.id]
    assert (lost.words, lost.vanished) == ("", True)
    workspace.run(evidence.quote_whole, made.id, 1, name="Quote chosen")
    assert workspace.read(evidence.cited, [made.id])[made.id] == (Cited(1, 0, 0, "12345"),)


def test_a_set_is_changed_and_notes_go_in_and_out(workspace):
    made = add(workspace, notes=[1])
    assert workspace.run(evidence.put_in, made.id, [1, 2], name="Added") == 1
    assert workspace.run(evidence.take_out, made.id, [1, 3], name="Taken out") == 1
    workspace.run(evidence.change, made.id, EvidenceDraft("Late", "ask again"), name="Changed")
    (now,) = workspace.read(evidence.sets)
    assert (now.code, now.title, now.remark, now.notes) == ("E-001", "Late", "ask again", 1)


def test_a_set_needs_a_title(workspace):
    draft = EvidenceDraft(" ", "x" * 20_000)
    assert [field for field, _message in draft.problems()] == ["title", "remark"]
    with pytest.raises(ValueError, match="title"):
        workspace.run(evidence.add, draft, name="Evidence set added")


@given(st.sampled_from(["", "K7Q", "234"]), st.integers(1, 10**12))
def test_every_id_is_read_back(origin, number):
    found = evidence._CODE.fullmatch(evidence.code(origin, number).lower())
    assert (found[1] or "").upper() == origin
    assert int(found[2]) == number
