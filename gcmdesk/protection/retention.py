"""How long each kind of personal record is kept, and what its reviews ended with (Guidance Tool 5, "Retention").

    retention.plan(session, Category.NOTES, months=24, review_on=date(2027, 1, 31), today=today)
    retention.review(session, ReviewDraft(Category.NOTES, day, Outcome.EXTENDED, next_on, benefit="…"))

`plan` never moves a review further away: only a review does, and keeping records longer needs what the persons have of
it and a new date, at most two years on (the table's CHECK). Each function is for `Workspace.run` or `Workspace.read`.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection import wording
from gcmdesk.protection.duty_lists import CATEGORIES, Category, Outcome
from gcmdesk.protection.duty_records import Due, Horizon, Problem, choice_problems, refuse, text_problems
from gcmdesk.protection.duty_tables import (
    LONGEST_EXTENSION,
    LONGEST_PERIOD,
    DataRequest,
    Incident,
    PaperRecord,
    RetentionReview,
    RetentionRule,
    Undertaking,
)
from gcmdesk.protection.people_tables import ConsentReceipt, Person
from gcmdesk.protection.periods import months_after
from gcmdesk.protection.wording import Name
from gcmdesk.workspace import clock
from gcmdesk.workspace.tables import Attachment

_OF_REPORTS = ("kept_file", "letterhead")
"""Tables whose attachments are made by gcmdesk or by an office, not by the people consulted."""
_HELD: dict[Category, Select[int]] = {
    Category.PEOPLE: select(Person.id),
    Category.RECEIPTS: select(ConsentReceipt.id),
    Category.SHEETS: select(Attachment.id).where(Attachment.entity.not_in(_OF_REPORTS)),
    Category.PAPER: select(PaperRecord.id),
    Category.REQUESTS: select(DataRequest.id),
    Category.INCIDENTS: select(Incident.id),
    Category.UNDERTAKINGS: select(Undertaking.id),
    Category.REPORTS: select(Attachment.id).where(Attachment.entity == "kept_file"),
}


class NeedsExtension(KnownError):
    """A review date was to be moved further away without a reason."""

    def __init__(self) -> None:
        super().__init__(
            _("The review date cannot simply be moved further away."),
            _("Review the records: destroy them, make them anonymous, or say what the persons have of a longer time."),
        )


class NotPlanned(KnownError):
    """A category without a review date was to be reviewed."""

    def __init__(self) -> None:
        super().__init__(_("This kind of record has no review date yet."), _("Set its period and date first."))


@dataclass(frozen=True, slots=True)
class ReviewDraft:
    """The result of a review before it is saved; `benefit` is what the persons have of a longer time."""

    category: Category
    day: date
    outcome: str
    next_on: date
    benefit: str = ""

    def problems(self, today: date) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found = list(choice_problems("outcome", self.outcome, tuple(Outcome)))
        if self.day > today:
            found.append(("day", mark("This lies in the future. Check the date, and the clock of this computer.")))
        if self.next_on <= self.day:
            found.append(("next_on", mark("The next review must come after this one.")))
        missing = mark("Say what the persons have of it that their data are kept longer.")
        extended = self.outcome == Outcome.EXTENDED
        found.extend(text_problems("benefit", self.benefit, missing if extended else ""))
        if extended and self.next_on > months_after(self.day, LONGEST_EXTENSION):
            found.append(("next_on", mark("Records can be kept at most two years longer before the next review.")))
        elif self.next_on > months_after(self.day, LONGEST_PERIOD):
            found.append(("next_on", mark("The next review must come within ten years.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Review:
    """A review that was made."""

    day: date
    outcome: Outcome
    benefit: str
    next_on: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of personal record. `months` and `review_on` are None while nothing is planned."""

    category: Category
    months: int | None
    review_on: date | None
    """When it is to be looked at next."""
    reviews: tuple[Review, ...]
    """Newest first."""

    def overdue(self, today: date) -> bool:
        """Whether it should have been looked at by now."""
        return self.review_on is not None and self.review_on < today


