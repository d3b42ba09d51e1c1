"""The sessions of the sample workspace: how they were planned, who came, how many, and the guide they went by."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.consultations import guides, session_lists
from gcmdesk.consultations import session_tables as tables
from gcmdesk.consultations.tables import Consultation
from gcmdesk.jobs import Progress
from gcmdesk.sample_texts import SampleName
from gcmdesk.workspace import bulk
from gcmdesk.workspace.base import Row

Identity = Callable[[str, int], bytes]
"""The uuid of the n-th row of a kind."""

OPENING_HOUR = 9
_INVITED = 8
"""Stakeholders invited to a session, at most."""
_STATES = {"attended": 6, "absent": 1, "declined": 1}
_PURPOSES = ("kick-off", "needs-assessment", "needs-assessment", "interventions", "feedback", "validation")
_MODES = ("group", "group", "interview", "group", "online", "written")
_UNRECORDED = 0.25
"""The share of headcounts that nobody took."""
_LATE_SHEET = "A sheet with answers was found afterwards"
_OWN_CHECK = "Somebody waits outside with the children"
_COLUMNS = (
    *("uuid", "title", "place", "day", "starts", "ends", "purpose", "mode", "status", "perspective", "aim"),
    *("guide_version_id", "languages", "interpreting", "team", "objectives"),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """What was written: row ids of the sessions that were held, and for each the points of its agenda."""

    sessions: range
    points: dict[int, tuple[int, ...]]


def write(
    session: Session,
    progress: Progress,
    names: Sequence[SampleName],
    days: Sequence[date],
    stakeholders: range,
    rng: random.Random,
    identity: Identity,
) -> Programme:
    """A session for each name and day; the last name is that of a session to come. The day before it one is open."""
    version, questions = _guide(session, days[0], identity)
    statuses = ["closed"] * (len(names) - 2) + ["open", "planned"]
    rows = (
        (identity("consultation", number), *_session(rng, number, one, day, status, version))
        for number, (one, day, status) in enumerate(zip(names, days, statuses, strict=True))
    )
    made = bulk.insert(session, Consultation, _COLUMNS, rows, progress=progress, total=len(names))

    def put(kind: type[Row], columns: Sequence[str], values: Iterable[tuple[Any, ...]]) -> range:
        ready = ((identity(kind.__tablename__, number), *row) for number, row in enumerate(values))
        return bulk.insert(session, kind, ("uuid", *columns), ready, progress=progress)

    agenda = list(_agenda(made, questions))
    points = put(tables.AgendaItem, ("consultation_id", "position", "title", "minutes", "question_id", "done"), agenda)
    invited = list(_invited(made, days, statuses, stakeholders, rng))
    put(tables.Invitation, ("consultation_id", "stakeholder_id", "state", "people", "sent"), invited)
    counted = _headcounts(made[:-1], rng)
    put(tables.Headcount, ("consultation_id", "dimension", "category", "count"), counted)
    put(tables.SessionCheck, ("consultation_id", "point", "done", "note"), _checks(made, rng))
    put(tables.CriterionMark, ("consultation_id", "criterion", "note"), _criteria(made[:-1], rng))
    turns = _turns(made, days, statuses)
    put(tables.SessionTurn, ("consultation_id", "at", "status", "reason", "reopened"), turns)
    by_session: dict[int, tuple[int, ...]] = {}
    for row, values in zip(points, agenda, strict=True):
        by_session[values[0]] = (*by_session.get(values[0], ()), row)
    return Programme(made[:-1], by_session)


def _guide(session: Session, day: date, identity: Identity) -> tuple[int, list[tuple[int, str]]]:
    """The guidance's own guide on two objectives; its version, and its questions with their row ids."""
    draft = guides.begin("discussion-guide/combined", (5, 16))
    titled = ("uuid", "title", "source")
    (guide,) = bulk.insert(session, tables.Guide, titled, [(identity("guide", 0), draft.title, "discussion-guide")])
    made = (identity("guide_version", 0), guide, 1, _at(day, OPENING_HOUR), draft.title, draft.perspective, "en")
    names = ("uuid", "guide_id", "number", "made", "title", "perspective", "language")
    (version,) = bulk.insert(session, tables.GuideVersion, names, [made])
    rows = (
        (
            identity("guide_question", number),
            version,
            number,
            one.section,
            one.text,
            "\n".join(f"{objective:02}" for objective in one.objectives),
            one.item,
        )
        for number, one in enumerate(draft.questions, 1)
    )
    columns = ("uuid", "guide_version_id", "number", "section", "text", "objectives", "item")
    written = bulk.insert(session, tables.GuideQuestion, columns, rows)
    return version, [(row, one.text) for row, one in zip(written, draft.questions, strict=True)]


