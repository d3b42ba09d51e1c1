"""The result page as one record: ranges, agreement, movement, subgroups, votes, and people without consent."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gcmdesk.priorities import benchmark, criteria, ranking, raters, result, scores, votes
from gcmdesk.priorities.criteria import Settings
from gcmdesk.protection import limits
from tests.gcmdesk.priorities.conftest import DAY, NOW


def show(workspace, number, weightings=50):
    return workspace.read(result.of_round, number, NOW, weightings)


def test_a_room_scores_and_the_order_shows_how_solid_it_is(workspace, do, room):
    number = room.round()
    for values in ({7: 5, 15: 3, 9: 1}, {7: 4, 15: 3, 9: 0}):
        room.score(number, room.rater(), values)
    found = show(workspace, number)
    assert [(one.objective, one.mean, one.raters) for one in found.standings] == [(7, 4.5, 2), (15, 3, 2), (9, 0.5, 2)]
    assert all((one.best, one.worst) == (one.rank, one.rank) for one in found.standings), "all criteria say the same"
    assert (found.agreement.w, found.agreement.label) == (1, "strong")
    assert found.solid == (7, 15, 9)
    assert (found.raters, found.before, found.movement) == (2, None, {})


def test_an_order_that_hangs_on_the_weights_is_not_called_solid(workspace, do, room):
    number, rater = room.round(), room.rater()
    first, second, *_others = room.criteria
    for objective, values in {7: (5, 0), 15: (0, 5)}.items():
        for criterion, value in zip((first, second), values, strict=True):
            do(scores.put, number, rater, (objective, criterion), value)
    do(criteria.put_settings, Settings(band=0.5, first=1))
    found = show(workspace, number, 400)
    assert found.solid == ()
    assert found.open == (7, 15)
    assert {(one.best, one.worst) for one in found.standings} == {(1, 2)}


def test_movement_from_one_round_to_the_next(workspace, do, room):
    first, second = room.round(), room.round(day=DAY + timedelta(days=1))
    rater = room.rater()
    room.score(first, rater, {7: 5, 15: 3, 9: 1})
    room.score(second, rater, {7: 2, 15: 3, 9: 1})
    found = show(workspace, second)
    assert found.before.id == first
    assert found.movement == {15: 1, 7: -1, 9: 0}
    assert set(found.spread_before) == {7, 15, 9}


def test_a_subgroup_is_named_only_when_enough_people_stand_behind_it_and_the_rest(workspace, do, room):
    least = workspace.read(limits.of).group
    number = room.round()
    youth = room.rater("Youth club", kind="group", people=least, belongs="migrants")
    others = room.rater("Mayors", kind="group", people=least, belongs="local-regional-authorities")
    lone = room.rater("One voice", belongs="diasporas")
    room.score(number, others, {7: 5, 15: 1})
    room.score(number, lone, {7: 5, 15: 1})
    room.score(number, youth, {7: 1, 15: 4})
    found = show(workspace, number)
    assert [(turn.group, turn.higher, turn.lower) for turn in found.turns] == [("migrants", 7, 15)]
    assert (set(found.groups), found.groups_too_small) == ({"migrants", "local-regional-authorities"}, 1)


def test_a_subgroup_is_not_shown_when_the_rest_could_be_told_from_it(workspace, do, room):
    least = workspace.read(limits.of).group
    number = room.round()
    room.score(number, room.rater("Many", kind="group", people=5 * least, belongs="migrants"), {7: 1, 15: 4})
    room.score(number, room.rater("One voice"), {7: 5, 15: 0})
    found = show(workspace, number)
    assert (found.turns, found.groups, found.groups_too_small) == ((), (), 1)


def test_what_vote_and_score_disagree_on(workspace, do, room):
    number, dots, ballots = room.round(), room.round("dots"), room.round("ballots", places=2)
    values = {objective: min(5, (24 - objective) // 4) for objective in range(1, 24)}
    room.score(number, room.rater(), values)
    do(votes.set_votes, dots, 23, 9)
    do(votes.cast, ballots, (1, 2))
    found = show(workspace, number)
    by_dots, by_ballots = found.votes
    assert by_dots.differences[0].objective == 23
    assert by_dots.pairs == {}
    assert by_ballots.pairs[1] == 22
    assert by_ballots.ranks[1] == 1


def test_a_withdrawn_rater_does_not_count_and_an_erased_one_is_gone(workspace, do, room, somebody, withdraw):
    number = room.round()
    person = somebody()
    rater = room.rater(person=person)
    room.score(number, rater, {7: 5})
    room.score(number, room.rater(), {7: 1})
    assert show(workspace, number).standings[0].mean == 3
    withdraw(person, "synthesis")
    found = show(workspace, number)
    assert (found.standings[0].mean, found.raters, found.without_consent) == (1, 1, 1)
    withdraw(person, "take part")
    assert [one.id for one in workspace.read(raters.all_of)] != [rater]
    found = show(workspace, number)
    assert (found.raters, found.without_consent) == (1, 0)


def test_a_removed_rater_comes_back_with_all_scores(workspace, do, room):
    number, rater = room.round(), room.rater("By mistake")
    room.score(number, rater, {7: 5})
    do(scores.add_evidence, number, rater, (7, room.criteria[0]), "E-014")
    do(benchmark.rate, "7", rater, 40)
    assert do(raters.remove, rater) == len(room.criteria)
    assert show(workspace, number).standings == ()
    workspace.undo()
    assert show(workspace, number).standings[0].mean == 5
    assert len(workspace.read(scores.evidence, number, rater, (7, room.criteria[0]))) == 1
    assert workspace.read(benchmark.lines, NOW)[6].percent == 40


def test_a_person_is_found_by_the_pseudonym(workspace, room, somebody):
    person = somebody()
    rater = room.rater(person=person)
    (known,) = [one.name for one in workspace.read(raters.all_of) if one.id == rater]
    assert workspace.read(raters.of_pseudonym, known.upper()) == person
    assert workspace.read(raters.of_pseudonym, "Nobody-0000") is None


def test_a_rater_without_a_person_is_erased_with_all_scores(workspace, room):
    number, rater = room.round(), room.rater("By mistake")
    room.score(number, rater, {7: 5})
    workspace.run_erasing(raters.erase, rater, name="Rater erased")
    assert workspace.read(raters.all_of) == ()
    assert show(workspace, number).standings == ()


def test_all_blank_one_rater_all_equal_and_weights_of_zero(workspace, do, room):
    number, rater = room.round(), room.rater()
    assert show(workspace, number).standings == ()
    room.score(number, rater, dict.fromkeys(range(1, 24)))
    found = show(workspace, number)
    assert (found.standings, found.agreement, found.raters, len(found.completeness.missing)) == ((), None, 0, 23)
    room.score(number, rater, dict.fromkeys(range(1, 24), 3))
    found = show(workspace, number)
    assert {one.rank for one in found.standings} == {12}
    assert found.agreement is None
    for criterion in room.criteria:
        do(criteria.weigh, criterion, 0)
    found = show(workspace, number)
    assert (found.standings, found.raters) == ((), 0)


def test_only_scoring_rounds_have_a_result(workspace, room):
    with pytest.raises(ValueError, match="kind"):
        show(workspace, room.round("dots"))


@settings(max_examples=30)
@given(
    st.dictionaries(st.tuples(st.integers(1, 5), st.integers(1, 6)), st.integers(0, 5), min_size=1), st.integers(6, 9)
)
def test_a_rater_who_leaves_all_blank_changes_nothing(cells, rater):
    scores_of_one = {(who, objective, 1): float(value) for (who, objective), value in cells.items()}
    assert rater not in {who for who, _objective, _criterion in scores_of_one}
    assert ranking.agreement(scores_of_one, {1: 1.0}) == ranking.agreement(dict(scores_of_one), {1: 1.0})
    by = ranking.agreement({**scores_of_one, (rater, 1, 2): 5.0}, {1: 1.0})
    assert by == ranking.agreement(scores_of_one, {1: 1.0}), "an answer by a criterion without weight is no answer"


def test_agreement_stands_on_rows_without_gaps():
    whole = {(rater, objective, 1): float(objective) for rater in (1, 2, 3) for objective in range(1, 6)}
    found = ranking.agreement({**whole, (4, 1, 1): 5.0}, {1: 1.0})
    assert (found.raters, found.objectives, found.w) == (3, 5, 1)
    gaps = {key: value for key, value in whole.items() if key not in {(1, 1, 1), (2, 2, 1), (3, 3, 1)}}
    found = ranking.agreement(gaps, {1: 1.0})
    assert (found.raters, found.objectives) == (3, 2), "what all three scored"
