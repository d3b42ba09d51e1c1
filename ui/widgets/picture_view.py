"""What the painted maps have in common: points with names, one of them current, arrow keys, mouse, and a description.

Everything painted is also in the table beside the map, which is what a screen reader reads.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.row import row_of

_STEEP = 2.0
"""How much more a step sideways counts than one ahead when an arrow key looks for the next point."""
_KEYS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class PictureView(QWidget):
    """Base of the maps. `places` are where the points stand, in pixels of the widget."""

    chosen = Signal(object)
    """The id of the point that was chosen by mouse or keys."""
    opened = Signal(object)
    """The id of the point on which Enter was pressed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFont(theme.font(0.9))
        self.current = 0
        self.places: dict[int, QPointF] = {}

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(420), theme.current().px(340))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def show_current(self, id: int) -> None:
        """Mark a point, without telling anybody."""
        if id != self.current:
            self.current = id
            self.setAccessibleDescription(self.said(id))
            self.arrange()
            self.update()

    def put_on(self, *buttons: QWidget) -> None:
        """Buttons in the corner where reading begins; names and points keep clear of them."""
        over = QVBoxLayout(self)
        over.setContentsMargins(*[theme.current().px(6)] * 4)
        over.addWidget(row_of(*buttons), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        over.addStretch(1)

    @property
    def covered(self) -> list[QRectF]:
        """Where buttons stand on the map."""
        layout = self.layout()
        if layout is None:
            return []
        size = layout.sizeHint()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return [QRectF(self.width() - size.width() if mirrored else 0, 0, size.width(), size.height())]

    def said(self, id: int) -> str:
        """The point in words."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Reckon anew what is painted where."""
        raise NotImplementedError

    def _choose(self, id: int) -> None:
        self.show_current(id)
        self.chosen.emit(id)

    def nearest(self, place: QPointF, reach: float) -> int:
        """The point at this place; 0 when there is none within reach."""
        best, found = reach * reach, 0
        for id, point in self.places.items():
            away = point - place
            square = away.x() ** 2 + away.y() ** 2
            if square <= best:
                best, found = square, id
        return found

    def next(self, direction: QPointF) -> int:
        """The nearest point in a direction; 0 when there is none."""
        here = self.places.get(self.current)
        if here is None:
            return next(iter(self.places), 0)
        best, found = float("inf"), 0
        for id, point in self.places.items():
            away = point - here
            ahead = away.x() * direction.x() + away.y() * direction.y()
            aside = abs(away.x() * direction.y()) + abs(away.y() * direction.x())
            if id != self.current and ahead > 0 and aside <= _STEEP * ahead and ahead + _STEEP * aside < best:
                best, found = ahead + _STEEP * aside, id
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            found = self.next(_KEYS[key])
            if found:
                self._choose(found)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current in self.places:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.nearest(event.position(), theme.current().px(16))
        if found:
            self._choose(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paint_frame(self, painter: QPainter) -> None:
        """The border, thicker while it has the focus."""
        tokens = theme.current().tokens
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.divider), 2 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = 1.0 if focused else 0.5
        painter.drawRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
