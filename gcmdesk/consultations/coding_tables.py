"""What grows out of coding: notes looked through, evidence sets, saved searches, as they lie in the file."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import SEARCHED, Row


def passage() -> CheckConstraint:
    """A passage of a note has a first and a last code point; 0 and 0 stand for the whole note."""
    return CheckConstraint("start = 0 AND stop = 0 OR start >= 0 AND stop > start", name="span")


class NoteReview(Row):
    """Somebody has looked at a note and no theme fits: for them it is not a note that nobody coded yet."""

    __tablename__ = "note_review"
    topic = "codings"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    coder: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Once for each coder."""
        return (UniqueConstraint("note_id", "coder"),)


class EvidenceSet(Row):
    """Notes and quotes that carry one finding, under an id that reports cite: ``E-014``."""

    __tablename__ = "evidence_set"
    topic = "evidence"

    number: Mapped[int]
    """Counts on within one `origin`; a number is not given again."""
    origin: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Empty for sets of the computer on which the workspace began, else three signs for the computer."""
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    remark: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Numbers begin with 1; a finding has a title."""
        return (
            Index(None, "number"),
            CheckConstraint("number >= 1", name="number"),
            CheckConstraint("title <> ''", name="title"),
        )


class EvidenceNote(Row):
    """A note that belongs to an evidence set, or a passage of it that may be quoted."""

    __tablename__ = "evidence_note"
    topic = "evidence"

    evidence_set_id: Mapped[int] = mapped_column(ForeignKey("evidence_set.id"))
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    start: Mapped[int] = mapped_column(default=0)
    """First code point of the quote; 0 with `stop` 0: the note as a whole."""
    stop: Mapped[int] = mapped_column(default=0)
    seal: Mapped[int] = mapped_column(default=0)
    """See `Coding.seal`."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A note once, with one quote; found from both sides."""
        return (
            UniqueConstraint("evidence_set_id", "note_id"),
            Index(None, "note_id"),
            passage(),
        )


class SavedSearch(Row):
    """A search with its facets, under a name."""

    __tablename__ = "saved_search"
    topic = "searches"

    name: Mapped[str] = mapped_column(info=fields.TEAM)
    asked: Mapped[str] = mapped_column(info=fields.NEVER)
    """What was typed. People look for names, so it stays here."""
    facets: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """What it was narrowed to: ``kind of facet:value``, one a line; rows by their uuid."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a name."""
        return (CheckConstraint("name <> ''", name="name"),)
