"""Reports as they lie in the file: what was chosen, the author's own words, and which versions went out."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.protection import fields
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports.choices import Marking, Place, Status
from gcmdesk.workspace.base import SEARCHED, Row


def _one_of(column: str, known: Any) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(one)) for one in known)})", name=column)


class SavedReport(Row):
    """A report that is made again and again. Lists hold one entry a line: the rows' uuids (hex), or numbers."""

    __tablename__ = "report"
    topic = "reports"

    outline: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id of `reports.outlines`."""
    title: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    subtitle: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    language: Mapped[str] = mapped_column(default="en", info=fields.OPEN)
    recipient: Mapped[str] = mapped_column(default="team", info=fields.TEAM)
    organisation: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    purpose: Mapped[str] = mapped_column(default="synthesis", info=fields.TEAM)
    stated: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    safeguards: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    author: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """The office that publishes it."""
    territory: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    marking: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    status: Mapped[str] = mapped_column(default="draft", info=fields.OPEN)
    sections: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    since: Mapped[date | None] = mapped_column(info=fields.OPEN)
    until: Mapped[date | None] = mapped_column(info=fields.OPEN)
    consultations: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    territories: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    objectives: Mapped[str] = mapped_column(default="", info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Closed lists."""
        return (
            _one_of("recipient", Recipient),
            _one_of("purpose", Purpose),
            _one_of("marking", Marking),
            _one_of("status", Status),
            CheckConstraint("since <= until", name="days"),
        )


class OwnText(Row):
    """The author's words before or after what a section tells."""

    __tablename__ = "report_text"
    topic = "reports"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    section: Mapped[str] = mapped_column(info=fields.OPEN)
    place: Mapped[str] = mapped_column(info=fields.OPEN)
    words: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    basis: Mapped[bytes | None]
    """Digest of what the section told when this was written (`assembling.Prepared.fingerprints`)."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """In one of two places."""
        return (_one_of("place", Place), CheckConstraint("length(basis) = 32", name="basis"))


class Recommendation(Row):
    """Who takes an objective on that is recommended, by when, and at what cost: as far as it is agreed."""

    __tablename__ = "recommendation"
    topic = "reports"

    objective: Mapped[int] = mapped_column(unique=True)
    responsible: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """An office or body, never a person."""
    by_when: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """In words: “first half of 2027”."""
    cost: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """In words, with the currency."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """One of the 23 objectives."""
        return (CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),)


class ChosenLetterhead(Row):
    """The Word template that reports are written on; the newest counts. Attached is the file, nothing for our own."""

    __tablename__ = "letterhead"
    topic = "reports"

    name: Mapped[str] = mapped_column(info=fields.TEAM)
    """Of the file that it came from; empty for our own."""


class Issue(Row):
    """A version of a report that left; the transfer register says to whom, and holds the check sum."""

    __tablename__ = "report_issue"
    topic = "reports"
    lasting = "1"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    version: Mapped[int]
    basis: Mapped[bytes]
    """Digest of all that it told."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Versions begin with 1."""
        return (CheckConstraint("version >= 1", name="version"), CheckConstraint("length(basis) = 32", name="basis"))
