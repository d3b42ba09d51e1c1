"""The audit chain: who changed what stays evident, also where the words themselves had to be erased.

Each change record carries a commitment, SHA-256 over a random salt and the record. Each passage carries a link: an HMAC
over the previous link, its sequence number, its own description and, of its changes, the commitments with the rows that
they are about. An erased record loses content and salt, the rest of it stays, and the chain still holds. A cut at the
end cannot be seen in the file; therefore the newest link is remembered outside (`workspace.memory`) and printed in
reports.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.workspace import clock
from gcmdesk.workspace.file import Driver, driver

FIRST_LINK = bytes(32)
"""What the first passage is linked to."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a passage says about itself, apart from its changes."""

    sequence: int
    clock: int
    device: bytes
    actor: bytes
    made: int
    name: str
    count: int
    kind: str
    target: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found. `broken_at` is the sequence number of the first passage that does not fit."""

    passages: int
    head: bytes
    broken_at: int | None = None


def commitment(salt: bytes, entity: str, kind: str, rows: tuple[int, int], content: str | None) -> bytes:
    """The 32 bytes that stand for a change record."""
    record = f"{entity}|{kind}|{rows[0]}|{rows[1]}|{'' if content is None else content}"
    return hashlib.sha256(salt + record.encode()).digest()


def standing(entity: str, kind: str, rows: tuple[int, int], committed: bytes) -> bytes:
    """What the link holds of a change: its commitment, and what of it stays readable once its content is erased."""
    return committed + f"{entity}|{kind}|{rows[0]}|{rows[1]}\n".encode()


def link(key: bytes, previous: bytes, heading: Heading, changes: bytes) -> bytes:
    """The link of a passage; `changes` is the SHA-256 of what is `standing` of its changes, in order."""
    values = (heading.sequence, heading.clock, heading.device.hex(), heading.actor.hex(), heading.made, heading.name)
    described = json.dumps([*values, heading.count, heading.kind, heading.target], ensure_ascii=False)
    return hmac.digest(key, previous + described.encode() + changes, "sha256")


_PASSAGES = """
    SELECT p.id, p.clock, d.uuid, a.uuid, p.made, p.name, p.count, p.kind, p.target, p.link
    FROM passage p JOIN device d ON d.id = p.device_id JOIN actor a ON a.id = p.actor_id ORDER BY p.id
"""
_CHANGES = (
    "SELECT passage_id, entity, kind, first, last, content, salt, commitment, id FROM change ORDER BY passage_id, id"
)
_PROPERLY_ERASED = "SELECT 1 FROM change WHERE entity = ? AND first = ? AND last = first AND kind = 'erase' AND id > ?"


def verify(session: Session, progress: Progress | None = None) -> Verdict:
    """Walk the whole chain and name the first passage whose link, changes or place in the sequence do not fit."""
    connection = driver(session.connection())
    key: bytes = connection.execute("SELECT value FROM meta WHERE name = 'audit_key'").fetchone()[0]
    forged = _renamed_actors(connection)
    total: int = connection.execute("SELECT count(*) FROM passage").fetchone()[0]
    changes = connection.execute(_CHANGES)
    following = changes.fetchone()
    previous, sequence = FIRST_LINK, 0
    for *values, stored in connection.execute(_PASSAGES):
        sequence += 1
        heading = Heading(*values)
        digest = hashlib.sha256()
        sound = heading.sequence == sequence and heading.actor not in forged
        while following is not None and following[0] <= sequence:
            sound = sound and following[0] == sequence and _fits(connection, following)
            _passage, entity, kind, first, last, _content, _salt, committed, _number = following
            digest.update(standing(entity, kind, (first, last), committed))
            following = changes.fetchone()
        expected = link(key, previous, heading, digest.digest())
        if not sound or not hmac.compare_digest(expected, stored):
            return Verdict(total, previous, sequence)
        previous = stored
        if progress and sequence % 1000 == 0:
            progress.report(sequence, total)
    if sequence != total or following is not None:  # a passage without its device or actor, or changes of no passage
        return Verdict(total, previous, sequence + 1)
    return Verdict(total, previous)


def _renamed_actors(connection: Driver) -> set[bytes]:
    """Actors whose name is not the one they signed with: their identity follows from it (`store`)."""
    workspace: bytes = connection.execute("SELECT value FROM meta WHERE name = 'workspace'").fetchone()[0]
    actors = connection.execute("SELECT uuid, name FROM actor")
    return {uuid for uuid, name in actors if uuid != clock.joint_uuid(workspace, name.encode())}


def _fits(connection: Driver, change: tuple[Any, ...]) -> bool:
    _passage, entity, kind, first, last, content, salt, stored, number = change
    if salt is None:
        erased = connection.execute(_PROPERLY_ERASED, (entity, first, number)).fetchone()
        return content is None and erased is not None
    return hmac.compare_digest(commitment(salt, entity, kind, (first, last), content), stored)
