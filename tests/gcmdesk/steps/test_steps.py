"""Checklists and guiding questions of the six steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.compact import library
from gcmdesk.steps import checklist, questions
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace

FIRST = library.load().step(1).checklist[0].id
QUESTION = library.load().step(1).questions[0].id


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


@pytest.mark.parametrize("step", range(1, 7))
def test_every_step_has_its_checklist_and_questions(workspace, step):
    points = workspace.read(checklist.points, step)
    assert [one.id for one in points] == [item.id for item in library.load().step(step).checklist]
    assert {one.status for one in points} == {"open"}
    assert workspace.read(checklist.progress, step) == (0, len(points))
    assert all(one.text and not one.answer for one in workspace.read(questions.of_step, step))


def test_a_point_is_ticked_with_a_note_and_evidence(workspace):
    workspace.run(checklist.set_status, FIRST, "done", name="Checklist changed")
    workspace.run(checklist.set_note, FIRST, "Two rounds", name="Checklist changed")
    proof = workspace.run(checklist.add_evidence, FIRST, " Minutes of 4 May ", name="Evidence added")
    point = workspace.read(checklist.points, 1)[0]
    assert (point.status, point.note, [one.title for one in point.evidence]) == (
        "done",
        "Two rounds",
        ["Minutes of 4 May"],
    )
    assert workspace.read(checklist.progress, 1)[0] == 1
    workspace.run(checklist.drop_evidence, proof.id, name="Evidence removed")
    assert workspace.read(checklist.points, 1)[0].evidence == ()
    workspace.undo()
    assert len(workspace.read(checklist.points, 1)[0].evidence) == 1


def test_unknown_points_and_states_are_refused(workspace):
    with pytest.raises(KeyError):
        workspace.run(checklist.set_status, "no-such-point", "done", name="Checklist changed")
    with pytest.raises(ValueError, match="finished"):
        workspace.run(checklist.set_status, FIRST, "finished", name="Checklist changed")
    with pytest.raises(ValueError, match="title"):
        workspace.run(checklist.add_evidence, FIRST, " ", name="Evidence added")


def test_answers_are_written_changed_and_taken_away(workspace):
    for text in ("The labour ministry", "The labour and interior ministries"):
        workspace.run(questions.answer, QUESTION, text, name="Question answered")
    assert workspace.read(questions.of_step, 1)[0].answer == "The labour and interior ministries"
    workspace.run(questions.answer, QUESTION, "  ", name="Answer removed")
    assert workspace.read(questions.of_step, 1)[0].answer == ""
    with pytest.raises(KeyError):
        workspace.run(questions.answer, "no-such-question", "x", name="Question answered")
