"""Who takes a recommended objective on, by when and at what cost: the author's entries for the recommendations.

    workspace.run(recommending.write, 15, "responsible", "Ministry of Education", name=mark("Recommendation changed"))
    workspace.read(recommending.all_of)[15].responsible

They belong to the objective, so they survive another choice; a report shows those of the objectives that are chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.reports.tables import Recommendation
from gcmdesk.workspace import clock

Part = Literal["responsible", "by_when", "cost"]
PARTS: tuple[Part, ...] = ("responsible", "by_when", "cost")
OPEN = mark("to be agreed")
"""Untranslated; stands where nothing was entered."""
LONGEST = 500
"""Characters of one part."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed about one objective; empty where nothing is."""

    responsible: str = ""
    by_when: str = ""
    cost: str = ""


def all_of(session: Session) -> Mapping[int, Agreed]:
    """By number of the objective."""
    rows = session.scalars(select(Recommendation).order_by(Recommendation.objective))
    return {row.objective: Agreed(row.responsible, row.by_when, row.cost) for row in rows}


def problem(words: str) -> str:
    """Why words cannot be saved (untranslated); empty when they can."""
    return mark("This text is too long. Shorten it.") if len(words) > LONGEST else ""


def write(session: Session, objective: int, part: Part, words: str) -> None:
    """Write one part. Words that are too long are a ValueError, an unknown part a KeyError."""
    if part not in PARTS:
        raise KeyError(part)
    if problem(words):
        raise ValueError(part)
    row = session.scalars(select(Recommendation).where(Recommendation.objective == objective)).one_or_none()
    if row is None:
        identity = clock.joint_uuid(b"recommendation", str(objective).encode())  # the same row on every device
        row = Recommendation(uuid=identity, objective=objective, responsible="", by_when="", cost="")
        session.add(row)
    setattr(row, part, words.strip())
    session.flush()
