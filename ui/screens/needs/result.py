"""The order of the objectives, and how solid it is."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import Texts, mark
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import criteria, handout, result, rounds
from gcmdesk.priorities.criteria import Settings
from gcmdesk.priorities.result import Result
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.protection.material import Picture, Several
from gcmdesk.protection.release_records import Request
from ui import pictures, theme
from ui.answers import Answer
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import result_words, words
from ui.screens.needs.chart_sheet import ChartSheet, in_words
from ui.screens.needs.parts import narrow, refill
from ui.screens.needs.presenter import Slide, present
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.bars import Bars
from ui.widgets.buttons import button
from ui.widgets.column import Column, card
from ui.widgets.empty import Empty
from ui.widgets.form import Form, Lines
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Heading, Text

CHANGED = mark("Settings of the result changed")
BEGUN = mark("Round begun")
DISCUSSED = mark("Discussion of a round written down")
BANDS = (0, 10, 25, 50)
FIRST = (3, 5, 7, 10)


class ResultPage(Page):
    """One chart with the ranks that are possible, and sentences about what stands behind it."""

    topics = frozenset({"criteria", "raters", "rounds", "scores", "votes", "people", "consent"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self.result: Result | None = None
        self._wanted = 0
        self.round, self.band = narrow(_("Round")), narrow(_("Weights move by"))
        self.first = narrow(_("How many first"))
        number, percent = i18n.current().number, i18n.current().percent
        for value in BANDS:
            text = _("Weights ± {percent}") if value else _("Weights as they are")
            self.band.addItem(text.format(percent=percent(value / 100)), value)
        for value in FIRST:
            self.first.addItem(_("First {n}").format(n=number(value)), value)
        self.round.activated.connect(self._another_round)
        for box in (self.band, self.first):
            box.setEnabled(not self.read_only)
            box.activated.connect(self._set)
        self._made_row()
        self._build()

    def _made_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        for box, share in ((self.round, 2), (self.band, 1), (self.first, 1)):
            row.addWidget(box, share)
        self._row = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        self._row.setLayout(row)

    def _build(self) -> None:
        self.chart = Bars(_("Order of the objectives"))
        self.solid = Text()
        self.show_room = button(_("Show the order to the room"), self._present_order, icon="presentation")
        self.apart_room = button(_("Show the differences to the room"), self._present_differences, icon="presentation")
        self.said = Form(
            (Lines("discussion", _("What was said about the differences"), rows=3),), save=self._save_discussion
        )
        self.said.set_read_only(self.read_only)
        self.say_room = button(_("Show the result in words to the room"), self._present_words, icon="presentation")
        self.column = Column(_("Result"), most_width=1100)
        self._sections: list[QWidget] = []
        self.column.add(self._row, card(Heading(_("How solid it is"), 3), self.solid), self.chart)
        self.column.add(row_of(self.show_room, self.apart_room, self.say_room), self.said)
        self.hand_out = button(_("Hand out the result"), self._hand_out)
        self.as_picture = button(_("Hand out the chart"), self._hand_out_chart)
        self.column.add(row_of(self.hand_out, self.as_picture))
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
        self.head_changed.emit()
        self._faces.setCurrentWidget(self.column if there else self.nothing)
        if not there:
            return
        self.solid.setText("\n".join(result_words.solidity(found)))
        self.chart.show_bars(result_words.bars(found), result_words.heads(found))
        self.said.show_record(found.round.id, {"discussion": found.round.discussion})
        for old in self._sections:
            old.hide()
            old.deleteLater()
        self._sections = [
            card(Heading(heading, 3), *map(Text, lines), spacing=6) for heading, lines in result_words.sections(found)
        ]
        for made in self._sections:
            self.column.content.insertWidget(self.column.content.count() - 1, made)

    # What is done

    @property
    def primary_action(self) -> PrimaryAction | None:
        there = self.result is not None and bool(self.result.standings)
        return PrimaryAction(_("Score again"), self._again) if there and not self.read_only else None

    def _again(self) -> None:
        """Score, look at the differences, talk, score again: a new round, while the old one stays as it is."""
        asked = len(self.workspace.read(rounds.all_of, "scores"))
        title = _("Scores, round {n}").format(n=i18n.current().number(asked + 1))
        outcome = self.workspace.run(rounds.add, RoundDraft("scores", title, words.today()), name=BEGUN)
        if outcome.result:
            self.context.go(f"needs/assessment/{outcome.result.id}")

    def _save_discussion(self, key: int, _field: str, value: Any) -> Answer:
        one = next(one for one in self.workspace.read(rounds.all_of, "scores") if one.id == key)
        draft = RoundDraft(one.kind, one.title, one.day, value, one.present, one.places, one.closed)
        return self.workspace.run(rounds.change, key, draft, name=DISCUSSED)

    @Slot()
    def _another_round(self) -> None:
        self._compute()

    @Slot()
    def _set(self) -> None:
        present_ = self.workspace.read(criteria.settings)
        wanted = Settings(present_.weighing, self.band.currentData() / 100, self.first.currentData())
        if wanted != present_:
            self.workspace.run(criteria.put_settings, wanted, name=CHANGED)

    def _hand_out(self) -> None:
        """Through the release gate: to the participants, a ministry, the public."""
        number = self.round.currentData()

        def material(session: Any, request: Request, texts: Texts) -> Several:
            return handout.of_result(session, request, texts, number, words.now())

        title = _("Order of the objectives")
        self.offered.emit(Offer(title, material, languages=True))

    def _hand_out_chart(self) -> None:
        """As a picture, for slides and print."""
        found = self.result
        if found is None:
            return
        title = _("Order of the objectives")
        content = pictures.painted(partial(ChartSheet, found), pictures.PNG)
        chart = Picture(title, in_words(found), pictures.PNG, content)

        def material(session: Any, request: Request, _texts: Texts) -> Picture:
            return handout.of_chart(session, request, found.raters, chart)

        self.offered.emit(Offer(title, material))

    def _present_order(self) -> None:
        found = self.result
        if found:
            bars, heads = result_words.bars(found, 6), result_words.heads(found)
            present(self, self.context, Slide(found.round.title, bars=bars, heads=heads))

    def _present_differences(self) -> None:
        found = self.result
        if found:
            title = _("Where raters are furthest apart")
            present(self, self.context, Slide(title, bars=result_words.differences(found)))

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
