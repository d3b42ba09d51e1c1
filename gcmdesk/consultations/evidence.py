"""Evidence sets: notes and quotes that carry a finding, under an id that a report cites.

    made = workspace.run(evidence.add, EvidenceDraft("Guardians come late"), [17, 18], name=mark("Evidence set added"))
    made.code                                                                     'E-014'
    workspace.run(evidence.quote, made.id, Passage(17, 4, 21), name=mark("Quote chosen"))

An id stays for good: numbers are not given twice, also when a set is removed, and sets of other devices carry three
signs of their device (``E-K7Q-003``), so that a merge never changes an id that a report has cited.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import carrying, spans
from gcmdesk.consultations.coding_records import Cited, EvidenceDraft, Passage, SavedEvidence
from gcmdesk.consultations.coding_tables import EvidenceNote, EvidenceSet
from gcmdesk.consultations.tables import Note
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import bulk, clock, journal
from gcmdesk.workspace.base import entity

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that look alike in print."""
_SIGNS_OF_A_DEVICE = 3
_CODE = re.compile(r"E-(?:([0-9A-Z]{3})-)?0*([1-9][0-9]{0,17})", re.IGNORECASE)


class NotVerbatim(KnownError):
    """Only somebody's own words are a quote."""


def code(origin: str, number: int) -> str:
    """The id as it is printed and cited: ``E-014``."""
    return f"E-{origin}-{number:03}" if origin else f"E-{number:03}"


def add(session: Session, draft: EvidenceDraft, notes: Iterable[int] = ()) -> SavedEvidence:
    """Make an evidence set with some notes. A draft with problems is a ValueError."""
    _check(draft)
    recorder = journal.of(session)
    session.flush()
    number = bulk.last_id(recorder.connection, entity(EvidenceSet)) + 1
    row = EvidenceSet(number=number, origin=_origin(session), title=draft.title.strip(), remark=draft.remark)
    session.add(row)
    session.flush()
    count = put_in(session, row.id, notes)
    return SavedEvidence(row.id, code(row.origin, number), row.title, row.remark, count)


def _origin(session: Session) -> str:
    """Nothing on the computer where the workspace began; three signs of the device on every other."""
    recorder = journal.of(session)
    device = recorder.scribe.device_id
    if device == 1:
        return ""
    (uuid,) = recorder.connection.execute("SELECT uuid FROM device WHERE id = ?", (device,)).fetchone()
    digest = hashlib.sha256(uuid).digest()
    return "".join(_SIGNS[sign % len(_SIGNS)] for sign in digest[:_SIGNS_OF_A_DEVICE])


def change(session: Session, evidence: int, draft: EvidenceDraft) -> None:
    """Give a set another title and remark."""
    _check(draft)
    row = session.get_one(EvidenceSet, evidence)
    row.title, row.remark = draft.title.strip(), draft.remark


def put_in(session: Session, evidence: int, notes: Iterable[int]) -> int:
    """Add notes to a set; returns how many were not in it yet."""
    own = session.get_one(EvidenceSet, evidence).uuid
    had = set(session.scalars(select(EvidenceNote.note_id).where(EvidenceNote.evidence_set_id == evidence)))
    new = 0
    for part in carrying.parts(sorted(set(notes) - had)):
        found = session.execute(select(Note.id, Note.uuid).where(Note.id.in_(part)).order_by(Note.id))
        rows = [(clock.joint_uuid(b"evidence", own, uuid), evidence, note) for note, uuid in found]
        new += len(bulk.insert(session, EvidenceNote, ("uuid", "evidence_set_id", "note_id"), rows))
    return new


def quote(session: Session, evidence: int, passage: Passage) -> None:
    """Choose the passage of a note that is quoted; the note is put into the set where it is not.

    Raises `NotVerbatim` for a note that is not word for word, ValueError for a passage outside of it.
    """
    note = session.get_one(Note, passage.note)
    if not 0 <= passage.start < passage.stop <= len(note.text):
        raise ValueError("a passage lies within its note")
    if not note.verbatim:
        raise NotVerbatim(
            _("This note was not taken down word for word, so it cannot be quoted."),
            _("Mark the note as a verbatim quote if these are somebody’s own words."),
        )
    put_in(session, evidence, [passage.note])
    row = _row(session, evidence, passage.note)
    row.start, row.stop = passage.start, passage.stop
    row.seal = spans.seal(note.text[passage.start : passage.stop])


