"""Base of the pages about one saved report: which one is chosen above, and it is made ready behind the screen."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection.release_records import SignOff
from gcmdesk.reports import saved
from gcmdesk.reports.saved import Listed
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.screens.reports import chosen
from ui.screens.reports.preparing import Ready, ready
from ui.tasks import Task
from ui.widgets.buttons import button
from ui.widgets.choice import ChoiceBox
from ui.widgets.empty import Empty
from ui.widgets.row import row_of
from ui.widgets.text import Text

_PAUSE = 300
"""Milliseconds without a change before the report is made anew."""


_PATIENCE = 700
"""Milliseconds after which it is shown that the report is being made, with a way to stop."""


class AboutReport(Page):
    """`body` makes what stands below the choice; `show_ready` fills it whenever the report was made anew."""

    why: ClassVar[str] = mark(
        "A report is put together on the page Reports: what it tells, to whom, in which language."
    )

    shows_sheet: ClassVar[bool] = False
    """Whether the page shows the report itself."""

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.which = ChoiceBox(_("Which report"))
        self.which.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.activated.connect(self._picked)
        self.said = Text(tone="muted")
        self.said.hide()
        self._number = 0
        self._task: Task | None = None
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.make)
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(self._show_slow)
        self.stop_it = button(_("Stop"), self._stop, icon="x")
        self.again_it = button(_("Make it now"), self.make)
        self.halting = row_of(self.stop_it, self.again_it)
        self._offer_way(None)
        self.report: Listed | None = None
        begin = None if self.read_only else PrimaryAction(_("New report"), self._to_reports)
        self.nothing = Empty(_("No report is saved yet"), _(self.why), begin)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        column.addWidget(self.which)
        column.addWidget(self.said)
        column.addWidget(self.halting)
        column.addWidget(self.body(), 1)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._whole)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    # What a page says about itself

    def body(self) -> QWidget:
        """What stands below the choice of the report."""
        raise NotImplementedError

    def show_ready(self, made: Ready) -> None:
        """Show the report, or why there is none (`made.refusal`)."""
        raise NotImplementedError

    def parts(self) -> list[QWidget]:
        """For F6, below the choice."""
        raise NotImplementedError

    @property
    def sign_off(self) -> SignOff | None:
        """Who agrees, where the page asks."""
        return None

    # The choice

    @property
    def nothing_there(self) -> bool:
        """Whether no report is saved."""
        return self._faces.currentWidget() is self.nothing

    def panes(self) -> list[QWidget]:
        return [self.nothing] if self.nothing_there else [self.which, *self.parts()]

    def _to_reports(self) -> None:
        self.context.go(f"{self.room}/reports")

    @property
    def room(self) -> str:
        """The screen that the pages belong to."""
        return "report"

    def refresh(self) -> None:
        listed, before = self.workspace.read(saved.listed), self.report
        self._faces.setCurrentWidget(self._whole if listed else self.nothing)
        wanted = chosen.chosen(self.workspace)
        self.report = next((one for one in listed if one.id == wanted), listed[0] if listed else None)
        self._offer(listed)
        if self.report and (before is None or before.id != self.report.id):
            self.say(_("The report is being made…"))
        self.make()
        self.head_changed.emit()

    def _offer(self, listed: tuple[Listed, ...]) -> None:
        offered = [(one.id, chosen.line(one)) for one in listed]
        box = self.which
        if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != offered:
            box.clear()
            for id, text in offered:
                box.addItem(text, id)
        box.setCurrentIndex(box.findData(self.report.id) if self.report else -1)

    def _on_commit(self, topics: frozenset[str]) -> None:
        del topics  # a report tells of everything
        self._stale = True
        self._soon.start()

    @Slot()
    def _picked(self) -> None:
        chosen.choose(self.workspace, self.which.currentData())
        self.read_anew()

    def be_fresh(self) -> None:
        """Another page may have chosen another report meanwhile."""
        wanted = chosen.chosen(self.workspace)
        if wanted and (self.report is None or self.report.id != wanted):
            self._stale = True
        super().be_fresh()

    @property
    def place(self) -> str:
        return str(self.report.id) if self.report else ""

    def show_place(self, place: str) -> None:
        if place.isdecimal() and (self.report is None or self.report.id != int(place)):
            chosen.choose(self.workspace, int(place))
            self.read_anew()

    # Made behind the screen

    def make(self) -> None:
        """Make the report anew; `show_ready` is told."""
        self._later.stop()
        self._number += 1
        self._halt()
        if self.report is None or not self.workspace.is_open:
            return
        present, look = self.workspace.present, theme.current() if self.shows_sheet else None
        work = partial(ready, present, self.report.id, self.sign_off, self._number, look)
        self._task = self.context.tasks.start(
            _("Making the report"), work, self._made, failed=self._failed_to_make, quiet=True
        )
        self._slow.start()

    def _made(self, made: Ready) -> None:
        if made.number != self._number:
            return  # something has changed meanwhile; the next answer is on its way
        self._halt()
        if made.stopped:
            self.say(_("Stopped before the report was made. What is shown below may be out of date."))
            self._offer_way(self.again_it)
            return
        refusal = made.refusal
        self.say(f"{refusal.sentence} {refusal.way_out}".strip() if refusal else "")
        self.show_ready(made)

    def _halt(self) -> None:
        """Nobody needs what is under way any more."""
        if self._task:
            self._task.progress.cancel()
        self._task = None
        self._slow.stop()
        self._offer_way(None)

    def _failed_to_make(self, error: KnownError) -> None:
        self._halt()
        self.context.messages.show_error(error)

    @Slot()
    def _show_slow(self) -> None:
        """It takes long: say so, and let it be stopped."""
        self.say(_("The report is being made…"))
        self._offer_way(self.stop_it)

    @Slot()
    def _stop(self) -> None:
        if self._task:
            self._task.progress.cancel()

    def _offer_way(self, way: QWidget | None) -> None:
        self.halting.setVisible(way is not None)
        for each in (self.stop_it, self.again_it):
            each.setVisible(each is way)

    def say(self, sentence: str) -> None:
        """Above the body: why there is nothing in it."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
