"""Votes, against an independent library and by properties."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.component.rankscore import Borda
from votelib.convert import RankedToCondorcetVotes, RankedToPositionalVotes
from votelib.evaluate.condorcet import pairwise_wins

from gcmdesk.priorities import ballots

CHOICES = [0, 1, 2, 3, 4]
FULL = st.lists(st.permutations(CHOICES), min_size=1, max_size=7)


def counted(votes):
    return Counter(tuple(vote) for vote in votes)


@given(FULL)
def test_borda_points_are_those_of_an_independent_library(votes):
    judged = RankedToPositionalVotes(Borda(base=0)).convert(counted(votes))
    assert ballots.borda(votes, CHOICES) == {choice: judged.get(choice, 0) for choice in CHOICES}


@given(FULL)
def test_copeland_points_follow_from_the_duels_of_an_independent_library(votes):
    judged = Counter()
    for winner, loser in pairwise_wins(RankedToCondorcetVotes().convert(counted(votes))):
        judged[winner] += 1
        judged[loser] -= 1
    assert ballots.copeland(votes, CHOICES) == {choice: judged[choice] for choice in CHOICES}


@given(st.lists(st.lists(st.sampled_from(CHOICES), unique=True, min_size=1), max_size=6))
def test_a_ballot_that_stops_early_gives_out_as_many_points_as_a_whole_one(votes):
    points = ballots.borda(votes, CHOICES)
    assert sum(points.values()) == pytest.approx(len(votes) * sum(range(len(CHOICES))))


@pytest.mark.parametrize("ballot", [(), (1, 1), (1, 9)])
def test_impossible_ballots_are_refused_with_a_sentence(ballot):
    assert ballots.problems(ballot, CHOICES)
    with pytest.raises(ValueError, match=r"\."):
        ballots.borda([ballot], CHOICES)
    with pytest.raises(ValueError, match=r"\."):
        ballots.copeland([ballot], CHOICES)


def test_what_vote_and_score_disagree_on_is_named_widest_first():
    scored = {number: 5 - number / 10 for number in range(1, 11)}
    voted = {number: float(number) for number in range(1, 10)}
    found = ballots.differences(scored, voted, places=6)
    assert [(one.objective, one.by_score, one.by_vote) for one in found] == [
        (1, 1, 9),
        (9, 9, 1),
        (2, 2, 8),
        (8, 8, 2),
    ][:4]


SHORT = st.lists(st.lists(st.sampled_from(CHOICES), unique=True, min_size=1), min_size=1, max_size=6)
COUNTS = (ballots.borda, ballots.copeland)


@pytest.mark.parametrize("count", COUNTS)
@given(votes=SHORT, order=st.permutations(range(6)), names=st.permutations(CHOICES))
def test_neither_who_votes_nor_what_an_objective_is_called_matters(count, votes, order, names):
    shuffled = [votes[at] for at in order if at < len(votes)]
    assert count(shuffled, CHOICES) == pytest.approx(count(votes, CHOICES))
    renamed = [[names[choice] for choice in ballot] for ballot in votes]
    points = count(votes, CHOICES)
    assert count(renamed, CHOICES) == pytest.approx({names[choice]: points[choice] for choice in CHOICES})


@pytest.mark.parametrize("count", COUNTS)
@given(votes=SHORT, data=st.data())
def test_a_better_place_on_a_ballot_never_costs_points(count, votes, data):
    at = data.draw(st.sampled_from([place for place, ballot in enumerate(votes)]))
    place = data.draw(st.integers(0, len(votes[at]) - 1))
    raised = [list(ballot) for ballot in votes]
    choice = raised[at].pop(place)
    raised[at].insert(max(0, place - 1), choice)
    assert count(raised, CHOICES)[choice] >= count(votes, CHOICES)[choice] - 1e-9
