"""A table of counts with titles on both sides, gone through cell by cell; Enter asks for what is behind a cell.

self.table.show_counts(Counted((("5", "5 Pathways"),), (("diasporas", "Diasporas"),), {("5", "diasporas"): 12}))
self.table.opened.connect(self._show_notes)                     # key of the row, key of the column
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gcmdesk import i18n
from gcmdesk.i18n import isolate
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_ROW, _COLUMN, _TITLES, _HEAD = 32, 120, 340, 76
"""Pixels at 100 %: height of a row, width of a column, width of the titles, height of the head."""
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class Counted:
    """Keys and titles of both sides, and the counts; what is missing is 0, what is None is not there."""

    rows: Sequence[tuple[Hashable, str]] = ()
    columns: Sequence[tuple[Hashable, str]] = ()
    cells: Mapping[tuple[Hashable, Hashable], int | None] = ()  # type: ignore[assignment]


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.counted = Counted(cells={})
        self._largest = 0

    def show(self, counted: Counted) -> None:
        self.beginResetModel()
        self.counted = counted
        self._largest = max((count or 0 for count in counted.cells.values()), default=0)
        self.endResetModel()

    def keys(self, index: Index) -> tuple[Hashable, Hashable]:
        return self.counted.rows[index.row()][0], self.counted.columns[index.column()][0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.counted.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.counted.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignCenter)
        count = self.counted.cells.get(self.keys(index), 0)
        if role == _DISPLAY:
            return "–" if count is None else i18n.current().number(count)
        if role == int(Qt.ItemDataRole.BackgroundRole):
            return self._ground(count or 0)
        if role == _ACCESSIBLE:
            number = "–" if count is None else i18n.current().number(count)
            row, column = self.counted.rows[index.row()][1], self.counted.columns[index.column()][1]
            return f"{isolate(row)}, {isolate(column)}: {number}"
        return None

    def _ground(self, count: int) -> QColor | None:
        """Darker the more there are, in three steps; the number says how many."""
        if not count:
            return None
        share = (0.12, 0.24, 0.4)[min(2, 3 * count // (self._largest + 1))]
        colour, ground = QColor(theme.current().tokens.accent), QColor(theme.current().tokens.surface)
        mixed = [round(a * share + b * (1 - share)) for a, b in zip(_rgb(colour), _rgb(ground), strict=True)]
        return QColor(*mixed)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        across = orientation == Qt.Orientation.Horizontal
        side = self.counted.columns if across else self.counted.rows
        if section < len(side) and role in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            title = side[section][1]
            return _shortened(title, _COLUMN * 3 - 90 if across else _TITLES - 24) if role == _DISPLAY else title
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            middle, wraps = int(Qt.AlignmentFlag.AlignCenter), int(Qt.TextFlag.TextWordWrap)
            leading = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
            return middle | wraps if across else leading
        return None


def _shortened(title: str, width: int) -> str:
    """What fits; Qt would cut a heading without saying so."""
    metrics = QFontMetrics(theme.font(bold=True))
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, min(theme.current().px(width), 400))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


class _Delegate(QStyledItemDelegate):
    """Paints the ground of a number itself: a style sheet's cells have none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None and not option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class MatrixTable(QTableView):
    """Counts by two things."""

    opened = Signal(object, object)
    """Keys of the row and of the column of a cell on which Enter was pressed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._open)
        self.setCornerButtonEnabled(False)
        px = theme.current().px
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setTextElideMode(Qt.TextElideMode.ElideNone)  # `_shortened` has seen to it
        across.setDefaultSectionSize(px(_COLUMN))
        across.setFixedHeight(px(_HEAD))
        down.setDefaultSectionSize(px(_ROW))
        down.setFixedWidth(min(px(_TITLES), 424))

    def show_counts(self, counted: Counted) -> None:
        """Show these; the current cell stays where its titles are still there."""
        here = self.currentIndex()
        keys = self._model.keys(here) if here.isValid() else None
        self._model.show(counted)
        if counted.rows and counted.columns:
            rows, columns = [key for key, _title in counted.rows], [key for key, _title in counted.columns]
            row = rows.index(keys[0]) if keys and keys[0] in rows else 0
            column = columns.index(keys[1]) if keys and keys[1] in columns else 0
            self.setCurrentIndex(self._model.index(row, column))

    @property
    def counted(self) -> Counted:
        """What is shown."""
        return self._model.counted

    @Slot()
    def _open(self) -> None:
        here = self.currentIndex()
        if here.isValid():
            self.opened.emit(*self._model.keys(here))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # what leaves goes through the release panel
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.current().px(140))
