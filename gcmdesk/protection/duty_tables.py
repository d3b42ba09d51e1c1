"""The registers of duties as they lie in the file.

What happened is never changed afterwards: the course of a request, of an incident or of a review is rows of its own,
one per step, each whole in itself. So a rule that spans several columns can be a CHECK, and bringing two workspaces
together, which decides field by field, cannot make a row that breaks it. No column names a migration status.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.i18n import mark
from gcmdesk.protection import duty_lists as lists
from gcmdesk.protection import fields, reach
from gcmdesk.protection.reach import Effect
from gcmdesk.workspace.base import Row

LONGEST_EXTENSION = 24
"""Months; the guidance allows an additional period only if it is specified (Guidance Tool 5, "Retention")."""

LONGEST_PERIOD = 120
"""Months between two reviews of a category."""


def _one_of(column: str, choices: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(one)) for one in choices)})", name=column)


def _said(column: str) -> CheckConstraint:
    return CheckConstraint(f"length(trim({column})) > 0", name=column)


class DutyPeriod(Row):
    """A period that the workspace has set; where it has not, the program's own counts (`periods.DEFAULTS`)."""

    __tablename__ = "duty_period"
    topic = "duty periods"

    name: Mapped[str] = mapped_column(unique=True, info=fields.OPEN)
    value: Mapped[int]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """At most 90 days, or 24 months."""
        return (
            _one_of("name", lists.Period),
            CheckConstraint("value BETWEEN 1 AND iif(name = 'undertaking months', 24, 90)", name="value"),
        )


class PaperRecord(Row):
    """Paper with personal data, and where it is."""

    __tablename__ = "paper_record"
    topic = "paper records"

    what: Mapped[str] = mapped_column(info=fields.TEAM)
    place: Mapped[str] = mapped_column(info=fields.TEAM)
    custodian: Mapped[str] = mapped_column(info=fields.TEAM)
    sensitivity: Mapped[str] = mapped_column(info=fields.OPEN)
    destroy_by: Mapped[date] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Nothing may be missing."""
        return (_said("what"), _said("place"), _said("custodian"), _one_of("sensitivity", lists.Sensitivity))


class PaperDestruction(Row):
    """Paper was destroyed."""

    __tablename__ = "paper_destruction"
    topic = "paper records"

    paper_record_id: Mapped[int] = mapped_column(ForeignKey("paper_record.id"), index=True)
    day: Mapped[date] = mapped_column(info=fields.OPEN)
    done_by: Mapped[str] = mapped_column(info=fields.TEAM)
    how: Mapped[str] = mapped_column(info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Who and how belong to it."""
        return (_said("done_by"), _said("how"))


class RetentionRule(Row):
    """How long one kind of personal record is kept, and when it is looked at.

    `review_on` is believed only as far as the newest review, or `first_on` before there is one, allows.
    """

    __tablename__ = "retention_rule"
    topic = "retention"

    category: Mapped[str] = mapped_column(unique=True, info=fields.OPEN)
    months: Mapped[int]
    first_on: Mapped[date] = mapped_column(info=fields.OPEN)
    review_on: Mapped[date] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Ten years at most."""
        return (
            _one_of("category", lists.Category),
            CheckConstraint(f"months BETWEEN 1 AND {LONGEST_PERIOD}", name="months"),
        )


class RetentionReview(Row):
    """A category was looked at: destroyed, made anonymous, or kept longer for the benefit of the persons."""

    __tablename__ = "retention_review"
    topic = "retention"

    retention_rule_id: Mapped[int] = mapped_column(ForeignKey("retention_rule.id"), index=True)
    day: Mapped[date] = mapped_column(info=fields.OPEN)
    outcome: Mapped[str] = mapped_column(info=fields.OPEN)
    benefit: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """What the persons have of it that their data are kept longer."""
    next_on: Mapped[date] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Longer only with a benefit, for a specified period, with a new date."""
        return (
            _one_of("outcome", lists.Outcome),
            CheckConstraint("outcome <> 'extended' OR length(trim(benefit)) > 0", name="benefit"),
            CheckConstraint("next_on > day", name="next_on"),
            CheckConstraint(
                f"next_on <= date(day, iif(outcome = 'extended', '+{LONGEST_EXTENSION} months',"
                f" '+{LONGEST_PERIOD} months'))",
                name="longest",
            ),
        )


