"""Start to first painted window, language switch, and the library's filter per keystroke."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measure import SCREEN, Measurement, compare, from_samples

if TYPE_CHECKING:
    from ui.app import Desk

ROOT = Path(__file__).resolve().parents[2]

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QApplication.exit(0)
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_OURS = """
import gc
gc.disable()  # as gcmdesk.__main__ does
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from ui.app import Desk, application
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is desk.window:
            watched.removeEventFilter(self)
            print("painted", flush=True)
            self.painted, self.seen, self.longest = True, time.perf_counter(), 0.0
            QTimer.singleShot(0, self.tick)
        return False
    def tick(self):
        now = time.perf_counter()
        self.longest, self.seen = max(self.longest, now - self.seen), now
        if desk.tasks.busy or not desk.tasks._lanes:
            QTimer.singleShot(1, self.tick)
        else:
            print(self.longest, flush=True)
            QApplication.exit(0)
app = application()
desk = Desk(app)
watch = Watch()
desk.window.installEventFilter(watch)
desk.open()
app.exec()
desk.tasks.close()
"""
_PROFILED = """
import cProfile, gc, os, pstats, sys
gc.disable()
watch = cProfile.Profile()
watch.enable()
{work}
watch.disable()
from tests.benchmarks.measure import shares
print(*shares(pstats.Stats(watch)), sep="\\n", flush=True)
os._exit(0)
"""
_STARTED = """
from ui.app import Desk, application
app = application()
desk = Desk(app)
desk.window.show()
app.processEvents()
"""
_WARMED = """
from gcmdesk.jobs import Progress
from ui.workspace_work import warm_up
warm_up(Progress())
"""
BARE_NAME = "bare QMainWindow"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of a process to its painted window and to the end of its first work; its longest stall."""

    painted: float
    ready: float
    stall: float


def start_of(source: str, environment: dict[str, str]) -> Start:
    """Start a window and wait for the lines it prints."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", source], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        painted = time.perf_counter() - start
        stall = process.stdout.readline() if process.stdout else ""
        ready = time.perf_counter() - start
    if line.strip() != "painted":
        raise RuntimeError("the window did not paint")
    return Start(painted, ready, float(stall or 0))


def surroundings(folder: str) -> dict[str, str]:
    """Preferences, logs and compiled modules of their own: what a second start finds."""
    Path(folder, "settings.json").write_text('{"language": "en"}', encoding="utf-8")
    own = dict.fromkeys(("GCMDESK_CONFIG", "GCMDESK_LOGS", "GCMDESK_STATE", "PYTHONPYCACHEPREFIX"), folder)
    environment = os.environ | own | {"QT_QPA_PLATFORM": SCREEN}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def starting(rounds: int = 11) -> Iterator[Measurement]:
    """From the start of the process until the window is painted and the database layer is there, with warm caches."""
    with tempfile.TemporaryDirectory() as folder:
        environment = surroundings(folder)
        for source in (BARE, _OURS):
            start_of(source, environment)  # compiles every module once
        pairs = [(start_of(BARE, environment).painted, start_of(_OURS, environment)) for _n in range(rounds)]
        start, layer = (_profile(work, environment) for work in (_STARTED, _WARMED))
    bare = [each for each, _ours in pairs]
    painted = from_samples(
        "first painted window, from source", BARE_NAME, [one.painted for _b, one in pairs], bare, target=1.8
    )
    ready = from_samples("database layer ready", BARE_NAME, [one.ready for _b, one in pairs], bare, target=5.5)
    stall = from_samples("longest stall meanwhile", "a frame", [one.stall for _b, one in pairs], [0.016], within=0.016)
    for found, profile in ((painted, start), (ready, layer), (stall, layer)):
        yield found if found.met else replace(found, profile=profile)


def _profile(work: str, environment: dict[str, str]) -> tuple[str, ...]:
    command = [sys.executable, "-c", _PROFILED.format(work=work)]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return tuple(told.stdout.splitlines())


def in_process() -> Iterator[Measurement]:
    """What can be measured in one process with one window."""
    from PySide6.QtWidgets import QApplication

    from ui.app import Desk

    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"GCMDESK_CONFIG": folder, "GCMDESK_LOGS": folder})
        desk = Desk(QApplication([]))
        desk.settings.change(language="en")
        desk.window.leave_first_run()
        desk.window.resize(1366, 728)
        desk.open()
        yield _language_switch(desk)
        yield from _library_filter(desk)
        desk.window.close()


def _language_switch(desk: "Desk") -> Measurement:
    from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

    languages = ["fr", "ar", "en"]

    def switch() -> None:
        languages.append(languages.pop(0))
        desk.settings.change(language=languages[-1])
        desk.display.apply()
        desk.window.rebuild()
        desk.app.processEvents()
        desk.window.grab()

    def plain() -> None:
        window = QMainWindow()
        holder = QWidget()
        column = QVBoxLayout(holder)
        for n in range(60):
            column.addWidget(QLabel(str(n)) if n % 2 else QPushButton(str(n)))
        window.setCentralWidget(holder)
        window.resize(1366, 728)
        window.show()
        desk.app.processEvents()
        window.grab()
        window.close()

    return compare("language switch, window painted again", switch, "plain window of 60 widgets", plain)


def _library_filter(desk: "Desk") -> Iterator[Measurement]:
    desk.window.go("library")
    desk.app.processEvents()
    screen = desk.window.screen_shown
    pages = desk.window.context.pages
    texts = [text for _page, title, lines in pages._folded for text in (title, *(line for line, _ in lines))]
    typed = ["c", "ch", "chi", "chil", "child", "child p", "child pr", "child pro"]

    def type_words() -> None:
        for words in typed:
            screen._filter.setText(words)
            screen._list.repaint()

    def find_words() -> None:
        for words in typed:
            pages.find(words)

    def scan() -> None:
        for words in typed:
            parts = words.split()
            for text in texts:
                all(part in text for part in parts)

    scanning = "substring scan of the texts"
    yield compare("library filter, 8 keystrokes, list painted", type_words, scanning, scan)
    yield compare("library filter, 8 keystrokes, core only", find_words, scanning, scan, target=1.5)


def measurements() -> Iterator[Measurement]:
    """Everything about the window."""
    yield from starting()
    yield from in_process()
