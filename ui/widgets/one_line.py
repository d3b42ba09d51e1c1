"""Text on one line, cut with … where there is no room; a tool tip and screen readers have all of it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme


class OneLine(QWidget):
    """Never wider than its place."""

    def __init__(self, *, bold: bool = False, quiet: bool = False) -> None:
        super().__init__()
        self._font = theme.font(bold=bold)
        self._quiet = quiet
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All of it."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        tall = metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, self._text or "x").height()
        return QSize(metrics.horizontalAdvance(self._text), max(tall, metrics.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self._font)
        role = QPalette.ColorRole.PlaceholderText if self._quiet else QPalette.ColorRole.WindowText
        painter.setPen(self.palette().color(role))
        cut = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.rect(), int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), cut)
        painter.end()
