"""A report on the screen: the sheet to read, and beside it its headings to go to."""

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from gcmdesk.reports.numbering import Entry
from ui import report_sheet, theme
from ui.report_sheet import Sheet, anchor
from ui.widgets.choice import ChoiceBox

_LARGE = 125
"""Percent of text size from which the headings stand in one line above the sheet."""
_MARGIN = 16
"""Around the sheet, in pixels at 100 %."""
_TURN = 0.01
"""Seconds of work after which the screen has its turn."""
_DONE = object()
_INDENT = "\u2003"
_PLACE = Qt.ItemDataRole.UserRole


class SheetView(QTextBrowser):
    """Only to be read: links lead within it, and nothing is copied out of it past the release gate."""

    copy_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flag.TextSelectableByKeyboard | flag.LinksAccessibleByMouse | flag.LinksAccessibleByKeyboard
        )
        self.anchorClicked.connect(self._follow)

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if not link.scheme():
            self.scrollToAnchor(link.fragment())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)  # a report has hundreds of links: Tab leaves it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        return QMimeData()  # also for the selection that X11 pastes with the middle button

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        del source
        return False


def _told(entry: Entry) -> str:
    return isolate(" ".join(filter(None, (entry.number, entry.text))))


class _List(QListWidget):
    """The headings beside the sheet."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Headings of the report"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._chosen)

    def show_outline(self, outline: Sequence[Entry]) -> None:
        """List these; the place in the list stays."""
        row = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for entry in outline:
            item = QListWidgetItem(_INDENT * (entry.level - 1) + _told(entry), self)
            item.setToolTip(_told(entry))
            item.setData(_PLACE, anchor(entry.index))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self.blockSignals(False)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item:
            self.wanted.emit(item.data(_PLACE))


class _Chooser(ChoiceBox):
    """The headings in one line, for large text."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Headings of the report"))
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._chosen)

    def show_outline(self, outline: Sequence[Entry]) -> None:
        """Offer these; the place stays."""
        row = self.currentIndex()
        self.clear()
        for entry in outline:
            self.addItem(_INDENT * (entry.level - 1) + _told(entry), anchor(entry.index))
        self.setCurrentIndex(min(max(row, 0), self.count() - 1))

    @Slot()
    def _chosen(self) -> None:
        self.wanted.emit(self.currentData())


class ReportView(QWidget):
    """`show_sheet` again whenever the report was made anew; the place that is read is kept."""

    copy_wanted = Signal()
    """Ctrl+C was pressed: a report leaves through the page that hands it over."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Sheet | None = None
        self._shown: Sheet | None = None
        self._document: QTextDocument | None = None
        self._work: Iterator[None] = iter(())
        self._slice = QTimer(self, interval=0)
        self._slice.timeout.connect(self._go_on)
        below = theme.current().text_size > _LARGE
        self.headings = _Chooser() if below else _List()
        self.headings.wanted.connect(self._go)
        self.sheet = SheetView(_("Text of the report"))
        self.sheet.copy_wanted.connect(self.copy_wanted)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.current().px(12))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if below:
            layout.addWidget(self.headings)
        else:
            self.split.addWidget(self.headings)
        layout.addWidget(self.split, 1)
        self.split.addWidget(self.sheet)
        for place in range(self.split.count()):
            self.split.setStretchFactor(place, 1 + 2 * place)
        self.split.setSizes([1000, 3000])

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.headings, self.sheet]

    @property
    def at_work(self) -> bool:
        """Whether a sheet is still being put together or laid out."""
        return self._slice.isActive()

    @property
    def readable(self) -> bool:
        """Whether what is shown is what was wanted last."""
        return self._wanted is self._shown

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a report: a short one at once, a long one as soon as it is put together, without standing still.

        Where nothing has changed, nothing moves.
        """
        if sheet == self._wanted:
            return
        self._wanted = sheet
        self._work = self._showing(sheet)
        self._slice.start()
        self._go_on()

    def _showing(self, sheet: Sheet) -> Iterator[None]:
        """All that there is to do, in small steps."""
        document = QTextDocument()
        yield from report_sheet.filling(document, sheet, theme.font(), theme.current().px(_MARGIN))
        bar = self.sheet.verticalScrollBar()
        place = bar.value()
        self._shown, self._document = sheet, document  # Qt does not keep it
        self.sheet.setAccessibleDescription(sheet.title)
        self.sheet.setDocument(document)
        bar.setValue(place)
        self.headings.show_outline(sheet.outline)
        yield from report_sheet.laying(document)

    @Slot()
    def _go_on(self) -> None:
        """Work for a moment, then let the screen have its turn."""
        end = time.perf_counter() + _TURN
        while time.perf_counter() < end:
            if next(self._work, _DONE) is _DONE:
                self._slice.stop()
                return

    @Slot(str)
    def _go(self, place: str) -> None:
        self.sheet.scrollToAnchor(place)
