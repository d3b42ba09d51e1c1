"""Locking and unlocking while other work goes on, with either secret, and over a recovery sheet on display."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gcmdesk.workspace import backups, opening, recovery
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.store import Store
from tests.ui.hands import button, texts
from tests.ui.test_every_screen import settle

from .conftest import PASSPHRASE, Hands


class Slow:
    """Work that reads the workspace until the test lets it end."""

    def __init__(self, hands: Hands) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.told: list[object] = []
        workspace = hands.desk.workspace.present
        hands.desk.tasks.start("Slow work", lambda _progress: workspace.read(self._read), self.told.append)
        assert self.begun.wait(10)

    def _read(self, _session: object) -> str:
        self.begun.set()
        assert self.may_end.wait(10)
        return "the result"


@pytest.fixture
def slow(at_work: Hands) -> Iterator[Slow]:
    work = Slow(at_work)
    yield work
    work.may_end.set()
    at_work.wait()


def unlock(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    hands.type(passphrase)
    hands.press(Qt.Key.Key_Return)


def test_unlocking_does_not_wait_for_other_work(at_work: Hands, slow: Slow, qtbot: QtBot) -> None:
    at_work.control(Qt.Key.Key_L)
    assert at_work.window._layers.lock_screen.isVisible()
    unlock(at_work, "wrong")
    problem = at_work.window._layers.lock_screen.secret.passphrase.problem
    qtbot.waitUntil(lambda: "does not open" in problem.text())
    unlock(at_work)
    qtbot.waitUntil(lambda: not at_work.desk.workspace.locked)
    at_work.add("City council")
    assert at_work.names() == ["City council"]
    assert slow.told == []
    slow.may_end.set()
    at_work.wait()
    assert slow.told == ["the result"]
    assert not at_work.desk.workspace.present.locked


def test_the_key_is_forgotten_as_soon_as_other_work_has_ended(at_work: Hands, slow: Slow, qtbot: QtBot) -> None:
    at_work.control(Qt.Key.Key_L)
    assert not at_work.window.navigation.isVisible()
    slow.may_end.set()
    qtbot.waitUntil(lambda: at_work.desk.workspace.present.locked)
    at_work.wait()
    assert slow.told == []  # what it leads to may need the key
    unlock(at_work)
    at_work.wait()
    assert slow.told == ["the result"]


def test_a_backup_that_runs_while_locking_is_whole(
    at_work: Hands, path: Path, around: Surroundings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, copy = threading.Event(), threading.Event(), Store.copy_to

    def slow_copy(store: Store, target: Path) -> None:
        begun.set()
        assert may_end.wait(10)
        copy(store, target)

    at_work.add("City council")
    monkeypatch.setattr(Store, "copy_to", slow_copy)
    at_work.window.commands["back-up"].trigger()
    assert begun.wait(10)
    at_work.control(Qt.Key.Key_L)
    assert not at_work.window.navigation.isVisible()
    may_end.set()
    qtbot.waitUntil(lambda: at_work.desk.workspace.present.locked)
    at_work.wait()
    newest = backups.found(path)[0].path
    backups.examine(newest, opening.key_of(path, PASSPHRASE, parameters=around.parameters))
    assert not list(backups.folder(path).glob(".*"))


def test_quitting_while_locked_and_at_work_ends_well(begin: Callable[..., Hands], at_work: Hands, path: Path) -> None:
    at_work.add("City council")
    at_work.control(Qt.Key.Key_L)
    at_work.window.close()
    hands = begin(path)
    unlock(hands)
    hands.wait()
    assert hands.names() == ["City council"]


def test_the_recovery_sheet_unlocks_by_keyboard(at_work: Hands) -> None:
    groups = recovery.encode(at_work.desk.workspace.present.key.raw).split()
    at_work.control(Qt.Key.Key_L)
    at_work.wait()
    at_work.tab_to("Use the recovery sheet")
    at_work.press(Qt.Key.Key_Space)
    for group in groups:
        at_work.type(group)
    at_work.wait()
    assert not at_work.desk.workspace.locked
    assert not at_work.desk.workspace.present.locked


def test_another_sheet_does_not_unlock(at_work: Hands) -> None:
    at_work.control(Qt.Key.Key_L)
    at_work.wait()
    at_work.tab_to("Use the recovery sheet")
    at_work.press(Qt.Key.Key_Space)
    for group in recovery.encode(bytes(32)).split():
        at_work.type(group)
    at_work.wait()
    assert at_work.desk.workspace.present.locked
    assert at_work.window._layers.lock_screen.secret.key.problem.isVisible()


def test_the_language_of_a_locked_window_changes_and_its_page_waits(at_work: Hands) -> None:
    at_work.window.go("workspace")
    at_work.tab_to("Your name")
    at_work.type("Amal")
    at_work.control(Qt.Key.Key_L)
    at_work.wait()
    at_work.desk.display.change(language="fr")
    settle()
    assert at_work.desk.workspace.locked
    assert "The workspace is locked" not in texts(at_work.window)
    unlock(at_work)
    at_work.wait()
    assert at_work.window.place == "workspace"
    assert at_work.window.screen_shown._page.person.edit.text() == "Amal"


@pytest.fixture
def at_sheet(begin: Callable[..., Hands], tmp_path: Path) -> Hands:
    """A new workspace has just been made, and its recovery sheet is on the screen."""
    hands = begin()
    hands.window.go("workspace/new")
    hands.page.path.edit.setText(str(tmp_path / "New.gcmdesk"))
    hands.page.passphrase.once.edit.setText(PASSPHRASE)
    hands.page.passphrase.again.edit.setText(PASSPHRASE)
    hands.page.create_it.click()
    hands.wait()
    assert hands.window.place == "workspace/sheet"
    return hands


def test_idleness_covers_a_recovery_sheet_on_display(at_sheet: Hands) -> None:
    group = at_sheet.page.sheet.groups[0]
    assert group in texts(at_sheet.window)
    assert at_sheet.desk.idle._timer.isActive()
    at_sheet.desk.idle.idle.emit()
    assert group not in texts(at_sheet.window)
    unlock(at_sheet, "wrong")
    at_sheet.wait()
    assert at_sheet.desk.workspace.locked
    unlock(at_sheet)
    at_sheet.wait()
    assert group in texts(at_sheet.window)
    at_sheet.page.on_paper.click()
    for each in at_sheet.page.sheet.groups:
        at_sheet.type(each)
    at_sheet.wait()
    assert at_sheet.desk.workspace.is_open


def test_a_forgotten_new_passphrase_is_no_dead_end(at_sheet: Hands, tmp_path: Path) -> None:
    at_sheet.desk.workspace.lock()
    button(at_sheet.window, "Give up the new workspace").click()
    at_sheet.wait()
    assert not at_sheet.desk.workspace.locked
    assert at_sheet.window.place == "workspace"
    assert not (tmp_path / "New.gcmdesk").exists()
