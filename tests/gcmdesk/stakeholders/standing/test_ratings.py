"""Influence and interest: every rater's view is kept, the map shows the middle and the spread."""

from dataclasses import replace
from datetime import date
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, NoResultFound

from gcmdesk.stakeholders import ratings
from gcmdesk.stakeholders.ratings import RatingDraft
from gcmdesk.stakeholders.relation_tables import Rating
from gcmdesk.stakeholders.tables import Stakeholder
from tests.gcmdesk.stakeholders.standing.conftest import CITY, HOPE, LABOUR

MARCH, MAY, JULY = date(2026, 3, 2), date(2026, 5, 4), date(2026, 7, 6)
DRAFT = RatingDraft(HOPE, "District team", MAY, influence=2, interest=5)


def rate(workspace, *drafts):
    return [workspace.run(ratings.rate, draft, name="Rated") for draft in drafts]


def standing(workspace, stakeholder, until=None, rater=""):
    found = {one.stakeholder: one for one in workspace.read(ratings.standings, until, rater)}
    return found.get(stakeholder)


def test_the_map_shows_the_median_and_how_far_raters_are_apart(workspace):
    rate(workspace, DRAFT, replace(DRAFT, rater="Mayor", influence=5), replace(DRAFT, rater="Youth", influence=3))
    found = standing(workspace, HOPE)
    assert (found.influence.median, found.influence.lowest, found.influence.highest, found.influence.raters) == (
        3,
        2,
        5,
        3,
    )
    assert found.influence.disagreement
    assert not found.interest.disagreement


def test_of_each_rater_the_newest_answer_counts_and_a_blank_takes_nothing_back(workspace):
    rate(workspace, DRAFT, replace(DRAFT, day=JULY, influence=None, interest=1))
    found = standing(workspace, HOPE)
    assert (found.influence.median, found.interest.median) == (2, 1)
    assert found.influence.raters == 1


def test_nobody_is_on_the_map_before_the_first_rating_and_one_sided_ratings_have_no_quadrant(workspace):
    rate(workspace, replace(DRAFT, interest=None))
    assert standing(workspace, CITY) is None
    assert standing(workspace, HOPE, until=MARCH) is None
    assert standing(workspace, HOPE).quadrant is None


@pytest.mark.parametrize(
    ("influence", "interest", "quadrant"),
    [(5, 5, "close"), (4, 2, "win"), (1, 4, "empower"), (2, 2, "watch"), (3, 3, "close")],
)
def test_each_quadrant_suggests_an_engagement(workspace, influence, interest, quadrant):
    rate(workspace, replace(DRAFT, influence=influence, interest=interest))
    assert standing(workspace, HOPE).quadrant == quadrant
    assert all(ratings.QUADRANTS[quadrant])


def test_before_and_after_are_compared(workspace):
    rate(workspace, DRAFT, replace(DRAFT, day=JULY, influence=5), replace(DRAFT, stakeholder=CITY, day=JULY))
    moves = {(move.after or move.before).stakeholder: move for move in workspace.read(ratings.moves, MAY, JULY)}
    assert moves[HOPE].changed_quadrant
    assert (moves[HOPE].before.influence.median, moves[HOPE].after.influence.median) == (2, 5)
    assert moves[CITY].before is None
    assert not moves[CITY].changed_quadrant


def test_a_rater_who_corrects_on_the_same_day_replaces_the_rating_and_undo_brings_it_back(workspace):
    (first,) = rate(workspace, DRAFT)
    (second,) = rate(workspace, replace(DRAFT, influence=4, rater=" District team "))
    assert second.id == first.id
    workspace.undo()
    assert workspace.read(ratings.of_stakeholder, HOPE) == (first,)


def test_one_rater_can_be_shown_alone(workspace):
    rate(
        workspace, DRAFT, replace(DRAFT, rater="Mayor", influence=5), replace(DRAFT, rater="Mayor", stakeholder=LABOUR)
    )
    assert standing(workspace, HOPE, rater="Mayor").influence.median == 5
    assert workspace.read(ratings.raters) == ("District team", "Mayor")
    assert workspace.read(ratings.days) == (MAY,)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("rater", {"rater": " "}),
        ("influence", {"influence": None, "interest": None}),
        ("influence", {"influence": 6}),
        ("interest", {"interest": 0}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_not_saved(workspace, field, change):
    draft = replace(DRAFT, **change)
    assert [name for name, _message in draft.problems()] == [field]
    with pytest.raises(ValueError, match=field):
        rate(workspace, draft)
    assert workspace.read(ratings.standings) == ()


def test_past_the_screens_an_impossible_rating_fails_too(workspace):
    for row in (
        Rating(stakeholder_id=HOPE, rater="x", day=MAY),
        Rating(stakeholder_id=HOPE, rater="x", day=MAY, influence=9),
    ):
        with pytest.raises(IntegrityError):
            workspace.run(lambda session, row=row: session.add(row), name="Rated")
    with pytest.raises(NoResultFound):
        rate(workspace, replace(DRAFT, stakeholder=99))


ANSWERS = st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.none() | st.integers(1, 5), st.integers(1, 5))


@given(answers=st.lists(ANSWERS, min_size=1, max_size=8))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_ratings_are_typed_the_newest_of_each_rater_make_the_middle(workspace, answers):
    typed = {}
    for rater, day, influence, interest in answers:
        draft = RatingDraft(HOPE, rater, date(2026, 5, day), influence, interest)
        typed[rater, day] = workspace.run(ratings.rate, draft, name="Rated")
    newest = {rater: one.influence for (rater, _day), one in sorted(typed.items()) if one.influence is not None}
    found = standing(workspace, HOPE)
    for one in typed.values():
        workspace.run(ratings.withdraw, one.id, name="Rating deleted")
    if not newest:
        assert found.influence is None
    else:
        assert found.influence == ratings.Middle(
            median(newest.values()), min(newest.values()), max(newest.values()), len(newest)
        )


def test_deleting_a_rating_can_be_undone(workspace):
    (saved,) = rate(workspace, DRAFT)
    workspace.run(ratings.withdraw, saved.id, name="Rating deleted")
    assert workspace.read(ratings.standings) == ()
    workspace.undo()
    assert standing(workspace, HOPE).influence.median == 2
    assert workspace.read(lambda session: session.get(Stakeholder, HOPE).name) == "Hope association"
