"""The automatic checks of every page of every screen, with the sample and with an empty workspace open.

A new page is covered as soon as it is listed in `ui.screens.pages`. Opening a window is what costs, so one window shows
all pages; each language, text size and look is tried with the others' extremes.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from gcmdesk import i18n, sample
from gcmdesk.i18n import Texts
from gcmdesk.workspace import opening
from gcmdesk.workspace.opening import Surroundings
from tests.ui import looking
from tests.ui.test_every_screen import LONG, LongTexts, LookAt
from ui.screens import SCREENS
from ui.screens.page import Page
from ui.theme import Look

from .conftest import CHEAP, Hands

Begin = Callable[..., Hands]
PAGES = tuple(f"{screen.id}/{page.id}" for screen in SCREENS for page in screen.listed)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sample and an empty workspace, written once."""
    folder = tmp_path_factory.mktemp("files")
    around = Surroundings(parameters=(CHEAP,))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GCMDESK_STATE", str(folder / "state"))
        sample.write(folder / "sample.gcmdesk", around=around)
        opening.create(folder / "empty.gcmdesk", sample.PASSPHRASE, around).close()
    return {name: (folder / f"{name}.gcmdesk").read_bytes() for name in ("sample", "empty")}


@pytest.fixture
def open_with(begin: Begin, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """``open_with("sample", code="ar", text_size=200)``: the window with a workspace open."""

    def open_(name: str, *, code: str = "en", reading: bool = False, **looks: object) -> Hands:
        monkeypatch.setattr(i18n, "Texts", LongTexts if code == LONG else Texts)
        path = tmp_path / f"{name}.gcmdesk"
        path.write_bytes(files[name])
        hands = begin(language="en" if code == LONG else code, **looks)
        hands.desk.workspace.open(path, sample.PASSPHRASE, reading=reading, failed=_fail)
        hands.wait()
        return hands

    return open_


def _fail(error: Exception) -> None:
    pytest.fail(str(error))


def shown(hands: Hands, places: tuple[str, ...] = ("home", *PAGES)) -> Iterator[str]:
    """Show one page after the other."""
    for place in places:
        hands.window.go(place)
        hands.wait()
        for _pass in range(4):  # layouts within layouts settle one after the other
            QCoreApplication.processEvents()
        yield place


def faults(hands: Hands, *looks: LookAt) -> list[str]:
    return [f"{place}: {fault}" for place in shown(hands) for look in looks for fault in look(hands.window)]


@pytest.mark.parametrize(
    ("name", "code", "text_size"),
    [("sample", LONG, 100), ("sample", "ar", 150), ("sample", LONG, 200), ("sample", "ar", 200), ("empty", LONG, 200)],
)
def test_nothing_is_cut_on_a_small_screen(open_with: Begin, name: str, code: str, text_size: int) -> None:
    hands = open_with(name, code=code, text_size=text_size)
    assert faults(hands, looking.cramped, looking.overflowing, _too_large) == []


def _too_large(window: QWidget) -> list[str]:
    least = window.minimumSizeHint()
    return [] if least.width() <= 1366 and least.height() <= 728 else [f"asks for {least.width()} x {least.height()}"]


@pytest.mark.parametrize(("name", "code"), [("sample", "en"), ("sample", "ar"), ("empty", "en")])
def test_everything_has_a_name_and_is_reached_with_tab(open_with: Begin, name: str, code: str) -> None:
    hands = open_with(name, code=code)
    assert faults(hands, looking.nameless, looking.unreachable, looking.too_low) == []


@pytest.mark.parametrize(("look", "code"), [(Look.LIGHT, "ar"), (Look.DARK, "en"), (Look.CONTRAST, "fr")])
def test_everything_stands_out_from_its_ground(open_with: Begin, look: Look, code: str) -> None:
    assert faults(open_with("sample", code=code, theme=look.value, size=(1366, 1800)), looking.faint) == []


def test_a_workspace_for_reading_only_is_shown_and_not_changed(open_with: Begin, tmp_path: Path) -> None:
    hands = open_with("sample", reading=True)
    assert [place for place in shown(hands) if hands.window.messages.message] == []


@pytest.mark.parametrize("reading", [False, True])
def test_no_part_of_a_page_becomes_a_window_of_its_own(open_with: Begin, *, reading: bool) -> None:
    hands = open_with("sample", reading=reading)
    windows = {place: [each for each in QApplication.topLevelWidgets() if each.isVisible()] for place in shown(hands)}
    assert {place: each for place, each in windows.items() if each != [hands.window]} == {}


def test_every_page_opens_without_a_workspace(begin: Begin) -> None:
    hands = begin()
    for place in shown(hands):
        assert hands.window.screen_shown.entry.id == place.partition("/")[0]
        assert hands.window.place.startswith(place)


def test_the_focus_goes_round_all_parts_of_every_page(open_with: Begin) -> None:
    hands = open_with("sample")
    for place in shown(hands):
        panes = hands.window.panes()
        reached = set()
        for _pane in panes:
            hands.window.next_pane()
            focused = hands.focused()
            reached |= {n for n, pane in enumerate(panes) if pane is focused or pane.isAncestorOf(focused)}
        assert reached == set(range(len(panes))), place


def test_a_page_built_anew_shows_the_same_record_and_writes_nothing(open_with: Begin) -> None:
    """Another language or look comes in the middle of work; what stands in the fields is of the record, not typed."""
    hands = open_with("sample")
    changed, old = [], []
    for place in shown(hands):
        old.append(hands.window.screen_shown)  # kept, as Python may keep it until cycles are collected
        hands.window.rebuild()  # the other pages of the screen are gone now
        hands.wait()
        before = (hands.window.place, _written(hands), _words(hands))
        hands.window.rebuild()
        hands.wait()
        if (hands.window.place, _written(hands), _words(hands)) != before:
            changed.append(place)
    assert changed == []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(isValid(screen) for screen in old)
    hands.desk.workspace.changed.emit(frozenset().union(*(page.topics for page in _pages())))
    hands.desk.workspace.turned.emit()  # a page that is gone and hears of it would raise


def _pages() -> Iterator[type[Page]]:
    for screen in SCREENS:
        for page in screen.listed:
            module, name = page.source.split(":")
            yield getattr(import_module(module), name)


def _written(hands: Hands) -> int:
    workspace = hands.desk.workspace.workspace
    assert workspace
    return workspace.head.sequence


def _words(hands: Hands) -> list[str]:
    fields = hands.window.screen_shown.findChildren(QPlainTextEdit)
    return [field.toPlainText() for field in fields if field.isVisible()]
