"""The network of stakeholders as a picture: nodes by level, lines by type, all lines of a type painted in one stroke.

Arrow keys go to the nearest stakeholder, Enter opens it, plus and minus zoom, 0 shows all, Shift with arrow keys moves
the picture and Alt with arrow keys the stakeholder; the mouse drags either. Right-to-left screens see it mirrored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QStaticText,
    QWheelEvent,
)

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.network import Measure, Network
from gcmdesk.stakeholders.relations import key
from ui import theme
from ui.theme import Look
from ui.widgets.picture_view import Labels, PictureView

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
_NEAREST, _FARTHEST, _STEP = 400.0, 2.0, 1.25
"""Pixels that one step of the layout may take, and the factor of one zoom."""
_MARGIN, _SMALL, _LARGE = 40, 5, 11
_SHARE, _LEAST_PART = 0.3, 0.5
"""Of the distance to the next point that a radius may take, and of its usual size that it keeps at least."""
_LONGEST = 36
_MOST_LABELS = 120
_MOVED = 0.25
_BACK, _WIDE = 8.0, 3.5
"""Length and half the width of an arrow head, in pixels."""
_MOST_OF_LEGEND = 0.4
"""Of the height; a legend that would need more is left out, the table says it all."""
_MOST_STRETCHED = 3.0
"""Sideways: screens are wider than high."""


def colours() -> tuple[str, ...]:
    """Of lines and points, for the ground they are painted on."""
    return _LIGHT if theme.current().look is Look.LIGHT else _DARK


def stroke(kind: str) -> QPen:
    """The pen of a type; opaque and a pixel wide, so that thousands are painted at once."""
    number, style = _STROKES.get(kind, _OWN)
    pen = QPen(QColor(colours()[number]), 1, style)
    pen.setCosmetic(True)
    return pen


def shortened(name: str) -> str:
    """A name that fits beside a point."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class _Sign:
    """A line of the legend."""

    text: QStaticText
    kind: str = ""
    level: str = ""


