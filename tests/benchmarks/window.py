"""Start to first painted window, language switch, and the library's filter per keystroke."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Measurement, compare, from_samples

if TYPE_CHECKING:
    from ui.app import Desk

ROOT = Path(__file__).resolve().parents[2]

_BARE = """
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
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.app import Desk
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is desk.window:
            watched.removeEventFilter(self)
            print("painted", flush=True)
            QApplication.exit(0)
        return False
app = QApplication([])
desk = Desk(app)
watch = Watch()
desk.window.installEventFilter(watch)
desk.open()
app.exec()
desk.tasks.close()
"""


def _until_painted(source: str, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", source], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        taken = time.perf_counter() - start
    if line.strip() != "painted":
        raise RuntimeError("the window did not paint")
    return taken


def first_painted_window(rounds: int = 11) -> Measurement:
    """From the start of the process until the window is painted, both with warm caches."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "settings.json").write_text('{"language": "en"}', encoding="utf-8")
        own = dict.fromkeys(("GCMDESK_CONFIG", "GCMDESK_LOGS", "GCMDESK_STATE", "PYTHONPYCACHEPREFIX"), folder)
        environment = os.environ | own | {"QT_QPA_PLATFORM": "offscreen"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling is done once, by the first start
        for source in (_BARE, _OURS):
            _until_painted(source, environment)
        samples = [(_until_painted(_BARE, environment), _until_painted(_OURS, environment)) for _n in range(rounds)]
    return from_samples(
        "first painted window",
        "bare QMainWindow",
        [ours for _bare, ours in samples],
        [bare for bare, _ours in samples],
        target=1.8,
    )


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
    yield first_painted_window()
    yield from in_process()
