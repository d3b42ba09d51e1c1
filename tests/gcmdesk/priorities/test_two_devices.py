"""The same workspace on two laptops: what both did is there once, and a validated decision arrives as it was."""

from datetime import date

import pytest

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.priorities import beginning, criteria, decisions, interplay, raters, scores, votes
from gcmdesk.priorities.decisions import Approved, Chosen
from gcmdesk.priorities.interplay import Effect
from gcmdesk.workspace import opening
from tests.gcmdesk.priorities.conftest import NOW
from tests.gcmdesk.workspace import devices

DAY = date(2026, 3, 2)


def do(workspace, work, *arguments):
    return workspace.run(work, *arguments, name="Done")


@pytest.fixture
def two(tmp_path):
    path = tmp_path / "base.gcmdesk"
    with opening.create(path, "x", devices.around(tmp_path, "base")) as workspace:
        do(workspace, beginning.begin, DAY)
    made = devices.copies(tmp_path, path, ("a", "b"))
    yield made["a"], made["b"]
    for workspace in made.values():
        workspace.close()


def test_the_same_cell_keyed_in_twice_is_one_score(two):
    here, there = two
    (rater,), first = (one.id for one in here.read(raters.all_of)), here.read(criteria.all_of)[0].id
    for workspace, value in ((here, 2), (there, 5)):
        do(workspace, scores.put, 1, rater, (7, first), value)
        do(workspace, scores.set_aside, 22, "Next year")
        do(workspace, interplay.put, Effect(7, 15, 2, "Clinics"))
    devices.send(here, there)
    assert there.read(scores.read, 1, [rater]) == {(rater, 7, first): 5}, "the later answer counts"
    assert len(there.read(interplay.matrix)) == 1
    assert there.read(scores.aside) == {22: "Next year"}


def test_ballots_of_two_rooms_come_together(two):
    from gcmdesk.priorities import rounds
    from gcmdesk.priorities.rounds import RoundDraft

    here, there = two
    number = do(here, rounds.add, RoundDraft("ballots", "Two rooms", DAY)).id
    devices.send(here, there)
    for workspace in two:
        do(workspace, votes.cast, number, (7, 15))
    devices.send(there, here)
    assert len(here.read(votes.cast_so_far, number)) == 2


def test_what_one_validated_stands_against_what_the_other_still_changed(two):
    here, there = two
    asked = [one.id for one in here.read(criteria.all_of)]
    do(here, scores.put_sheet, 1, 1, {(one, key): 3 for one in range(1, 24) for key in asked})
    decision = do(here, decisions.begin, "Priorities 2026").id
    do(here, decisions.choose, decision, Chosen(7, "Named everywhere"))
    do(here, decisions.approve, decision, Approved("Ministry of Labour", "approved", DAY))
    devices.send(here, there)
    do(here, decisions.validate, decision, DAY)
    do(there, decisions.choose, decision, Chosen(15, "Another thought"))
    devices.send(here, there)
    devices.send(there, here)
    for workspace in two:
        found = workspace.read(decisions.read, decision)
        assert (found.locked, [one.objective for one in found.choices]) == (True, [7])
    do(there, decisions.reopen, decision, "We were still at it", NOW)
    devices.send(there, here)
    found = here.read(decisions.read, decision)
    assert (found.locked, [one.objective for one in found.choices]) == (False, [7])
