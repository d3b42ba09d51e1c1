"""People, notices and consent receipts as they lie in the file (guidance Tool 5).

Besides what stands here, triggers of the schema (migration m0002) refuse a person while no oversight body and no focal
point is named, taking the last of them away while there are people, and any change of a receipt or of a notice's words.
There is no field for an individual's migration status, here or anywhere.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.protection import fields, reach
from gcmdesk.protection.people_records import (
    CAPACITY_TITLES,
    METHOD_TITLES,
    STATE_TITLES,
    AgeBand,
    Answer,
    Basis,
    Capacity,
    Method,
    NoticeKind,
    Office,
    State,
)
from gcmdesk.protection.purposes import TITLES as PURPOSE_TITLES
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.reach import Effect
from gcmdesk.protection.recipients import TITLES as RECIPIENT_TITLES
from gcmdesk.protection.recipients import Recipient
from gcmdesk.workspace.base import SEARCHED, Row


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({_listed(values)})", name=column)


def _listed(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _filled(column: str) -> CheckConstraint:
    return CheckConstraint(f"trim({column}) <> ''", name=column)


_ONLY_RECIPIENTS = reduce(lambda text, one: f"replace({text}, '|{one}', '')", Recipient, "recipients")
_WITHOUT_CONSENT = _listed((Purpose.TAKE_PART, Purpose.SYNTHESIS))


class Appointment(Row):
    """Who oversees the protection of data, and who is its focal point; the newest that has not ended counts."""

    __tablename__ = "appointment"
    topic = "oversight"

    office: Mapped[str] = mapped_column(info=fields.OPEN)
    name: Mapped[str] = mapped_column(info=fields.OPEN)
    contact: Mapped[str] = mapped_column(info=fields.OPEN)
    """How a participant reaches them; read out with each notice."""
    since: Mapped[date] = mapped_column(info=fields.OPEN)
    until: Mapped[date | None] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Both offices have a name and a way to reach them."""
        return (_one_of("office", Office), _filled("name"), _filled("contact"))


class Notice(Row):
    """What people are told before they are asked, in one language; its words are in its versions."""

    __tablename__ = "notice"
    topic = "notices"

    kind: Mapped[str] = mapped_column(info=fields.OPEN)
    language: Mapped[str] = mapped_column(info=fields.OPEN)
    """Code of the language, such as `fr`."""
    title: Mapped[str] = mapped_column(info=fields.OPEN)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """For adults, or for children with a guardian."""
        return (_one_of("kind", NoticeKind), _filled("language"))


class NoticeVersion(Row):
    """The words of a notice at one time; they never change, so a receipt can say what was read out."""

    __tablename__ = "notice_version"
    topic = "notices"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    number: Mapped[int]
    """From 1. Two devices can make the same number apart; the moment tells them from each other."""
    made: Mapped[datetime]
    words: Mapped[str] = mapped_column(info=fields.OPEN)
    """JSON as in `gcmdesk.protection.notices`: structured paragraphs."""
    withdrawn: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A version without words is none."""
        return (_filled("words"),)


class Person(Row):
    """Somebody who spoke, under a pseudonym. Who that is lies apart (`Identity`), if it is known at all."""

    __tablename__ = "person"
    topic = "people"

    pseudonym: Mapped[str] = mapped_column(info=SEARCHED | fields.TEAM)
    age_band: Mapped[str] = mapped_column(info=fields.consent(Purpose.SYNTHESIS))
    region: Mapped[str] = mapped_column(default="", info=fields.consent(Purpose.SYNTHESIS))
    """A coarse place: never a village or an address."""
    languages: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    role: Mapped[str] = mapped_column(default="", info=fields.consent(Purpose.ATTRIBUTION))
    """How the person is named where attribution by role is consented: "teacher"."""
    basis: Mapped[str] = mapped_column(info=fields.TEAM)
    notice_version_id: Mapped[int] = mapped_column(ForeignKey("notice_version.id"), index=True)
    notice_language: Mapped[str] = mapped_column(info=fields.TEAM)
    """The language it was spoken in, which an interpreter may have made of the written one."""
    obtained: Mapped[str] = mapped_column(info=fields.TEAM)
    """How the record came about: "asked in the session"."""
    review_by: Mapped[date] = mapped_column(info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Found by pseudonym and by the day of review; what the law asks of each record is never empty."""
        return (
            _one_of("age_band", AgeBand),
            _one_of("basis", Basis),
            _filled("pseudonym"),
            _filled("notice_language"),
            _filled("obtained"),
            Index(None, "pseudonym"),
            Index(None, "review_by"),
        )


