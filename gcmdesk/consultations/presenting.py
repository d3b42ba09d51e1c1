"""What a second screen shows to the room: the agenda, the wall of notes, what came out. For `Workspace.read`.

The room sees neither what was said in confidence nor what a single person said, and never who spoke.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations import agenda, subjects
from gcmdesk.consultations.session_records import AgendaPoint
from gcmdesk.consultations.tables import Consultation, Note

MOST = 200
"""Notes on the wall, newest first; nobody in a room reads more."""


@dataclass(frozen=True, slots=True)
class Card:
    """A note on the wall. `subjects` are keys as in `consultations.subjects`."""

    note: int
    text: str
    kind: str
    subjects: tuple[str, ...]
    agenda_item: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the room sees. `kinds` counts the notes on the wall by kind."""

    title: str
    day: date
    agenda: tuple[AgendaPoint, ...]
    wall: tuple[Card, ...]
    kinds: dict[str, int]
    held_back: int
    """Notes that are not shown, because they were said in confidence or by a single person."""


def view(session: Session, consultation: int) -> Shown:
    """What can be shown of a session now. An unknown session is NoResultFound."""
    title, day = session.execute(
        select(Consultation.title, Consultation.day).where(Consultation.id == consultation)
    ).one()
    columns = (Note.id, Note.text, Note.kind, Note.agenda_item_id, Note.confidential, Note.person_id)
    query = select(*columns).where(Note.consultation_id == consultation).order_by(Note.said.desc(), Note.id.desc())
    rows = session.execute(query).all()
    shown = [row for row in rows if not row.confidential and row.person_id is None]
    kinds: dict[str, int] = {}
    for row in shown:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
    keys = subjects.of_notes(session, [row.id for row in shown[:MOST]])
    wall = tuple(Card(row.id, row.text, row.kind, keys.get(row.id, ()), row.agenda_item_id) for row in shown[:MOST])
    return Shown(title, day, agenda.of(session, consultation), wall, kinds, len(rows) - len(shown))
