"""Dots, hands and ballots as they are counted in a room."""

import pytest

from gcmdesk.priorities import rounds, scores, votes
from gcmdesk.priorities.rounds import RoundClosed, RoundDraft
from tests.gcmdesk.priorities.conftest import DAY


def test_hands_are_counted_up_and_down_but_not_below_zero(workspace, do, room):
    number = room.round("hands", present=20)
    assert [do(votes.count, number, 7, step) for step in (1, 1, 10, -1, -50)] == [1, 2, 12, 11, 0]
    do(votes.set_votes, number, 15, 21)
    assert votes.hand_problems(workspace.read(votes.tallies, number), 20)
    assert not votes.hand_problems({15: 20}, 20)
    assert not votes.hand_problems({15: 99}, None)


def test_more_dots_than_were_given_out_is_a_mistake(workspace, do, room):
    number = room.round("dots", present=2, places=3)
    do(votes.set_votes, number, 7, 6)
    assert not votes.dot_problems(workspace.read(votes.tallies, number), 3, 2)
    do(votes.count, number, 8, 1)
    assert votes.dot_problems(workspace.read(votes.tallies, number), 3, 2)
    with pytest.raises(ValueError, match="votes"):
        do(votes.set_votes, number, 7, -1)
    with pytest.raises(ValueError, match="objective"):
        do(votes.set_votes, number, 24, 1)


@pytest.mark.parametrize(
    ("typed", "ballot"), [("7 15 3", (7, 15, 3)), ("7,15; 3", (7, 15, 3)), ("٧ ١٥", (7, 15)), ("", ()), ("x", ())]
)
def test_a_ballot_is_keyed_in_as_numbers(typed, ballot):
    assert votes.parse(typed) == ballot


def test_ballots_are_taken_in_counted_and_dropped(workspace, do, room):
    number = room.round("ballots", places=3)
    for ballot in ((7, 15, 3), (7, 3), (15,)):
        do(votes.cast, number, ballot)
    assert [one.choices for one in workspace.read(votes.cast_so_far, number)] == [(7, 15, 3), (7, 3), (15,)]
    points, pairs = workspace.read(votes.points, number), workspace.read(votes.pairs, number)
    assert max(points, key=points.get) == max(pairs, key=pairs.get) == 7
    do(votes.drop, workspace.read(votes.cast_so_far, number)[0].id)
    assert len(workspace.read(votes.cast_so_far, number)) == 2


@pytest.mark.parametrize("ballot", [(), (7, 7), (24,), (1, 2, 3, 4), (8,)])
def test_ballots_with_repeated_missing_or_unknown_places_are_refused(workspace, do, room, ballot):
    number = room.round("ballots", places=3)
    do(scores.set_aside, 8, "Not this year")
    assert workspace.read(votes.ballot_problems, number, ballot)
    with pytest.raises(ValueError, match="ballot"):
        do(votes.cast, number, ballot)


def test_what_is_set_aside_after_the_vote_leaves_the_count(workspace, do, room):
    number = room.round("ballots")
    do(votes.cast, number, (8, 7))
    do(votes.cast, number, (8,))
    do(scores.set_aside, 8, "Not this year")
    points = workspace.read(votes.points, number)
    assert 8 not in points
    assert max(points, key=points.get) == 7


def test_a_round_takes_only_its_own_kind_of_answers(workspace, do, room):
    ballots, hands = room.round("ballots"), room.round("hands")
    with pytest.raises(ValueError, match="kind"):
        do(votes.count, ballots, 7, 1)
    with pytest.raises(ValueError, match="kind"):
        do(votes.cast, hands, (7,))
    assert workspace.read(votes.points, hands) == {}
    do(rounds.change, hands, RoundDraft("hands", "A show", DAY, closed=True))
    with pytest.raises(RoundClosed):
        do(votes.count, hands, 7, 1)


def test_a_show_of_hands_says_nothing_about_what_was_not_called(workspace, do, room):
    hands, dots = room.round("hands"), room.round("dots")
    for number in (hands, dots):
        do(votes.set_votes, number, 7, 4)
        do(votes.set_votes, number, 8, 0)
    assert workspace.read(votes.points, hands) == {7: 4, 8: 0}
    assert len(workspace.read(votes.points, dots)) == 23
