"""Guides: from the guidance's own to versions that stay as sessions used them, and the form on paper."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gcmdesk.consultations import agenda, guides, paper_forms, sessions
from gcmdesk.consultations.guide_records import GuideDraft, Question
from gcmdesk.i18n import Texts

DRAFT = GuideDraft(
    "Evening talk",
    (
        Question("What is hardest?", "First", (5, 16), ("human-rights",)),
        Question("And then?", "First", translations=(("fr", "Et ensuite ?"), ("pt", "E depois?"))),
    ),
)


def texts(version):
    return [one.text for one in version.draft.questions]


def test_the_guidance_offers_its_questions_from_three_perspectives():
    points = {one.id: one for one in guides.starting_points()}
    assert {one.tool for one in points.values()} == {3, 6, 13, 16}
    assert {one.perspective for one in points.values() if one.tool == 3} == {"objective", "thematic", "combined"}
    for id in points:
        assert guides.begin(id).problems() == ()


def test_questions_on_objectives_are_asked_for_each_of_them():
    draft = guides.begin("discussion-guide/objective", (5, 16))
    assert [one.objectives for one in draft.questions if one.objectives] == [(5,)] * 10 + [(16,)] * 10
    assert len(guides.begin("discussion-guide/combined").questions) == 19
    with pytest.raises(KeyError):
        guides.begin("discussion-guide/none")


def test_a_guide_comes_back_as_it_was_written(hall):
    version = hall.run(guides.add, DRAFT, name="Guide added")
    got = hall.read(guides.version, version.id)
    assert [replace(one, id=0, number=0) for one in got.draft.questions] == list(DRAFT.questions)
    assert [one.number for one in got.draft.questions] == [1, 2]
    assert not got.used


def test_a_version_that_a_session_uses_stays_and_the_next_one_is_made(hall, hearing):
    first = hall.run(guides.add, DRAFT, name="Guide added")
    longer = replace(DRAFT, questions=(*DRAFT.questions, Question("Who is missing?")))
    assert hall.run(guides.revise, first.guide, longer, name="Guide changed").id == first.id
    hall.run(guides.use, hearing.id, first.id, name="Guide chosen")
    shorter = replace(DRAFT, questions=DRAFT.questions[:1])
    second = hall.run(guides.revise, first.guide, shorter, name="Guide changed")
    assert (second.number, len(second.draft.questions)) == (2, 1)
    assert texts(hall.read(guides.version, first.id)) == ["What is hardest?", "And then?", "Who is missing?"]
    assert hall.read(sessions.get, hearing.id).draft.guide_version == first.id
    (listed,) = hall.read(guides.everything)
    assert (listed.versions, listed.newest, listed.questions, listed.sessions) == (2, second.id, 1, 1)


def test_writing_the_same_again_makes_no_version(hall, hearing):
    first = hall.run(guides.add, DRAFT, name="Guide added")
    hall.run(guides.use, hearing.id, first.id, name="Guide chosen")
    assert hall.run(guides.revise, first.guide, DRAFT, name="Guide changed").id == first.id


def test_the_file_itself_refuses_to_change_a_question(hall):
    hall.run(guides.add, DRAFT, name="Guide added")
    with pytest.raises(DBAPIError, match="never changes"):
        hall.run(lambda session: session.execute(text("UPDATE guide_question SET text = 'Other'")), name="Changed")


def test_a_translation_can_be_added_while_the_guide_is_in_use(hall, hearing):
    version = hall.run(guides.add, DRAFT, name="Guide added")
    hall.run(guides.use, hearing.id, version.id, name="Guide chosen")
    question = version.draft.questions[0].id
    hall.run(guides.translate, question, "ar", "ما أصعب شيء؟", name="Translated")
    assert guides.wording(hall.read(guides.version, version.id).draft.questions[0], "ar") == "ما أصعب شيء؟"
    hall.run(guides.translate, question, "ar", "", name="Translation removed")
    assert guides.wording(hall.read(guides.version, version.id).draft.questions[0], "ar") == "What is hardest?"


def test_the_guidance_speaks_the_language_of_the_screens():
    draft = guides.in_language(guides.begin("discussion-guide/thematic"), Texts("fr"))
    assert draft.language == "fr"
    assert draft.questions[0].text == Texts("fr").compact(guides.begin("discussion-guide/thematic").questions[0].text)


def test_the_paper_form_has_the_numbers_of_the_questions(hall):
    version = hall.run(guides.add, DRAFT, name="Guide added")
    form = hall.read(paper_forms.form, version.id, Texts("fr"))
    asked = [(one.number, one.text) for one in form.paragraphs if one.shape == "question"]
    assert asked == [(1, "What is hardest?"), (2, "Et ensuite ?")]
    assert [one.text for one in form.paragraphs if one.shape == "heading"] == ["First"]
    assert hall.read(paper_forms.form, version.id, Texts("ar")).right_to_left


def test_questions_become_points_of_the_agenda(hall, hearing):
    version = hall.run(guides.add, DRAFT, name="Guide added")
    asked = [(one.id, one.text) for one in version.draft.questions]
    hall.run(agenda.from_guide, hearing.id, asked, name="Agenda made")
    assert [one.question for one in hall.read(agenda.of, hearing.id)] == [one.id for one in version.draft.questions]
    assert hall.read(guides.version, version.id).used


def test_an_archived_guide_leaves_the_list_only(hall):
    version = hall.run(guides.add, DRAFT, name="Guide added")
    hall.run(guides.archive, version.guide, name="Put away")
    assert hall.read(guides.everything) == ()
    assert texts(hall.read(guides.version, version.id)) == ["What is hardest?", "And then?"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"questions": ()}, "questions"),
        ({"perspective": "mine"}, "perspective"),
        ({"language": " "}, "language"),
        ({"questions": (Question("Fine?"), Question(" "))}, "question/2"),
        ({"questions": (Question("Fine?", objectives=(24,)),)}, "question/1"),
        ({"questions": (Question("Fine?", principles=("luck",)),)}, "question/1"),
        ({"questions": (Question("Fine?", translations=(("fr", ""),)),)}, "question/1"),
    ],
)
def test_what_is_wrong_with_a_guide_is_said_at_its_place(hall, change, field):
    draft = replace(DRAFT, **change)
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        hall.run(guides.add, draft, name="Guide added")
