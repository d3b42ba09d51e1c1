"""The release gate over the large sample: notes with people behind them, against the same query without a gate."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.protection import material, release
from gcmdesk.protection.material import Records
from gcmdesk.protection.people_tables import Appointment, ConsentReceipt, Notice, NoticeVersion, Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request
from gcmdesk.workspace import bulk, journal
from gcmdesk.workspace.workspace import Workspace
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, compare

PEOPLE = max(large.NOTES // 40, 10)
_ASKED = datetime(2026, 3, 1, tzinfo=UTC)
_PURPOSES = (Purpose.SYNTHESIS, Purpose.QUOTE, Purpose.SHARING)


def fill(session: Session) -> None:
    """People behind every other note; two of three consent to each purpose."""
    for office in ("oversight body", "focal point"):
        session.add(Appointment(office=office, name="n", contact="c", since=date(2026, 1, 1)))
    notice = Notice(kind="adult", language="en", title="n")
    session.add(notice)
    session.flush()
    version = NoticeVersion(notice_id=notice.id, number=1, made=_ASKED, words="[]")
    session.add(version)
    session.flush()
    rows = ((f"P{n}", "25-39", "consent", version.id, "en", "asked", date(2030, 1, 1)) for n in range(PEOPLE))
    names = ("pseudonym", "age_band", "basis", "notice_version_id", "notice_language", "obtained", "review_by")
    people = bulk.insert(session, Person, names, rows)
    columns = (
        "person_id", "purpose", "answer", "capacity", "method", "notice_version_id", "language", "time", "recorded",
        "third_party", "recipients",
    )  # fmt: skip
    now = journal.of(session).clock
    receipts = (
        (
            person, purpose.value, "given" if person % 3 else "refused", "adult", "signed paper", version.id, "en",
            _ASKED, now, "Somebody", "|ministry|",
        )
        for person in people for purpose in _PURPOSES
    )  # fmt: skip
    bulk.insert(session, ConsentReceipt, columns, receipts)
    notes = session.scalars(select(Note.id).where(Note.id % 2 == 0)).all()
    bulk.update(session, Note, ((note, {"person_id": people[note % PEOPLE]}) for note in notes))


def wanted() -> Records:
    """All notes with their meetings."""
    columns = (
        material.column("Kind", Note.kind),
        material.column("Words", Note.text),
        material.column("Place", Consultation.place),
    )
    rows = select(Note.id).join(Consultation, Note.consultation_id == Consultation.id)
    return Records("Notes", columns, rows.order_by(Note.id))


def plain(session: Session) -> int:
    """The same columns of the same rows."""
    query = select(Note.kind, Note.text, Consultation.place).join(Consultation, Note.consultation_id == Consultation.id)
    return len(tuple(map(tuple, session.execute(query.order_by(Note.id)))))


def measurements() -> Iterator[Measurement]:
    """Records through the gate, for the team and for a third party."""
    path = large.copy_of_sample("release.gcmdesk")
    with large.opened(path) as workspace:
        workspace.run(fill, name="People")
        for recipient in (Recipient.TEAM, Recipient.MINISTRY):
            yield _measured(workspace, recipient)


def _measured(workspace: Workspace, recipient: Recipient) -> Measurement:
    request = Request(recipient, Purpose.SYNTHESIS, "Somebody", stated="planning", safeguards="agreement")
    return compare(
        f"gate, {large.NOTES:,} notes, {PEOPLE:,} people, {recipient}",
        partial(workspace.read, release.release, wanted(), request),
        "same query without it",
        partial(workspace.read, plain),
        rounds=5,
        target=3,
    )
