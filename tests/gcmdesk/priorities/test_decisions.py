"""The decision: reasons, approval, the lock, and the reopening that leaves its reason behind."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gcmdesk.priorities import decisions, scores
from gcmdesk.priorities.decision_tables import Reopening, Validation
from gcmdesk.priorities.decisions import Announced, Approved, Chosen, DecisionLocked, NotReady
from gcmdesk.workspace.errors import StillNeeded
from tests.gcmdesk.priorities.conftest import DAY, NOW

MINISTRY = Approved("Ministry of Labour", "conditions", DAY, "Funds from next year on")


@pytest.fixture
def ready(room, do):
    """A decision that only waits for its validation."""
    number = room.round()
    room.score(number, room.rater(), dict.fromkeys(range(1, 24), 3))
    decision = do(decisions.begin, "Priorities 2026").id
    do(decisions.choose, decision, Chosen(7, "Nine districts named it first", ("human-rights", "child-sensitive")))
    do(decisions.approve, decision, MINISTRY)
    return decision


def describe(workspace, decision, minority):
    words = {"title": "Priorities 2026", "summary": "Five at once", "minority": minority, "workshop": DAY}
    workspace.run(lambda session: decisions.describe(session, decision, **words), name="Decision changed")


def test_a_decision_is_validated_as_it_stands(workspace, do, ready):
    describe(workspace, ready, "Two districts wanted objective 15 first")
    found = do(decisions.validate, ready, DAY)
    assert (found.validated, found.locked) == (DAY, True)
    assert found.choices == (Chosen(7, "Nine districts named it first", ("human-rights", "child-sensitive")),)
    assert found.minority == "Two districts wanted objective 15 first"
    assert [(one.body, one.answer, one.conditions) for one in found.approvals] == [
        ("Ministry of Labour", "conditions", "Funds from next year on")
    ]
    assert workspace.read(decisions.newest) == found


def test_a_validated_decision_is_locked_for_everybody(workspace, do, ready):
    do(decisions.validate, ready, DAY)
    for work, arguments in (
        (decisions.choose, (Chosen(8, "Also"),)),
        (decisions.take_out, (7,)),
        (decisions.approve, (MINISTRY,)),
        (decisions.drop_approval, (1,)),
        (decisions.validate, (DAY,)),
    ):
        with pytest.raises(DecisionLocked):
            do(work, ready, *arguments)
    with pytest.raises(DecisionLocked):
        describe(workspace, ready, "None")


def test_what_was_validated_stays_also_when_the_work_before_is_undone(workspace, do, ready):
    before = do(decisions.validate, ready, DAY)
    for _times in range(2):
        workspace.undo()
    with pytest.raises(StillNeeded):
        workspace.undo()
    after = workspace.read(decisions.read, ready)
    assert (after.choices, after.approvals, after.validated) == (before.choices, before.approvals, DAY)


def test_the_schema_refuses_to_change_what_was_validated(workspace, do, ready):
    do(decisions.validate, ready, DAY)

    def tamper(session):
        session.scalars(select(Validation)).one().content = "{}"

    with pytest.raises(IntegrityError, match="never changes"):
        workspace.run(tamper, name="Around")
    do(decisions.reopen, ready, "The ministry was merged", NOW)

    def excuse(session):
        session.scalars(select(Reopening)).one().reason = "None"

    with pytest.raises(IntegrityError, match="never changes"):
        workspace.run(excuse, name="Around")


def test_reopening_leaves_its_reason_and_asks_for_approval_again(workspace, do, ready):
    do(decisions.validate, ready, DAY)
    with pytest.raises(ValueError, match="reason"):
        do(decisions.reopen, ready, " ", NOW)
    found = do(decisions.reopen, ready, "The ministry was merged", NOW)
    assert (found.locked, found.approvals) == (False, ())
    assert [one.objective for one in found.choices] == [7]
    assert [one.reason for one in found.reopenings] == ["The ministry was merged"]
    do(decisions.choose, ready, Chosen(15, "The new ministry asks for it"))
    with pytest.raises(NotReady, match="No body"):
        do(decisions.validate, ready, DAY)
    do(decisions.approve, ready, MINISTRY)
    again = do(decisions.validate, ready, DAY + timedelta(days=9))
    assert [one.objective for one in again.choices] == [7, 15]
    with pytest.raises(ValueError, match="decision"):
        do(decisions.reopen, do(decisions.begin, "Another").id, "No need", NOW)


def test_a_decision_waits_for_what_is_missing(workspace, do, room):
    decision = do(decisions.begin, "Priorities 2026").id
    fields = [field for field, _message in workspace.read(decisions.problems, decision)]
    assert fields == ["assessment", "choices", "approvals"]
    room.score(room.round(), room.rater(), dict.fromkeys(range(1, 23), 3))
    assert "assessment" in dict(workspace.read(decisions.problems, decision)), "objective 23 is cherry-picked away"
    do(scores.set_aside, 23, "Done by the region")
    do(decisions.choose, decision, Chosen(7, ""))
    do(decisions.approve, decision, Approved("Ministry of Health", "refused", DAY))
    assert [field for field, _message in workspace.read(decisions.problems, decision)] == ["choices", "approvals"]
    with pytest.raises(NotReady) as caught:
        do(decisions.validate, decision, DAY)
    assert caught.value.way_out


def test_an_objective_taken_out_comes_back_with_a_reason_of_its_own(workspace, do, room):
    decision = do(decisions.begin, "Priorities 2026").id
    do(decisions.choose, decision, Chosen(7, "First reason"))
    do(decisions.take_out, decision, 7)
    assert workspace.read(decisions.read, decision).choices == ()
    do(decisions.choose, decision, Chosen(7, "Second reason"))
    assert workspace.read(decisions.read, decision).choices == (Chosen(7, "Second reason"),)


def test_impossible_decisions_are_refused(do, room):
    with pytest.raises(ValueError, match="title"):
        do(decisions.begin, " ")
    decision = do(decisions.begin, "Priorities 2026").id
    with pytest.raises(ValueError, match="objective"):
        do(decisions.choose, decision, Chosen(24, "x"))
    with pytest.raises(KeyError):
        do(decisions.choose, decision, Chosen(7, "x", ("no-such-principle",)))
    for bad in (Approved(" ", "approved", DAY), Approved("A", "maybe", DAY), Approved("A", "conditions", DAY)):
        with pytest.raises(ValueError, match=bad.problems()[0][0]):
            do(decisions.approve, decision, bad)


def test_the_outcome_is_made_known_also_after_validation(workspace, do, ready):
    do(decisions.validate, ready, DAY)
    do(decisions.announce, ready, Announced("All who took part", "Letter"))
    do(decisions.announce, ready, Announced("The public", "Radio", date(2026, 4, 1)))
    told = workspace.read(decisions.read, ready).announcements
    assert [(one.audience, one.day) for one in told] == [("The public", date(2026, 4, 1)), ("All who took part", None)]
    do(decisions.announce, ready, Announced("All who took part", "Letter", DAY, told[1].id))
    do(decisions.drop_announcement, told[0].id)
    assert [one.day for one in workspace.read(decisions.read, ready).announcements] == [DAY]
    with pytest.raises(ValueError, match="audience"):
        do(decisions.announce, ready, Announced(" "))
