"""Giving themes to notes. Each function is for `Workspace.run`."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.workspace import bulk, clock


def code(session: Session, theme: int, notes: Iterable[int]) -> int:
    """Give a theme to notes (row ids) and return how many did not have it yet; NoResultFound for a theme unknown."""
    wanted = set(notes)
    theme_uuid = session.scalars(select(Theme.uuid).where(Theme.id == theme)).one()
    had = set(session.scalars(select(Coding.note_id).where(Coding.theme_id == theme)))
    missing = session.execute(select(Note.id, Note.uuid).where(Note.id.in_(wanted - had)).order_by(Note.id)).all()
    rows = [(clock.joint_uuid(uuid, theme_uuid), note, theme) for note, uuid in missing]
    return len(bulk.insert(session, Coding, ("uuid", "note_id", "theme_id"), rows))
