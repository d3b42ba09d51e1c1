"""Criteria, raters, rounds and scores: blanks, reasons, evidence, and nothing cherry-picked."""

import pytest
from sqlalchemy.exc import IntegrityError

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.priorities import beginning, criteria, raters, rounds, scores
from gcmdesk.priorities.criteria import CriterionInUse, Settings
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundClosed, RoundDraft, RoundInUse
from gcmdesk.priorities.tables import Score, SetAside
from tests.gcmdesk.priorities.conftest import DAY, NOW


def test_an_assessment_begins_with_the_five_principles_and_plain_anchors(workspace, do):
    found = do(criteria.install)
    assert [one.title for one in found] == [item.title for item in library.load().tool(4).sections[0].items]
    assert all(len(one.anchors) == 6 and one.question.endswith("?") for one in found)
    assert [one.points for one in found] == [20] * 5
    assert do(criteria.install) == found, "asking twice adds nothing"


def test_an_own_criterion_starts_without_weight_and_with_plain_steps(do, room):
    own = do(criteria.add, " Ready to start ", "Could it start this year?", ("Never", "", "", "", "", "Tomorrow"))
    assert (own.title, own.points) == ("Ready to start", 0)
    assert own.anchors == ("Never", "Hardly", "A little", "Fairly", "Much", "Tomorrow")
    changed = do(criteria.change, own.id, "Quick", "", ())
    assert (changed.title, changed.anchors[0]) == ("Quick", "Not at all")
    do(criteria.remove, own.id)


@pytest.mark.parametrize(("name", "anchors"), [(" ", ()), ("A", ("1",) * 7), ("A", ("two\nlines",))])
def test_impossible_criteria_are_refused(do, name, anchors):
    with pytest.raises(ValueError, match=r"name|anchors"):
        do(criteria.add, name, "", anchors)


def test_the_words_of_the_guidance_stay(do, room):
    with pytest.raises(ValueError, match="preset"):
        do(criteria.change, room.criteria[0], "Mine", "", ())


def test_a_criterion_with_scores_is_weighed_down_instead_of_removed(workspace, do, room):
    room.score(room.round(), room.rater(), {7: 3})
    with pytest.raises(CriterionInUse):
        do(criteria.remove, room.criteria[0])
    do(criteria.weigh, room.criteria[0], 0)
    assert room.criteria[0] not in workspace.read(criteria.weights)
    with pytest.raises(ValueError, match="points"):
        do(criteria.weigh, room.criteria[0], 101)


def test_settings_are_kept_and_impossible_ones_refused(workspace, do):
    assert workspace.read(criteria.settings) == Settings()
    wanted = Settings("swing", 0.5, 7)
    do(criteria.put_settings, wanted)
    assert workspace.read(criteria.settings) == wanted
    for bad in (Settings(band=1.5), Settings(first=0), Settings("guess")):
        with pytest.raises(ValueError, match=bad.problems()[0][0]):
            do(criteria.put_settings, bad)


def test_a_rater_needs_no_name(workspace, do):
    first, second = do(raters.add_many, 2, "")
    assert [first.name, second.name] == ["Rater 1", "Rater 2"]
    group = do(raters.add, RaterDraft("group", "Women of the market", people=12))
    assert group.people == 12
    assert do(raters.change, group.id, RaterDraft("group", "", people=13)).name == "Women of the market"


@pytest.mark.parametrize(
    "draft", [RaterDraft("robot"), RaterDraft(people=0), RaterDraft("group", person=1), RaterDraft(belongs="nobody")]
)
def test_impossible_raters_are_refused(do, draft):
    assert draft.problems()
    with pytest.raises(ValueError, match=draft.problems()[0][0]):
        do(raters.add, draft)


def test_blanks_stay_blanks_and_no_zero(workspace, do, room):
    number, rater = room.round(), room.rater()
    cell = (7, room.criteria[0])
    do(scores.put, number, rater, cell, 0)
    assert workspace.read(scores.sheet, number, rater)[cell].value == 0
    do(scores.put, number, rater, cell, None)
    do(scores.explain, number, rater, cell, "No figures yet")
    answer = workspace.read(scores.sheet, number, rater)[cell]
    assert (answer.value, answer.reason) == (None, "No figures yet")
    assert workspace.read(scores.read, number, [rater]) == {}


@pytest.mark.parametrize(("objective", "value"), [(7, 6), (7, -1), (0, 3), (24, 3)])
def test_scores_beyond_the_scale_and_unknown_objectives_are_refused(do, room, objective, value):
    with pytest.raises(ValueError, match=r"value|objective"):
        do(scores.put, room.round(), room.rater(), (objective, room.criteria[0]), value)


def test_the_schema_refuses_what_goes_around_the_services(workspace, room):
    number, rater = room.round(), room.rater()

    def around(session):
        session.add(Score(round_id=number, rater_id=rater, objective=7, criterion_id=room.criteria[0], value=9))

    with pytest.raises(IntegrityError):
        workspace.run(around, name="Around")
    with pytest.raises(IntegrityError):
        workspace.run(lambda session: session.add(SetAside(objective=3, reason=" ")), name="Around")


