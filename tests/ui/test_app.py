"""The program as it is started: with everything in place, and with something missing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gcmdesk import paths
from ui.app import Desk
from ui.screens.base import Screen

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
if len(sys.argv) > 1 and sys.argv[1] != "-":
    sys._MEIPASS = sys.argv[1]
sys.argv[1:] = sys.argv[2:]
from gcmdesk.__main__ import main
"""
OPEN_AND_CLOSE = (
    START
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from ui import app

class Visited(app.Desk):
    def open(self):
        super().open()
        QTimer.singleShot(100, self.leave)

    def leave(self):
        print([label.text() for label in self.window.findChildren(QLabel) if label.isVisible()][0])
        self.window.close()

app.Desk = Visited
sys.exit(main())
"""
)
ONLY_START = START + "sys.exit(main())"


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own; the first argument is a folder of resources, `-` the real one."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def logged() -> str:
    return (paths.log_folder() / "gcmdesk.log").read_text(encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of resources and translations that a test may damage; the large fonts are linked."""
    for name in ("resources", "translations"):
        shutil.copytree(ROOT / name, tmp_path / "copy" / name, copy_function=os.link)
    return tmp_path / "copy"


def speak(code: str) -> None:
    (paths.config_folder() / "settings.json").write_text(json.dumps({"language": code}), encoding="utf-8")


def test_the_window_opens_and_closes() -> None:
    speak("fr")
    done = run(OPEN_AND_CLOSE, "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert "window.opened" in logged()
    assert "WARNING" not in logged()


def test_the_frame_is_painted_before_the_screen_is_built(qapp: QApplication) -> None:
    speak("en")
    desk = Desk(qapp)
    desk.window.show()
    before = desk.window.findChildren(Screen)
    desk.window.grab()
    assert (before, desk.window.findChildren(Screen)) == ([], [])
    assert desk.window.place == "home"  # whoever asks where the window stands gets it there
    desk.window.close()


def test_a_first_start_on_an_empty_machine(tmp_path: Path) -> None:
    done = run(OPEN_AND_CLOSE, "-")
    assert done.returncode == 0
    assert json.loads((paths.config_folder() / "settings.json").read_text(encoding="utf-8"))["language"] is None


def test_a_missing_font_is_logged_and_the_window_opens(copy: Path) -> None:
    speak("ar")
    (copy / "resources" / "fonts" / "NotoSansArabic-Regular.ttf").unlink()
    assert run(OPEN_AND_CLOSE, copy).returncode == 0
    assert "WARNING font.missing count=1" in logged()


def test_a_missing_catalogue_is_logged_and_english_is_shown(copy: Path) -> None:
    speak("fr")
    for catalogue in (copy / "translations" / "fr").rglob("*.mo"):
        catalogue.unlink()
    done = run(OPEN_AND_CLOSE, copy)
    assert (done.returncode, done.stdout.strip()) == (0, "No workspace open")
    assert "WARNING catalogue.missing" in logged()


def test_damaged_reference_data_is_told_in_one_sentence(copy: Path) -> None:
    speak("en")
    damaged = copy / "resources" / "compact" / "steps.json"
    damaged.unlink()
    damaged.write_text("[", encoding="utf-8")
    done = run(ONLY_START, copy, "--self-check")
    assert done.returncode == 1
    assert done.stdout.strip() == (
        "A file of the Compact library is missing or damaged: steps.json. Please install gcmdesk again."
    )


def test_the_self_check_finds_everything_in_order() -> None:
    done = run(ONLY_START, "-", "--self-check")
    assert (done.returncode, done.stdout.strip()) == (0, "gcmdesk is in order.")
    assert not (paths.config_folder() / "settings.json").exists()


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("resources/fonts/NotoSansSC-Regular.ttf", "Missing font: NotoSansSC-Regular.ttf"),
        ("resources/compact/tools.json", "tools.json"),
        ("translations/ar/LC_MESSAGES/compact.mo", "Missing catalogue: ar/compact"),
    ],
)
def test_the_self_check_names_what_is_missing(copy: Path, missing: str, told: str) -> None:
    (copy / missing).unlink()
    done = run(ONLY_START, copy, "--self-check")
    assert done.returncode == 1
    assert told in done.stdout


def test_an_unknown_argument_is_wrong_usage() -> None:
    done = run(ONLY_START, "-", "--no-such-thing")
    assert done.returncode == 2
    assert "usage" in done.stderr
