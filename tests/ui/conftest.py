"""Fixtures of the screens' tests: one application, real windows, the same size of letters on every machine."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from gcmdesk.settings import SettingsStore
from ui.app import Desk

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ["QT_FONT_DPI"] = "96"
os.environ["QT_SCALE_FACTOR"] = "1"

OpenDesk = Callable[..., Desk]


def _close(desk: Desk) -> None:
    """Close a window as its user does, and take down what a program that ends would leave to the system."""
    desk.window.close()
    desk.window.deleteLater()
    desk.display.deleteLater()
    desk.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def open_desk(qapp: QApplication) -> Iterator[OpenDesk]:
    """Opens the real window: ``open_desk(language="ar", theme="dark", text_size=150, place="library/tool/3")``.

    `language=None` is the first run; `size=None` leaves the window as it opens; with `remembered=False` the settings
    file is what the test has made it. Preferences and logs lie in the test's own folder.
    """
    opened: list[Desk] = []

    def open_(
        language: str | None = "en",
        theme: str = "light",
        text_size: int = 100,
        size: tuple[int, int] | None = (1366, 728),
        place: str = "home",
        *,
        remembered: bool = True,
    ) -> Desk:
        while opened:
            _close(opened.pop())
        if remembered:
            SettingsStore().change(language=language, theme=theme, text_size=text_size, last_place=place)
        desk = Desk(qapp)
        opened.append(desk)
        desk.open()
        if size:
            desk.window.resize(*size)
        desk.window.activateWindow()
        qapp.processEvents()  # paints the frame
        qapp.processEvents()  # shows the screen
        return desk

    yield open_
    while opened:
        _close(opened.pop())


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """The window in English, light, at 100 %, on Home."""
    return open_desk()
