"""A defect: a report without what people wrote, a dialog that says where it is, and a way back."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gcmdesk import __version__, log, paths
from gcmdesk.jobs import Progress
from tests.ui.hands import click, texts
from ui.app import Desk
from ui.crash import CrashGuard
from ui.crash_dialog import CrashDialog

HANGS = 99
CANARY = "Amina from the north told us"
"""What somebody wrote, which must never reach a report or a log."""


class Faulty(QObject):
    """A part of the program with a defect."""

    @Slot()
    def slip(self) -> None:
        note = CANARY
        try:
            raise KeyError(note)
        except KeyError as error:
            raise ValueError(f"cannot save {note}") from error


class Reader(QObject):
    """Reads the dialog once there are so many reports, and presses a button."""

    def __init__(self, desk: Desk, press: str, reports: int = 1) -> None:
        super().__init__(desk)
        self.said: list[str] = []
        self.asked = 0
        self._press = press
        self._reports = reports
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, CrashDialog) and len(reports()) >= self._reports:
            self.asked += 1
            self.said = texts(shown)
            click(shown, self._press)


@pytest.fixture
def guarded(desk: Desk) -> Iterator[Desk]:
    """The window as it runs, with the net under it."""
    before = sys.excepthook, threading.excepthook
    log.start()
    guard = CrashGuard(desk.crashed.emit)
    guard.install()
    yield desk
    guard.uninstall()
    sys.excepthook, threading.excepthook = before


def run(desk: Desk, *slips: Callable[[], object]) -> int:
    """Run the program until it ends by itself, and give its exit code."""
    for slip in slips:
        QTimer.singleShot(0, slip)
    QTimer.singleShot(20_000, desk, lambda: desk.app.exit(HANGS))
    return desk.app.exec()


def reports() -> list[Path]:
    return sorted(paths.log_folder().glob("crash-*.json"))


def written() -> str:
    """Everything in the folder of logs."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths.log_folder().iterdir())


def test_an_error_in_a_slot_leads_to_a_report_and_a_dialog(guarded: Desk) -> None:
    reader = Reader(guarded, "Close gcmdesk")
    assert run(guarded, Faulty().slip) == 1
    assert reader.asked == 1
    assert any(str(reports()[0]) in text for text in reader.said)
    report = json.loads(reports()[0].read_text(encoding="utf-8"))
    assert [error["type"] for error in report["errors"]] == ["ValueError", "KeyError"]
    assert report["errors"][0]["places"][-1].startswith("test_crash.py:slip:")
    assert report["gcmdesk"] == __version__


def test_no_report_and_no_log_holds_what_people_wrote(guarded: Desk) -> None:
    reader = Reader(guarded, "Close gcmdesk")
    run(guarded, Faulty().slip)
    assert "ValueError" in written()
    assert "Amina" not in written() + " ".join(reader.said)
    assert str(Path(__file__).parent) not in written()


def test_a_defect_of_a_job_leads_there_too(guarded: Desk) -> None:
    def work(progress: Progress) -> None:
        raise ZeroDivisionError(CANARY)

    reader = Reader(guarded, "Close gcmdesk")
    assert run(guarded, lambda: guarded.tasks.start("Counting", work)) == 1
    assert reader.asked == 1
    assert "ZeroDivisionError" in written()
    assert "Amina" not in written()


def test_an_error_on_another_thread_leads_there_too(guarded: Desk) -> None:
    reader = Reader(guarded, "Close gcmdesk")
    assert run(guarded, threading.Thread(target=Faulty().slip).start) == 1
    assert reader.asked == 1


def test_a_second_error_is_reported_without_asking_again(guarded: Desk) -> None:
    reader = Reader(guarded, "Close gcmdesk", reports=2)
    assert run(guarded, Faulty().slip, Faulty().slip) == 1
    assert len(reports()) == 2
    assert reader.asked == 1


def test_reopen_starts_the_program_again(
    guarded: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" > "{started}.part"\nmv "{started}.part" "{started}"\n')
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    reader = Reader(guarded, "Reopen")
    assert run(guarded, Faulty().slip) == 1
    assert reader.asked == 1
    qtbot.waitUntil(started.is_file)
    assert started.read_text().split() == ["-m", "gcmdesk"]


def test_a_report_that_cannot_be_written_is_admitted(
    guarded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in-the-way").write_text("a file")
    monkeypatch.setenv("GCMDESK_LOGS", str(tmp_path / "in-the-way"))
    reader = Reader(guarded, "Close gcmdesk", reports=0)
    assert run(guarded, Faulty().slip) == 1
    assert any("could not be written" in text for text in reader.said)
