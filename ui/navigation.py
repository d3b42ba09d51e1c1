"""The navigation: one button a screen, the six steps in their order."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import icons, theme
from ui.screens import SCREENS, ScreenEntry
from ui.widgets.buttons import PlaceButton, icon_size_beside_text

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Button(PlaceButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()  # the navigation moves the focus; Qt would leave for any button below
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """Up and down move between the buttons; Tab leaves. Very large text leaves room for icons and numbers only."""

    def __init__(self, go: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._go = go
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.current().px(8)] * 4)
        layout.setSpacing(theme.current().px(2))
        machine = [screen for screen in SCREENS if screen.group == "machine"]
        for screen in SCREENS:
            if screen not in machine:
                layout.addWidget(self._button(screen))
        layout.addStretch(1)
        for screen in machine:
            layout.addWidget(self._button(screen))

    def _button(self, screen: ScreenEntry) -> QToolButton:
        made = _Button()
        made.setProperty("kind", "navigation")
        made.setObjectName(f"navigation-{screen.id}")
        name = _(screen.title)
        number = i18n.current().number(screen.number) if screen.number else ""
        made.setText(number if theme.current().narrow else "  ".join(filter(None, (number, name))))
        made.setAccessibleName(name)
        made.setToolTip(name if theme.current().narrow else "")
        made.setIcon(icons.icon(screen.icon))
        made.setIconSize(icon_size_beside_text())
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self._go(screen.id))
        self._buttons[screen.id] = made
        return made

    def show_current(self, id: str) -> None:
        """Mark the screen that is shown; Tab comes to it first."""
        for made in self._buttons.values():
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.setChecked(made is self._buttons[id])
        self._buttons[id].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        focused = self.focusWidget()
        if step and focused in buttons:
            buttons[(buttons.index(focused) + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
