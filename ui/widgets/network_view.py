"""The network of stakeholders as a picture: nodes by level, lines by type, all lines of a type painted in one stroke.

Arrow keys go to the nearest stakeholder, Enter opens it, plus and minus zoom, 0 shows all, Shift with arrow keys moves
the picture and Alt with arrow keys the stakeholder; the mouse drags either. Right-to-left screens see it mirrored.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.network import Measure, Network
from gcmdesk.stakeholders.relations import key
from ui import theme
from ui.widgets.network_legend import Legend
from ui.widgets.network_strokes import Dots, head, stroke
from ui.widgets.picture_labels import Labels, box_of, shortened
from ui.widgets.picture_view import PictureView

_NEAREST, _FARTHEST, _STEP = 400.0, 2.0, 1.25
"""Pixels that one step of the layout may take, and the factor of one zoom."""
_MARGIN, _EDGE = 40, 26
"""Beside the points, and above and below them, where names find room."""
_SMALL, _LARGE, _LEAST_RADIUS = 5, 11, 3
_SHARE, _LEAST_PART = 0.3, 0.5
"""Of the distance to the next point that a radius may take, and of its usual size that it keeps at least."""
_MOST_LABELS = 120
_MOVED = 0.25
_MOST_STRETCHED = 3.0
"""Sideways: screens are wider than high."""


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
        self._radii: dict[int, int] = {}
        self._pan = QPointF()
        self._whole = True
        """Whether all is in sight: then no name sticks out of the picture."""
        self._lines: dict[str, list[QLineF]] = {}
        self._labels = Labels()
        self._drag: tuple[int, QPointF] | None = None
        self._dots = Dots()
        self._legend = Legend(self._dots)
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
        self._place_legend()
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
        """Where nodes go: within the margin, above the legend, beside or below the buttons."""
        across = min(theme.current().px(_MARGIN), self.width() / 5)
        upright = min(theme.current().px(_EDGE), self.height() / 5)
        free = QRectF(0, 0, self.width(), max(self.height() - self._legend.height, 1))
        for box in self.covered:
            beside, below = free.adjusted(0, 0, -box.width(), 0), free.adjusted(0, box.height(), 0, 0)
            if self._side > 0:
                beside.translate(box.width(), 0)
            free = max(beside, below, key=lambda one: min(one.width(), one.height()))
        free.adjust(across, upright, -across, -upright)
        return QRectF(free.topLeft(), free.size().expandedTo(QSizeF(1, 1)))

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
        self._radii = radii = self._reckoned_radii()
        lines: dict[str, list[QLineF]] = {}
        for one in self.network.relations:
            if one.source in spots and one.target in spots:
                (x, y), (to_x, to_y) = spots[one.source], spots[one.target]
                drawn = lines.setdefault(key(one), [])
                drawn.append(QLineF(x, y, to_x, to_y))
                if one.directed:
                    drawn += head(x, y, to_x, to_y, radii[one.target])
        self._lines = lines
        self._place_labels()

    def _room_for_points(self) -> float:
        """Of their usual size, so that points of a crowded map can be told apart; closer up they grow."""
        if not self.places:
            return 1.0
        xs, ys = [spot.x() for spot in self.places.values()], [spot.y() for spot in self.places.values()]
        area = (max(xs) - min(xs)) * (max(ys) - min(ys)) / len(self.places)
        return min(1.0, max(_LEAST_PART, _SHARE * sqrt(area) / theme.current().px(_LARGE)))

    def _reckoned_radii(self) -> dict[int, int]:
        """Of the points, in pixels: the more partners, the larger."""
        most = _LARGE - _SMALL
        usual = [theme.current().px(_SMALL + more) for more in range(most + 1)]
        sizes = [max(_LEAST_RADIUS, round(one * self._part)) for one in usual]
        partners = {id: one.partners for id, one in self.measures.items()}
        return {id: sizes[min(partners.get(id, 0) // 2, most)] for id in self.laid}

    def _place_labels(self) -> None:
        near = {
            other
            for one in self.network.relations
            for other in (one.source, one.target)
            if self.current in (one.source, one.target)
        }
        spots = []
        for id, point in self.places.items():
            x, y, radius = point.x(), point.y(), self._radii[id]
            spots.append((x - radius, y - radius, x + radius, y + radius))
        if self._whole:
            spots += [box_of(box.translated(-self._pan)) for box in self.covered]
        self._labels.clear(spots)
        partners = {id: one.partners for id, one in self.measures.items()}
        all_of_it = QRectF(self.rect()).adjusted(4, 4, -4, -4 - self._legend.height)
        room = all_of_it.translated(-self._pan) if self._whole else None
        first = sorted(self.places, key=lambda id: (id != self.current, id not in near, -partners.get(id, 0), id))
        for id in first[:_MOST_LABELS]:
            name = shortened(self._names.get(id, ""))
            self._labels.place(id, name, self.places[id], self._radii[id], room, must=id == self.current)

    def _place_legend(self) -> None:
        levels = {node.level for node in self.network.nodes} - {""}
        kinds = {key(one) for one in self.network.relations}
        self._legend.arrange(
            [(kind, title) for kind, title in self.titles.items() if kind in kinds],
            [(level, _(title)) for level, title in vocabulary.LEVELS.items() if level in levels],
            self.size(),
            mirrored=self._side < 0,
        )

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
        ratio = self.devicePixelRatioF()
        for node in self.network.nodes:
            point = self.places.get(node.id)
            if point is not None:
                dot = self._dots.dot(node.level, self._radii[node.id], ratio, current=node.id == self.current)
                painter.drawPixmap(point - QPointF(dot.width(), dot.height()) / (2 * dot.devicePixelRatio()), dot)
        painter.setPen(QColor(tokens.text))
        ground = QColor(tokens.surface)
        for _id, corner, text in self._labels.placed:
            size = text.size()
            painter.fillRect(QRectF(corner.x() - 1, corner.y() + 2, size.width() + 2, size.height() - 4), ground)
            painter.drawStaticText(corner, text)
        painter.resetTransform()
        self._legend.paint(painter, self.size(), self.devicePixelRatioF(), mirrored=self._side < 0)
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
