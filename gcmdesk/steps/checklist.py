"""Checklists of the steps, with status and evidence. Each function is for `Workspace.run` or `Workspace.read`."""

from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.steps.tables import Evidence, Mark
from gcmdesk.workspace import clock

Status = Literal["open", "under way", "done", "not applicable"]
STATUSES: tuple[Status, ...] = get_args(Status)
TITLES: dict[Status, str] = {
    "open": mark("Still open"),
    "under way": mark("Under way"),
    "done": mark("Done"),
    "not applicable": mark("Does not apply"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a point is done; `entity` and `row_uuid` are empty for a source outside the workspace."""

    id: int
    title: str
    entity: str
    row_uuid: bytes | None


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a checklist as it stands."""

    id: str
    text: str
    """Untranslated, domain `compact`."""
    reference: str
    status: Status
    note: str
    evidence: tuple[Proof, ...]


def points(session: Session, step: int) -> tuple[Point, ...]:
    """The checklist of a step (1 to 6) in its order."""
    marks = {row.point: row for row in session.scalars(select(Mark).order_by(Mark.id))}
    proofs: dict[int, list[Proof]] = {}
    for row in session.scalars(select(Evidence).order_by(Evidence.id)):
        proofs.setdefault(row.mark_id, []).append(Proof(row.id, row.title, row.entity, row.row_uuid))
    return tuple(
        Point(item.id, item.text, item.reference, *_state(marks.get(item.id), proofs))
        for item in library.load().step(step).checklist
    )


def progress(session: Session, step: int) -> tuple[int, int]:
    """How many points of a step are done or do not apply, and how many there are."""
    found = points(session, step)
    return sum(one.status in ("done", "not applicable") for one in found), len(found)


def set_status(session: Session, point: str, status: Status) -> None:
    """Say how far a point is. An unknown point is a KeyError, an unknown status a ValueError."""
    if status not in STATUSES:
        raise ValueError(status)
    _mark(session, point).status = status


def set_note(session: Session, point: str, note: str) -> None:
    """Write the note of a point. An unknown point is a KeyError."""
    _mark(session, point).note = note


def add_evidence(session: Session, point: str, title: str, entity: str = "", row_uuid: bytes | None = None) -> Proof:
    """Name what shows that a point is done. An unknown point is a KeyError, an empty title a ValueError."""
    if not title.strip():
        raise ValueError("title")
    row = Evidence(mark_id=_mark(session, point).id, title=title.strip(), entity=entity, row_uuid=row_uuid)
    session.add(row)
    session.flush()
    return Proof(row.id, row.title, row.entity, row.row_uuid)


def drop_evidence(session: Session, proof: int) -> None:
    """Take evidence off a point; undo brings it back."""
    session.delete(session.scalars(select(Evidence).where(Evidence.id == proof)).one())


def _state(row: Mark | None, proofs: dict[int, list[Proof]]) -> tuple[Status, str, tuple[Proof, ...]]:
    if row is None:
        return "open", "", ()
    status = next(one for one in STATUSES if one == row.status)
    return status, row.note, tuple(proofs.get(row.id, ()))


def _mark(session: Session, point: str) -> Mark:
    known = {item.id for step in library.load().steps for item in step.checklist}
    if point not in known:
        raise KeyError(point)
    row = session.scalars(select(Mark).where(Mark.point == point).order_by(Mark.id)).first()
    if row is None:
        row = Mark(uuid=clock.joint_uuid(b"checklist", point.encode()), point=point)
        session.add(row)
        session.flush()
    return row
