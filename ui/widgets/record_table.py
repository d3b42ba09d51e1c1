"""A table for the keyboard: rows of records that the caller's query sorts and filters.

    self.table = RecordTable(_("Stakeholders"), COLUMNS, empty=_("Nobody is listed yet."))
    self.table.sort_wanted.connect(self._sort)            # column id, whether descending
    self.table.current_changed.connect(self._show)        # id of the row, 0 for none
    self.table.copied = self._copy                        # ids; without it nothing can be copied
    self.table.show_rows(ids, fetch)                      # again whenever the query or the rows have changed

Arrow keys move, Shift and Ctrl select several, F2 or Enter edits a cell that can be edited and otherwise opens the row,
Tab goes on to the next cell while editing and else leaves the table, Ctrl+C copies through `copied`, Delete asks
`removed`, and the menu key sorts. Selection and current row are kept when the rows are shown again.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from gcmdesk.i18n import gettext as _
from ui import theme
from ui.models.records import Fetch, RecordModel, TableColumn, place_of
from ui.widgets.cells import CellDelegate
from ui.widgets.column_widths import Wish, shared, shown

_ROW_HEIGHT = 34
_LEAST_WIDTH, _COMFORT, _SHORT = 70, 90, 130
"""Of a column, of one of weight 1 in which long texts can be read, and of texts that are not cut, at 100 %."""
_BESIDE_TEXT, _SWATCH = 24, 24
"""Pixels beside a text, and of a swatch before it, at 100 %."""
_MEASURED = 20
"""Rows by which the columns are measured."""
_MOST_COPIED = 10_000
_MOST_RUNS = 2_000
"""Of selected rows that are kept apart when others are shown: Qt takes minutes for many more."""
_MOST_LOOKED_UP = 2
"""Ids that are looked for one by one; for more of them it is faster to go through all rows once."""
_Hint = QAbstractItemDelegate.EndEditHint
_Flag = QItemSelectionModel.SelectionFlag


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as runs from … to."""
    first = last = -1
    for row in rows:
        if row != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last


