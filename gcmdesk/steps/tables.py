"""Marks on checklists and answers to guiding questions, as they lie in the file."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import SEARCHED, Row


class Mark(Row):
    """How far a point of a checklist is."""

    __tablename__ = "checklist_mark"
    topic = "steps"

    point: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of the point, as in `gcmdesk.compact`."""
    status: Mapped[str] = mapped_column(default="open", info=fields.OPEN)
    note: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by its point."""
        return (
            Index(None, "point"),
            CheckConstraint("status IN ('open', 'under way', 'done', 'not applicable')", name="status"),
        )


class Evidence(Row):
    """What shows that a point is done: a record of the workspace, or a source outside it."""

    __tablename__ = "checklist_evidence"
    topic = "steps"

    mark_id: Mapped[int] = mapped_column(ForeignKey("checklist_mark.id"))
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    entity: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Table of the record; empty for a source outside."""
    row_uuid: Mapped[bytes | None]
    """Identity of the record, the same in every copy of the workspace."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by its mark; names what it is."""
        return (
            Index(None, "mark_id"),
            CheckConstraint("title <> ''", name="title"),
            CheckConstraint("(entity = '') = (row_uuid IS NULL)", name="record"),
        )


class Answer(Row):
    """The team's answer to a guiding question."""

    __tablename__ = "answer"
    topic = "steps"

    question: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of the question, as in `gcmdesk.compact`."""
    text: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by its question."""
        return (Index(None, "question"),)
