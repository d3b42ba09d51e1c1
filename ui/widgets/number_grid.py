"""A grid of small numbers that is filled with the digit keys: scores, or effects from -3 to +3.

Digits fill the current cell and go on to the next; Backspace or Delete makes it blank; the arrow keys move. Tab leaves
the grid. What is typed is told with `typed`; the caller saves it and shows the values anew.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from ui import theme

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
Titles = Sequence[tuple[int, str]]
"""Numbers with their titles in the language of the screen."""
Cell = tuple[int, int]
"""Number of the row and of the column."""

_DISPLAY, _ALIGN, _FONT = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.FontRole)
)
_TOLD, _TOOL_TIP = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_ROW_HEIGHT = 34
_LEAST_COLUMN, _ENOUGH_COLUMN = 46, 66
"""Of a column of digits, and of one whose title is longer than that: the rest of the title ends in dots."""
_COLUMN_EDGES = 18
_HEAD_SHARE = 0.4
_HEAD_EDGE = 24
BLANK = "·"
_SAME = "—"


def _title_font() -> QFont:
    return theme.font(0.9, bold=True)


class GridModel(QAbstractTableModel):
    """Values by cell; what is not in them is a blank."""

    def __init__(self, parent: QObject, *, signed: bool) -> None:
        super().__init__(parent)
        self.rows: Titles = ()
        self.columns: Titles = ()
        self.values: Mapping[Cell, int | None] = {}
        self.marked: frozenset[Cell] = frozenset()
        self.out: frozenset[int] = frozenset()
        self.head_width = 0
        """Room for the titles of the rows, which the header would cut off hard."""
        self.column_room = 0
        """Room for a word of the titles above, for the same reason."""
        self._signed = signed
        self._bold = theme.font(bold=True)
        self._plain = theme.font()

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> Cell:
        """Row and column by their numbers."""
        return self.rows[index.row()][0], self.columns[index.column()][0]

    def text(self, cell: Cell) -> str:
        """What stands in a cell."""
        if cell[0] in self.out or (self._signed and cell[0] == cell[1]):
            return _SAME
        value = self.values.get(cell)
        if value is None:
            return BLANK
        sign = ("+" if value > 0 else "\u2212" if value < 0 else "") if self._signed else ""
        return f"\u200e{sign}{i18n.current().number(abs(value))}" + ("*" if cell in self.marked else "")

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        cell = self.cell(index)
        if role == _DISPLAY:
            return self.text(cell)
        if role == _ALIGN:
            return _CENTRE
        if role == _FONT:
            return self._bold if self.values.get(cell) is not None else self._plain
        if role in {_TOLD, _TOOL_TIP}:
            value = self.values.get(cell)
            told = _("blank") if value is None else i18n.current().number(value)
            return f"{self.rows[index.row()][1]}, {self.columns[index.column()][1]}: {told}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        across = orientation == Qt.Orientation.Horizontal
        titles = self.columns if across else self.rows
        if role == _DISPLAY and not across and section < len(titles) and self.head_width:
            metrics = QFontMetrics(theme.font(bold=True))
            return metrics.elidedText(titles[section][1], Qt.TextElideMode.ElideRight, self.head_width)
        if role == _DISPLAY and across and section < len(titles) and self.column_room:
            return self.fitting(titles[section][1])
        if role in {_DISPLAY, _TOOL_TIP, _TOLD} and section < len(titles):
            return titles[section][1]
        if role == _ALIGN and orientation == Qt.Orientation.Vertical:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None

    def fitting(self, title: str) -> str:
        """A title above a column: wrapped between words, none of which is wider than the column."""
        metrics = QFontMetrics(_title_font())
        return " ".join(
            metrics.elidedText(word, Qt.TextElideMode.ElideRight, self.column_room) for word in title.split()
        )

    def show(self, rows: Titles, columns: Titles) -> None:
        """Show these rows and columns."""
        if (tuple(rows), tuple(columns)) != (tuple(self.rows), tuple(self.columns)):
            self.beginResetModel()
            self.rows, self.columns = tuple(rows), tuple(columns)
            self.endResetModel()

    def fill(
        self,
        values: Mapping[Cell, int | None],
        marked: frozenset[Cell] = frozenset(),
        out: frozenset[int] = frozenset(),
    ) -> None:
        """Show these values; marked cells have an asterisk, rows that are out take none."""
        self.values, self.marked, self.out = values, marked, out
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class NumberGrid(QTableView):
    """The grid itself."""

    typed = Signal(int, int, object)
    """Row, column and value (None for a blank)."""
    moved = Signal()
    """Another cell is the current one."""
    finished = Signal()
    """Enter was pressed in the last cell."""

    def __init__(self, name: str, lowest: int, highest: int) -> None:
        super().__init__()
        self.lowest, self.highest = lowest, highest
        self.locked = False
        self._minus = False
        self.model_ = GridModel(self, signed=lowest < 0)
        self.setModel(self.model_)
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("Type {lowest} to {highest}. Backspace makes a blank. The arrow keys move.").format(
                lowest=i18n.current().number(lowest), highest=i18n.current().number(highest)
            )
        )
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side, top = self.verticalHeader(), self.horizontalHeader()
        side.setDefaultSectionSize(theme.current().px(_ROW_HEIGHT))
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))
        for header in (side, top):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setTextElideMode(Qt.TextElideMode.ElideNone)  # those on top are wrapped, those beside are cut above
        top.setFont(_title_font())
        self.selectionModel().currentChanged.connect(self._tell_moved)

    @Slot()
    def _tell_moved(self) -> None:
        self._minus = False
        self.moved.emit()

    def show_cells(
        self,
        rows: Titles,
        columns: Titles,
        values: Mapping[Cell, int | None],
        marked: frozenset[Cell] = frozenset(),
        out: frozenset[int] = frozenset(),
    ) -> None:
        """Show rows, columns and values; the current cell stays."""
        self.model_.show(rows, columns)
        self.model_.fill(values, marked, out)
        if not self.currentIndex().isValid() and rows and columns:
            self.setCurrentIndex(self.model_.index(0, 0))
        self._share_width()

    @property
    def cell(self) -> Cell | None:
        """The current cell; None while there is none."""
        index = self.currentIndex()
        return self.model_.cell(index) if index.isValid() else None

    def go_to(self, cell: Cell) -> bool:
        """Make a cell the current one; False when it is not shown."""
        rows, columns = ([number for number, _title in titles] for titles in (self.model_.rows, self.model_.columns))
        if cell[0] not in rows or cell[1] not in columns:
            return False
        self.setCurrentIndex(self.model_.index(rows.index(cell[0]), columns.index(cell[1])))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text(), Qt.Key(event.key())
        if self.locked or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take(None)
        elif text in ("-", "\u2212") and self.lowest < 0:
            self._minus = True
        elif text == "+" and self.lowest < 0:
            self._minus = False
        elif len(text) == 1 and text.isdecimal():
            value = -int(text) if self._minus else int(text)
            if self.lowest <= value <= self.highest:
                self._take(value)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._go_on():
                self.finished.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, value: int | None) -> None:
        cell = self.cell
        if cell is None or self.model_.text(cell) == _SAME:
            return
        self._minus = False
        self.typed.emit(*cell, value)
        if value is not None and self.lowest >= 0:
            self._go_on()

    def _go_on(self) -> bool:
        """To the next cell in reading order; False in the last one."""
        index = self.currentIndex()
        place = index.row() * len(self.model_.columns) + index.column() + 1
        if place < len(self.model_.rows) * len(self.model_.columns):
            self.setCurrentIndex(self.model_.index(*divmod(place, len(self.model_.columns))))
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = len(self.model_.columns)
        if not columns:
            return
        head = int(self.width() * _HEAD_SHARE)
        if self.verticalHeader().width() != head:
            self.verticalHeader().setFixedWidth(head)
        self.model_.head_width = head - theme.current().px(_HEAD_EDGE)
        bar, edges = self.verticalScrollBar().sizeHint().width(), theme.current().px(_COLUMN_EDGES)
        metrics = QFontMetrics(_title_font())
        words = (word for _key, title in self.model_.columns for word in title.split())
        longest = max(map(metrics.horizontalAdvance, words), default=0) + edges
        least = max(theme.current().px(_LEAST_COLUMN), min(longest, theme.current().px(_ENOUGH_COLUMN)))
        each = max(least, (self.width() - head - bar - 4) // columns)
        self.model_.column_room = each - edges
        for column in range(columns):
            self.horizontalHeader().resizeSection(column, each)
        self.horizontalHeader().setFixedHeight(self._head_height(each))

    def _head_height(self, width: int) -> int:
        metrics, edge = QFontMetrics(theme.font(bold=True)), theme.current().px(12)
        flags = int(Qt.TextFlag.TextWordWrap)
        room = max(1, width - 2 * edge)
        titles = [self.model_.fitting(title) for _key, title in self.model_.columns]
        heights = [metrics.boundingRect(0, 0, room, 400, flags, title).height() for title in titles]
        return max(theme.CONTROL_HEIGHT, min(max(heights, default=0) + edge, metrics.lineSpacing() * 4 + edge))
