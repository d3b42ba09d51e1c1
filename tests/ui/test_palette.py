"""Ctrl+K: everything in one list, found without accents, done with Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import OpenDesk
from tests.ui.hands import CONTROL, dialog, press, shown_anew, texts, write
from ui.app import Desk
from ui.palette import Finding, Palette, matching
from ui.theme import Look


def opened(desk: Desk) -> Palette:
    press(Qt.Key.Key_K, CONTROL)
    palette = dialog()
    assert isinstance(palette, Palette)
    return palette


@pytest.mark.parametrize("place", ["home", "library", "settings", "needs"])
def test_it_opens_from_every_screen_ready_to_type(open_desk: OpenDesk, place: str) -> None:
    palette = opened(open_desk(place=place))
    assert QApplication.focusWidget() is palette.field
    assert palette.findings


def test_with_the_largest_letters_it_is_not_larger_than_the_window(open_desk: OpenDesk) -> None:
    desk = open_desk(text_size=200)
    palette = opened(desk)
    assert palette.size() == palette.size().boundedTo(desk.window.size())


@pytest.mark.parametrize(
    ("code", "typed", "place"),
    [
        ("en", "setti", "settings"),
        ("en", "go PROT", "protection/compliance"),
        ("en", "reduce vulnerab", "library/objective/7"),
        ("fr", "reglages", "settings"),
        ("fr", "bibliotheque", "library/objective/1"),
        ("fr", "BIBLIOTHÈQUE", "library/objective/1"),
        ("ar", "الاعدادات", "settings"),
        ("ar", "الإعدادات", "settings"),
        ("ar", "اوجه الضعف", "library/objective/7"),
    ],
)
def test_enter_goes_to_what_was_typed(open_desk: OpenDesk, qtbot: QtBot, code: str, typed: str, place: str) -> None:
    desk = open_desk(code)
    opened(desk)
    write(typed)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert desk.window.place == place


def test_the_arrow_keys_choose_while_typing_goes_on(desk: Desk) -> None:
    palette = opened(desk)
    write("data")
    press(Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    assert QApplication.focusWidget() is palette.field
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 0
    for _times in range(60):
        press(Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == len(palette.findings) - 1


def test_a_command_is_run(desk: Desk, qtbot: QtBot) -> None:
    opened(desk)
    write("dark")
    with shown_anew(qtbot, desk):
        press(Qt.Key.Key_Return)
    assert desk.display.theme.look == Look.DARK


def test_nothing_found_says_what_to_do_and_enter_does_nothing(desk: Desk) -> None:
    palette = opened(desk)
    write("xyzzy")
    assert palette.findings == []
    assert "Nothing found. Try fewer or shorter words." in texts(palette)
    press(Qt.Key.Key_Return)
    assert dialog() is palette


def test_escape_closes_and_leaves_everything_as_it_was(open_desk: OpenDesk) -> None:
    desk = open_desk(place="library/tool/5")
    opened(desk)
    press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    assert desk.window.place == "library/tool/5"


def test_closed_palettes_are_gone(desk: Desk, qtbot: QtBot) -> None:
    for _times in range(3):
        desk.window.open_palette()
        QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.window.findChildren(Palette))


def test_what_cannot_be_done_now_is_not_offered(desk: Desk) -> None:
    assert "Undo" not in [finding.text for finding in opened(desk).findings]


def test_keys_are_shown_beside_what_they_do(desk: Desk) -> None:
    palette = opened(desk)
    write("settings")
    assert "Ctrl+," in palette.list.model().index(0, 0).data()


def test_beginnings_come_first() -> None:
    findings = [Finding("Go", text, lambda: None) for text in ("About notes", "Élodie", "Notes", "نُزوح", "إدماج")]
    assert [finding.text for finding in matching(findings, "notes")] == ["Notes", "About notes"]
    assert [finding.text for finding in matching(findings, "elodie")] == ["Élodie"]
    assert [finding.text for finding in matching(findings, "ادماج")] == ["إدماج"]
    assert matching(findings, "") == findings


def test_the_list_keeps_the_promises_of_a_model(desk: Desk) -> None:
    palette = opened(desk)
    QAbstractItemModelTester(palette.list.model(), QAbstractItemModelTester.FailureReportingMode.Warning, palette)
    field: QLineEdit = palette.field
    for text in ("go", "xyzzy", ""):
        field.setText(text)
