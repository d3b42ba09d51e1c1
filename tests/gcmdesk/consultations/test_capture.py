"""Live capture: line by line into the workspace, what sticks, what survives a crash, and what the panels show."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gcmdesk.consultations import agenda, attendance, capture, closing, coverage, lines, notes, presenting, sessions
from gcmdesk.consultations.capture import Taking, Unfinished
from gcmdesk.consultations.session_records import AgendaPoint, SessionDraft
from gcmdesk.protection import notices, oversight, people, receipts
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people import PersonDraft
from gcmdesk.protection.people_records import AgeBand, Answer, NoticeKind, Office, State
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.receipts import Capture
from gcmdesk.stakeholders import register, stubs
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from tests.gcmdesk.consultations.conftest import DAY

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def take(hall, session, typed, **around):
    known = hall.read(capture.known, session)
    taking = Taking(session, lines.parse_line(typed, known), NOON, **around)
    return hall.run(capture.save, taking, stubs.ensure, name="Note added")


def test_one_line_becomes_a_note_with_all_that_was_typed(hall, hearing):
    taken = take(hall, hearing.id, '@mayor "Children wait" #15 #human-rights !challenge')
    note = taken.note
    assert (note.text, note.stakeholder, note.kind, note.verbatim) == ("Children wait", 1, "challenge", True)
    assert taken.subjects == ("objective/15", "principle/human-rights")
    assert hall.read(capture.as_line, note.id).subjects == taken.subjects


def test_speaker_and_point_stick_until_somebody_else_speaks(hall, hearing):
    point = hall.run(agenda.save, hearing.id, AgendaPoint(0, "Challenges"), name="Point added").id
    take(hall, hearing.id, "@mayor first", agenda_item=point)
    state = hall.read(capture.state, hearing.id)
    assert state == Unfinished("", 1, point)
    second = take(hall, hearing.id, "second", speaker=state.speaker, agenda_item=state.agenda_item)
    assert (second.note.stakeholder, second.note.agenda_item) == (1, point)
    assert take(hall, hearing.id, "@youth council third", speaker=1).note.stakeholder == 4


def test_an_unknown_name_becomes_a_stakeholder_in_the_same_step(hall, hearing):
    taken = take(hall, hearing.id, "@Fisherfolk nets are torn")
    assert hall.read(stubs.waiting) == ((taken.stub, "Fisherfolk"),)
    assert take(hall, hearing.id, "@fisherfolk again").stub is None
    hall.undo()
    hall.undo()
    assert hall.read(stubs.waiting) == ()
    assert hall.read(notes.of_consultation, hearing.id) == ()


def test_a_stub_ends_when_somebody_says_what_it_is(hall, hearing):
    stub = take(hall, hearing.id, "@Fisherfolk nets are torn").stub
    hall.run(register.change, [stub], {"kind": "local-communities"}, name="Sorted")
    assert hall.read(stubs.waiting) == ()


def test_the_last_note_is_edited_as_it_was_typed(hall, hearing):
    take(hall, hearing.id, "@harbour association ships wait #15 !need")
    last = hall.read(capture.last, hearing.id)
    known = hall.read(capture.known, hearing.id)
    shown = lines.written(hall.read(capture.as_line, last), known)
    assert shown == "@[Harbour association] #15 !need ships wait"
    line = lines.parse_line("@mayor #5 ships wait long", known)
    taken = hall.run(capture.edit, last, line, stubs.ensure, name="Note changed")
    assert (taken.note.text, taken.note.stakeholder, taken.note.kind) == ("ships wait long", 1, "")
    assert hall.read(capture.as_line, last).subjects == ("objective/5",)
    hall.undo()
    assert hall.read(capture.as_line, last).subjects == ("objective/15",)


def test_every_note_of_the_register_can_be_shown_as_a_line(hall, hearing):
    """Also of a stakeholder that was archived since, and with a theme of the team's own."""
    taken = take(hall, hearing.id, "@mayor said")
    hall.run(register.archive, [1], name="Archived")
    known = hall.read(capture.known, hearing.id)
    assert lines.written(hall.read(capture.as_line, taken.note.id), known) == "@Mayor said"


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b><script>x()</script>",
        r"{\rtf1\ansi Hello}",
        "👩‍👧 שלום abc ١٢٣ \u202e",
        "nul\x00 bell\x07",
        "x" * 100_000,
        "one\r\ntwo",
    ],
)
def test_pasted_text_is_kept_as_plain_text(hall, hearing, typed):
    note = take(hall, hearing.id, typed).note
    assert hall.read(notes.get, note.id).text == typed.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "field"), [("@Fisherfolk #15", "text"), ("x" * 100_001, "text"), ("a \ud83d", "text")]
)
def test_a_line_that_cannot_be_kept_is_refused_before_anything_is_written(hall, hearing, typed, field):
    line = lines.parse_line(typed, hall.read(capture.known, hearing.id))
    taking = Taking(hearing.id, line, NOON)
    assert [name for name, _message in taking.problems()] == ["text"]
    with pytest.raises(ValueError, match="text"):
        hall.run(capture.save, taking, stubs.ensure, name="Note added")
    assert hall.read(stubs.waiting) == ()


