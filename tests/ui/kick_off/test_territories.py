"""Territories: named, coded, moved and deleted where nobody needs them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gcmdesk.stakeholders import territories
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands


@pytest.fixture
def page(at_work: Hands, add: Add) -> QWidget:
    add("Port authority", territory="Mali / Kayes / Nioro")
    add("Radio", territory="Mali / Kayes / Nioro")
    add("School", territory="Gao")
    at_work.window.go("kick-off/territories")
    at_work.wait()
    return at_work.window.screen_shown.page


def lines(page: QWidget) -> list[tuple[str, str, int]]:
    records = [page.table.records.record(row) for row in range(len(page.table.records.ids))]
    return [(one.name, one.within, one.working) for one in records]


def enter(at_work: Hands, field: QWidget, text: str) -> str:
    """Type a field anew and leave it; gives what is wrong with it."""
    field.edit.setFocus()
    field.edit.selectAll()
    at_work.type(text)
    at_work.press(Qt.Key.Key_Tab)
    at_work.wait()
    return field.problem.text()


def test_territories_stand_from_the_country_down_with_who_works_there(page: QWidget) -> None:
    assert lines(page) == [("Gao", "", 1), ("Mali", "", 0), ("Kayes", "Mali", 0), ("Nioro", "Mali / Kayes", 2)]
    page.filter.setText("kayes")
    page.fill()
    assert [name for name, _within, _working in lines(page)] == ["Kayes", "Nioro"]


def test_a_territory_is_moved_with_what_it_is_called(page: QWidget, at_work: Hands) -> None:
    within = page.form.fields["within"]
    assert enter(at_work, within, "Niger") == "There is no such territory. Add it first."
    assert enter(at_work, within, "mali") == ""
    assert enter(at_work, page.form.fields["pcode"], "ML07") == ""
    assert enter(at_work, page.form.fields["name"], "Gao region") == ""
    known = at_work.desk.workspace.read(territories.everything)
    moved = next(one for one in known.values() if one.name == "Gao region")
    assert (moved.path, moved.pcode) == (("Mali", "Gao region"), "ML07")


def test_a_territory_within_itself_is_refused(page: QWidget, at_work: Hands) -> None:
    page.table.select_row(1)
    assert "cannot lie within itself" in enter(at_work, page.form.fields["within"], "Kayes")


def test_only_what_nobody_needs_is_deleted(page: QWidget, at_work: Hands) -> None:
    page.table.setFocus()
    at_work.press(Qt.Key.Key_Delete)
    at_work.wait()
    assert "still used" in at_work.window.messages.message.text
    page._add()
    at_work.wait()
    page.table.setFocus()
    at_work.press(Qt.Key.Key_Delete)
    at_work.wait()
    assert len(lines(page)) == 4
