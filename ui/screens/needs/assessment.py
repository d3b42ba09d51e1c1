"""Scoring objectives by criteria: a grid for digit keys, with reasons and evidence beside it."""

import re
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gcmdesk import i18n
from gcmdesk.consultations import evidence
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import beginning, benchmark, criteria, raters, rounds, scores
from gcmdesk.priorities.benchmark import Line as BenchmarkLine
from gcmdesk.priorities.criteria import SavedCriterion
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import SavedRound
from ui import theme
from ui.answers import Answer
from ui.screens.base import Context, PrimaryAction
from ui.screens.needs import words
from ui.screens.needs.parts import narrow, refill
from ui.screens.page import Page
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.column import Column
from ui.widgets.empty import Empty
from ui.widgets.form import Form, Line, Lines
from ui.widgets.number_grid import NumberGrid
from ui.widgets.placing import side_by_side
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

SCORED = mark("Score given")
EXPLAINED = mark("Reason of a score written")
ASIDE = mark("Objective set aside or taken up")
BEGUN = mark("Assessment begun")
CARRIED = mark("Scores of an earlier round copied")
RATER = mark("Rater added")
_EVIDENCE = "evidence_set"
"""Table of the evidence sets, to which a score links."""
_LIKE_AN_ID = re.compile(r"[Ee]-?[A-Za-z0-9]*-?\d+")


