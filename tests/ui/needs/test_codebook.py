"""The code book: set up, own themes below and beside, moved, merged, split, archived."""

import pytest

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import Passage
from tests.ui.hands import choose
from tests.ui.workspace.conftest import Hands
from ui.screens.needs.codebook import CodeBookPage

CARE, PAPERS = 1, 2


@pytest.fixture
def page(notes: Hands) -> CodeBookPage:
    notes.window.go("needs/codebook")
    notes.wait()
    return notes.page


def themes(hands: Hands) -> dict[int, object]:
    return hands.desk.workspace.read(codebook.themes)


def test_an_empty_code_book_begins_with_the_compact(at_work: Hands) -> None:
    at_work.window.go("needs/codebook")
    at_work.wait()
    page = at_work.page
    assert page.nothing.isVisible()
    page.nothing.begin.click()
    at_work.wait()
    assert len(page.table.records.ids) == 33
    assert page.primary_action.text == "New theme"


def test_the_actions_of_the_objectives_are_added_when_wanted(notes: Hands, page: CodeBookPage) -> None:
    page.set_up()
    notes.wait()
    before = len(page.table.records.ids)
    page.actions_it.click()
    notes.wait()
    assert len(page.table.records.ids) > before + 100
    assert not page.actions_it.isEnabled()


def test_a_new_theme_lies_below_the_current_one_and_is_named_at_once(notes: Hands, page: CodeBookPage) -> None:
    page.table.select_id(CARE)
    page.new_theme_below()
    notes.type("Guardians")
    page.table.setFocus()
    made = themes(notes)[page.table.current_id]
    assert (made.name, made.parent) == ("Guardians", CARE)


def test_a_theme_moves_and_never_below_itself(notes: Hands, page: CodeBookPage) -> None:
    page.table.select_id(PAPERS)
    parent = page.form.fields["parent"]
    assert parent.box.findData(str(PAPERS)) < 0
    choose(parent.box, str(CARE))
    page.table.setFocus()
    assert themes(notes)[PAPERS].parent == CARE
    notes.wait()
    page.table.select_id(CARE)
    assert parent.box.findData(str(PAPERS)) < 0


def test_a_theme_without_a_name_is_refused_beside_the_field(notes: Hands, page: CodeBookPage) -> None:
    page.table.select_id(CARE)
    page.form.fields["name"].edit.setFocus()
    page.form.fields["name"].edit.selectAll()
    notes.type(" ")
    page.table.setFocus()
    assert page.form.fields["name"].told == "Give the theme a name."
    assert themes(notes)[CARE].name == "Care"


def test_merging_gives_the_notes_to_the_other_theme_and_can_be_undone(notes: Hands, page: CodeBookPage) -> None:
    notes.desk.workspace.run(coding.code, PAPERS, [1, 2], name="Coded")
    page.table.select_id(PAPERS)
    page.target.show_value(str(CARE))
    page.merge_it.click()
    assert {one.note for one in notes.desk.workspace.read(coding.of_theme, [CARE])} == {1, 2}
    assert page.table.current_id == CARE
    notes.desk.workspace.undo()
    notes.wait()
    assert PAPERS in page.table.records.ids


def test_splitting_takes_the_selected_places(notes: Hands, page: CodeBookPage) -> None:
    run = notes.desk.workspace.run
    run(coding.code, CARE, [2], name="Coded")
    run(coding.code_passages, CARE, [Passage(1, 0, 8)], name="Coded")
    notes.wait()
    page.table.select_id(CARE)
    page.split_card.list_it.click()
    notes.wait()
    table = page.split_card.table
    assert [table.records.record(row).words for row in range(2)] == [
        "Children",
        "The permit office is far from the harvest.",
    ]
    table.select_row(0)
    page.split_card.split_it.click()
    assert page.split_card.name.told == "Give the theme a name."
    page.split_card.name.show_value("Waiting")
    page.split_card.split_it.click()
    new = page.table.current_id
    assert themes(notes)[new].name == "Waiting"
    assert [one.note for one in notes.desk.workspace.read(coding.of_theme, [new])] == [1]


def test_an_archived_theme_is_put_away_and_found_again(notes: Hands, page: CodeBookPage) -> None:
    page.table.select_id(CARE)
    page.archive_it.click()
    notes.wait()
    assert list(page.table.records.ids) == [PAPERS]
    choose(page.which, "archived")
    notes.wait()
    page.table.select_id(CARE)
    assert page.archive_it.text() == "Bring back"


def test_entries_of_the_compact_keep_their_names(notes: Hands, page: CodeBookPage) -> None:
    page.set_up()
    notes.wait()
    page.table.select_row(0)
    assert page.form.fields["name"].edit.isReadOnly()
    assert not page.merging.isVisible()
    choose(page.which, "own")
    notes.wait()
    assert list(page.table.records.ids) == [CARE, PAPERS]
