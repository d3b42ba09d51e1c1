"""Counts as horizontal bars, each with its name and number written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import isolate
from ui import theme

_ROW, _BAR, _GAP = 28, 16, 8
_NAMES = 0.42
"""Share of the width for the names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the chart; a heading has a number and no bar."""

    name: str
    count: int
    heading: bool = False


class Bars(QWidget):
    """Painted; what it shows stands in a table beside it as well, for screen readers and for copying."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, in this order."""
        self.bars = bars
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(360), theme.current().px(_ROW) * max(1, len(self.bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max((bar.count for bar in self.bars if not bar.heading), default=0)
        row = theme.current().px(_ROW)
        first, last = event.rect().top() // row, event.rect().bottom() // row
        for place in range(max(0, first), min(len(self.bars), last + 1)):
            self._paint_bar(painter, QRect(0, place * row, self.width(), row), self.bars[place], most)
        painter.end()

    def _paint_bar(self, painter: QPainter, line: QRect, bar: Bar, most: int) -> None:
        gap, number = theme.current().px(_GAP), i18n.current().number(bar.count)
        font = theme.font(bold=bar.heading)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = metrics.horizontalAdvance(number) + gap
        names = line.width() - room if bar.heading else int(line.width() * _NAMES)
        name = metrics.elidedText(isolate(bar.name), Qt.TextElideMode.ElideRight, names - gap)
        self._write(painter, QRect(line.left(), line.top(), names, line.height()), name)
        start = line.left() + names
        if not bar.heading:
            thick, longest = theme.current().px(_BAR), max(0, line.width() - names - room - gap)
            length = max(int(longest * bar.count / most), 2) if bar.count and most else 0
            shape = QRect(start, line.center().y() - thick // 2, length, thick)
            painter.fillRect(self._mirrored(shape), self.palette().color(QPalette.ColorRole.Accent))
            start += length + gap
        self._write(painter, QRect(start, line.top(), room, line.height()), number)

    def _write(self, painter: QPainter, area: QRect, text: str) -> None:
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        flags = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(self._mirrored(area), int(flags), text)

    def _mirrored(self, area: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return QRect(self.width() - area.right() - 1, area.top(), area.width(), area.height())
        return area
