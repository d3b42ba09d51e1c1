"""Saving and reading notes. Each function is for `Workspace.run` or `Workspace.read`."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.records import NoteDraft, SavedNote
from gcmdesk.consultations.tables import Note

_COLUMNS = (Note.id, Note.consultation_id, Note.stakeholder_id, Note.said, Note.kind, Note.text)


def save(session: Session, draft: NoteDraft) -> SavedNote:
    """Write a new note. A draft with problems is a ValueError: whoever took it down shows them first."""
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    note = Note(
        consultation_id=draft.consultation,
        stakeholder_id=draft.stakeholder,
        said=draft.said,
        kind=draft.kind,
        text=draft.text,
    )
    session.add(note)
    session.flush()
    return SavedNote(note.id, draft.consultation, draft.stakeholder, draft.said, draft.kind, draft.text)


def of_consultation(session: Session, consultation: int) -> tuple[SavedNote, ...]:
    """The notes of one session, in the order they were said."""
    query = select(*_COLUMNS).where(Note.consultation_id == consultation).order_by(Note.said, Note.id)
    return tuple(SavedNote(*row) for row in session.execute(query))
