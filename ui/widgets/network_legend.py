"""What the lines and points of the network mean: a sample and a word each, line by line below the picture."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QStaticText

from ui import theme
from ui.widgets.network_strokes import Dots, stroke

_MOST = 0.3
"""Of the height; a legend that would need more is left out, the table says it all."""
_SAMPLE, _BEFORE_WORDS, _APART = 24, 30, 14


@dataclass(frozen=True, slots=True)
class _Sign:
    text: QStaticText
    kind: str = ""
    level: str = ""


class Legend:
    """Signs at the bottom of a picture, beginning where reading begins."""

    def __init__(self, dots: Dots) -> None:
        self._dots = dots
        self._placed: list[tuple[QPointF, _Sign]] = []
        self.height = 0.0
        """Pixels that it takes from the picture."""

    def arrange(
        self, kinds: Iterable[tuple[str, str]], levels: Iterable[tuple[str, str]], size: QSize, *, mirrored: bool
    ) -> None:
        """Place the signs of types and levels, given with their titles."""
        signs = [_Sign(_text(title), kind=kind) for kind, title in kinds]
        signs += [_Sign(_text(title), level=level) for level, title in levels]
        gap, beside = theme.current().px(_APART), theme.current().px(_BEFORE_WORDS)
        rows: list[list[_Sign]] = [[]]
        used = 0.0
        for sign in signs:
            wide = beside + sign.text.size().width() + gap
            if used + wide > size.width() - 2 * gap and rows[-1]:
                rows.append([])
                used = 0.0
            rows[-1].append(sign)
            used += wide
        self._placed, self.height = [], 0.0
        high = max((sign.text.size().height() for sign in signs), default=0.0) + 2
        if not signs or len(rows) * high > _MOST * size.height():
            return
        self.height = len(rows) * high + 10
        for number, row in enumerate(rows):
            x = float(gap)
            y = size.height() - (len(rows) - number) * high - 6
            for sign in row:
                wide = beside + sign.text.size().width()
                self._placed.append((QPointF(size.width() - x - wide if mirrored else x, y), sign))
                x += wide + gap

    def paint(self, painter: QPainter, size: QSize, ratio: float, *, mirrored: bool) -> None:
        """Paint it over what reaches down there; `ratio` is that of the screen."""
        if not self._placed:
            return
        tokens = theme.current().tokens
        painter.fillRect(QRectF(0, size.height() - self.height, size.width(), self.height), QColor(tokens.surface))
        sample, beside = theme.current().px(_SAMPLE), theme.current().px(_BEFORE_WORDS)
        for place, sign in self._placed:
            high, wide = sign.text.size().height(), sign.text.size().width()
            start = place.x() + wide + beside - sample if mirrored else place.x()
            if sign.kind:
                pen = stroke(sign.kind)
                pen.setWidth(2)
                painter.setPen(pen)
                painter.drawLine(QLineF(start, place.y() + high / 2, start + sample, place.y() + high / 2))
            else:
                dot = self._dots.dot(sign.level, theme.current().px(6), ratio)
                across = dot.width() / dot.devicePixelRatio()
                painter.drawPixmap(QPointF(start + (sample - across) / 2, place.y() + (high - across) / 2), dot)
            painter.setPen(QColor(tokens.text))
            painter.drawStaticText(QPointF(place.x() if mirrored else place.x() + beside, place.y()), sign.text)


def _text(title: str) -> QStaticText:
    made = QStaticText(title)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=theme.font(0.9))
    return made
