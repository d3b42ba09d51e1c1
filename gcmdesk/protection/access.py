"""What is held about a person, read out in plain language; corrections with a log (guidance Tool 5, "Access").

    held = workspace.read(access.held, person, texts, left_out)
    workspace.run(access.read_back, person, day, "fr", left_out, reason, name=mark("Read-back recorded"))
    workspace.run(access.correct, person, "region", "North", reason, name=mark("Record of a person corrected"))

Every reference to a person appears, found through the schema, with what it declares (`reach`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.protection import people_records, tied
from gcmdesk.protection.duty_lists import WISHES
from gcmdesk.protection.people_records import AgeBand, Basis
from gcmdesk.protection.people_tables import Correction, Person, ReadBack
from gcmdesk.protection.tied import Tie
from gcmdesk.workspace import clock

RECORD = mark("Record of the person")
FIELDS = {
    "pseudonym": mark("Pseudonym"),
    "age_band": mark("Age"),
    "region": mark("Region"),
    "languages": mark("Languages"),
    "role": mark("Role"),
    "basis": mark("Ground for keeping this record"),
    "notice_language": mark("Language of the notice"),
    "obtained": mark("How the record came about"),
    "review_by": mark("To be looked at again by"),
}
"""Untranslated titles of what is recorded of a person, in the order of reading."""
_CORRECTABLE = ("pseudonym", "age_band", "region", "languages", "role", "notice_language", "obtained", "basis")
_CLOSED = {"age_band": AgeBand, "basis": Basis}


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of things held, read out line by line."""

    label: str
    """Untranslated."""
    lines: tuple[str, ...]
    left_out: bool = False
    """Refused: nothing of it is read out, not even how much there is."""
    attachments: int = 0
    """How many pictures, recordings and scans belong to these things."""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """An entry of the log of corrections."""

    made: datetime
    field: str
    was: str
    became: str
    reason: str


def held(session: Session, person: int, texts: Texts, left_out: Collection[str] = ()) -> tuple[Section, ...]:
    """All that is held about a person, in the language of `texts`. Sections whose label is in `left_out` stay empty.

    Unknown ids are NoResultFound.
    """
    row = session.get_one(Person, person)
    record = [
        texts.gettext("{field}: {value}").format(field=texts.gettext(title), value=_read_out(row, name, texts))
        for name, title in FIELDS.items()
        if getattr(row, name)
    ]
    sections = [Section(RECORD, tuple(record))]
    for tie in tied.ties():
        rows = tie.rows(session, [person])
        if rows:
            lines = tuple(_lines(session, tie, rows, texts))
            sections.append(Section(tie.personal.label, lines, attachments=len(tied.attached(session, tie, rows))))
    return tuple(Section(one.label, (), left_out=True) if one.label in left_out else one for one in sections)


def _lines(session: Session, tie: Tie, rows: Sequence[int], texts: Texts) -> Sequence[str]:
    if tie.personal.describe:
        return tie.personal.describe(session, rows, texts)
    things = session.scalars(select(tie.kind).where(tie.column.table.c.id.in_(rows)).order_by(tie.column.table.c.id))
    return [
        " — ".join(filter(None, (_read_out(thing, name, texts) for name in tie.personal.shows))) for thing in things
    ]


def _read_out(thing: object, name: str, texts: Texts) -> str:
    value = getattr(thing, name)
    if isinstance(value, datetime):
        here = value.astimezone()
        return texts.gettext("{day}, {time}").format(day=texts.date(here.date()), time=isolate(texts.time(here)))
    if isinstance(value, date):
        return texts.date(value)
    titles: dict[str, dict[str, str]] = {
        "age_band": {str(key): title for key, title in people_records.AGE_TITLES.items()},
        "basis": {str(key): title for key, title in people_records.BASIS_TITLES.items()},
        "field": FIELDS,
        "wish": {str(key): title for key, title in WISHES.items()},
    }
    if name == "notice_language":
        return str(texts.locale.languages.get(value, value))
    if name == "left_out":
        return ", ".join(map(texts.gettext, filter(None, str(value).split("\n"))))
    return texts.gettext(titles[name].get(value, value)) if name in titles else str(value)


def read_back(
    session: Session, person: int, day: date, language: str, left_out: Collection[str] = (), reason: str = ""
) -> None:
    """The person was told what is held on this day. Leaving parts out without a reason is a ValueError."""
    if left_out and not reason.strip():
        raise ValueError("reason")
    if not language.strip():
        raise ValueError("language")
    session.get_one(Person, person)
    parts = "\n".join(sorted(left_out))
    session.add(ReadBack(person_id=person, day=day, language=language, left_out=parts, reason=reason.strip()))


def last_read_back(session: Session, person: int) -> date | None:
    """When the person was last told what is held; None when never."""
    query = select(ReadBack.day).where(ReadBack.person_id == person).order_by(ReadBack.day.desc()).limit(1)
    return session.scalars(query).first()


def correct(session: Session, person: int, field: str, value: str, reason: str) -> bool:
    """Put one field right and log it; False where it said so already.

    A field that nobody corrects, a value outside its list or no reason is a ValueError naming what is wrong.
    """
    if field not in _CORRECTABLE:
        raise ValueError("field")
    if not reason.strip():
        raise ValueError("reason")
    if field in _CLOSED:
        _CLOSED[field](value)
    row = session.get_one(Person, person)
    was, value = str(getattr(row, field)), value.strip()
    if was == value:
        return False
    setattr(row, field, value)
    session.add(
        Correction(person_id=person, made=clock.now(), field=field, was=was, became=value, reason=reason.strip())
    )
    return True


def corrections(session: Session, person: int) -> tuple[CorrectionLine, ...]:
    """The log of corrections of a person, newest first."""
    query = select(Correction).where(Correction.person_id == person).order_by(Correction.made.desc(), Correction.id)
    return tuple(CorrectionLine(row.made, row.field, row.was, row.became, row.reason) for row in session.scalars(query))
