"""The list of all notes: filtered, sorted, and a page of it at a time. For `Workspace.read`.

ids = workspace.read(note_list.ids, NoteFilter("harvest", session=3, kind="need"))
rows = workspace.read(note_list.page, ids[:100])
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import subjects
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.workspace import search

MARKS = ("flagged", "confidential", "verbatim", "untagged", "uncoded")
"""What a list can be narrowed to."""
_CHUNK = 500  # ids in one query
_NAME = select(STAKEHOLDER.c.name).where(STAKEHOLDER.c.id == Note.stakeholder_id).scalar_subquery()
_SORTS = {"said": Note.said, "kind": Note.kind, "language": Note.language, "speaker": func.coalesce(_NAME, "")}

_ROWS = (
    select(
        Note.id,
        Note.consultation_id,
        Consultation.title,
        Note.said,
        func.coalesce(STAKEHOLDER.c.name, ""),
        Note.kind,
        Note.text,
        Note.translation,
        Note.language,
        Note.person_id,
        Note.verbatim,
        Note.flagged,
        Note.confidential,
        Consultation.status == "closed",
        func.coalesce(AgendaItem.title, ""),
    )
    .join(Consultation, Consultation.id == Note.consultation_id)
    .outerjoin(AgendaItem, AgendaItem.id == Note.agenda_item_id)
    .outerjoin(STAKEHOLDER, STAKEHOLDER.c.id == Note.stakeholder_id)
    .where(Note.id.in_(bindparam("ids", expanding=True)))
)
"""Made once: a list that is scrolled asks for it at every frame."""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What the list is narrowed to; empty is everything."""

    words: str = ""
    """As in the search of the workspace."""
    session: int = 0
    kind: str = ""
    mark: str = ""
    """One of `MARKS`."""


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A row of the list. `speaker` is empty for nobody in particular; `subjects` are keys."""

    id: int
    consultation: int
    session: str
    said: datetime
    speaker: str
    kind: str
    text: str
    translation: str
    language: str
    person: int | None
    verbatim: bool
    flagged: bool
    confidential: bool
    closed: bool
    point: str = ""
    """Of the agenda."""
    subjects: tuple[str, ...] = ()


def ids(session: Session, wanted: NoteFilter, sort: str = "", *, descending: bool = False) -> "array[int]":
    """The notes that hold all words, in the order they were said unless another is wanted.

    An unknown sort or mark is a KeyError.
    """
    query: Select[int] = select(Note.id)
    if wanted.words.strip():
        query = query.where(Note.id.in_(search.matching(session, wanted.words, Note)))
    if wanted.session:
        query = query.where(Note.consultation_id == wanted.session)
    if wanted.kind:
        query = query.where(Note.kind == wanted.kind)
    query = _marked(query, wanted.mark)
    by = _SORTS[sort or "said"]
    order = (by.desc(), Note.id.desc()) if descending else (by, Note.id)
    return array("q", session.scalars(query.order_by(*order)))


def _marked(query: Select[int], wanted: str) -> Select[int]:
    if wanted == "untagged":
        return query.where(Note.kind == "")
    if wanted == "uncoded":
        return query.where(~exists().where(Coding.note_id == Note.id))
    columns = {"flagged": Note.flagged, "confidential": Note.confidential, "verbatim": Note.verbatim}
    return query.where(columns[wanted]) if wanted else query


def page(session: Session, notes: Sequence[int]) -> tuple[ListedNote, ...]:
    """These notes in this order; those that are gone are left out."""
    found: dict[int, ListedNote] = {}
    for start in range(0, len(notes), _CHUNK):
        part = list(notes[start : start + _CHUNK])
        keys = subjects.of_notes(session, part)
        for row in session.execute(_ROWS, {"ids": part}):
            found[row[0]] = ListedNote(*row, keys.get(row[0], ()))  # type: ignore[call-arg]
    return tuple(found[note] for note in notes if note in found)
