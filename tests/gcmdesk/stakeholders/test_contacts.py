"""Contact persons: through `protection`, once for each stakeholder, and taken along when two entries become one."""

from datetime import date

import pytest
from sqlalchemy import select

from gcmdesk.protection import notices, oversight, people
from gcmdesk.protection.people_records import AgeBand, Office
from gcmdesk.protection.people_tables import NoticeVersion
from gcmdesk.stakeholders import contacts, joining, register

TODAY = date(2026, 5, 4)


def recorded(session, count):
    for office in Office:
        oversight.appoint(session, oversight.AppointmentDraft(office, "Ombud", "ombud@example.org", TODAY))
    notices.install(session)
    version = session.scalars(select(NoticeVersion.id).order_by(NoticeVersion.id)).first()
    draft = people.PersonDraft(AgeBand.ADULT, version, "en", "Asked in the session", date(2027, 5, 4))
    return [one.id for one in people.add_row(session, draft, count)]


@pytest.fixture
def persons(workspace):
    return workspace.run(recorded, 2, name="People recorded")


def test_a_person_is_the_contact_of_a_stakeholder_once(workspace, add, persons):
    port = add("Port authority")
    workspace.run(contacts.add, port.id, persons[0], "Clerk", name="Contact added")
    again = workspace.run(contacts.add, port.id, persons[0], "Director", name="Contact changed")
    assert workspace.read(contacts.of_stakeholder, port.id) == (again,)
    assert (again.role, again.person) == ("Director", persons[0])
    assert again.pseudonym
    with pytest.raises(register.StillUsed):
        workspace.run(register.delete, [port.id], name="Deleted")
    workspace.run(contacts.remove, again.id, name="Contact removed")
    assert workspace.run(register.delete, [port.id], name="Deleted") == 1


def test_joining_keeps_a_contact_that_both_have_once(workspace, add, persons):
    keep, drop = add("Port authority"), add("Port Authority")
    for stakeholder, person in ((keep, 0), (drop, 0), (drop, 1)):
        workspace.run(contacts.add, stakeholder.id, persons[person], name="Contact added")
    workspace.run(joining.join, keep.id, drop.id, name="Stakeholders joined")
    assert [one.person for one in workspace.read(contacts.of_stakeholder, keep.id)] == persons
    workspace.undo()
    assert [one.person for one in workspace.read(contacts.of_stakeholder, keep.id)] == persons[:1]
    assert [one.person for one in workspace.read(contacts.of_stakeholder, drop.id)] == persons
