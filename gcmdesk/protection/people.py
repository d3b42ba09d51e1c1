"""People: recording them under pseudonyms, and what may be known about who they are.

A note needs no person: what an organisation or a group without names says has none. Each function is for
`Workspace.run` or `Workspace.read`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.i18n import mark
from gcmdesk.protection import notices, oversight
from gcmdesk.protection.people_records import CHILDREN, AgeBand, Basis, NoticeKind, Problem
from gcmdesk.protection.people_tables import Contact, Identity, Person
from gcmdesk.protection.pseudonyms import pseudonym
from gcmdesk.workspace import bulk, clock

LONGEST = 500
"""Characters of a short text about a person."""
_COLUMNS = (
    "uuid",
    "pseudonym",
    "age_band",
    "region",
    "languages",
    "role",
    "basis",
    "notice_version_id",
    "notice_language",
    "obtained",
    "review_by",
)
_SORTS: dict[str, Any] = {
    "age_band": case({band.value: place for place, band in enumerate(AgeBand)}, value=Person.age_band),
    "region": Person.region,
    "role": Person.role,
    "review_by": Person.review_by,
}


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is recorded of a person. The notice version is a row id; region is a coarse place, never an address."""

    age_band: AgeBand
    notice_version: int
    notice_language: str
    obtained: str
    review_by: date
    basis: Basis = Basis.CONSENT
    region: str = ""
    languages: str = ""
    role: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.notice_language.strip():
            found.append(("notice_language", mark("Say in which language the notice was given.")))
        if not self.obtained.strip():
            found.append(("obtained", mark("Say how this record came about.")))
        long = [name for name in ("region", "languages", "role", "obtained") if len(getattr(self, name)) > LONGEST]
        found += [(name, mark("This text is too long. Shorten it.")) for name in long]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class RecordedPerson:
    """A person as lists and forms show them: without name."""

    id: int
    pseudonym: str
    age_band: AgeBand
    region: str
    languages: str
    role: str
    basis: Basis
    notice_version: int
    notice_language: str
    obtained: str
    review_by: date

    @property
    def child(self) -> bool:
        """Whether the person is under 18."""
        return self.age_band in CHILDREN


def add(session: Session, draft: PersonDraft) -> RecordedPerson:
    """Record one person; their pseudonym is made here. Raises what `add_row` raises."""
    return add_row(session, draft, 1)[0]


def add_row(session: Session, draft: PersonDraft, count: int) -> tuple[RecordedPerson, ...]:
    """Record as many people who have the same in common: a row in the hall.

    A draft with problems is a ValueError. Raises `oversight.OversightMissing`, and `notices.NoticeUnfit` for a version
    that was withdrawn or speaks to others than these.
    """
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    oversight.require(session)
    kind = NoticeKind.CHILD if draft.age_band in CHILDREN else NoticeKind.ADULT
    notices.require(session, draft.notice_version, kind)
    common = (
        draft.age_band.value,
        draft.region.strip(),
        draft.languages.strip(),
        draft.role.strip(),
        draft.basis.value,
        draft.notice_version,
        draft.notice_language,
        draft.obtained.strip(),
        draft.review_by,
    )
    rows = [(uuid, name, *common) for uuid, name in _fresh(session, count)]
    ids = bulk.insert(session, Person, _COLUMNS, rows)
    return tuple(_view(row) for row in session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)))


def _fresh(session: Session, count: int) -> list[tuple[bytes, str]]:
    """Identities whose pseudonyms nobody has here."""
    found: dict[str, bytes] = {}
    while len(found) < count:
        made = {pseudonym(uuid): uuid for uuid in clock.uuids(count - len(found))}
        taken = set(session.scalars(select(Person.pseudonym).where(Person.pseudonym.in_(made))))
        found |= {name: uuid for name, uuid in made.items() if name not in taken}
    return [(uuid, name) for name, uuid in found.items()]


