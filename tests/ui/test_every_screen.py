"""The automatic checks of every screen, in every language and look: a new screen is covered as soon as it is listed."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from gcmdesk import i18n, paths
from gcmdesk.i18n import LANGUAGES, Texts
from tests.ui import looking
from tests.ui.conftest import OpenDesk
from ui.app import Desk
from ui.commands import keys
from ui.crash_dialog import CrashDialog
from ui.key_sheet import KeySheet
from ui.main_window import MainWindow
from ui.palette import Palette
from ui.screens import SCREENS
from ui.theme import Look

CODES = [language.code for language in LANGUAGES]
LONG = "long"
"""Not a language: English texts lengthened by half, as a translation may be."""
INSIDE_THE_LIBRARY = (
    "library/objective/7",
    "library/principle/human-rights",
    "library/step/2",
    "library/tool/5",
    "library/framework/agenda-2030",
    "library/outline/voluntary-gcm-review",
    "library/area/fact-based-policy",
)
PLACES = (*(screen.id for screen in SCREENS), *INSIDE_THE_LIBRARY)


class LongTexts(Texts):
    """Every text is longer by half; placeholders stay."""

    @staticmethod
    def _lengthened(text: str) -> str:
        more = math.ceil(len(re.sub(r"\{.*?\}", "", text)) / 2)
        words = itertools.cycle(("more", "words", "and", "longer", "ones"))
        extra = ""
        while len(extra) < more:
            extra += " " + next(words)
        return text + (extra[1 : more + 1] if " " not in text else extra[:more].rstrip())

    def gettext(self, message: str) -> str:
        return self._lengthened(super().gettext(message))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._lengthened(super().ngettext(singular, plural, n))

    def pgettext(self, context: str, message: str) -> str:
        return self._lengthened(super().pgettext(context, message))

    def compact(self, message: str) -> str:
        return self._lengthened(super().compact(message))


OpenIn = Callable[..., Desk]
LookAt = Callable[[QWidget], list[str]]


@pytest.fixture
def open_in(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> OpenIn:
    """Opens a window in a language or in the long one; `first_run` on a machine that speaks it."""

    def open_(code: str, *, first_run: bool = False, **preferences: object) -> Desk:
        language = "en" if code == LONG else code
        monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
        monkeypatch.setenv("LANGUAGE", language)
        return open_desk(None if first_run else language, **preferences)

    return open_


def dialogs(desk: Desk) -> Iterator[QDialog]:
    """Every dialog of the program, one after the other."""
    for open_one in (desk.window.open_palette, desk.window.open_key_sheet):
        open_one()
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        yield dialog
        dialog.close()
    crash = CrashDialog(paths.log_folder() / "crash-20260305-140500-000000.json", desk.window)
    crash.show()
    crash.activateWindow()
    yield crash
    crash.close()
    desk.window.activateWindow()


def settle() -> None:
    """Let the layouts come to rest: a scroll bar that appears takes its room in a second pass."""
    for _pass in range(3):
        QApplication.processEvents()


def everywhere(desk: Desk, *looks: LookAt) -> list[str]:
    """What is wrong at the places of the window and in its dialogs, each fault with its place."""
    faults = []
    for place in PLACES:
        desk.window.go(place)
        settle()
        faults += [f"{place}: {fault}" for look in looks for fault in look(desk.window)]
    desk.window.messages.show_message("warning", "A message", way_out="A way out.", action=("Do it", lambda: None))
    settle()
    faults += [f"message: {fault}" for look in looks for fault in look(desk.window)]
    desk.window.messages.clear()
    for dialog in dialogs(desk):
        settle()
        faults += [f"{type(dialog).__name__}: {fault}" for look in looks for fault in look(dialog)]
    return faults


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("code", CODES)
def test_everything_opens_and_stands_out_from_its_ground(open_in: OpenIn, code: str, look: Look) -> None:
    tall = (1366, 1800)
    assert everywhere(open_in(code, theme=look.value, size=tall), looking.faint) == []
    first = open_in(code, first_run=True, theme=look.value)
    assert looking.faint(first.window) == []


@pytest.mark.parametrize("code", CODES)
def test_everything_has_a_name_and_is_reached_with_tab(open_in: OpenIn, code: str) -> None:
    looks = (looking.nameless, looking.unreachable, looking.too_low)
    assert everywhere(open_in(code), *looks) == []
    first = open_in(code, first_run=True)
    assert [fault for look in looks for fault in look(first.window)] == []


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("code", ["en", "ar", LONG])
def test_nothing_is_cut_on_a_small_screen(open_in: OpenIn, code: str, text_size: int) -> None:
    desk = open_in(code, text_size=text_size)
    assert everywhere(desk, looking.cramped, looking.overflowing) == []
    least = desk.window.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 728
    first = open_in(code, first_run=True, text_size=text_size)
    assert looking.cramped(first.window) + looking.overflowing(first.window) == []


# Actions and keys


def in_menu(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            yield from in_menu(submenu)
        else:
            yield action


def menu_actions(desk: Desk) -> list[QAction]:
    menus = [action.menu() for action in desk.window.menuBar().actions()]
    return [action for menu in menus if isinstance(menu, QMenu) for action in in_menu(menu)]


def test_every_action_is_in_the_menu_once(desk: Desk) -> None:
    ids = [action.objectName() for action in menu_actions(desk)]
    assert sorted(ids) == sorted(action.objectName() for action in desk.window.commands)
    assert {f"go-{screen.id}" for screen in SCREENS} <= set(ids)


@pytest.mark.parametrize("code", CODES)
def test_every_action_that_can_be_done_is_in_the_palette(open_desk: OpenDesk, code: str) -> None:
    desk = open_desk(code)
    desk.window.open_palette()
    palette = QApplication.activeModalWidget()
    assert isinstance(palette, Palette)
    offered = [finding.text for finding in palette.findings]
    possible = [action for action in desk.window.commands if action.isEnabled() and action.objectName() != "palette"]
    assert [action.text() for action in possible if action.text() not in offered] == []


def test_no_shortcut_is_given_twice(desk: Desk) -> None:
    shortcuts = [keys.toString() for action in desk.window.commands for keys in action.shortcuts()]
    assert [keys for keys, times in Counter(shortcuts).items() if times > 1] == []
    assert "" not in shortcuts


def test_the_key_sheet_shows_every_key(desk: Desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, KeySheet)
    shown = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for action in desk.window.commands:
        if keys(action):
            assert action.text() in shown
            assert keys(action) in shown


# Panes


def pane_of(window: MainWindow, widget: QWidget | None) -> QWidget | None:
    """The innermost pane that a widget belongs to."""
    holding = [pane for pane in window.panes() if widget and (pane is widget or pane.isAncestorOf(widget))]
    return holding[-1] if holding else None


@pytest.mark.parametrize("screen", [screen.id for screen in SCREENS])
def test_f6_goes_round_all_parts_of_the_window(desk: Desk, screen: str) -> None:
    desk.window.go(screen)
    panes = desk.window.panes()
    start = panes.index(pane_of(desk.window, QApplication.focusWidget()))
    for key, order in ((Qt.Key.Key_F6, 1), (Qt.Key.Key_F6, -1)):
        modifier = Qt.KeyboardModifier.ShiftModifier if order < 0 else Qt.KeyboardModifier.NoModifier
        visited = []
        for _pane in panes:
            QTest.keyClick(QApplication.focusWidget(), key, modifier)
            visited.append(pane_of(desk.window, QApplication.focusWidget()))
        assert visited == [panes[(start + order * n) % len(panes)] for n in range(1, len(panes) + 1)]


def test_shift_tab_goes_the_same_way_back(desk: Desk) -> None:
    forth = looking.walked(desk.window)
    assert looking.walked(desk.window, Qt.Key.Key_Backtab) == [forth[0], *reversed(forth[1:])]
