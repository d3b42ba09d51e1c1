"""The Compact library: shelves, a filter that works as you type, and a page to read, cite and follow."""

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.compact.pages import KINDS, Hit
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from ui import theme
from ui.screens import ScreenEntry
from ui.screens.base import Context, Screen
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import Column
from ui.widgets.filter_field import FilterField
from ui.widgets.hits import HitList, HitModel
from ui.widgets.library_page import LibraryPage
from ui.widgets.text import Caption, Text

_EVERYTHING = ""
_TYPING_PAUSE = 120
"""Milliseconds without a key before the page beside the list follows the filter."""


class LibraryScreen(Screen):
    """Browse by objective, principle, step, tool, framework and outline; every point can be cited."""

    def __init__(self, context: Context, entry: ScreenEntry) -> None:
        super().__init__(context, entry)
        self._place = ""
        self._filter = FilterField(_("Filter the library"))
        self._filter.textChanged.connect(self._filter_typed)
        self._filter.moved.connect(self._move_in_list)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._read_current)
        self._shelf = self._make_shelf()
        self._count = Caption()
        self._model = HitModel(self)
        self._list = HitList(self._model)
        self._list.setAccessibleName(_("Pages of the library"))
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._reader: Column = Column(_("Page"))
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme.current().px(12))
        self._split.addWidget(self._make_left())
        self._split.addWidget(self._make_right())
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self._refill()
        self._split.setSizes([2000, 3000])  # shares of the room there will be

    def _make_shelf(self) -> ChoiceBox:
        shelf = ChoiceBox(_("Shelf"))
        shelf.setObjectName("library-shelf")
        shelf.addItem(_("Everything"), _EVERYTHING)
        for kind, title in KINDS:
            shelf.addItem(_(title), kind)
        shelf.setCurrentIndex(1)
        shelf.currentIndexChanged.connect(self._refill)
        return shelf

    def _make_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2, 0, 2, 0)  # Qt cuts a pixel off a right-to-left splitter's edge
        column.setSpacing(theme.current().px(8))
        column.addWidget(self._shelf)
        column.addWidget(self._filter)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.addWidget(self._reader)
        return right

    def _hits(self) -> list[Hit]:
        kind = self._shelf.currentData()
        hits = self.context.pages.find(self._filter.text())
        return [hit for hit in hits if kind in (_EVERYTHING, hit.page.kind)]

    def _filter_typed(self) -> None:
        self._typing.start()
        self._refill(keep_page=False)

    def _refill(self, *_index: int, keep_page: bool = True) -> None:
        hits = self._hits()
        self._model.show_hits(hits)
        texts = i18n.current()
        self._count.setText(ngettext("{n} page", "{n} pages", len(hits)).format(n=texts.number(len(hits))))
        places = [hit.page.place for hit in hits]
        if keep_page and self._place in places:
            self._select(places.index(self._place))
        elif hits:
            self._select(0)
        else:
            self._show_nothing()

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._list.scrollTo(index)

    def _move_in_list(self, rows: int) -> None:
        row = self._list.currentIndex().row() + rows
        if 0 <= row < self._model.rowCount():
            self._select(row)

    def _current_changed(self) -> None:
        if not self._typing.isActive():
            self._read_current()

    def _read_current(self) -> None:
        row = self._list.currentIndex().row()
        if row >= 0:
            self._read(self._model.hit(row).page.place)

    def _read(self, place: str) -> None:
        if place == self._place:
            return
        self._place = place
        self._replace_reader(LibraryPage(self.context, self.context.pages.at(place), with_head=True))

    def _show_nothing(self) -> None:
        self._place = ""
        empty = Column(_("No page"))
        empty.add(
            Text(_("No page holds all these words. Try fewer or shorter words, or look on every shelf."), tone="muted")
        )
        empty.end()
        self._replace_reader(empty)

    def _replace_reader(self, reader: Column) -> None:
        self._right.replaceWidget(self._reader, reader)
        reader.show()
        self._reader.hide()
        self._reader.deleteLater()
        self._reader = reader

    @property
    def place(self) -> str:
        return self._place

    def show_place(self, place: str) -> None:
        page = self.context.pages.page(place)
        if page is None:
            return
        if self._shelf.currentData() not in (_EVERYTHING, page.kind):
            self._shelf.setCurrentIndex(self._shelf.findData(page.kind))
        if place not in [hit.page.place for hit in self._hits()]:
            self._filter.clear()
        places = [hit.page.place for hit in self._hits()]
        self._typing.stop()
        self._select(places.index(place))
        self._read(place)

    def panes(self) -> list[QWidget]:
        return [self._filter, self._list, self._reader]
