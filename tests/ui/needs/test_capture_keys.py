"""What can be done with notes while they are taken: in the menu, in Ctrl+K, on the sheet of keys, and by the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from gcmdesk.consultations import agenda
from tests.ui.hands import CONTROL, dialog, texts
from tests.ui.needs.capturing import K, hands, page, read, say, session, taken
from tests.ui.workspace.conftest import around, at_work, begin, path
from ui.palette import Palette

__all__ = ["around", "at_work", "begin", "hands", "page", "path", "session"]

NO_GRAB = "This plugin does not support"
"""What Qt says of menus without a screen."""
DONE_HERE = {
    "Add the note": "Enter",
    "New line in the note": "Shift+Enter",
    "Edit the last note": "↑",
    "Flag, or remove the flag": "Ctrl+.",
    "Keep in confidence, or no longer": "Ctrl+H",
    "Next agenda point": "Ctrl+Down",
    "Previous agenda point": "Ctrl+Up",
    "Move to another agenda point…": "Ctrl+M",
}


def menu_of_page(hands):
    found = [one for one in hands.window.menuBar().actions() if one.text() == "Page" and one.isVisible()]
    return [one.text() for menu in found for one in menu.menu().actions()]


def points(hands, session):
    return {one.title: one.id for one in read(hands, agenda.of, session)}


def pick(text):
    """Choose in the menu that is open, with the arrow keys."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [one.text() for one in menu.actions() if not one.isSeparator()]
    menu.setActiveAction(next(one for one in menu.actions() if text in one.text()))
    menu.activeAction().trigger()
    menu.close()
    return offered


def test_the_menu_has_what_the_page_in_front_does_and_no_other(hands, page):
    assert menu_of_page(hands) == list(DONE_HERE)
    hands.window.go("needs/notes")
    assert not set(menu_of_page(hands)) & set(DONE_HERE)
    hands.window.go("needs/capture")
    assert menu_of_page(hands) == list(DONE_HERE)


def test_a_closed_session_offers_nothing(hands, page, session):
    from gcmdesk.consultations import sessions
    from tests.ui.needs.capturing import run

    run(hands, sessions.start, session)
    run(hands, sessions.close, session)
    hands.wait()
    assert menu_of_page(hands) == []


def test_the_sheet_of_keys_tells_them(hands, page):
    hands.press(K.Key_Slash, CONTROL)
    shown = [text.strip("\u2068\u2069") for text in texts(dialog())]
    for text, keys in DONE_HERE.items():
        assert shown[shown.index(text) + 1] == keys
    hands.press(K.Key_Escape)


def test_the_palette_runs_them_on_what_is_being_typed(hands, page, session):
    hands.type("one")
    hands.press(K.Key_K, CONTROL)
    palette = dialog()
    assert isinstance(palette, Palette)
    hands.type("keep in confidence")
    assert "Ctrl+H" in palette.list.model().index(0, 0).data()
    hands.press(K.Key_Return)
    hands.wait()
    assert page.bar.confidential.isChecked()
    page.send()
    assert taken(hands, session)[0].confidential


def test_the_palette_runs_them_on_the_note_that_had_the_keyboard(hands, page, session):
    for text in ("one", "two"):
        say(hands, text)
    page.stream.setFocus()
    page.stream.select_note(taken(hands, session)[0].id)
    hands.press(K.Key_K, CONTROL)
    hands.type("remove the flag")
    hands.press(K.Key_Return)
    hands.wait()
    assert [one.flagged for one in taken(hands, session)] == [True, False]


def test_no_key_of_the_page_is_a_key_of_the_window(hands, page):
    keys = [one.toString() for action in hands.window.commands for one in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+H", "Ctrl+K"} <= set(keys)


@pytest.mark.qt_log_ignore(NO_GRAB, extend=True)
def test_the_last_note_moves_to_another_point_and_back(hands, page, session):
    opening, challenges = points(hands, session).values()
    say(hands, "children wait")
    assert taken(hands, session)[0].agenda_item == opening
    hands.press(K.Key_M, CONTROL)
    offered = pick("Challenges")
    assert "Opening" not in "".join(offered)
    assert taken(hands, session)[0].agenda_item == challenges
    assert "Challenges" in page.bar.hint.text()
    hands.desk.workspace.undo()
    assert taken(hands, session)[0].agenda_item == opening


@pytest.mark.qt_log_ignore(NO_GRAB, extend=True)
def test_several_notes_are_marked_and_moved_at_once(hands, page, session):
    challenges = points(hands, session)["Challenges"]
    for text in ("one", "two", "three"):
        say(hands, text)
    page.stream.setFocus()
    page.stream.select_note(taken(hands, session)[0].id)
    hands.press(K.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.press(K.Key_Period, CONTROL)
    assert [one.flagged for one in taken(hands, session)] == [True, True, False]
    hands.press(K.Key_M, CONTROL)
    pick("Challenges")
    assert [one.agenda_item == challenges for one in taken(hands, session)] == [True, True, False]
    assert hands.desk.workspace.undo_step.count == 2
    hands.desk.workspace.undo()
    assert not any(one.agenda_item == challenges for one in taken(hands, session))
    page.stream.setFocus()
    hands.press(K.Key_M, CONTROL)
    pick("No agenda point")
    assert [one.agenda_item for one in taken(hands, session)].count(None) == 2


@pytest.mark.qt_log_ignore(NO_GRAB, extend=True)
def test_notes_move_on_the_list_of_all_notes_too(hands, page, session):
    challenges = points(hands, session)["Challenges"]
    say(hands, "one")
    hands.window.go("needs/notes")
    hands.wait()
    table = hands.page.table
    table.setFocus()
    table.selectAll()
    hands.page.ask_point()
    pick("Challenges")
    hands.wait()
    assert taken(hands, session)[0].agenda_item == challenges
    assert "Challenges" in hands.page.about.text()
