"""How stakeholders stand to the work and to each other, as it lies in the file: ratings, relations, kept positions.

What is said here about named stakeholders leaves only to the facilitation team (`fields.TEAM`).
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.workspace.base import Row


class Rating(Row):
    """How one rater sees one stakeholder on one day; NULL is "not rated", never a zero."""

    __tablename__ = "rating"
    topic = "ratings"

    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    rater: Mapped[str] = mapped_column(info=fields.TEAM)
    """Who rates: a member of the team by role, or a group."""
    day: Mapped[date]
    influence: Mapped[int | None]
    """1 (hardly any) to 5 (decisive)."""
    interest: Mapped[int | None]
    """1 (hardly any) to 5 (very strong)."""
    reason: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A rating says something, and somebody says it."""
        return (
            Index(None, "stakeholder_id", "day"),
            CheckConstraint("influence BETWEEN 1 AND 5", name="influence"),
            CheckConstraint("interest BETWEEN 1 AND 5", name="interest"),
            CheckConstraint("influence IS NOT NULL OR interest IS NOT NULL", name="said"),
            CheckConstraint("rater <> ''", name="rater"),
        )


class RelationType(Row):
    """A type of relation of the workspace's own, beside those that `relations.KINDS` brings."""

    __tablename__ = "relation_type"
    topic = "relations"

    name: Mapped[str] = mapped_column(info=fields.TEAM)
    directed: Mapped[bool]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """It has a name."""
        return (CheckConstraint("name <> ''", name="name"),)


class Relation(Row):
    """One stakeholder's relation to another; an undirected one lies once, from the lower uuid to the higher."""

    __tablename__ = "relation"
    topic = "relations"

    source_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    kind: Mapped[str] = mapped_column(info=fields.TEAM)
    """Id of `relations.KINDS`; empty for a type of the workspace's own."""
    type_id: Mapped[int | None] = mapped_column(ForeignKey("relation_type.id"))
    strength: Mapped[int | None]
    """1 weak, 2 medium, 3 strong; NULL is "not recorded"."""
    note: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """No relation to oneself; one type; found from both ends."""
        return (
            CheckConstraint("source_id <> target_id", name="ends"),
            CheckConstraint("(kind = '') = (type_id IS NOT NULL)", name="kind"),
            CheckConstraint("strength BETWEEN 1 AND 3", name="strength"),
            Index(None, "source_id"),
            Index(None, "target_id"),
            Index(None, "type_id"),
        )


class Position(Row):
    """Where a stakeholder stands on the network map, so that the picture stays the one people remember."""

    __tablename__ = "position"
    topic = "positions"

    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    x: Mapped[float]
    """In steps of the layout: one step is about the length of a relation."""
    y: Mapped[float]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by the stakeholder."""
        return (Index(None, "stakeholder_id"),)
