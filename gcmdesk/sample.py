"""The sample workspace: invented consultations in six languages, small to look around in, large to measure with.

It is written through the same services and bulk work as any other content, and it is the same for the same seed: texts,
numbers, dates and the identities of rows. (Keys, clocks and the journal's salts are new each time.) Every area that is
built adds its part here. All names are made up; no person is in it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk import sample_texts
from gcmdesk.consultations.records import KINDS
from gcmdesk.consultations.tables import Note
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.protection.duty_lists import Category, Identity, Sensitivity, Stage, Way, Wish
from gcmdesk.protection.duty_tables import DataRequest, DataRequestStep, PaperRecord, RetentionRule
from gcmdesk.sample_texts import SampleName
from gcmdesk.sampling import coding as sample_coding
from gcmdesk.sampling import mapping, protection
from gcmdesk.sampling import people as sample_people
from gcmdesk.sampling import priorities as sample_priorities
from gcmdesk.sampling import reports as sample_reports
from gcmdesk.sampling import sessions as sample_sessions
from gcmdesk.sampling.sessions import Programme
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.records import packed
from gcmdesk.stakeholders.tables import Initiative, Stakeholder, Territory
from gcmdesk.workspace import bulk, clock, opening
from gcmdesk.workspace.base import Row
from gcmdesk.workspace.opening import HERE, Surroundings
from gcmdesk.workspace.workspace import Workspace

PASSPHRASE = "sample workspace"  # noqa: S105 - meant to be known, and shown to whoever makes a sample
"""Opens every sample. There is nothing in it to protect."""

FIRST_DAY = date(2026, 1, 12)

_OBJECTIVES = 23
_DAYS_BETWEEN = timedelta(days=3)
_MONTH = timedelta(days=30)
_BETWEEN_NOTES = timedelta(minutes=2)
_NAMELESS = 0.2
"""The share of notes that nobody in particular said."""
_DISTRICTS = 12
_PER_INITIATIVE = 4
"""Stakeholders to one initiative."""
_UNASKED = 0.2
"""The share of stakeholders of whom nobody recorded whom they speak for."""
_GOVERNMENT = {"policy-sectors", "local-regional-authorities", "parliamentarians"}
_SECTORS = ("health", "education", "labour", "justice", "farming", "housing", None)
_TAGS = ("pilot region", "invited 2026", "first contact", "partner")
_ABOUT = (
    *("kind", "form", "sphere", "level", "sector", "territory_id", "languages", "underheard", "role", "interest"),
    *("affected", "capacity_needs", "conflicts", "note", "tags", "reference"),
)
_PERSONAL = 0.25
"""The share of notes behind which a person is recorded, and of those the share that is word for word."""
_VERBATIM = 0.5
_MARKED = 0.05
"""The share of notes that are flagged, and of those said in confidence."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind a sample has. Codings are at most so many: a theme is given to a note once."""

    stakeholders: int
    sessions: int
    notes: int
    codings: int
    people: int = 8


SIZES = {
    "small": Size(stakeholders=40, sessions=6, notes=200, codings=500, people=12),
    "large": Size(stakeholders=5_000, sessions=1_000, notes=200_000, codings=500_000, people=5_000),
}


def write(
    path: Path,
    size: Size = SIZES["small"],
    seed: int = 1,
    *,
    progress: Progress | None = None,
    passphrase: str = PASSPHRASE,
    around: Surroundings = HERE,
) -> None:
    """Make a new workspace at `path` and fill it. It is there whole or not at all, also when the job is cancelled.

    Raises what `opening.create` and `Workspace.job` raise. Import `gcmdesk.areas` before.
    """
    workspace = opening.create(path, passphrase, around)
    try:
        with workspace:
            fill(workspace, size, seed, progress or Progress())
    except BaseException:
        path.unlink()
        raise


def fill(workspace: Workspace, size: Size, seed: int, progress: Progress) -> None:
    """Put everything into an empty workspace. Raises what `Workspace.job` raises."""
    groups = workspace.job(progress, _stakeholders, size, seed, name=mark("{count} stakeholders imported"))
    held = workspace.job(progress, _sessions, size, seed, groups, name=mark("{count} sessions imported"))
    identity = partial(_identity, seed)
    themes = workspace.job(progress, sample_coding.themes, identity, name=mark("Code book set up"))
    people = workspace.job(progress, _people, size, seed, name=mark("{count} people and receipts imported"))
    said_by = (groups, people)
    notes = workspace.job(progress, _notes, size, seed, said_by, held, name=mark("{count} notes imported"))
    workspace.job(progress, _duties, seed, name=mark("Registers of data protection begun"))
    workspace.job(progress, protection.write, FIRST_DAY, identity, name=mark("Registers of data protection begun"))
    protection.send(workspace)
    coded = (size.codings, _series(seed, "codings"), notes, themes)
    workspace.job(progress, sample_coding.codings, *coded, name=mark("{count} themes given to notes"))
    workspace.job(progress, sample_coding.evidence_sets, identity, name=mark("{count} evidence sets added"))
    series = _series(seed, "priorities")
    workspace.job(progress, sample_priorities.write, series, identity, people, name=mark("Prioritisation begun"))
    workspace.job(progress, mapping.write, FIRST_DAY, seed, name=mark("Maps and plans of step 1 begun"))
    workspace.job(progress, sample_reports.write, identity, name=mark("Reports begun"))