class AssessmentPage(Page):
    """One rater's sheet at a time: objectives down, criteria across."""

    topics = frozenset({"criteria", "raters", "rounds", "scores", "benchmark", "people", "consent"})

    def __init__(self, context: Context, entry: PageEntry) -> None:
        super().__init__(context, entry)
        self._asked: tuple[SavedRound, ...] = ()
        self._criteria: list[SavedCriterion] = []
        self._sheet: dict[scores.Cell, scores.Answer] = {}
        self._aside: dict[int, str] = {}
        self._wanted: tuple[int, int] = (0, 0)
        self._lines: tuple[BenchmarkLine, ...] = ()
        self._line: BenchmarkLine | None = None
        self.round, self.rater = narrow(_("Round")), narrow(_("Rater"))
        for box in (self.round, self.rater):
            box.activated.connect(self._another_sheet)
        self.state = Caption()
        self.grid = NumberGrid(_("Scores"), 0, 5)
        self.grid.typed.connect(self._typed)
        self.grid.moved.connect(self._show_cell)
        self.grid.finished.connect(self._next_rater)
        self.side = self._made_side()
        self._build()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(theme.current().px(8))
        row = QHBoxLayout()
        row.addWidget(self.round, 1)
        row.addWidget(self.rater, 1)
        column.addLayout(row)
        column.addWidget(self.state)
        column.addWidget(self.grid, 1)
        split = side_by_side(left, self.side)
        action = None if self.read_only else PrimaryAction(_("Begin the assessment"), self._begin)
        self.nothing = Empty(
            _("Nothing is assessed yet"),
            _(
                "All 23 objectives are looked at by the same criteria, so that none is chosen or dropped by chance. "
                "The five principles of the guidance are the criteria to begin with; you can add your own."
            ),
            action,
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(split)
        self._faces.addWidget(self.nothing)
        self._layout.addWidget(self._faces)

    def _made_side(self) -> Column:
        side = Column(_("Detail"))
        self.head = Heading("", 3)
        self.question = Text()
        self.anchors = Text(tone="muted")
        self.form = Form(
            (
                Lines("reason", _("Why this score"), rows=3),
                Line(
                    "evidence",
                    _("Evidence"),
                    hint=_("Evidence ids or sources, with a semicolon between them: E-014; census"),
                ),
                Line(
                    "aside",
                    _("Set the objective aside this time, because"),
                    hint=_("Leave this empty to assess it. The reason is shown with the result."),
                ),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.copy = button(_("Copy last round"), self._carry_over)
        self.add = button(_("Add a rater"), self._add_rater)
        self.known = Text()
        self.cite = button(_("Use as evidence"), self._cite_benchmark)
        self.cited = Caption()
        side.add(self.head, self.question, self.anchors, self.form, self.cited, self.known, row_of(self.cite))
        side.add(row_of(self.add), row_of(self.copy))
        side.end()
        return side

    def panes(self) -> list[QWidget]:
        if self._faces.currentWidget() is self.nothing:
            return [self.nothing]
        return [self.grid, self.side]

    # What is shown

    def _on_commit(self, topics: frozenset[str]) -> None:
        if topics & {"benchmark", "raters", "people", "consent"}:
            self._lines = ()  # read anew; a digit typed is no reason to
        super()._on_commit(topics)

    @property
    def _round(self) -> int:
        return int(self.round.currentData() or 0)

    @property
    def _rater(self) -> int:
        return int(self.rater.currentData() or 0)

    def refresh(self) -> None:
        self._asked = self.workspace.read(rounds.all_of, "scores")
        self._criteria = [one for one in self.workspace.read(criteria.all_of) if one.points > 0]
        self._lines = self._lines or self.workspace.read(benchmark.lines, words.now())
        known = self.workspace.read(raters.all_of)
        there = bool(self._asked and self._criteria and known)
        self._faces.setCurrentIndex(0 if there else 1)
        if not there:
            return
        refill(self.round, [(one.id, one.title) for one in self._asked], self._wanted[0] or self._asked[-1].id)
        refill(self.rater, [(one.id, one.name) for one in known], self._wanted[1])
        self._wanted = (0, 0)
        self._show_sheet()

    def _show_sheet(self) -> None:
        sheet = self.workspace.read(scores.sheet, self._round, self._rater)
        aside = self.workspace.read(scores.aside)
        here = next(one for one in self._asked if one.id == self._round)
        self._sheet, self._aside = sheet, aside
        self.grid.locked = self.read_only or here.closed
        self.grid.show_cells(
            [(number, words.objective(number)) for number in range(1, 24)],
            [(one.id, one.title) for one in self._criteria],
            {cell: answer.value for cell, answer in sheet.items()},
            frozenset(cell for cell, answer in sheet.items() if answer.reason or answer.evidence),
            frozenset(aside),
        )
        self.copy.setVisible(self._before() > 0 and not self.grid.locked)
        self.add.setVisible(not self.read_only)
        self.state.setText(self._said(here))
        self._show_cell()

    def _said(self, here: SavedRound) -> str:
        done = self.workspace.read(scores.completeness, self._round)
        number = i18n.current().number
        said = [
            _("{n} of {all} fields filled").format(n=number(done.answers.get(self._rater, 0)), all=number(done.cells))
        ]
        if done.missing:
            said.append(
                _("nobody has scored {objectives} yet").format(objectives=words.listed(tuple(sorted(done.missing))))
            )
        if done.set_aside:
            said.append(_("set aside: {objectives}").format(objectives=words.listed(tuple(done.set_aside))))
        if here.closed:
            said.append(_("the round is closed"))
        return " · ".join(said)

    def _before(self) -> int:
        """The scoring round before the one that is shown; 0 when there is none."""
        ids = [one.id for one in self._asked]
        place = ids.index(self._round) if self._round in ids else 0
        return ids[place - 1] if place else 0

    @Slot()
    def _show_cell(self) -> None:
        cell = self.grid.cell
        if cell is None or not self._asked:
            return
        objective, criterion = cell
        asked = next((one for one in self._criteria if one.id == criterion), None)
        if asked is None:
            return
        answer = self._sheet.get(cell, scores.Answer(None))
        self.head.setText(words.objective(objective))
        self.question.setText(i18n.current().titled(asked.title, asked.question) if asked.question else asked.title)
        self.anchors.setText(
            "\n".join(f"{i18n.current().number(level)}  {text}" for level, text in enumerate(asked.anchors))
        )
        self._show_benchmark(objective)
        proofs = self.workspace.read(scores.evidence, self._round, self._rater, cell) if answer.evidence else ()
        titles = {one.code: one.title for one in self.workspace.read(evidence.sets)} if proofs else {}
        self.cited.setText(
            "\n".join(i18n.current().titled(one.title, titles[one.title]) for one in proofs if one.title in titles)
        )
        self.cited.setVisible(bool(self.cited.text()))
        values = {
            "reason": answer.reason,
            "evidence": "; ".join(one.title for one in proofs),
            "aside": self._aside.get(objective, ""),
        }
        self.form.show_record(self._key(cell), values)

    def _show_benchmark(self, objective: int) -> None:
        """What policy and practice look like, at hand while the objective is scored."""
        line = self._line = self._lines[objective - 1]
        said = [_("Benchmark: {exists}").format(exists=_(benchmark.EXISTS[line.exists]))]
        if line.source:
            said.append(line.source)
        if line.percent is not None:
            percent = i18n.current().percent(line.percent / 100)
            said.append(_("carried out to {percent} in the eyes of experts").format(percent=percent))
        there = line.uuid is not None
        self.known.setText(" · ".join(said))
        self.known.setVisible(there)
        self.cite.setVisible(there and not self.grid.locked)

    def _key(self, cell: tuple[int, int]) -> int:
        """A number for each field of each sheet, under which the form keeps what was not saved."""
        return ((self._round * 100_000 + self._rater) * 100 + cell[0]) * 10_000 + cell[1]

    # What is done

    @Slot()
    def _another_sheet(self) -> None:
        self._show_sheet()

    @Slot(int, int, object)
    def _typed(self, objective: int, criterion: int, value: int | None) -> None:
        self.workspace.run(scores.put, self._round, self._rater, (objective, criterion), value, name=SCORED)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        rest, criterion = divmod(key, 10_000)
        rest, objective = divmod(rest, 100)
        number, rater = divmod(rest, 100_000)
        cell = (objective, criterion)
        if field == "reason":
            return self.workspace.run(scores.explain, number, rater, cell, value, name=EXPLAINED)
        if field == "evidence":
            return self._cite(number, rater, cell, tuple(one.strip() for one in value.split(";") if one.strip()))
        if value:
            return self.workspace.run(scores.set_aside, objective, value, name=ASIDE)
        return self.workspace.run(scores.take_up, objective, name=ASIDE)

    def _cite(self, number: int, rater: int, cell: scores.Cell, titles: tuple[str, ...]) -> Answer:
        """Ids of evidence become links to it; anything else is a source outside the workspace."""
        codes = {one.id: one.code for one in self.workspace.read(evidence.sets)}
        named, records = [], {}
        for title in titles:
            known = self.workspace.read(evidence.by_code, title)
            if known is None and _LIKE_AN_ID.fullmatch(title):
                return _("There is no evidence {id} in this workspace.").format(id=title)
            named.append(title if known is None else codes[known])
            if known is not None:
                records[codes[known]] = (_EVIDENCE, known)
        return self.workspace.run(scores.cite, number, rater, cell, named, records, name=EXPLAINED)

    def _begin(self) -> None:
        self.workspace.run(beginning.begin, words.today(), name=BEGUN)
        self.read_anew()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rater(self) -> None:
        outcome = self.workspace.run(raters.add, RaterDraft(), name=RATER)
        if outcome.result:
            self._wanted = (self._round, outcome.result.id)
            self.read_anew()
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _next_rater(self) -> None:
        """Paper sheets are keyed in one after the other: Enter in the last cell leads to the next rater."""
        row = self.rater.currentIndex() + 1
        if row < self.rater.count():
            self.rater.setCurrentIndex(row)
            self._show_sheet()
            self.grid.go_to((1, self._criteria[0].id))

    def _cite_benchmark(self) -> None:
        cell, line = self.grid.cell, self._line
        if cell and line and line.uuid:
            title = _("Benchmark {number}").format(number=i18n.current().number(cell[0]))
            record = (benchmark.ENTITY, line.uuid)
            self.workspace.run(scores.add_evidence, self._round, self._rater, cell, title, record, name=EXPLAINED)

    def _carry_over(self) -> None:
        self.workspace.run(scores.carry_over, self._before(), self._round, self._rater, name=CARRIED)

    # Places

    @property
    def place(self) -> str:
        cell = self.grid.cell
        return f"{self._round}-{self._rater}-{cell[0]}-{cell[1]}" if cell and self._round else ""

    def show_place(self, place: str) -> None:
        parts = place.split("-")
        if place.isdecimal() and self.round.findData(int(place)) >= 0:
            self.round.setCurrentIndex(self.round.findData(int(place)))
            self._show_sheet()
        elif len(parts) == 4 and all(one.isdecimal() for one in parts) and self._round:
            number, rater, *cell = map(int, parts)
            for box, wanted in ((self.round, number), (self.rater, rater)):
                box.setCurrentIndex(max(0, box.findData(wanted)))
            self._show_sheet()
            self.grid.go_to((cell[0], cell[1]))
