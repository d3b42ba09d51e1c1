"""The language changes while the program runs: texts, direction, Qt's own dialogs; place, focus and message stay."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from gcmdesk.i18n import LANGUAGES
from gcmdesk.settings import SettingsStore
from tests.ui.conftest import OpenDesk
from tests.ui.hands import choose, shown_anew, texts
from ui.app import Desk

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
SHOWN = {
    "en": ("Settings", "File", LTR, "Cancel"),
    "fr": ("Réglages", "Fichier", LTR, "Annuler"),
    "ar": ("الإعدادات", "ملف", RTL, "ألغِ"),
}
"""Title of the settings screen, first menu, direction, and what Qt calls its own button."""


def language_box(desk: Desk) -> QComboBox:
    box = desk.window.findChild(QComboBox, "settings-language")
    assert isinstance(box, QComboBox)
    return box


def by_settings(desk: Desk, code: str) -> None:
    choose(language_box(desk), code)


def by_command(desk: Desk, code: str) -> None:
    desk.window.commands[f"language-{code}"].trigger()


def plain(text: str) -> str:
    return text.replace("&", "")


def shown(desk: Desk) -> tuple[str, str, Qt.LayoutDirection, str]:
    """What the window and Qt's own dialogs show now."""
    row = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    question = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    own = {plain(each.text()) for each in (*row.buttons(), *question.buttons())}
    assert len(own) == 1
    title = next(text for text in texts(desk.window) if text in [each[0] for each in SHOWN.values()])
    return title, plain(desk.window.menuBar().actions()[0].text()), desk.window.layoutDirection(), own.pop()


@pytest.mark.parametrize("switch", [by_settings, by_command])
def test_the_whole_window_speaks_the_new_language(
    open_desk: OpenDesk, qtbot: QtBot, switch: Callable[[Desk, str], None]
) -> None:
    desk = open_desk(place="settings")
    for code in ("fr", "ar", "en", "ar", "fr", "en"):
        with shown_anew(qtbot, desk):
            switch(desk, code)
        assert shown(desk) == SHOWN[code]
        assert SettingsStore().current.language == code


def test_the_focus_stays_where_the_language_was_chosen(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(place="settings")
    for code in ("fr", "ar"):
        with shown_anew(qtbot, desk):
            by_settings(desk, code)
        assert QApplication.focusWidget() is language_box(desk)
        assert language_box(desk).currentData() == code


@pytest.mark.parametrize(
    "place", ["home", "needs/guidance", "library/tool/5", "library/framework/ilo-29", "protection/principles"]
)
def test_the_place_and_the_message_stay(open_desk: OpenDesk, qtbot: QtBot, place: str) -> None:
    desk = open_desk()
    desk.window.go(place)
    desk.window.messages.show_message("warning", "Something to remember")
    with shown_anew(qtbot, desk):
        by_command(desk, "ar")
    assert desk.window.place == place
    assert "Something to remember" in texts(desk.window)


def test_what_was_only_remarked_goes_with_its_language(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk()
    desk.window.messages.show_message("success", "Something was done")
    with shown_anew(qtbot, desk):
        desk.display.change(theme="dark")
    assert "Something was done" in texts(desk.window)
    with shown_anew(qtbot, desk):
        by_command(desk, "ar")
    assert "Something was done" not in texts(desk.window)


def test_one_can_still_go_back_afterwards(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk()
    desk.window.go("library/tool/5")
    desk.window.go("settings")
    with shown_anew(qtbot, desk):
        by_command(desk, "fr")
    desk.window.go_back()
    assert desk.window.place == "library/tool/5"


def test_choosing_the_same_language_again_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    frame = desk.window.centralWidget()
    by_command(desk, "en")
    qtbot.wait(1)
    assert desk.window.centralWidget() is frame


def test_every_language_is_offered_in_its_own_name(open_desk: OpenDesk) -> None:
    box = language_box(open_desk("ar", place="settings"))
    assert [box.itemText(n) for n in range(box.count())] == [language.name for language in LANGUAGES]