def _series(seed: int, what: str) -> random.Random:
    return random.Random(f"{seed} {what}")  # noqa: S311 - a repeatable series, nothing secret


def _identity(seed: int, what: str, number: int) -> bytes:
    return clock.joint_uuid(b"gcmdesk sample", f"{seed} {what} {number}".encode())


def _stakeholders(session: Session, progress: Progress, size: Size, seed: int) -> range:
    rng = _series(seed, "groups")
    areas = _territories(session, seed)
    names = [*sample_texts.stakeholders(seed, size.stakeholders)]
    names[-1] = replace(names[0], name=names[0].name.upper())  # somebody typed it a second time
    rows = (
        (_identity(seed, "stakeholder", number), one.name, *_about(rng, number, one, areas[one.language]))
        for number, one in enumerate(names)
    )
    columns = ("uuid", "name", *_ABOUT)
    made = bulk.insert(session, Stakeholder, columns, rows, progress=progress, total=size.stakeholders)
    _initiatives(session, size, seed, made)
    return made


def _territories(session: Session, seed: int) -> dict[str, range]:
    """A country that does not exist, a region for each language, districts in it."""
    columns = ("uuid", "name", "level", "pcode", "parent_id")
    country = (_identity(seed, "territory", 0), "Zanara", 0, "XX", None)
    (top,) = bulk.insert(session, Territory, columns, [country])
    areas = {}
    for at, code in enumerate(sample_texts.CODES, 1):
        names = sample_texts.places(code)[: _DISTRICTS + 1]
        identities = [_identity(seed, "territory", at * 100 + number) for number in range(len(names))]
        region = (identities[0], names[0], 1, f"XX{at:02}", top)
        (above,) = bulk.insert(session, Territory, columns, [region])
        below = [(identities[n], names[n], 2, f"XX{at:02}{n:02}", above) for n in range(1, len(names))]
        areas[code] = bulk.insert(session, Territory, columns, below)
    return areas


def _about(rng: random.Random, number: int, one: SampleName, districts: range) -> tuple[Any, ...]:
    """All fields of a stakeholder in the order of `_ABOUT`; some are not recorded, some are answered with "none"."""
    words = sample_texts.language(one.language)
    kind = rng.choice(list(vocabulary.groups()))
    speaks_for = rng.sample(list(vocabulary.UNDERHEARD), rng.randrange(3))

    def told(share: float = 0.7) -> str | None:
        return f"{rng.choice(words.who)}: {rng.choice(words.what)}" if rng.random() < share else None

    return (
        kind,
        rng.choices(list(vocabulary.FORMS), (7, 2, 1))[0],
        "government" if kind in _GOVERNMENT else "non-government",
        rng.choices([*vocabulary.LEVELS, None], (4, 4, 1, 1, 1))[0],
        rng.choice(_SECTORS),
        rng.choice([*districts, None]),
        packed({one.language, rng.choice(sample_texts.CODES)}),
        None if rng.random() < _UNASKED else packed(speaks_for),
        *(told() for _field in ("role", "interest", "affected", "capacity_needs")),
        rng.choice((None, "", told(1.0))),
        told(0.3),
        packed(rng.sample(_TAGS, rng.randrange(3))),
        f"S-{number + 1:04}",
    )


