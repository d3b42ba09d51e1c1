"""A report on the screen: the sheet to read, and beside it its headings to go to."""

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate
from ui import theme
from ui.report_sheet import Sheet, anchor

_LARGE = 125
"""Percent of text size from which headings and sheet stand below each other."""
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
        self.document().setDefaultFont(theme.font())
        self.document().setDocumentMargin(theme.current().px(16))
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


class ReportView(QWidget):
    """`show_sheet` again whenever the report was made anew; the place that is read is kept."""

    copy_wanted = Signal()
    """Ctrl+C was pressed: a report leaves through the page that hands it over."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sheet | None = None
        self.headings = QListWidget()
        self.headings.setAccessibleName(_("Headings of the report"))
        self.headings.setWordWrap(True)
        self.headings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.headings.currentItemChanged.connect(self._go)
        self.sheet = SheetView(_("Report"))
        self.sheet.copy_wanted.connect(self.copy_wanted)
        below = theme.current().text_size > _LARGE
        self.split = QSplitter(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.current().px(12))
        for widget, share in ((self.headings, 1), (self.sheet, 3)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(self.split.count() - 1, share)
        self.split.setSizes([1000, 3000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.setFocusProxy(self.sheet)

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.sheet, self.headings]

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a report; where nothing has changed, nothing moves."""
        if sheet == self._shown:
            return
        self._shown = sheet
        document = self.sheet.document()
        bar = self.sheet.verticalScrollBar()
        place = bar.value()
        for address, picture in sheet.pictures.items():
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), picture)
        self.sheet.setAccessibleDescription(sheet.title)
        self.sheet.setHtml(sheet.html)
        bar.setValue(place)
        self._list(sheet)

    def _list(self, sheet: Sheet) -> None:
        row = self.headings.currentRow()
        self.headings.blockSignals(True)
        self.headings.clear()
        for entry in sheet.outline:
            text = "\u2003" * (entry.level - 1) + isolate(" ".join(filter(None, (entry.number, entry.text))))
            item = QListWidgetItem(text, self.headings)
            item.setToolTip(text.strip())
            item.setData(_PLACE, anchor(entry.index))
        self.headings.setCurrentRow(min(max(row, 0), self.headings.count() - 1))
        self.headings.blockSignals(False)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _go(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item:
            self.sheet.scrollToAnchor(item.data(_PLACE))
