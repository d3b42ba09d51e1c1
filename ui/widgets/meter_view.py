"""The meter as bars: one line a link, with its title and figure written beside it."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QStaticText
from PySide6.QtWidgets import QSizePolicy, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import theme

Bar = tuple[str, int | None]
"""Title and figure; None is "not recorded"."""


class MeterView(QWidget):
    """Bars from the side where reading begins; the figures are also its accessible text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these figures."""
        self.bars = bars
        self.setAccessibleDescription("; ".join(f"{title}: {_figure(count)}" for title, count in bars))
        self.updateGeometry()
        self.update()

    @property
    def _step(self) -> int:
        return self._high + self.fontMetrics().height() + theme.current().px(8)

    @property
    def _high(self) -> int:
        """Of a title: letters of another script than the font's own may need more than the font says."""
        heights = []
        for title, _count in self.bars:
            text = QStaticText(title)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=self.font())
            heights.append(ceil(text.size().height()))
        return max([self.fontMetrics().height(), *heights])

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self._step * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        tokens = theme.current().tokens
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        most = max((count or 0 for _title, count in self.bars), default=0)
        above, high, step = self._high, self.fontMetrics().height(), self._step
        figures = max((self.fontMetrics().horizontalAdvance(_figure(count)) for _title, count in self.bars), default=0)
        room = max(self.width() - figures - theme.current().px(12), 1)
        for place, (title, count) in enumerate(self.bars):
            top = place * step
            painter.setPen(QColor(tokens.text))
            flags = int(
                Qt.AlignmentFlag.AlignAbsolute
                | (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
            )
            painter.drawText(QRectF(0, top, self.width(), above), flags, title)
            wide = room * (count or 0) / most if most else 0.0
            bar = QRectF(self.width() - wide if mirrored else 0, top + above + 1, wide, high - 2)
            if count:
                painter.fillRect(bar, QColor(tokens.accent))
            else:
                painter.setPen(QPen(QColor(tokens.control_border), 1, Qt.PenStyle.DotLine))
                painter.drawLine(0, int(bar.center().y()), self.width(), int(bar.center().y()))
            painter.setPen(QColor(tokens.text))
            gap = theme.current().px(6)
            figure = _figure(count)
            across = self.fontMetrics().horizontalAdvance(figure)
            x = bar.left() - gap - across if mirrored else bar.right() + gap
            spot = QRectF(x, bar.top(), across + 1, high)
            painter.fillRect(spot.adjusted(-2, 0, 2, 0), self.palette().base())
            painter.drawText(spot, flags, figure)
        painter.end()


def _figure(count: int | None) -> str:
    return _("not recorded") if count is None else i18n.current().number(count)
