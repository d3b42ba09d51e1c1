"""How the lines and points of the network look: colour and dashes by type, shape by level, arrow heads."""

from math import hypot

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ui import theme
from ui.theme import Look

Line = Qt.PenStyle
_LIGHT = ("#0072B2", "#B97A00", "#007A5A", "#A34F86", "#D55E00")
_DARK = ("#56B4E9", "#E69F00", "#2BC59A", "#E08CC4", "#FF8A50")
_STROKES = {
    "authority": (0, Line.SolidLine),
    "funding": (1, Line.DashLine),
    "information": (2, Line.DotLine),
    "service": (3, Line.DashDotLine),
    "representation": (0, Line.DashDotDotLine),
    "cooperation": (2, Line.SolidLine),
    "conflict": (4, Line.DashLine),
}
"""Colour and kind of line of each type: no two share both, and the line alone tells them apart in most pictures."""
_OWN = (3, Line.SolidLine)
_BACK, _WIDE = 8.0, 3.5
"""Length and half the width of an arrow head, in pixels."""


def colours() -> tuple[str, ...]:
    """Of lines and points, for the ground they are painted on."""
    return _LIGHT if theme.current().look is Look.LIGHT else _DARK


def stroke(kind: str) -> QPen:
    """The pen of a type; opaque and a pixel wide, so that thousands are painted at once."""
    number, style = _STROKES.get(kind, _OWN)
    pen = QPen(QColor(colours()[number]), 1, style)
    pen.setCosmetic(True)
    return pen


def head(x: float, y: float, to_x: float, to_y: float, radius: int) -> tuple[QLineF, ...]:
    """The two strokes of an arrow head that touches the node at the end of a line; none on a very short line."""
    across, down = to_x - x, to_y - y
    length = hypot(across, down)
    if length < 3 * radius:
        return ()
    across, down = across / length, down / length
    tip_x, tip_y = to_x - across * (radius + 1), to_y - down * (radius + 1)
    back_x, back_y = tip_x - across * _BACK, tip_y - down * _BACK
    return (
        QLineF(tip_x, tip_y, back_x + down * _WIDE, back_y - across * _WIDE),
        QLineF(tip_x, tip_y, back_x - down * _WIDE, back_y + across * _WIDE),
    )


_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "national": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "regional": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "global": ((0, -1), (1, 0.8), (-1, 0.8)),
}
"""Of the levels; local and unknown ones are round, unknown ones empty inside."""


class Dots:
    """The points, painted once for each level, radius and look."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, float, bool, str], QPixmap] = {}

    def dot(self, level: str, radius: int, ratio: float, *, current: bool = False) -> QPixmap:
        """A point of this radius, in pixels of the widget, for a screen with `ratio` points to one."""
        what = (level, radius, ratio, current, theme.current().look)
        made = self._made.get(what)
        if made is None:
            made = self._made[what] = _dot(level, radius, ratio, current=current)
        return made


def _dot(level: str, radius: int, ratio: float, *, current: bool) -> QPixmap:
    tokens = theme.current().tokens
    side = 2 * radius + 6
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.setPen(
        QPen(QColor(tokens.focus if current else tokens.surface if level else tokens.text), 3 if current else 1)
    )
    painter.setBrush(QColor(tokens.warning if current else tokens.text if level else tokens.surface))
    shape = _SHAPES.get(level)
    if shape:
        painter.drawPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in shape]))
    else:
        painter.drawEllipse(QPointF(), radius, radius)
    painter.end()
    return made
