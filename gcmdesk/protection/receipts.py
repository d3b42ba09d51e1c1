"""Taking down consent: one answer or a whole row of people at once, in one piece of work.

    found = workspace.read(receipts.problems, capture)
    workspace.run(receipts.record, capture, name=mark("{count} consent receipts recorded"))

Receipts are only ever added. Work that only gives can be undone; a refusal or a withdrawal cannot be undone into
consent. What is attached to a receipt (a picture of the signed sheet) goes through `workspace.attachments` to
`owner(session, receipt)`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.i18n import mark
from gcmdesk.protection import people
from gcmdesk.protection.people import PersonDraft, RecordedPerson
from gcmdesk.protection.people_records import (
    CHILDREN,
    Answer,
    Capacity,
    Method,
    NoticeKind,
    Problem,
    Receipt,
)
from gcmdesk.protection.people_tables import ConsentReceipt, Identity, Notice, NoticeVersion, Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.workspace import attachments, bulk, clock, journal
from gcmdesk.workspace.attachments import Owner

TOLERANCE = timedelta(minutes=5)
"""How far ahead of this computer's clock an answer may be dated."""
WITHOUT_CONSENT = (Purpose.TAKE_PART, Purpose.SYNTHESIS)
"""The purposes for which "consent not possible" can stand in for consent, given a reason and understanding."""

_TEXTS = ("language", "place", "witness", "guardian", "best_interests", "reason", "understanding", "third_party")
_COLUMNS = (
    "person_id",
    "purpose",
    "answer",
    "recipients",
    "capacity",
    "method",
    "notice_version_id",
    "time",
    "recorded",
    "guardian_id",
    "expires",
    *_TEXTS,
)


