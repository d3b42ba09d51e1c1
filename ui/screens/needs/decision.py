"""Choosing: all 23 objectives with their ranks, and for the chosen ones the reason and the principles they carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import benchmark, decisions, interplay, processes, result, rounds
from gcmdesk.priorities.decisions import Chosen, SavedDecision
from gcmdesk.priorities.ranking import Standing
from gcmdesk.priorities.result import Result
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import Context, PrimaryAction
from ui.screens.kick_off.tick_list import TickList
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import words as wording
from ui.screens.needs.parts import holds
from ui.screens.pages import PageEntry
from ui.widgets.buttons import button
from ui.widgets.form import Form, Lines
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

BEGUN = mark("Decision begun")
CHANGED = mark("Decision changed")
WEIGHTINGS = 1000
"""Enough for the ranges beside a choice; the result page takes ten times as many."""


@dataclass(frozen=True, slots=True)
class Row:
    """An objective with how it came out and whether it is chosen."""

    id: int
    title: str
    standing: Standing | None
    chosen: Chosen | None


class DecisionPage(ListDetailPage):
    """The choice itself; words, approval and the lock are on the next page."""

    topics = frozenset({"criteria", "raters", "rounds", "scores", "decisions", "interplay", "processes", "benchmark"})
    shares = (1, 1)
    table_name = mark("Objectives to choose from")
    empty = (
        mark("No decision yet"),
        mark("Choose together which objectives need action first, each with its reason. All 23 stay in sight."),
    )

    def __init__(self, context: Context, entry: PageEntry) -> None:
        self._standings: dict[int, Standing] = {}
        self._round = 0
        super().__init__(context, entry)

    @property
    def decision(self) -> SavedDecision | None:
        """The decision that is being worked on."""
        return self.workspace.read(decisions.newest) if self.workspace.is_open and not self.workspace.locked else None

    @property
    def subtitle(self) -> str:
        one = self.decision
        if one is None:
            return ""
        if one.validated:
            return _("Validated on {day}").format(day=i18n.current().date(one.validated, "medium"))
        return _("Draft")

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only:
            return None
        if self.decision is None:
            return PrimaryAction(_("Begin a decision"), self._begin)
        return PrimaryAction(_("Go to the validation"), self._go_on)

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Objective"), lambda one: one.title, weight=3, sorts=False),
            TableColumn("rank", _("Possible ranks"), _ranks, align="end", sorts=False),
            TableColumn("chosen", _("In the choice"), lambda one: _("chosen") if one.chosen else "–", sorts=False),
        )

    def _rows(self) -> list[Row]:
        one = self.decision
        if one is None:
            return []
        chosen = {choice.objective: choice for choice in one.choices}
        rows = [
            Row(number, wording.objective(number), self._standings.get(number), chosen.get(number))
            for number in range(1, 24)
        ]
        return sorted(rows, key=lambda row: (row.standing.rank if row.standing else 99, row.id))

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        return [row.id for row in self._rows() if holds(row.title, words)]

    def records(self, ids: Sequence[int]) -> Sequence[Row]:
        wanted = set(ids)
        return [row for row in self._rows() if row.id in wanted]

    def detail(self) -> QWidget:
        self.head = Heading("", 3)
        self.out = Text()
        self.choose = button(_("Choose it"), self._choose, kind="primary")
        self.leave = button(_("Take it out"), self._take_out)
        self.form = Form(
            (
                Lines("reason", _("Why it comes first"), rows=3),
                TickList("principles", _("Guiding principles that the work on it carries"), wording.principles()),
            ),
            save=self._save,
        )
        self.beside = Caption()
        holder = stacked(self.head, self.out, row_of(self.choose, self.leave), self.form, self.beside)
        self.holder = holder
        return holder

    def refresh(self) -> None:
        opening = not self.table.current_id
        super().refresh()
        if opening:  # at an objective that is in the choice, where there is one
            self.table.select_id(next((row.id for row in self._rows() if row.chosen), self.table.current_id))
        self.head_changed.emit()
        asked = self.workspace.read(rounds.all_of, "scores")
        if asked:
            number, workspace = asked[-1].id, self.workspace.present
            self._round = number
            self.context.tasks.start(
                _("Working out the result"),
                lambda _progress: workspace.read(result.of_round, number, wording.now(), WEIGHTINGS),
                self._ranked,
                quiet=True,
            )

    @Slot(object)
    def _ranked(self, found: Result) -> None:
        standings = {one.objective: one for one in found.standings}
        if found.round.id == self._round and standings != self._standings:
            self._standings = standings
            super().refresh()

    def show_record(self, record: Row) -> None:
        one = self.decision
        locked = self.read_only or (one is not None and one.locked)
        self.head.setText(record.title)
        self.out.setText(_out(record.standing))
        self.choose.setVisible(record.chosen is None and not locked)
        self.leave.setVisible(record.chosen is not None and not locked)
        self.form.setVisible(record.chosen is not None)
        self.form.set_read_only(locked)
        first = self.choose if record.chosen is None else self.form if locked else self.leave
        self.holder.setFocusProxy(first)  # Tab does not get past a proxy that is hidden
        chosen = record.chosen or Chosen(record.id, "")
        self.form.show_record(record.id, {"reason": chosen.reason, "principles": chosen.principles})
        self.beside.setText("\n".join(self._beside(record.id)))

    def _beside(self, objective: int) -> list[str]:
        """What other pages know about an objective: interplay, processes, benchmark."""
        lines = [
            wording.influence(one)
            for one in self.workspace.read(interplay.matrix).values()
            if objective in (one.acting, one.affected) and one.effect
        ]
        lines += [
            _("{process} (in charge: {body})").format(process=process.title, body=process.body or "–")
            for process in self.workspace.read(processes.of_objective, objective)
        ]
        line = self.workspace.read(benchmark.lines, wording.now())[objective - 1]
        if line.percent is not None:
            percent = i18n.current().percent(line.percent / 100)
            lines.append(_("carried out to {percent} in the eyes of experts").format(percent=percent))
        return lines

    # What is done

    def _begin(self) -> None:
        if self.workspace.run(decisions.begin, _("Objectives to begin with"), name=BEGUN).ok:
            self.read_anew()

    def _go_on(self) -> None:
        self.context.go("needs/validation")

    def _choose(self) -> None:
        one, objective = self.decision, self.table.current_id
        if one and self.workspace.run(decisions.choose, one.id, Chosen(objective, ""), name=CHANGED).ok:
            self.read_anew()
            self.form.setFocus()

    def _take_out(self) -> None:
        one = self.decision
        if one and self.workspace.run(decisions.take_out, one.id, self.table.current_id, name=CHANGED).ok:
            self.read_anew()
            self.table.setFocus()

    def _save(self, key: int, field: str, value: Any) -> Answer:
        one = self.decision
        present = next((choice for choice in one.choices if choice.objective == key), None) if one else None
        if one is None or present is None:
            return None  # taken out of the choice meanwhile
        reason = value if field == "reason" else present.reason
        principles = value if field == "principles" else present.principles
        return self.workspace.run(decisions.choose, one.id, Chosen(key, reason, principles), name=CHANGED)


def _ranks(row: Row) -> str:
    return wording.span(row.standing.best, row.standing.worst) if row.standing else "–"


def _out(standing: Standing | None) -> str:
    if standing is None:
        return _("Not assessed.")
    return _("Mean {mean}, rank {rank}; with other weights {span}. Raters are ± {spread} steps apart.").format(
        mean=wording.one_decimal(standing.mean),
        rank=wording.rank(standing.rank),
        span=wording.span(standing.best, standing.worst),
        spread=wording.one_decimal(standing.spread),
    )
