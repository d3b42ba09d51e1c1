"""The agenda of a session. Each function is for `Workspace.run` or `Workspace.read`."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations.session_records import AgendaPoint, refuse
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Note
from gcmdesk.workspace import bulk


def of(session: Session, consultation: int) -> tuple[AgendaPoint, ...]:
    """The points in their order."""
    query = select(AgendaItem).where(AgendaItem.consultation_id == consultation)
    rows = session.scalars(query.order_by(AgendaItem.position, AgendaItem.id))
    return tuple(AgendaPoint(row.id, row.title, row.minutes, row.question_id, row.done) for row in rows)


def save(session: Session, consultation: int, point: AgendaPoint) -> AgendaPoint:
    """Add a point at the end (`id` 0), or change one. Problems are a ValueError."""
    refuse(point.problems())
    if point.id:
        row = session.get_one(AgendaItem, point.id)
    else:
        query = select(func.max(AgendaItem.position)).where(AgendaItem.consultation_id == consultation)
        row = AgendaItem(consultation_id=consultation, position=(session.scalars(query).one() or 0) + 1)
        session.add(row)
    row.title, row.minutes, row.question_id, row.done = point.title.strip(), point.minutes, point.question, point.done
    session.flush()
    return AgendaPoint(row.id, row.title, row.minutes, row.question_id, row.done)


def arrange(session: Session, points: Sequence[int]) -> None:
    """Put the points (row ids) of a session into this order."""
    bulk.update(session, AgendaItem, [(row, {"position": place}) for place, row in enumerate(points, 1)])


def delete(session: Session, point: int) -> None:
    """Take a point off; its notes stay, without a point. Undo brings all of it back."""
    notes = session.scalars(select(Note.id).where(Note.agenda_item_id == point)).all()
    bulk.update(session, Note, [(note, {"agenda_item_id": None}) for note in notes])
    session.delete(session.get_one(AgendaItem, point))


def finish(session: Session, point: int, *, done: bool = True) -> None:
    """A point is done, or taken up again."""
    session.get_one(AgendaItem, point).done = done


def from_guide(session: Session, consultation: int, questions: Sequence[tuple[int, str]]) -> tuple[AgendaPoint, ...]:
    """Add questions of a guide (row id, text) as points, at the end."""
    return tuple(save(session, consultation, AgendaPoint(0, text[:300], None, row)) for row, text in questions)
