"""Long work: seen, stopped, and its result on the screen's thread."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from gcmdesk.errors import KnownError
from gcmdesk.jobs import Progress
from tests.ui.conftest import OpenDesk
from tests.ui.hands import button, click, shown_anew, texts
from ui.app import Desk
from ui.widgets.progress_area import ProgressArea


class Gate(QObject):
    """A job that goes on when the test lets it, and remembers where its result arrived."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()
        self.results: list[object] = []
        self.threads: list[QThread] = []

    def work(self, progress: Progress) -> str:
        progress.report(1, 4, "Reading page 1")
        self.threads.append(QThread.currentThread())
        while not self.open.wait(0.005):
            progress.report(1, 4)
        progress.report(4, 4)
        return "the result"

    @Slot(object)
    def done(self, result: object) -> None:
        self.threads.append(QThread.currentThread())
        self.results.append(result)
        self.arrived.emit()


@pytest.fixture
def gate() -> Gate:
    return Gate()


def area(desk: Desk) -> QWidget:
    found = desk.window.centralWidget().findChild(ProgressArea)
    assert isinstance(found, ProgressArea)
    return found


def fails(error: Exception) -> Callable[[Progress], None]:
    def work(progress: Progress) -> None:
        raise error

    return work


def test_the_result_arrives_on_the_thread_of_the_screen(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    gate.open.set()
    with qtbot.waitSignal(gate.arrived):
        desk.tasks.start("Reading", gate.work, gate.done)
    worker, screen = gate.threads
    assert gate.results == ["the result"]
    assert screen is QThread.currentThread()
    assert worker is not screen
    assert not desk.tasks.busy


def test_progress_is_seen_while_it_goes_on(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    assert not area(desk).isVisible()
    desk.tasks.start("Reading", gate.work, gate.done)
    bar = area(desk).findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    qtbot.waitUntil(lambda: bar.value() == 250)
    assert bar.accessibleName() == "Reading"
    assert "Reading page 1" in texts(area(desk))
    with qtbot.waitSignal(gate.arrived):
        gate.open.set()
    assert not area(desk).isVisible()


def test_a_job_can_be_stopped_and_leaves_nothing(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    task = desk.tasks.start("Reading", gate.work, gate.done)
    qtbot.waitUntil(lambda: gate.threads != [])
    click(desk.window, "Cancel")
    assert not button(desk.window, "Cancel").isEnabled()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert task.progress.cancelled
    assert gate.results == []
    assert "Stopped. Nothing was changed." in texts(desk.window)
    assert not area(desk).isVisible()


def test_quiet_work_is_not_shown(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    desk.tasks.start("Indexing", gate.work, gate.done, quiet=True)
    qtbot.waitUntil(lambda: gate.threads != [])
    assert not area(desk).isVisible()
    with qtbot.waitSignal(gate.arrived):
        gate.open.set()


def test_jobs_wait_their_turn(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    second = Gate()
    second.open.set()
    desk.tasks.start("First", gate.work, gate.done)
    desk.tasks.start("Second", second.work, second.done)
    qtbot.waitUntil(lambda: gate.threads != [])
    qtbot.wait(20)
    assert second.threads == []
    with qtbot.waitSignals([gate.arrived, second.arrived]):
        gate.open.set()
    assert (gate.results, second.results) == (["the result"], ["the result"])


def test_a_job_that_waits_can_be_stopped_with_the_window(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    second = Gate()
    desk.tasks.start("First", gate.work, gate.done)
    desk.tasks.start("Second", second.work, second.done)
    qtbot.waitUntil(lambda: gate.threads != [])
    desk.window.close()
    assert (gate.results, second.results) == ([], [])


def test_a_known_error_is_told_where_messages_are(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.tasks.failed):
        desk.tasks.start("Reading", fails(KnownError("The file is not there.", "Choose another one.")))
    assert "The file is not there. Choose another one." in texts(desk.window)


def test_a_defect_is_not_hidden(desk: Desk, qtbot: QtBot) -> None:
    defect = ZeroDivisionError("a slip")
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(desk.tasks.ended):
        desk.tasks.start("Reading", fails(defect))
    assert [error for _kind, error, _traceback in caught] == [defect]
    assert desk.window.messages.message is None
    assert not area(desk).isVisible()


def test_work_goes_on_after_an_error(desk: Desk, gate: Gate, qtbot: QtBot) -> None:
    gate.open.set()
    desk.tasks.start("Reading", fails(KnownError("No.")))
    with qtbot.waitSignal(gate.arrived):
        desk.tasks.start("Reading", gate.work, gate.done)
    assert gate.results == ["the result"]


def test_the_progress_stays_in_sight_when_the_language_changes(open_desk: OpenDesk, gate: Gate, qtbot: QtBot) -> None:
    desk = open_desk(place="settings")
    desk.tasks.start("Reading", gate.work, gate.done)
    qtbot.waitUntil(lambda: area(desk).isVisible())
    with shown_anew(qtbot, desk):
        desk.display.change(language="fr")
    assert area(desk).isVisible()
    with qtbot.waitSignal(gate.arrived):
        gate.open.set()
    assert not area(desk).isVisible()
