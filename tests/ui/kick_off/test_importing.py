"""Importing a table: what is wrong is told before anything is written, and undo takes all of it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from gcmdesk.stakeholders import initiatives
from gcmdesk.stakeholders.records import SavedStakeholder
from tests.ui.hands import button, texts
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands

Saved = Callable[[], list[SavedStakeholder]]
TABLE = """Name;Level;Remarks;Colour
Port authority;local;Meets on Mondays;red
Radio;everywhere;;blue
;national;;
"""


@pytest.fixture
def page(at_work: Hands) -> QWidget:
    at_work.window.go("kick-off/import")
    at_work.wait()
    return at_work.window.screen_shown.page


@pytest.fixture
def take(page: QWidget, at_work: Hands, tmp_path: Path) -> Callable[..., None]:
    """Choose a table with this content."""

    def take_(content: str, name: str = "list.csv") -> None:
        (tmp_path / name).write_text(content, encoding="utf-8")
        page.take(tmp_path / name)
        at_work.wait()

    return take_


def box(page: QWidget, name: str) -> QWidget:
    return next(each for each in page.columns.boxes if f"\u2068{name}\u2069" in each.accessibleName())


def match(page: QWidget, at_work: Hands, column: str, field: str) -> None:
    chosen = box(page, column)
    chosen.setCurrentIndex(chosen.findData(field))
    chosen.activated.emit(chosen.currentIndex())
    at_work.wait()


def messages(page: QWidget) -> list[tuple[int, str, str]]:
    records = page.messages.records
    lines = [records.record(row) for row in range(len(records.ids))]
    return [(one.row, one.column, one.sentence) for one in lines]


def test_the_trial_counts_and_tells_row_by_row_and_writes_nothing(
    page: QWidget, take: Callable[..., None], saved: Saved
) -> None:
    take(TABLE)
    assert page.counts.text() == "1 new entry · 0 entries change · 0 rows say nothing new · 2 rows cannot be imported"
    assert messages(page) == [
        (3, "Level", "Choose a level from the list."),
        (4, "", "There is no name in this row."),
    ]
    assert [each.currentData() for each in page.columns.boxes] == ["name", "level", "note", ""]
    assert saved() == []


def test_what_is_imported_is_shown_and_undone_in_one_step(
    page: QWidget, take: Callable[..., None], at_work: Hands, saved: Saved
) -> None:
    take(TABLE)
    page.start.click()
    at_work.wait()
    assert [(one.name, one.level, one.note) for one in saved()] == [("Port authority", "local", "Meets on Mondays")]
    assert at_work.window.place.startswith("kick-off/register")
    button(at_work.window.messages, "Undo").click()
    at_work.wait()
    assert saved() == []


def test_columns_are_matched_otherwise_and_a_field_is_matched_once(
    page: QWidget, take: Callable[..., None], at_work: Hands
) -> None:
    take(TABLE)
    match(page, at_work, "Level", "")
    assert page.counts.text().startswith("2 new entries")
    match(page, at_work, "Colour", "note")
    assert box(page, "Remarks").currentData() == ""
    page.start.click()
    at_work.wait()
    at_work.window.go("kick-off/import")
    take(TABLE)
    assert box(page, "Colour").currentData() == "note"


def test_the_same_table_again_says_nothing_new(page: QWidget, take: Callable[..., None], add: Add) -> None:
    add("Port authority", level="local", note="Meets on Mondays")
    take("Name,Level,Note\nPort authority,local,Meets on Mondays\n")
    assert "1 row says nothing new" in page.counts.text()
    assert not page.start.isEnabled()
    assert page.primary_action is None


def test_a_table_without_names_says_what_is_needed(page: QWidget, take: Callable[..., None]) -> None:
    take("Colour,Size\nred,big\n")
    assert "no column was found that names the entries" in page.counts.text()
    assert not page.start.isEnabled()


def test_a_file_that_is_no_table_is_refused_in_its_place(page: QWidget, at_work: Hands, tmp_path: Path) -> None:
    page.take(tmp_path / "gone.xlsx")
    at_work.wait()
    assert page.problem.text().startswith("The file cannot be found or read.")
    assert page.columns.isHidden()


def test_initiatives_bring_their_initiators(
    page: QWidget, take: Callable[..., None], at_work: Hands, saved: Saved
) -> None:
    page.what.show_value("initiatives")
    take("Country,Action type,Initiator,Description\nMali,Funding,Harbour fund,Pays for schools\n")
    assert page.primary_action.text == "Import 1 row"
    page.start.click()
    at_work.wait()
    (one,) = at_work.desk.workspace.read(lambda session: initiatives.page(session, initiatives.ids(session)))
    assert (one.action, one.initiator_name, one.description) == ("funding", "Harbour fund", "Pays for schools")
    assert [one.name for one in saved()] == ["Harbour fund"]


def test_another_kind_of_table_is_read_anew(page: QWidget, take: Callable[..., None], at_work: Hands) -> None:
    take("Name,Description\nRadio,Tells people\n")
    page.what.show_value("initiatives")
    page.what.box.activated.emit(1)
    at_work.wait()
    assert [each.currentData() for each in page.columns.boxes] == ["", "description"]


def test_a_very_long_cell_and_many_columns_do_no_harm(page: QWidget, take: Callable[..., None]) -> None:
    take("Name," + ",".join(f"c{n}" for n in range(150)) + "\n" + "x" * 200_000 + "\n")
    assert messages(page)[0][0] == 2
    assert "51 more columns are left out." in texts(page)