def test_what_is_being_typed_leaves_no_trace_in_the_history(hall, hearing):
    before = hall.head
    hall.run(capture.keep, hearing.id, Unfinished("Half a sen", 1))
    assert (hall.head.sequence, hall.head.link) == (before.sequence, before.link)
    assert hall.read(capture.state, hearing.id) == Unfinished("Half a sen", 1)
    take(hall, hearing.id, "Half a sentence", speaker=1)
    assert hall.read(capture.state, hearing.id) == Unfinished("", 1)
    hall.run(capture.forget, hearing.id)
    assert hall.read(capture.state, hearing.id) == Unfinished()


_KILLED = """
import os, signal, sys
from pathlib import Path
import gcmdesk.areas
from gcmdesk.consultations import capture
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
around = opening.Surroundings((Parameters(8, 1, 1),), Path(sys.argv[2]))
workspace = opening.open_workspace(Path(sys.argv[1]), "open sesame", around=around)
workspace.run(capture.keep, int(sys.argv[3]), capture.Unfinished("Half a sen", 2))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_crash_the_unfinished_line_is_there_and_no_note_is_lost(hall, hearing, tmp_path):
    take(hall, hearing.id, "A whole sentence")
    path = tmp_path / "a.gcmdesk"
    hall.close()
    command = [sys.executable, "-c", _KILLED, str(path), str(tmp_path / "notes"), str(hearing.id)]
    killed = subprocess.run(command, check=False, env=os.environ)
    assert killed.returncode == -9
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.open_workspace(path, "open sesame", around=around) as again:
        assert again.read(capture.state, hearing.id) == Unfinished("Half a sen", 2)
        assert [one.text for one in again.read(notes.of_consultation, hearing.id)] == ["A whole sentence"]
    assert b"Half a sen" not in path.read_bytes()


def test_an_unfinished_line_goes_when_its_session_is_closed(hall, hearing):
    hall.run(capture.keep, hearing.id, Unfinished("Half a sen", 2))
    assert "unsent" in dict(hall.read(closing.check, hearing.id, NOON).sentences())
    hall.run(sessions.close, hearing.id, name="Session closed")
    hall.run(capture.keep, hearing.id, Unfinished("too late", 2))
    assert hall.read(capture.state, hearing.id) == Unfinished()


def test_flags_and_confidence_can_be_set_and_taken_back(hall, hearing):
    ids = [take(hall, hearing.id, text).note.id for text in ("one", "two")]
    assert hall.run(notes.flag, ids, name="Flagged") == 2
    assert hall.run(notes.confide, ids[:1], name="Kept in confidence") == 1
    hall.undo()
    got = [(one.flagged, one.confidential) for one in hall.read(notes.of_consultation, hearing.id)]
    assert got == [(True, False), (True, False)]


def test_the_panel_says_who_came_and_has_not_spoken(hall, hearing):
    hall.run(sessions.change, hearing.id, replace(hearing.draft, objectives=(5, 15)), name="Planned")
    hall.run(attendance.answer, hearing.id, [1, 3, 4], "attended", name="Came")
    for typed in ("@mayor a #15", "@mayor b #7", "@harbour association c", "d"):
        take(hall, hearing.id, typed)
    got = hall.read(coverage.of, hearing.id)
    assert [(one.name, one.notes) for one in got.spoken] == [("Mayor", 2), ("Harbour association", 1)]
    assert [one.name for one in got.silent] == ["Farm workers' union", "Youth council"]
    assert got.silent_groups == ("trade-unions", "children-youth")
    assert got.objectives == {5: 0, 7: 1, 15: 1}
    assert (got.notes, got.nameless) == (4, 1)


@pytest.fixture
def person(hall):
    """A grown-up who has taken part and was never asked about quotes."""
    for office in Office:
        hall.run(oversight.appoint, AppointmentDraft(office, "Desk", "desk@sample.invalid", DAY), name="Appointed")
    hall.run(notices.install, name="Notices set up")
    version = hall.read(notices.current, NoticeKind.ADULT, "en").id
    draft = PersonDraft(AgeBand.FROM_25, version, "en", "asked in the session", DAY)
    return hall.run(people.add, draft, name="Person added").id


def consented(hall, person, answer, when):
    version = hall.read(notices.current, NoticeKind.ADULT, "en").id
    capture_of = Capture((person,), {Purpose.QUOTE: answer}, version, "en", when, witness="co-facilitator")
    hall.run(receipts.record, capture_of, name="Consent recorded")


def test_the_room_sees_no_confidence_no_person_and_no_speaker(hall, hearing, person):
    take(hall, hearing.id, "@mayor open words #15 !need")
    take(hall, hearing.id, "in confidence", confidential=True)
    take(hall, hearing.id, '"My own story"', person=person)
    shown = hall.read(presenting.view, hearing.id)
    assert [(one.text, one.subjects) for one in shown.wall] == [("open words", ("objective/15",))]
    assert (shown.kinds, shown.held_back) == ({"need": 1}, 2)
    assert "Mayor" not in repr(shown)


def test_whether_to_ask_for_a_quote_is_known_before_it_is_typed(hall, hearing, person):
    assert hall.read(capture.quote_consent, person, NOON) is State.NEVER_ASKED
    consented(hall, person, Answer.GIVEN, NOON)
    assert hall.read(capture.quote_consent, person, NOON) is State.GIVEN


def test_before_closing_everything_that_is_open_is_listed(hall, hearing, person):
    assert hall.read(closing.check, hearing.id, NOON).empty
    plain = take(hall, hearing.id, "@mayor plain").note.id
    fine = take(hall, hearing.id, "@Fisherfolk fine #15 !need")
    nobody = take(hall, hearing.id, '"Nobody\'s words" #15 !quote').note.id
    somebody = take(hall, hearing.id, '"Somebody\'s words" #15 !quote', person=person, flagged=True).note.id
    hall.run(attendance.invite, hearing.id, [2, 3], name="Invited")
    hall.run(attendance.answer, hearing.id, [3], "absent", name="Stayed away")
    for category, count in (("women", 5), ("men", 9)):
        hall.run(attendance.set_headcount, hearing.id, "sex", category, count, name="Counted")
    hall.run(attendance.set_headcount, hearing.id, "all", "all", 12, name="Counted")
    got = hall.read(closing.check, hearing.id, NOON)
    assert (got.untagged, got.uncoded, got.flagged) == ((plain,), (plain,), (somebody,))
    assert (got.nameless_quotes, got.without_consent) == ((nobody,), (somebody,))
    assert (got.stubs, got.unanswered) == ((fine.stub,), (2,))
    assert [one.dimension for one in got.mismatches] == ["sex"]
    assert got.not_recorded == ("age", "group", "disability", "migration")
    said = dict(got.sentences())
    assert said["untagged"] == "1 note has no kind."
    assert said["mismatches"] == "Sex or gender: 14 were counted here, but only 12 in all."
    consented(hall, person, Answer.GIVEN, NOON)
    assert hall.read(closing.check, hearing.id, NOON).without_consent == ()


def test_a_session_that_is_in_order_says_so(hall, hearing):
    take(hall, hearing.id, "@mayor all is well #15 !need")
    for dimension, category in (("all", "all"), ("sex", "women"), ("age", "25-39"), ("disability", "without")):
        hall.run(attendance.set_headcount, hearing.id, dimension, category, 4, name="Counted")
    for dimension, category in (("group", "migrants"), ("migration", "migrants")):
        hall.run(attendance.set_headcount, hearing.id, dimension, category, 4, name="Counted")
    got = hall.read(closing.check, hearing.id, NOON)
    assert got.clear, got
    assert got.sentences() == ()


def test_sessions_that_were_never_written_up_are_found(hall, hearing):
    later = hall.run(sessions.add, SessionDraft("Noted", DAY), name="Session added")
    take(hall, later.id, "noted")
    assert hall.read(closing.without_notes, DAY) == ()
    assert hall.read(closing.without_notes, DAY.replace(day=5)) == (hearing.id,)


def test_the_list_shows_who_spoke_and_about_what(hall, hearing):
    take(hall, hearing.id, "@mayor first #15")
    second = take(hall, hearing.id, "second").note
    assert [(one.note.text, one.speaker, one.subjects) for one in hall.read(capture.noted, hearing.id)] == [
        ("first", "Mayor", ("objective/15",)),
        ("second", "", ()),
    ]
    (only,) = hall.read(capture.noted, hearing.id, second.id)
    assert only.note == second


def test_a_name_that_was_just_entered_is_known_at_once(hall, hearing):
    known = hall.read(capture.known, hearing.id)
    taken = take(hall, hearing.id, "@Fisherfolk nets are torn")
    assert lines.parse_line("@fish more", known.and_speaker(taken.stub, "Fisherfolk")).speaker == taken.stub


def test_a_note_goes_with_its_codings_and_comes_back_with_them(hall, hearing):
    note = take(hall, hearing.id, "@mayor first #15").note.id
    assert hall.run(notes.delete, [note], name="Note deleted") == 1
    assert hall.read(notes.of_consultation, hearing.id) == ()
    hall.undo()
    assert hall.read(capture.as_line, note).subjects == ("objective/15",)
    hall.run(sessions.close, hearing.id, name="Closed")
    with pytest.raises(notes.SessionClosed):
        hall.run(notes.delete, [note], name="Note deleted")


def test_notes_move_to_another_point_of_their_own_agenda(hall, hearing):
    first, second = (
        hall.run(agenda.save, hearing.id, AgendaPoint(0, title), name="Point added").id for title in ("One", "Two")
    )
    taken = [take(hall, hearing.id, text, agenda_item=first).note.id for text in ("a", "b", "c")]
    assert hall.run(notes.move, taken[:2], second, name="Moved") == 2
    assert [hall.read(notes.get, one).agenda_item for one in taken] == [second, second, first]
    hall.undo()
    assert [hall.read(notes.get, one).agenda_item for one in taken] == [first, first, first]
    hall.run(notes.move, taken, None, name="Moved")
    assert {hall.read(notes.get, one).agenda_item for one in taken} == {None}


def test_notes_do_not_move_to_the_agenda_of_another_session_nor_in_a_closed_one(hall, hearing):
    other = hall.run(sessions.add, SessionDraft("Another", DAY), name="Session added").id
    point = hall.run(agenda.save, other, AgendaPoint(0, "One"), name="Point added").id
    note = take(hall, hearing.id, "a").note.id
    with pytest.raises(ValueError, match="point"):
        hall.run(notes.move, [note], point, name="Moved")
    hall.run(sessions.start, hearing.id, name="Started")
    hall.run(sessions.close, hearing.id, name="Closed")
    with pytest.raises(notes.SessionClosed):
        hall.run(notes.move, [note], None, name="Moved")
