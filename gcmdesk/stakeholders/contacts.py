"""The persons through whom stakeholders are reached; who they are, and what they consented to, lies in `protection`."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.protection.people_tables import Person
from gcmdesk.stakeholders.tables import ContactPerson
from gcmdesk.workspace import bulk


@dataclass(frozen=True, slots=True)
class SavedContact:
    """A contact as it lies in the workspace; the person stands under the pseudonym."""

    id: int
    stakeholder: int
    person: int
    pseudonym: str
    role: str


def add(session: Session, stakeholder: int, person: int, role: str = "") -> SavedContact:
    """Make a person (row id) the contact of a stakeholder, or give the one that is there another role."""
    query = select(ContactPerson).where(ContactPerson.stakeholder_id == stakeholder, ContactPerson.person_id == person)
    row = session.scalars(query).one_or_none() or ContactPerson(stakeholder_id=stakeholder, person_id=person)
    row.role = role.strip()
    session.add(row)
    session.flush()
    return next(one for one in of_stakeholder(session, stakeholder) if one.id == row.id)


def of_stakeholder(session: Session, stakeholder: int) -> tuple[SavedContact, ...]:
    """The contacts of a stakeholder, the oldest first."""
    columns = (
        ContactPerson.id,
        ContactPerson.stakeholder_id,
        ContactPerson.person_id,
        Person.pseudonym,
        ContactPerson.role,
    )
    query = select(*columns).join(Person, Person.id == ContactPerson.person_id)
    rows = session.execute(query.where(ContactPerson.stakeholder_id == stakeholder).order_by(ContactPerson.id))
    return tuple(SavedContact(*row) for row in rows)


def remove(session: Session, contact: int) -> int:
    """The stakeholder is no longer reached through this person; the person stays."""
    return bulk.delete(session, ContactPerson, [contact])
