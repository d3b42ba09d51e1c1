"""Policy and practice against the 23 objectives and the ten principles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.compact import library
from gcmdesk.i18n import compact, mark, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import benchmark, raters
from gcmdesk.priorities.benchmark import Line as BenchmarkLine
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.list_detail import ListDetailPage
from ui.screens.needs import words as wording
from ui.screens.needs.parts import holds, narrow, refill
from ui.widgets.form import Choice, Form, Line, Lines, Number
from ui.widgets.placing import stacked
from ui.widgets.text import Caption, Heading, Text

CHANGED = mark("Benchmark changed")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the benchmark with its number in the table."""

    id: int
    title: str
    line: BenchmarkLine


class BenchmarkPage(ListDetailPage):
    """33 lines: does anything exist, where does it stand, and how well is it carried out."""

    topics = frozenset({"benchmark", "raters", "people", "consent"})
    filter_name, table_name = mark("Filter the lines"), mark("Benchmark")

    @property
    def subtitle(self) -> str:
        return _("What exists, and how well it is carried out in the eyes of experts")

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("title", _("Objective or principle"), lambda one: one.title, weight=3, sorts=False),
            TableColumn("exists", _("Exists"), lambda one: _(benchmark.EXISTS[one.line.exists]), sorts=False),
            TableColumn("percent", _("Carried out"), _percent, align="end", sorts=False),
        )

    def _rows(self) -> list[Row]:
        titles = [wording.objective(one.number) for one in library.load().objectives]
        titles += [compact(one.name) for one in library.load().principles]
        lines = self.workspace.read(benchmark.lines, wording.now())
        return [Row(place, title, line) for place, (title, line) in enumerate(zip(titles, lines, strict=True), 1)]

    def ids(self, words: str, sort: str, descending: bool) -> Sequence[int]:
        del sort, descending
        return [row.id for row in self._rows() if holds(f"{row.title} {row.line.source}", words)]

    def records(self, ids: Sequence[int]) -> Sequence[Row]:
        wanted = set(ids)
        return [row for row in self._rows() if row.id in wanted]

    def detail(self) -> QWidget:
        self.head = Heading("", 3)
        self.form = Form(
            (
                Choice(
                    "exists",
                    _("Is there a policy or practice?"),
                    [(value, _(title)) for value, title in benchmark.EXISTS.items() if value],
                    unset=_("Not recorded"),
                ),
                Line("source", _("Law, policy or practice, and where it stands")),
                Lines("note", _("Note"), rows=2),
            ),
            save=self._save,
        )
        self.spread = Text()
        self.expert = narrow(_("Expert"))
        self.expert.activated.connect(self._show_view)
        self.view = Form(
            (
                Number("percent", _("How well is it carried out, in percent?")),
                Line("reason", _("Why")),
            ),
            save=self._rate,
        )
        self.nobody = Caption(_("Add experts on the page “Raters”; then their answers can be keyed in here."))
        for form in (self.form, self.view):
            form.set_read_only(self.read_only)
        title = Heading(_("In the eyes of experts"), 3)
        holder = stacked(self.head, self.form, title, self.spread, self.nobody, self.expert, self.view)
        holder.setFocusProxy(self.form)
        return holder

    def show_record(self, record: Row) -> None:
        line = record.line
        self.head.setText(record.title)
        self.form.show_record(record.id, {"exists": line.exists, "source": line.source, "note": line.note})
        self.spread.setText(_spread(line))
        known = self.workspace.read(raters.all_of)
        refill(self.expert, [(one.id, one.name) for one in known])
        for widget, shown in ((self.nobody, not known), (self.expert, bool(known)), (self.view, bool(known))):
            widget.setVisible(shown)
        self._show_view()

    @Slot()
    def _show_view(self) -> None:
        record, rater = self.table.current_record, self.expert.currentData()
        if record is None or rater is None:
            return
        said = {one.rater: one for one in self.workspace.read(benchmark.views, record.line.subject)}.get(rater)
        values = {"percent": said.percent if said else None, "reason": said.reason if said else ""}
        self.view.show_record(rater * 100 + record.id, values)

    def _save(self, key: int, field: str, value: Any) -> Answer:
        line = self.workspace.read(benchmark.lines, wording.now())[key - 1]
        new = {"exists": line.exists, "source": line.source, "note": line.note, field: value or ""}
        if field == "exists" and benchmark.problems(new["exists"], new["source"]):
            return _("Name the law, policy or practice first, so that others can find it.")
        found = benchmark.problems(new["exists"], new["source"])
        return found or self.workspace.run(
            benchmark.put, line.subject, new["exists"], new["source"], new["note"], name=CHANGED
        )

    def _rate(self, key: int, field: str, value: Any) -> Answer:
        rater, place = divmod(key, 100)
        subject = benchmark.subjects()[place - 1]
        said = {one.rater: one for one in self.workspace.read(benchmark.views, subject)}.get(rater)
        percent, reason = (said.percent, said.reason) if said else (None, "")
        if field == "percent":
            if value is not None and value > 100:
                return _("A percentage is at most 100.")
            percent = value
        else:
            reason = value
        return self.workspace.run(benchmark.rate, subject, rater, percent, reason, name=CHANGED)


def _percent(row: Row) -> str:
    if row.line.percent is None:
        return "–"
    return _("{percent} ± {spread}").format(
        percent=i18n.current().percent(row.line.percent / 100), spread=i18n.current().number(round(row.line.spread))
    )


def _spread(line: BenchmarkLine) -> str:
    if line.percent is None or line.lowest is None or line.highest is None:
        return _("Nobody has answered yet.")
    texts = i18n.current()
    said = ngettext("{n} expert: {percent} on average", "{n} experts: {percent} on average", line.experts).format(
        n=texts.number(line.experts), percent=texts.percent(line.percent / 100)
    )
    between = _("between {low} and {high}").format(
        low=texts.percent(line.lowest / 100), high=texts.percent(line.highest / 100)
    )
    return _("{first}, {second}.").format(first=said, second=between)
