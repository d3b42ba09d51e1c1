"""Records as a table: a list of ids, and the records themselves read a page at a time.

    COLUMNS = (
        TableColumn("name", _("Name"), lambda one: one.name, weight=3, editor=CellEditor(save_name)),
        TableColumn("kind", _("Group"), lambda one: _(one.kind), weight=2),
        TableColumn("rows", _("Notes"), lambda one: number(one.rows), align="end", sorts=False),
    )

The caller's query sorts and filters; the model knows only what it is shown.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from gcmdesk.errors import KnownError
from ui.answers import Answer

Index = QModelIndex | QPersistentModelIndex
PAGE = 32
"""Rows that are read together: about as many as a screen shows, so that no frame reads for long."""
_MOST_PAGES = 80

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)


class Record(Protocol):
    """A frozen record with the number of its row."""

    @property
    def id(self) -> int:
        """The row's number in the workspace."""


@dataclass(frozen=True, slots=True)
class CellEditor:
    """How a cell is edited in its place: a line, or a choice where `choices` are given."""

    save: Callable[[Any, str], Answer]
    """Given the record and what was typed (or the value of the choice)."""
    value: Callable[[Any], str] | None = None
    """What the editor starts with; the cell's text when None. For a choice, the value of the present one."""
    choices: Sequence[tuple[str, str]] = ()
    """Values and their texts."""
    most: int = 2000
    """Letters that fit."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; its title is in the language of the screen."""

    id: str
    title: str
    text: Callable[[Any], str]
    weight: int = 1
    """Its share of the width, where its texts need more than there is."""
    align: Literal["start", "end"] = "start"
    """Numbers stand at the end."""
    sorts: bool = True
    editor: CellEditor | None = None
    swatch: Callable[[Any], str] | None = None
    """``#rrggbb`` of a small square before the text, or nothing; it never says more than the texts do."""
    spare: bool = False
    """Whether a narrow table leaves it out, because the detail beside it says the same."""


Fetch = Callable[[Sequence[int]], Sequence[Record]]
"""Gives the records with these ids, in any order; those that are no more are left out."""


def _nothing(_ids: Sequence[int]) -> Sequence[Record]:
    return ()


class RecordModel(QAbstractTableModel):
    """Rows are ids; records are read when somebody looks at them, and forgotten again."""

    failed = Signal(object)
    """A `KnownError` of reading; the rows stay blank."""

    def __init__(self, columns: Sequence[TableColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.ids: Sequence[int] = ()
        self.editable = True
        self.fetch: Fetch = _nothing
        self._pages: OrderedDict[int, dict[int, Record]] = OrderedDict()
        self._texts: dict[int, tuple[str, ...]] = {}
        """Of the rows that somebody has looked at, by id; they cost more than reading."""
        start, end = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        middle = Qt.AlignmentFlag.AlignVCenter
        self._alignments = [int((end if each.align == "end" else start) | middle) for each in self.columns]
        flag = Qt.ItemFlag
        self._fixed = flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren
        self._edited = self._fixed | flag.ItemIsEditable

    def show(self, ids: Sequence[int], fetch: Fetch) -> bool:
        """Show these; returns whether the rows are others than before (the same rows are only read anew)."""
        self.fetch = fetch
        self._pages.clear()
        self._texts.clear()
        if _same(ids, self.ids):
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
            return False
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()
        return True

    def record(self, row: int) -> Any | None:
        """The record in a row; None when there is none any more."""
        if not 0 <= row < len(self.ids):
            return None
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(self.ids[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > _MOST_PAGES:
                for id in self._pages.popitem(last=False)[1]:
                    self._texts.pop(id, None)
        else:
            self._pages.move_to_end(number)
        return page.get(self.ids[row])

    def _read(self, ids: Sequence[int]) -> dict[int, Record]:
        try:
            return {record.id: record for record in self.fetch(ids)}
        except KnownError as error:
            self.failed.emit(error)
            return {}

    def _text(self, row: int, column: int) -> str:
        record = self.record(row)
        if record is None:
            return ""
        texts = self._texts.get(record.id)
        if texts is None:
            texts = self._texts[record.id] = tuple([each.text(record) for each in self.columns])
        return texts[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _ALIGN:
            return self._alignments[index.column()] if index.isValid() else None
        if role not in (_DISPLAY, _TOOL_TIP, _EDIT, _DECORATION) or not index.isValid():
            return None
        if role == _DECORATION:
            return self._swatch(index)
        column = index.column()
        editor = self.columns[column].editor if role == _EDIT else None
        record = self.record(index.row()) if editor and editor.value else None
        if editor and editor.value and record is not None:
            return editor.value(record)
        return self._text(index.row(), column)

    def _swatch(self, index: Index) -> QColor | None:
        swatch = self.columns[index.column()].swatch
        record = self.record(index.row()) if swatch else None
        colour = swatch(record) if swatch and record is not None else ""
        return QColor(colour) if colour else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return section + 1 if role == _DISPLAY else None
        if role == _ALIGN:
            return self._alignments[section]
        return self.columns[section].title if role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return self._edited if self.editable and self.columns[index.column()].editor else self._fixed


def _same(one: Sequence[int], other: Sequence[int]) -> bool:
    if isinstance(one, array) and isinstance(other, array):
        return one.tobytes() == other.tobytes()  # arrays themselves are compared number by number
    return one == other


def place_of(id: int, ids: Sequence[int]) -> int:
    """Where an id stands among others; -1 where it does not."""
    try:
        return ids.index(id)
    except ValueError:
        return -1