def get(session: Session, person: int) -> RecordedPerson:
    """One person; sqlalchemy's NoResultFound for an unknown id."""
    return _view(session.get_one(Person, person))


def everybody(session: Session) -> tuple[RecordedPerson, ...]:
    """All people by pseudonym."""
    return tuple(_view(row) for row in session.scalars(select(Person).order_by(Person.pseudonym)))


def ids(
    session: Session, words: str = "", sort: tuple[str, bool] = ("", False), review_before: date | None = None
) -> list[int]:
    """Row ids of the people whose pseudonym, region, languages or role hold all words, in the order wanted.

    `sort` is one of `_SORTS` (else the pseudonym), and whether descending; with `review_before`, only those who are to
    be looked at before that day.
    """
    query = select(Person.id, Person.pseudonym, Person.region, Person.languages, Person.role)
    if review_before:
        query = query.where(Person.review_by < review_before)
    order = _SORTS.get(sort[0], Person.pseudonym)
    query = query.order_by(order.desc() if sort[1] else order, Person.pseudonym, Person.id)
    wanted = fold(words).split()
    return [id for id, *held in session.execute(query) if not wanted or _holds(" ".join(held), wanted)]


def _holds(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def named(session: Session, words: str, most: int) -> list[tuple[int, str]]:
    """At most so many people, id and pseudonym, whose pseudonym holds all words."""
    wanted = fold(words).split()
    known = session.execute(select(Person.id, Person.pseudonym).order_by(Person.pseudonym))
    found = ((id, name) for id, name in known if _holds(name, wanted))
    return list(islice(found, most))


def called(session: Session, name: str) -> int | None:
    """Who has this pseudonym, typed in whatever case; None for nobody."""
    wanted = fold(name.strip())
    known = session.execute(select(Person.id, Person.pseudonym)) if wanted else ()
    return next((id for id, one in known if fold(one) == wanted), None)


def of(session: Session, wanted: Sequence[int]) -> tuple[RecordedPerson, ...]:
    """The people with these ids; those that are no more are left out."""
    return tuple(_view(row) for row in session.scalars(select(Person).where(Person.id.in_(wanted)).order_by(Person.id)))


def stale(session: Session, day: date) -> tuple[RecordedPerson, ...]:
    """The people whose review-by date has passed on this day, longest first."""
    query = select(Person).where(Person.review_by < day).order_by(Person.review_by, Person.id)
    return tuple(_view(row) for row in session.scalars(query))


def review(session: Session, person: int, review_by: date) -> None:
    """The record was looked at and still stands; the next look is due by this day."""
    session.get_one(Person, person).review_by = review_by


def identify(session: Session, person: int, name: str = "", contact: str = "") -> None:
    """Keep, apart from everything else, who a person is or how to reach them. Nothing at all is a ValueError."""
    if not name.strip() and not contact.strip():
        raise ValueError("name")
    session.get_one(Person, person)
    if name.strip():
        session.add(Identity(person_id=person, name=name.strip()))
    if contact.strip():
        session.add(Contact(person_id=person, contact=contact.strip()))


def names(session: Session, person: int) -> tuple[str, ...]:
    """The names kept of a person; only for those who may see them (read-back, attribution by name)."""
    return tuple(session.scalars(select(Identity.name).where(Identity.person_id == person).order_by(Identity.id)))


def contacts(session: Session, person: int) -> tuple[str, ...]:
    """How a person can be reached."""
    return tuple(session.scalars(select(Contact.contact).where(Contact.person_id == person).order_by(Contact.id)))


def _view(row: Person) -> RecordedPerson:
    return RecordedPerson(
        row.id,
        row.pseudonym,
        AgeBand(row.age_band),
        row.region,
        row.languages,
        row.role,
        Basis(row.basis),
        row.notice_version_id,
        row.notice_language,
        row.obtained,
        row.review_by,
    )
