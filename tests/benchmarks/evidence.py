"""Matrices, findings, faceted search and coding over the large sample, against the bare statements."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy.orm import Session

from gcmdesk.consultations import codebook, coding
from gcmdesk.consultations.coding_records import Passage
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import everywhere, findings, matrix, word_list
from gcmdesk.synthesis.everywhere import Facets
from gcmdesk.synthesis.matrix import By, Matrix
from gcmdesk.workspace.file import Access, Driver
from gcmdesk.workspace.query import parse
from gcmdesk.workspace.workspace import Workspace
from tests.benchmarks import large, search
from tests.benchmarks.measure import Measurement, compare, timed

_MATRIX = """
    WITH stands AS MATERIALIZED (
        SELECT n.id, coalesce(s.kind, '') value FROM note n LEFT JOIN stakeholder s ON s.id = n.stakeholder_id
    )
    SELECT c.theme_id, stands.value, count(*)
    FROM (SELECT DISTINCT theme_id, note_id FROM coding) c JOIN stands ON stands.id = c.note_id GROUP BY 1, 2
"""
_ONE_BY_ONE = """
    SELECT c.theme_id, coalesce(s.kind, ''), count(*)
    FROM (SELECT DISTINCT theme_id, note_id FROM coding) c
    JOIN note n ON n.id = c.note_id LEFT JOIN stakeholder s ON s.id = n.stakeholder_id GROUP BY 1, 2
"""
"""Without knowing better: looks the note of each coding up."""
_COLUMNS = """
    SELECT coalesce(s.kind, ''), count(*) FROM note n LEFT JOIN stakeholder s ON s.id = n.stakeholder_id GROUP BY 1
"""
_PAIRS = """
    SELECT a, b, count(*) FROM (
        SELECT DISTINCT one.theme_id a, other.theme_id b, one.note_id FROM coding one
        JOIN coding other ON other.note_id = one.note_id AND other.theme_id > one.theme_id
    ) GROUP BY a, b
"""
_FOUND = "SELECT rowid FROM search WHERE search MATCH ?"
_TEXTS = "SELECT text FROM note WHERE language = ?"


def measurements() -> Iterator[Measurement]:
    """What is counted of codings, and what is found by facets."""
    path = large.sample_file()
    key = large.key_of(path)
    with large.opened(path) as workspace:
        connection = large.bare(path, key, Access.READ)
        try:
            yield from _matrices(workspace, connection)
            yield from _words(workspace, connection)
            yield from _faceted(workspace, connection)
        finally:
            connection.close()
    yield from _coded()


def _deep(session: Session) -> Matrix:
    return matrix.count(session, By.GROUP, deep=True)


def _matrices(workspace: Workspace, connection: Driver) -> Iterator[Measurement]:
    codings = connection.execute("SELECT count(*) FROM coding").fetchone()[0]

    def bare() -> None:
        connection.execute(_MATRIX).fetchall()
        connection.execute(_COLUMNS).fetchall()

    yield compare(
        f"themes × groups over {codings:,} codings",
        lambda: workspace.read(matrix.count),
        "same SQL, bare driver",
        bare,
        rounds=5,
        target=1.1,
    )
    yield compare(
        "the same",
        lambda: workspace.read(matrix.count),
        "each note looked up, bare driver",
        lambda: connection.execute(_ONE_BY_ONE).fetchall(),
        rounds=1,
    )
    yield compare(
        "the same with all that lies below", lambda: workspace.read(_deep), "flat, bare driver", bare, rounds=3
    )
    yield compare(
        "themes × months",
        lambda: workspace.read(matrix.count, By.MONTH),
        "themes × groups, bare driver",
        bare,
        rounds=3,
    )
    yield compare(
        "themes beside each other",
        lambda: workspace.read(matrix.co_occurrence),
        "same SQL, bare driver",
        lambda: connection.execute(_PAIRS).fetchall(),
        rounds=3,
        target=1.1,
    )
    yield compare(
        "findings of all objectives",
        lambda: workspace.read(findings.by_objective),
        "themes × groups, bare driver",
        bare,
        rounds=3,
    )


def _words(workspace: Workspace, connection: Driver) -> Iterator[Measurement]:
    language = workspace.read(word_list.languages)[-1]

    def bare() -> object:
        return Counter(word for (text,) in connection.execute(_TEXTS, (language,)) for word in text.lower().split())

    yield compare(
        "words of the notes of one language",
        lambda: workspace.read(word_list.of_notes, Progress(), language),
        "split and counted, bare driver",
        bare,
        rounds=1,
    )


def _faceted(workspace: Workspace, connection: Driver) -> Iterator[Measurement]:
    asked = workspace.read(search.queries)
    expressions = {query: parse(query).expression for query in asked}
    narrowed = Facets(groups=("diasporas", "migrants"), kinds=("need", "challenge"))

    def bare(query: str) -> object:
        return search.bare_search(connection, expressions[query])

    taken = search.samples(asked, lambda query: workspace.read(everywhere.search, query), bare)
    yield from search.percentiles("search everywhere, best 50 with their places", "best 50, bare driver", taken)
    taken = search.samples(asked, lambda query: workspace.read(everywhere.search, query, narrowed), bare)
    yield from search.percentiles("the same narrowed by two facets", "best 50, bare driver", taken)
    taken = search.samples(
        asked[:30],
        lambda query: workspace.read(everywhere.facets, query),
        lambda query: connection.execute(_FOUND, (expressions[query],)).fetchall(),
    )
    yield from search.percentiles("all facets counted", "all row ids, bare driver", taken)


def _coded() -> Iterator[Measurement]:
    """Coding with the keyboard: the theme is given and the next note found."""
    path = large.copy_of_sample("coded.gcmdesk")
    with large.opened(path) as workspace:
        theme = workspace.read(codebook.tree)[0].theme.id
        notes = range(1, 31)

        def step(note: int) -> None:
            workspace.run(coding.code_passages, theme, [Passage(note, 0, 7)], "bench", name="Passage coded")
            workspace.read(coding.next_uncoded, note, "bench")

        taken = sorted(timed(lambda note=note: step(note)) for note in notes)  # type: ignore[misc]
        again = sorted(timed(lambda: workspace.read(coding.next_uncoded, 30, "bench")) for _note in notes)
        yield Measurement("a passage coded, and the next note", "the next note alone", taken[15], again[15])
    path.unlink()
