"""The order of the objectives, and how solid it is."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import criteria, result, rounds
from gcmdesk.priorities.criteria import Settings
from gcmdesk.priorities.result import Result
from ui import theme
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import result_words, words
from ui.screens.needs.parts import narrow, refill
from ui.screens.needs.presenter import Slide, present
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.bars import Bars
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.empty import Empty
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

CHANGED = mark("Settings of the result changed")
BANDS = (0, 10, 25, 50)
FIRST = (3, 5, 7, 10)


class ResultPage(Page):
    """One chart with the ranks that are possible, and sentences about what stands behind it."""

    topics = frozenset({"criteria", "raters", "rounds", "scores", "votes", "people", "consent"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.result: Result | None = None
        self._wanted = 0
        self.round, self.band, self.first = (
            narrow(_("Round")),
            narrow(_("Weights move by")),
            narrow(_("How many first")),
        )
        number, percent = i18n.current().number, i18n.current().percent
        for value in BANDS:
            text = (
                _("Weights as they are") if not value else _("Weights ± {percent}").format(percent=percent(value / 100))
            )
            self.band.addItem(text, value)
        for value in FIRST:
            self.first.addItem(_("First {n}").format(n=number(value)), value)
        self.round.activated.connect(self._another_round)
        for box in (self.band, self.first):
            box.setEnabled(not self.read_only)
            box.activated.connect(self._set)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        for box, share in ((self.round, 2), (self.band, 1), (self.first, 1)):
            row.addWidget(box, share)
        self._row = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        self._row.setLayout(row)
        self.chart = Bars(_("Order of the objectives"))
        self.solid = Text()
        self.show_room = button(_("Show the order to the room"), self._present_order, icon="presentation")
        self.say_room = button(_("Show the result in words to the room"), self._present_words, icon="presentation")
        self.column = Column(_("Result"), most_width=1100)
        self._sections: list[QWidget] = []
        self.column.add(self._row, card(Heading(_("How solid it is"), 3), self.solid), self.chart)
        self.column.add(row_of(self.show_room, self.say_room))
        self.column.end()
        self.nothing = Empty(
            _("No result yet"),
            _(
                "As soon as somebody has scored, the order appears here: with the ranks that other weights would give, "
                "how far raters agree, and what the votes say."
            ),
            PrimaryAction(_("Go to the assessment"), partial(self.context.go, "needs/assessment")),
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(self.column)
        self._faces.addWidget(self.nothing)
        self._faces.setCurrentWidget(self.nothing)
        self._layout.addWidget(self._faces)

    def panes(self) -> list[QWidget]:
        return [self.nothing if self._faces.currentWidget() is self.nothing else self.column]

    def refresh(self) -> None:
        asked = self.workspace.read(rounds.all_of, "scores")
        chosen = self.workspace.read(criteria.settings)
        if not asked:
            self._faces.setCurrentWidget(self.nothing)
            return
        refill(
            self.round, [(one.id, one.title) for one in asked], self._wanted or self.round.currentData() or asked[-1].id
        )
        self._wanted = 0
        self.band.setCurrentIndex(max(0, self.band.findData(round(chosen.band * 100))))
        self.first.setCurrentIndex(max(0, self.first.findData(chosen.first)))
        self._compute()

    def _compute(self) -> None:
        number, workspace = self.round.currentData(), self.workspace.present
        self.context.tasks.start(
            _("Working out the result"),
            lambda _progress: workspace.read(result.of_round, number, words.now()),
            self._show,
            quiet=True,
        )

    @Slot(object)
    def _show(self, found: Result) -> None:
        if found.round.id != self.round.currentData():
            return  # another round was chosen meanwhile, and is being worked out
        self.result = found
        there = bool(found.standings)
        self._faces.setCurrentWidget(self.column if there else self.nothing)
        if not there:
            return
        self.solid.setText("\n".join(result_words.solidity(found)))
        self.chart.show_bars(result_words.bars(found), result_words.heads(found))
        for old in self._sections:
            old.hide()
            old.deleteLater()
        self._sections = [
            card(Heading(heading, 3), *map(Text, lines), spacing=6) for heading, lines in result_words.sections(found)
        ]
        for made in self._sections:
            self.column.content.insertWidget(self.column.content.count() - 1, made)

    # What is done

    @Slot()
    def _another_round(self) -> None:
        self._compute()

    @Slot()
    def _set(self) -> None:
        present_ = self.workspace.read(criteria.settings)
        wanted = Settings(present_.weighing, self.band.currentData() / 100, self.first.currentData())
        if wanted != present_:
            self.workspace.run(criteria.put_settings, wanted, name=CHANGED)

    def _present_order(self) -> None:
        found = self.result
        if found:
            bars, heads = result_words.bars(found, 6), result_words.heads(found)
            present(self, self.context, Slide(found.round.title, bars=bars, heads=heads))

    def _present_words(self) -> None:
        found = self.result
        if found:
            present(self, self.context, Slide(found.round.title, lines=result_words.for_room(found)))

    # Places

    @property
    def place(self) -> str:
        return str(self.round.currentData() or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal() and self.round.findData(int(place)) >= 0:
            self.round.setCurrentIndex(self.round.findData(int(place)))
            self._compute()
