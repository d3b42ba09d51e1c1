"""Counting votes in the room: hands and dots with + and −, ballots as they are keyed in. No mouse is needed."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.priorities import rounds, votes
from gcmdesk.priorities.rounds import SavedRound
from ui import theme, typed
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import words
from ui.screens.needs.parts import narrow, refill
from ui.screens.needs.presenter import Slide, present, shown
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.bars import Bar
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.empty import Empty
from ui.widgets.fields import Field
from ui.widgets.placing import side_by_side
from ui.widgets.record_table import RecordTable
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

COUNTED = mark("Vote counted")
CAST = mark("Ballot keyed in")
DROPPED = mark("Ballot removed")
_LAST = 6


@dataclass(frozen=True, slots=True)
class Row:
    """An objective with what it got; the number of the objective is that of the row."""

    id: int
    title: str
    votes: float | None
    pairs: int | None


class Pad(RecordTable):
    """A table in which + and − count, and digits set the count."""

    counted = Signal(int, int)
    """Objective and step."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        index = self.records.index(self.currentIndex().row(), 1)
        if text in ("+", "=") and self.current_id:
            self.counted.emit(self.current_id, 1)
        elif text in ("-", "\u2212") and self.current_id:
            self.counted.emit(self.current_id, -1)
        elif len(text) == 1 and text.isdecimal() and index.isValid() and self.records.editable:
            self.setCurrentIndex(index)
            self.edit(index)
            if isinstance(self._delegate.editor, QLineEdit):
                self._delegate.editor.setText(text)
        else:
            super().keyPressEvent(event)


