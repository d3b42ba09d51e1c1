"""Search over the large sample: best 50, counts, snippets, against the same SQL on a bare connection."""

import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from gcmdesk.consultations.tables import Note
from gcmdesk.workspace import search
from gcmdesk.workspace.file import Access, Driver
from gcmdesk.workspace.query import parse, tokens
from gcmdesk.workspace.workspace import Workspace
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, from_samples, timed

QUERIES = 120
ROUNDS = 3

_RANKED = "SELECT rowid, rank FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50"
_ROWS = "SELECT id, text FROM note WHERE id IN ({marks})"
_COUNT = "SELECT count(*) FROM search WHERE search MATCH ?"


def queries(session: Session) -> list[str]:
    """Single words (three of six), pairs, phrases and beginnings, taken from the notes, so of all frequencies."""
    rng = random.Random("queries")  # noqa: S311 - a repeatable series
    picked = []
    for number in range(QUERIES):
        words = tokens(session.get_one(Note, rng.randint(1, large.NOTES)).text)
        at = rng.randrange(len(words) - 1)
        kinds = [f"{words[at]} "] * 3 + [f"{words[at]} {rng.choice(words)} ", f'"{words[at]} {words[at + 1]}"']
        kinds.append(words[at][: max(3, len(words[at]) - 2)])
        picked.append(kinds[number % len(kinds)])
    return picked


def bare_search(connection: Driver, expression: str) -> list[tuple[object, ...]]:
    """What any program would run: the best 50, and their texts (all hits of these queries are notes)."""
    ranked = connection.execute(_RANKED, (expression,)).fetchall()
    ids = [rowid & 0xFFFFFFFF for rowid, _rank in ranked]
    rows: list[tuple[object, ...]] = connection.execute(_ROWS.format(marks=", ".join("?" * len(ids))), ids).fetchall()
    return rows


def core_search(session: Session, expression: str) -> object:
    """The same two statements through SQLAlchemy Core."""
    connection = session.connection()
    ranked = connection.exec_driver_sql(_RANKED, (expression,)).fetchall()
    ids = tuple(rowid & 0xFFFFFFFF for rowid, _rank in ranked)
    return connection.exec_driver_sql(_ROWS.format(marks=", ".join("?" * len(ids))), ids).fetchall()


def samples(asked: list[str], ours: Callable[[str], object], reference: Callable[[str], object]) -> list[list[float]]:
    """The best of some rounds for each query, ours and the reference's, taking turns."""
    taken: list[list[float]] = [[], []]
    for query in asked:
        works = [partial(ours, query), partial(reference, query)]
        times = [[timed(work) for work in works] for _round in range(ROUNDS + 1)][1:]  # the first one warms both
        for own, each in zip(taken, zip(*times, strict=True), strict=True):
            own.append(min(each))
    return taken


def percentiles(
    name: str,
    against: str,
    taken: list[list[float]],
    target: float | None = None,
    note: str = "",
    again: Callable[[], object] | None = None,
) -> Iterator[Measurement]:
    """Half of the queries, and 95 of a hundred, are faster than this; `again` runs them all once more."""
    cuts = [statistics.quantiles(each, n=20) for each in taken]
    for share, cut in (("p50", 9), ("p95", 18)):
        found = from_samples(f"{name}, {share}", against, [cuts[0][cut]], [cuts[1][cut]], target=target, again=again)
        yield replace(found, note=note)
        note = ""


def measurements() -> Iterator[Measurement]:
    """Everything about finding."""
    path = large.sample_file()
    key = large.key_of(path)
    with large.opened(path) as workspace:
        connection = large.bare(path, key, Access.READ)
        try:
            yield from _compared(workspace, connection)
        finally:
            connection.close()


def _compared(workspace: Workspace, connection: Driver) -> Iterator[Measurement]:
    asked = workspace.read(queries)
    expressions = {query: parse(query).expression for query in asked}
    hits = {query: workspace.read(search.find, query) for query in asked}
    size = f"{large.NOTES:,} notes"

    def bare(query: str) -> object:
        return bare_search(connection, expressions[query])

    def all_core() -> object:
        return [workspace.read(core_search, expressions[query]) for query in asked]

    def all_found() -> object:
        return [workspace.read(search.find, query) for query in asked]

    taken = samples(asked, lambda query: workspace.read(core_search, expressions[query]), bare)
    yield from percentiles(f"best 50 of {size}, Core", "same SQL, bare driver", taken, 1.15, again=all_core)
    taken = samples(asked, lambda query: workspace.read(search.find, query), bare)
    note = f"{statistics.mean(map(len, hits.values())):.0f} hits on average"
    yield from percentiles(f"best 50 of {size}, records", "same SQL, bare driver", taken, 1.6, note, all_found)

    def shown(query: str) -> object:
        return [hit.snippet for hit in workspace.read(search.find, query)[:10]]

    yield from percentiles("best 50, and ten snippets", "same SQL, bare driver", samples(asked, shown, bare))
    counted = samples(
        asked,
        lambda query: workspace.read(search.counts, query),
        lambda query: connection.execute(_COUNT, (expressions[query],)).fetchone(),
    )
    yield from percentiles("counts by table", "count of all, bare driver", counted)
    scanned = "SELECT id, text FROM note WHERE text LIKE ? LIMIT 50"
    few = [query for query in asked if len(parse(query).wanted) == 1 and len(parse(query).wanted[0].tokens) == 1][:12]
    liked = samples(
        few,
        lambda query: workspace.read(search.find, query),
        lambda query: workspace.read(_scan, scanned, f"%{query.strip()}%"),
    )
    yield from percentiles("best 50, records", "first 50 by LIKE", liked)


def _scan(session: Session, statement: str, pattern: str) -> object:
    return session.connection().exec_driver_sql(statement, (pattern,)).fetchall()
