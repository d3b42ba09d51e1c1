"""Initiatives: who does what for the Compact, by region, kind of action and objective (guidance Step 1).

Each function is for `Workspace.run` or `Workspace.read`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.stakeholders.records import InitiativeDraft, SavedInitiative, packed, unpacked
from gcmdesk.stakeholders.tables import Initiative, Stakeholder
from gcmdesk.workspace import bulk

_FIELDS = ("description", "action", "initiator_id", "region", "country", "dates", "day", "source", "objectives")
_MORE = ("action_stated", "reference")
_COLUMNS = [getattr(Initiative, name) for name in ("id", *_FIELDS, *_MORE)]
_OBJECTIVES = 9  # place of the objectives in a row


@dataclass(frozen=True, slots=True)
class Stocktaking:
    """How many initiatives there are, by what: the initiative map. None stands for what is not recorded."""

    total: int
    by_region: Counter[str | None]
    by_action: Counter[str]
    by_objective: Counter[int | None]
    by_initiator: Counter[int | None]
    by_region_and_action: Counter[tuple[str | None, str]]
    by_group_and_action: Counter[tuple[str | None, str]]
    """Tool 1 group of the initiator."""


def add(session: Session, draft: InitiativeDraft) -> SavedInitiative:
    """Write a new initiative. A draft with problems is a ValueError."""
    row = Initiative(**as_columns(draft))
    session.add(row)
    session.flush()
    return page(session, [row.id])[0]


def change(session: Session, initiative: int, draft: InitiativeDraft) -> SavedInitiative:
    """Replace all fields of an initiative. A draft with problems is a ValueError, an unknown id a KeyError."""
    bulk.update(session, Initiative, [(initiative, as_columns(draft))])
    return page(session, [initiative])[0]


def delete(session: Session, ids: Iterable[int]) -> int:
    """Delete initiatives; returns how many."""
    return bulk.delete(session, Initiative, ids)


def ids(
    session: Session, region: str | None = None, action: str | None = None, objective: int | None = None
) -> list[int]:
    """The initiatives of a region, kind of action and objective, by region, country and age; all of them by default."""
    query = select(Initiative.id, Initiative.objectives)
    if region is not None:
        query = query.where(Initiative.region == region)
    if action is not None:
        query = query.where(Initiative.action == action)
    rows = session.execute(query.order_by(Initiative.region, Initiative.country, Initiative.id))
    return [row for row, touched in rows if objective is None or f"{objective:02}" in (unpacked(touched) or ())]


def page(session: Session, ids: Sequence[int]) -> list[SavedInitiative]:
    """These initiatives in this order; ids that are gone are left out."""
    query = select(*_COLUMNS, Stakeholder.name).outerjoin(Stakeholder, Stakeholder.id == Initiative.initiator_id)
    found = {row[0]: _record(row) for row in session.execute(query.where(Initiative.id.in_(ids)))}
    return [found[row] for row in ids if row in found]


def rows(session: Session) -> list[SavedInitiative]:
    """All initiatives, by region, country and age."""
    query = select(*_COLUMNS, Stakeholder.name).outerjoin(Stakeholder, Stakeholder.id == Initiative.initiator_id)
    ordered = query.order_by(Initiative.region, Initiative.country, Initiative.id)
    return [_record(row) for row in session.execute(ordered)]


def stocktaking(session: Session) -> Stocktaking:
    """Count everything for the map of initiatives. One that touches several objectives counts for each of them."""
    query = select(
        Initiative.region, Initiative.action, Initiative.objectives, Initiative.initiator_id, Stakeholder.kind
    ).outerjoin(Stakeholder, Stakeholder.id == Initiative.initiator_id)
    rows = session.execute(query).all()
    objectives: Counter[int | None] = Counter()
    for _region, _action, touched, _initiator, _group in rows:
        numbers: list[int | None] = [int(number) for number in unpacked(touched) or ()]
        objectives.update(numbers or [None])
    return Stocktaking(
        len(rows),
        Counter(region for region, *_rest in rows),
        Counter(action for _region, action, *_rest in rows),
        objectives,
        Counter(initiator for *_rest, initiator, _group in rows),
        Counter((region, action) for region, action, *_rest in rows),
        Counter((group, action) for _region, action, _objectives, _initiator, group in rows),
    )


def as_columns(draft: InitiativeDraft) -> dict[str, Any]:
    """A draft as the columns of the table hold it. A draft with problems is a ValueError."""
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    values = {name: getattr(draft, name) for name in (*_FIELDS, *_MORE) if name not in {"initiator_id", "objectives"}}
    numbers = None if draft.objectives is None else packed(f"{number:02}" for number in draft.objectives)
    return {**values, "initiator_id": draft.initiator, "objectives": numbers}


def _record(row: Sequence[Any]) -> SavedInitiative:
    values = list(row)
    numbers = unpacked(values[_OBJECTIVES])
    values[_OBJECTIVES] = None if numbers is None else tuple(int(number) for number in numbers)
    return SavedInitiative(*values)
