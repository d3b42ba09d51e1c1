"""A list of what a search found: what it is, where, and a passage in which the found words stand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import code_points, theme

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_LINES = 2
_LINE = int(Qt.ItemDataRole.UserRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A hit as the list shows it."""

    label: str
    """What it is, and where; in the language of the screen."""
    text: str
    marks: Sequence[tuple[int, int]]
    """Places of the found words in `text`, in code points."""


class FoundModel(QAbstractListModel):
    """Ready lines, so that painting computes nothing."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.lines: Sequence[FoundLine] = ()

    def show(self, lines: Sequence[FoundLine]) -> None:
        """Show these and nothing else."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole)):
            return f"{line.label}: {line.text}"
        return line if role == _LINE else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        caption, text = _height(theme.font(0.9)), _height(theme.font())
        return QSize(option.rect.width(), caption + _LINES * text + 2 * theme.current().px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: FoundLine = index.data(_LINE)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        palette, role = option.palette, QPalette.ColorRole
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        pad = theme.current().px(_PAD)
        area: QRect = option.rect.adjusted(pad, pad, -pad, -pad)
        caption = theme.font(0.9)
        painter.setFont(caption)
        painter.setPen(palette.color(role.HighlightedText if selected else role.Link))
        label = QFontMetrics(caption).elidedText(line.label, Qt.TextElideMode.ElideRight, area.width())
        sides = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        painter.drawText(area, int(QStyle.visualAlignment(option.direction, Qt.AlignmentFlag(sides))), label)
        painter.setPen(palette.color(role.HighlightedText if selected else role.Text))
        self._draw_text(painter, option, area.adjusted(0, _height(caption), 0, 0), line)
        painter.restore()

    @staticmethod
    def _draw_text(painter: QPainter, option: QStyleOptionViewItem, area: QRect, line: FoundLine) -> None:
        layout = QTextLayout(line.text, theme.font())
        ways = QTextOption(Qt.AlignmentFlag.AlignLeft)
        right_to_left = option.direction == Qt.LayoutDirection.RightToLeft
        directions = Qt.LayoutDirection
        ways.setTextDirection(directions.RightToLeft if _right_to_left(line.text) else directions.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        ways.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(ways)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setFontUnderline(True)
        formats = []
        for start, stop in line.marks:
            each = QTextLayout.FormatRange()
            each.start = code_points.units(line.text, start)
            each.length = code_points.units(line.text, stop) - each.start
            each.format = bold
            formats.append(each)
        layout.setFormats(formats)
        layout.beginLayout()
        top = 0.0
        for _number in range(_LINES):
            row = layout.createLine()
            if not row.isValid():
                break
            row.setLineWidth(area.width())
            row.setPosition(QPointF(0, top))
            top += row.height()
        layout.endLayout()
        painter.setClipRect(area)
        layout.draw(painter, QPointF(area.topLeft()))


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()


def _right_to_left(text: str) -> bool:
    """Whether a text begins so."""
    return next((kind in ("R", "AL") for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)


class FoundList(QListView):
    """The list itself; Enter opens."""

    opened = Signal(int)
    """The row on which Enter was pressed."""
    current_changed = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._open)

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        return self.currentIndex().row()

    def show_lines(self, lines: Sequence[FoundLine]) -> None:
        """Show these, and go to the first."""
        self.found.show(lines)
        self.select_row(0)

    def select_row(self, row: int) -> None:
        """Make a row the current one, or the nearest there is."""
        if self.found.lines:
            self.setCurrentIndex(self.found.index(max(0, min(row, len(self.found.lines) - 1)), 0))

    def step_rows(self, rows: int) -> None:
        """Move, as the arrow keys do in a filter field."""
        self.select_row(self.row + rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(current.row())

    def _open(self) -> None:
        if self.row >= 0:
            self.opened.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # what leaves goes through the release panel
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)