class DataRequest(Row):
    """A data subject asks for something, or complains. What became of it: `DataRequestStep`."""

    __tablename__ = "data_request"
    topic = "requests"

    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(mark("Request"), Effect.UNLINK, shows=("received", "wish", "words", "answer_by")),
    )
    """Who asks, where they are known here. A request outlives the person's record: it shows that it was answered."""
    wish: Mapped[str] = mapped_column(info=fields.OPEN)
    received: Mapped[datetime]
    way: Mapped[str] = mapped_column(info=fields.OPEN)
    words: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """What was asked, in short and without names."""
    answer_by: Mapped[date] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A deadline belongs to it, not later than 90 days."""
        return (
            _one_of("wish", lists.Wish),
            _one_of("way", lists.Way),
            CheckConstraint("answer_by <= date(received / 1000000, 'unixepoch', '+91 days')", name="answer_by"),
        )


class DataRequestStep(Row):
    """Something was done about a request."""

    __tablename__ = "data_request_step"
    topic = "requests"

    data_request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id"), index=True)
    at: Mapped[datetime]
    stage: Mapped[str] = mapped_column(info=fields.OPEN)
    words: Mapped[str] = mapped_column(info=fields.NEVER)
    """What was done, answered or refused and why; for the check of identity one of `duty_lists.Identity`."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """No step without words; an identity check is from a closed list, so that no document is described."""
        identities = ", ".join(repr(str(one)) for one in lists.Identity)
        return (
            _one_of("stage", lists.Stage),
            _said("words"),
            CheckConstraint(f"stage <> 'identity' OR words IN ({identities})", name="identity"),
        )


class Incident(Row):
    """Personal data were disclosed, lost or altered, or may have been. What was done: `IncidentStep`."""

    __tablename__ = "incident"
    topic = "incidents"

    aware: Mapped[datetime]
    """When somebody of the team came to know of it; the 72 hours run from here."""
    cause: Mapped[str] = mapped_column(info=fields.OPEN)
    disclosed: Mapped[bool]
    lost: Mapped[bool]
    altered: Mapped[bool]
    happened: Mapped[str] = mapped_column(info=fields.TEAM)
    concerned: Mapped[str] = mapped_column(info=fields.TEAM)
    """Which kinds of data."""
    persons: Mapped[str] = mapped_column(info=fields.TEAM)
    children: Mapped[bool]
    """Whether children are, or may be, among the persons."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """What happened to which data."""
        return (
            _one_of("cause", lists.Cause),
            _one_of("persons", lists.Band),
            _said("happened"),
            _said("concerned"),
            CheckConstraint("disclosed + lost + altered > 0", name="effect"),
        )


class IncidentStep(Row):
    """Something was done about an incident."""

    __tablename__ = "incident_step"
    topic = "incidents"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    at: Mapped[datetime]
    act: Mapped[str] = mapped_column(info=fields.OPEN)
    whom: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    words: Mapped[str] = mapped_column(info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """No step without words; a notification names who got it."""
        return (
            _one_of("act", lists.Act),
            _said("words"),
            CheckConstraint("act <> 'notified' OR length(trim(whom)) > 0", name="whom"),
        )


class Undertaking(Row):
    """Somebody who works in the workspace has promised confidentiality in writing."""

    __tablename__ = "undertaking"
    topic = "undertakings"

    name: Mapped[str] = mapped_column(info=fields.TEAM)
    """As they work under it in this workspace."""
    role: Mapped[str] = mapped_column(info=fields.TEAM)
    version: Mapped[str] = mapped_column(info=fields.OPEN)
    language: Mapped[str] = mapped_column(info=fields.OPEN)
    signed: Mapped[date] = mapped_column(info=fields.OPEN)
    valid_until: Mapped[date] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Of one name the newest counts; none is for ever."""
        return (
            _said("name"),
            _said("role"),
            _said("version"),
            CheckConstraint("valid_until > signed", name="valid_until"),
            CheckConstraint("valid_until <= date(signed, '+24 months')", name="longest"),
            Index(None, "name"),
        )
