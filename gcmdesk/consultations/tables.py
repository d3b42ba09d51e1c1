"""Consultations, their notes, and the coding of notes, as they lie in the file."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, mapped_column, object_session

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations import spans
from gcmdesk.consultations.coding_tables import EvidenceNote, passage
from gcmdesk.consultations.session_tables import one_of
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
    starts: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """HH:MM by the clock of the place, as `ends`."""
    ends: Mapped[str | None] = mapped_column(info=fields.OPEN)
    purpose: Mapped[str] = mapped_column(default="needs-assessment", info=fields.OPEN)
    mode: Mapped[str] = mapped_column(default="group", info=fields.OPEN)
    status: Mapped[str] = mapped_column(default="planned", info=fields.OPEN)
    perspective: Mapped[str] = mapped_column(default="combined", info=fields.OPEN)
    aim: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """What it is to find out, in the team's words."""
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    guide_version_id: Mapped[int | None] = mapped_column(ForeignKey("guide_version.id"), index=True)
    """The version of the guide that it uses, whatever becomes of the guide."""
    languages: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Codes (ISO 639), one a line."""
    interpreting: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Codes of the languages that are interpreted, one a line; empty is the answer "none"."""
    team: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """Who does what, one a line."""
    objectives: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Numbers (two digits) of the objectives on the agenda, one a line."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Closed lists; the calendar by day."""
        return (
            Index(None, "day"),
            one_of("purpose", lists.PURPOSES),
            one_of("mode", lists.MODES),
            one_of("status", lists.STATUSES),
            one_of("perspective", lists.PERSPECTIVES),
            CheckConstraint("starts GLOB '[0-2][0-9]:[0-5][0-9]'", name="starts"),
            CheckConstraint("ends GLOB '[0-2][0-9]:[0-5][0-9]'", name="ends"),
        )


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
            shows=("said", "text", "translation"),
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
    language: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """Code (ISO 639) of the language it was given in; empty where nobody said."""
    translation: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.consent(Purpose.QUOTE))
    """Somebody's words in another language: they leave as the words themselves do."""
    flagged: Mapped[bool] = mapped_column(default=False)
    """To be looked at again before the session is closed."""
    confidential: Mapped[bool] = mapped_column(default=False)
    """Said in confidence: never on the presenter's screen, never in a quote."""
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("guide_question.id"), index=True)
    """The question of the guide that it answers."""
    reference: Mapped[str | None] = mapped_column(info=fields.TEAM)
    """The id it has in a collected table (`_uuid`), by which the table is imported again."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Notes of a session in the order they were said; notes of a stakeholder, and of a person."""
        return (Index(None, "consultation_id", "said"), Index(None, "stakeholder_id"), Index(None, "person_id"))


class Theme(Row):
    """An entry of the code book: an objective, an action or a principle of the Compact, or an own theme."""

    __tablename__ = "theme"
    topic = "themes"
    after_merge = "gcmdesk.consultations.codebook:follow_merges"

    name: Mapped[str] = mapped_column(info=SEARCHED | fields.OPEN)
    description: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.OPEN)
    """When to give it and when not."""
    colour: Mapped[str] = mapped_column(default="", info=fields.OPEN)
    """As ``#rrggbb``; empty where nobody chose one."""
    objective: Mapped[int | None] = mapped_column(info=fields.OPEN)
    """Number of the objective this theme stands for, 1 to 23."""
    action: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Letter of the objective's action this theme stands for."""
    principle: Mapped[str | None] = mapped_column(info=fields.OPEN)
    """Id of the guiding principle this theme stands for."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    """The theme that took its codings; whoever gives this one elsewhere means that one."""
    archived: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Objectives, actions and principles are the Compact's."""
        return (
            CheckConstraint("objective BETWEEN 1 AND 23", name="objective"),
            CheckConstraint("action IS NULL OR (objective IS NOT NULL AND action BETWEEN 'a' AND 'n')", name="action"),
            CheckConstraint("principle IS NULL OR objective IS NULL", name="principle"),
            CheckConstraint(
                "colour = '' OR length(colour) = 7 AND colour GLOB '#*' AND colour NOT GLOB '#*[^0-9a-f]*'",
                name="colour",
            ),
        )


class Coding(Row):
    """A theme given by somebody to a note, or to a passage of it."""

    __tablename__ = "coding"
    topic = "codings"

    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    coder: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """Who of the team gave it, where several code the same notes; empty for the team as a whole."""
    start: Mapped[int] = mapped_column(default=0)
    """First code point of the passage; 0 with `stop` 0 is the whole note."""
    stop: Mapped[int] = mapped_column(default=0)
    """Behind the last code point of the passage."""
    seal: Mapped[int] = mapped_column(default=0)
    """Of the passage's words (`spans.seal`): tells whether they still stand there."""
    place: Mapped[int] = mapped_column(default=0)
    """Where the passage stood when it was given its theme; never changes, and is part of the row's identity."""
    memo: Mapped[str] = mapped_column(default="", info=SEARCHED | fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Both directions are covered; the same person gives a theme to the same passage once."""
        return (
            UniqueConstraint("note_id", "theme_id", "coder", "place"),
            Index(None, "theme_id", "note_id"),
            passage(),
        )


@event.listens_for(Note.text, "set", active_history=True)
def _keep_spans(note: Note, text: str, before: object, _initiator: object) -> None:
    """Passages with a theme, and quotes, stay where they are when the text around them changes, whoever changes it."""
    session = object_session(note)
    if session is None or not isinstance(before, str) or before == text:
        return
    with session.no_autoflush:
        given = session.scalars(select(Coding).where(Coding.note_id == note.id, Coding.stop > 0)).all()
        quoted = session.scalars(select(EvidenceNote).where(EvidenceNote.note_id == note.id, EvidenceNote.stop > 0))
        passages: list[Coding | EvidenceNote] = [*given, *quoted]
    for one in passages:
        found = spans.located(before, one.start, one.stop, one.seal)
        moved = spans.adjusted(before, text, *found) if found else spans.located(text, one.start, one.stop, one.seal)
        if moved:
            one.start, one.stop = moved
            one.seal = spans.seal(text[one.start : one.stop])
