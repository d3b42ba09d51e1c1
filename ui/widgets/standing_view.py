"""Influence and interest as a picture: the median of the raters as a point, how far they are apart as lines.

Interest grows in the direction of reading, influence upwards. Quarters carry the suggested engagement. When two days
are compared, an arrow leads from then to now. Points that share a place stand side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, sin, sqrt
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QStaticText

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.stakeholders.ratings import HIGHEST, LOWEST, QUADRANTS, Middle, Quadrant, Standing
from ui import theme
from ui.widgets.network_strokes import colours
from ui.widgets.picture_labels import Labels, box_of, shortened
from ui.widgets.picture_view import PictureView

_EDGE = 0.6
"""Of a step, around the lowest and the highest rating."""
_BORDER = 2.75
"""Between low and high: 3, the middle, counts as high, and medians come in halves."""
_DOT, _APART = 6.0, 13.0
_GAP = 6
_LEAST_ACROSS = 30
"""Radii of a point that the map is high at least before its points grow with the text."""
_TURN = 2.399963
"""The golden angle: points of one place spread evenly."""
_MOST_LINES = 120
"""Points up to which everybody's spread is drawn; with more, only that of the current one."""
_CORNERS: dict[Quadrant, tuple[bool, bool]] = {
    "close": (True, True),
    "win": (True, False),
    "empower": (False, True),
    "watch": (False, False),
}
"""Whether influence and interest are high."""


