"""The programme: sessions, their calendar, and opening, closing and reopening them.

    one = workspace.run(sessions.add, SessionDraft("Hearing in the port", day), name=mark("Session added"))
    workspace.run(sessions.start, one.id, name=mark("Session opened"))

Each function is for `Workspace.run` or `Workspace.read`. What belongs to a session lies in `agenda`, `attendance` and
`preparation`; whether it can be closed, in `closing`.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_records import Line, SavedSession, SessionDraft, Titled, Turn, refuse
from gcmdesk.consultations.session_tables import (
    AgendaItem,
    CriterionMark,
    Headcount,
    Invitation,
    SessionCheck,
    SessionTurn,
)
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import attachments, bulk, clock, journal
from gcmdesk.workspace.attachments import Owner
from gcmdesk.workspace.tables import Attachment

_PARTS = (AgendaItem, Invitation, SessionCheck, Headcount, CriterionMark, SessionTurn)


class SessionHasNotes(KnownError):
    """A session with notes cannot be deleted."""

    def __init__(self) -> None:
        super().__init__(
            _("This session has notes. Nothing was deleted."),
            _("Delete or erase its notes first, if they must go."),
        )


def add(session: Session, draft: SessionDraft) -> SavedSession:
    """Write a new session. A draft with problems is a ValueError."""
    refuse(draft.problems())
    row = Consultation(**_columns(draft))
    session.add(row)
    session.flush()
    return view(row)


def change(session: Session, number: int, draft: SessionDraft) -> SavedSession:
    """Change a session. A draft with problems is a ValueError, an unknown number NoResultFound."""
    refuse(draft.problems())
    row = session.get_one(Consultation, number)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    session.flush()
    return view(row)


def delete(session: Session, number: int) -> None:
    """Delete a session and all that belongs to it; undo brings it back. Raises `SessionHasNotes`."""
    row = session.get_one(Consultation, number)
    if session.scalars(select(Note.id).where(Note.consultation_id == number).limit(1)).first():
        raise SessionHasNotes
    attached = select(Attachment.id).where(Attachment.entity == row.__tablename__, Attachment.row_uuid == row.uuid)
    bulk.delete(session, Attachment, session.scalars(attached).all())
    for part in _PARTS:
        bulk.delete(session, part, session.scalars(select(part.id).where(part.consultation_id == number)).all())
    session.delete(row)
    session.flush()
    _forget_line(session, number)


def _forget_line(session: Session, number: int) -> None:
    """What was being typed and never sent."""
    journal.of(session).connection.execute("DELETE FROM unfinished_line WHERE consultation_id = ?", (number,))


def owner(session: Session, number: int) -> Owner:
    """What pictures of flip charts and scans of signed sheets are attached to."""
    return attachments.owner(session.get_one(Consultation, number))


def get(session: Session, number: int) -> SavedSession:
    """One session; NoResultFound for an unknown number."""
    return view(session.get_one(Consultation, number))


def calendar(session: Session) -> tuple[Line, ...]:
    """All sessions by day and hour, with how many notes they have and how many came."""
    notes = _counts(session, select(Note.consultation_id, func.count()).group_by(Note.consultation_id))
    invited = select(Invitation.consultation_id, func.count()).group_by(Invitation.consultation_id)
    came = _counts(session, invited.where(Invitation.state == "attended"))
    asked = _counts(session, invited)
    total = select(Headcount.consultation_id, Headcount.count).where(Headcount.dimension == lists.ALL)
    people = _counts(session, total)
    columns = ("id", "title", "day", "starts", "ends", "place", "purpose", "mode", "status")
    query = select(*(getattr(Consultation, name) for name in columns))
    order = (Consultation.day, Consultation.starts, Consultation.id)
    return tuple(
        Line(
            row.id,
            row.title,
            row.day,
            row.starts or "",
            row.ends or "",
            row.place,
            row.purpose,
            row.mode,
            row.status,
            notes.get(row.id, 0),
            asked.get(row.id, 0),
            came.get(row.id, 0),
            people.get(row.id),
        )
        for row in session.execute(query.order_by(*order))
    )


def titles(session: Session) -> tuple[Titled, ...]:
    """All sessions by day and hour, to choose one from."""
    starts = func.coalesce(Consultation.starts, "")
    query = select(Consultation.id, Consultation.title, Consultation.day, starts, Consultation.status)
    order = (Consultation.day, Consultation.starts, Consultation.id)
    return tuple(Titled(*row) for row in session.execute(query.order_by(*order)))


def start(session: Session, number: int) -> None:
    """A planned session begins. For one that is closed, see `reopen`: this is a ValueError."""
    row = session.get_one(Consultation, number)
    if row.status == "closed":
        raise ValueError("closed")
    if row.status == "planned":
        _turn(session, row, "open")


def close(session: Session, number: int) -> None:
    """The session is over and its notes stay as they are; a line that was never sent goes.

    What `closing.check` found is for the user to judge.
    """
    row = session.get_one(Consultation, number)
    if row.status != "closed":
        _turn(session, row, "closed")
        _forget_line(session, number)


def reopen(session: Session, number: int, reason: str) -> None:
    """Open a closed session again. Without a reason, or where it is not closed: a ValueError."""
    row = session.get_one(Consultation, number)
    if not reason.strip() or row.status != "closed":
        raise ValueError("reason")
    _turn(session, row, "open", reason.strip())


def turns(session: Session, number: int) -> tuple[Turn, ...]:
    """When it was opened, closed and opened again, in this order."""
    query = select(SessionTurn).where(SessionTurn.consultation_id == number).order_by(SessionTurn.at, SessionTurn.id)
    return tuple(Turn(row.at, row.status, row.reason, row.reopened) for row in session.scalars(query))


def _turn(session: Session, row: Consultation, status: str, reason: str = "") -> None:
    session.add(
        SessionTurn(
            consultation_id=row.id, at=clock.now(), status=status, reason=reason, reopened=row.status == "closed"
        )
    )
    row.status = status
    session.flush()


def _counts(session: Session, query: Any) -> dict[int, int]:
    return dict(session.execute(query).all())


def packed(values: tuple[str, ...] | None) -> str | None:
    """Several values as one text of the file: each once, sorted, one a line; None where nothing was recorded."""
    return None if values is None else "\n".join(sorted({value.strip() for value in values} - {""}))


def unpacked(text: str | None) -> tuple[str, ...] | None:
    """What `packed` put away."""
    return None if text is None else tuple(text.split("\n")) if text else ()


def _columns(draft: SessionDraft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(),
        "day": draft.day,
        "purpose": draft.purpose,
        "mode": draft.mode,
        "perspective": draft.perspective,
        "place": draft.place.strip(),
        "territory_id": draft.territory,
        "starts": draft.starts or None,
        "ends": draft.ends or None,
        "aim": draft.aim,
        "languages": packed(draft.languages),
        "interpreting": packed(draft.interpreting),
        "team": draft.team,
        "objectives": None if draft.objectives is None else packed(tuple(f"{one:02}" for one in draft.objectives)),
        "guide_version_id": draft.guide_version,
    }


def view(row: Consultation) -> SavedSession:
    """A row as a record."""
    objectives = unpacked(row.objectives)
    draft = SessionDraft(
        row.title,
        row.day,
        row.purpose,
        row.mode,
        row.perspective,
        row.place,
        row.territory_id,
        row.starts or "",
        row.ends or "",
        row.aim,
        unpacked(row.languages),
        unpacked(row.interpreting),
        row.team,
        None if objectives is None else tuple(map(int, objectives)),
        row.guide_version_id,
    )
    return SavedSession(row.id, draft, row.status)
