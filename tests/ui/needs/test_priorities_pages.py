"""Step 2 at the keyboard: scoring, counting, keying in, deciding, and what the room sees."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from gcmdesk.consultations import evidence
from gcmdesk.consultations.coding_records import EvidenceDraft
from gcmdesk.priorities import (
    benchmark,
    criteria,
    decisions,
    interplay,
    processes,
    raters,
    rounds,
    scores,
    sheets,
    votes,
)
from gcmdesk.priorities.decisions import Chosen
from gcmdesk.priorities.processes import ProcessDraft
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import StakeholderDraft
from tests.ui.hands import button
from tests.ui.workspace.conftest import around, at_work, begin, path  # noqa: F401 - fixtures of the desk
from ui import theme
from ui.screens.needs import words
from ui.screens.needs.paper import paper_of
from ui.screens.needs.presenter import Presenter, Slide
from ui.widgets.bars import Bar
from ui.widgets.release_panel import ReleasePanel

K = Qt.Key


@pytest.fixture
def hands(at_work):  # noqa: F811
    return at_work


def run(hands, work, *arguments):
    outcome = hands.desk.workspace.run(work, *arguments, name="Done")
    assert outcome.ok
    return outcome.result


def read(hands, work, *arguments):
    return hands.desk.workspace.read(work, *arguments)


def go(hands, place):
    hands.window.go(place)
    hands.wait()
    return hands.page


def press_button(hands, text):
    button(hands.window, text).click()
    hands.wait()


def keys(hands, *pressed):
    for key in pressed:
        hands.press(key)
    hands.wait()


@pytest.fixture
def scored(hands):
    """Two raters have scored all objectives in one round."""
    run(hands, criteria.install)
    number = run(hands, rounds.add, RoundDraft("scores", "First scores", words.today())).id
    asked = [one.id for one in read(hands, criteria.all_of)]
    for shift in (0, 1):
        rater = run(hands, raters.add, RaterDraft()).id
        cells = {(one, key): min(5, (one + shift) % 6) for one in range(1, 24) for key in asked}
        run(hands, scores.put_sheet, number, rater, cells)
    return number


def test_an_assessment_begins_with_one_button_and_is_scored_with_digits(hands):
    page = go(hands, "needs/assessment")
    press_button(hands, "Begin the assessment")
    page.grid.setFocus()
    keys(hands, K.Key_4, K.Key_0, K.Key_9, K.Key_2, K.Key_Backspace)
    number, rater = page.round.currentData(), page.rater.currentData()
    asked = [one.id for one in read(hands, criteria.all_of)]
    sheet = {cell: answer.value for cell, answer in read(hands, scores.sheet, number, rater).items()}
    assert sheet == {(1, asked[0]): 4, (1, asked[1]): 0, (1, asked[2]): 2, (1, asked[3]): None}
    assert page.state.text().startswith("3 of 115 fields filled")


def test_reason_evidence_and_setting_aside_belong_to_the_cell(hands, scored):
    page = go(hands, "needs/assessment")
    cell = page.grid.cell
    page.form.fields["reason"].edit.setFocus()
    hands.type("Nine districts named it")
    hands.press(K.Key_Tab)
    hands.type("Census of 2024; ministry statistics")
    hands.press(K.Key_Tab)
    answer = read(hands, scores.sheet, scored, page.rater.currentData())[cell]
    assert (answer.reason, answer.evidence) == ("Nine districts named it", 2)
    assert page.grid.model_.text(cell).endswith("*")
    hands.type("Covered by a treaty")
    hands.press(K.Key_Tab)
    assert read(hands, scores.aside) == {cell[0]: "Covered by a treaty"}
    assert page.grid.model_.text(cell) == "—"


def test_evidence_ids_become_links_and_unknown_ones_are_told(hands, scored):
    run(hands, evidence.add, EvidenceDraft("Children wait for schools"))
    page = go(hands, "needs/assessment")
    field = page.form.fields["evidence"]
    field.edit.setFocus()
    hands.type("E-999")
    hands.press(K.Key_Tab)
    assert field.told == "There is no evidence E-999 in this workspace."
    field.edit.setFocus()
    field.edit.selectAll()
    hands.type("e-1")
    hands.press(K.Key_Tab)
    hands.wait()
    (proof,) = read(hands, scores.evidence, scored, page.rater.currentData(), page.grid.cell)
    assert (proof.title, proof.entity) == ("E-001", "evidence_set")
    assert page.cited.text() == "E-001: Children wait for schools"


def test_sheets_are_keyed_in_one_after_the_other(hands, scored):
    page = go(hands, "needs/assessment")
    first = page.rater.currentData()
    page.grid.setFocus()
    page.grid.go_to((23, page._criteria[-1].id))
    keys(hands, K.Key_3, K.Key_Return)
    assert (page.rater.currentData() != first, page.grid.cell) == (True, (1, page._criteria[0].id))


def test_the_benchmark_is_at_hand_and_becomes_evidence(hands, scored):
    run(hands, benchmark.put, "1", "yes", "Statistics act")
    page = go(hands, "needs/assessment")
    assert page.known.text() == "Benchmark: Yes · Statistics act"
    press_button(hands, "Use as evidence")
    (proof,) = read(hands, scores.evidence, scored, page.rater.currentData(), page.grid.cell)
    assert (proof.title, proof.entity) == ("Benchmark 1", "benchmark")
    assert page.form.fields["evidence"].edit.text() == "Benchmark 1"


def test_a_closed_round_takes_no_digits(hands, scored):
    run(hands, rounds.change, scored, RoundDraft("scores", "First scores", words.today(), closed=True))
    page = go(hands, "needs/assessment")
    before = read(hands, scores.sheet, scored, page.rater.currentData())
    page.grid.setFocus()
    keys(hands, K.Key_5, K.Key_5)
    assert read(hands, scores.sheet, scored, page.rater.currentData()) == before


def test_hands_are_counted_with_plus_and_minus_and_typed_counts(hands):
    number = run(hands, rounds.add, RoundDraft("hands", "Show of hands", words.today(), present=12)).id
    page = go(hands, f"needs/voting/{number}")
    page.pad.setFocus()
    keys(hands, K.Key_Plus, K.Key_Plus, K.Key_Minus)
    assert read(hands, votes.tallies, number) == {1: 1}
    keys(hands, K.Key_Down, K.Key_1)
    hands.type("4")
    keys(hands, K.Key_Return)
    assert read(hands, votes.tallies, number) == {1: 1, 2: 14}
    assert page.problem.text() == "There are more hands than people present. Count again."


def test_ballots_are_keyed_in_one_after_the_other(hands):
    number = run(hands, rounds.add, RoundDraft("ballots", "Ballots", words.today(), places=3)).id
    page = go(hands, f"needs/voting/{number}")
    page.ballot.edit.setFocus()
    for ballot in ("7 15 3", "7 7", "15"):
        hands.type(ballot)
        hands.press(K.Key_Return)
        if page.ballot.problem.text():
            page.ballot.edit.clear()
    assert [one.choices for one in read(hands, votes.cast_so_far, number)] == [(7, 15, 3), (15,)]
    assert page.last.text() == "2: 15\n1: 7, 15, 3"
    press_button(hands, "Remove the last ballot")
    assert len(read(hands, votes.cast_so_far, number)) == 1


def test_an_effect_waits_for_its_reason(hands):
    page = go(hands, "needs/interplay")
    page.grid.setFocus()
    keys(hands, K.Key_Minus, K.Key_2)
    assert read(hands, interplay.matrix) == {}, "nothing is kept without a reason"
    hands.type("Money for one is missing for the other")
    hands.press(K.Key_Tab)
    hands.wait()
    (effect,) = read(hands, interplay.matrix).values()
    assert (effect.acting, effect.affected, effect.effect) == (1, 2, -2)
    assert page.grid.model_.text((1, 2)).endswith("\u22122")


def test_the_benchmark_asks_for_a_source_first(hands):
    page = go(hands, "needs/benchmark")
    box = page.form.fields["exists"].box
    box.setFocus()
    box.setCurrentIndex(box.findData("yes"))
    box.activated.emit(box.currentIndex())
    hands.press(K.Key_Return)
    assert page.form.fields["exists"].told == "Name the law, policy or practice first, so that others can find it."
    page.form.fields["source"].edit.setFocus()
    hands.type("Law 12")
    box.setFocus()
    hands.press(K.Key_Return)
    line = read(hands, benchmark.lines, words.now())[0]
    assert (line.exists, line.source) == ("yes", "Law 12")


def test_the_result_says_how_solid_it_is(hands, scored):
    page = go(hands, "needs/result")
    assert page.result.raters == 2
    assert page.solid.text().startswith("2 raters. ")
    assert "Nobody" not in page.chart.accessibleDescription()
    assert len(page.chart._bars) == 23


def test_the_room_talks_about_the_differences_and_scores_again(hands, scored):
    page = go(hands, "needs/result")
    press_button(hands, "Show the differences to the room")
    assert len(presenter(hands).bars._bars) == 6
    presenter(hands).close()
    page.said.fields["discussion"].edit.setFocus()
    hands.type("Districts lack figures")
    hands.press(K.Key_Tab)
    press_button(hands, "Score again")
    first, second = read(hands, rounds.all_of, "scores")
    assert (first.discussion, second.title) == ("Districts lack figures", "Scores, round 2")
    assert hands.window.place.startswith(f"needs/assessment/{second.id}")
    press_button(hands, "Copy last round")
    assert hands.page.state.text().startswith("115 of 115 fields filled")


def test_a_decision_without_a_choice_opens_at_the_first_objective(hands):
    run(hands, decisions.begin, "First objectives")
    assert go(hands, "needs/decision").table.current_id == 1


def test_the_decision_opens_at_the_first_of_the_choice(hands):
    one = run(hands, decisions.begin, "First objectives")
    for objective in (15, 7):
        run(hands, decisions.choose, one.id, Chosen(objective, "Named everywhere"))
    page = go(hands, "needs/decision")
    assert page.table.current_id == 7
    assert page.head.text().startswith("7.")


def test_a_decision_goes_from_choice_to_lock_and_back(hands, scored):
    go(hands, "needs/decision")
    press_button(hands, "Begin a decision")
    page = hands.page
    page.table.select_id(7)
    press_button(hands, "Choose it")
    page.form.fields["reason"].edit.setFocus()
    hands.type("Named everywhere")
    hands.press(K.Key_Tab)
    page = go(hands, "needs/validation")
    assert page.missing.text() == "No body has approved the choice yet."
    page.approval.fields["body"].edit.setFocus()
    hands.type("Ministry of Labour")
    press_button(hands, "Record the answer")
    assert not page.missing.isVisible()
    press_button(hands, "Validate and lock the decision")
    assert read(hands, decisions.newest).locked
    press_button(hands, "Reopen the decision")
    assert page.reopening.fields["reason"].told == "Say why the decision is reopened."
    page.reopening.fields["reason"].edit.setFocus()
    hands.type("The ministry was merged")
    press_button(hands, "Reopen the decision")
    one = read(hands, decisions.newest)
    assert (one.locked, [each.reason for each in one.reopenings]) == (False, ["The ministry was merged"])


@pytest.mark.parametrize(
    ("place", "text"),
    [("result", "Hand out the result"), ("result", "Hand out the chart"), ("validation", "Hand out the decision")],
)
def test_what_leaves_goes_through_the_release_panel(hands, scored, place, text):
    run(hands, decisions.begin, "Priorities 2026")
    go(hands, f"needs/{place}")
    press_button(hands, text)
    assert [one for one in hands.window.findChildren(ReleasePanel) if one.isVisible()]
    assert not hands.window.messages.message


def presenter(hands):
    (window,) = hands.window.findChildren(Presenter)
    return window


def test_the_room_sees_one_thing_and_nothing_while_locked(hands):
    number = run(hands, rounds.add, RoundDraft("hands", "Show of hands", words.today())).id
    page = go(hands, f"needs/voting/{number}")
    press_button(hands, "Show to the room")
    window = presenter(hands)
    assert (window.title.text(), window.big.text()) == (words.objective(1), "0")
    page.pad.setFocus()
    keys(hands, K.Key_Plus)
    assert window.big.text() == "1", "the room follows the count"
    keys(hands, K.Key_Down)
    assert window.title.text() == words.objective(2)
    press_button(hands, "Reveal the count")
    assert not window.big.isVisibleTo(window)
    assert len(window.bars._bars) == 1
    assert window._faces.currentIndex() == 0
    hands.desk.workspace.locked = True
    hands.desk.workspace.turned.emit()
    assert window._faces.currentIndex() == 1
    hands.desk.workspace.locked = False
    window.close()
    QCoreApplication.processEvents()


@pytest.mark.parametrize("size", [(1024, 700), (800, 600)])
def test_everything_that_the_room_sees_fits_its_window(hands, scored, size):
    go(hands, "needs/result")
    press_button(hands, "Show the order to the room")
    window = presenter(hands)
    bars = [Bar(f"#{number}", number / 23, str(number)) for number in range(1, 24)]
    window.resize(*size)
    window.show_slide(Slide("Dignity and rights at borders " * 4, lines=["What was said in the room"] * 4, bars=bars))
    QCoreApplication.processEvents()
    assert window.size().toTuple() == size
    for shown in (window.title, window.lines, window.bars):
        assert window.rect().contains(shown.geometry())
        assert shown.height() >= shown.heightForWidth(shown.width()), "and nothing is cut"
    window.show_slide(Slide("Show of hands", big="7"))
    assert window.title.font().pointSizeF() > theme.font(2).pointSizeF(), "as large as there is room for"
    window.close()


def test_b_makes_the_presentation_blank_and_escape_closes_it(hands, scored):
    go(hands, "needs/result")
    press_button(hands, "Show the order to the room")
    window = presenter(hands)
    window.setFocus()
    window.activateWindow()
    QCoreApplication.processEvents()
    QTest.keyClick(window, K.Key_B)
    assert window._faces.currentIndex() == 1
    QTest.keyClick(window, K.Key_B)
    assert window._faces.currentIndex() == 0
    QTest.keyClick(window, K.Key_Escape)
    hands.wait()
    assert hands.window.findChildren(Presenter) == []


def test_own_criteria_are_written_and_weighed(hands):
    go(hands, "needs/criteria")
    press_button(hands, "Begin with the five principles")
    press_button(hands, "Add a criterion")
    page = hands.page
    page.own.fields["name"].edit.selectAll()
    page.own.fields["name"].edit.setFocus()
    hands.type("Ready to start")
    page.weight.fields["points"].edit.setFocus()
    hands.control(K.Key_A)
    hands.type("30")
    hands.press(K.Key_Return)
    own = read(hands, criteria.all_of)[-1]
    assert own.points == 30
    assert page.subtitle == "130 points given out"


def test_the_sheet_of_a_round_becomes_paper(hands, scored):
    paper = paper_of(read(hands, sheets.of_round, scored))
    assert paper.title == "First scores"
    assert len(paper.parts[2].rows) == 23


@pytest.mark.parametrize(
    ("place", "all_of", "draft"),
    [
        ("needs/raters", raters.all_of, lambda: RaterDraft("organisation", "Table 2")),
        ("needs/processes", processes.all_of, lambda: ProcessDraft("national-plan", "Youth plan")),
    ],
)
def test_a_rater_and_a_process_are_tied_to_the_stakeholder_register(hands, place, all_of, draft):
    name = "Youth council"
    known = run(hands, register.add, StakeholderDraft(name, "migrants")).id
    tied = run(hands, {"needs/raters": raters.add, "needs/processes": processes.add}[place], draft()).id
    page = go(hands, place)
    page.table.select_id(tied)
    page.known.edit.completer().activated[str].emit(name)  # as picked from the list, which needs a real screen
    hands.wait()
    assert next(one.stakeholder for one in read(hands, all_of) if one.id == tied) == known
    page.show_place(str(tied))
    assert page.known.edit.text() == name
