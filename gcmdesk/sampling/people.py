"""The people of the sample workspace: pseudonyms only, invented answers, and who watches over them."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.protection import notices, oversight
from gcmdesk.protection.oversight import AppointmentDraft
from gcmdesk.protection.people_records import AgeBand, Answer, Basis, Capacity, Method, NoticeKind, Office
from gcmdesk.protection.people_tables import ConsentReceipt, Person
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


def write(session: Session, progress: Progress, count: int, rng: random.Random, identity: Identity) -> range:
    """Name the offices, set up the notices, and write people with their receipts; returns the ids of the people."""
    for office, name in ((Office.OVERSIGHT, "Office of the Ombudsperson"), (Office.FOCAL_POINT, "Data desk")):
        draft = AppointmentDraft(office, name, "desk@sample.invalid", FIRST.date())
        oversight.appoint(session, draft, identity("appointment", list(Office).index(office)))
    notices.install(session, FIRST)
    version = notices.current(session, NoticeKind.ADULT, "en")
    if version is None:
        raise LookupError("the notices were set up above")
    rows = (
        (
            uuid := identity("person", number),
            pseudonym(uuid),
            rng.choice(_ADULTS).value,
            rng.choice(_REGIONS),
            rng.choice(("en", "fr", "ar")),
            rng.choice(_ROLES),
            Basis.CONSENT.value,
            version.id,
            "en",
            "asked in the session",
            (FIRST + timedelta(days=365)).date(),
        )
        for number in range(count)
    )
    people = bulk.insert(session, Person, (*_PERSON, "notice_language", "obtained", "review_by"), rows)
    now = journal.of(session).clock
    receipts = ((*row, now, "co-facilitator") for row in _receipts(people, version.id, rng, identity))
    bulk.insert(session, ConsentReceipt, (*_RECEIPT, "recorded", "witness"), receipts, progress=progress)
    return people


def _receipts(people: range, version: int, rng: random.Random, identity: Identity) -> Iterator[tuple[Any, ...]]:
    number = 0
    how = (Capacity.ADULT.value, Method.SPOKEN.value, version, "en")
    for person in people:
        for purpose, share in _ASKED.items():
            answer = Answer.GIVEN if rng.random() < share else Answer.REFUSED
            if answer is Answer.GIVEN and purpose is Purpose.QUOTE and rng.random() < _WITHDRAWN:
                answer = Answer.WITHDRAWN
            yield identity("receipt", number), person, purpose.value, answer.value, *how, FIRST
            number += 1