def quote_whole(session: Session, evidence: int, note: int) -> None:
    """Quote the note as a whole again."""
    row = _row(session, evidence, note)
    row.start = row.stop = row.seal = 0


def take_out(session: Session, evidence: int, notes: Iterable[int]) -> int:
    """Take notes out of a set; returns how many were in it."""
    gone = set(notes)
    own = session.execute(select(EvidenceNote.id, EvidenceNote.note_id).where(EvidenceNote.evidence_set_id == evidence))
    return bulk.delete(session, EvidenceNote, [row for row, note in own if note in gone])


def remove(session: Session, evidence: int) -> None:
    """Remove a set; its notes stay where they are, and its id is not given again."""
    row = session.get_one(EvidenceSet, evidence)
    rows = select(EvidenceNote.id).where(EvidenceNote.evidence_set_id == evidence)
    bulk.delete(session, EvidenceNote, session.scalars(rows).all())
    session.delete(row)


# ------------------------------------------------------------------------------------------------------------ reading


def sets(session: Session) -> tuple[SavedEvidence, ...]:
    """All evidence sets, in the order of their ids."""
    query = (
        select(EvidenceSet, func.count(EvidenceNote.id))
        .outerjoin(EvidenceNote, EvidenceNote.evidence_set_id == EvidenceSet.id)
        .group_by(EvidenceSet.id)
        .order_by(EvidenceSet.origin, EvidenceSet.number)
    )
    return tuple(
        SavedEvidence(row.id, code(row.origin, row.number), row.title, row.remark, count)
        for row, count in session.execute(query)
    )


def by_code(session: Session, written: str) -> int | None:
    """The row id of the set with an id as somebody wrote it (``e-14`` is ``E-014``); None where there is none."""
    found = _CODE.fullmatch(written.strip())
    if not found:
        return None
    origin, number = found[1] or "", int(found[2])
    same = (EvidenceSet.origin == origin.upper(), EvidenceSet.number == number)
    return session.scalar(select(EvidenceSet.id).where(*same).order_by(EvidenceSet.id).limit(1))


def cited(session: Session, evidence: Sequence[int]) -> dict[int, tuple[Cited, ...]]:
    """What belongs to each of these sets (row ids), in the order in which the notes were said."""
    query = (
        select(EvidenceNote, Note.text)
        .join(Note, Note.id == EvidenceNote.note_id)
        .where(EvidenceNote.evidence_set_id.in_(evidence))
        .order_by(Note.said, Note.id)
    )
    found: dict[int, list[Cited]] = {one: [] for one in evidence}
    for row, text in session.execute(query):
        found[row.evidence_set_id].append(_cited(row, text))
    return {one: tuple(notes) for one, notes in found.items()}


def of_notes(session: Session, notes: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The ids (``E-014``) of the sets that each of these notes belongs to."""
    query = (
        select(EvidenceNote.note_id, EvidenceSet.origin, EvidenceSet.number)
        .join(EvidenceSet, EvidenceSet.id == EvidenceNote.evidence_set_id)
        .order_by(EvidenceSet.origin, EvidenceSet.number)
    )
    found: dict[int, list[str]] = {note: [] for note in notes}
    for part in carrying.parts(notes):
        for note, origin, number in session.execute(query.where(EvidenceNote.note_id.in_(part))):
            found[note].append(code(origin, number))
    return {note: tuple(codes) for note, codes in found.items()}


def _cited(row: EvidenceNote, text: str) -> Cited:
    if not row.stop:
        return Cited(row.note_id, 0, 0, text)
    found = spans.located(text, row.start, row.stop, row.seal)
    if found is None:
        return Cited(row.note_id, row.start, row.stop, "", vanished=True)
    return Cited(row.note_id, *found, text[slice(*found)])


def _row(session: Session, evidence: int, note: int) -> EvidenceNote:
    same = (EvidenceNote.evidence_set_id == evidence, EvidenceNote.note_id == note)
    return session.scalars(select(EvidenceNote).where(*same)).one()


def _check(draft: EvidenceDraft) -> None:
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
