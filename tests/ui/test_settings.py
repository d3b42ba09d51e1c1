"""Settings: each takes effect at once and is there at the next start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox
from pytestqt.qtbot import QtBot

from gcmdesk import paths
from gcmdesk.settings import SettingsStore
from tests.ui.conftest import OpenDesk
from tests.ui.hands import CONTROL, choose, click, press, shown_anew, texts
from ui.app import Desk
from ui.theme import TOKENS, Look


def box(desk: Desk, name: str) -> QComboBox:
    found = desk.window.findChild(QComboBox, f"settings-{name}")
    assert isinstance(found, QComboBox)
    return found


def ground(desk: Desk) -> str:
    return desk.window.palette().color(QPalette.ColorRole.Window).name().upper()


@pytest.mark.parametrize("look", [Look.DARK, Look.CONTRAST])
def test_a_look_is_seen_at_once_and_kept(open_desk: OpenDesk, qtbot: QtBot, look: Look) -> None:
    desk = open_desk(place="settings")
    with shown_anew(qtbot, desk):
        desk.window.commands[f"theme-{look}"].trigger()
    assert ground(desk) == TOKENS[look].background
    assert box(desk, "theme").currentData() == look
    corner = desk.window.grab().toImage().pixelColor(desk.window.width() - 3, desk.window.height() - 3)
    assert corner.name().upper() == TOKENS[look].background
    assert SettingsStore().current.theme == look


def test_the_look_is_chosen_from_a_list(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(place="settings")
    with shown_anew(qtbot, desk):
        choose(box(desk, "theme"), "dark")
    assert ground(desk) == TOKENS[Look.DARK].background
    assert QApplication.focusWidget() is box(desk, "theme")


def test_text_grows_and_shrinks_by_steps_as_far_as_it_goes(desk: Desk, qtbot: QtBot) -> None:
    sizes = []
    for key in (*[Qt.Key.Key_Plus] * 5, *[Qt.Key.Key_Minus] * 5):
        press(key, CONTROL)
        qtbot.wait(1)
        sizes.append(QApplication.font().pointSizeF())
    assert sizes == [12.5, 15, 17.5, 20, 20, 17.5, 15, 12.5, 10, 10]
    assert SettingsStore().current.text_size == 100


def test_everything_grows_with_the_text(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk(place="settings")
    before = box(desk, "language").height()
    with shown_anew(qtbot, desk):
        desk.display.change(text_size=200)
    assert box(desk, "language").height() >= 2 * before - 4


def test_digits_are_offered_in_arabic_and_reach_every_number(open_desk: OpenDesk, qtbot: QtBot) -> None:
    desk = open_desk("ar", place="settings")
    with shown_anew(qtbot, desk):
        choose(box(desk, "digits"), "arabic-indic")
    step = desk.window.findChild(QAbstractButton, "navigation-needs")
    assert isinstance(step, QAbstractButton)
    assert step.text().startswith("٢")
    assert box(desk, "text_size").currentText().startswith("١٠٠")
    assert SettingsStore().current.digits == "arabic-indic"


@pytest.mark.parametrize("code", ["en", "fr"])
def test_digits_are_not_offered_where_there_is_no_choice(open_desk: OpenDesk, code: str) -> None:
    assert open_desk(code, place="settings").window.findChild(QComboBox, "settings-digits") is None


def test_the_folders_are_named(open_desk: OpenDesk) -> None:
    shown = " ".join(texts(open_desk(place="settings").window))
    assert str(paths.config_folder()) in shown
    assert str(paths.log_folder()) in shown


def test_place_and_size_of_the_window_are_kept(open_desk: OpenDesk) -> None:
    desk = open_desk(size=(1100, 650))
    desk.window.go("library/tool/5")
    desk.window.close()
    kept = SettingsStore().current
    assert kept.window is not None
    assert kept.window[2:] == (1100, 650)
    assert kept.last_place == "library/tool/5"


def test_a_window_that_would_hide_its_title_bar_above_a_small_screen_fills_it(open_desk: OpenDesk) -> None:
    assert open_desk(size=None).window.isMaximized()


def test_a_window_that_fits_the_screen_is_as_it_was_left(open_desk: OpenDesk) -> None:
    SettingsStore().change(window=(100, 60, 1100, 620))
    assert not open_desk(size=None).window.isMaximized()


@pytest.mark.parametrize("window", [(5000, 5000, 800, 600), (-9000, 0, 1200, 700), (0, 0, 9000, 9000)])
def test_a_window_from_a_screen_that_is_gone_is_brought_back(
    qapp: QApplication, open_desk: OpenDesk, window: tuple[int, int, int, int]
) -> None:
    SettingsStore().change(window=window)
    desk = open_desk(size=None)
    assert qapp.primaryScreen().availableGeometry().contains(desk.window.geometry())


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b"[]"])
def test_an_unreadable_file_is_told_once_and_kept(open_desk: OpenDesk, qtbot: QtBot, content: bytes) -> None:
    file = paths.config_folder() / "settings.json"
    file.write_bytes(content)
    desk = open_desk(remembered=False)
    qtbot.waitUntil(lambda: desk.window.messages.message is not None)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [desk.window]
    kept = next(paths.config_folder().glob("settings-unreadable-*.json"))
    assert kept.read_bytes() == content
    click(desk.window, "Look around first")
    qtbot.waitUntil(lambda: desk.window.menuBar().isVisible())
    told = " ".join(texts(desk.window))
    assert "Your settings could not be read" in told
    assert kept.name in told
    click(desk.window, "Dismiss message")
    assert "Your settings" not in " ".join(texts(desk.window))
    again = open_desk(remembered=False)
    qtbot.wait(1)
    assert again.window.messages.message is None