class RecordTable(QTableView):
    """Rows of records."""

    current_changed = Signal(object)
    """The id of the current row, 0 for none."""
    selection_changed = Signal()
    opened = Signal(object)
    """The id of the row on which Enter was pressed."""
    sort_wanted = Signal(str, bool)
    """Column and whether descending; the caller queries anew and shows the rows."""
    not_saved = Signal(str)
    """Why a cell was not saved; its editor is open again with what was typed. Empty once it is saved."""

    def __init__(self, name: str, columns: Sequence[TableColumn], *, empty: str = "") -> None:
        super().__init__()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.records = RecordModel(columns, self)
        self.copied: Callable[[tuple[int, ...]], object] | None = None
        self.removed: Callable[[tuple[int, ...]], object] | None = None
        self.offers: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = tuple
        """What the menu offers for the selected rows, above the rest."""
        self._empty = empty
        self.reading = False
        """Whether rows are still to come, so that there being none means nothing yet."""
        self._waiting: tuple[Sequence[int], Fetch] | None = None
        self._typed_again: tuple[QPersistentModelIndex, str] | None = None
        self._told_current = 0
        self._needs = [0] * len(self.records.columns)
        """Of the columns' texts, in pixels, as far as they were seen."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._after_editing)
        self.setModel(self.records)
        self._delegate = CellDelegate(self)
        self._delegate.not_saved.connect(self._not_saved)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("The arrow keys move between rows. The menu key sorts and copies."))
        self._set_up()
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_selection)

    def _set_up(self) -> None:
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.current().px(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.sectionClicked.connect(self._header_clicked)
        for each in (header, self.verticalHeader()):  # they would ask every selected row whether it can be selected
            each.setSelectionModel(QItemSelectionModel(self.records, each))

    # Rows

    def show_rows(self, ids: Sequence[int], fetch: Fetch) -> None:
        """Show these rows; what is selected stays so, and a cell that is being edited stays open."""
        if self.state() == QAbstractItemView.State.EditingState and ids != self.records.ids:
            self._waiting = (ids, fetch)
            return
        self._waiting = None
        current, selected = self.current_id, set(self.selected_ids)
        here = self.currentIndex()
        if self.records.show(ids, fetch):
            self._select_again(current, selected, here.row(), max(here.column(), 0))
        self._measure()
        self.setAccessibleDescription(
            self._empty
            if not ids and self._empty
            else _("The arrow keys move between rows. The menu key sorts and copies.")
        )
        self._tell_current()

    def read_anew(self) -> None:
        """Read the same rows again."""
        self.records.show(self.records.ids, self.records.fetch)

    def _select_again(self, current: int, selected: set[int], row: int, column: int) -> None:
        ids = self.records.ids
        if not len(ids):
            return
        rows = self._places_of(selected | {current}) if selected else {}
        place = rows.get(current, min(max(row, 0), len(ids) - 1))
        selection = QItemSelection()
        runs = list(_runs(sorted(row for id, row in rows.items() if id in selected)))
        for first, last in runs if len(runs) <= _MOST_RUNS else ():
            selection.select(self.records.index(first, 0), self.records.index(last, len(self.records.columns) - 1))
        model = self.selectionModel()
        if selection.isEmpty():
            selection.select(self.records.index(place, 0), self.records.index(place, len(self.records.columns) - 1))
        model.select(selection, _Flag.ClearAndSelect)
        model.setCurrentIndex(self.records.index(place, column), _Flag.NoUpdate)
        self.scrollTo(self.records.index(place, column))

    def _places_of(self, wanted: set[int]) -> dict[int, int]:
        """The rows in which ids stand, by id."""
        if len(wanted) > _MOST_LOOKED_UP:
            return {id: place for place, id in enumerate(self.records.ids) if id in wanted}
        places = {id: place_of(id, self.records.ids) for id in wanted}
        return {id: place for id, place in places.items() if place >= 0}

    @property
    def current_id(self) -> int:
        """The id of the current row; 0 when there is none."""
        row = self.currentIndex().row()
        return self.records.ids[row] if 0 <= row < len(self.records.ids) else 0

    @property
    def current_record(self) -> Any | None:
        """The record of the current row."""
        return self.records.record(self.currentIndex().row())

    @property
    def selected_ids(self) -> tuple[int, ...]:
        """The ids of the selected rows, in their order."""
        spans = sorted((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        ids = self.records.ids
        return tuple(dict.fromkeys(id for top, bottom in spans for id in ids[top : bottom + 1]))

    def select_id(self, id: int) -> bool:
        """Make the row with this id the current one; False when it is not shown."""
        row = place_of(id, self.records.ids)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select the rows with these ids, as far as they are shown; the last of them becomes the current one."""
        places = self._places_of(set(ids))
        rows = [places[id] for id in ids if id in places]
        for flag, row in zip((_Flag.ClearAndSelect, *[_Flag.Select] * len(rows)), rows, strict=False):
            self.selectionModel().setCurrentIndex(self.records.index(row, 0), flag | _Flag.Rows)

    def select_row(self, row: int) -> None:
        """Make this row the current one, or the nearest there is."""
        if len(self.records.ids):
            row = max(0, min(row, len(self.records.ids) - 1))
            index = self.records.index(row, max(0, self.currentIndex().column()))
            self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
            self.scrollTo(index)

    def step_rows(self, rows: int) -> None:
        """Move the current row, as the arrow keys do in a filter field."""
        self.select_row(self.currentIndex().row() + rows)

    @Slot()
    def _tell_current(self) -> None:
        if self._told_current != self.current_id:
            self._told_current = self.current_id
            self.current_changed.emit(self._told_current)

    @Slot()
    def _tell_selection(self) -> None:
        self.selection_changed.emit()

    # Editing

    @Slot(object, str, str)
    def _not_saved(self, index: QPersistentModelIndex, typed: str, why: str) -> None:
        self._typed_again = (index, typed)
        self.not_saved.emit(why)
        self._soon.start()

    def _edit_again(self) -> None:
        again, self._typed_again = self._typed_again, None
        if again and again[0].isValid():
            index = self.records.index(again[0].row(), again[0].column())
            self.setCurrentIndex(index)
            self.edit(index)
            if isinstance(self._delegate.editor, QLineEdit):
                self._delegate.editor.setText(again[1])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        here = self.currentIndex()
        super().closeEditor(editor, _Hint.NoHint)
        step = {_Hint.EditNextItem: 1, _Hint.EditPreviousItem: -1}.get(hint, 0)
        if self._typed_again:
            return
        self.not_saved.emit("")
        next_cell = self._editable_from(here, step) if step else QModelIndex()
        if next_cell.isValid():
            self.setCurrentIndex(next_cell)
            self.edit(next_cell)
        else:
            self._soon.start()

    @Slot()
    def _after_editing(self) -> None:
        if self._typed_again:
            self._edit_again()
        elif self._waiting:
            self.show_rows(*self._waiting)

    def _editable_from(self, index: QModelIndex, step: int) -> QModelIndex:
        columns = len(self.records.columns)
        cells = range(
            index.row() * columns + index.column() + step,
            *((len(self.records.ids) * columns, 1) if step > 0 else (-1, -1)),
        )
        for cell in cells[: 2 * columns]:
            found = self.records.index(cell // columns, cell % columns)
            if found.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(found.column()):
                return found
        return QModelIndex()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._enter()
        elif event.key() == Qt.Key.Key_Delete and self.removed and self.selected_ids:
            self.removed(self.selected_ids)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the key comes from the editor, which is about to close
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif index.isValid():
            self.opened.emit(self.current_id)

    def copy(self) -> None:
        """Hand what is selected to `copied`."""
        if self.copied and self.selected_ids:
            self.copied(self.selected_ids[:_MOST_COPIED])

    # Sorting

    def show_sort(self, column: str, *, descending: bool) -> None:
        """Mark the column by which the rows are sorted."""
        header = self.horizontalHeader()
        place = [each.id for each in self.records.columns].index(column)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    @Slot(int)
    def _header_clicked(self, section: int) -> None:
        column = self.records.columns[section]
        if column.sorts:
            header = self.horizontalHeader()
            same = header.isSortIndicatorShown() and header.sortIndicatorSection() == section
            descending = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            self.show_sort(column.id, descending=descending)
            self.sort_wanted.emit(column.id, descending)

    @Slot(QPoint)
    def _open_menu(self, place: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(place))

    def menu(self) -> QMenu:
        """Sorting and copying, for the menu key; it goes when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offers = self.offers() if self.selected_ids else ()
        for text, offered in offers:
            menu.addAction(text).triggered.connect(lambda _checked, offered=offered: offered())
        if offers:
            menu.addSeparator()
        for section, column in enumerate(self.records.columns):
            if column.sorts:
                action = menu.addAction(_("Sort by: {column}").format(column=column.title))
                action.triggered.connect(lambda _checked, section=section: self._header_clicked(section))
        if self.copied and self.selected_ids:
            menu.addSeparator()
            menu.addAction(_("Copy")).triggered.connect(lambda _checked: self.copy())
        return menu

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _measure(self) -> None:
        """Learn from the first rows how wide the texts are; columns grow with them and do not jump back."""
        letters, room = self.fontMetrics(), theme.current().px(_BESIDE_TEXT)
        needs = list(self._needs)
        for row in range(min(len(self.records.ids), _MEASURED)):
            for place, column in enumerate(self.records.columns):
                text = str(self.records.index(row, place).data() or "")
                swatch = theme.current().px(_SWATCH) if column.swatch else 0
                needs[place] = max(needs[place], letters.horizontalAdvance(text) + room + swatch)
        if needs != self._needs:
            self._needs = needs
            self._share_width()

    def _share_width(self) -> None:
        """Each column what its texts need, or its share; spare ones go, and at last the table scrolls sideways."""
        header, px = self.horizontalHeader(), theme.current().px
        wishes = []
        for place, column in enumerate(self.records.columns):
            least = max(header.sectionSizeHint(place), px(_LEAST_WIDTH))
            comfort = px(_COMFORT) * column.weight
            wishes.append(Wish(max(self._needs[place], least), least, comfort, column.weight, column.spare))
        width = self.viewport().width()
        places = shown(width, wishes)
        for place in range(len(wishes)):
            self.setColumnHidden(place, place not in places)
        here = self.currentIndex()
        if here.isValid() and here.column() not in places:
            self.selectionModel().setCurrentIndex(here.siblingAtColumn(places[0]), _Flag.NoUpdate)
        widths = shared(width, [wishes[place] for place in places], short=px(_SHORT))
        for place, wide in zip(places, widths, strict=True):
            header.resizeSection(place, wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as ground:
            ground.fillRect(event.rect(), self.palette().base())
        super().paintEvent(event)
        if not len(self.records.ids) and self._empty and not self.reading:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            edge = theme.current().px(16)
            area = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.drawText(area, int(flags), self._empty)
            painter.end()