def _initiatives(session: Session, size: Size, seed: int, stakeholders: range) -> range:
    rng = _series(seed, "initiatives")
    words = sample_texts.language("en")
    regions = sample_texts.places("en")

    def row(number: int) -> tuple[Any, ...]:
        day = FIRST_DAY + rng.randrange(300) * timedelta(days=1)
        what = f"{rng.choice(words.what)}: {rng.choice(words.who)} ({number + 1})"
        touched = packed(f"{one:02}" for one in rng.sample(range(1, _OBJECTIVES + 1), rng.randrange(4))) or None
        about = (rng.choice(list(vocabulary.ACTIONS)), rng.choice(stakeholders), rng.choice(regions[:5]), "Zanara")
        return _identity(seed, "initiative", number), *about, what[0].upper() + what[1:], day, touched

    columns = ("uuid", "action", "initiator_id", "region", "country", "description", "day", "objectives")
    count = max(size.stakeholders // _PER_INITIATIVE, 1)
    return bulk.insert(session, Initiative, columns, [row(number) for number in range(count)])


def _sessions(session: Session, progress: Progress, size: Size, seed: int, groups: range) -> Programme:
    """As many sessions as the size says, and one to come."""

    def identity(what: str, number: int) -> bytes:
        return _identity(seed, what, number)

    names = list(sample_texts.sessions(seed, size.sessions + 1))
    days = [FIRST_DAY + number * _DAYS_BETWEEN for number in range(len(names))]
    return sample_sessions.write(session, progress, names, days, groups, _series(seed, "sessions"), identity)


def _people(session: Session, progress: Progress, size: Size, seed: int) -> range:
    return sample_people.write(session, progress, size.people, _series(seed, "people"), partial(_identity, seed))


def _notes(
    session: Session, progress: Progress, size: Size, seed: int, said_by: tuple[range, range], held: Programme
) -> range:
    columns = (
        *("uuid", "consultation_id", "stakeholder_id", "person_id", "verbatim", "said", "kind", "text"),
        *("language", "flagged", "confidential", "agenda_item_id"),
    )
    rows = _note_rows(size, seed, said_by, held)
    return bulk.insert(session, Note, columns, rows, progress=progress, total=size.notes)


def _note_rows(size: Size, seed: int, said_by: tuple[range, range], held: Programme) -> Iterator[tuple[Any, ...]]:
    """As many notes in each session, one after the other."""
    rng, whose, (groups, people) = _series(seed, "said"), _series(seed, "whose"), said_by
    marks = _series(seed, "marks")
    kinds = ("", *KINDS)
    for number, note in enumerate(sample_texts.notes(seed, size.notes)):
        at = number * size.sessions // size.notes
        first_of_session = -(-at * size.notes // size.sessions)
        opened = datetime.combine(FIRST_DAY + at * _DAYS_BETWEEN, datetime.min.time(), UTC).replace(
            hour=sample_sessions.OPENING_HOUR
        )
        said = opened + (number - first_of_session) * _BETWEEN_NOTES
        group = None if rng.random() < _NAMELESS else rng.choice(groups)
        person = whose.choice(people) if people and whose.random() < _PERSONAL else None
        identity, verbatim = _identity(seed, "note", number), person is not None and whose.random() < _VERBATIM
        flagged, confidential = marks.random() < _MARKED, marks.random() < _MARKED
        point = marks.choice(held.points[held.sessions[at]])
        start = (identity, held.sessions[at], group, person, verbatim, said, rng.choice(kinds), note.text)
        yield *start, note.language, flagged, confidential, point


def _duties(session: Session, _progress: Progress, seed: int) -> None:
    """A box of paper, review dates for what is held, and a request that was answered in time."""

    def put(table: type[Row], columns: tuple[str, ...], *rows: tuple[Any, ...]) -> int:
        made = [(_identity(seed, table.__tablename__, number), *row) for number, row in enumerate(rows)]
        return bulk.insert(session, table, ("uuid", *columns), made)[0]

    after_two_years = FIRST_DAY.replace(year=FIRST_DAY.year + 2)
    paper = ("Sign-in sheets of the first session", "Steel cupboard of the project office", "Project archive")
    put(
        PaperRecord,
        ("what", "place", "custodian", "sensitivity", "destroy_by"),
        (*paper, Sensitivity.SENSITIVE, after_two_years),
    )
    kinds = (Category.NOTES, Category.PAPER, Category.REQUESTS)
    put(
        RetentionRule,
        ("category", "months", "first_on", "review_on"),
        *((kind, 24, after_two_years, after_two_years) for kind in kinds),
    )
    received = datetime.combine(FIRST_DAY + _DAYS_BETWEEN, datetime.min.time(), UTC).replace(
        hour=sample_sessions.OPENING_HOUR
    )
    asked = (Wish.ACCESS, received, Way.IN_PERSON, "What was written down in the first session", FIRST_DAY + _MONTH)
    request = put(DataRequest, ("wish", "received", "way", "words", "answer_by"), asked)
    put(
        DataRequestStep,
        ("data_request_id", "at", "stage", "words"),
        (request, received + timedelta(days=1), Stage.IDENTITY, Identity.KNOWN),
        (request, received + timedelta(days=2), Stage.ANSWERED, "Printed and read out"),
        (request, received + timedelta(days=2), Stage.CLOSED, "Nothing else was asked"),
    )
