"""From scores to an honest order, against independent implementations and by properties."""

import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymcdm.methods import WSM
from scipy import stats

from gcmdesk.priorities import ranking

WEIGHTS = {1: 30.0, 2: 20.0, 3: 50.0}


@st.composite
def scored(draw, *, blanks=True, most_raters=6):
    raters, objectives = draw(st.integers(1, most_raters)), draw(st.integers(2, 6))
    value = st.integers(0, 5)
    cells = [(r, o, c) for r in range(raters) for o in range(1, objectives + 1) for c in WEIGHTS]
    values = draw(st.lists(st.none() | value if blanks else value, min_size=len(cells), max_size=len(cells)))
    return {cell: float(given) for cell, given in zip(cells, values, strict=True) if given is not None}


def _as_it_is(values, cost=False):
    return values


@given(scored(blanks=False))
def test_the_weighted_mean_is_that_of_an_independent_library(scores):
    found = {one.objective: one.mean for one in ranking.standings(scores, WEIGHTS, weightings=0)}
    table = ranking.means(scores)
    matrix = np.array([[table[objective][criterion] for criterion in WEIGHTS] for objective in sorted(table)])
    weights = np.array(list(WEIGHTS.values())) / sum(WEIGHTS.values())
    expected = WSM(normalization_function=_as_it_is)(matrix, weights, np.ones(3), validation=False)
    assert [found[objective] for objective in sorted(table)] == pytest.approx(list(expected))


@given(st.dictionaries(st.integers(1, 23), st.integers(0, 5).map(float), min_size=1))
def test_ranks_are_those_of_scipy(values):
    keys = sorted(values)
    expected = stats.rankdata([-values[key] for key in keys])
    found = ranking.ranks(values)
    assert [found[key] for key in keys] == list(expected)


@given(st.integers(2, 8), st.integers(3, 23), st.integers(0, 10_000))
def test_agreement_is_friedmans_by_an_independent_library(raters, objectives, seed):
    chance = random.Random(seed)  # noqa: S311 - repeatable
    rows = [{key: float(chance.randint(0, 5)) for key in range(objectives)} for _rater in range(raters)]
    assume(any(len(set(row.values())) > 1 for row in rows))
    found = ranking.concordance(rows)
    expected = stats.friedmanchisquare(*[[row[key] for row in rows] for key in range(objectives)])
    assert found.chi_squared == pytest.approx(expected.statistic)
    assert found.w == pytest.approx(expected.statistic / (raters * (objectives - 1)))


def test_agreement_of_siegel_and_castellans_example():
    """Siegel and Castellan (1988): three interviewers rank six applicants, W = 0.16."""
    rows = [(1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1)]
    found = ranking.concordance([{key: -float(rank) for key, rank in enumerate(row)} for row in rows])
    assert found.w == pytest.approx(0.16, abs=0.005)
    assert found.label == "none"


@pytest.mark.parametrize(("w", "label"), [(0.0, "none"), (0.3, "weak"), (0.69, "moderate"), (1.0, "strong")])
def test_agreement_is_said_in_plain_words(w, label):
    assert ranking.Agreement(w, 5, 23, 1.0).label == label


@given(scored(), st.randoms())
def test_names_of_raters_and_objectives_do_not_matter(scores, chance):
    renamed = {rater: rater + 100 for rater, _objective, _criterion in scores}
    anonymous = {(renamed[r], o, c): value for (r, o, c), value in scores.items()}
    before, after = (ranking.standings(one, WEIGHTS, weightings=0) for one in (scores, anonymous))
    assert [one.mean for one in before] == pytest.approx([one.mean for one in after])
    numbers = sorted({objective for _rater, objective, _criterion in scores})
    shuffled = numbers[:]
    chance.shuffle(shuffled)
    other = dict(zip(numbers, shuffled, strict=True))
    moved = {
        one.objective: one
        for one in ranking.standings({(r, other[o], c): v for (r, o, c), v in scores.items()}, WEIGHTS, weightings=0)
    }
    for one in before:
        assert moved[other[one.objective]].mean == pytest.approx(one.mean)
        assert moved[other[one.objective]].rank == one.rank