def plan_problems(months: int, review_on: date, today: date) -> tuple[Problem, ...]:
    """What keeps a plan from being saved; empty when nothing does."""
    if not 1 <= months <= LONGEST_PERIOD:
        return (("months", mark("Records are kept for 1 to 120 months.")),)
    if review_on > months_after(today, months):
        return (("review_on", mark("The review must come within the period for which the records are kept.")),)
    return ()


def plan(session: Session, category: Category, months: int, review_on: date, today: date) -> Rule:
    """Set how long records of this kind are kept and when they are looked at next.

    Raises `NeedsExtension` for a date later than the present one. ValueError where `plan_problems` says why.
    """
    refuse(plan_problems(months, review_on, today))
    row = session.scalars(select(RetentionRule).where(RetentionRule.category == category)).one_or_none()
    if row is None:
        uuid = clock.joint_uuid(b"retention rule", category.encode())
        session.add(RetentionRule(uuid=uuid, category=category, months=months, first_on=review_on, review_on=review_on))
    else:
        present = one(session, category).review_on
        if present and review_on > present:
            raise NeedsExtension
        row.months = months
        row.review_on = review_on
    session.flush()
    return one(session, category)


def review(session: Session, draft: ReviewDraft, today: date) -> Rule:
    """Record what a review ended with. A draft with problems is a ValueError. Raises `NotPlanned`.

    The records themselves are destroyed or made anonymous by their own services; this is the entry that it was done.
    """
    refuse(draft.problems(today))
    rule = session.scalars(select(RetentionRule).where(RetentionRule.category == draft.category)).one_or_none()
    if rule is None:
        raise NotPlanned
    rule.review_on = draft.next_on
    session.add(
        RetentionReview(
            retention_rule_id=rule.id,
            day=draft.day,
            outcome=draft.outcome,
            benefit=draft.benefit,
            next_on=draft.next_on,
        )
    )
    session.flush()
    return one(session, draft.category)


def one(session: Session, category: Category) -> Rule:
    """The rule of one category."""
    return next(rule for rule in all_of(session) if rule.category == category)


def all_of(session: Session) -> tuple[Rule, ...]:
    """Every category in the order of the list, planned or not."""
    query = (
        select(RetentionRule, RetentionReview)
        .outerjoin(RetentionReview, RetentionReview.retention_rule_id == RetentionRule.id)
        .order_by(RetentionReview.day.desc(), RetentionReview.id.desc())
    )
    planned: dict[str, RetentionRule] = {}
    reviews: dict[str, list[Review]] = {}
    for rule, made in session.execute(query):
        planned[rule.category] = rule
        known = reviews.setdefault(rule.category, [])
        if made is not None:
            known.append(Review(made.day, Outcome(made.outcome), made.benefit, made.next_on))
    return tuple(_rule(category, planned.get(category), tuple(reviews.get(category, ()))) for category in Category)


def held(session: Session) -> frozenset[Category]:
    """The categories of which the workspace holds anything."""
    row = session.execute(select(*(exists(held) for held in _HELD.values()))).one()
    return frozenset(category for category, there in zip(_HELD, row, strict=True) if there)


def due(session: Session, horizon: Horizon) -> list[Due]:
    """Categories to be reviewed, and those of which something is held without a date."""
    message = mark("Review what is kept: {category}. Destroy it, make it anonymous, or give a reason, by {day}.")
    undated = mark("Set a review date: {category}.")
    there, found = held(session), []
    for rule in all_of(session):
        category, place = Name(CATEGORIES[rule.category]), f"protection/retention/{rule.category}"
        if rule.review_on is None and rule.category in there:
            found.append(horizon.due("retention", wording.line(undated, category=category), horizon.now, place))
        if rule.review_on and rule.review_on <= horizon.last_day:
            line = wording.line(message, category=category, day=rule.review_on)
            found.append(horizon.due("retention", line, rule.review_on, place))
    return found


def _rule(category: Category, planned: RetentionRule | None, reviews: tuple[Review, ...]) -> Rule:
    """A date further away than the newest review allows is not believed, however it got there."""
    if planned is None:
        return Rule(category, None, None, ())
    allowed = reviews[0].next_on if reviews else planned.first_on
    return Rule(category, planned.months, min(planned.review_on, allowed), reviews)
