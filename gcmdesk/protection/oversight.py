"""Oversight body and data protection focal point: named before the first personal record (guidance Tool 5).

The schema refuses a person without them (`people_tables`); each function is for `Workspace.run` or `Workspace.read`.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection.people_records import Office, Problem
from gcmdesk.protection.people_tables import Appointment
from gcmdesk.workspace import journal


class OversightMissing(KnownError):
    """Somebody is to be recorded before it is known who watches over the records."""

    def __init__(self) -> None:
        super().__init__(
            _("No person can be recorded before the oversight body and the focal point are named."),
            _("Name both under data protection, or record what was said without a person."),
        )


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """Who takes an office, and since when."""

    office: Office
    name: str
    contact: str
    since: date

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.name.strip():
            found.append(("name", mark("Type a name.")))
        if not self.contact.strip():
            found.append(("contact", mark("Type how participants can reach them.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Appointed:
    """An appointment as it lies in the workspace."""

    id: int
    office: Office
    name: str
    contact: str
    since: date
    until: date | None


def appoint(session: Session, draft: AppointmentDraft, uuid: bytes | None = None) -> Appointed:
    """Name who takes an office; whoever had it leaves it on the same day. A draft with problems is a ValueError.

    It cannot be undone, only followed by another appointment: people may be recorded on its strength at once, here and
    on other devices.
    """
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    journal.never_undone(session)
    before = select(Appointment).where(Appointment.office == draft.office.value, Appointment.until.is_(None))
    for row in session.scalars(before):
        row.until = draft.since
    row = Appointment(office=draft.office.value, name=draft.name, contact=draft.contact, since=draft.since)
    if uuid:
        row.uuid = uuid
    session.add(row)
    session.flush()
    return _view(row)


def in_office(session: Session, day: date) -> dict[Office, Appointed]:
    """Who holds each office on a day; an office that nobody holds is missing."""
    query = (
        select(Appointment)
        .where(Appointment.since <= day, or_(Appointment.until.is_(None), Appointment.until > day))
        .order_by(Appointment.since, Appointment.clock)
    )
    return {one.office: one for one in map(_view, session.scalars(query))}


def history(session: Session) -> tuple[Appointed, ...]:
    """All appointments, newest first."""
    return tuple(map(_view, session.scalars(select(Appointment).order_by(Appointment.since.desc(), Appointment.id))))


def require(session: Session) -> None:
    """Raises `OversightMissing` unless both offices have been filled."""
    if set(session.scalars(select(Appointment.office))) != {office.value for office in Office}:
        raise OversightMissing


def _view(row: Appointment) -> Appointed:
    return Appointed(row.id, Office(row.office), row.name, row.contact, row.since, row.until)
