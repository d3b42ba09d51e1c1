"""Icons that take the colour of the text around them and turn with the reading direction."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gcmdesk import paths

DIRECTIONAL = frozenset({"undo-2", "redo-2", "chevron-right", "arrow-right", "messages-square"})
"""Icons that point along the line of reading, and are mirrored for right-to-left languages."""

_ROLES = {
    "text": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent": QPalette.ColorRole.Accent,
    "on-accent": QPalette.ColorRole.HighlightedText,
    "danger": QPalette.ColorRole.BrightText,
    "on-danger": QPalette.ColorRole.Base,
    "success": QPalette.ColorRole.LinkVisited,
}


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def _right_to_left() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _leading_square(rect: QRect) -> QRect:
    """The square where reading begins: what a wide icon has left over keeps it apart from its text."""
    side = min(rect.width(), rect.height())
    left = rect.right() + 1 - side if _right_to_left() else rect.left()
    return QRect(left, rect.top() + (rect.height() - side) // 2, side, side)


class _Engine(QIconEngine):
    """Draws one icon in a palette role, whatever the palette is at that moment."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        square = _leading_square(rect)
        role = _ROLES["muted"] if mode == QIcon.Mode.Disabled else _ROLES[self._tone]
        colour: QColor = QGuiApplication.palette().color(role)
        painter.save()
        if self._name in DIRECTIONAL and _right_to_left():
            painter.translate(square.left() + square.right() + 1, 0)
            painter.scale(-1, 1)
        _drawing(self._name, colour.name()).render(painter, square.toRectF())
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon with this file name in `resources/icons`, drawn in a tone of the palette."""
    return QIcon(_Engine(name, tone))
