"""The guide at F1, and the same guide as pages for the README."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from gcmdesk.i18n import LANGUAGES, Texts
from tests.ui.conftest import OpenDesk
from tests.ui.hands import CONTROL, button, press, texts
from tools.guide import page
from ui import guide
from ui.app import Desk
from ui.commands import keys
from ui.guide import CHAPTERS, KEYS
from ui.widgets.illustration import Illustration

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "resources" / "guide"
CODES = [language.code for language in LANGUAGES]
LABELS = sorted({label for chapter in CHAPTERS for step in chapter.steps for label in step.labels.values()})
PICTURES = {step.picture.name for chapter in CHAPTERS for step in chapter.steps if step.picture}
LARGEST = 3 * 1024 * 1024
"""Bytes of all pictures together, which every bundle carries."""


@pytest.mark.parametrize("code", CODES)
def test_the_pages_are_what_the_program_would_write_now(code: str) -> None:
    written = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    assert written == page.markdown(Texts(code)), "run `python -m tools.guide --words`, or `make guide` for pictures"


@pytest.mark.parametrize("code", CODES)
def test_every_picture_is_there_and_none_too_many(code: str) -> None:
    assert {file.stem for file in (FOLDER / code).iterdir()} == PICTURES
    written = (FOLDER / f"{code}.md").read_text(encoding="utf-8")
    assert [name for name in PICTURES if f"({code}/{name}.png)" not in written] == []


def test_the_pictures_are_small_enough_to_be_carried_along() -> None:
    assert 0 < sum(file.stat().st_size for file in FOLDER.rglob("*.png")) < LARGEST


def test_the_readme_links_the_guide_in_every_language() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"(resources/guide/{code}.md)" not in readme] == []


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_the_guide_names_stands_on_a_screen(label: str) -> None:
    screens = (file for file in (ROOT / "ui").rglob("*.py") if file.name != "guide.py")
    others = [*screens, ROOT / "gcmdesk" / "consultations" / "records.py"]
    assert any(f'"{label}"' in file.read_text(encoding="utf-8") for file in others)


def test_the_keys_of_the_guide_are_those_of_the_commands(desk: Desk) -> None:
    shortcuts = {id: [one.toString() for one in desk.window.commands[id].shortcuts()] for id, _keys in KEYS.values()}
    assert [shown for id, shown in KEYS.values() if shown not in shortcuts[id]] == []


@pytest.mark.parametrize(
    ("place", "chapter"),
    [
        ("home", "start"),
        ("workspace/new", "workspace"),
        ("kick-off/influence", "stakeholders"),
        ("protection/oversight", "before"),
        ("protection/people", "consent"),
        ("needs/capture", "capture"),
        ("needs/result", "first"),
        ("report/reports", "report"),
        ("report/hand-over", "hand-over"),
        ("design/guidance", "start"),
    ],
)
def test_f1_opens_the_chapter_that_fits(open_desk: OpenDesk, place: str, chapter: str) -> None:
    desk = open_desk(place=place)
    press(Qt.Key.Key_F1)
    assert desk.window.place == f"guide/{chapter}"
    assert guide.chapter(chapter).title in texts(desk.window)


def test_it_is_read_on_and_left_by_keyboard(open_desk: OpenDesk) -> None:
    desk = open_desk(place="library/objective/7")
    press(Qt.Key.Key_F1)
    assert desk.window.place == "guide/every-day"
    press(Qt.Key.Key_F1)  # once more leads nowhere else
    press(Qt.Key.Key_Tab, CONTROL)
    assert desk.window.place == "guide/start"
    press(Qt.Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.place == "library/objective/7"


def test_each_chapter_leads_to_the_next(open_desk: OpenDesk) -> None:
    desk = open_desk(place="home")
    press(Qt.Key.Key_F1)
    for before, after in itertools.pairwise(CHAPTERS):
        assert desk.window.place == f"guide/{before.id}"
        button(desk.window, f"Next: \u2068{after.title}\u2069").click()
    following = [one.text() for one in desk.window.findChildren(QAbstractButton) if one.isVisible()]
    assert not [text for text in following if text.startswith("Next: ")]


@pytest.mark.parametrize("code", CODES)
def test_the_pictures_show_the_language_of_the_screen_and_are_told_to_those_who_do_not_see(
    open_desk: OpenDesk, code: str
) -> None:
    desk = open_desk(code, text_size=200)
    desk.window.go("guide/start")
    QApplication.processEvents()
    (shown,) = [one for one in desk.window.findChildren(Illustration) if one.isVisible()]
    assert shown.accessibleName() == Texts(code).gettext("The first page: languages, and the ways to begin")
    assert shown.picture.width() > 1000
    assert shown.width() <= desk.window.width()


def test_it_is_in_the_header_and_in_the_help_menu(desk: Desk) -> None:
    assert keys(desk.window.commands["go-guide"]) == "F1"
    button(desk.window, "User guide").click()
    assert desk.window.place == "guide/start"
    assert desk.settings.current.last_place == "home"
