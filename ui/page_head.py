"""Title, subtitle and main button above a screen."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.screens.base import Screen
from ui.widgets.buttons import button
from ui.widgets.text import Caption, Heading

_MOST_BESIDE_TITLE = 480
"""Pixels that subtitle and button may take from the title on a small screen."""


class PageHead(QBoxLayout):
    """Says where the user is, and offers the one thing that the screen is for."""

    def __init__(self) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self.setSpacing(theme.current().px(12))
        self._title = Heading("", 1)
        self._title.setWordWrap(True)
        # As high as a button, so that nothing jumps from a page with one to a page without.
        self._title.setMinimumHeight(theme.current().px(theme.CONTROL_HEIGHT))
        self._subtitle = Caption()
        self._subtitle.setWordWrap(False)
        self.addWidget(self._title, 1)
        self._beside = QHBoxLayout()
        self._beside.addWidget(self._subtitle)
        self.addLayout(self._beside)
        self._primary: QPushButton | None = None

    def show_screen(self, screen: Screen, keys: str) -> None:
        """Show what a screen says of itself, as it is now; `keys` press its main button."""
        self._title.setText(screen.title)
        self._title.setVisible(not screen.titled_below)
        self._subtitle.setText(screen.subtitle)
        self._subtitle.setVisible(bool(screen.subtitle))
        self._show_primary_action(screen, keys)
        self._arrange()

    def press(self) -> None:
        """Press the main button."""
        if self._primary:
            self._primary.click()

    def _arrange(self) -> None:
        """Subtitle and button beside the title, or below it where very large text leaves no room there."""
        beside: list[QWidget] = [self._subtitle] if self._subtitle.text() else []
        beside += [self._primary] if self._primary else []
        for widget in beside:
            widget.ensurePolished()
        below = theme.current().narrow and sum(widget.sizeHint().width() for widget in beside) > _MOST_BESIDE_TITLE
        self.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._beside.setStretchFactor(self._subtitle, int(below))

    def _show_primary_action(self, screen: Screen, keys: str) -> None:
        if self._primary:
            self._beside.removeWidget(self._primary)
            self._primary.hide()
            self._primary.deleteLater()
            self._primary = None
        action = screen.primary_action
        if action:
            self._primary = button(action.text, action.run, kind="primary", icon=action.icon)
            self._primary.setToolTip(keys)
            self._beside.addWidget(self._primary)
