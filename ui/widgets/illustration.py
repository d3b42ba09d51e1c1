"""A picture in a text: as wide as there is room, never wider than it is, with a thin border."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_LEAST_WIDTH = 200


class Illustration(QWidget):
    """`told` is what a screen reader says instead of it."""

    def __init__(self, file: Path, told: str) -> None:
        super().__init__()
        self.picture = QPixmap(str(file))
        self.setAccessibleName(told)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        shown = min(width, self.picture.width())
        return round(shown * self.picture.height() / max(1, self.picture.width()))

    def sizeHint(self) -> QSize:
        return self.picture.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.heightForWidth(_LEAST_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        width = min(self.width(), self.picture.width())
        left = self.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        area = QRect(left, 0, width, self.heightForWidth(width))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(area, self.picture)
        painter.setPen(QColor(theme.current().tokens.control_border))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.end()
