"""Consultations, their notes, and the coding of notes, as they lie in the file."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.i18n import mark
from gcmdesk.protection import fields, reach
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace.base import SEARCHED, Row


class Consultation(Row):
    """One session: a meeting, an interview, a written statement."""

    __tablename__ = "consultation"
    topic = "consultations"

    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    place: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    day: Mapped[date] = mapped_column(info=fields.OPEN)


class Note(Row):
    """One contribution, in the words it was given in."""

    __tablename__ = "note"
    topic = "notes"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    stakeholder_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder.id"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        info=reach.personal(
            mark("Contribution"),
            reach.Effect.ERASE,
            withdrawal={
                Purpose.TAKE_PART: reach.ERASE,
                Purpose.SYNTHESIS: reach.WITHHOLD,
                Purpose.QUOTE: reach.WITHHOLD.where("verbatim"),
                Purpose.RECORDING: reach.ERASE_ATTACHMENTS,
            },
            shows=("said", "text"),
        ),
    )
    """Whose words these are, under a pseudonym. Most notes have nobody behind them, and need nobody."""
    said: Mapped[datetime] = mapped_column(info=fields.TEAM)
    kind: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """need, challenge, opportunity, proposal …; empty while untagged."""
    text: Mapped[str] = mapped_column(info=SEARCHED | fields.consent(Purpose.QUOTE))
    """Somebody's own words: they leave as a quote does."""
    verbatim: Mapped[bool] = mapped_column(default=False)
    """Word for word: it may leave as a quote where the person consents to that."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Notes of a session in the order they were said; notes of a stakeholder, and of a person."""
        return (Index(None, "consultation_id", "said"), Index(None, "stakeholder_id"), Index(None, "person_id"))


class Theme(Row):
    """An entry of the code book: an objective of the Compact or an own theme, in a hierarchy."""

    __tablename__ = "theme"
    topic = "themes"

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    objective: Mapped[int | None] = mapped_column(info=fields.OPEN)
    """Number of the objective this theme stands for, 1 to 23."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Objectives are the Compact's."""
        return (CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),)


class Coding(Row):
    """A theme given to a note."""

    __tablename__ = "coding"
    topic = "codings"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Both directions are covered; a theme is given to a note once."""
        return (UniqueConstraint("note_id", "theme_id"), Index(None, "theme_id", "note_id"))
