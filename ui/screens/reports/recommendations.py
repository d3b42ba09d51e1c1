"""What a report recommends: for each chosen objective who takes it on, by when, and at what cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import decisions
from gcmdesk.reports import recommending
from gcmdesk.reports.recommending import Agreed
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.list_detail import ListDetailPage
from ui.screens.protection.parts import column
from ui.widgets.column import card
from ui.widgets.form import Form, Line
from ui.widgets.text import Caption, Heading

_CHANGED = mark("Recommendation changed")


@dataclass(frozen=True, slots=True)
class Row:
    """A chosen objective."""

    id: int
    """Its number."""
    title: str
    agreed: Agreed


class RecommendationsPage(ListDetailPage):
    """The objectives come from the decision; what is agreed about them is entered here, and stands in the reports."""

    topics = frozenset({"decisions", "reports"})
    table_name = mark("Objectives recommended for immediate action")
    empty = (
        mark("Nothing is recommended yet"),
        mark(
            "Once objectives are chosen for immediate action, it is entered here who takes each of them on, by when, "
            "and at what cost. Reports show it as a table."
        ),
    )
    shares = (1, 1)

    @property
    def primary_action(self) -> PrimaryAction | None:
        if self.read_only or self._rows():
            return None
        return PrimaryAction(_("Go to the decision"), self._go_to_decision, "arrow-right")

    def _go_to_decision(self) -> None:
        self.context.go("needs/decision")

    def _rows(self) -> list[Row]:
        if not self.workspace.is_open or self.workspace.locked:
            return []
        newest, agreed = self.workspace.read(decisions.newest), self.workspace.read(recommending.all_of)
        numbers = sorted(one.objective for one in newest.choices) if newest else []
        return [Row(number, _objective(number), agreed.get(number, Agreed())) for number in numbers]

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Objective"), lambda one: one.title, weight=5, sorts=False),
            TableColumn(
                "responsible", _("Who does it"), lambda one: _told(one.agreed.responsible), weight=2, sorts=False
            ),
            TableColumn("by_when", _("By when"), lambda one: _told(one.agreed.by_when), weight=3, sorts=False),
        )

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        wanted = fold(words).split()
        self._known = {row.id: row for row in self._rows()}
        return [id for id, row in self._known.items() if all(word in fold(row.title) for word in wanted)]

    def records(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._known[id] for id in ids if id in self._known]

    def detail(self) -> QWidget:
        self.head = Heading("", 2)
        self.form = Form(
            (
                Line("responsible", _("Who takes it on"), hint=_("An office or body, not a person"), most=500),
                Line("by_when", _("By when"), hint=_("For example: first half of 2027"), most=500),
                Line(
                    "cost", _("At what cost"), hint=_("With the currency, and who pays where that is known"), most=500
                ),
            ),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        open_ones = Caption(_("What is left empty stands as “to be agreed” in the report."))
        whole = column(self.head, card(self.form), open_ones)
        whole.setFocusProxy(self.form)
        return whole

    def show_record(self, record: Row) -> None:
        self.head.setText(record.title)
        self.form.show_record(record.id, {part: getattr(record.agreed, part) for part in recommending.PARTS})

    def _save(self, key: int, field: str, value: Any) -> Answer:
        wrong = recommending.problem(value)
        if wrong:
            return ((field, wrong),)
        return self.workspace.run(recommending.write, key, field, value, name=_CHANGED)


def _objective(number: int) -> str:
    texts = i18n.current()
    return f"{texts.number(number)}. {texts.compact(library.load().objective(number).title)}"


def _told(words: str) -> str:
    return words or _(recommending.OPEN)
