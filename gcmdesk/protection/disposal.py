"""Erasing what the registers of duties no longer need, when their own category is reviewed (Guidance Tool 5).

Only what came to its end is erased: paper that was destroyed, requests and incidents that were closed, undertakings
that ended. People, their receipts and contributions are erased or made anonymous by the services of people.
"""

from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection import incidents, paper, requests, undertakings
from gcmdesk.protection.duty_lists import Category
from gcmdesk.protection.duty_tables import (
    DataRequest,
    DataRequestStep,
    Incident,
    IncidentStep,
    PaperDestruction,
    PaperRecord,
    Undertaking,
)
from gcmdesk.workspace import erasure
from gcmdesk.workspace.base import Row
from gcmdesk.workspace.workspace import Workspace

Rows: TypeAlias = tuple[tuple[type[Row], tuple[int, ...]], ...]
"""Ids of rows by table; what refers to others comes before them."""

OWN = (Category.PAPER, Category.REQUESTS, Category.INCIDENTS, Category.UNDERTAKINGS)
"""The categories that this module can dispose of."""


def disposable(session: Session, category: Category, before: date) -> Rows:
    """What of a category came to its end before a day. KeyError for a category that is not in `OWN`."""
    if category is Category.PAPER:
        ended = tuple(one.id for one in paper.all_of(session) if one.destroyed and one.destroyed < before)
        return _with(session, PaperDestruction, PaperRecord, ended)
    if category is Category.REQUESTS:
        ended = tuple(
            one.id
            for one in requests.all_of(session)
            if one.state == "closed" and one.steps[-1].at.astimezone().date() < before
        )
        return _with(session, DataRequestStep, DataRequest, ended)
    if category is Category.INCIDENTS:
        ended = tuple(
            one.id for one in incidents.all_of(session) if one.closed and one.steps[-1].at.astimezone().date() < before
        )
        return _with(session, IncidentStep, Incident, ended)
    if category is Category.UNDERTAKINGS:
        return ((Undertaking, tuple(one.id for one in undertakings.all_of(session) if one.valid_until < before)),)
    raise KeyError(category)


def dispose(workspace: Workspace, category: Category, before: date) -> int:
    """Erase for good what `disposable` finds, and see to the backups, as `Workspace.erase` does. Returns how many rows.

    Record the outcome with `retention.review` after it.
    """
    count = workspace.run(_erase, category, before, name=mark("Entries of a register erased"))
    if count:
        workspace.settle()
        workspace.after_erasing(workspace)
    return count


def _erase(session: Session, category: Category, before: date) -> int:
    return sum(erasure.erase(session, table, ids) for table, ids in disposable(session, category, before) if ids)


def _with(session: Session, child: type[Row], parent: type[Row], ids: tuple[int, ...]) -> Rows:
    refers = child.__table__.columns[f"{parent.__tablename__}_id"]
    children = tuple(session.scalars(select(child.id).where(refers.in_(ids))))
    return ((child, children), (parent, ids))
