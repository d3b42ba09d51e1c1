"""Votes, against an independent library and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pref_voting.c1_methods import copeland as judge_copeland
from pref_voting.profiles import Profile
from pref_voting.scoring_methods import borda as judge_borda

from gcmdesk.priorities import ballots

CHOICES = [0, 1, 2, 3, 4]
FULL = st.lists(st.permutations(CHOICES), min_size=1, max_size=7)


@given(FULL)
def test_borda_winners_are_those_of_an_independent_library(votes):
    points = ballots.borda(votes, CHOICES)
    assert sorted(key for key, value in points.items() if value == max(points.values())) == judge_borda(Profile(votes))


@given(FULL)
def test_copeland_points_are_those_of_an_independent_library(votes):
    points = ballots.copeland(votes, CHOICES)
    assert points == {key: int(value) for key, value in Profile(votes).copeland_scores().items()}
    assert sorted(key for key, value in points.items() if value == max(points.values())) == judge_copeland(
        Profile(votes)
    )


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
