"""The first start: choose a language in its own name, then in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gcmdesk.i18n import LANGUAGES
from gcmdesk.settings import SettingsStore
from tests.ui.conftest import OpenDesk
from tests.ui.hands import button, click, press, shown_anew, texts
from ui.app import Desk


@pytest.fixture
def first(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("LANGUAGE", "en")
    return open_desk(None)


def choice(desk: Desk, code: str) -> QAbstractButton:
    found = desk.window.findChild(QAbstractButton, f"first-run-{code}")
    assert isinstance(found, QAbstractButton)
    return found


@pytest.mark.parametrize(
    ("machine", "welcome"), [("en", "Welcome to gcmdesk"), ("ar", "gcmdesk"), ("fr", "gcmdesk"), ("de", "Welcome")]
)
def test_it_greets_in_the_language_of_the_machine(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, machine: str, welcome: str
) -> None:
    monkeypatch.setenv("LANGUAGE", machine)
    desk = open_desk(None)
    assert any(welcome in text for text in texts(desk.window))
    assert choice(desk, "en" if machine == "de" else machine).isChecked()


def test_every_language_is_offered_in_its_own_name(first: Desk) -> None:
    assert [choice(first, language.code).text() for language in LANGUAGES] == [each.name for each in LANGUAGES]


def test_there_is_no_way_around_it(first: Desk) -> None:
    assert not first.window.menuBar().isVisible()
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is None


def test_a_choice_shows_at_once_and_keeps_the_focus(first: Desk, qtbot: QtBot) -> None:
    with shown_anew(qtbot, first):
        click(first.window, "العربية")
    assert first.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert choice(first, "ar").isChecked()
    assert QApplication.focusWidget() is choice(first, "ar")


def test_enter_is_enough_to_begin(first: Desk, qtbot: QtBot) -> None:
    assert QApplication.focusWidget() is button(first.window, "Look around first")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.window.menuBar().isVisible())
    assert first.window.place == "home"
    assert SettingsStore().current.language == "en"


def test_with_large_letters_the_focus_begins_where_it_is_seen(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    desk = open_desk(None, text_size=200)
    focused = QApplication.focusWidget()
    assert focused is choice(desk, "fr")
    assert focused.visibleRegion().boundingRect() == focused.rect()


def test_it_is_asked_only_once(first: Desk, open_desk: OpenDesk, qtbot: QtBot) -> None:
    with shown_anew(qtbot, first):
        click(first.window, "Français")
    start = first.window.findChild(QAbstractButton, "first-run-start")
    assert isinstance(start, QAbstractButton)
    start.click()
    qtbot.waitUntil(lambda: first.window.menuBar().isVisible())
    assert "Accueil" in texts(first.window)
    again = open_desk(SettingsStore().current.language)
    assert again.window.place == "home"
    assert again.window.menuBar().isVisible()
