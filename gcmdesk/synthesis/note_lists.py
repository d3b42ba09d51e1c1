"""Notes as lists show them: narrowed, in the order they were said, with who said them and what they are coded to.

ids = workspace.read(note_lists.ids, "guardian", Which.UNCODED, "", None)
shown = workspace.read(note_lists.listed, ids[:100])
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import coding
from gcmdesk.consultations.coding_records import Given
from gcmdesk.consultations.coding_tables import NoteReview
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis.scope import GROUP
from gcmdesk.workspace import search


class Which(StrEnum):
    """Which notes a coder wants to see."""

    ALL = "all"
    UNCODED = "uncoded"
    """Those the coder has not dealt with."""
    CODED = "coded"
    ASIDE = "aside"
    """Those of which the coder said that no theme fits."""
    VANISHED = "vanished"
    """Those with a passage whose words are gone."""


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note with what stands beside it in a list."""

    id: int
    text: str
    session: int
    title: str
    """Of the session."""
    day: date
    speaker: str
    """Name of the stakeholder; empty where nobody in particular said it."""
    group: str
    """Tool 1 group, or empty."""
    kind: str
    language: str
    verbatim: bool
    confidential: bool
    person: int | None
    given: tuple[Given, ...]


def ids(
    session: Session, words: str = "", which: Which = Which.ALL, coder: str = "", consultation: int | None = None
) -> Sequence[int]:
    """The notes that hold all words, session by session in the order they were said."""
    query = select(Note.id).order_by(Note.consultation_id, Note.said, Note.id)
    if words.strip():
        query = query.where(Note.id.in_(search.matching(session, words, Note)))
    if consultation is not None:
        query = query.where(Note.consultation_id == consultation)
    coded = exists().where(Coding.note_id == Note.id, Coding.coder == coder)
    aside = exists().where(NoteReview.note_id == Note.id, NoteReview.coder == coder)
    if which is Which.UNCODED:
        query = query.where(~coded, ~aside)
    elif which is Which.CODED:
        query = query.where(coded)
    elif which is Which.ASIDE:
        query = query.where(aside)
    elif which is Which.VANISHED:
        query = query.where(Note.id.in_([one.note for one in coding.vanished(session)]))
    return array("q", session.scalars(query))


def listed(session: Session, notes: Sequence[int]) -> tuple[ListedNote, ...]:
    """These notes, in the order asked for; those that are no more are left out."""
    query = (
        select(
            Note.id,
            Note.text,
            Note.consultation_id,
            Consultation.title,
            Consultation.day,
            func.coalesce(Stakeholder.name, ""),
            GROUP,
            Note.kind,
            Note.language,
            Note.verbatim,
            Note.confidential,
            Note.person_id,
        )
        .join(Consultation, Consultation.id == Note.consultation_id)
        .outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
        .where(Note.id.in_(list(notes)))
    )
    given = coding.of_notes(session, notes)
    found = {}
    for note, *about in session.execute(query):
        values: list[Any] = [note, *about, given[note]]
        found[note] = ListedNote(*values)
    return tuple(found[note] for note in notes if note in found)
