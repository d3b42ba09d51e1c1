"""Giving themes to notes and passages, one after the other, by a search, and what edits do to them."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, NoResultFound

from gcmdesk.consultations import autocode, coding
from gcmdesk.consultations.coding_records import LONGEST_MEMO, Passage
from gcmdesk.consultations.tables import Coding, Note
from gcmdesk.jobs import Progress
from tests.gcmdesk.consultations import world
from tests.gcmdesk.consultations.world import TEXTS

CARE, PAPERS = 1, 2
GUARDIAN = Passage(1, 32, 40)


@pytest.fixture
def workspace(tmp_path):
    with world.new(tmp_path) as opened:
        yield opened


def edit(session, note, text):
    session.get_one(Note, note).text = text


def words_of(workspace, note):
    text = workspace.read(lambda session: session.get_one(Note, note).text)
    (one,) = workspace.read(coding.of_notes, [note])[note]
    return None if one.vanished else text[one.start : one.stop]


def test_a_passage_is_given_a_theme_once_for_each_coder(workspace):
    assert TEXTS[0][32:40] == "guardian"
    assert workspace.run(coding.code_passages, CARE, [GUARDIAN, GUARDIAN], name="Coded") == 1
    assert workspace.run(coding.code_passages, CARE, [GUARDIAN]) == 0
    assert workspace.run(coding.code_passages, CARE, [GUARDIAN], "Ada", name="Coded") == 1


def test_passages_may_overlap_and_a_note_can_have_the_theme_as_a_whole_too(workspace):
    workspace.run(coding.code_passages, CARE, [GUARDIAN, Passage(1, 14, 40)], name="Coded")
    workspace.run(coding.code, CARE, [1], name="Coded")
    given = workspace.read(coding.of_notes, [1])[1]
    assert [(one.start, one.stop) for one in given] == [(0, 0), (14, 40), (32, 40)]


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (3, 3), (5, 2), (0, 10_000)])
def test_a_passage_outside_of_its_note_is_refused(workspace, start, stop):
    with pytest.raises(ValueError, match="within"):
        workspace.run(coding.code_passages, CARE, [Passage(1, start, stop)], name="Coded")


def test_the_file_itself_refuses_a_passage_that_ends_before_it_begins(workspace):
    def past_the_services(session):
        session.add(Coding(note_id=1, theme_id=CARE, start=5, stop=2))

    with pytest.raises(IntegrityError):
        workspace.run(past_the_services, name="Coded")


def test_a_theme_that_is_not_there_cannot_be_given(workspace):
    with pytest.raises(NoResultFound):
        workspace.run(coding.code, 99, [1], name="Coded")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXTS[0] + " Still.", "guardian"),
        ("In the north, " + TEXTS[0], "guardian"),
        (TEXTS[0].replace("guardian", "legal guardian"), "guardian"),
        (TEXTS[0].replace("guardian", "guar-dian"), "guar-dian"),
        (TEXTS[0].replace(" a guardian", " help"), None),
        ("👩‍👧 " + TEXTS[0], "guardian"),
    ],
)
def test_offsets_stay_right_when_the_note_is_edited(workspace, text, words):
    workspace.run(coding.code_passages, CARE, [GUARDIAN], name="Coded")
    workspace.run(edit, 1, text, name="Note changed")
    assert words_of(workspace, 1) == words
    workspace.undo()
    assert words_of(workspace, 1) == "guardian"


def test_words_that_vanished_are_listed_and_can_be_placed_again(workspace):
    workspace.run(coding.code_passages, CARE, [GUARDIAN], name="Coded")
    workspace.run(edit, 1, "Something else entirely, 123", name="Note changed")
    (lost,) = workspace.read(coding.vanished)
    workspace.run(coding.place_again, lost.id, 0, 9, name="Passage placed")
    assert workspace.read(coding.vanished) == ()
    assert words_of(workspace, 1) == "Something"


def test_a_memo_is_kept_and_one_that_is_too_long_is_not(workspace):
    workspace.run(coding.code, CARE, [1], name="Coded")
    (one,) = workspace.read(coding.of_notes, [1])[1]
    workspace.run(coding.remark, one.id, "said with anger", name="Memo changed")
    with pytest.raises(ValueError, match="memo"):
        workspace.run(coding.remark, one.id, "x" * (LONGEST_MEMO + 1), name="Memo changed")
    assert workspace.read(coding.of_theme, [CARE])[0].memo == "said with anger"


def test_the_keyboard_goes_from_one_uncoded_note_to_the_next_and_round(workspace):
    workspace.run(coding.code, CARE, [2], name="Coded")
    workspace.run(coding.set_aside, [3], name="Set aside")
    seen = [first := workspace.read(coding.next_uncoded)]
    seen.append(workspace.read(coding.next_uncoded, first))
    seen.append(workspace.read(coding.next_uncoded, seen[-1]))
    assert seen == [1, 4, 1]
    assert workspace.read(coding.left) == 2
    assert workspace.read(coding.next_uncoded, 0, "Ada") == 1
    assert workspace.read(coding.left, "Ada") == 4
    workspace.run(coding.take_up, [3], name="Taken up")
    assert workspace.read(coding.next_uncoded, 1) == 3
    assert workspace.read(coding.next_uncoded, 0, "", 2) == 3


def test_when_all_notes_are_dealt_with_there_is_no_next_one(workspace):
    workspace.run(coding.code, CARE, [1, 2, 3, 4], name="Coded")
    assert workspace.read(coding.next_uncoded, 2) is None


def test_coding_by_a_search_is_shown_first_then_done_and_undone_at_once(workspace):
    workspace.run(coding.code, CARE, [4], name="Coded")
    found = workspace.read(autocode.preview, CARE, "guardian")
    assert (found.new, found.had, found.samples) == ((1,), 1, (1,))
    everywhere = workspace.read(autocode.preview, PAPERS, "guardian")
    assert everywhere.new == (1, 4)
    assert workspace.read(autocode.preview, PAPERS, "guardian", "", 2).new == (4,)
    before = workspace.read(world.rows)
    assert workspace.job(Progress(), autocode.apply, PAPERS, everywhere.new, name="{count} notes coded") == 2
    workspace.undo()
    assert workspace.read(world.rows) == before


def test_many_search_lines_code_at_once(workspace):
    rules = [(CARE, "guardian"), (CARE, "children"), (PAPERS, "permit office"), (PAPERS, "zzz")]
    assert workspace.job(Progress(), autocode.by_rules, rules, name="{count} notes coded") == 3
    assert [one.note for one in workspace.read(coding.of_theme, [CARE])] == [1, 4]
    assert [one.note for one in workspace.read(coding.of_theme, [PAPERS])] == [2]
    assert workspace.job(Progress(), autocode.by_rules, rules) == 0


@pytest.mark.parametrize("query", ["", "-guardian", '"', "zzz"])
def test_a_search_that_finds_nothing_codes_nothing(workspace, query):
    assert workspace.read(autocode.preview, CARE, query).new == ()


def test_taking_back_and_undoing_leaves_what_was_there(workspace):
    workspace.run(coding.code_passages, CARE, [GUARDIAN], name="Coded")
    before = workspace.read(world.rows)
    ids = workspace.read(lambda session: session.scalars(select(Coding.id)).all())
    assert workspace.run(coding.take_back, ids, name="Taken back") == 1
    workspace.undo()
    assert workspace.read(world.rows) == before
