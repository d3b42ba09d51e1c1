"""How long each kind of personal record is kept, and the reviews that end it (guidance Tool 5, "Retention")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.protection import disposal, reckoning, retention
from gcmdesk.protection.duty_lists import CATEGORIES, OUTCOMES, Category
from gcmdesk.protection.periods import months_after
from gcmdesk.protection.retention import ReviewDraft, Rule
from gcmdesk.workspace import clock
from ui.answers import Answer
from ui.models.records import TableColumn
from ui.screens.protection.duty_page import DutyPage, section
from ui.screens.protection.moments import MISSING, local_day
from ui.widgets.buttons import button
from ui.widgets.choice import TickBox
from ui.widgets.facts import Fact, Facts
from ui.widgets.form import Choice, Day, Form, Lines, Number
from ui.widgets.row import row_of
from ui.widgets.text import Text

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace

_ORDER = tuple(Category)
_PEOPLE = (Category.PEOPLE, Category.RECEIPTS, Category.SHEETS, Category.NOTES)
_MONTHS = mark("Say for how many months the records are kept.")


@dataclass(frozen=True, slots=True)
class Kind:
    """A category as a line of the list."""

    id: int
    rule: Rule


class RetentionPage(DutyPage):
    """Destroyed, made anonymous, or kept longer for a reason: each review ends with one of the three."""

    topics = frozenset({"retention", "paper records", "requests", "incidents", "undertakings", "people"})
    filter_name, table_name = mark("Filter the kinds"), mark("Kinds of personal records")

    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("kind", _("Kind of record"), lambda one: _(CATEGORIES[one.rule.category]), 3, sorts=False),
            TableColumn("months", _("Kept for"), self._period, sorts=False),
            TableColumn("on", _("Review on"), self._review_day, weight=2, sorts=False),
        )

    def _period(self, one: Kind) -> str:
        months = one.rule.months
        if months is None:
            return ""
        return ngettext("{n} month", "{n} months", months).format(n=i18n.current().number(months))

    def _review_day(self, one: Kind) -> str:
        if one.rule.review_on is None:
            return _("No date yet") if one.rule.category in self._held else _("Nothing is held")
        day = i18n.current().date(one.rule.review_on, "medium")
        return _("{day}, overdue").format(day=day) if one.rule.overdue(self._today) else day

    def entries(self) -> Sequence[Kind]:
        self._today = local_day(self.workspace.read(reckoning.present, clock.now()))
        self._held = self.workspace.read(retention.held)
        return [Kind(_ORDER.index(rule.category) + 1, rule) for rule in self.workspace.read(retention.all_of)]

    def known(self) -> list[QWidget]:
        self.plan = Form((Number("months", _("Months for which they are kept")), Day("review_on", _("Review on"))))
        self._plan = section(_("Period and date"), self.plan, row_of(button(_("Save the date"), self._plan_it)))
        self.review = Form(
            (
                Choice("outcome", _("What the review ended with"), self.choices(OUTCOMES), unset=_("Choose…")),
                Lines("benefit", _("Where they are kept longer: what the persons have of it"), rows=3),
                Day("day", _("Reviewed on")),
                Day("next_on", _("Next review on")),
            )
        )
        self._review = section(_("Review"), self.review, row_of(button(_("Record the review"), self._review_it)))
        self.ended = Text()
        self.sure = TickBox(_("Erase these for good; nobody can bring them back"))
        self.erase_it = button(_("Erase"), self._erase)
        self.sure.toggled.connect(self.erase_it.setEnabled)
        self._erasing = section(_("What has come to its end"), self.ended, self.sure, row_of(self.erase_it))
        go = self.context.go
        self._elsewhere = section(
            _("Destroying or making anonymous"),
            Text(_("Persons are erased or made anonymous on their own page, with everything that is linked to them.")),
            row_of(button(_("Go to People"), lambda: go("protection/people"), icon="arrow-right")),
        )
        self.made = Facts()
        self._made = section(_("Earlier reviews"), self.made)
        return [self._plan, self._elsewhere, self._erasing, self._review, self._made]

    def show_entry(self, entry: Kind) -> None:
        rule, writes = entry.rule, not self.read_only
        overdue = rule.overdue(self._today)
        self.facts.show_facts(
            (
                (_("Kind of record"), _(CATEGORIES[rule.category])),
                (_("Kept for"), self._period(entry)),
                (_("Review on"), self._review_day(entry), "danger" if overdue else ""),
            )
        )
        self.made.show_facts([fact for review in rule.reviews for fact in self._told(review)])
        self._made.setVisible(bool(rule.reviews))
        self._plan.setVisible(writes)
        self._review.setVisible(writes and rule.review_on is not None)
        self._elsewhere.setVisible(rule.category in _PEOPLE)
        if self.plan.key != entry.id:
            self.plan.key = self.review.key = entry.id
            self._blank(rule)
        self._show_ended(rule.category, writes=writes)

    def _told(self, review: retention.Review) -> list[Fact]:
        return [(i18n.current().date(review.day), _(OUTCOMES[review.outcome])), ("", review.benefit)]

    def _blank(self, rule: Rule) -> None:
        self.plan.clear({"months": rule.months, "review_on": rule.review_on})
        next_on = months_after(self._today, min(rule.months or 12, 24))
        self.review.clear({"outcome": "", "benefit": "", "day": self._today, "next_on": next_on})

    def _show_ended(self, category: Category, *, writes: bool) -> None:
        count = 0
        if category in disposal.OWN and writes:
            _table, ids = self.workspace.read(disposal.disposable, category, self._today)
            count = len(ids)
        told = ngettext(
            "{n} record has come to its end and can be erased.",
            "{n} records have come to their end and can be erased.",
            count,
        )
        self.ended.setText(told.format(n=i18n.current().number(count)))
        self.sure.setChecked(False)
        self.erase_it.setEnabled(False)
        self._erasing.setVisible(count > 0)

    @property
    def _category(self) -> Category:
        return _ORDER[self.table.current_id - 1]

    def _plan_it(self) -> None:
        if self.submit(self.plan, self._planned):
            self._shown_anew()

    def _planned(self, values: dict[str, Any]) -> Answer:
        months, review_on = values["months"], values["review_on"]
        if months is None:
            return (("months", _MONTHS),)
        if review_on is None:
            return (("review_on", MISSING),)
        name = mark("Retention period set")
        problems = retention.plan_problems(months, review_on, self._today)
        work = (retention.plan, self._category, months, review_on, self._today)
        return problems or self.workspace.run(*work, name=name)

    def _review_it(self) -> None:
        if self.submit(self.review, self._reviewed):
            self._shown_anew()

    def _reviewed(self, values: dict[str, Any]) -> Answer:
        for field in ("day", "next_on"):
            if values[field] is None:
                return ((field, MISSING),)
        draft = ReviewDraft(self._category, values["day"], values["outcome"], values["next_on"], values["benefit"])
        name = mark("Retention reviewed")
        return draft.problems(self._today) or self.workspace.run(retention.review, draft, self._today, name=name)

    def _shown_anew(self) -> None:
        self.plan.key = 0
        self.read_anew()

    def _erase(self) -> None:
        if not self.sure.isChecked():
            return
        self.erase_it.setEnabled(False)
        work = partial(_disposed, self.workspace.present, self._category, self._today)
        self.context.tasks.start(_("Erasing"), work, self._erased, failed=self.workspace.not_saved)

    def _erased(self, _count: int) -> None:
        self.context.messages.show_message("success", _("Erased for good. Record the review now."))
        self.read_anew()

    @property
    def place(self) -> str:
        return str(self._category) if self.table.current_id else ""

    def show_place(self, place: str) -> None:
        if place in _ORDER:
            super().show_place(str(_ORDER.index(Category(place)) + 1))


def _disposed(workspace: "Workspace", category: Category, before: date, _progress: Progress) -> int:
    return workspace.run_erasing(disposal.dispose, category, before, name=mark("Ended records erased"))