class NetworkView(PictureView):
    """Paints a network that was laid out elsewhere."""

    moved = Signal(object)
    """Places that the user has changed: {id: (x, y)} of all nodes."""

    def __init__(self, name: str, titles: Mapping[str, str]) -> None:
        super().__init__(name)
        self.titles = titles
        """Of the types of relation, in the language of the screen."""
        self.network = Network((), ())
        self.laid: dict[int, tuple[float, float]] = {}
        self.measures: dict[int, Measure] = {}
        self._scale = 0.0
        self._stretch = 1.0
        self._part = 1.0
        self._pan = QPointF()
        self._whole = True
        """Whether all is in sight: then no name sticks out of the picture."""
        self._lines: dict[str, list[QLineF]] = {}
        self._labels = Labels()
        self._signs: list[tuple[QPointF, _Sign]] = []
        self._drag: tuple[int, QPointF] | None = None
        self._dots: dict[tuple[str, int, bool, str], QPixmap] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_network(
        self, network: Network, laid: Mapping[int, tuple[float, float]], measures: Sequence[Measure]
    ) -> None:
        """Show another network; the picture stays where it is as long as it shows the same stakeholders."""
        same = {node.id for node in network.nodes} == {node.id for node in self.network.nodes}
        self.network, self.laid = network, dict(laid)
        self.measures = {one.stakeholder: one for one in measures}
        self._names = {node.id: node.name for node in network.nodes}
        if self.current not in self._names:
            self.current = 0
        self.setAccessibleDescription(self.said(self.current))
        if same and self._scale:
            self.arrange()
            self.update()
        else:
            self.show_all()

    def said(self, id: int) -> str:
        one = self.measures.get(id)
        if one is None:
            return ""
        text = ngettext("{name}: {n} partner", "{name}: {n} partners", one.partners)
        return text.format(name=self._names.get(id, ""), n=i18n.current().number(one.partners))

    # Where things are

    def show_all(self) -> None:
        """Zoom so that everything is in sight."""
        if not self.laid:
            return
        self._place_signs()
        xs, ys = [x for x, _y in self.laid.values()], [y for _x, y in self.laid.values()]
        wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
        room = self._room()
        self._scale = min(room.width() / wide, room.height() / high, _NEAREST / 2)
        self._stretch = min(room.width() / wide / self._scale, _MOST_STRETCHED)
        middle = QPointF((max(xs) + min(xs)) / 2 * self._side * self._stretch, (max(ys) + min(ys)) / 2)
        self._pan = room.center() - middle * self._scale
        self._whole = True
        self.arrange()
        self.update()

    @property
    def _side(self) -> int:
        return -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1

    def _room(self) -> QRectF:
        """Where nodes go: within the margin and above the legend."""
        margin = min(theme.current().px(_MARGIN), self.width() / 5, self.height() / 5)
        below = max((self.height() - place.y() + 4 for place, _sign in self._signs), default=0.0)
        below = min(below, self.height() / 2)
        return QRectF(margin, margin, max(self.width() - 2 * margin, 1), max(self.height() - below - 2 * margin, 1))

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom in (above 1) or out, keeping a point where it is."""
        about = about or self._room().center()
        scale = min(max(self._scale * factor, _FARTHEST), _NEAREST)
        self._pan = about - (about - self._pan) * (scale / self._scale if self._scale else 1)
        self._scale = scale
        self._whole = False
        self.arrange()
        self.update()

    def pan(self, away: QPointF) -> None:
        """Move the picture."""
        self._pan += away
        if self._whole:
            self._whole = False
            self.arrange()
        self.update()

    def nearest(self, place: QPointF, reach: float) -> int:
        return super().nearest(place - self._pan, reach)

    def arrange(self) -> None:
        scale, side = self._scale, self._side * self._scale * self._stretch
        spots = {id: (x * side, y * scale) for id, (x, y) in self.laid.items()}
        self.places = {id: QPointF(*spot) for id, spot in spots.items()}
        self._part = self._room_for_points()
        radii = {id: self._radius(id) for id in spots}
        lines: dict[str, list[QLineF]] = {}
        for one in self.network.relations:
            if one.source in spots and one.target in spots:
                start, end = spots[one.source], spots[one.target]
                drawn = lines.setdefault(key(one), [])
                drawn.append(QLineF(*start, *end))
                if one.directed:
                    drawn += _head(*start, *end, radii[one.target])
        self._lines = lines
        self._place_labels()

    def _room_for_points(self) -> float:
        """Of their usual size, so that points of a crowded map can be told apart; closer up they grow."""
        if not self.places:
            return 1.0
        xs, ys = [spot.x() for spot in self.places.values()], [spot.y() for spot in self.places.values()]
        area = (max(xs) - min(xs)) * (max(ys) - min(ys)) / len(self.places)
        return min(1.0, max(_LEAST_PART, _SHARE * sqrt(area) / theme.current().px(_LARGE)))

    def _radius(self, id: int) -> int:
        one = self.measures.get(id)
        usual = theme.current().px(min(_SMALL + one.partners // 2, _LARGE) if one else _SMALL)
        return max(3, round(usual * self._part))

    def _place_labels(self) -> None:
        near = {
            other
            for one in self.network.relations
            for other in (one.source, one.target)
            if self.current in (one.source, one.target)
        }
        spots = []
        for id, point in self.places.items():
            radius = self._radius(id)
            spots.append(QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius))
        if self._whole:
            spots += [box.translated(-self._pan) for box in self.covered]
        self._labels.clear(spots)
        partners = {id: one.partners for id, one in self.measures.items()}
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4).translated(-self._pan) if self._whole else None
        first = sorted(self.places, key=lambda id: (id != self.current, id not in near, -partners.get(id, 0), id))
        for id in first[:_MOST_LABELS]:
            gap, name = self._radius(id) + 3, shortened(self._names.get(id, ""))
            self._labels.place(id, name, self.places[id], gap, room, must=id == self.current)

    def _place_signs(self) -> None:
        """The legend, line by line from the bottom, beginning where reading begins."""
        levels = {node.level for node in self.network.nodes} - {""}
        kinds = {key(one) for one in self.network.relations}
        signs = [self._sign(title, kind=kind) for kind, title in self.titles.items() if kind in kinds]
        signs += [self._sign(_(title), level=level) for level, title in vocabulary.LEVELS.items() if level in levels]
        gap, sample = theme.current().px(14), theme.current().px(30)
        rows: list[list[_Sign]] = [[]]
        used = 0.0
        for sign in signs:
            wide = sample + sign.text.size().width() + gap
            if used + wide > self.width() - 2 * gap and rows[-1]:
                rows.append([])
                used = 0.0
            rows[-1].append(sign)
            used += wide
        self._signs = []
        high = self.fontMetrics().height() + 2
        if len(rows) * high > _MOST_OF_LEGEND * self.height():
            return
        for number, row in enumerate(rows):
            x = float(gap)
            y = self.height() - (len(rows) - number) * high - 6
            for sign in row:
                wide = sample + sign.text.size().width()
                self._signs.append((QPointF(x if self._side > 0 else self.width() - x - wide, y), sign))
                x += wide + gap

    def _sign(self, title: str, *, kind: str = "", level: str = "") -> _Sign:
        text = QStaticText(title)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(font=self.font())
        return _Sign(text, kind, level)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme.current().tokens
        painter.fillRect(event.rect(), QColor(tokens.surface))
        painter.translate(self._pan)
        for kind, lines in self._lines.items():
            painter.setPen(stroke(kind))
            painter.drawLines(lines)
        self._paint_own_lines(painter)
        for node in self.network.nodes:
            point = self.places.get(node.id)
            if point is not None:
                dot = self._dot(node.level, self._radius(node.id), current=node.id == self.current)
                painter.drawPixmap(point - QPointF(dot.width(), dot.height()) / (2 * dot.devicePixelRatio()), dot)
        painter.setPen(QColor(tokens.text))
        ground = QColor(tokens.surface)
        for _id, corner, text in self._labels.placed:
            size = text.size()
            painter.fillRect(QRectF(corner.x() - 1, corner.y() + 2, size.width() + 2, size.height() - 4), ground)
            painter.drawStaticText(corner, text)
        painter.resetTransform()
        self._paint_signs(painter)
        self.paint_frame(painter)
        painter.end()

    def _paint_own_lines(self, painter: QPainter) -> None:
        """The lines of the current stakeholder, thicker by their strength."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in self.network.relations:
            if self.current in (one.source, one.target) and {one.source, one.target} <= self.places.keys():
                pen = stroke(key(one))
                pen.setWidthF(1.5 + (one.strength or 1))
                painter.setPen(pen)
                painter.drawLine(self.places[one.source], self.places[one.target])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _dot(self, level: str, radius: int, *, current: bool) -> QPixmap:
        look = theme.current().look
        made = self._dots.get((level, radius, current, look))
        if made is None:
            made = self._dots[level, radius, current, look] = _dot(level, radius, self.devicePixelRatioF(), current)
        return made

    def _paint_signs(self, painter: QPainter) -> None:
        tokens = theme.current().tokens
        if not self._signs:
            return
        top = min(place.y() for place, _sign in self._signs) - 4
        painter.fillRect(QRectF(0, top, self.width(), self.height() - top), QColor(tokens.surface))
        sample = theme.current().px(24)
        for place, sign in self._signs:
            high = sign.text.size().height()
            wide = sign.text.size().width()
            start = place.x() if self._side > 0 else place.x() + wide + theme.current().px(6)
            if sign.kind:
                pen = stroke(sign.kind)
                pen.setWidth(2)
                painter.setPen(pen)
                painter.drawLine(QLineF(start, place.y() + high / 2, start + sample, place.y() + high / 2))
            else:
                dot = self._dot(sign.level, theme.current().px(6), current=False)
                across = dot.width() / dot.devicePixelRatio()
                painter.drawPixmap(QPointF(start + (sample - across) / 2, place.y() + (high - across) / 2), dot)
            painter.setPen(QColor(tokens.text))
            words = place.x() + theme.current().px(30) if self._side > 0 else place.x()
            painter.drawStaticText(QPointF(words, place.y()), sign.text)

    # Keys and mouse

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in steps and (shift or alt):
            across, down = steps[Qt.Key(key)]
            if alt:
                self._move(self.current, QPointF(across, down) * _MOVED * self._scale)
                self.moved.emit(dict(self.laid))
            else:
                self.pan(QPointF(-across, -down) * theme.current().px(40))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        point = self.places.get(self.current)
        if point is not None and not self._room().contains(point + self._pan):
            self._pan = self._room().center() - point
            self.update()

    def _move(self, id: int, away: QPointF) -> None:
        if id in self.laid and self._scale:
            x, y = self.laid[id]
            self.laid[id] = (x + away.x() / self._scale / self._stretch * self._side, y + away.y() / self._scale)
            self.arrange()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._drag = (self.nearest(event.position(), theme.current().px(16)), event.position())
        self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        id, last = self._drag
        away = event.position() - last
        if id:
            self._move(id, away)
            self._dragged = True
        else:
            self.pan(away)
        self._drag = (id, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        if self._drag and self._dragged:
            self.moved.emit(dict(self.laid))
        self._drag = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())


def _head(x: float, y: float, to_x: float, to_y: float, radius: int) -> tuple[QLineF, ...]:
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


def _dot(level: str, radius: int, ratio: float, current: bool) -> QPixmap:
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
