"""Rounds of asking: scores, dots, ranked ballots, shows of hands. All are kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import rounds, sheets
from gcmdesk.priorities.rounds import RoundDraft, SavedRound
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import words as wording
from ui.screens.needs.parts import holds, narrow
from ui.widgets.buttons import button
from ui.widgets.form import Choice, Day, Form, Line, Lines, Number
from ui.widgets.placing import stacked
from ui.widgets.row import row_of
from ui.widgets.text import Caption

ADDED = mark("Round begun")
CHANGED = mark("Round changed")
REMOVED = mark("Round removed")
_STATES = {"open": mark("Takes answers"), "closed": mark("Closed")}


class RoundsPage(ListDetailPage):
    """What was asked, when, and what was said about the differences."""

    topics = frozenset({"rounds"})
    shares = (1, 1)
    filter_name, table_name = mark("Filter the rounds"), mark("Rounds")
    empty = (
        mark("No round yet"),
        mark(
            "Score once, look at where you differ, talk, and score again: both rounds are kept. "
            "A vote beside the scores shows whether people meant what they scored."
        ),
    )

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Begin a round"), self._add)

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Round"), lambda one: one.title, weight=2, sorts=False),
            TableColumn("kind", _("Kind"), lambda one: _(rounds.KINDS[one.kind]), sorts=False),
            TableColumn("day", _("Day"), lambda one: i18n.current().date(one.day, "medium"), sorts=False),
            TableColumn("state", _("State"), _state, sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        return [one.id for one in self.workspace.read(rounds.all_of) if holds(f"{one.title} {one.discussion}", words)]

    def records(self, ids: Sequence[int]) -> Sequence[SavedRound]:
        wanted = set(ids)
        return [one for one in self.workspace.read(rounds.all_of) if one.id in wanted]

    def extras(self) -> list[QWidget]:
        self.kind = narrow(_("Kind of the next round"))
        for kind, title in rounds.KINDS.items():
            self.kind.addItem(_("Next round: {kind}").format(kind=_(title)), kind)
        self.kind.setEnabled(not self.read_only)
        return [self.kind]

    def detail(self) -> QWidget:
        self.about = Caption()
        self.form = Form(
            (
                Line("title", _("Name")),
                Day("day", _("Day")),
                Number("present", _("People who can vote")),
                Number("places", _("Dots for each person, or places on a ballot"), least=1),
                Choice("state", _("State"), [(value, _(title)) for value, title in _STATES.items()]),
                Lines("discussion", _("What was said about the differences"), rows=4),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        self.work = button("", self._go, kind="primary")
        self.paper = button(_("Print the sheet"), self._print)
        self.away = button(_("Remove this round"), self._remove)
        self.away.setEnabled(not self.read_only)
        holder = stacked(self.about, row_of(self.work), self.form, row_of(self.paper), row_of(self.away))
        holder.setFocusProxy(self.work)
        return holder

    def show_record(self, record: SavedRound) -> None:
        self.about.setText(_(rounds.KINDS[record.kind]))
        self.work.setText(_("Score in this round") if record.kind == "scores" else _("Count this vote"))
        self.work.setMinimumWidth(self.work.sizeHint().width())
        for name, there in (("present", record.kind != "scores"), ("places", record.kind in ("dots", "ballots"))):
            self.form.fields[name].setVisible(there)
        values = {name: getattr(record, name) for name in ("title", "day", "present", "places", "discussion")}
        self.form.show_record(record.id, {**values, "state": "closed" if record.closed else "open"})

    def _add(self) -> None:
        kind = self.kind.currentData()
        title = _(rounds.KINDS[kind])
        places = 5 if kind != "ballots" else 3
        outcome = self.workspace.run(rounds.add, RoundDraft(kind, title, wording.today(), places=places), name=ADDED)
        if outcome.result:
            self.begin(outcome.result.id)

    def _remove(self) -> None:
        self.workspace.run(rounds.remove, self.table.current_id, name=REMOVED)

    def _go(self) -> None:
        record = self.table.current_record
        if record is not None:
            page = "assessment" if record.kind == "scores" else "voting"
            self.context.go(f"needs/{page}/{record.id}")

    def _print(self) -> None:
        from ui.printing import print_it
        from ui.screens.needs.paper import paper_of

        print_it(self, paper_of(self.workspace.read(sheets.of_round, self.table.current_id)))

    def _save(self, key: int, field: str, value: Any) -> Answer:
        one = next(one for one in self.workspace.read(rounds.all_of) if one.id == key)
        draft = RoundDraft(one.kind, one.title, one.day, one.discussion, one.present, one.places, one.closed)
        new: dict[str, Any] = {field: value}
        if field == "state":
            new = {"closed": value == "closed"}
        elif value is None and field in ("day", "places"):
            return _("This cannot be empty.")
        draft = replace(draft, **new)
        return draft.problems() or self.workspace.run(rounds.change, key, draft, name=CHANGED)


def _state(one: SavedRound) -> str:
    state = "closed" if one.closed else "open"
    return _(_STATES[state])
