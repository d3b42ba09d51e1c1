"""Keying in paper: many answers at once, by the numbers of the form."""

from dataclasses import replace

import pytest

from gcmdesk.consultations import capture, guides, lines, notes, paper_entry, sessions
from gcmdesk.consultations.capture import Taking
from gcmdesk.consultations.guide_records import GuideDraft, Question
from gcmdesk.consultations.notes import SessionClosed
from gcmdesk.stakeholders import stubs

DRAFT = GuideDraft("Evening talk", (Question("What is hardest?", objectives=(16,)), Question("And then?")))


@pytest.fixture
def form(hall, hearing):
    """The fields of a session with a guide of two questions, which begins at half past nine."""
    version = hall.run(guides.add, DRAFT, name="Guide added")
    draft = replace(hearing.draft, starts="09:30", guide_version=version.id)
    hall.run(sessions.change, hearing.id, draft, name="Session changed")
    return hall.read(paper_entry.fields, hearing.id)


def answer(hall, hearing, form, number, typed):
    line = lines.parse_line(typed, hall.read(capture.known, hearing.id))
    question = form.question(number)
    return Taking(hearing.id, line, form.said, question=question.id if question else None)


def test_answers_are_keyed_in_by_their_numbers_in_one_step(hall, hearing, form):
    answers = [
        answer(hall, hearing, form, 1, "@mayor no lamps #5 !challenge"),
        answer(hall, hearing, form, 2, "@Night shift better buses"),
        answer(hall, hearing, form, 9, "on the back of the sheet"),
    ]
    first, second, third = hall.run(paper_entry.key_in, answers, stubs.ensure, name="{count} notes keyed in")
    assert first.subjects == ("objective/5", "objective/16")
    assert (second.note.question, third.note.question) == (form.questions[1].id, None)
    assert second.stub is not None
    assert {one.said for one in hall.read(notes.of_consultation, hearing.id)} == {form.said}
    assert form.said.astimezone().strftime("%H:%M") == "09:30"
    hall.undo()
    assert hall.read(notes.of_consultation, hearing.id) == ()


def test_one_empty_answer_keeps_the_whole_sheet_from_being_saved(hall, hearing, form):
    answers = [answer(hall, hearing, form, 1, "fine"), answer(hall, hearing, form, 2, "@mayor")]
    assert paper_entry.problems(answers) == {1: (("text", "Type what was said."),)}
    with pytest.raises(ValueError, match="1: text"):
        hall.run(paper_entry.key_in, answers, stubs.ensure, name="Keyed in")
    assert hall.read(notes.of_consultation, hearing.id) == ()


def test_a_closed_session_takes_no_paper(hall, hearing, form):
    hall.run(sessions.close, hearing.id, name="Closed")
    with pytest.raises(SessionClosed):
        hall.run(paper_entry.key_in, [answer(hall, hearing, form, 1, "late")], stubs.ensure, name="Keyed in")


def test_a_session_without_a_guide_has_no_fields(hall, hearing):
    assert hall.read(paper_entry.fields, hearing.id).questions == ()