class Identity(Row):
    """Who a person is. Optional, and never part of anything that leaves the workspace."""

    __tablename__ = "identity"
    topic = "people"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Name"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE, Purpose.ATTRIBUTION: reach.WITHHOLD},
            shows=("name",),
        ),
    )
    name: Mapped[str] = mapped_column(info=fields.NEVER)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """An identity without a name is none."""
        return (_filled("name"),)


class Contact(Row):
    """How a person can be reached again, if they wished it. Never part of anything that leaves the workspace."""

    __tablename__ = "contact"
    topic = "people"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Way to reach the person"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE, Purpose.CONTACT: reach.ERASE},
            shows=("contact",),
        ),
    )
    contact: Mapped[str] = mapped_column(info=fields.NEVER)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A contact without content is none."""
        return (_filled("contact"),)


def _answers(session: Session, ids: Sequence[int], texts: Texts) -> tuple[str, ...]:
    """Receipts as sentences, for the access print-out: what was answered, how, when, and on what notice."""
    query = (
        select(ConsentReceipt, NoticeVersion, Notice)
        .join(NoticeVersion, NoticeVersion.id == ConsentReceipt.notice_version_id)
        .join(Notice)
        .where(ConsentReceipt.id.in_(ids))
        .order_by(ConsentReceipt.time, ConsentReceipt.id)
    )
    return tuple(_answer(row, version, notice, texts) for row, version, notice in session.execute(query))


def _answer(row: "ConsentReceipt", version: NoticeVersion, notice: Notice, texts: Texts) -> str:
    time = row.time.astimezone()
    words = texts.gettext
    version_told = words(mark("notice “{title}”, version {number}")).format(
        title=isolate(notice.title), number=texts.number(version.number)
    )
    told = {
        mark("Witness"): row.witness,
        mark("Guardian"): row.guardian,
        mark("Child’s best interests"): row.best_interests,
        mark("Why consent was not possible"): row.reason,
        mark("How understanding was checked"): row.understanding,
        mark("Place"): row.place,
        mark("Third party"): row.third_party,
        mark("Recipients"): ", ".join(
            words(RECIPIENT_TITLES[one]) for one in Recipient if f"|{one}|" in row.recipients
        ),
        mark("Counts until"): texts.date(row.expires) if row.expires else "",
    }
    named = words("{field}: {value}")
    answered = named.format(
        field=words(PURPOSE_TITLES[Purpose(row.purpose)]), value=words(STATE_TITLES[State(row.answer)])
    )
    parts = (
        words(mark("{day}, {time}")).format(day=texts.date(time.date()), time=isolate(texts.time(time))),
        answered,
        words(CAPACITY_TITLES[Capacity(row.capacity)]),
        words(METHOD_TITLES[Method(row.method)]),
        version_told,
        *(named.format(field=words(title), value=isolate(value)) for title, value in told.items() if value),
    )
    return " — ".join(parts)


class ConsentReceipt(Row):
    """One answer to one purpose. Receipts are only ever added; which of them counts: `gcmdesk.protection.consent`."""

    __tablename__ = "consent_receipt"
    topic = "consent"
    lasting = f"answer <> '{Answer.GIVEN}'"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        info=reach.personal(
            mark("Consent receipt"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE_ATTACHMENTS, Purpose.RECORDING: reach.ERASE_ATTACHMENTS},
            describe=_answers,
        ),
    )
    purpose: Mapped[str] = mapped_column(info=fields.TEAM)
    answer: Mapped[str] = mapped_column(info=fields.TEAM)
    capacity: Mapped[str] = mapped_column(info=fields.TEAM)
    method: Mapped[str] = mapped_column(info=fields.TEAM)
    notice_version_id: Mapped[int] = mapped_column(ForeignKey("notice_version.id"), index=True)
    language: Mapped[str] = mapped_column(info=fields.TEAM)
    """In which the notice was spoken."""
    time: Mapped[datetime]
    """When the person answered, by the clock of the computer or by the sheet of paper."""
    recorded: Mapped[int]
    """Hybrid clock of the moment it was first written down; unlike `clock` it stays when undone work is done again."""
    place: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    witness: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    guardian: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """Who they are to the child: "mother"."""
    guardian_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(mark("Guardian of a child"), Effect.UNLINK, shows=("time", "guardian")),
    )
    best_interests: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """Why taking part is in the child's best interests."""
    reason: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """Why consent was not possible."""
    understanding: Mapped[str] = mapped_column(default="", info=fields.NEVER)
    """How it was checked that the person understood, where consent was not possible or support was given."""
    expires: Mapped[date | None] = mapped_column(info=fields.TEAM)
    """The last day on which it counts."""
    third_party: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """Whom may be shared with; a consent to sharing names one."""
    recipients: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """Recipient classes as `|team|public|`."""

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """What a "given" needs. Refusing and withdrawing need nothing but saying so."""
        return (
            _one_of("purpose", Purpose),
            _one_of("answer", Answer),
            _one_of("capacity", Capacity),
            _one_of("method", Method),
            _filled("language"),
            CheckConstraint("recorded > 0 AND recorded <= clock", name="recorded"),
            CheckConstraint("guardian_id IS NULL OR guardian_id <> person_id", name="guardian"),
            CheckConstraint(
                f"answer <> '{Answer.GIVEN}' OR capacity <> '{Capacity.CHILD}'"
                " OR (trim(guardian) <> '' AND trim(best_interests) <> '')",
                name="child",
            ),
            CheckConstraint(
                f"answer <> '{Answer.GIVEN}' OR capacity <> '{Capacity.NOT_POSSIBLE}' OR (trim(reason) <> ''"
                f" AND trim(understanding) <> '' AND purpose IN ({_WITHOUT_CONSENT}))",
                name="not_possible",
            ),
            CheckConstraint(
                f"answer <> '{Answer.GIVEN}' OR method <> '{Method.SPOKEN}' OR trim(witness) <> ''", name="witness"
            ),
            CheckConstraint(
                f"answer <> '{Answer.GIVEN}' OR purpose <> '{Purpose.SHARING}'"
                " OR (trim(third_party) <> '' AND recipients <> '')",
                name="sharing",
            ),
            CheckConstraint(
                f"answer <> '{Answer.GIVEN}' OR purpose <> '{Purpose.ATTRIBUTION}' OR recipients <> ''",
                name="attribution",
            ),
            CheckConstraint(f"recipients = '' OR {_ONLY_RECIPIENTS} = '|'", name="recipients"),
            Index(None, "person_id", "purpose", "time"),
            Index(None, "purpose", "person_id", "answer"),
        )


