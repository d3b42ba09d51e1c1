"""Beside the scores: benchmark, interplay, other processes, the view all around, and the paper for the room."""

import pytest

from gcmdesk.compact import library
from gcmdesk.priorities import benchmark, interplay, overview, processes, scores, sheets
from gcmdesk.priorities.interplay import Effect
from gcmdesk.priorities.processes import ProcessDraft
from tests.gcmdesk.priorities.conftest import DAY, NOW


def test_the_benchmark_has_a_line_for_each_objective_and_principle(workspace, do, room):
    found = workspace.read(benchmark.lines, NOW)
    assert len(found) == 33
    assert {(one.exists, one.percent, one.experts) for one in found} == {("", None, 0)}
    assert [one.objective for one in found[:23]] == list(range(1, 24))
    assert found[-1].objective is None


def test_experts_say_how_well_it_is_carried_out_and_their_spread_shows(workspace, do, room):
    do(benchmark.put, "7", "partly", "Law 12 of 2019", "Not for informal workers")
    for percent in (20, 60, None):
        do(benchmark.rate, "7", room.rater(), percent)
    line = workspace.read(benchmark.lines, NOW)[6]
    assert (line.exists, line.source, line.percent, line.spread) == ("partly", "Law 12 of 2019", 40, 20)
    assert (line.lowest, line.highest, line.experts) == (20, 60, 2)
    rater = workspace.read(benchmark.views, "7")[0].rater
    do(benchmark.rate, "7", rater, 40, "Second thoughts")
    assert workspace.read(benchmark.lines, NOW)[6].percent == 50


@pytest.mark.parametrize(("exists", "source"), [("yes", " "), ("partly", ""), ("perhaps", "Law 1")])
def test_what_exists_has_a_source(do, room, exists, source):
    assert benchmark.problems(exists, source)
    with pytest.raises(ValueError, match="source"):
        do(benchmark.put, "7", exists, source)


def test_unknown_subjects_and_percentages_are_refused(do, room):
    with pytest.raises(KeyError):
        do(benchmark.put, "24", "no", "")
    with pytest.raises(ValueError, match="percent"):
        do(benchmark.rate, "7", room.rater(), 101)


def test_the_interplay_of_a_choice_is_shown(workspace, do):
    for one in (Effect(7, 15, 2, "Clinics"), Effect(15, 7, -1, "Money"), Effect(7, 9, -2, "x"), Effect(3, 7, 3, "y")):
        do(interplay.put, one)
    found = workspace.read(interplay.consequences, {7, 15})
    assert [(one.acting, one.affected) for one in found.within] == [(15, 7), (7, 15)]
    assert [one.affected for one in found.outwards] == [9]
    assert [one.acting for one in found.missed] == [3]
    do(interplay.put, Effect(7, 15, 1, "Fewer clinics"))
    assert workspace.read(interplay.matrix)[7, 15].effect == 1
    do(interplay.take_back, 7, 15)
    assert (7, 15) not in workspace.read(interplay.matrix)


@pytest.mark.parametrize(
    "bad", [Effect(7, 7, 1, "x"), Effect(7, 8, 4, "x"), Effect(7, 8, 1, " "), Effect(0, 8, 1, "x")]
)
def test_an_effect_without_reason_or_meaning_is_refused(do, bad):
    with pytest.raises(ValueError, match=bad.problems()[0][0]):
        do(interplay.put, bad)


def test_processes_bear_on_objectives_and_have_a_body_in_charge(workspace, do):
    plan = do(
        processes.add,
        ProcessDraft("national-plan", "Plan against poverty", "Ministry of Planning", targets={7: "ch. 3"}),
    )
    assert workspace.read(processes.without_link, {7, 15}) == (15,)
    assert [one.title for one in workspace.read(processes.to_discuss, {7})] == ["Plan against poverty"]
    do(
        processes.change,
        plan.id,
        ProcessDraft("national-plan", plan.title, plan.body, discussed=DAY, outcome="In line", targets={15: ""}),
    )
    assert workspace.read(processes.to_discuss, {15}) == ()
    assert [one.targets for one in workspace.read(processes.of_objective, 15)] == [{15: ""}]
    do(processes.remove, plan.id)
    assert workspace.read(processes.all_of) == ()
    workspace.undo()
    assert workspace.read(processes.all_of)[0].targets == {15: ""}


@pytest.mark.parametrize(
    "bad", [ProcessDraft("x", "A"), ProcessDraft("other", " "), ProcessDraft("other", "A", targets={99: ""})]
)
def test_impossible_processes_are_refused(do, bad):
    with pytest.raises(ValueError, match=bad.problems()[0][0]):
        do(processes.add, bad)


def test_targets_of_the_2030_agenda_come_with_the_objective():
    assert "10.7" in processes.sdg_targets(7)
    assert processes.sdg_targets(2) == ()


def test_the_view_all_around_names_what_a_choice_leaves_out():
    found = overview.around({2: ("human-rights",), 16: ("human-rights", "gender-responsive")})
    assert found.cycle_left_out == ("transit", "return")
    assert found.principles["human-rights"] == (2, 16)
    assert "rule-of-law" in found.principles_left_out
    assert len(found.principles_left_out) == 8
    assert found.roundtables_left_out
    everything = overview.around({one.number: () for one in library.load().objectives})
    assert (everything.cycle_left_out, everything.roundtables_left_out) == ((), ())
    assert overview.around({1: ()}).cycle_only_in_passing == tuple(overview.CYCLE)


def test_paper_for_each_kind_of_round(workspace, do, room):
    do(scores.set_aside, 9, "Not this year")
    kinds = ("scores", "dots", "ballots", "hands")
    made = {kind: workspace.read(sheets.of_round, room.round(kind, title=f"Round {kind}")) for kind in kinds}
    for one in made.values():
        assert len(one.rows) == 22
        assert all(len(row) == len(one.head) for row in one.rows)
        assert "9" not in [row[one.head.index("No.")] for row in one.rows]
    assert len(made["scores"].head) == 2 + 5
    assert [len(lines) for _title, lines in made["scores"].legend] == [6] * 5
    assert made["ballots"].title == "Round ballots"
    with pytest.raises(LookupError):
        workspace.read(sheets.of_round, 99)
