"""Step 1 in the sample: ratings by three raters at two dates, relations, engagement, set-up, awareness, checklists."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import coverage, engagement, relations, vocabulary
from gcmdesk.stakeholders.engagement_tables import Awareness, Engagement, EngagementEvent, Role, SetUp
from gcmdesk.stakeholders.ratings import HIGHEST, LOWEST
from gcmdesk.stakeholders.relation_tables import Rating, Relation
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.steps import checklist, questions
from gcmdesk.steps.tables import Evidence, Mark
from gcmdesk.workspace import bulk, clock
from gcmdesk.workspace.base import Row

_RATERS = ("Coordination team", "District team", "Migrants’ council")
_MOST_DRAWN = 500
"""Stakeholders of a large sample that are rated and related; nobody draws a map of more."""
_RELATIONS = 4
"""To one stakeholder."""
_BETWEEN_RATINGS = timedelta(days=60)
_PLANNED, _FREQUENCIES = 0.6, ("Each month", "Every three months", "Twice a year", "")
_NEXT = ("Agree on a date", "Send the invitation", "Report back on what was said", "Visit their meeting")

_OFFICES = (
    "Coordination team",
    "Office of the focal point",
    "District team",
    "Ministry of Labour of Zanara, migration desk",
    "Secretariat of the migrants’ council",
)
"""Who keeps in touch, by turns."""

Ends = Sequence[tuple[int, bytes]]
"""Ids and identities of stakeholders."""


class Put(Protocol):
    """Writes rows whose identities are the same for the same seed, and gives their ids."""

    def __call__(self, table: type[Row], columns: tuple[str, ...], *rows: tuple[Any, ...]) -> range:
        """Insert the rows."""


def write(session: Session, _progress: Progress, first_day: date, seed: int) -> int:
    """Write all of it and return how many stakeholders are on the maps."""
    query = select(Stakeholder.id, Stakeholder.uuid).order_by(Stakeholder.id).limit(_MOST_DRAWN)
    ends = [(id, uuid) for id, uuid in session.execute(query)]
    rng = random.Random(f"{seed} mapping")  # noqa: S311 - a repeatable series, nothing secret
    columns = ("uuid", "stakeholder_id", "rater", "day", "influence", "interest")
    bulk.insert(session, Rating, columns, _ratings(rng, ends, first_day))
    bulk.insert(
        session, Relation, ("uuid", "source_id", "target_id", "kind", "strength"), _relations(rng, ends).values()
    )

    def put(table: type[Row], columns: tuple[str, ...], *rows: tuple[Any, ...]) -> range:
        made = (
            (clock.joint_uuid(b"gcmdesk sample", f"{seed} {table.__tablename__} {number}".encode()), *row)
            for number, row in enumerate(rows)
        )
        return bulk.insert(session, table, ("uuid", *columns), made)

    _engagement(rng, put, ends, first_day)
    _targets(session, rng)
    _set_up(put, ends, first_day)
    _awareness(put, first_day)
    _steps(session, put)
    return len(ends)


def _ratings(rng: random.Random, ends: Ends, first_day: date) -> Iterator[tuple[Any, ...]]:
    """Raters agree roughly, and people gain some influence between the two dates."""

    def near(value: float) -> int:
        return min(HIGHEST, max(LOWEST, round(value + rng.choice((-1, 0, 0, 0, 1)))))

    for id, uuid in ends:
        influence, interest = rng.uniform(LOWEST, HIGHEST), rng.uniform(LOWEST, HIGHEST)
        for days in (timedelta(), _BETWEEN_RATINGS):
            day = first_day + days
            for rater in _RATERS:
                if days and rng.random() < 1 / 2:
                    continue
                identity = clock.joint_uuid(uuid, rater.encode(), day.isoformat().encode())
                yield identity, id, rater, day, near(influence), near(interest)
            influence, interest = influence + rng.choice((0, 0, 1)), interest + rng.choice((0, 0, 1))


def _relations(rng: random.Random, ends: Ends) -> dict[bytes, tuple[Any, ...]]:
    """A few stand in the middle of much; the others mostly know their neighbours."""
    made: dict[bytes, tuple[Any, ...]] = {}
    places = range(len(ends))
    known = [kind for kind in relations.KINDS for _share in range(1 if kind.id == "conflict" else 3)]
    while len(ends) > 1 and len(made) < (len(ends) - 1) * _RELATIONS // (1 if len(ends) == _MOST_DRAWN else 2):
        source = rng.choice(places)
        near = (source + rng.randint(1, 6)) % len(ends)
        target = near if rng.random() < 0.7 else int(len(ends) * rng.random() ** 3)
        if source == target:
            continue
        kind = rng.choice(known)
        pair = [ends[source], ends[target]]
        if not kind.directed:
            pair.sort(key=lambda end: end[1])
        (from_id, from_uuid), (to_id, to_uuid) = pair
        identity = clock.joint_uuid(from_uuid, to_uuid, kind.id.encode())
        made[identity] = (identity, from_id, to_id, kind.id, rng.choice((None, 1, 2, 3)))
    return made


def _engagement(rng: random.Random, put: Put, ends: Ends, first_day: date) -> None:
    mechanisms, modalities = list(engagement.MECHANISMS), list(engagement.MODALITIES)
    planned: list[tuple[Any, ...]] = []
    log: list[tuple[Any, ...]] = []
    for id, _uuid in ends:
        if rng.random() > _PLANNED:
            continue
        mechanism, modality = rng.choice(mechanisms), rng.choice(modalities)
        next_day = rng.choice((None, first_day + timedelta(days=rng.randrange(400))))
        step = rng.choice(_NEXT) if next_day else ""
        office = _OFFICES[len(planned) % len(_OFFICES)]
        planned.append((id, mechanism, modality, rng.choice(_FREQUENCIES), next_day, step, office))
        day = first_day + timedelta(days=rng.randrange(60))
        log.append((id, day, mechanism, "First talk about what the Compact means for their work"))
    columns = ("stakeholder_id", "mechanism", "modality", "frequency", "next_day", "next_step", "responsible")
    put(Engagement, columns, *planned)
    put(EngagementEvent, ("stakeholder_id", "day", "mechanism", "what"), *log)


def _targets(session: Session, rng: random.Random) -> None:
    for key in vocabulary.groups():
        coverage.set_target(session, "group", key, rng.randint(1, 6))
        coverage.set_target(session, "group", key, rng.randint(0, 3), "local")
    for key in list(vocabulary.UNDERHEARD)[::2]:
        coverage.set_target(session, "under-heard", key, rng.randint(1, 5))


def _set_up(put: Put, ends: Ends, first_day: date) -> None:
    columns = ("title", "form", "advantages", "drawbacks", "links", "chosen", "reason")
    one, _other = put(
        SetUp,
        columns,
        (
            "Interministerial working group",
            "coordination",
            "All ministries concerned sit at one table, and so do the districts.",
            "Nobody has the last word; meetings need a secretariat.",
            "Reports with the national plan for the Sustainable Development Goals.",
            first_day + timedelta(days=20),
            "The districts are represented in it from the beginning.",
        ),
        ("Ministry of Labour leads", "lead", "Short ways and a budget.", "", "", None, ""),
    )
    duties = "Meets every month and keeps the minutes."
    roles = zip(("lead", "secretariat", "member", "data"), ends, strict=False)
    put(Role, ("set_up_id", "task", "stakeholder_id", "duties"), *((one, task, id, duties) for task, (id, _u) in roles))


def _awareness(put: Put, first_day: date) -> None:
    made = (
        ("Morning briefing for district officials", "government", "briefing", "en", 45),
        ("Radio talk in four languages", "public", "traditional-media", "ar", None),
        ("Evening with music and food", "public", "culture", "es", 220),
        ("What the Compact is, on two pages", "stakeholders", "print", "fr", None),
    )
    rows = ((*row, first_day + timedelta(days=14 * number)) for number, row in enumerate(made))
    put(Awareness, ("title", "audience", "channel", "language", "reached", "day"), *rows)


def _steps(session: Session, put: Put) -> None:
    step = library.load().step(1)
    for item, status in zip(step.checklist, ("done", "under way", "open", "not applicable"), strict=False):
        checklist.set_status(session, item.id, next(one for one in checklist.STATUSES if one == status))
    first = step.checklist[0].id
    checklist.set_note(session, first, "Agreed in the first meeting of the working group.")
    mark = session.scalars(select(Mark.id).where(Mark.point == first)).one()
    put(Evidence, ("mark_id", "title"), (mark, "Minutes of the first meeting"))
    questions.answer(session, step.questions[0].id, "The districts know most of the local groups; we ask them first.")