class Correction(Row):
    """What was put right in what is held about a person, and why (guidance Tool 5, "Data quality")."""

    __tablename__ = "correction"
    topic = "people"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Correction"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE},
            shows=("made", "field", "was", "became", "reason"),
        ),
    )
    made: Mapped[datetime]
    field: Mapped[str] = mapped_column(info=fields.TEAM)
    was: Mapped[str] = mapped_column(info=fields.NEVER)
    became: Mapped[str] = mapped_column(info=fields.NEVER)
    reason: Mapped[str] = mapped_column(info=fields.NEVER)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A correction has a reason."""
        return (_filled("reason"),)


class ReadBack(Row):
    """A person was told what is held about them (guidance Tool 5, "Access and transparency")."""

    __tablename__ = "read_back"
    topic = "people"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"),
        index=True,
        info=reach.personal(
            mark("Read-back"),
            Effect.ERASE,
            withdrawal={Purpose.TAKE_PART: reach.ERASE},
            shows=("day", "left_out", "reason"),
        ),
    )
    day: Mapped[date] = mapped_column(info=fields.TEAM)
    language: Mapped[str] = mapped_column(info=fields.TEAM)
    left_out: Mapped[str] = mapped_column(default="", info=fields.TEAM)
    """Which parts were refused, as their untranslated labels, one a line; empty when all was read."""
    reason: Mapped[str] = mapped_column(default="", info=fields.TEAM)

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """A refusal has a reason."""
        return (_filled("language"), CheckConstraint("left_out = '' OR trim(reason) <> ''", name="reason"))
