"""The result page of a large assessment, against numpy computing the same figures from the same rows."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk import sample
from gcmdesk.priorities import criteria, ranking, raters, result, rounds, scores
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.workspace import opening
from gcmdesk.workspace.file import Access, Driver
from gcmdesk.workspace.workspace import Session
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, compare

RATERS, OBJECTIVES, CRITERIA, WEIGHTINGS = 500, 23, 8, 10_000
_SCORES = "SELECT rater_id, objective, criterion_id, value FROM score WHERE round_id = ? AND value IS NOT NULL"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def fill(session: Session) -> int:
    """A round in which everybody scores everything; returns its id."""
    chance = random.Random(1)  # noqa: S311 - repeatable
    criteria.install(session)
    for number in range(CRITERIA - 5):
        own = criteria.add(session, f"Criterion {number}")
        criteria.weigh(session, own.id, 10)
    asked = [one.id for one in criteria.all_of(session)]
    groups = list(raters.groups())
    made = [raters.add(session, RaterDraft(belongs=chance.choice(groups))).id for _number in range(RATERS)]
    number = rounds.add(session, RoundDraft("scores", "A large round", date(2026, 3, 1))).id
    cells = ((rater, one, key, chance.randint(0, 5)) for rater in made for one in range(1, 24) for key in asked)
    scores.fill(session, number, cells)
    return number


def vectorised(connection: Driver, number: int, weights: dict[int, float]) -> tuple[Any, ...]:
    """Weighted means, rank range, share in the first five, spread, and Kendall's W with ties."""
    rows = np.array(connection.execute(_SCORES, (number,)).fetchall())
    keys = [np.unique(rows[:, at], return_inverse=True) for at in range(3)]
    cube = np.full([len(values) for values, _places in keys], np.nan)
    cube[tuple(places for _values, places in keys)] = rows[:, 3]
    middle = np.nanmean(cube, axis=0)
    weight = np.array([weights[key] for key in keys[2][0]])
    drawn = np.random.default_rng(1).uniform(0.75, 1.25, (WEIGHTINGS, len(weight))) * weight
    placed = np.argsort(np.argsort(-(drawn @ middle.T), axis=1), axis=1) + 1
    own = cube @ weight / weight.sum()
    order = np.apply_along_axis(_mid_ranks, 1, -own)
    sums = order.sum(axis=0)
    ties = sum(float(((counts := np.unique(row, return_counts=True)[1]) ** 3 - counts).sum()) for row in order)
    m, n = own.shape
    w = 12 * ((sums - m * (n + 1) / 2) ** 2).sum() / (m * m * (n**3 - n) - m * ties)
    return middle @ weight, placed.min(axis=0), placed.max(axis=0), (placed <= 5).mean(axis=0), own.std(axis=0), w


def _mid_ranks(values: Any) -> Any:
    _unique, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]


def measurements() -> Iterator[Measurement]:
    """The whole result page, and its computation alone."""
    path = large.folder() / "priorities.gcmdesk"
    with opening.create(path, sample.PASSPHRASE, large.around()) as workspace:
        number = workspace.run(fill, name="Filled")
    key = large.key_of(path)
    with opening.open_workspace(path, sample.PASSPHRASE, around=large.around()) as workspace:
        connection = large.bare(path, key, Access.READ)
        try:
            weights = workspace.read(criteria.weights)
            counting = workspace.read(raters.counting, NOW)
            given = workspace.read(scores.read, number, counting)
            what = f"{RATERS} raters × {OBJECTIVES} × {CRITERIA}, {WEIGHTINGS:,} weightings"
            yield compare(
                f"result page: {what}",
                lambda: workspace.read(result.of_round, number, NOW, WEIGHTINGS),
                "numpy on the same rows, bare driver",
                lambda: vectorised(connection, number, weights),
                rounds=5,
                target=4,
            )
            yield compare(
                "of that: the order and its ranges",
                lambda: ranking.standings(given, weights, weightings=WEIGHTINGS),
                "numpy on the same rows, bare driver",
                lambda: vectorised(connection, number, weights),
                rounds=5,
            )
        finally:
            connection.close()
