"""The transfer register: what left the workspace, to whom, what for, and about whom (guidance Tool 5).

Entries are made by the exporters' door (`gcmdesk.exchange.door`) in the act of letting bytes out, and never change.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.protection import release
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Released
from gcmdesk.protection.release_records import Withheld
from gcmdesk.protection.release_tables import Release as Entry
from gcmdesk.protection.release_tables import ReleasedPerson, ReleasedTable, ReleaseFailure
from gcmdesk.workspace import bulk, clock, journal
from gcmdesk.workspace.tables import Actor


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of the register."""

    id: int
    left: datetime
    by: str
    recipient: Recipient
    organisation: str
    purpose: Purpose
    title: str
    form: str
    """Id of the exporter."""
    sha256: bytes
    size: int
    """Bytes."""
    sequence: int
    head: bytes
    people: int
    """How many people personal data was sent about."""
    failed: bool
    """Whether the file could not be put in its place, so that nothing left."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A past release as it was: tables figure for figure, records and quotes by number and reference."""

    sent: Sent
    stated: str
    safeguards: str
    signed_by: str
    signed_because: str
    contents: tuple[dict[str, Any], ...]
    withheld: tuple[Withheld, ...]


_COLUMNS = (
    Entry.id,
    Entry.left,
    Actor.name,
    Entry.recipient,
    Entry.organisation,
    Entry.purpose,
    Entry.title,
    Entry.form,
    Entry.sha256,
    Entry.size,
    Entry.sequence,
    Entry.head,
    Entry.people,
    ReleaseFailure.id,
)


def enter(session: Session, released: Released[Any], form: str, sha256: bytes, size: int) -> int:
    """Write down what is about to leave; returns the entry's id. Undo does not take it back.

    Raises `ConsentChanged` when a consent it relies on no longer stands.
    """
    release.confirm(session, released)
    facts, request = released.facts, released.request
    entry = Entry(
        left=clock.now(),
        actor_id=journal.of(session).scribe.actor_id,
        recipient=request.recipient.value,
        organisation=request.organisation.strip(),
        purpose=request.purpose.value,
        stated=request.stated.strip(),
        safeguards=request.safeguards.strip(),
        signed_by=request.sign_off.by if request.sign_off else "",
        signed_because=request.sign_off.because if request.sign_off else "",
        form=form,
        title=released.material.title,
        what=json.dumps(facts.contents, ensure_ascii=False, separators=(",", ":")),
        withheld=json.dumps(
            [[one.count, one.principle, one.reason, one.about] for one in facts.withheld], ensure_ascii=False
        ),
        people=len(facts.people),
        sha256=sha256,
        size=size,
        sequence=facts.sequence,
        head=facts.head,
    )
    session.add(entry)
    session.flush()
    for table in facts.frozen:
        session.add(
            ReleasedTable(
                release_id=entry.id,
                subject=table.subject,
                dimensions=json.dumps(table.dimensions, ensure_ascii=False),
                cells=json.dumps(table.cells, ensure_ascii=False),
            )
        )
    bulk.insert(session, ReleasedPerson, ("release_id", "person_id"), ((entry.id, one) for one in sorted(facts.people)))
    journal.never_undone(session)
    return entry.id


def fail(session: Session, entry: int) -> None:
    """Note that nothing left after all: the file could not be put in its place."""
    session.add(ReleaseFailure(release_id=entry))
    session.flush()
    journal.never_undone(session)


def entries(session: Session, most: int = 1000) -> tuple[Sent, ...]:
    """The register, newest first."""
    return tuple(_sent(row) for row in session.execute(_query().order_by(Entry.id.desc()).limit(most)))


def about(session: Session, person: int) -> tuple[Sent, ...]:
    """What was already sent about a person, and to whom, newest first: what a withdrawal cannot call back."""
    query = _query().join(ReleasedPerson, ReleasedPerson.release_id == Entry.id)
    query = query.where(ReleasedPerson.person_id == person, ReleaseFailure.id.is_(None)).order_by(Entry.id.desc())
    return tuple(_sent(row) for row in session.execute(query))


def opened(session: Session, entry: int) -> Opened:
    """What exactly was sent. An unknown id is a KeyError."""
    row = session.execute(_query().where(Entry.id == entry)).one_or_none()
    if row is None:
        raise KeyError(entry)
    whole = session.get_one(Entry, entry)
    return Opened(
        _sent(row),
        whole.stated,
        whole.safeguards,
        whole.signed_by,
        whole.signed_because,
        tuple(json.loads(whole.what)),
        tuple(
            Withheld(count, Principle(principle), reason, title)
            for count, principle, reason, title in json.loads(whole.withheld)
        ),
    )


def _query() -> Any:
    return (
        select(*_COLUMNS)
        .select_from(Entry)
        .join(Actor, Entry.actor_id == Actor.id)
        .outerjoin(ReleaseFailure, ReleaseFailure.release_id == Entry.id)
    )


def _sent(row: Any) -> Sent:
    id, left, by, recipient, organisation, purpose, title, form, sha256, size, sequence, head, people, failure = row
    return Sent(
        id,
        left,
        by,
        Recipient(recipient),
        organisation,
        Purpose(purpose),
        title,
        form,
        sha256,
        size,
        sequence,
        head,
        people,
        failure is not None,
    )
