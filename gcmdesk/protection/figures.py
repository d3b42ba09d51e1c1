"""What the registers say today, in figures: the ground of the compliance page. For `Workspace.read`."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TypedDict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.protection import incidents, oversight, paper, periods, reckoning, requests, retention, undertakings
from gcmdesk.protection.duty_lists import Act, Category, Period, Stage, Wish
from gcmdesk.protection.duty_records import Horizon
from gcmdesk.protection.people_records import CHILDREN, Answer, Office
from gcmdesk.protection.people_tables import ConsentReceipt, Person, ReadBack
from gcmdesk.protection.release_tables import Release, ReleaseFailure


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts at one moment."""

    as_of: datetime
    papers: int
    """Not destroyed yet."""
    papers_overdue: int
    papers_destroyed: int
    dated: int
    """Categories with a review date."""
    undated: int
    """Categories of which something is held without a review date."""
    reviews_overdue: int
    extensions: int
    requests: int
    requests_open: int
    requests_overdue: int
    refusals: int
    complaints: int
    complaints_waiting: int
    """Not passed to the oversight body yet."""
    request_days: int
    incidents: int
    incidents_open: int
    incidents_late: int
    """Notified after the 72 hours, or not at all when they were over."""
    incidents_to_notify: int
    incidents_to_inform: int
    """Open, and the persons concerned are neither informed nor is there a reason why not."""
    signed: int
    unsigned: int
    nameless: bool
    persons: int
    children: int
    stale: int
    """Persons whose record should have been looked at by now."""
    receipts: int
    withdrawals: int
    releases: int
    releases_personal: int
    """Those that held personal data."""
    read_back: int
    """Times that a person was told what is held about them."""
    oversight: bool
    """Whether an oversight body is named."""
    focal_point: bool


def gather(session: Session, now: datetime, working: str = "") -> Figures:
    """Read all registers, each once. `working` is who works now (`Workspace.person`)."""
    as_of = reckoning.present(session, now)
    today = Horizon(as_of).today
    papers, rules = paper.all_of(session), retention.all_of(session)
    asked, happened = requests.all_of(session), incidents.all_of(session)
    standing = undertakings.standing(session, today, working)
    held = retention.held(session)
    complaints = [one for one in asked if one.wish is Wish.COMPLAINT]
    late = [one for one in happened if one.late or (one.notified is None and one.deadline < as_of)]
    informed = {Act.INFORMED, Act.NOT_INFORMED}
    return Figures(
        as_of=as_of,
        papers=sum(one.destroyed is None for one in papers),
        papers_overdue=sum(one.overdue(today) for one in papers),
        papers_destroyed=sum(one.destroyed is not None for one in papers),
        dated=sum(rule.review_on is not None for rule in rules),
        undated=_undated(rules, held),
        reviews_overdue=sum(rule.overdue(today) for rule in rules),
        extensions=sum(bool(one.benefit) for one in chain.from_iterable(rule.reviews for rule in rules)),
        requests=len(asked),
        requests_open=sum(one.state == "open" for one in asked),
        requests_overdue=sum(one.overdue(today) for one in asked),
        refusals=sum(not {Stage.REFUSED, Stage.REFUSED_PART}.isdisjoint(one.valid) for one in asked),
        complaints=len(complaints),
        complaints_waiting=sum(one.state == "open" and Stage.OVERSIGHT not in one.valid for one in complaints),
        request_days=periods.of(session, Period.REQUEST_DAYS),
        incidents=len(happened),
        incidents_open=sum(not one.closed for one in happened),
        incidents_late=len(late),
        incidents_to_notify=sum(one.notified is None for one in happened),
        incidents_to_inform=sum(not one.closed and informed.isdisjoint(one.valid) for one in happened),
        signed=len(standing.signed),
        unsigned=len(standing.missing),
        nameless=standing.nameless,
        **_people(session, today),
    )


class _People(TypedDict):
    persons: int
    children: int
    stale: int
    receipts: int
    withdrawals: int
    releases: int
    releases_personal: int
    read_back: int
    oversight: bool
    focal_point: bool


def _people(session: Session, today: date) -> _People:
    persons, children, stale = session.execute(
        select(
            func.count(),
            func.count().filter(Person.age_band.in_(CHILDREN)),
            func.count().filter(Person.review_by < today),
        )
    ).one()
    withdrawn = func.count().filter(ConsentReceipt.answer == Answer.WITHDRAWN)
    receipts, withdrawals = session.execute(select(func.count(ConsentReceipt.id), withdrawn)).one()
    sent, personal = session.execute(
        select(func.count(), func.count().filter(Release.people > 0))
        .select_from(Release)
        .outerjoin(ReleaseFailure, ReleaseFailure.release_id == Release.id)
        .where(ReleaseFailure.id.is_(None))
    ).one()
    offices = oversight.in_office(session, today)
    return _People(
        persons=persons,
        children=children,
        stale=stale,
        receipts=receipts,
        withdrawals=withdrawals,
        releases=sent,
        releases_personal=personal,
        read_back=session.scalar(select(func.count(ReadBack.id))) or 0,
        oversight=Office.OVERSIGHT in offices,
        focal_point=Office.FOCAL_POINT in offices,
    )


def _undated(rules: tuple[retention.Rule, ...], held: frozenset[Category]) -> int:
    return sum(rule.review_on is None and rule.category in held for rule in rules)
