"""Charts of reports painted for the screen: the same bars that Word draws, with names and numbers beside them."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter

from gcmdesk.i18n import Texts
from gcmdesk.reports.blocks import Chart
from ui.theme import BASE_POINTS, FONT_FAMILIES, Theme

_NAMES, _NUMBER = 0.38, 56
"""Share of the width for the names, and pixels at 100 % for the number after a bar."""
_BAR, _GAP, _PADDING = 16, 6, 8
_SHARPER = 2
"""Pixels of the picture for each on the screen, so that large text and fine screens show it sharp."""
_NONE = "–"


@dataclass(frozen=True, slots=True)
class _Row:
    """A category: its name and, for each bar, (series, value) pairs."""

    name: str
    bars: tuple[tuple[tuple[int, float | None], ...], ...]
    height: int


def painted(chart: Chart, texts: Texts, theme: Theme, width: int, *, rtl: bool) -> QImage:
    """Paint a chart `width` pixels wide; as high as it needs to be. Works on any thread."""
    return _Painting(chart, texts, theme, width, rtl=rtl).image()


class _Painting:
    def __init__(self, chart: Chart, texts: Texts, theme: Theme, width: int, *, rtl: bool) -> None:
        self.chart, self.texts, self.theme, self.width, self.rtl = chart, texts, theme, width, rtl
        tokens = theme.tokens
        self.fills = [QColor(one) for one in (tokens.accent, tokens.accent_soft, tokens.muted, tokens.surface)]
        """From dark to light, each with an edge: series differ not by colour alone."""
        self.names = round(width * _NAMES)
        self.start = Qt.AlignmentFlag.AlignAbsolute | (
            Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        )

    def image(self) -> QImage:
        measure = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(measure)
        painter.setFont(self._font())
        rows = [self._row(painter, place, name) for place, name in enumerate(self.chart.categories)]
        legend = self._line(painter) * len(self.chart.series) if len(self.chart.series) > 1 else 0
        painter.end()
        height = sum(row.height for row in rows) + legend + 2 * self._px(_PADDING)
        made = QImage(self.width * _SHARPER, height * _SHARPER, QImage.Format.Format_ARGB32_Premultiplied)
        made.setDevicePixelRatio(_SHARPER)
        made.fill(QColor(self.theme.tokens.surface))
        painter = QPainter(made)
        painter.setFont(self._font())
        top = self._px(_PADDING)
        if legend:
            top = self._paint_legend(painter, top)
        most = self._most(rows)
        for row in rows:
            self._paint_row(painter, row, top, most)
            top += row.height
        painter.end()
        return made

    def _px(self, pixels: float) -> int:
        return self.theme.px(pixels)

    def _font(self) -> QFont:
        font = QFont()
        font.setFamilies(list(FONT_FAMILIES))
        font.setPixelSize(round(BASE_POINTS * 0.95 * self.theme.text_size / 100 * 96 / 72))
        return font

    def _line(self, painter: QPainter) -> int:
        return painter.fontMetrics().lineSpacing() + self._px(4)

    def _row(self, painter: QPainter, place: int, name: str) -> _Row:
        values = [(number, series.values[place]) for number, series in enumerate(self.chart.series)]
        bars = (tuple(values),) if self.chart.stacked else tuple((one,) for one in values)
        room = QRect(0, 0, self.names - self._px(_GAP), 10_000)
        text = painter.boundingRect(room, Qt.TextFlag.TextWordWrap | self.start, name).height()
        each = max(self._px(_BAR), painter.fontMetrics().height())
        return _Row(name, bars, max(text, each * len(bars)) + 2 * self._px(_GAP))

    def _most(self, rows: list[_Row]) -> float:
        return max((sum(value or 0 for _s, value in bar) for row in rows for bar in row.bars), default=0) or 1

    def _across(self, left: float, top: float, width: float, height: float) -> QRectF:
        """Counted from the side where reading begins."""
        return QRectF(self.width - left - width if self.rtl else left, top, width, height)

    def _bar(self, painter: QPainter, series: int, rect: QRectF) -> None:
        painter.setPen(QColor(self.theme.tokens.text))
        style = Qt.BrushStyle.SolidPattern if series < len(self.fills) else Qt.BrushStyle.Dense4Pattern
        painter.setBrush(QBrush(self.fills[series % len(self.fills)], style))
        painter.drawRect(rect)

    def _say(self, painter: QPainter, rect: QRectF, text: str) -> None:
        painter.setPen(QColor(self.theme.tokens.text))
        painter.drawText(rect, int(Qt.TextFlag.TextWordWrap | self.start | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_legend(self, painter: QPainter, top: int) -> int:
        line, side = self._line(painter), self._px(12)
        for number, series in enumerate(self.chart.series):
            self._bar(painter, number, self._across(self._px(_PADDING), top + (line - side) / 2, side, side))
            start = self._px(_PADDING) + side + self._px(_GAP)
            self._say(painter, self._across(start, top, self.width - start, line), series.title)
            top += line
        return top

    def _paint_row(self, painter: QPainter, row: _Row, top: int, most: float) -> None:
        gap, room = self._px(_GAP), self.width - self.names - self._px(_NUMBER) - self._px(_PADDING)
        self._say(painter, self._across(0, top, self.names - gap, row.height), row.name)
        each = (row.height - 2 * gap) / len(row.bars)
        thick = min(each - 1, self._px(_BAR))
        for place, bar in enumerate(row.bars):
            middle = top + gap + each * (place + 0.5)
            left = float(self.names)
            for series, value in bar:
                wide = room * (value or 0) / most
                if wide:
                    self._bar(painter, series, self._across(left, middle - thick / 2, wide, thick))
                left += wide
            told = [value for _series, value in bar if value is not None]
            number = self.texts.number(sum(told)) if told else _NONE
            self._say(painter, self._across(left + gap, middle - each / 2, self._px(_NUMBER), each), number)
