"""The register at the keyboard: entering, narrowing, changing one and many."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from gcmdesk import i18n
from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.people_records import AgeBand, Office
from gcmdesk.protection.people_tables import NoticeVersion
from gcmdesk.stakeholders import register
from gcmdesk.stakeholders.records import LONGEST_NAME, SavedStakeholder
from tests.ui.hands import button, choose, texts
from tests.ui.kick_off.conftest import Add
from tests.ui.workspace.conftest import Hands

Saved = Callable[[], list[SavedStakeholder]]
SHIFT_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(at_work: Hands, add: Add) -> QWidget:
    add("Port authority", "policy-sectors", "Mali / Kayes", level="local", sphere="government", tags=("pilot",))
    add("Diaspora council", "diasporas", "Mali / Gao", level="national")
    add("Harbour school", "academia")
    at_work.window.go("kick-off/register")
    at_work.wait()
    return at_work.window.screen_shown.page


def names(page: QWidget) -> list[str]:
    return [page.table.records.record(row).name for row in range(len(page.table.records.ids))]


def narrow(page: QWidget, facet: str, value: object) -> None:
    """Choose in the two boxes, as a click in the open list does."""
    page.facets.facet.setCurrentIndex(page.facets.facet.findData(facet))
    page.facets.facet.activated.emit(0)
    places = [page.facets.value.itemData(place) for place in range(page.facets.value.count())]
    page.facets.value.setCurrentIndex(places.index((value,)))
    page.facets.value.activated.emit(0)


def test_stakeholders_are_entered_one_after_the_other(page: QWidget, at_work: Hands, saved: Saved) -> None:
    at_work.press(Qt.Key.Key_N, SHIFT_CONTROL)
    at_work.type("Radio of the port")
    choose(page.entry_line.level, "local")
    at_work.press(Qt.Key.Key_Return)
    assert at_work.focused() is page.entry_line.name
    assert page.table.current_record.name == "Radio of the port"
    at_work.type("Market women")
    at_work.press(Qt.Key.Key_Return)
    assert {(one.name, one.level) for one in saved()} >= {("Radio of the port", "local"), ("Market women", "local")}
    at_work.press(Qt.Key.Key_Return)
    assert page.entry_line.problem.text() == "Give a name."
    assert len(saved()) == 5


def test_the_first_stakeholder_is_entered_from_the_empty_page(at_work: Hands, saved: Saved) -> None:
    at_work.window.go("kick-off/register")
    assert "Nobody is listed yet" in texts(at_work.window)
    button(at_work.window.screen_shown.page, "Add a stakeholder").click()
    at_work.type("Port authority")
    at_work.press(Qt.Key.Key_Return)
    assert [one.name for one in saved()] == ["Port authority"]


def test_a_name_that_is_there_already_is_told_at_once(page: QWidget, at_work: Hands) -> None:
    page._go_to_entry()
    at_work.type("PORT Authority")
    at_work.press(Qt.Key.Key_Return)
    assert at_work.window.messages.message.text == "An entry of this name was listed before."
    button(at_work.window.messages, "Compare them").click()
    at_work.wait()
    assert at_work.window.place.startswith("kick-off/duplicates")


def test_a_new_one_is_shown_although_the_list_is_narrowed(page: QWidget, at_work: Hands) -> None:
    narrow(page, "level", "national")
    assert names(page) == ["Diaspora council"]
    page._go_to_entry()
    at_work.type("Market women")
    at_work.press(Qt.Key.Key_Return)
    assert (page.table.current_record.name, len(names(page))) == ("Market women", 4)


def test_facets_narrow_together_and_are_said(page: QWidget) -> None:
    narrow(page, "territory", page._roll.ids and next(iter(page._places)))
    assert names(page) == ["Diaspora council", "Port authority"]
    narrow(page, "level", "local")
    assert names(page) == ["Port authority"]
    assert page.facets.said.text() == "Level: \u2068Local\u2069 · Territory: \u2068Mali\u2069"
    page.facets.all.click()
    assert len(names(page)) == 3
    narrow(page, "level", None)
    assert names(page) == ["Harbour school"]


def test_words_find_names_tags_and_places(page: QWidget) -> None:
    for words, found in (
        ("PORT", ["Port authority"]),
        ("gao", ["Diaspora council"]),
        ("pilot kayes", ["Port authority"]),
    ):
        page.filter.setText(words)
        page.fill()
        assert names(page) == found


def test_cells_are_changed_in_their_place_and_undone(page: QWidget, at_work: Hands, saved: Saved) -> None:
    page.table.setFocus()
    page.table.select_row(0)
    page.table.setCurrentIndex(page.table.records.index(0, 3))
    at_work.press(Qt.Key.Key_Return)
    assert at_work.focused().text() == "Mali / Gao"
    at_work.focused().selectAll()
    at_work.type("Kayes")
    at_work.press(Qt.Key.Key_Return)
    at_work.wait()
    assert page._place(page.table.current_record) == "Kayes"
    at_work.desk.workspace.undo()
    at_work.wait()
    assert page._place(page.table.current_record) == "Gao"


def test_an_empty_name_stays_open_with_its_reason(page: QWidget, at_work: Hands, saved: Saved) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.records.index(0, 0))
    at_work.press(Qt.Key.Key_F2)
    at_work.focused().selectAll()
    at_work.press(Qt.Key.Key_Space)
    at_work.press(Qt.Key.Key_Return)
    assert page.why.text() == "Give a name."
    assert saved()[0].name == "Diaspora council"


def test_the_form_saves_each_field_as_the_register_holds_it(page: QWidget, at_work: Hands, saved: Saved) -> None:
    fields = page.form.fields
    for name, typed in (("languages", "French, hausa, Bozo"), ("tags", "pilot, port"), ("own", "Truck drivers")):
        fields[name].edit.setFocus()
        at_work.type(typed)
        at_work.press(Qt.Key.Key_Tab)
    fields["underheard"].list.setFocus()
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    one = saved()[0]
    assert one.languages == ("Bozo", "fr", "ha")
    assert (one.tags, one.underheard) == (("pilot", "port"), ("Truck drivers", "migrants"))
    assert fields["languages"].edit.text() == "Bozo, French, Hausa"
    fields["own"].edit.setFocus()
    fields["own"].edit.selectAll()
    at_work.press(Qt.Key.Key_Delete)
    at_work.press(Qt.Key.Key_Tab)
    assert saved()[0].underheard == ("migrants",)


def test_none_is_an_answer_and_another_than_not_recorded(page: QWidget, at_work: Hands, saved: Saved) -> None:
    conflicts, speaks_for = page.form.fields["conflicts"], page.form.fields["underheard"]
    for field in (conflicts, speaks_for):
        assert not field.none.isChecked()
        field.none.setFocus()
        at_work.press(Qt.Key.Key_Space)
        at_work.wait()
    assert (saved()[0].conflicts, saved()[0].underheard, saved()[0].interest) == ("", (), None)
    assert conflicts.none.isChecked()
    assert speaks_for.none.isChecked()
    conflicts.edit.setFocus()
    at_work.type("Owns a recruitment agency")
    assert not conflicts.none.isChecked()
    at_work.press(Qt.Key.Key_Tab)
    speaks_for.list.setFocus()
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    assert (saved()[0].conflicts, saved()[0].underheard) == ("Owns a recruitment agency", ("migrants",))
    conflicts.edit.setFocus()
    conflicts.edit.selectAll()
    at_work.press(Qt.Key.Key_Delete)
    at_work.press(Qt.Key.Key_Tab)
    at_work.wait()
    assert saved()[0].conflicts is None


def test_several_rows_are_changed_in_one_step(page: QWidget, at_work: Hands, saved: Saved) -> None:
    page.table.setFocus()
    page.table.selectAll()
    assert "3 stakeholders are selected" in texts(page)
    page.several.field.show_value("level")
    page.several.fields["level"].show_value("regional")
    page.several.apply.click()
    at_work.wait()
    assert {one.level for one in saved()} == {"regional"}
    assert len(page.table.selected_ids) == 3
    page.several.add_tags.show_value("invited")
    button(page.several, "Change tags").click()
    at_work.wait()
    assert {one.tags for one in saved()} == {("invited",), ("invited", "pilot")}
    at_work.desk.workspace.undo()
    at_work.desk.workspace.undo()
    assert {one.level for one in saved()} == {"local", "national", None}


def test_many_rows_are_changed_on_the_worker(page: QWidget, at_work: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.screens.kick_off.register._MANY", 2)
    page.table.selectAll()
    page.several.field.show_value("sector")
    page.several.fields["sector"].show_value("health")
    page.several.apply.click()
    assert at_work.desk.tasks.busy
    at_work.wait()
    assert {one.sector for one in at_work.desk.workspace.read(register.rows)} == {"health"}


def test_archived_ones_go_out_of_sight_and_come_back(page: QWidget, at_work: Hands) -> None:
    page.archive.click()
    at_work.wait()
    assert names(page) == ["Harbour school", "Port authority"]
    page.facets.archived.click()
    assert names(page) == ["Diaspora council"]
    button(page.one, "Bring back").click()
    at_work.wait()
    page.facets.archived.click()
    assert len(names(page)) == 3


def test_delete_takes_away_what_nothing_refers_to(page: QWidget, at_work: Hands) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    at_work.wait()
    assert names(page) == ["Harbour school", "Port authority"]
    assert at_work.desk.workspace.undo_step.count == 1


def test_contacts_stand_under_a_pseudonym_that_is_recorded(page: QWidget, at_work: Hands) -> None:
    page.contacts.person.show_value("Somebody")
    button(page.contacts, "Add the contact person").click()
    assert page.contacts.person.problem.text() == "Nobody is recorded under this pseudonym."


def recorded(session: object) -> str:
    """Somebody under a pseudonym."""
    for office in Office:
        oversight.appoint(session, oversight.AppointmentDraft(office, "Ombud", "ombud@example.org", date(2026, 5, 4)))
    notices.install(session)
    version = session.scalars(select(NoticeVersion.id).order_by(NoticeVersion.id)).first()
    draft = people.PersonDraft(AgeBand.ADULT, version, "en", "Asked in the session", date(2027, 5, 4))
    return people.add(session, draft).pseudonym


def test_a_contact_is_added_and_removed_and_both_can_be_undone(page: QWidget, at_work: Hands) -> None:
    pseudonym = at_work.desk.workspace.run(recorded, name="Person recorded").result
    page.contacts.person.edit.setFocus()
    at_work.type(f" {pseudonym.upper()} ")
    at_work.press(Qt.Key.Key_Tab)
    at_work.type("Secretary")
    at_work.tab_to("Add the contact person")
    at_work.press(Qt.Key.Key_Space)
    at_work.wait()
    line = f"\u2068{pseudonym}\u2069 — \u2068Secretary\u2069"
    assert line in texts(page.contacts)
    assert page.contacts.person.value == ""
    page.table.select_row(1)
    at_work.wait()
    assert line not in texts(page.contacts)
    page.table.select_row(0)
    at_work.wait()
    button(page.contacts, f"\u2068{pseudonym}\u2069 is no contact any more").click()
    at_work.wait()
    assert line not in texts(page.contacts)
    at_work.desk.workspace.undo()
    at_work.wait()
    assert line in texts(page.contacts)
    button(page.contacts, f"Withdraw consent of \u2068{pseudonym}\u2069").click()
    at_work.wait()
    assert at_work.window.place == "protection/people/1/withdraw"


def test_place_and_row_are_found_again(page: QWidget, at_work: Hands) -> None:
    place = f"kick-off/register/{page.table.records.ids[2]}"
    at_work.window.go(place)
    assert (at_work.window.place, page.table.current_record.name) == (place, "Port authority")


def test_the_register_leaves_as_a_table_that_can_be_imported_again(
    page: QWidget, at_work: Hands, tmp_path: Path
) -> None:
    page.filter.setText("mali")
    page.fill()
    page.release_it.click()
    at_work.wait()
    panel = at_work.window.screen_shown.panel
    panel.recipient.show_value("team")
    panel.look()
    at_work.wait()
    panel.save_at(str(tmp_path / "register.csv"))
    at_work.wait()
    written = (tmp_path / "register.csv").read_text(encoding="utf-8-sig")
    assert "Port authority" in written
    assert "Harbour school" not in written
    at_work.window.go("kick-off/import")
    importing = at_work.window.screen_shown.page
    importing.take(tmp_path / "register.csv")
    at_work.wait()
    assert "2 rows say nothing new" in importing.counts.text()


def test_the_longest_names_in_two_directions_leave_room_for_the_other_columns(
    page: QWidget, at_work: Hands, add: Add
) -> None:
    mixed = ("Port-47 (ميناء بيلاسو) – " * 20)[:LONGEST_NAME].strip()
    add(mixed, "media", level="national")
    at_work.wait()
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    level = [column.id for column in table.records.columns].index("level")
    assert table.columnWidth(level) > table.fontMetrics().horizontalAdvance("National")
    first = table.records.index(names(page).index(mixed), 0)
    assert table.itemDelegate().displayText(first.data(), table.locale()) == i18n.isolate(mixed)
    assert first.data(Qt.ItemDataRole.ToolTipRole) == mixed, "the whole name is in reach"


def test_in_large_text_group_and_name_are_entered_and_escape_gives_the_list_back(
    page: QWidget, at_work: Hands, saved: Saved
) -> None:
    at_work.desk.settings.change(text_size=200)
    at_work.desk.display.apply()
    at_work.window.rebuild()
    at_work.wait()
    shown = at_work.window.screen_shown.page
    at_work.press(Qt.Key.Key_N, SHIFT_CONTROL)
    assert not shown.filter.isVisible()
    at_work.type("Radio of the port")
    choose(shown.entry_line.kind, "media")
    at_work.press(Qt.Key.Key_Return)
    assert ("Radio of the port", "media") in {(one.name, one.kind) for one in saved()}
    at_work.press(Qt.Key.Key_Escape)
    assert shown.filter.isVisible()
    assert at_work.focused() is shown.filter
