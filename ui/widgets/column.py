"""A column that scrolls, and cards to put into it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme

MOST_WIDTH = 880
"""Lines of text longer than this (in pixels at 100 %) are hard to follow."""


class Column(QScrollArea):
    """A scrolling column; arrow and page keys scroll it, and it follows the focus inside it."""

    def __init__(self, name: str, most_width: int = MOST_WIDTH) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        holder = QWidget()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(most_width))
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(*[theme.current().px(4)] * 4)
        self.content.setSpacing(theme.current().px(12))
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        self.setWidget(holder)
        self._follow = _FocusFollower(self)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the column."""
        for widget in widgets:
            self.content.addWidget(widget)
            self._follow.watch(widget)

    def end(self) -> None:
        """Keep what was added at the top."""
        self.content.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()


class _FocusFollower(QObject):
    """Scrolls a widget into view when the keyboard reaches it."""

    def __init__(self, column: QScrollArea) -> None:
        super().__init__(column)
        self._column = column

    def watch(self, root: QWidget) -> None:
        for widget in [root, *root.findChildren(QWidget)]:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._column.ensureWidgetVisible(watched, 0, theme.current().px(24))
        return super().eventFilter(watched, event)


def card(*widgets: QWidget, spacing: int = 8) -> QFrame:
    """A framed group on the surface colour."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*[theme.current().px(16)] * 4)
    layout.setSpacing(theme.current().px(spacing))
    for widget in widgets:
        layout.addWidget(widget)
    return frame