@dataclass(frozen=True, slots=True)
class Capture:
    """Answers as they are taken down: the same for each of these people (row ids)."""

    people: tuple[int, ...]
    answers: Mapping[Purpose, Answer]
    notice_version: int
    language: str
    time: datetime
    """Aware; when they answered."""
    method: Method = Method.SPOKEN
    capacity: Capacity = Capacity.ADULT
    witness: str = ""
    place: str = ""
    guardian: str = ""
    """Who they are to the child, or their name."""
    guardian_person: int | None = None
    best_interests: str = ""
    reason: str = ""
    understanding: str = ""
    expires: date | None = None
    third_party: str = ""
    recipients: tuple[Recipient, ...] = field(default=())

    @property
    def gives(self) -> set[Purpose]:
        """The purposes that are consented to."""
        return {purpose for purpose, answer in self.answers.items() if answer is Answer.GIVEN}

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it by itself; `receipts.problems` also looks at the workspace."""
        found: list[Problem] = []
        if not self.people:
            found.append(("people", mark("Choose at least one person.")))
        if not self.answers:
            found.append(("answers", mark("Choose at least one purpose.")))
        if not self.language.strip():
            found.append(("language", mark("Say in which language the notice was given.")))
        if any(len(getattr(self, name)) > people.LONGEST for name in _TEXTS):
            found.append(("place", mark("This text is too long. Shorten it.")))
        found += self._time_problems()
        if self.gives:
            found += self._giving_problems()
        return tuple(found)

    def _time_problems(self) -> list[Problem]:
        if self.time.tzinfo is None:
            return [("time", mark("Give the time with its time zone."))]
        if self.time > clock.now() + TOLERANCE:
            return [("time", mark("This time lies in the future. Check the date and the clock of this computer."))]
        if self.expires is not None and self.expires < self.time.date():
            return [("expires", mark("The consent would expire before it is given."))]
        return []

    def _giving_problems(self) -> list[Problem]:
        found: list[Problem] = []
        if self.method is Method.SPOKEN and not self.witness.strip():
            found.append(("witness", mark("Spoken consent needs a witness.")))
        if self.capacity is Capacity.CHILD:
            found += self._child_problems()
        if self.capacity is Capacity.NOT_POSSIBLE:
            found += self._not_possible_problems()
        if Purpose.SHARING in self.gives and not self.third_party.strip():
            found.append(("third_party", mark("Name the third party with whom it may be shared.")))
        if self.gives & {Purpose.SHARING, Purpose.ATTRIBUTION} and not self.recipients:
            found.append(("recipients", mark("Choose who may receive it.")))
        return found

    def _child_problems(self) -> list[Problem]:
        found: list[Problem] = []
        if not self.guardian.strip():
            found.append(("guardian", mark("A child’s consent needs a guardian.")))
        if self.guardian_person in self.people and self.guardian_person is not None:
            found.append(("guardian", mark("The guardian must be somebody else than the child.")))
        if not self.best_interests.strip():
            found.append(("best_interests", mark("Say why taking part is in the child’s best interests.")))
        return found

    def _not_possible_problems(self) -> list[Problem]:
        found: list[Problem] = []
        if not self.reason.strip():
            found.append(("reason", mark("Say why consent was not possible.")))
        if not self.understanding.strip():
            found.append(("understanding", mark("Say how you checked that the person understood.")))
        if not self.gives <= set(WITHOUT_CONSENT):
            found.append(
                ("answers", mark("Without consent a contribution can be recorded and used, and nothing more."))
            )
        return found


def problems(session: Session, capture: Capture) -> tuple[Problem, ...]:
    """Everything that keeps a capture from being recorded; empty when nothing does.

    Refusing and withdrawing are never held up by anything about age, guardian or notice.
    """
    found = list(capture.problems())
    rows = session.execute(select(Person.id, Person.pseudonym, Person.age_band).where(Person.id.in_(capture.people)))
    those = rows.all()
    if len(those) != len(set(capture.people)):
        found.append(("people", mark("One of these people is no longer recorded.")))
    if not capture.gives:
        return tuple(found)
    version = session.get(NoticeVersion, capture.notice_version)
    if version is None:
        return (*found, ("notice_version", mark("This version of the notice is no longer here.")))
    if version.withdrawn:
        found.append(("notice_version", mark("This version of the notice has been withdrawn.")))
    children = {row.id for row in those if row.age_band in CHILDREN}
    if children and capture.capacity not in (Capacity.CHILD, Capacity.NOT_POSSIBLE):
        found.append(("capacity", mark("A person under 18 answers as a child, together with a guardian.")))
    kind = session.get_one(Notice, version.notice_id).kind
    if any((NoticeKind.CHILD if row.id in children else NoticeKind.ADULT) != kind for row in those):
        found.append(("notice_version", mark("This notice does not fit the age of the person.")))
    found += _guardian_problems(session, capture, {fold(row.pseudonym) for row in those})
    return tuple(found)


def _guardian_problems(session: Session, capture: Capture, pseudonyms: set[str]) -> list[Problem]:
    if capture.capacity is not Capacity.CHILD:
        return []
    found: list[Problem] = []
    own = session.scalars(select(Identity.name).where(Identity.person_id.in_(capture.people)))
    if fold(capture.guardian.strip()) in pseudonyms | set(map(fold, own)):
        found.append(("guardian", mark("The guardian must be somebody else than the child.")))
    if capture.guardian_person is not None:
        guardian = session.get(Person, capture.guardian_person)
        if guardian is None or guardian.age_band in CHILDREN:
            found.append(("guardian", mark("The guardian must be an adult who is recorded here.")))
    return found


def third_parties(session: Session, people: Sequence[int]) -> tuple[str, ...]:
    """With whom these people ever agreed to share, each once: who can be named when only that is withdrawn."""
    named = select(ConsentReceipt.third_party).distinct().order_by(ConsentReceipt.third_party)
    given = named.where(ConsentReceipt.person_id.in_(people), ConsentReceipt.purpose == Purpose.SHARING.value)
    return tuple(session.scalars(given.where(ConsentReceipt.third_party != "")))


def record(session: Session, capture: Capture) -> tuple[Receipt, ...]:
    """Record the answers: one receipt for each person and purpose. A capture with problems is a ValueError.

    With a refusal or withdrawal in it the work cannot be undone.
    """
    found = problems(session, capture)
    if found:
        raise ValueError(", ".join(name for name, _message in found))
    if set(capture.answers.values()) != {Answer.GIVEN}:
        journal.never_undone(session)
    texts = [getattr(capture, name).strip() for name in _TEXTS]
    common = (
        capture.capacity.value,
        capture.method.value,
        capture.notice_version,
        capture.time,
        journal.of(session).clock,
        capture.guardian_person,
        capture.expires,
        *texts,
    )
    recipients = "".join(f"|{one}" for one in Recipient if one in capture.recipients)
    rows = [
        (person, purpose.value, answer.value, f"{recipients}|" if recipients else "", *common)
        for person in dict.fromkeys(capture.people)
        for purpose, answer in capture.answers.items()
    ]
    ids = bulk.insert(session, ConsentReceipt, _COLUMNS, rows)
    between = ConsentReceipt.id.between(ids.start, ids.stop - 1)
    return tuple(map(view, session.scalars(select(ConsentReceipt).where(between).order_by(ConsentReceipt.id))))


def record_row(
    session: Session, draft: PersonDraft, count: int, capture: Capture
) -> tuple[tuple[RecordedPerson, ...], tuple[Receipt, ...]]:
    """Record as many people at once, and their common answers: seven in this row said yes before a witness.

    `capture.people` is ignored. Raises what `people.add_row` and `record` raise.
    """
    row = people.add_row(session, draft, count)
    return row, record(session, replace(capture, people=tuple(person.id for person in row)))


def of_person(session: Session, person: int) -> tuple[Receipt, ...]:
    """All receipts of a person, newest first."""
    query = select(ConsentReceipt).where(ConsentReceipt.person_id == person)
    order = (ConsentReceipt.time.desc(), ConsentReceipt.recorded.desc(), ConsentReceipt.id.desc())
    return tuple(map(view, session.scalars(query.order_by(*order))))


def owner(session: Session, receipt: int) -> Owner:
    """What a picture of the signed sheet is attached to."""
    return attachments.owner(session.get_one(ConsentReceipt, receipt))


def last_notice(session: Session, person: int) -> tuple[int, str]:
    """Version (row id) and language of the notice that a person was told last."""
    query = select(ConsentReceipt.notice_version_id, ConsentReceipt.language).where(ConsentReceipt.person_id == person)
    last = session.execute(query.order_by(ConsentReceipt.recorded.desc(), ConsentReceipt.id.desc()).limit(1)).first()
    if last:
        return last[0], last[1]
    known = session.get_one(Person, person)
    return known.notice_version_id, known.notice_language


def view(row: ConsentReceipt) -> Receipt:
    """A receipt as a record."""
    return Receipt(
        row.id,
        row.person_id,
        Purpose(row.purpose),
        Answer(row.answer),
        Capacity(row.capacity),
        Method(row.method),
        row.notice_version_id,
        row.language,
        row.time,
        row.place,
        row.expires,
        row.third_party,
        tuple(Recipient(one) for one in row.recipients.split("|") if one),
    )
