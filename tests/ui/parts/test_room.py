"""A room: pages, places, keys, and what is shown without a workspace."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui import looking
from tests.ui.hands import button, texts
from tests.ui.parts import example
from tests.ui.workspace.conftest import PASSPHRASE, Hands
from ui.widgets.strip import Strip

Begin = Callable[..., Hands]


def test_ctrl_tab_and_page_keys_go_round_the_pages(register: Hands) -> None:
    assert register.window.place == "example/register/1"
    register.control(Qt.Key.Key_Tab)
    assert register.window.place == "example/relations/1"
    register.control(Qt.Key.Key_PageDown)
    assert register.window.place == "example/register/1"
    register.control(Qt.Key.Key_PageUp)
    assert register.window.place == "example/relations/1"


def test_the_strip_is_one_stop_for_tab_and_the_arrow_keys_move_in_it(register: Hands) -> None:
    strip = register.window.screen_shown.strip
    assert [each.text() for each in looking.tab_stops(strip)] == ["Register"]
    looking.tab_stops(strip)[0].setFocus()
    register.press(Qt.Key.Key_Right)
    assert register.focused().text() == "Relations"
    register.press(Qt.Key.Key_Return)
    assert register.window.place == "example/relations/1"


def test_a_room_comes_back_at_the_page_and_row_it_was_left_at(register: Hands) -> None:
    register.window.go("example/relations/2")
    register.window.go("library")
    register.window.go("example")
    assert register.window.place == "example/relations/2"


def test_the_next_start_leads_to_the_same_page_and_row(register: Hands, begin: Begin, path: object) -> None:
    register.window.go("example/relations/3")
    again = begin(path)
    again.type(PASSPHRASE)
    again.press(Qt.Key.Key_Return)
    again.wait()
    assert again.window.place == "example/relations/3"


def test_pages_are_in_the_palette_under_the_name_of_their_room(register: Hands) -> None:
    register.window.open_palette()
    palette = QApplication.activeModalWidget()
    palette.field.setText("relat")
    found = [(each.kind, each.text) for each in palette.findings]
    for _row in range(found.index(("Example", "Relations"))):
        register.press(Qt.Key.Key_Down)
    register.press(Qt.Key.Key_Return)
    assert register.window.place == "example/relations/1"


def test_without_a_workspace_a_page_says_so_and_offers_to_begin(example_room: None, begin: Begin) -> None:
    hands = begin()
    hands.window.go("example")
    assert any("belongs to a workspace" in text for text in texts(hands.window))
    assert button(hands.window.screen_shown, "New workspace…").isVisible()
    assert hands.window.place == "example/register"


def test_an_empty_page_says_what_belongs_there_and_its_button_begins(example_room: None, at_work: Hands) -> None:
    at_work.window.go("example")
    assert "Nobody is listed yet" in texts(at_work.window)
    page = at_work.window.screen_shown.page
    page.nothing.begin.click()
    at_work.wait()
    assert page.table.current_record.name == "New"
    assert at_work.focused() is page.form.fields["name"].edit


def test_the_button_beside_the_title_has_a_key_and_is_in_the_palette_by_its_name(register: Hands) -> None:
    assert register.window.commands["main-action"].text() == "Add a stakeholder"
    register.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert register.names()[-1] == "New"
    register.window.go("home")
    assert not register.window.commands["main-action"].isEnabled()


def test_a_new_row_is_shown_although_the_filter_hides_it(register: Hands) -> None:
    page = register.window.screen_shown.page
    page.filter.setText("council")
    page.fill()
    page._add()
    assert (page.filter.text(), page.table.current_record.name) == ("", "New")


def test_what_others_change_is_shown_at_once_and_behind_when_one_comes_back(register: Hands) -> None:
    register.add("Port authority")
    register.wait()
    page = register.window.screen_shown.page
    assert page.count.text() == "4 rows"
    register.window.go("library")
    register.add("Radio")
    register.wait()
    assert page.count.text() == "4 rows"
    register.window.go("example")
    assert page.count.text() == "5 rows"


def test_a_change_just_before_the_window_is_built_anew_harms_nothing(register: Hands) -> None:
    register.desk.workspace.run(example.add, "Radio", name="Added")
    register.window.rebuild()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    register.wait()
    assert register.window.screen_shown.page.count.text() == "4 rows"


def test_f6_goes_round_strip_filter_table_and_detail(register: Hands) -> None:
    page = register.window.screen_shown.page
    assert register.focused() is page.filter
    register.press(Qt.Key.Key_F6)
    assert register.focused() is page.table
    register.press(Qt.Key.Key_F6)
    assert page.side.isAncestorOf(register.focused()) or register.focused() is page.side
    register.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert register.focused() is page.table


def test_a_field_saves_when_it_is_left_and_says_so(register: Hands) -> None:
    page = register.window.screen_shown.page
    page.form.fields["name"].edit.setFocus()
    page.form.fields["name"].edit.selectAll()
    register.type("Town council")
    register.press(Qt.Key.Key_Tab)
    register.wait()
    assert register.names()[0] == "Town council"
    assert page.form.fields["name"].saved.text() == "Saved"
    assert page.table.current_record.name == "Town council"


def test_what_cannot_be_saved_stays_with_the_reason_and_comes_back(register: Hands) -> None:
    page = register.window.screen_shown.page
    name = page.form.fields["name"]
    name.edit.setFocus()
    name.edit.selectAll()
    register.press(Qt.Key.Key_Space)
    register.press(Qt.Key.Key_Tab)
    assert name.problem.text() == "A name is needed."
    page.table.select_row(1)
    assert (name.edit.text(), name.problem.text()) == ("Dockers' union", "")
    page.table.select_row(0)
    assert (name.edit.text(), name.problem.text()) == (" ", "A name is needed.")
    assert register.names()[0] == "City council"


def test_what_is_being_typed_is_saved_when_language_or_workspace_change(register: Hands, path: object) -> None:
    name = register.window.screen_shown.page.form.fields["name"].edit
    name.setFocus()
    name.selectAll()
    register.type("Town council")
    register.desk.display.change(language="fr")
    register.wait()
    assert register.names()[0] == "Town council"
    name = register.window.screen_shown.page.form.fields["name"].edit
    name.setFocus()
    register.type("s")
    register.desk.workspace.close()
    register.wait()
    assert isinstance(name, QLineEdit)


def test_nine_pages_wrap_and_large_text_makes_them_a_list(register: Hands) -> None:
    strip = Strip("Pages", [(str(n), f"A page with a long name {n}") for n in range(9)])
    strip.show_current("0")
    strip.resize(1100, 200)
    strip.show()
    register.wait()
    assert not strip.as_list
    assert looking.cramped(strip) + looking.overflowing(strip) == []
    strip.resize(500, 200)
    assert strip.as_list
    strip.close()
