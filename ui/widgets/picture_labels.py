"""Names beside the points of the painted maps."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from gcmdesk import i18n
from ui import theme

_CELL = 64
_DIAGONAL = 0.6
"""Of the gap beside a point, for names between right and above of it, and so on."""
_BESIDE = 3
"""Of the gap that lies beyond the point itself, in pixels."""
_LONGEST = 36
"""Letters of a name beside a point."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom. Plain numbers: a map of hundreds of points tries thousands of them before each paint."""


def shortened(name: str) -> str:
    """A name that fits beside a point."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


class Labels:
    """Names beside points, those that find room; the first ones come first."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        self.placed: list[tuple[int, QPointF, QStaticText]] = []
        self._texts: dict[int, tuple[str, QStaticText, float, float]] = {}

    def clear(self, points: Sequence[Box] = ()) -> None:
        """Begin anew; what stands in `points` is not written over."""
        self._cells.clear()
        self.placed.clear()
        for point in points:
            self._take(point)

    def _take(self, box: Box) -> None:
        for cell in _near(box):
            self._cells.setdefault(cell, []).append(box)

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = box
        cells = self._cells
        for cell in _near(box):
            for other in cells.get(cell, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return False
        return True

    def _text(self, id: int, words: str) -> tuple[QStaticText, float, float]:
        """The words, ready to paint, with their width and height."""
        had = self._texts.get(id)
        if had is None or had[0] != words:
            made = QStaticText(i18n.isolate(words))
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=theme.font(0.9))
            size = made.size()
            had = self._texts[id] = (words, made, size.width(), size.height())
        return had[1:]

    def place(
        self, id: int, words: str, point: QPointF, radius: float, room: QRectF | None, *, must: bool = False
    ) -> None:
        """Write a name around its point, if it finds room there; one that `must` be written is, elided at worst.

        Names of points of this radius stand a little apart from them.
        """
        gap = radius + _BESIDE
        text, wide, high = self._text(id, words)
        within = box_of(room) if room is not None else None
        boxes = _around(point.x(), point.y(), wide, high, gap)
        free = next((box for box in boxes if _inside(box, within) and self._free(box)), None)
        if free is None and must:
            text, free = self._squeezed(id, words, point, radius, within)
        if free is not None:
            self._take(free)
            self.placed.append((id, QPointF(free[0], free[1]), text))

    def _squeezed(
        self, id: int, words: str, point: QPointF, radius: float, room: Box | None
    ) -> tuple[QStaticText, Box]:
        """A name that is written in any case: within the room, and over as little as can be."""
        text, wide, high = self._text(id, words)
        if room is not None and wide > room[2] - room[0]:
            fitting = QFontMetricsF(theme.font(0.9)).elidedText(
                words, Qt.TextElideMode.ElideRight, room[2] - room[0] - 2
            )
            text, wide, high = self._text(id, fitting)
        x, y, gap = point.x(), point.y(), radius + _BESIDE
        own = (x - radius, y - radius, x + radius, y + radius)
        boxes = [_moved_into(box, room) if room is not None else box for box in _around(x, y, wide, high, gap)]
        return text, min(boxes, key=lambda box: (_shared(box, own) > 0, self._hidden(box)))

    def _hidden(self, box: Box) -> float:
        """How much it would be written over, in square pixels."""
        return sum(
            _shared(box, other) for other in {other for cell in _near(box) for other in self._cells.get(cell, ())}
        )


def box_of(area: QRectF) -> Box:
    """The same area in numbers."""
    return area.left(), area.top(), area.right(), area.bottom()


def _near(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = box
    columns = range(int(left // _CELL), int(right // _CELL) + 1)
    rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
    return [(column, row) for row in rows for column in columns]


def _around(x: float, y: float, wide: float, high: float, gap: float) -> Iterator[Box]:
    """Boxes to the right, left, below and above of a point, and between these."""
    near = gap * _DIAGONAL
    for left, top in (
        (x + gap, y - high / 2),
        (x - gap - wide, y - high / 2),
        (x - wide / 2, y + gap),
        (x - wide / 2, y - gap - high),
        (x + near, y - near - high),
        (x + near, y + near),
        (x - near - wide, y - near - high),
        (x - near - wide, y + near),
    ):
        yield left, top, left + wide, top + high


def _inside(box: Box, room: Box | None) -> bool:
    return room is None or (room[0] <= box[0] and room[1] <= box[1] and box[2] <= room[2] and box[3] <= room[3])


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _moved_into(box: Box, room: Box) -> Box:
    """The box within the room, or at its beginning where it is larger."""
    wide, high = box[2] - box[0], box[3] - box[1]
    left = max(room[0], min(box[0], room[2] - wide))
    top = max(room[1], min(box[1], room[3] - high))
    return left, top, left + wide, top + high
