"""Pairs that may be the same: compared, merged, kept apart."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from gcmdesk.stakeholders.records import SavedStakeholder
from tests.ui.hands import choose, texts
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands

Saved = Callable[[], list[SavedStakeholder]]


@pytest.fixture
def page(at_work: Hands, add: Add) -> QWidget:
    add("National Union of Dockers", "trade-unions", level="national", note="Meets on Mondays")
    add("Union of Dockers, National", "trade-unions", level="local", tags=("pilot",))
    add("Radio of the port")
    add("RADIO OF THE PORT")
    at_work.window.go("kick-off/duplicates")
    at_work.wait()
    return at_work.window.screen_shown.page


def pairs(page: QWidget) -> list[str]:
    rows = [page.table.records.record(row) for row in range(len(page.table.records.ids))]
    return [one.first.name for one in rows]


def test_pairs_stand_side_by_side_with_the_reason_and_what_differs_first(page: QWidget, at_work: Hands) -> None:
    assert pairs(page) == ["Radio of the port", "National Union of Dockers"]
    page.table.select_row(1)
    at_work.wait()
    shown = texts(page.box)
    assert "The names have the same words in another order." in shown
    assert shown.index("Level") < shown.index("Stakeholder group")
    assert shown[shown.index("Note") + 1 :][:2] == ["\u2068Meets on Mondays\u2069", "–"]


def test_merging_keeps_what_both_say_and_undo_brings_both_back(page: QWidget, at_work: Hands, saved: Saved) -> None:
    page.table.select_row(1)
    page.box.second.click()
    at_work.wait()
    kept = next(one for one in saved() if one.name == "Union of Dockers, National")
    assert (kept.level, kept.note, kept.tags) == ("local", "Meets on Mondays", ("pilot",))
    assert (len(saved()), pairs(page)) == (3, ["Radio of the port"])
    at_work.desk.workspace.undo()
    at_work.wait()
    assert (len(saved()), len(pairs(page))) == (4, 2)


def test_where_two_differ_it_is_chosen_field_by_field_what_is_kept(page: QWidget, at_work: Hands, saved: Saved) -> None:
    page.table.select_row(1)
    at_work.wait()
    boxes = {box.accessibleName(): box for box in page.box.findChildren(QComboBox) if box.isVisible()}
    assert set(boxes) == {"Keep of “Name”", "Keep of “Level”"}
    for field, end in (("Name", "second"), ("Level", "first")):
        choose(boxes[f"Keep of “{field}”"], end)
        boxes[f"Keep of “{field}”"].activated.emit(0)
    page.box.first.click()
    at_work.wait()
    kept = next(one for one in saved() if one.tags)
    assert (kept.name, kept.level, kept.note) == ("Union of Dockers, National", "national", "Meets on Mondays")


def test_pairs_that_are_not_the_same_are_not_shown_again(page: QWidget, at_work: Hands) -> None:
    page.table.setFocus()
    at_work.press(Qt.Key.Key_Return)
    at_work.tab_to("Not the same")
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    assert pairs(page) == ["National Union of Dockers"]


def test_the_last_pair_leaves_a_page_that_says_so(page: QWidget, at_work: Hands) -> None:
    for _pair in range(2):
        page.box.first.click()
        at_work.wait()
    assert "No two entries look alike" in texts(page)


def test_the_filter_finds_either_name(page: QWidget) -> None:
    page.filter.setText("dockers national")
    page.fill()
    assert pairs(page) == ["National Union of Dockers"]
