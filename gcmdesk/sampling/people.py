"""The people of the sample workspace: pseudonyms, invented answers, and who watches over them.

The last of them is a child, for whom the first answers as guardian; of the guardian alone a name and an address are
kept, apart from everything else.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.protection import notices, oversight
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import AgeBand, Answer, Basis, Capacity, Method, NoticeKind, Office
from gcmdesk.protection.people_tables import ConsentReceipt, Contact, Person
from gcmdesk.protection.people_tables import Identity as KnownName
from gcmdesk.protection.pseudonyms import pseudonym
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import bulk, journal

Identity = Callable[[str, int], bytes]
"""The uuid of the n-th row of a kind."""

FIRST = datetime(2026, 1, 12, 9, tzinfo=UTC)
_ADULTS = (AgeBand.FROM_18, AgeBand.FROM_25, AgeBand.FROM_40, AgeBand.FROM_60)
_REGIONS = ("North", "South", "East", "West", "Coast")
_ROLES = ("teacher", "nurse", "builder", "student", "shopkeeper", "farm worker", "")
_ASKED = {Purpose.TAKE_PART: 1.0, Purpose.SYNTHESIS: 0.95, Purpose.QUOTE: 0.6, Purpose.CONTACT: 0.3}
"""How many of those who are asked say yes."""
_WITHDRAWN = 0.03
_PERSON = ("uuid", "pseudonym", "age_band", "region", "languages", "role", "basis", "notice_version_id")
_RECEIPT = ("uuid", "person_id", "purpose", "answer", "capacity", "method", "notice_version_id", "language", "time")
_CHILD = ("guardian", "guardian_id", "best_interests")
_BEST = "Young people know best what keeps them from school; the guardian stayed in the room."
_CHILDS = (Purpose.TAKE_PART, Purpose.SYNTHESIS)
"""What the child and its guardian say yes to."""


def write(session: Session, progress: Progress, count: int, rng: random.Random, identity: Identity) -> range:
    """Name the offices, set up the notices, and write people with their receipts; returns the ids of the people."""
    for office, name in ((Office.OVERSIGHT, "Office of the Ombudsperson"), (Office.FOCAL_POINT, "Data desk")):
        draft = AppointmentDraft(office, name, "desk@sample.invalid", FIRST.date())
        oversight.appoint(session, draft, identity("appointment", list(Office).index(office)))
    notices.install(session, FIRST)
    version, for_children = (_notice(session, kind) for kind in (NoticeKind.ADULT, NoticeKind.CHILD))
    child = count - 1
    rows = (
        (
            uuid := identity("person", number),
            pseudonym(uuid),
            (rng.choice(_ADULTS) if number < child else AgeBand.FROM_16).value,
            rng.choice(_REGIONS),
            rng.choice(("en", "fr", "ar")),
            rng.choice(_ROLES),
            Basis.CONSENT.value,
            version if number < child else for_children,
            "en",
            "asked in the session",
            (FIRST + timedelta(days=365)).date(),
        )
        for number in range(count)
    )
    people = bulk.insert(session, Person, (*_PERSON, "notice_language", "obtained", "review_by"), rows)
    now = journal.of(session).clock
    answers = chain(
        _receipts(people[:-1], version, rng, identity),
        _childs_receipts(people, for_children, (len(people) - 1) * len(_ASKED), identity),
    )
    receipts = ((*row, now, "co-facilitator") for row in answers)
    columns = (*_RECEIPT, *_CHILD, "recorded", "witness")
    bulk.insert(session, ConsentReceipt, columns, receipts, progress=progress)
    guardian = people[0]
    known = (identity("identity", 0), guardian, "Ilda Zanareh")
    bulk.insert(session, KnownName, ("uuid", "person_id", "name"), [known])
    contact = (identity("contact", 0), guardian, "ilda@sample.invalid")
    bulk.insert(session, Contact, ("uuid", "person_id", "contact"), [contact])
    return people


def _notice(session: Session, kind: NoticeKind) -> int:
    version = notices.current(session, kind, "en")
    if version is None:
        raise LookupError("the notices were set up before")
    return version.id


def _receipts(people: range, version: int, rng: random.Random, identity: Identity) -> Iterator[tuple[Any, ...]]:
    number, guardian = 0, people[0]
    how = (Capacity.ADULT.value, Method.SPOKEN.value, version, "en")
    for person in people:
        for purpose, share in _ASKED.items():
            answer = Answer.GIVEN if rng.random() < share else Answer.REFUSED
            if answer is Answer.GIVEN and purpose is Purpose.QUOTE and rng.random() < _WITHDRAWN:
                answer = Answer.WITHDRAWN
            if person == guardian and purpose is Purpose.CONTACT:
                answer = Answer.GIVEN  # nobody's address is kept without it
            yield identity("receipt", number), person, purpose.value, answer.value, *how, FIRST, "", None, ""
            number += 1


def _childs_receipts(people: range, version: int, number: int, identity: Identity) -> Iterator[tuple[Any, ...]]:
    how = (Capacity.CHILD.value, Method.GUARDIAN.value, version, "en")
    for at, purpose in enumerate(_ASKED, number):
        answer = Answer.GIVEN if purpose in _CHILDS else Answer.REFUSED
        with_whom = ("mother", people[0], _BEST)
        yield identity("receipt", at), people[-1], purpose.value, answer.value, *how, FIRST, *with_whom
