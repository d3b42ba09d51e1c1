"""Agreement of two coders, against libraries that others wrote."""

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from gcmdesk.consultations import agreement, coding
from gcmdesk.consultations.coding_records import Passage
from tests.gcmdesk.consultations import world

ANSWERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)
WITH_GAPS = st.lists(
    st.lists(st.none() | st.integers(0, 3), min_size=3, max_size=3).map(tuple), min_size=2, max_size=25
)


@given(ANSWERS)
def test_kappa_is_that_of_scikit_learn(pairs):
    first, second = zip(*pairs, strict=True)
    ours = agreement.kappa(first, second)
    if ours is None:
        assert len({*first, *second}) == 1
    else:
        assert ours == pytest.approx(cohen_kappa_score(first, second))


@given(WITH_GAPS)
def test_alpha_is_that_of_the_reference_implementation_also_with_gaps(units):
    pairable = [one for unit in units if sum(one is not None for one in unit) > 1 for one in unit if one is not None]
    ours = agreement.alpha(units)
    if len(set(pairable)) < 2:
        assert ours is None
        return
    matrix = np.array([[math.nan if one is None else one for one in unit] for unit in units]).T
    assert ours == pytest.approx(krippendorff.alpha(matrix, level_of_measurement="nominal"))


@given(ANSWERS, st.permutations(range(4)))
def test_the_names_of_the_answers_and_the_order_of_coders_do_not_matter(pairs, names):
    first, second = zip(*pairs, strict=True)
    renamed = [(names[one], names[other]) for one, other in pairs]
    assert agreement.kappa(first, second) == pytest.approx(agreement.kappa(*zip(*renamed, strict=True)))
    assert agreement.kappa(first, second) == pytest.approx(agreement.kappa(second, first))
    assert agreement.alpha(pairs) == pytest.approx(agreement.alpha(reversed(pairs)))


def test_no_answers_and_answers_that_could_not_differ_have_no_figure():
    assert agreement.kappa([], []) is None
    assert agreement.alpha([]) is None
    assert agreement.kappa("aaa", "aaa") is None
    assert agreement.alpha(zip("aaa", "aaa", strict=True)) is None


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="same units"):
        agreement.kappa("ab", "a")


def test_only_notes_that_both_have_dealt_with_count(tmp_path):
    with world.new(tmp_path) as workspace:
        workspace.run(coding.code, 1, [1, 2], "Ada", name="Coded")
        workspace.run(coding.set_aside, [3], "Ada", name="Set aside")
        workspace.run(coding.code_passages, 1, [Passage(1, 0, 8)], "Ben", name="Coded")
        workspace.run(coding.code, 2, [2, 3], "Ben", name="Coded")
        workspace.run(coding.code, 1, [4], "Ben", name="Coded")
        found = workspace.read(agreement.of_coders, "Ada", "Ben")
        assert (found.overall.notes, found.overall.agreed, found.disputed) == (3, 1, (2, 3))
        papers, care = found.themes
        assert (papers.theme, papers.only_first, papers.only_second, papers.both) == (2, 0, 2, 0)
        assert (care.theme, care.only_first, care.only_second, care.both) == (1, 1, 0, 1)
        assert care.coders.kappa == pytest.approx(cohen_kappa_score([1, 1, 0], [1, 0, 0]))
        assert workspace.read(agreement.of_coders, "Ada", "Ben", 2).overall.notes == 1
        assert workspace.read(agreement.of_coders, "Ada", "Nobody").overall.kappa is None
        assert workspace.read(coding.coders) == ("Ada", "Ben")