def test_a_score_rests_on_evidence(workspace, do, room):
    number, rater, cell = room.round(), room.rater(), (15, room.criteria[0])
    do(scores.put, number, rater, cell, 4)
    proof = do(scores.add_evidence, number, rater, cell, " E-014 ")
    do(scores.add_evidence, number, rater, cell, "Benchmark", ("benchmark", b"0" * 16))
    assert [one.title for one in workspace.read(scores.evidence, number, rater, cell)] == ["E-014", "Benchmark"]
    assert workspace.read(scores.sheet, number, rater)[cell].evidence == 2
    do(scores.drop_evidence, proof.id)
    assert len(workspace.read(scores.evidence, number, rater, cell)) == 1
    do(scores.cite, number, rater, cell, ("E-020", " ", "Benchmark", "E-020"))
    assert [one.title for one in workspace.read(scores.evidence, number, rater, cell)] == ["Benchmark", "E-020"]
    with pytest.raises(ValueError, match="title"):
        do(scores.add_evidence, number, rater, cell, " ")


def test_a_closed_round_stays_as_it_was_until_it_is_opened_again(workspace, do, room):
    number, rater = room.round(), room.rater()
    do(rounds.change, number, RoundDraft("scores", "First", DAY, "They spoke of schools", closed=True))
    with pytest.raises(RoundClosed):
        do(scores.put, number, rater, (1, room.criteria[0]), 1)
    do(rounds.change, number, RoundDraft("scores", "First", DAY))
    do(scores.put, number, rater, (1, room.criteria[0]), 1)
    with pytest.raises(RoundInUse):
        do(rounds.remove, number)
    with pytest.raises(ValueError, match="kind"):
        do(rounds.change, number, RoundDraft("dots", "First", DAY))


def test_a_second_round_begins_with_the_first_and_both_are_kept(workspace, do, room):
    first, second, rater = room.round(), room.round(), room.rater()
    room.score(first, rater, {7: 2, 15: None})
    cell = (7, room.criteria[0])
    do(scores.put, second, rater, cell, 5)
    assert do(scores.carry_over, first, second, rater) == len(room.criteria) - 1
    assert workspace.read(scores.sheet, first, rater)[cell].value == 2
    assert workspace.read(scores.sheet, second, rater)[cell].value == 5
    assert (15, room.criteria[0]) not in workspace.read(scores.sheet, second, rater)


def test_all_23_are_assessed_or_set_aside_with_a_reason(workspace, do, room):
    number, rater = room.round(), room.rater()
    room.score(number, rater, dict.fromkeys(range(1, 22), 3))
    found = workspace.read(scores.completeness, number)
    assert (found.missing, found.whole) == ({22, 23}, False)
    do(scores.set_aside, 22, " Covered by a treaty since 2019 ")
    room.score(number, rater, {23: 1})
    found = workspace.read(scores.completeness, number)
    assert found.whole
    assert found.set_aside == {22: "Covered by a treaty since 2019"}
    assert (found.answers[rater], found.cells) == (22 * 5, 22 * 5)
    do(scores.take_up, 22)
    assert workspace.read(scores.completeness, number).missing == {22}
    with pytest.raises(ValueError, match="reason"):
        do(scores.set_aside, 22, "  ")


def test_what_is_set_aside_has_no_part_in_the_result_and_undo_brings_it_back(workspace, do, room):
    number, rater = room.round(), room.rater()
    room.score(number, rater, {7: 3, 8: 3})
    do(scores.set_aside, 8, "Not this year")
    assert {cell[1] for cell in workspace.read(scores.read, number, [rater])} == {7}
    workspace.undo()
    assert {cell[1] for cell in workspace.read(scores.read, number, [rater])} == {7, 8}


def test_many_scores_come_in_at_once(workspace, do, room):
    number, rater = room.round(), room.rater()
    rows = [(rater, objective, one, 4) for objective in range(1, 24) for one in room.criteria]
    assert do(scores.fill, number, rows) == 23 * 5
    do(scores.put, number, rater, (1, room.criteria[0]), 2)
    assert len(workspace.read(scores.read, number, [rater])) == 23 * 5, "the same cell, not another one"


def test_counting_raters_are_all_without_a_person(workspace, room):
    rater = room.rater()
    assert list(workspace.read(raters.counting, NOW)) == [rater]


def test_criteria_speak_the_language_of_the_screen(workspace, do, room):
    i18n.use(i18n.Texts("fr"))
    assert workspace.read(criteria.all_of)[0].title == i18n.compact("Applicability") != "Applicability"


def test_one_step_sets_up_what_a_first_assessment_needs(workspace, do):
    number = do(beginning.begin, DAY)
    assert [one.id for one in workspace.read(rounds.all_of, "scores")] == [number]
    assert (len(workspace.read(criteria.all_of)), len(workspace.read(raters.all_of))) == (5, 1)
    assert do(beginning.begin, DAY) == number, "asking twice adds nothing"
