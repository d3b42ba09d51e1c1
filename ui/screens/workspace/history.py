"""The history: what was done, when, by whom and on which device, and the way back to any point."""

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.jobs import Progress
from ui import theme
from ui.models.history import HistoryModel
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.filter_field import FilterField
from ui.widgets.text import Text

_PAUSE = 150
_LARGE = 150
"""Per cent of text size from which who and device leave the room to what was done."""


class _Table(QTableView):
    """Tab leaves the table; the arrow keys move in it."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(_("History"))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(34))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def set_widths(self) -> None:
        """Times as wide as they are, the rest for what was done."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(50)
        self.resizeColumnsToContents()
        px, large = theme.current().px, theme.current().text_size >= _LARGE
        for column, least, most_large in ((0, 0, 180), (2, 160, 100), (3, 140, 100)):
            wide = self.columnWidth(column) + px(16)
            header.resizeSection(column, min(px(most_large), wide) if large else max(px(least), wide))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)


class HistoryPage(Page):
    """A filter, a table read page by page, and “Undo up to here”."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._layout.setSpacing(theme.current().px(8))
        self.filter = FilterField(_("Filter the history"))
        self.filter.moved.connect(self._move)
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self._fill)
        self.filter.textChanged.connect(self._filter_typed)
        self.model = HistoryModel(self)
        self.table = _Table(self.model)
        self.nothing = Text("", tone="muted")
        self.show_it = button(_("Go there"), self._go_there, icon="arrow-right")
        self.back = button(_("Undo up to here"), self._undo_up_to_here, icon="undo-2")
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.show_it)
        row.addWidget(self.back)
        self._layout.addLayout(row)
        self._layout.addWidget(self.nothing)
        self._layout.addWidget(self.table, 1)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.workspace.changed.connect(self._fill)
        self._fill()
        self.table.set_widths()

    @property
    def primary_action(self) -> PrimaryAction | None:
        return PrimaryAction(_("Check the workspace"), lambda: self.context.go("workspace/check"), "shield-check")

    def panes(self) -> list[QWidget]:
        return [self.filter, self.table]

    def _filter_typed(self) -> None:
        self._typing.start()

    def _fill(self) -> None:
        from gcmdesk.workspace import history

        if not self.workspace.is_open or self.workspace.locked:
            return
        words = self.filter.text()
        self.model.show(lambda before: self.workspace.read(history.page, words, before))
        self.nothing.setText(
            _("Nothing in the history holds all these words.") if words else _("Nothing has been done yet.")
        )
        self.nothing.setVisible(not self.model.entries)
        self.table.setVisible(bool(self.model.entries))
        if self.model.entries:
            self._select(0)
        self._current_changed()

    def _select(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)

    def _move(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self._select(max(0, min(self.table.currentIndex().row() + rows, last)))

    def _current_changed(self) -> None:
        row = self.table.currentIndex().row()
        possible = row >= 0 and self.workspace.undo_step is not None and not self.filter.text()
        self.show_it.setEnabled(row >= 0)
        self.back.setEnabled(possible and self.model.entries[row].kind != "fixed")

    def _go_there(self) -> None:
        """To the first thing that the step wrote and that is still there."""
        from gcmdesk.workspace import history
        from ui import places

        entry = self.model.entries[self.table.currentIndex().row()]
        for table, row in self.workspace.read(history.touched, entry.sequence):
            place = places.of_row(self.workspace, table, row)
            if place:
                self.context.go(place)
                return
        self.context.messages.show_message(
            "info", _("Nothing of this step is shown on a page of its own, or no longer.")
        )

    def _undo_up_to_here(self) -> None:
        target = self.model.entries[self.table.currentIndex().row()].sequence
        present = self.workspace.present

        def go_back(progress: Progress) -> int:
            from gcmdesk.workspace import undo

            count = 0
            while (step := present.read(undo.next_undo)) and step.sequence >= target:
                progress.report(count)
                present.undo()
                count += 1
            return count

        self.context.tasks.start(_("Undo up to here"), go_back, self._went_back, failed=self._stopped)

    def _went_back(self, count: int) -> None:
        sentence = ngettext(
            "{n} change undone. Redo brings it back.", "{n} changes undone. Redo brings them back.", count
        )
        self.context.messages.show_message("info", sentence.format(n=i18n.current().number(count)))

    def _stopped(self, error: KnownError) -> None:
        self.workspace.not_saved(error)