Sign = Literal["alike", "differing", "turned", "same"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stakeholder on the map, and where it stood on the day it is compared with."""

    now: Standing
    before: Standing | None = None


def rated(one: Standing | None) -> bool:
    """Whether it has a place on the map: both sides were rated."""
    return one is not None and one.influence is not None and one.interest is not None


class StandingView(PictureView):
    """Paints where stakeholders stand."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.marks: dict[int, Mark] = {}
        self._then: dict[int, QPointF] = {}
        self._labels = Labels()
        self._titles: list[tuple[QPointF, QStaticText]] = []
        self._legend: list[tuple[QPointF, QStaticText, Sign]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these; those that nobody rated on both sides have no place."""
        self.marks = {one.now.stakeholder: one for one in marks if rated(one.now)}
        if self.current not in self.marks:
            self.current = 0
        self.setAccessibleDescription(self.said(self.current))
        self.arrange()
        self.update()

    def said(self, id: int) -> str:
        one = self.marks.get(id)
        if one is None or one.now.influence is None or one.now.interest is None or one.now.quadrant is None:
            return ""
        number = i18n.current().number
        return _("{name}: influence {influence}, interest {interest}. {quadrant}.").format(
            name=one.now.name,
            influence=number(one.now.influence.median),
            interest=number(one.now.interest.median),
            quadrant=_(QUADRANTS[one.now.quadrant][0]),
        )

    # Where things are

    def _room(self) -> QRectF:
        """Between the axes and above the legend."""
        high = self.fontMetrics().height()
        start, end = float(high * 2 + 10), theme.current().px(10)
        below = high * (3 if self._with_legend else 2) + 12
        left = end if self._mirrored else start
        return QRectF(left, end, max(self.width() - start - end, 1), max(self.height() - end - below, 1))

    @property
    def _dot(self) -> float:
        """The radius of a point: as large as the text, unless the map is so low that points would hide each other."""
        return max(_DOT, min(float(theme.current().px(_DOT)), self._room().height() / _LEAST_ACROSS))

    @property
    def _with_legend(self) -> bool:
        return self.height() > 14 * self.fontMetrics().height()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _spot(self, interest: float, influence: float) -> QPointF:
        room = self._room()
        steps = HIGHEST - LOWEST + 2 * _EDGE
        across, up = (interest - LOWEST + _EDGE) / steps, (influence - LOWEST + _EDGE) / steps
        x = room.right() - across * room.width() if self._mirrored else room.left() + across * room.width()
        return QPointF(x, room.bottom() - up * room.height())

    def _spot_of(self, one: Standing) -> QPointF:
        interest, influence = one.interest, one.influence
        return self._spot(interest.median if interest else 0, influence.median if influence else 0)

    def arrange(self) -> None:
        sharing: dict[tuple[float, float], int] = {}
        self.places, self._then = {}, {}
        radius = self._dot
        apart = radius * _APART / _DOT
        room = self._room().adjusted(radius, radius, -radius, -radius)
        for id, one in self.marks.items():
            spot = self._spot_of(one.now)
            place = sharing.get((spot.x(), spot.y()), 0)
            sharing[spot.x(), spot.y()] = place + 1
            away, turn = apart * sqrt(place), _TURN * place
            self.places[id] = _within(spot + QPointF(away * cos(turn), away * sin(turn)), room)
            if one.before is not None and rated(one.before):
                self._then[id] = self._spot_of(one.before)
        self._place_titles()
        self._place_labels()
        self._place_legend()

    def _text(self, words: str) -> QStaticText:
        made = QStaticText(words)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.prepare(font=self.font())
        return made

    def _place_titles(self) -> None:
        """Each quarter's title in its outer corner, or where it lies on the fewest points."""
        room, middle = self._room(), self._spot(_BORDER, _BORDER)
        self._titles = []
        if room.height() < 5 * self.fontMetrics().height():
            return  # they would lie on each other and on the points
        dots = self._dots()
        for quadrant, (strong, keen) in _CORNERS.items():
            text = self._text(_(QUADRANTS[quadrant][0]))
            x, y = room.right() if keen is not self._mirrored else room.left(), room.top() if strong else room.bottom()
            quarter = QRectF(QPointF(x, y), middle).normalized()
            boxes = _spread(quarter.adjusted(_GAP, _GAP, -_GAP, -_GAP), text.size(), QPointF(x, y))
            best = min(boxes, key=lambda box: sum(box.intersects(each) for each in dots))
            self._titles.append((best.topLeft(), text))

    def _dots(self) -> list[QRectF]:
        radius = self._dot
        return [QRectF(p.x() - radius, p.y() - radius, 2 * radius, 2 * radius) for p in self.places.values()]

    def _place_labels(self) -> None:
        radius = self._dot
        titles = [QRectF(corner, text.size()) for corner, text in self._titles]
        self._labels.clear([box_of(each) for each in (*self._dots(), *titles)])
        moved = {id for id, one in self.marks.items() if one.before and one.before.quadrant != one.now.quadrant}
        for id in sorted(self.places, key=lambda id: (id != self.current, id not in moved, id)):
            name = shortened(self.marks[id].now.name)
            self._labels.place(id, name, self.places[id], radius, self._room(), must=id == self.current)

    def _place_legend(self) -> None:
        self._legend = []
        if not self._with_legend:
            return
        high, sample = self.fontMetrics().height(), theme.current().px(18)
        y, x = self.height() - high - 6.0, float(theme.current().px(14))
        signs: list[tuple[str, Sign]] = [
            (_("Raters agree"), "alike"),
            (_("Raters differ by two steps or more"), "differing"),
        ]
        if self._then:
            signs = [(_("Another suggestion than before"), "turned"), (_("The same suggestion"), "same"), *signs]
        for words, sign in signs:
            text = self._text(words)
            wide = sample + text.size().width()
            if x + wide > self.width():
                break
            self._legend.append((QPointF(self.width() - x - wide if self._mirrored else x, y), text, sign))
            x += wide + sample

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme.current().tokens
        painter.fillRect(event.rect(), QColor(tokens.surface))
        self._paint_ground(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ids = list(self.places) if len(self.places) <= _MOST_LINES else []
        for id in [*ids, self.current]:
            if id in self.places:
                self._paint_spread(painter, id)
        for id, start in self._then.items():
            self._paint_move(painter, id, start)
        for id, point in self.places.items():
            self._paint_dot(painter, point, hollow=self._differs(id), current=id == self.current)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(tokens.text))
        for _id, corner, text in self._labels.placed:
            painter.fillRect(QRectF(corner, text.size()), QColor(tokens.surface))
            painter.drawStaticText(corner, text)
        self._paint_legend(painter)
        self.paint_frame(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = theme.current().tokens
        room, middle = self._room(), self._spot(_BORDER, _BORDER)
        painter.setPen(QPen(QColor(tokens.control_border), 1))
        painter.drawRect(room)
        painter.setPen(QPen(QColor(tokens.control_border), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(middle.x(), room.top(), middle.x(), room.bottom()))
        painter.drawLine(QLineF(room.left(), middle.y(), room.right(), middle.y()))
        painter.setPen(QColor(tokens.muted))
        for corner, text in self._titles:
            painter.drawStaticText(corner, text)
        number, high = i18n.current().number, self.fontMetrics().height()
        for step in range(LOWEST, HIGHEST + 1):
            spot = self._spot(step, step)
            digit = number(step)
            wide = self.fontMetrics().horizontalAdvance(digit)
            beside = room.right() + 6 if self._mirrored else room.left() - 6 - wide
            painter.drawText(QPointF(beside, spot.y() + high / 3), digit)
            painter.drawText(QPointF(spot.x() - wide / 2, room.bottom() + high), digit)
        self._paint_axes(painter, room)

    def _paint_axes(self, painter: QPainter, room: QRectF) -> None:
        high = self.fontMetrics().height()
        interest = QRectF(room.left(), room.bottom() + high + 2, room.width(), high + 4)
        painter.drawText(interest, int(Qt.AlignmentFlag.AlignHCenter), _("Interest"))
        painter.save()
        painter.translate(self.width() - high if self._mirrored else high - 4.0, room.center().y())
        painter.rotate(90 if self._mirrored else -90)
        wide = self.fontMetrics().horizontalAdvance(_("Influence"))
        painter.drawText(QPointF(-wide / 2, 0), _("Influence"))
        painter.restore()

    def _differs(self, id: int) -> bool:
        one = self.marks[id].now
        return any(side is not None and side.disagreement for side in (one.influence, one.interest))

    def _paint_spread(self, painter: QPainter, id: int) -> None:
        one, point = self.marks[id].now, self.places[id]
        away = point - self._spot_of(one)
        tokens, current = theme.current().tokens, id == self.current
        painter.setPen(QPen(QColor(tokens.accent if current else tokens.divider), 2 if current else 1))
        for side, upright in ((one.influence, True), (one.interest, False)):
            if side is not None and side.highest > side.lowest:
                start, end = self._ends(one, side, upright=upright)
                painter.drawLine(QLineF(start + away, end + away))

    def _ends(self, one: Standing, side: Middle, *, upright: bool) -> tuple[QPointF, QPointF]:
        other = one.interest if upright else one.influence
        level = other.median if other else 0.0
        pairs = [(level, float(value)) if upright else (float(value), level) for value in (side.lowest, side.highest)]
        return self._spot(*pairs[0]), self._spot(*pairs[1])

    def _paint_move(self, painter: QPainter, id: int, start: QPointF) -> None:
        end, one = self.places[id], self.marks[id]
        length = hypot(end.x() - start.x(), end.y() - start.y())
        if length < 2 * self._dot * _APART / _DOT and one.before and one.before.quadrant == one.now.quadrant:
            return
        turned = one.before is not None and one.before.quadrant != one.now.quadrant
        pen = _move_pen(turned=turned)
        painter.setPen(pen)
        x, y = (end.x() - start.x()) / max(length, 1), (end.y() - start.y()) / max(length, 1)
        tip = end - QPointF(x, y) * self._dot
        painter.drawLine(QLineF(start, tip))
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        for turn in (1, -1):
            painter.drawLine(QLineF(tip, QPointF(tip.x() - x * 9 + y * 4 * turn, tip.y() - y * 9 - x * 4 * turn)))

    def _paint_dot(self, painter: QPainter, point: QPointF, *, hollow: bool, current: bool) -> None:
        tokens = theme.current().tokens
        radius = self._dot + (2 if current else 0)
        colour = QColor(tokens.focus if current else tokens.text)
        painter.setPen(QPen(colour if hollow or current else QColor(tokens.surface), 2 if hollow else 1))
        painter.setBrush(QColor(tokens.surface) if hollow else colour)
        painter.drawEllipse(point, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_legend(self, painter: QPainter) -> None:
        sample = theme.current().px(18)
        for place, text, sign in self._legend:
            wide, high = text.size().width(), text.size().height()
            across = place.x() + wide + sample / 2 if self._mirrored else place.x() + sample / 2 - 4
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(across, place.y() + high / 2)
            if sign in ("alike", "differing"):
                self._paint_dot(painter, middle, hollow=sign == "differing", current=False)
            else:
                painter.setPen(_move_pen(turned=sign == "turned"))
                painter.drawLine(QLineF(middle - QPointF(sample / 3, 0), middle + QPointF(sample / 3, 0)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(theme.current().tokens.text))
            painter.drawStaticText(QPointF(place.x() if self._mirrored else place.x() + sample, place.y()), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def _move_pen(*, turned: bool) -> QPen:
    """For the arrow of a move: thick into another quarter, thin and dashed within one."""
    pen = QPen(QColor(colours()[4 if turned else 0]), 2 if turned else 1)
    pen.setStyle(Qt.PenStyle.SolidLine if turned else Qt.PenStyle.DashLine)
    return pen


def _spread(room: QRectF, size: QSizeF, first: QPointF) -> list[QRectF]:
    """Boxes in the corners and the middles of a room, the one nearest to a point first."""
    lefts = (room.left(), room.center().x() - size.width() / 2, room.right() - size.width())
    tops = (room.top(), room.center().y() - size.height() / 2, room.bottom() - size.height())
    boxes = [QRectF(QPointF(x, y), size) for x in lefts for y in tops]
    return sorted(boxes, key=lambda box: abs(box.center().x() - first.x()) + abs(box.center().y() - first.y()))


def _within(spot: QPointF, room: QRectF) -> QPointF:
    return QPointF(
        min(max(spot.x(), room.left()), max(room.right(), room.left())),
        min(max(spot.y(), room.top()), max(room.bottom(), room.top())),
    )


def by_id(standings: Sequence[Standing]) -> Mapping[int, Standing]:
    """Standings by the stakeholder's id."""
    return {one.stakeholder: one for one in standings}
