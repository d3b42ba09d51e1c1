"""People, consents and contributions, written straight into the tables: what the gate has to judge."""

from datetime import UTC, date, datetime, timedelta

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import release
from gcmdesk.protection.people_tables import Appointment, ConsentReceipt, Notice, NoticeVersion, Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request, SignOff
from gcmdesk.workspace import journal

FOCAL_POINT = SignOff("Focal point of the test", "checked")
LONG_AGO = datetime.now(UTC) - timedelta(days=30)
EVERYBODY = f"|{'|'.join(Recipient)}|"


def request(recipient, purpose=Purpose.SYNTHESIS, **more):
    """A request that lacks nothing that is not under test."""
    given = {"organisation": "" if recipient in {Recipient.TEAM, Recipient.PUBLIC} else "Somebody"}
    if recipient is Recipient.PUBLIC:
        given["sign_off"] = FOCAL_POINT
    return Request(recipient, purpose, **{**given, **more})


def safe(recipient, purpose=Purpose.SYNTHESIS, **more):
    """The same with a stated purpose and written safeguards."""
    return request(recipient, purpose, stated="planning of services", safeguards="agreement of 1 March", **more)


def let(workspace, material, wanted):
    """Through the gate."""
    return workspace.read(release.release, material, wanted)


def offices(session):
    """Oversight body and focal point, and a notice to refer to."""
    for office, name in (("oversight body", "Ombudsperson"), ("focal point", FOCAL_POINT.by)):
        session.add(Appointment(office=office, name=name, contact="office 1", since=LONG_AGO.date()))
    notice = Notice(kind="adult", language="en", title="Notice")
    session.add(notice)
    session.flush()
    version = NoticeVersion(notice_id=notice.id, number=1, made=LONG_AGO, words="[]")
    session.add(version)
    session.flush()
    return version.id


def person(session, version, name, *purposes, **receipt):
    """Somebody who consents to these purposes."""
    one = Person(
        pseudonym=name, age_band="25-39", region="North", role="teacher", basis="consent",
        notice_version_id=version, notice_language="en", obtained="asked", review_by=date(2030, 1, 1),
    )  # fmt: skip
    session.add(one)
    session.flush()
    for purpose in purposes:
        consent(session, version, one.id, purpose, **receipt)
    return one.id


def consent(session, version, one, purpose, answer="given", days_later=0, **receipt):
    """A receipt."""
    values = {"third_party": "Somebody" if purpose is Purpose.SHARING else "", "recipients": EVERYBODY, **receipt}
    session.add(
        ConsentReceipt(
            person_id=one, purpose=purpose.value, answer=answer, capacity="adult", method="signed paper",
            notice_version_id=version, language="en", time=LONG_AGO + timedelta(days=days_later),
            recorded=journal.of(session).clock, **values,
        )
    )  # fmt: skip
    session.flush()


def note(session, words, one=None, **more):
    """A contribution in a session of its own."""
    meeting = Consultation(title="Meeting", place="Harbour", day=date(2026, 3, 1))
    session.add(meeting)
    session.flush()
    session.add(Note(consultation_id=meeting.id, said=LONG_AGO, text=words, person_id=one, **more))
    session.flush()


def run(workspace, work, *args, **named):
    """Through a named transaction."""
    return workspace.run(lambda session: work(session, *args, **named), name="Test")