def _session(rng: random.Random, number: int, one: SampleName, day: date, status: str, version: int) -> tuple[Any, ...]:
    purpose = _PURPOSES[number % len(_PURPOSES)]
    interpreted = rng.choice((None, "", "ar", "fr"))
    objectives = "\n".join(f"{objective:02}" for objective in sorted(rng.sample(range(1, 24), rng.randrange(1, 5))))
    perspective = rng.choice(list(session_lists.PERSPECTIVES))
    guided = version if purpose in {"needs-assessment", "kick-off"} else None
    aim = "Find out what matters most here, and to whom"
    team = "Facilitator: team A\nNotes: team B"
    hours = (f"{OPENING_HOUR:02}:00", "17:00")
    about = (purpose, _MODES[number % len(_MODES)], status, perspective, aim, guided)
    return one.name, one.place, day, *hours, *about, one.language, interpreted, team, objectives


def _agenda(sessions: range, questions: list[tuple[int, str]]) -> Iterator[tuple[Any, ...]]:
    for session in sessions:
        done = session != sessions[-1]
        yield session, 1, "Welcome, purpose and consent", 15, None, done
        for place, (row, words) in enumerate(questions[:3], 2):
            yield session, place, words, 40, row, done
        yield session, 5, "What happens next", 15, None, False


def _invited(
    sessions: range, days: Sequence[date], statuses: Sequence[str], stakeholders: range, rng: random.Random
) -> Iterator[tuple[Any, ...]]:
    for session, day, status in zip(sessions, days, statuses, strict=True):
        for stakeholder in sorted(rng.sample(stakeholders, min(_INVITED, len(stakeholders)))):
            state = rng.choices(list(_STATES), list(_STATES.values()))[0]
            if status == "planned":
                state = rng.choice(("invited", "accepted", "declined"))
            came = rng.randrange(1, 6) if state == "attended" and rng.random() > _UNRECORDED else None
            yield session, stakeholder, state, came, day - timedelta(days=14)


def _headcounts(sessions: Sequence[int], rng: random.Random) -> Iterator[tuple[Any, ...]]:
    """Counts that go with their total; some were never taken, and then they are not there."""
    for session in sessions:
        total = rng.randrange(8, 40)
        yield session, session_lists.ALL, session_lists.ALL, total
        for dimension in session_lists.DIMENSIONS:
            if dimension == session_lists.ALL or rng.random() < _UNRECORDED:
                continue
            rest = total
            categories = list(session_lists.categories(dimension))
            for category in categories[:-1] if dimension != "group" else rng.sample(categories, 4):
                count = rng.randrange(rest // 2 + 1)
                rest -= count
                yield session, dimension, category, count
            if dimension != "group":
                yield session, dimension, categories[-1], rest


def _checks(sessions: range, rng: random.Random) -> Iterator[tuple[Any, ...]]:
    for session in sessions:
        for point in session_lists.CHECKS:
            if rng.random() > _UNRECORDED:
                yield session, point, rng.random() > _UNRECORDED, ""
        yield session, _OWN_CHECK, True, ""


def _criteria(sessions: Sequence[int], rng: random.Random) -> Iterator[tuple[Any, ...]]:
    """The last criterion stays open, so that there is something still missing."""
    criteria = list(session_lists.criteria())[:-1]
    for session in sessions:
        for criterion in sorted(rng.sample(criteria, 3)):
            yield session, criterion, "As agreed with the team"


def _turns(sessions: range, days: Sequence[date], statuses: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Opened in the morning, closed in the evening; the first one was opened again and closed."""
    for session, day, status in zip(sessions, days, statuses, strict=True):
        if status == "planned":
            continue
        yield session, _at(day, OPENING_HOUR), "open", "", False
        if status == "closed":
            yield session, _at(day, 17), "closed", "", False
        if session == sessions[0] and status == "closed":
            yield session, _at(day + timedelta(days=1), 8), "open", _LATE_SHEET, True
            yield session, _at(day + timedelta(days=1), 10), "closed", "", False


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
