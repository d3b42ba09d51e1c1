"""A prioritisation for the sample workspace: two rounds of scores, three votes, and the draft of a decision."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.priorities import benchmark, criteria, interplay, raters, scores
from gcmdesk.priorities.decision_tables import Choice, Decision, Process, ProcessObjective
from gcmdesk.priorities.interplay import Effect
from gcmdesk.priorities.tables import RankedBallot, Rater, Round, Tally
from gcmdesk.protection.people_tables import Person
from gcmdesk.workspace import bulk, journal
from gcmdesk.workspace.base import Row, entity

Identity = Callable[[str, int], bytes]
"""The uuid of the n-th row of a kind."""

FIRST_DAY = date(2026, 2, 16)
_OBJECTIVES = range(1, 24)
_ASIDE = {22: "A regional agreement on social security is being negotiated; it comes back next year."}
_URGENT = {7: 4.2, 15: 4.4, 16: 3.8, 4: 3.9, 10: 3.6, 6: 3.5, 1: 3.3, 13: 3.1}
"""What this invented country leans to; the other objectives lie around the middle."""
_BLANK = 0.06
_APART = {("migrants", 10): 1.2, ("migrants", 4): -1.0}
"""Where a group sees an objective otherwise than the rest."""
_BY_CRITERION = 0.7
"""How far objectives differ from criterion to criterion."""
_EFFECTS = (
    (4, 15, 2, "Whoever has papers can register with a clinic or a school."),
    (15, 16, 2, "Schools and clinics are where people meet."),
    (11, 13, -1, "Longer checks at the border fill the holding centres."),
    (10, 7, 3, "Victims of trafficking are protected only where vulnerabilities are seen."),
    (1, 15, 1, "Counts by district show where services are missing."),
    (5, 9, 2, "Regular pathways take away the smugglers’ business."),
)
_LINES = (
    ("7", "partly", "Act on assistance, chapter 4", (35, 50, 40)),
    ("15", "partly", "Decree on access to clinics", (55, 70, 30)),
    ("4", "yes", "Civil registration act", (70, 80, 60)),
    ("22", "no", "", (10, 5)),
    ("child-sensitive", "yes", "Child protection strategy", (45, 60, 65)),
)
_PROCESSES = (
    ("agenda-2030", "Voluntary national review", "Planning commission", {4: "16.9", 15: "3.8, 4.1", 10: "16.2"}),
    ("national-plan", "National plan against poverty", "Ministry of Social Affairs", {15: "chapter 3", 6: "chapter 5"}),
    ("human-rights", "Report to the committee on migrant workers", "Interministerial committee", {6: "", 7: ""}),
)
_RATERS = (("person", 14), ("organisation", 6), ("group", 4))
_PEOPLE_IN_GROUP = 12


def write(session: Session, progress: Progress, rng: random.Random, identity: Identity, people: range) -> int:
    """Write all of it; returns how many scores there are."""

    def put(table: type[Row], columns: Sequence[str], *rows: tuple[Any, ...]) -> range:
        first = bulk.last_id(journal.of(session).connection, entity(table))
        made = [(identity(table.__tablename__, first + at), *row) for at, row in enumerate(rows)]
        return bulk.insert(session, table, ("uuid", *columns), made)

    asked = [one.id for one in criteria.install(session)]
    for objective, reason in _ASIDE.items():
        scores.set_aside(session, objective, reason)
    columns = ("kind", "name", "belongs", "people", "person_id")
    scoring = list(put(Rater, columns, *_raters(session, rng, people)))
    days = [FIRST_DAY + timedelta(days=at) for at in (0, 1, 1, 2, 2)]
    titles = ("First scores", "Scores after the discussion", "Dots on the wall", "Ranked ballots", "Show of hands")
    kinds = ("scores", "scores", "dots", "ballots", "hands")
    made = put(
        Round,
        ("kind", "title", "day", "discussion", "present", "places", "closed"),
        *((kind, title, day, "", 24, 3, False) for kind, title, day in zip(kinds, titles, days, strict=True)),
    )
    belongs = {one.id: one.belongs for one in raters.all_of(session)}
    total = sum(
        scores.fill(session, number, _scores(rng, scoring, belongs, asked, spread))
        for number, spread in ((made[0], 1.4), (made[1], 0.9))
    )
    progress.report(total, total)
    up = [one for one in _OBJECTIVES if one not in _ASIDE]
    leaning = [_URGENT.get(one, 2.0) for one in up]
    put(Tally, ("round_id", "objective", "votes"), *_counts(rng, made[2], up, leaning, 72))
    put(RankedBallot, ("round_id", "choices"), *((made[3], _ballot(rng, up, leaning)) for _one in range(22)))
    put(Tally, ("round_id", "objective", "votes"), *_counts(rng, made[4], up[:10], leaning[:10], 60))
    _beside(session, put, scoring)
    return total


def _raters(session: Session, rng: random.Random, people: range) -> list[tuple[Any, ...]]:
    groups = list(raters.groups())
    known = session.execute(select(Person.id, Person.pseudonym).where(Person.id.in_(people)).order_by(Person.id)).all()
    found: list[tuple[Any, ...]] = [("person", row.pseudonym, "migrants", 1, row.id) for row in known[:4]]
    for kind, count in _RATERS:
        for _number in range(count):
            belongs = "migrants" if kind == "group" else rng.choice(groups)
            name = f"Table {len(found) + 1}" if kind == "group" else f"Rater {len(found) + 1}"
            found.append((kind, name, belongs, _PEOPLE_IN_GROUP if kind == "group" else 1, None))
    return found


def _scores(
    rng: random.Random, scoring: list[int], belongs: dict[int, str], asked: list[int], spread: float
) -> list[tuple[int, int, int, int]]:
    found = []
    steady = random.Random("criteria")  # noqa: S311 - the same in both rounds, nothing secret
    lean = {(one, key): steady.gauss(_URGENT.get(one, 2.3), _BY_CRITERION) for one in _OBJECTIVES for key in asked}
    for rater in scoring:
        for objective in _OBJECTIVES:
            apart = _APART.get((belongs[rater], objective), 0.0)
            for criterion in asked:
                drawn = rng.gauss(lean[objective, criterion] + apart, spread)
                if objective not in _ASIDE and rng.random() > _BLANK:
                    found.append((rater, objective, criterion, min(5, max(0, round(drawn)))))
    return found


def _counts(
    rng: random.Random, number: int, up: list[int], leaning: list[float], votes: int
) -> list[tuple[int, int, int]]:
    drawn = rng.choices(up, [one**3 for one in leaning], k=votes)
    return [(number, objective, drawn.count(objective)) for objective in up if objective in drawn]


def _ballot(rng: random.Random, up: list[int], leaning: list[float]) -> str:
    order = sorted(up, key=lambda one: -leaning[up.index(one)] * rng.uniform(0.6, 1.4))
    return ",".join(str(one) for one in order[: rng.choice((2, 3, 3, 3))])


def _beside(session: Session, put: Callable[..., range], scoring: list[int]) -> None:
    for acting, affected, effect, reason in _EFFECTS:
        interplay.put(session, Effect(acting, affected, effect, reason))
    for subject, exists, source, percents in _LINES:
        benchmark.put(session, subject, exists, source)
        for rater, percent in zip(scoring[-6:], percents, strict=False):
            benchmark.rate(session, subject, rater, percent)
    for kind, title, body, targets in _PROCESSES:
        (process,) = put(Process, ("kind", "title", "body", "outcome"), (kind, title, body, ""))
        put(
            ProcessObjective,
            ("process_id", "objective", "targets"),
            *((process, objective, target) for objective, target in targets.items()),
        )
    (decision,) = put(Decision, ("title", "summary", "minority"), ("Objectives to begin with", "", ""))
    put(
        Choice,
        ("decision_id", "objective", "reason", "principles", "chosen"),
        (decision, 7, "Among the first whatever the weights are.", "people-centred,gender-responsive", True),
        (decision, 15, "Among the first three in both rounds.", "human-rights,child-sensitive", True),
        (decision, 16, "", "", True),
    )
