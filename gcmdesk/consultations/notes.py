"""Saving, changing and reading notes. Each function is for `Workspace.run` or `Workspace.read`.

Every way into a session goes through `save` or `change` (or `key_in` and the import, which ask `open_for_notes` too): a
closed session takes nothing more.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from gcmdesk.consultations.coding_tables import EvidenceNote, NoteReview
from gcmdesk.consultations.records import KINDS, NoteDraft, SavedNote
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Coding, Note
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import attachments, bulk
from gcmdesk.workspace.attachments import Owner
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import Attachment

COLUMNS = {
    "consultation": "consultation_id",
    "stakeholder": "stakeholder_id",
    "said": "said",
    "kind": "kind",
    "text": "text",
    "person": "person_id",
    "verbatim": "verbatim",
    "language": "language",
    "translation": "translation",
    "flagged": "flagged",
    "confidential": "confidential",
    "agenda_item": "agenda_item_id",
    "question": "question_id",
}
"""Fields of a draft and the columns they lie in."""
_STATUS = "SELECT status FROM consultation WHERE id = ?"
_SELECTED = (Note.id, *(getattr(Note, column) for column in COLUMNS.values()))


class SessionClosed(KnownError):
    """A closed session takes no notes."""

    def __init__(self) -> None:
        super().__init__(
            _("This session is closed, so its notes stay as they are."),
            _("Open it again and say why; then go on."),
        )


def open_for_notes(session: Session, consultation: int) -> None:
    """Raises `SessionClosed`; an unknown session is a NoResultFound."""
    session.flush()
    found = connection_of(session).execute(_STATUS, (consultation,)).fetchone()
    if found is None:
        raise NoResultFound
    if found[0] == "closed":
        raise SessionClosed


def save(session: Session, draft: NoteDraft) -> SavedNote:
    """Write a new note. A draft with problems is a ValueError: whoever took it down shows them first.

    Raises `SessionClosed`.
    """
    refuse(draft)
    open_for_notes(session, draft.consultation)
    values = [getattr(draft, field) for field in COLUMNS]
    (note,) = bulk.insert(session, Note, tuple(COLUMNS.values()), [tuple(values)])
    return SavedNote(note, *values)


def change(session: Session, note: int, draft: NoteDraft) -> SavedNote:
    """Change a note; its session stays. Raises what `save` raises, NoResultFound for an unknown note."""
    refuse(draft)
    row = session.get_one(Note, note)
    if row.consultation_id != draft.consultation:
        raise ValueError("consultation")
    open_for_notes(session, row.consultation_id)
    for field, column in COLUMNS.items():
        setattr(row, column, getattr(draft, field))
    session.flush()
    return view(row)


def flag(session: Session, notes: Iterable[int], *, flagged: bool = True) -> int:
    """Mark notes to be looked at again, or as settled; returns how many changed."""
    return bulk.update(session, Note, [(note, {"flagged": flagged}) for note in notes])


def confide(session: Session, notes: Iterable[int], *, confidential: bool = True) -> int:
    """Keep notes confidential: off the presenter's screen and out of quotes; or no longer. Returns how many changed."""
    return bulk.update(session, Note, [(note, {"confidential": confidential}) for note in notes])


def sort(session: Session, notes: Iterable[int], kind: str) -> int:
    """Say of which kind notes are (empty: of none); returns how many changed.

    An unknown kind is a ValueError. Raises `SessionClosed`.
    """
    if kind and kind not in KINDS:
        raise ValueError("kind")
    return bulk.update(session, Note, [(note, {"kind": kind}) for note in _open(session, notes)])


def attribute(session: Session, notes: Iterable[int], person: int | None) -> int:
    """Say whose words notes are (None: nobody's in particular); returns how many changed. Raises `SessionClosed`."""
    return bulk.update(session, Note, [(note, {"person_id": person}) for note in _open(session, notes)])


def move(session: Session, notes: Iterable[int], point: int | None) -> int:
    """Put notes under a point of their agenda (None: under none); returns how many changed.

    A point of another session is a ValueError. Raises `SessionClosed`.
    """
    chosen = _open(session, notes)
    if point is not None:
        home = session.get_one(AgendaItem, point).consultation_id
        elsewhere = select(Note.id).where(Note.id.in_(chosen), Note.consultation_id != home).limit(1)
        if session.scalars(elsewhere).first() is not None:
            raise ValueError("point")
    return bulk.update(session, Note, [(note, {"agenda_item_id": point}) for note in chosen])


def quote(session: Session, notes: Iterable[int], *, verbatim: bool = True) -> int:
    """Notes are word for word, or only the sense of it; returns how many changed. Raises `SessionClosed`."""
    return bulk.update(session, Note, [(note, {"verbatim": verbatim}) for note in _open(session, notes)])


def _open(session: Session, notes: Iterable[int]) -> list[int]:
    """These notes, when no session of theirs is closed."""
    rows = session.execute(select(Note.id, Note.consultation_id).where(Note.id.in_(list(notes)))).all()
    for consultation in {row.consultation_id for row in rows}:
        open_for_notes(session, consultation)
    return [row.id for row in rows]


def delete(session: Session, notes: Iterable[int]) -> int:
    """Delete notes with their codings and attachments; returns how many. Undo brings all of it back.

    Raises `SessionClosed`. What must not remain at all is erased (`Workspace.erase`) instead.
    """
    rows = session.execute(select(Note.id, Note.uuid, Note.consultation_id).where(Note.id.in_(list(notes)))).all()
    for consultation in {row.consultation_id for row in rows}:
        open_for_notes(session, consultation)
    ids, uuids = [row.id for row in rows], [row.uuid for row in rows]
    attached = select(Attachment.id).where(Attachment.entity == Note.__tablename__, Attachment.row_uuid.in_(uuids))
    bulk.delete(session, Attachment, session.scalars(attached).all())
    for part in (EvidenceNote, NoteReview, Coding):
        bulk.delete(session, part, session.scalars(select(part.id).where(part.note_id.in_(ids))).all())
    return bulk.delete(session, Note, ids)


def owner(session: Session, note: int) -> Owner:
    """What a picture or a recording of this note is attached to."""
    return attachments.owner(session.get_one(Note, note))


def get(session: Session, note: int) -> SavedNote:
    """One note; NoResultFound for an unknown id."""
    return SavedNote(*session.execute(select(*_SELECTED).where(Note.id == note)).one())


def of_consultation(session: Session, consultation: int) -> tuple[SavedNote, ...]:
    """The notes of one session, in the order they were said."""
    query = select(*_SELECTED).where(Note.consultation_id == consultation).order_by(Note.said, Note.id)
    return tuple(SavedNote(*row) for row in session.execute(query))


def refuse(draft: NoteDraft) -> None:
    """A draft with problems is a ValueError."""
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))


def view(row: Note) -> SavedNote:
    """A row as a record."""
    return SavedNote(row.id, *(getattr(row, column) for column in COLUMNS.values()))
