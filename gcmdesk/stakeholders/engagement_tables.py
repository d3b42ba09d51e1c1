"""How stakeholders are engaged, as it lies in the file: plans and log, institutional set-up, awareness (Step 1)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import SEARCHED, Row


class Engagement(Row):
    """How one stakeholder is engaged: one line of the engagement plan (Guidance Step 1, Action 2)."""

    __tablename__ = "engagement"
    topic = "engagement"

    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    mechanism: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of `engagement.MECHANISMS`; empty while undecided."""
    modality: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of `engagement.MODALITIES`; empty while undecided."""
    frequency: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    resources: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Time and means it takes."""
    accessibility: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Languages, interpretation, place, hours, child care, travel: what lets them take part."""
    capacity: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Training or guidance they need in order to take part."""
    trust: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)
    """What builds trust, and which conflicts to keep in mind."""
    responsible: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    next_day: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """When the next step is due."""
    next_step: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by the stakeholder and by what is due."""
        return (Index(None, "stakeholder_id"), Index(None, "next_day"))


class EngagementEvent(Row):
    """Something that happened with a stakeholder: a line of the engagement log."""

    __tablename__ = "engagement_log"
    topic = "engagement"

    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    day: Mapped[date]
    mechanism: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    what: Mapped[str] = mapped_column(info=SEARCHED | fields.TEAM)
    outcome: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Log of a stakeholder by day; a line says something."""
        return (Index(None, "stakeholder_id", "day"), CheckConstraint("what <> ''", name="what"))


class SetUp(Row):
    """An option for who leads or coordinates the work (Guidance Step 1, Action 3)."""

    __tablename__ = "set_up"
    topic = "set-up"

    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    form: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of `setup.FORMS`."""
    advantages: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    drawbacks: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    links: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """How it ties in with planning, budgeting and reporting on other commitments."""
    work_plan: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Terms of reference: what is done by when."""
    reporting: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Terms of reference: who reports what to whom, how often."""
    chosen: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """The day on which this option was decided; empty while it is one of several."""
    reason: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a title."""
        return (CheckConstraint("title <> ''", name="title"),)


class Role(Row):
    """A role in a set-up: which body does what; part of the terms of reference."""

    __tablename__ = "set_up_role"
    topic = "set-up"

    set_up_id: Mapped[int] = mapped_column(ForeignKey("set_up.id"))
    stakeholder_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id"))
    """The body, where it stands in the register."""
    body: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """Its name, where it does not."""
    task: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of `setup.TASKS`."""
    duties: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Somebody has the role."""
        return (
            Index(None, "set_up_id"),
            Index(None, "stakeholder_id"),
            CheckConstraint("stakeholder_id IS NOT NULL OR body <> ''", name="body"),
        )


class Awareness(Row):
    """An activity that makes the Compact known (Guidance Step 1, Action 4)."""

    __tablename__ = "awareness"
    topic = "awareness"

    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    audience: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of `awareness.AUDIENCES`."""
    channel: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of `awareness.CHANNELS`; empty while undecided."""
    day: Mapped[date | None] = mapped_column(info=fields.OPEN)
    language: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Code of the language (ISO 639), empty when not recorded."""
    reached: Mapped[int | None] = mapped_column(info=fields.OPEN)
    """How many people it reached; NULL is "not recorded"."""
    result: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a title; nobody is reached a negative number of times."""
        return (CheckConstraint("title <> ''", name="title"), CheckConstraint("reached >= 0", name="reached"))


class Target(Row):
    """How many stakeholders of a group (Tool 1, or seldom heard) the team wants to involve, at one level or at all."""

    __tablename__ = "target"
    topic = "targets"

    side: Mapped[str] = mapped_column(info=fields.OPEN)
    """``group``: a Tool 1 group; ``under-heard``: a group that is seldom heard."""
    key: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of the group."""
    level: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of the level; empty for all levels together."""
    wanted: Mapped[int]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Of one side; a target is a number of stakeholders."""
        return (
            CheckConstraint("side IN ('group', 'under-heard')", name="side"),
            CheckConstraint("wanted >= 0", name="wanted"),
        )
