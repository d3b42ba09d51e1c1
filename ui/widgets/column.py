"""A column that scrolls, and cards to put into it."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme

MOST_WIDTH = 880
"""Lines of text longer than this (in pixels at 100 %) are hard to follow."""


class _Sheet(QWidget):
    """As high as its text needs at its width: Qt would rather reserve what the text needs at its narrowest."""

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        return QSize(hint.width(), 0) if layout and layout.hasHeightForWidth() else hint


class Column(QScrollArea):
    """A scrolling column; arrow and page keys scroll it, and it keeps its lines short enough to read."""

    def __init__(self, name: str, most_width: int = MOST_WIDTH) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._most_width = theme.current().px(most_width)
        holder = _Sheet()
        self.content = QVBoxLayout(holder)
        self.content.setSpacing(theme.current().px(12))
        self.setWidget(holder)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the column."""
        for widget in widgets:
            self.content.addWidget(widget)

    def end(self) -> None:
        """Keep what was added at the top."""
        self.content.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = bar.pageStep() * 4 // 5  # a line cut at the end of the window comes back whole
        places = {
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_PageUp: bar.value() - page,
        }
        if event.key() in places:
            bar.setValue(places[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_lines_short(event.size().width())
        super().resizeEvent(event)

    def _keep_lines_short(self, width: int) -> None:
        """Leave the room beyond the longest line empty, at the end of the line."""
        edge = theme.current().px(4)
        spare = max(edge, width - self._most_width)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.content.setContentsMargins(spare if right_to_left else edge, edge, edge if right_to_left else spare, edge)


def follow_focus(inside: QWidget) -> None:
    """Once all has its place, scroll to what has the focus in there.

    Qt does so for Tab only: not where the program leads the focus on, nor where something above grows.
    """
    QTimer.singleShot(0, inside, lambda: _into_sight(inside))


def _into_sight(inside: QWidget) -> None:
    focused = QApplication.focusWidget()
    if not focused or (focused is not inside and not inside.isAncestorOf(focused)):
        return
    above: QWidget | None = focused
    while above and not isinstance(above, Column):
        above = above.parentWidget()
    if isinstance(above, Column) and above is not focused:
        above.ensureWidgetVisible(focused)


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
