"""The check after opening: silent, in nobody's way, and clear when something is wrong."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gcmdesk.jobs import Progress
from gcmdesk.workspace import checking, opening
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace
from tests.gcmdesk.workspace.test_checking import place_of_index, rewritten

from .conftest import PASSPHRASE, Hands


def let_it_begin(hands: Hands) -> None:
    hands.desk.quiet_check.pause.start(0)


def checked(hands: Hands) -> bool:
    return hands.desk.quiet_check.checked == hands.desk.workspace.edition


def test_nothing_is_said_when_all_is_well(at_work: Hands, qtbot: QtBot) -> None:
    assert at_work.desk.quiet_check.pause.isActive()
    let_it_begin(at_work)
    qtbot.waitUntil(lambda: checked(at_work))
    assert at_work.window.messages.message is None
    at_work.add("City council")
    assert not at_work.desk.quiet_check.pause.isActive()  # once for each opening


def test_damage_that_opening_does_not_meet_is_told_with_the_way_out(
    begin: Callable[..., Hands], path: Path, around: Surroundings, qtbot: QtBot
) -> None:
    with opening.open_workspace(path, PASSPHRASE, around=around) as workspace:
        place = workspace.read(place_of_index)
    rewritten(path, place)
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.is_open
    let_it_begin(hands)
    qtbot.waitUntil(lambda: hands.window.messages.message is not None)
    message = hands.window.messages.message
    assert message.kind == "error"
    assert "not in order" in message.text
    assert "Restore a backup" in message.text
    message.action[1]()
    assert hands.window.place == "workspace/restore"


class Check:
    """A check that goes on until it is stopped, reading the file all the while."""

    def __init__(self, hands: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
        self.runs = 0
        self.stopped = threading.Event()
        monkeypatch.setattr(checking, "look_through", self._look_through)
        let_it_begin(hands)
        qtbot.waitUntil(lambda: self.runs == 1)

    def _look_through(self, workspace: Workspace, progress: Progress) -> tuple[()]:
        return workspace.read(lambda _session: self._read(progress))

    def _read(self, progress: Progress) -> tuple[()]:
        self.runs += 1
        try:
            while True:
                progress.report(0)
                self.stopped.wait(0.002)
        finally:
            self.stopped.set()


@pytest.fixture
def check(at_work: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Check]:
    return Check(at_work, monkeypatch, qtbot)


def test_locking_stops_it_and_unlocking_begins_it_again(at_work: Hands, check: Check, qtbot: QtBot) -> None:
    at_work.control(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: at_work.desk.workspace.present.locked)
    assert check.stopped.is_set()
    at_work.type(PASSPHRASE)
    at_work.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: check.runs == 2)


def test_a_backup_stops_it_and_it_begins_again_afterwards(at_work: Hands, check: Check, qtbot: QtBot) -> None:
    at_work.window.commands["back-up"].trigger()
    at_work.wait()
    assert check.stopped.is_set()
    assert at_work.window.messages.message.kind == "success"
    qtbot.waitUntil(lambda: check.runs == 2)


def test_saving_goes_on_beside_it(at_work: Hands, check: Check) -> None:
    at_work.add("City council")
    assert at_work.names() == ["City council"]
    assert not check.stopped.is_set()


def test_closing_the_workspace_and_the_window_do_not_wait_for_it(at_work: Hands, check: Check, path: Path) -> None:
    at_work.window.commands["close-workspace"].trigger()
    at_work.wait()
    assert check.stopped.is_set()
    assert not list(path.parent.glob("*-lock"))
    at_work.window.close()


def test_quitting_stops_it(at_work: Hands, check: Check) -> None:
    at_work.window.close()
    assert check.stopped.is_set()
