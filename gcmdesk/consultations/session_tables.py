"""What belongs to a session and to guides, as it lies in the file.

"Not recorded" in a headcount is a row that is not there; a count of 0 is an answer. Nobody's migration status is
recorded, only how many there were. Versions of a guide never change (a trigger of migration m0008 refuses it): sessions
and notes refer to them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gcmdesk.consultations import session_lists as lists
from gcmdesk.protection import fields, reach
from gcmdesk.workspace.base import SEARCHED, Base, Row


def one_of(column: str, known: Iterable[str]) -> CheckConstraint:
    """The column holds one of these."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(one) for one in known)})", name=column)


class AgendaItem(Row):
    """A point of a session's agenda."""

    __tablename__ = "agenda_item"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    minutes: Mapped[int | None]
    """How long it may take."""
    question_id: Mapped[int | None] = mapped_column(ForeignKey("guide_question.id"), index=True)
    """The question of the guide that it takes up."""
    done: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """The agenda of a session in its order."""
        return (
            Index(None, "consultation_id", "position"),
            CheckConstraint("trim(title) <> ''", name="title"),
            CheckConstraint("minutes > 0", name="minutes"),
        )


class Invitation(Row):
    """A stakeholder and a session: invited, answered, came or not. Its uuid follows from both."""

    __tablename__ = "invitation"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    stakeholder_id: Mapped[int] = mapped_column(ForeignKey("stakeholder.id"))
    state: Mapped[str] = mapped_column(default="invited", info=fields.OPEN)
    people: Mapped[int | None]
    """How many came for it; NULL is not recorded."""
    sent: Mapped[date | None] = mapped_column(info=fields.OPEN)
    """The day of the invitation."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Both directions are covered; a stakeholder stands in a session once."""
        return (
            UniqueConstraint("consultation_id", "stakeholder_id"),
            Index(None, "stakeholder_id"),
            one_of("state", lists.INVITATIONS),
            CheckConstraint("people >= 0", name="people"),
        )


class SessionCheck(Row):
    """A point of safety or accessibility that is seen to, of `session_lists.CHECKS` or in own words."""

    __tablename__ = "session_check"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    point: Mapped[str] = mapped_column(info=fields.OPEN)
    """Id, or the own words."""
    done: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Each point once in a session."""
        return (UniqueConstraint("consultation_id", "point"), CheckConstraint("trim(point) <> ''", name="point"))


class Headcount(Row):
    """How many of a category took part. Without a row it is not recorded."""

    __tablename__ = "headcount"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    dimension: Mapped[str] = mapped_column(info=fields.OPEN)
    category: Mapped[str] = mapped_column(info=fields.OPEN)
    count: Mapped[int]

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Each category once in a session."""
        return (
            UniqueConstraint("consultation_id", "dimension", "category"),
            one_of("dimension", lists.DIMENSIONS),
            CheckConstraint("count >= 0", name="count"),
        )


class CriterionMark(Row):
    """A session meets a criterion of guidance Tool 2."""

    __tablename__ = "criterion_mark"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    criterion: Mapped[str] = mapped_column(info=fields.OPEN)
    note: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """In what way."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Each criterion once in a session."""
        return (UniqueConstraint("consultation_id", "criterion"),)


class SessionTurn(Row):
    """A session was opened, closed or opened again; the newest row agrees with `consultation.status`."""

    __tablename__ = "session_turn"
    topic = "consultations"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    at: Mapped[datetime]
    status: Mapped[str] = mapped_column(info=fields.OPEN)
    reason: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)
    """Why a closed session was opened again."""
    reopened: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Opening again has a reason."""
        return (
            one_of("status", lists.STATUSES),
            CheckConstraint("reopened = 0 OR trim(reason) <> ''", name="reason"),
        )


class Guide(Row):
    """A discussion guide of the workspace's own; those of the guidance are its starting points."""

    __tablename__ = "guide"
    topic = "guides"

    title: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    source: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of the guidance's tool that it started from; empty for a guide from scratch."""
    archived: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A guide has a title."""
        return (CheckConstraint("trim(title) <> ''", name="title"),)


class GuideVersion(Row):
    """A guide as it stood at one time."""

    __tablename__ = "guide_version"
    topic = "guides"

    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"), index=True)
    number: Mapped[int]
    """From 1; two devices may both make a version 2."""
    made: Mapped[datetime]
    title: Mapped[str] = mapped_column(info=fields.OPEN)
    perspective: Mapped[str] = mapped_column(default="combined", info=fields.OPEN)
    language: Mapped[str] = mapped_column(default="en", info=fields.OPEN)
    """Of the questions themselves."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """As the guidance describes perspectives."""
        return (one_of("perspective", lists.PERSPECTIVES), CheckConstraint("number >= 1", name="number"))


class GuideQuestion(Row):
    """A question of one version. `number` is the field number of the paper form."""

    __tablename__ = "guide_question"
    topic = "guides"

    guide_version_id: Mapped[int] = mapped_column(ForeignKey("guide_version.id"))
    number: Mapped[int]
    section: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    text: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    objectives: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Numbers with two digits, one a line."""
    principles: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Ids, one a line."""
    item: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Id of the guidance's question, whose wording the Compact library translates."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Each field number once in a version."""
        return (
            UniqueConstraint("guide_version_id", "number"),
            CheckConstraint("number >= 1", name="number"),
            CheckConstraint("trim(text) <> ''", name="text"),
        )


class GuideTranslation(Row):
    """A question in another language."""

    __tablename__ = "guide_translation"
    topic = "guides"

    question_id: Mapped[int] = mapped_column(ForeignKey("guide_question.id"))
    language: Mapped[str] = mapped_column(info=fields.OPEN)
    text: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """One for each language."""
        return (UniqueConstraint("question_id", "language"), CheckConstraint("trim(text) <> ''", name="text"))


class UnfinishedLine(Base):
    """What is being typed in a session, and what sticks. Outside the journal: it is gone once the note is saved.

    It neither travels with a merge nor can it be undone, since it never was said in the end.
    """

    __tablename__ = "unfinished_line"
    __table_args__ = {"sqlite_strict": True}  # noqa: RUF012 - SQLAlchemy's own convention

    consultation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """No foreign key, so that a session can go while a line was never finished."""
    text: Mapped[str] = mapped_column(info=fields.NEVER | reach.typed("gcmdesk.consultations.capture:half_typed"))
    speaker_id: Mapped[int | None]
    agenda_item_id: Mapped[int | None]
    saved: Mapped[datetime]
