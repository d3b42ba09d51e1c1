"""Interplay of objectives, other processes, and the decision with its validation, as they lie in the file.

What was validated is a row of its own that never changes (a trigger of the schema refuses it) and that no undo takes
away; the draft of the decision beside it may be worked on again after a reopening with its reason.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import SEARCHED, Row


class Interplay(Row):
    """What progress on one objective does to another: -3 (rules it out) to +3 (one with it)."""

    __tablename__ = "interplay"
    topic = "interplay"

    acting: Mapped[int]
    affected: Mapped[int]
    effect: Mapped[int | None]
    """None where it was taken back."""
    reason: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Two objectives, and a reason for what is said about them."""
        return (
            CheckConstraint("acting BETWEEN 1 AND 23", name="acting"),
            CheckConstraint("affected BETWEEN 1 AND 23 AND affected <> acting", name="affected"),
            CheckConstraint("effect BETWEEN -3 AND 3", name="effect"),
            CheckConstraint("effect IS NULL OR trim(reason) <> ''", name="reason"),
        )


class Process(Row):
    """Another process that the choice must fit: a plan, a strategy, a reporting mechanism (Step 2, Action 2)."""

    __tablename__ = "process"
    topic = "processes"

    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    body: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """The body responsible for it."""
    stakeholder_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id"), index=True)
    """The same body in the stakeholder register."""
    discussed: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """When the chosen objectives were discussed with it."""
    outcome: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a name."""
        return (CheckConstraint("trim(title) <> ''", name="title"),)


class ProcessObjective(Row):
    """An objective that a process bears on, and its targets there."""

    __tablename__ = "process_objective"
    topic = "processes"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    objective: Mapped[int]
    targets: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Of the 2030 Agenda ("10.7, 16.9"), or chapters of a plan."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Objectives are the Compact's."""
        return (CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),)


class Decision(Row):
    """Which objectives come first: the draft of the decision."""

    __tablename__ = "decision"
    topic = "decisions"

    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    summary: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    minority: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """What those who see it otherwise want to have said."""
    workshop: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """Day of the validation workshop."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a name."""
        return (CheckConstraint("trim(title) <> ''", name="title"),)


class Choice(Row):
    """An objective chosen for immediate action, and why."""

    __tablename__ = "decision_choice"
    topic = "decisions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    objective: Mapped[int]
    reason: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    principles: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Ids of the guiding principles that the work on it is to carry, with commas between them."""
    chosen: Mapped[bool] = mapped_column(default=True)
    """False once it was taken out again."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Objectives are the Compact's."""
        return (CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),)


class Approval(Row):
    """What one body said at the validation workshop."""

    __tablename__ = "approval"
    topic = "decisions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    body: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    """A ministry, an agency, an office: never a person."""
    answer: Mapped[str] = mapped_column(info=fields.OPEN)
    day: Mapped[date] = mapped_column(info=fields.OPEN)
    conditions: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A condition is named."""
        return (
            CheckConstraint("trim(body) <> ''", name="body"),
            CheckConstraint("answer IN ('approved', 'conditions', 'refused')", name="answer"),
            CheckConstraint("answer <> 'conditions' OR trim(conditions) <> ''", name="conditions"),
        )


class Validation(Row):
    """The decision as it was validated; it never changes."""

    __tablename__ = "validation"
    topic = "decisions"
    lasting = "1"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    day: Mapped[date] = mapped_column(info=fields.OPEN)
    content: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    """JSON as in `gcmdesk.priorities.decisions`."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Something was validated."""
        return (CheckConstraint("content <> ''", name="content"),)


class Reopening(Row):
    """Why a validated decision was opened again; it never changes."""

    __tablename__ = "reopening"
    topic = "decisions"
    lasting = "1"

    validation_id: Mapped[int] = mapped_column(ForeignKey("validation.id"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Never without a reason."""
        return (CheckConstraint("trim(reason) <> ''", name="reason"),)


class Announcement(Row):
    """How the outcome of the workshop was made known, and to whom."""

    __tablename__ = "announcement"
    topic = "decisions"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    audience: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    means: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    day: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """None while it is planned."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Somebody is told."""
        return (Index(None, "decision_id"), CheckConstraint("trim(audience) <> ''", name="audience"))
