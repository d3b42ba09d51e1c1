"""The register of paper records: what, where, with whom, how sensitive, when destroyed (Guidance Tool 5).

Each function is for `Workspace.run` or `Workspace.read`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection import wording
from gcmdesk.protection.duty_lists import Sensitivity
from gcmdesk.protection.duty_records import Due, Horizon, Problem, choice_problems, refuse, text_problems
from gcmdesk.protection.duty_tables import PaperDestruction, PaperRecord

_ALWAYS = (
    mark("Kept in one place, with one custodian by name."),
    mark("Entered here before it leaves the room."),
    mark("Shredded or burned in the presence of the custodian, not thrown away."),
)
_SENSITIVE = (
    *_ALWAYS,
    mark("Locked away whenever nobody works with it; carried by hand, never sent by post."),
    mark("Seen only by those who have signed the undertaking of confidentiality."),
)
MEASURES = {
    Sensitivity.ORDINARY: _ALWAYS,
    Sensitivity.SENSITIVE: _SENSITIVE,
    Sensitivity.HIGH: (
        *_SENSITIVE,
        mark("Typed in or photographed within a week, then destroyed, unless a signature must be kept."),
        mark("Never copied, and never in the same bag as a list of names."),
        mark("Destroyed before two witnesses."),
    ),
}
"""What has to be done with paper of each class: untranslated sentences, each class those of the one before and more."""


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper record before it is saved."""

    what: str
    place: str
    custodian: str
    sensitivity: str
    destroy_by: date

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        return (
            *text_problems("what", self.what, mark("Say what kind of paper this is.")),
            *text_problems("place", self.place, mark("Say where the paper is kept.")),
            *text_problems("custodian", self.custodian, mark("Say who looks after the paper.")),
            *choice_problems("sensitivity", self.sensitivity, tuple(Sensitivity)),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper record as it lies in the workspace; the last three are empty until it is destroyed."""

    id: int
    what: str
    place: str
    custodian: str
    sensitivity: Sensitivity
    destroy_by: date
    destroyed: date | None
    destroyed_by: str
    how: str

    def overdue(self, today: date) -> bool:
        """Whether it should have been destroyed by now."""
        return self.destroyed is None and self.destroy_by < today


def add(session: Session, draft: PaperDraft) -> Paper:
    """Enter a paper record. A draft with problems is a ValueError."""
    refuse(draft.problems())
    row = PaperRecord(
        what=draft.what,
        place=draft.place,
        custodian=draft.custodian,
        sensitivity=draft.sensitivity,
        destroy_by=draft.destroy_by,
    )
    session.add(row)
    session.flush()
    return one(session, row.id)


def change(session: Session, number: int, draft: PaperDraft) -> Paper:
    """Correct a paper record. A draft with problems is a ValueError, an unknown number NoResultFound."""
    refuse(draft.problems())
    row = session.scalars(select(PaperRecord).where(PaperRecord.id == number)).one()
    row.what, row.place, row.custodian = draft.what, draft.place, draft.custodian
    row.sensitivity, row.destroy_by = draft.sensitivity, draft.destroy_by
    session.flush()
    return one(session, number)


def destruction_problems(day: date, done_by: str, how: str, today: date) -> tuple[Problem, ...]:
    """What keeps a destruction from being recorded."""
    future = (("day", mark("This lies in the future. Check the date, and the clock of this computer.")),)
    return (
        *(future if day > today else ()),
        *text_problems("done_by", done_by, mark("Say who destroyed the paper.")),
        *text_problems("how", how, mark("Say how the paper was destroyed.")),
    )


def destroy(session: Session, number: int, day: date, done_by: str, how: str, today: date) -> Paper:
    """Record that paper was destroyed. ValueError where `destruction_problems` says why, or when it was so before."""
    refuse(destruction_problems(day, done_by, how, today))
    if one(session, number).destroyed:
        raise ValueError("destroyed")
    session.add(PaperDestruction(paper_record_id=number, day=day, done_by=done_by, how=how))
    session.flush()
    return one(session, number)


def one(session: Session, number: int) -> Paper:
    """One paper record. Raises NoResultFound."""
    found = _papers(session, _query().where(PaperRecord.id == number))
    if not found:
        raise NoResultFound
    return found[0]


def all_of(session: Session) -> tuple[Paper, ...]:
    """The register: what is to be destroyed first comes first, then what is destroyed."""
    found = _papers(session, _query().order_by(PaperRecord.destroy_by, PaperRecord.id))
    return tuple(sorted(found, key=lambda paper: paper.destroyed is not None))


def due(session: Session, horizon: Horizon) -> list[Due]:
    """Paper to be destroyed."""
    waiting = _query().where(PaperDestruction.id.is_(None), PaperRecord.destroy_by <= horizon.last_day)
    message = mark("Destroy paper record {number}, “{what}”, by {day}.")
    return [
        horizon.due(
            "paper",
            wording.line(message, number=paper.id, what=paper.what, day=paper.destroy_by),
            paper.destroy_by,
            f"protection/paper/{paper.id}",
        )
        for paper in _papers(session, waiting)
    ]


def _query() -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(
        PaperRecord.id,
        PaperRecord.what,
        PaperRecord.place,
        PaperRecord.custodian,
        PaperRecord.sensitivity,
        PaperRecord.destroy_by,
        PaperDestruction.day,
        PaperDestruction.done_by,
        PaperDestruction.how,
    )
    return query.outerjoin(PaperDestruction, PaperDestruction.paper_record_id == PaperRecord.id)


def _papers(session: Session, query: Select[*tuple[Any, ...]]) -> list[Paper]:
    """Two devices may both have recorded the destruction of one paper: the earlier counts."""
    found: dict[int, Paper] = {}
    for id, what, place, custodian, sensitivity, by, day, done_by, how in session.execute(query):
        paper = Paper(id, what, place, custodian, Sensitivity(sensitivity), by, day, done_by or "", how or "")
        present = found.get(id)
        if present is None or (paper.destroyed and present.destroyed and paper.destroyed < present.destroyed):
            found[id] = paper
    return list(found.values())
