"""Going places: with the navigation, with keys, and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui import looking
from tests.ui.conftest import OpenDesk
from tests.ui.hands import ALT, CONTROL, button, press
from ui.app import Desk
from ui.screens import SCREENS


def navigation_button(desk: Desk, id: str) -> QAbstractButton:
    found = desk.window.findChild(QAbstractButton, f"navigation-{id}")
    assert isinstance(found, QAbstractButton)
    return found


@pytest.mark.parametrize("screen", [screen.id for screen in SCREENS if screen.group != "help"])
def test_a_click_opens_a_screen_and_marks_it(desk: Desk, screen: str) -> None:
    navigation_button(desk, screen).click()
    assert desk.window.screen_shown.entry.id == screen
    assert navigation_button(desk, screen).isChecked()
    assert desk.window.screen_shown.isVisible()


@pytest.mark.parametrize(
    ("key", "screen"),
    [(Qt.Key.Key_0, "home"), (Qt.Key.Key_1, "kick-off"), (Qt.Key.Key_6, "report"), (Qt.Key.Key_Comma, "settings")],
)
def test_a_key_opens_a_screen(open_desk: OpenDesk, key: Qt.Key, screen: str) -> None:
    desk = open_desk(place="library")
    press(key, CONTROL)
    assert desk.window.screen_shown.entry.id == screen


def test_the_arrow_keys_move_in_the_navigation_and_keep_the_focus_there(desk: Desk) -> None:
    navigation_button(desk, "home").setFocus()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is navigation_button(desk, "kick-off")
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is navigation_button(desk, "home")


def test_tab_comes_to_the_screen_that_is_shown(open_desk: OpenDesk) -> None:
    desk = open_desk(place="protection")
    looking.tab_stops(desk.window.panes()[0])[0].setFocus()
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is navigation_button(desk, "protection")


def test_back_returns_to_the_place_before(desk: Desk) -> None:
    for place in ("library/objective/7", "library/tool/5", "settings"):
        desk.window.go(place)
    for place in ("library/tool/5", "library/objective/7", "home", "home"):
        press(Qt.Key.Key_Left, ALT)
        assert desk.window.place == place


def test_the_window_opens_where_it_was_closed(open_desk: OpenDesk) -> None:
    open_desk().window.go("library/tool/5")
    assert open_desk(place="library/tool/5").window.place == "library/tool/5"


@pytest.mark.parametrize("place", ["no-such-screen", "library/objective/99", "library/", "", "home/elsewhere", "///"])
def test_a_place_that_is_no_more_opens_something_sensible(open_desk: OpenDesk, place: str) -> None:
    desk = open_desk(place=place)
    assert desk.window.screen_shown.entry.id == ("library" if place.startswith("library") else "home")


def test_the_button_beside_the_title_leads_to_the_step_in_the_library(open_desk: OpenDesk) -> None:
    desk = open_desk(place="needs/guidance")
    button(desk.window, "Open in the library").click()
    assert desk.window.place == "library/step/2"
