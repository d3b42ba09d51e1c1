"""A keyboard, and nothing else: what a new user without a mouse can do at the window."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from ui.app import Desk

_NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_MOST_TABS = 120


class Lost(AssertionError):
    """The keyboard alone does not lead on."""


class Keyboard:
    """Types into whatever has the focus, as a user does who sees the window."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._in_dialog = False
        self.tabs = 0
        """How often Tab was pressed, as a measure of how far things lie apart."""

    @property
    def focused(self) -> QWidget:
        """What has the focus; without any, the keyboard is lost."""
        focused = QApplication.focusWidget()
        if focused is None:
            raise Lost("nothing has the focus")
        return focused

    @property
    def names(self) -> tuple[str, ...]:
        """What a user would call that which has the focus."""
        return _names(self.focused)

    def settle(self) -> None:
        """Wait until the worker has nothing left to do and the window has shown it."""
        for _turn in range(3):
            while True:
                QCoreApplication.processEvents()
                if not (self.desk.tasks.busy or self.desk.tasks.looking):
                    break
                QTest.qWait(2)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._come_back()

    def _come_back(self) -> None:
        """When a dialog was closed, its window is active again: without a desktop nobody else sees to it."""
        if QApplication.activeModalWidget():
            self._in_dialog = True
        elif self._in_dialog:
            self._in_dialog = False
            self.desk.window.activateWindow()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE, times: int = 1) -> None:
        """Press a key, once or more often."""
        for _time in range(times):
            QTest.keyClick(self.focused, key, modifiers)
            QCoreApplication.processEvents()

    def enter(self) -> None:
        """Press Enter and wait for what comes of it."""
        self.press(Qt.Key.Key_Return)
        self.settle()

    def type(self, text: str) -> None:
        """Type text of any script, as an input method does."""
        typed = QInputMethodEvent()
        typed.setCommitString(text)
        QCoreApplication.sendEvent(self.focused, typed)
        QCoreApplication.processEvents()

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until the control that is called so has the focus; `Lost` where Tab does not lead to it."""
        first = None
        for _step in range(_MOST_TABS):
            focused = self.focused
            if name in _names(focused):
                return
            if focused is first:
                break
            first = first or focused
            QTest.keyClick(focused, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else _NONE)
            self.tabs += 1
            QCoreApplication.processEvents()
        raise Lost(f"Tab does not lead from {_names(first) if first else '?'} to {name}")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type into it."""
        self.tab_to(name)
        self.type(text)

    def push(self, name: str) -> None:
        """Go to a button and press it with Space."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)
        self.settle()

    def pick(self, name: str, choice: str, *, back: bool = False) -> None:
        """Go to a drop-down list and step to a choice with the arrow keys."""
        self.tab_to(name, back=back)
        box = self.focused
        if not isinstance(box, QComboBox):
            raise Lost(f"{name} is no list to choose from")
        distance = box.findText(choice) - box.currentIndex()
        self.press(Qt.Key.Key_Down if distance > 0 else Qt.Key.Key_Up, times=abs(distance))
        if box.currentText() != choice:
            raise Lost(f"{name} does not offer {choice}")


def _names(widget: QWidget) -> tuple[str, ...]:
    """What a user would call a control: what it says, or what a screen reader says."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return tuple(filter(None, (text, widget.accessibleName())))