class VotingPage(Page):
    """One vote at a time: the pad or the ballots on one side, what to do on the other."""

    topics = frozenset({"rounds", "votes", "scores"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._known: tuple[SavedRound, ...] = ()
        self._wanted = 0
        self.round = narrow(_("Vote"))
        self.round.activated.connect(self._another_round)
        self.state = Caption()
        self.problem = Text(tone="danger")
        editor = CellEditor(self._set, lambda one: "" if one.votes is None else str(int(one.votes)), most=6)
        self.pad = Pad(
            _("Votes"), (self._objective_column(), TableColumn("votes", _("Votes"), _votes, 1, "end", False, editor))
        )
        self.pad.counted.connect(self._count)
        self.pad.not_saved.connect(self._show_problem)
        self.pad.current_changed.connect(self._another_objective)
        points = (
            self._objective_column(),
            TableColumn("votes", _("Points"), _votes, 1, "end", False),
            TableColumn("pairs", _("Won − lost"), _pairs, 1, "end", False),
        )
        self.points = RecordTable(_("Points"), points)
        self._build()

    @staticmethod
    def _objective_column() -> TableColumn:
        return TableColumn("title", _("Objective"), lambda one: one.title, weight=3, sorts=False)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(theme.current().px(8))
        row = QHBoxLayout()
        row.addWidget(self.round, 1)
        column.addLayout(row)
        column.addWidget(self.state)
        column.addWidget(self.problem)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.pad)
        self._tables.addWidget(self.points)
        column.addWidget(self._tables, 1)
        self.side = self._made_side()
        split = side_by_side(left, self.side, (600, 400))
        self.nothing = Empty(
            _("No vote yet"),
            _("Begin a round of dots, ranked ballots or a show of hands; it is counted here."),
            PrimaryAction(_("Go to the rounds"), self._go_to_rounds),
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(split)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    def _made_side(self) -> Column:
        side = Column(_("What to do"))
        self.how = Text()
        self.ballot = Field(
            _("Next ballot"), hint=_("Numbers of objectives from the first choice down, then Enter: 7 15 3")
        )
        self.ballot.edit.returnPressed.connect(self._cast)
        self.last = Text()
        self.drop = button(_("Remove the last ballot"), self._drop)
        self.call = button(_("Show to the room"), self._show_objective, icon="presentation")
        self.reveal = button(_("Reveal the count"), self._show_all, icon="presentation")
        side.add(Heading(_("What to do"), 3), self.how, self.ballot, self.last)
        side.add(row_of(self.drop), row_of(self.call), row_of(self.reveal))
        side.end()
        return side

    def panes(self) -> list[QWidget]:
        if self._faces.currentWidget() is self.nothing:
            return [self.nothing]
        return [self.points if self._tables.currentWidget() is self.points else self.pad, self.side]

    # What is shown

    @property
    def here(self) -> SavedRound | None:
        """The vote that is shown."""
        return next((one for one in self._known if one.id == self.round.currentData()), None)

    def refresh(self) -> None:
        self._known = tuple(one for one in self.workspace.read(rounds.all_of) if one.kind != "scores")
        self._faces.setCurrentIndex(0 if self._known else 1)
        if self._known:
            refill(self.round, [(one.id, one.title) for one in self._known], self._wanted)
            self._wanted = 0
            self._show_round()

    def _show_round(self) -> None:
        here = self.here
        if here is None:
            return
        ballots = here.kind == "ballots"
        self._tables.setCurrentWidget(self.points if ballots else self.pad)
        self.pad.records.editable = not (self.read_only or here.closed)
        rows = self._rows(here)
        table = self.points if ballots else self.pad
        table.show_rows([row.id for row in rows], lambda ids: [row for row in rows if row.id in ids])
        if not table.current_id and rows:
            table.select_row(0)
        for widget in (self.ballot, self.last, self.drop):
            widget.setVisible(ballots)
        self.ballot.edit.setReadOnly(self.read_only or here.closed)
        self.call.setVisible(not ballots)
        self._say(here)

    def _rows(self, here: SavedRound) -> list[Row]:
        up = self.workspace.read(votes.choices)
        if here.kind == "ballots":
            points, pairs = self.workspace.read(votes.points, here.id), self.workspace.read(votes.pairs, here.id)
            rows = [Row(one, words.objective(one), points.get(one), pairs.get(one)) for one in up]
            return sorted(rows, key=lambda row: -(row.votes or 0))
        counted = self.workspace.read(votes.tallies, here.id)
        return [Row(one, words.objective(one), counted.get(one), None) for one in up]

    def _say(self, here: SavedRound) -> None:
        number = i18n.current().number
        if here.kind == "ballots":
            cast = self.workspace.read(votes.cast_so_far, here.id)
            self.state.setText(ngettext("{n} ballot", "{n} ballots", len(cast)).format(n=number(len(cast))))
            lines = [
                _("{number}: {choices}").format(number=number(place), choices=", ".join(map(number, one.choices)))
                for place, one in list(enumerate(cast, 1))[-_LAST:]
            ]
            self.last.setText("\n".join(reversed(lines)))
            self.drop.setEnabled(bool(cast) and not self.ballot.edit.isReadOnly())
            self.how.setText(
                _("Type each ballot and press Enter. What a ballot leaves out shares the places that are left.")
            )
            self._show_problem("")
            return
        counted = self.workspace.read(votes.tallies, here.id)
        self.state.setText(
            ngettext("{n} counted", "{n} counted", sum(counted.values())).format(n=number(sum(counted.values())))
        )
        self.how.setText(
            _("Choose an objective with the arrow keys. + and − count one up or down; digits set the count.")
        )
        wrong = (
            votes.dot_problems(counted, here.places, here.present)
            if here.kind == "dots"
            else votes.hand_problems(counted, here.present)
        )
        self._show_problem(_(wrong[0][1]) if wrong else "")

    @Slot(str)
    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    # What is done

    @Slot()
    def _another_round(self) -> None:
        self._show_round()

    @Slot(int, int)
    def _count(self, objective: int, step: int) -> None:
        here = self.here
        if here and self.pad.records.editable:
            self.workspace.run(votes.count, here.id, objective, step, name=COUNTED)
            if shown(self):
                self._show_objective()

    def _set(self, row: Row, text: str) -> Answer:
        here = self.here
        try:
            count = typed.number(text, i18n.current(), whole=True)
        except ValueError:
            count = -1
        if here is None or (count is not None and count < 0):
            return _("Type a whole number.")
        return self.workspace.run(votes.set_votes, here.id, row.id, int(count or 0), name=COUNTED)

    @Slot()
    def _cast(self) -> None:
        here = self.here
        if here is None or self.ballot.edit.isReadOnly():
            return
        ballot = votes.parse(self.ballot.edit.text())
        problems = self.workspace.read(votes.ballot_problems, here.id, ballot)
        self.ballot.show_problem(_(problems[0][1]) if problems else "")
        if not problems and self.workspace.run(votes.cast, here.id, ballot, name=CAST).ok:
            self.ballot.edit.clear()

    def _drop(self) -> None:
        here = self.here
        cast = self.workspace.read(votes.cast_so_far, here.id) if here else ()
        if cast:
            self.workspace.run(votes.drop, cast[-1].id, name=DROPPED)

    def _go_to_rounds(self) -> None:
        self.context.go("needs/rounds")

    # For the room

    @Slot()
    def _another_objective(self) -> None:
        window = shown(self)
        if window and window.slide and window.slide.big:
            self._show_objective()

    def _show_objective(self) -> None:
        here, objective = self.here, self.pad.current_id
        if here and objective:
            count = self.workspace.read(votes.tallies, here.id).get(objective, 0)
            present(self, self.context, Slide(words.objective(objective), big=i18n.current().number(count)))

    def _show_all(self) -> None:
        here = self.here
        if here:
            points = self.workspace.read(votes.points, here.id)
            most = max(points.values(), default=0) or 1
            order = sorted(points, key=lambda one: (-points[one], one))[:6]
            bars = [Bar(words.objective(one), points[one] / most, i18n.current().number(points[one])) for one in order]
            present(self, self.context, Slide(here.title, bars=bars))

    # Places

    @property
    def place(self) -> str:
        return str(self.round.currentData() or "")

    def show_place(self, place: str) -> None:
        if place.isdecimal() and self.round.findData(int(place)) >= 0:
            self.round.setCurrentIndex(self.round.findData(int(place)))
            self._show_round()


def _votes(row: Row) -> str:
    return "–" if row.votes is None else i18n.current().number(row.votes)


def _pairs(row: Row) -> str:
    return "–" if row.pairs is None else f"\u200e{row.pairs:+d}".replace("-", "\u2212")
