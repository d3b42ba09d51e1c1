"""Painted bars with their names and figures beside them, for a page, a projector or paper, in either direction.

Nothing is told by colour alone: each bar has its figure, each range of ranks its numbers. A screen reader gets the same
as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

_ROW, _HEAD, _WORDS = 30, 26, 76
_NAME, _BAR, _RANGE = 0.4, 0.23, 0.27
"""Shares of the width; the note has the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its name, how far its bar reaches, and the figure beside it."""

    name: str
    share: float
    """Of the full length, 0 to 1."""
    figure: str
    rank: float = 0.0
    best: float = 0.0
    """Rank, and the ranks it can have; 0 where there are none."""
    worst: float = 0.0
    ranks: str = ""
    """The same in words: "4 to 7"."""
    note: str = ""


class Bars(QWidget):
    """Bars below each other; with ranges of ranks where the bars have them."""

    def __init__(self, name: str, *, scale: float = 1.0, lines: int = 1) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._scale, self._lines = scale, lines
        self._bars: tuple[Bar, ...] = ()
        self._heads: tuple[str, str, str, str] = ("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], heads: tuple[str, str, str, str] = ("", "", "", "")) -> None:
        """Show these bars under the headings of names, bars, ranges and notes."""
        self._bars, self._heads = tuple(bars), heads
        told = [" ".join(filter(None, (one.name, one.figure, one.ranks, one.note))) for one in bars]
        self.setAccessibleDescription("; ".join(told))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def draw_at(self, scale: float) -> None:
        """Draw letters and bars at this scale from now on."""
        self._scale = scale
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def _row(self) -> int:
        metrics, breaks = QFontMetrics(self._font()), "\n".join("x" * self._lines)
        flags = int(Qt.TextFlag.TextExpandTabs)
        texts = [breaks.replace("x", one.name[:12]) for one in self._bars[:3]]  # scripts differ in height
        tallest = max((metrics.boundingRect(0, 0, 9999, 999, flags, text).height() for text in texts), default=0)
        return max(self._px(_ROW), metrics.height() * self._lines, tallest) + self._px(6 * (self._lines - 1))

    @property
    def _top(self) -> int:
        return (max(self._px(_HEAD), QFontMetrics(self._font()).height())) if any(self._heads) else 0

    def _px(self, pixels: float) -> int:
        return round(theme.current().px(pixels) * self._scale)

    def _font(self, *, bold: bool = False) -> QFont:
        return theme.font(self._scale, bold=bold)

    def sizeHint(self) -> QSize:
        return QSize(self._px(320), self._top + self._row * len(self._bars) + self._px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.rect())
        painter.end()

    def draw(self, painter: QPainter, area: QRect) -> None:
        """Draw into an area of any painter: the screen, a picture, a page."""
        ranged = any(one.worst for one in self._bars)
        noted = any(one.note for one in self._bars)
        bar = _BAR + (0 if ranged else _RANGE) + (0 if noted else 1 - _NAME - _BAR - _RANGE)
        starts = (0.0, _NAME, _NAME + bar, _NAME + bar + (_RANGE if ranged else 0), 1.0)
        columns = [(round(a * area.width()), round((b - a) * area.width())) for a, b in pairwise(starts)]
        self._draw_heads(painter, area, columns)
        most = max((one.worst for one in self._bars), default=1.0)
        for place, one in enumerate(self._bars):
            top = area.top() + self._top + place * self._row
            self._draw_row(painter, area, columns, top, one, most)

    def _box(self, area: QRect, start: int, width: int, top: int, height: int) -> QRect:
        """A box by its distance from where reading begins."""
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = area.width() - start - width if right_to_left else start
        return QRect(area.left() + left, top, width, height)

    def _draw_heads(self, painter: QPainter, area: QRect, columns: list[tuple[int, int]]) -> None:
        if not any(self._heads):
            return
        painter.setFont(theme.font(self._scale * 0.9))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for (start, width), head in zip(columns, self._heads, strict=True):
            if width > 0:
                self._write(painter, self._box(area, start, width, area.top(), self._top), head)

    def _write(self, painter: QPainter, box: QRect, text: str, *, wrap: bool = False) -> None:
        gap = self._px(6)
        inner = box.adjusted(gap, 0, -gap, 0)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        room = inner.width() * (self._lines if wrap else 1)
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room * (0.9 if wrap else 1)))
        painter.drawText(inner, flags | int(Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine), cut)

    def _draw_row(
        self, painter: QPainter, area: QRect, columns: list[tuple[int, int]], top: int, one: Bar, most: float
    ) -> None:
        palette, row = self.palette(), self._row
        painter.setFont(self._font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        (start, width), bar, ranged, note = columns
        self._write(painter, self._box(area, start, width, top, row), one.name, wrap=self._lines > 1)
        room = self._px(52)
        length = max(0, bar[1] - room - self._px(8))
        filled = round(length * min(1.0, max(0.0, one.share)))
        thick = round(row / self._lines * 0.56)
        level = top + (row - thick) // 2
        painter.fillRect(self._box(area, bar[0], length, level, thick), palette.color(QPalette.ColorRole.Midlight))
        painter.fillRect(self._box(area, bar[0], filled, level, thick), palette.color(QPalette.ColorRole.Highlight))
        painter.setFont(self._font(bold=True))
        self._write(painter, self._box(area, bar[0] + length, room + self._px(8), top, row), one.figure)
        painter.setFont(self._font())
        if one.worst and ranged[1] > 0:
            self._draw_range(painter, self._box(area, ranged[0], ranged[1], top, row), one, most)
        if one.note and note[1] > 0:
            self._write(painter, self._box(area, note[0], note[1], top, row), one.note)

    def _draw_range(self, painter: QPainter, box: QRect, one: Bar, most: float) -> None:
        """A line from the best to the worst rank, first where reading begins, and a point at the rank itself."""
        edge, middle = self._px(12), box.center().y()
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = self._px(_WORDS)
        text = QRect(box.left() if right_to_left else box.right() - words, box.top(), words, box.height())
        self._write(painter, text, one.ranks)
        box = box.adjusted(words, 0, 0, 0) if right_to_left else box.adjusted(0, 0, -words, 0)
        length = box.width() - 2 * edge

        def at(rank: float) -> int:
            share = (rank - 1) / max(1.0, most - 1)
            return round(box.right() - edge - share * length if right_to_left else box.left() + edge + share * length)

        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(at(1), middle, at(most), middle)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), max(2, self._px(4))))
        painter.drawLine(at(one.best), middle, at(one.worst), middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Text))
        size = self._px(5)
        painter.drawEllipse(at(one.rank) - size, middle - size, 2 * size, 2 * size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
