"""A page with a table and, beside it, the detail of its current row.

    class RegisterPage(ListDetailPage):
        topics = frozenset({"stakeholders"})
        filter_name, table_name = mark("Filter the register"), mark("Stakeholders")
        empty = (mark("Nobody is listed yet"), mark("The register holds everybody who must be heard."))

        def columns(self) -> tuple[TableColumn, ...]:
            return (TableColumn("name", _("Name"), lambda one: one.name, weight=3),)

        def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
            return self.workspace.read(register.ids, words, sort, descending)

        def records(self, ids: Sequence[int]) -> Sequence[Record]:
            return self.workspace.read(register.of, ids)

        def detail(self) -> QWidget:
            self.form = Form((Line("name", _("Name")),), save=self._save)
            return self.form

        def show_record(self, record: Stakeholder) -> None:
            self.form.show_record(record.id, {"name": record.name})

The title's button of the page is also that of its empty state; what it makes is shown with `self.begin(id)`. The place
is the number of the current row. A list that may be long is read off the screen's thread: instead of `ids` its page has

        def asks(self, words: str, sort: str, descending: bool) -> Question[Sequence[int]]:
            return partial(note_list.ids, wanted=NoteFilter(words), sort=sort, descending=descending)

and the rows of before stand, with what is selected, until the new ones are there. A page whose rows may leave the
workspace says how; a button and Ctrl+C come with it:

        leaves = True

        def offer(self, ids: Sequence[int]) -> Offer:
            return Offer(_("Stakeholder register"), partial(_material, tuple(ids)), file_name=_("Stakeholders"))
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from ui import theme
from ui.asking import Question
from ui.models.records import Record, TableColumn
from ui.screens.base import Context
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import Column
from ui.widgets.empty import Empty
from ui.widgets.filter_field import FilterField
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Text

if TYPE_CHECKING:
    from ui.widgets.release_panel import Offer

_LEAST = 30
"""Pixels (at 100 %) that a table keeps of its height where large text leaves little room."""
_SHORT = 140
"""Pixels (at 100 %) of what the filter asks for, with which a box has room beside it."""
_PAUSE = 120
"""Milliseconds without a key before the list is queried again."""
_PATIENCE = 300
"""Milliseconds after which the list says that its rows are still being read."""


class ListDetailPage(Page):
    """A filter field, the table, and the detail; F6 goes round the three."""

    filter_name: ClassVar[str] = mark("Filter the list")
    table_name: ClassVar[str] = mark("List")
    empty: ClassVar[tuple[str, str]] = (mark("Nothing here yet"), "")
    """What belongs here, and why; marked, not translated."""
    first_sort: ClassVar[tuple[str, bool]] = ("", False)
    """Column and whether descending; an empty column is the order of the query itself."""
    shares: ClassVar[tuple[int, int]] = (3, 2)
    """Of the width, for list and detail."""
    leaves: ClassVar[bool] = False
    """Whether rows may leave the workspace, through `offer`."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._sort, self._descending = self.first_sort
        self.filter = FilterField(_(self.filter_name))
        self._typing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._typing.timeout.connect(self.fill)
        self.filter.textChanged.connect(self._filter_typed)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._tell_reading)
        self._at_once = self._detail_shown = False
        self._going_to = 0
        """The row to go to once the rows are there."""
        self._then: list[Callable[[], None]] = []
        self.table = RecordTable(_(self.table_name), self.columns(), empty=_("Nothing holds all these words."))
        self.table.records.editable = not self.read_only
        self.table.records.failed.connect(context.messages.show_error)
        if self.leaves and not self.read_only:
            self.table.copied = self._offer_rows
        self.filter.moved.connect(self.table.step_rows)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.current_changed.connect(self._current_changed)
        self.table.opened.connect(self._go_to_detail)
        if self._sort:
            self.table.show_sort(self._sort, descending=self._descending)
        self.count = Caption()
        self.count.setWordWrap(False)
        self.why = Text(tone="danger")
        self.why.hide()
        self.table.not_saved.connect(self._show_why)
        self.side = Column(_("Detail"))
        self._detail = self.detail()
        self.side.add(self._detail)
        self.side.end()
        self._build()

    # What a page says about itself

    def columns(self) -> tuple[TableColumn, ...]:
        """The columns of the table."""
        raise NotImplementedError

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        """The ids of the rows that hold all words, in the order wanted."""
        raise NotImplementedError

    def asks(self, words: str, sort: str, descending: bool) -> Question[Any] | None:
        """What reads the ids of a long list off the screen's thread; None where `ids` has them at once."""
        del words, sort, descending
        return None

    def take(self, read: Any, words: str, sort: str, descending: bool) -> Sequence[int]:
        """The ids in what was read for a question; a page that reads more than ids keeps the rest, and sorts itself."""
        del words, sort, descending
        ids: Sequence[int] = read
        return ids

    def records(self, ids: Sequence[int]) -> Sequence[Record]:
        """The records with these ids."""
        raise NotImplementedError

    def detail(self) -> QWidget:
        """What stands beside the table."""
        raise NotImplementedError

    def show_record(self, record: Any) -> None:
        """Show the current row in the detail."""
        raise NotImplementedError

    def extras(self) -> list[QWidget]:
        """Controls below the filter field, such as a choice of kinds; connect them to `fill`."""
        return []

    def offer(self, ids: Sequence[int]) -> "Offer":
        """Rows for the release panel, where `leaves` says that they may leave."""
        raise NotImplementedError

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than there is. A page with `extras` that narrow it says so too."""
        return bool(self.filter.text())

    def widen(self) -> None:
        """Show all there is. A page with `extras` that narrow it sets them back too."""
        self.filter.clear()
        self._typing.stop()

    def begin(self, id: int) -> None:
        """Show a row that was just made, whatever the filter says, and go to its first field."""
        self._at_once = True  # what is typed next goes into the first field
        try:
            self.read_anew()
            self._go_to_row(id, widening=True)
        finally:
            self._at_once = False
        self._detail.setFocus(Qt.FocusReason.TabFocusReason)

    # Putting together

    def _build(self) -> None:
        left = self.listed = QWidget()
        self.left_column = column = QVBoxLayout(left)
        column.setContentsMargins(2, 0, 2, 0)  # Qt cuts a pixel off a right-to-left splitter's edge
        column.setSpacing(theme.current().px(8))
        self.filter_row, self.extras_row = row, more = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self.filter, 3)
        self.shown_extras = extras = self.extras()
        asked = self.filter.fontMetrics().horizontalAdvance(self.filter.placeholderText())
        short = theme.current().narrow and asked <= theme.current().px(_SHORT)
        for extra in extras:
            beside = short and len(extras) == 1 and isinstance(extra, ChoiceBox)
            (row if beside else more).addWidget(extra, 2)
            if isinstance(extra, ChoiceBox) and beside:
                extra.stay_narrow()
        row.addWidget(self.count)
        if theme.current().narrow:
            self.count.hide()  # the filter needs the room
            self.table.setMinimumHeight(theme.current().px(_LEAST))
        column.addLayout(row)
        column.addLayout(more)
        column.addWidget(self.why)
        column.addWidget(self.table, 1)
        if self.table.copied:
            self.release_it = button(_("Release…"), self._offer_all, icon="arrow-right")
            self.release_it.setAccessibleDescription(_("Lets the rows of the list out, as a file or a copy."))
            self._place_release()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(theme.current().px(12))
        for place, widget in enumerate((left, self.side)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(place, self.shares[place])
        self.split.setSizes([1000 * share for share in self.shares])
        title, why = self.empty
        self.nothing = Empty(_(title), _(why) if why else "", None if self.read_only else self.primary_action)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.split)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    def _place_release(self) -> None:
        """Below the list; in large text, which leaves the list its height, at the end of the detail."""
        if theme.current().narrow:
            self.side.add(row_of(self.release_it))
        else:
            self.left_column.addWidget(row_of(self.release_it))

    def panes(self) -> list[QWidget]:
        if self._faces.currentWidget() is self.nothing:
            return [self.nothing]
        return [self.filter, self.table, self.side]

    # Rows

    def refresh(self) -> None:
        altered, self._altered = self._altered, False
        asked = (self.filter.text(), self._sort, self._descending)
        question = self.asks(*asked)
        if question is None:
            self.reader.forget()
            self._show_ids(self.ids(*asked))
        elif self._at_once:
            self.reader.forget()
            self._show_ids(self.take(self.workspace.read(question), *asked))
        else:
            self._read_ids(question, asked, altered=altered)

    def _read_ids(self, question: Question[Any], asked: tuple[str, str, bool], *, altered: bool) -> None:
        if altered:  # what stands there is shown as it is now, even if it is about to leave the list
            self.table.read_anew()
        if altered or not self.table.current_id:
            self._show_current()
        self.table.reading = True
        self._patience.start()
        self.reader.ask(question, lambda read: self._show_ids(self.take(read, *asked)))

    def _show_ids(self, ids: Sequence[int]) -> None:
        self._patience.stop()
        self.table.reading = False
        self._show_face(self.split if len(ids) or self.narrowed else self.nothing)
        self.count.setText(ngettext("{n} row", "{n} rows", len(ids)).format(n=i18n.current().number(len(ids))))
        self._detail_shown = False
        self.table.show_rows(ids, self.records)
        then, self._then, self._going_to = self._then, [], 0
        for step in then:
            self._once_read(step)
        if not self.table.current_id and len(ids):
            self.table.select_row(0)
        if not self._detail_shown:  # the current row is the one of before, with what may be new in it
            self._show_current()

    def _show_face(self, face: QWidget) -> None:
        before, focused = self._faces.currentWidget(), QApplication.focusWidget()
        self._faces.setCurrentWidget(face)
        if before and before is not face and focused and before.isAncestorOf(focused):
            self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_read(self, error: KnownError | None) -> None:
        self._patience.stop()
        super()._not_read(error)

    def _once_read(self, step: Callable[[], None]) -> None:
        """Do something when the rows that were asked for are shown."""
        if self.reader.waiting:
            self._then.append(step)
        else:
            step()

    @Slot()
    def _tell_reading(self) -> None:
        self.count.setText(_("Reading the rows…"))

    @Slot()
    def fill(self) -> None:
        """Query anew."""
        self.read_anew()

    @Slot()
    def _filter_typed(self) -> None:
        self._typing.start()

    @Slot(str, bool)
    def _sort_by(self, column: str, descending: bool) -> None:
        self._sort, self._descending = column, descending
        self.read_anew()

    def _current_changed(self, _id: object) -> None:
        self._show_current()

    def _show_current(self) -> None:
        self._detail_shown = True
        record = self.table.current_record
        self._detail.setVisible(record is not None)
        if record is not None:
            self.show_record(record)

    @Slot(object)
    def _go_to_detail(self, _id: object) -> None:
        self._detail.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _show_why(self, why: str) -> None:
        self.why.setText(why)
        self.why.setVisible(bool(why))

    def _offer_all(self) -> None:
        self._once_read(lambda: self._offer_rows(self.table.records.ids))

    def _offer_rows(self, ids: Sequence[int]) -> None:
        self.offered.emit(self.offer(ids))

    # Places

    @property
    def place(self) -> str:
        return str(self._going_to or self.table.current_id or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal():
            self._go_to_row(int(place), widening=self.narrowed)

    def _go_to_row(self, id: int, *, widening: bool) -> None:
        """Go to a row once it is there; where the rows leave it out, show all there is."""
        if self.reader.waiting:
            self._going_to = id
            self._then.append(partial(self._go_to_row, id, widening=widening))
        elif not self.table.select_id(id) and widening:
            self.widen()
            self.read_anew()
            self._go_to_row(id, widening=False)
