"""The register of stakeholders, where they work, and what they do, as it lies in the file.

In optional columns NULL is "not recorded" and the empty text is an answer: there is none. Columns with several values
(languages, under-heard groups, tags, objectives) hold them sorted, one a line: a list stays one register for merge, its
older version is kept for review, and "none" is another thing than "not recorded".
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.i18n import mark
from gcmdesk.protection import fields, reach
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.stakeholders import vocabulary
from gcmdesk.workspace.base import SEARCHED, Row


def _one_of(column: str, known: dict[str, str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(one) for one in known)})", name=column)


class Territory(Row):
    """An administrative area; level 0 is a country, each level below lies within its parent."""

    __tablename__ = "territory"
    topic = "stakeholders"

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    level: Mapped[int]
    pcode: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """The place code of the country's humanitarian data set, as text."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Countries have no parent, all others have one."""
        return (
            CheckConstraint("level BETWEEN 0 AND 5", name="level"),
            CheckConstraint("(level = 0) = (parent_id IS NULL)", name="parent"),
        )


class Stakeholder(Row):
    """An organisation, a group or a role; never an identified individual (those are `protection`'s people)."""

    __tablename__ = "stakeholder"
    topic = "stakeholders"

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of the stakeholder group (guidance Tool 1), as in `gcmdesk.compact`; empty while nobody has sorted it."""
    form: Mapped[str] = mapped_column(default="organisation", info=fields.OPEN)
    abbreviation: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    reference: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """The id it has in somebody else's list, by which a table is imported again."""
    sphere: Mapped[str | None] = mapped_column(info=fields.OPEN)
    level: Mapped[str | None] = mapped_column(info=fields.OPEN)
    sector: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    languages: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Codes (ISO 639) of the languages it works in."""
    underheard: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Whom it speaks for: ids of `vocabulary.UNDERHEARD`, or own words."""
    role: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    """Its part in migration governance."""
    interest: Mapped[str | None] = mapped_column(info=SEARCHED | fields.TEAM)
    affected: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    """How migration and its rules touch it."""
    capacity_needs: Mapped[str | None] = mapped_column(info=SEARCHED | fields.TEAM)
    conflicts: Mapped[str | None] = mapped_column(info=SEARCHED | fields.TEAM)
    """Conflicts of interest."""
    note: Mapped[str | None] = mapped_column(info=SEARCHED | fields.TEAM)
    tags: Mapped[str | None] = mapped_column(info=SEARCHED | fields.TEAM)
    archived: Mapped[bool] = mapped_column(default=False)
    stub: Mapped[bool] = mapped_column(default=False)
    """Made from an unknown @name while notes were taken; ends when somebody sorts it into a group."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """By group, for matrices and facets; by territory."""
        return (
            Index(None, "kind"),
            Index(None, "territory_id"),
            _one_of("form", vocabulary.FORMS),
            _one_of("sphere", vocabulary.SPHERES),
            _one_of("level", vocabulary.LEVELS),
        )


class ContactPerson(Row):
    """A person through whom a stakeholder is reached."""

    __tablename__ = "contact_person"
    topic = "stakeholders"

    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Contact of an organization or group"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE, Purpose.CONTACT: reach.ERASE},
            shows=("role",),
        ),
    )
    role: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A person is the contact of a stakeholder once."""
        return (UniqueConstraint("stakeholder_id", "person_id"),)


class DistinctPair(Row):
    """Two entries that look alike and were found not to be the same; the duplicate finder is silent about them."""

    __tablename__ = "distinct_pair"
    topic = "stakeholders"

    first_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"), index=True)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Two, not one."""
        return (CheckConstraint("first_id <> second_id", name="two"),)


class Initiative(Row):
    """What somebody does or plans for the Compact: governments begin with such a stocktaking."""

    __tablename__ = "initiative"
    topic = "initiatives"

    action: Mapped[str] = mapped_column(default="other", info=fields.OPEN)
    """Kind of action, one of `vocabulary.ACTIONS`."""
    action_stated: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """The kind of action in the words of the source."""
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id"), index=True)
    region: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    country: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    description: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    dates: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """When, in the words of the source."""
    day: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """The first day, where the source states one."""
    source: Mapped[str | None] = mapped_column(info=SEARCHED | fields.OPEN)
    objectives: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Numbers of the objectives it touches."""
    reference: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """The id it has in somebody else's list, by which a table is imported again."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Kinds of action are a closed list."""
        return (_one_of("action", vocabulary.ACTIONS),)