@given(scored(), st.data())
def test_a_higher_score_never_lowers_an_objective(scores, data):
    lower = {key: value for key, value in scores.items() if value < ranking.HIGHEST}
    assume(lower)
    key = data.draw(st.sampled_from(sorted(lower)))
    before = {one.objective: one for one in ranking.standings(scores, WEIGHTS, weightings=0)}
    after = {one.objective: one for one in ranking.standings({**scores, key: scores[key] + 1}, WEIGHTS, weightings=0)}
    assert after[key[1]].mean >= before[key[1]].mean - 1e-12
    assert after[key[1]].rank <= before[key[1]].rank


@given(scored(), st.floats(0, 0.9))
def test_the_rank_lies_within_its_range_and_a_band_of_zero_has_no_range(scores, band):
    for one in ranking.standings(scores, WEIGHTS, band=band, weightings=30):
        assert one.best <= one.rank <= one.worst
        assert 0 <= one.top <= 1


@given(scored())
def test_a_band_of_zero_has_no_range(scores):
    for one in ranking.standings(scores, WEIGHTS, band=0, weightings=3):
        assert one.best == one.rank == one.worst


def test_a_weight_that_decides_shows_as_a_wide_range():
    scores = {(1, 7, 1): 5.0, (1, 7, 2): 0.0, (1, 15, 1): 0.0, (1, 15, 2): 5.0, (1, 9, 1): 1.0, (1, 9, 2): 1.0}
    found = {one.objective: one for one in ranking.standings(scores, {1: 50, 2: 50}, band=0.5, first=1)}
    assert (found[7].best, found[7].worst) == (1, 2)
    assert found[7].top == pytest.approx(0.5, abs=0.03)
    assert (found[9].best, found[9].worst, found[9].top) == (3, 3, 0)


def test_all_blank_one_rater_all_equal_and_weights_of_zero():
    assert ranking.standings({}, WEIGHTS) == ()
    assert ranking.agreement({}, WEIGHTS) is None
    one = {(1, objective, 1): 3.0 for objective in (1, 2, 3)}
    assert {standing.rank for standing in ranking.standings(one, WEIGHTS, weightings=5)} == {2.0}
    assert ranking.agreement(one, WEIGHTS) is None
    assert ranking.standings(one, {1: 0.0, 2: 5.0}, weightings=5) == ()
    with pytest.raises(ValueError, match="below zero"):
        ranking.standings(one, {1: -1.0})
    both = {(rater, objective, 1): 3.0 for rater in (1, 2) for objective in (1, 2, 3)}
    assert ranking.agreement(both, WEIGHTS) is None


def test_a_subgroup_that_turns_the_order_around_is_named_when_it_is_large_enough():
    scores = {(rater, 7, 1): 5.0 for rater in range(10)} | {(rater, 15, 1): 2.0 for rater in range(10)}
    scores |= {(rater, 7, 1): 1.0 for rater in range(10, 14)} | {(rater, 15, 1): 4.0 for rater in range(10, 14)}
    groups = {"youth": frozenset(range(10, 14)), "mayors": frozenset(range(10))}
    (turn,) = ranking.turns(scores, {1: 1.0}, groups, least=4)
    assert (turn.group, turn.higher, turn.lower, turn.gap) == ("youth", 7, 15, 3.0)
    assert ranking.turns(scores, {1: 1.0}, groups, least=5) == ()


def test_movement_between_rounds_counts_places_up():
    first = ranking.standings({(1, 1, 1): 5.0, (1, 2, 1): 3.0, (1, 3, 1): 1.0}, {1: 1}, weightings=1)
    second = ranking.standings({(1, 1, 1): 2.0, (1, 2, 1): 3.0, (1, 3, 1): 1.0}, {1: 1}, weightings=1)
    assert ranking.movement(first, second) == {2: 1.0, 1: -1.0, 3: 0.0}
