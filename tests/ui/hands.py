"""What a user does with keyboard and mouse, through real events."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.app import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused, "nothing has the focus"
    QTest.keyClick(focused, key, modifier)


def write(text: str) -> None:
    """Type text of any script where the focus is, as an input method does (Qt's keyClicks aborts on non-ASCII text)."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), typed)


def button(window: QWidget, name: str) -> QAbstractButton:
    """The visible button with this text or, where it shows only an icon, this name."""
    found = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    return next(each for each in found if name in (each.text(), each.accessibleName()))


def click(window: QWidget, name: str) -> None:
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)


def choose(box: QComboBox, choice: object) -> None:
    """Choose in a drop-down list with the arrow keys."""
    box.setFocus()
    distance = box.findData(choice) - box.currentIndex()
    for _step in range(abs(distance)):
        QTest.keyClick(box, Qt.Key.Key_Down if distance > 0 else Qt.Key.Key_Up)


def dialog() -> QWidget:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert found, "no dialog is open"
    return found


@contextmanager
def shown_anew(qtbot: QtBot, desk: Desk) -> Iterator[None]:
    """Wait until what is done here has changed how the window shows itself, and the old window is gone."""
    with qtbot.waitSignal(desk.display.changed):
        yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def texts(window: QWidget) -> list[str]:
    """All texts that a window shows."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
