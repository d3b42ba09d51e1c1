"""Erasing what the registers of duties no longer need, when their own category is reviewed (Guidance Tool 5).

Only what came to its end is erased: paper that was destroyed, requests and incidents that were closed, undertakings
that ended, copies of reports whose period of keeping is over. People, their receipts and
contributions are erased or made anonymous by the services of people.
"""

from datetime import date

from sqlalchemy.orm import Session

from gcmdesk.protection import incidents, kept, paper, requests, undertakings
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.duty_tables import DataRequest, Incident, PaperRecord, Undertaking
from gcmdesk.protection.release_tables import KeptFile
from gcmdesk.workspace import erasure
from gcmdesk.workspace.base import Row

OWN = (Category.PAPER, Category.REQUESTS, Category.INCIDENTS, Category.UNDERTAKINGS, Category.REPORTS)
"""The categories that this module can dispose of."""


def disposable(session: Session, category: Category, before: date) -> tuple[type[Row], tuple[int, ...]]:
    """The table of a category, and the ids of what came to its end before a day. KeyError outside of `OWN`."""
    if category is Category.PAPER:
        return PaperRecord, tuple(one.id for one in paper.all_of(session) if one.destroyed and one.destroyed < before)
    if category is Category.REQUESTS:
        asked = requests.all_of(session)
        return DataRequest, tuple(one.id for one in asked if one.state == "closed" and _ended(one.steps) < before)
    if category is Category.INCIDENTS:
        happened = incidents.all_of(session)
        return Incident, tuple(one.id for one in happened if one.closed and _ended(one.steps) < before)
    if category is Category.UNDERTAKINGS:
        return Undertaking, tuple(one.id for one in undertakings.all_of(session) if one.valid_until < before)
    if category is Category.REPORTS:
        return KeptFile, kept.ended(session, before)
    raise KeyError(category)


def dispose(session: Session, category: Category, before: date) -> int:
    """Erase for good what `disposable` finds, with its steps; returns how many rows. For `Workspace.run_erasing`.

    Record the outcome with `retention.review` after it.
    """
    table, ids = disposable(session, category, before)
    if category is Category.REPORTS:
        return kept.dispose(session, ids)
    return erasure.erase_with_dependants(session, table, ids) if ids else 0


def _ended(steps: tuple[requests.Step, ...] | tuple[incidents.Done, ...]) -> date:
    return steps[-1].at.astimezone().date()
