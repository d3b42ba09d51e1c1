"""A desk whose workspaces have cheap keys, and the hands that work at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.i18n import mark
from gcmdesk.settings import SettingsStore
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from ui.app import Desk

PASSPHRASE = "six words that nobody guesses together"  # noqa: S105 - of test files only
CHEAP = Parameters(memory_kib=8, time_cost=1, parallelism=1)
ADDED = mark("Stakeholder added")


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    """Cheap keys, and everything that this computer remembers in the test's own folder."""
    monkeypatch.setenv("GCMDESK_STATE", str(tmp_path / "state"))
    return Surroundings(parameters=(CHEAP,))


@pytest.fixture
def path(tmp_path: Path, around: Surroundings) -> Path:
    """A workspace file that exists; its passphrase is `PASSPHRASE`."""
    made = tmp_path / "Town hall.gcmdesk"
    opening.create(made, PASSPHRASE, around).close()
    return made


class Hands:
    """What a user does at the window, through Qt's own events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window = desk.window

    def wait(self) -> None:
        """Until the worker has nothing left to do and the window has shown it."""
        while True:
            QCoreApplication.processEvents()
            if not (self.desk.tasks.busy or self.desk.tasks.looking):
                break
            QTest.qWait(2)
        QCoreApplication.processEvents()

    def type(self, text: str) -> None:
        """As an input method does, into what has the focus."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focused(), event)
        QCoreApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifiers)
        QCoreApplication.processEvents()

    def control(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def tab_to(self, name: str) -> None:
        """Press Tab until the control with this name has the focus."""
        for _step in range(80):
            focused = self.focused()
            if name in (focused.accessibleName(), getattr(focused, "text", str)()):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def add(self, name: str) -> None:
        """Save a stakeholder, as a screen would."""
        self.desk.workspace.run(_add, name, name=ADDED)
        QCoreApplication.processEvents()

    def names(self) -> list[str]:
        return self.desk.workspace.read(_names)

    @property
    def page(self) -> QWidget:
        """The page of the workspace's screen that is shown."""
        return self.window.screen_shown._page


def _add(session: object, name: str) -> None:
    session.add(Stakeholder(name=name, kind="local-authorities"))


def _names(session: object) -> list[str]:
    return [stakeholder.name for stakeholder in session.query(Stakeholder).order_by(Stakeholder.id)]


@pytest.fixture
def begin(qapp: QApplication, around: Surroundings) -> Iterator[Callable[..., Hands]]:
    """Starts the program: ``begin(path)`` as ``gcmdesk FILE``; what was begun before is closed first."""
    begun: list[Desk] = []

    def close() -> None:
        while begun:
            desk = begun.pop()
            desk.window.close()
            desk.window.deleteLater()
            desk.display.deleteLater()
            desk.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def begin_(
        file: Path | None = None,
        *,
        language: str | None = "en",
        theme: str = "light",
        text_size: int = 100,
        size: tuple[int, int] = (1366, 728),
    ) -> Hands:
        close()
        SettingsStore().change(language=language, theme=theme, text_size=text_size)
        desk = Desk(qapp, surroundings=around, file=file)
        begun.append(desk)
        desk.open()
        desk.window.resize(*size)
        desk.window.activateWindow()
        QCoreApplication.processEvents()  # paints the frame
        hands = Hands(desk)
        hands.wait()
        return hands

    yield begin_
    close()


@pytest.fixture
def at_work(begin: Callable[..., Hands], path: Path) -> Hands:
    """The workspace at `path` is open, on Home."""
    hands = begin(path)
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.wait()
    assert hands.desk.workspace.is_open
    return hands
