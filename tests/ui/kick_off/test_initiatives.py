"""The list of initiatives: adding, changing, narrowing."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gcmdesk.stakeholders import initiatives
from gcmdesk.stakeholders.records import InitiativeDraft, SavedInitiative
from tests.ui.hands import button
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands

Saved = Callable[[], list[SavedInitiative]]


@pytest.fixture
def kept(at_work: Hands) -> Saved:
    return lambda: sorted(at_work.desk.workspace.read(initiatives.rows), key=lambda one: one.id)


@pytest.fixture
def page(at_work: Hands, add: Add) -> QWidget:
    fund = add("Harbour fund")
    drafts = (
        InitiativeDraft("Pays for schools", "funding", fund.id, "Sahel", "Mali", objectives=(15,)),
        InitiativeDraft("Meets every month", "meeting", None, "Sahel", "Niger", objectives=(3, 15)),
        InitiativeDraft("Counts who leaves", "measurement", None, "Coast", "Togo", day=date(2026, 3, 5)),
    )
    for draft in drafts:
        at_work.desk.workspace.run(initiatives.add, draft, name="Added")
    at_work.window.go("kick-off/initiatives")
    at_work.wait()
    return at_work.window.screen_shown.page


def shown(page: QWidget) -> list[str]:
    return [page.table.records.record(row).country for row in range(len(page.table.records.ids))]


def narrow(box: QWidget, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_region_kind_objective_and_words_narrow_together(page: QWidget) -> None:
    assert shown(page) == ["Togo", "Mali", "Niger"]
    narrow(page.objective, "15")
    assert shown(page) == ["Mali", "Niger"]
    narrow(page.action, "meeting")
    assert shown(page) == ["Niger"]
    narrow(page.action, "")
    page.filter.setText("HARBOUR school")
    page.fill()
    assert shown(page) == ["Mali"]
    page.widen()
    narrow(page.region, "Coast")
    assert shown(page) == ["Togo"]


def test_the_objectives_of_an_initiative_are_in_sight(page: QWidget, at_work: Hands) -> None:
    objectives = page.form.fields["objectives"].list

    def first_in_sight() -> int:
        return objectives.row(objectives.itemAt(1, 1)) + 1

    page.table.select_row(1)
    at_work.wait()
    assert first_in_sight() == 15
    page.table.select_row(2)
    at_work.wait()
    assert first_in_sight() == 3
    page.table.select_row(0)  # one that touches none
    at_work.wait()
    assert first_in_sight() == 1


def test_a_new_initiative_is_shown_and_named_at_once(page: QWidget, at_work: Hands, kept: Saved) -> None:
    narrow(page.region, "Coast")
    page._add()
    at_work.wait()
    at_work.focused().selectAll()
    at_work.type("Teaches the law")
    at_work.press(Qt.Key.Key_Tab)
    assert kept()[-1].description == "Teaches the law"
    assert page.table.current_record.description == "Teaches the law"


def test_the_initiator_is_one_of_the_register(page: QWidget, at_work: Hands, add: Add, kept: Saved) -> None:
    add("Harbour school")
    at_work.wait()
    initiator = page.form.fields["initiator"]
    for typed, why in (
        ("Somebody", "Nobody in the register has this name. Add the stakeholder there first."),
        ("harbour", "Several stakeholders have names with these words. Type more of the name."),
        ("fund HARB", ""),
    ):
        initiator.edit.setFocus()
        initiator.edit.selectAll()
        at_work.type(typed)
        at_work.press(Qt.Key.Key_Tab)
        assert initiator.problem.text() == why
    at_work.wait()
    assert kept()[2].initiator_name == "Harbour fund"
    assert initiator.edit.text() == "Harbour fund"


def test_fields_are_saved_one_by_one_and_undone(page: QWidget, at_work: Hands, kept: Saved) -> None:
    page.form.fields["objectives"].list.setFocus()
    at_work.press(Qt.Key.Key_Down)
    at_work.press(Qt.Key.Key_Space)
    assert kept()[2].objectives == (2,)
    page.form.fields["day"].edit.setFocus()
    page.form.fields["day"].edit.selectAll()
    at_work.press(Qt.Key.Key_Delete)
    at_work.press(Qt.Key.Key_Tab)
    assert kept()[2].day is None
    at_work.desk.workspace.undo()
    at_work.wait()
    assert kept()[2].day == date(2026, 3, 5)


def test_what_is_deleted_comes_back(page: QWidget, at_work: Hands, kept: Saved) -> None:
    page.table.selectAll()
    button(page, "Delete").click()
    at_work.wait()
    assert kept() == []
    at_work.desk.workspace.undo()
    assert len(kept()) == 3
