"""The search index: one full-text table over the searched columns of all tables, kept in step by the journal.

    workspace.read(search.find, 'harvest "residence permit" -court')        the best 50 hits
    workspace.read(search.counts, "harvest")                                {"note": 812, "consultation": 3}
    workspace.job(progress, search.rebuild, name=mark("Search index built anew"))

The index (FTS5) holds words and where they stand, not the texts: those are in the rows, and the journal hands over the
old texts of what it changes or deletes. That needs a quarter of what an index with its own texts does.

With FTS5's `secure-delete` the words of a removed row are overwritten at once instead of some day. That takes 15 ms a
row among 200,000, so when many rows go at once it is put off (the setting is 0 until then) to the next erasure, which
writes the index anew. Nothing is lost by that: the journal keeps the texts of deleted rows too, until they are erased.

A row's id in the index is ``number of its table << 40 | row id``. Its columns follow each other with a mark between
them that no query can contain, so that no phrase spans two columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count, zip_longest

from sqlalchemy import ColumnElement, Float, Integer, Select, column, exists, false, literal_column, select, table
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.jobs import Progress
from gcmdesk.workspace import journal
from gcmdesk.workspace.base import Entity, Row, entities, entity
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.indexing import Texts
from gcmdesk.workspace.query import Query, Term, parse, words
from gcmdesk.workspace.snippets import Snippet, snippet

BULK_BYTES = 32 * 1024 * 1024
"""What long work gathers in memory before it is sorted into the file."""

MANY = 250
"""From so many removed rows on it is dearer to overwrite their words than to write the index anew later."""

_NOBODY = 1  # a row id that no row has, because tables are numbered from 1
_USUAL = {"hashsize": 1024 * 1024, "automerge": 4}
_BULK = {"hashsize": BULK_BYTES, "automerge": 0}
_SHIFT = 40
_COLUMN_END = " \ue000 "
_PLAIN_END = " \x00 "
"""Stands for it while texts are looked at; no text of the workspace holds it."""
_CHUNK = 2000

_NUMBER = "SELECT id FROM search_table WHERE name = ?"
_NEW_NUMBER = "INSERT INTO search_table (name) VALUES (?) RETURNING id"
_PUT = "INSERT INTO search (rowid, words) VALUES (?, ?)"
_REMOVE = "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)"
_SET = "INSERT INTO search (search, rank) VALUES (?, ?)"
_OVERWRITTEN = "SELECT v FROM search_config WHERE k = 'secure-delete'"
_FIND = "SELECT rowid, rank FROM search WHERE search MATCH ? {within} ORDER BY rank LIMIT ? OFFSET ?"
_COUNT = "SELECT count(*) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"

_INDEX = table("search", column("rowid", Integer), column("rank", Float))
_ROW = (1 << _SHIFT) - 1

_FRESH = (
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii', detail=none)",
    "CREATE VIRTUAL TABLE search_words USING fts5vocab(search, row)",
    "CREATE TABLE search_table (id INTEGER PRIMARY KEY, name TEXT)",
)
_SIZES = "SELECT id, sz FROM search_docsize"
_REFRESH = "SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH 'x')"
"""Makes FTS5 read its structure anew: its integrity check takes what other connections wrote since for damage."""
_WORDS = "SELECT term, doc FROM search_words"


class _Index:
    """The `TextIndex` of every workspace."""

    def put(self, connection: Driver, table: str, rows: Iterable[tuple[int, Texts]]) -> None:
        """See `TextIndex`."""
        connection.executemany(_PUT, _entries(connection, table, sorted(rows)))

    def put_columns(self, connection: Driver, table: str, first: int, columns: Sequence[Sequence[str | None]]) -> None:
        """See `TextIndex`. At once where each row has the same columns filled, and all is plain."""
        columns = [column for column in columns if any(column)]
        if columns and all(map(all, columns)) and "".join(chain.from_iterable(columns)).isascii():  # type: ignore[arg-type]
            ids = count(_number(connection, table) << _SHIFT | first)
            connection.executemany(_PUT, zip(ids, map(_COLUMN_END.join, zip(*columns, strict=True)), strict=False))
        else:
            self.put(connection, table, enumerate(zip(*columns, strict=True), first))

    def replace(self, connection: Driver, table: str, rows: Sequence[tuple[int, Texts, Texts]]) -> None:
        """See `TextIndex`."""
        self.remove(connection, table, [(row, before) for row, before, _now in rows])
        self.put(connection, table, [(row, now) for row, _before, now in rows])

    def remove(self, connection: Driver, table: str, rows: Sequence[tuple[int, Texts]]) -> None:
        """See `TextIndex`."""
        if len(rows) >= MANY:
            connection.execute(_SET, ("secure-delete", 0))
        connection.executemany(_REMOVE, _entries(connection, table, sorted(rows)))

    def purge(self, connection: Driver) -> None:
        """See `TextIndex`."""
        if connection.execute(_OVERWRITTEN).fetchone()[0]:
            return
        connection.execute(_PUT, (_NOBODY, "x"))  # FTS5 writes an index anew only when it has two parts at least
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        connection.execute(_SET, ("secure-delete", 1))
        connection.execute(_REMOVE, (_NOBODY, "x"))

    @contextmanager
    def bulk(self, connection: Driver) -> Iterator[None]:
        """See `TextIndex`. Work that fails is rolled back as a whole, and these settings with it."""
        connection.executemany(_SET, _BULK.items())
        yield
        connection.executemany(_SET, _USUAL.items())


INDEX = _Index()
"""The search index of every workspace."""


def _entries(connection: Driver, table: str, rows: Iterable[tuple[int, Texts]]) -> Iterator[tuple[int, str]]:
    base = _number(connection, table) << _SHIFT
    for row, texts in rows:
        joined = _PLAIN_END.join(filter(None, texts))
        if joined.isascii():  # FTS5 parts and folds it as `words` would
            indexed = joined.replace(_PLAIN_END, _COLUMN_END)
        else:
            indexed = _COLUMN_END.join(map(words, joined.split(_PLAIN_END)))
        if indexed:
            yield base | row, indexed


def _number(connection: Driver, table: str) -> int:
    found = connection.execute(_NUMBER, (table,)).fetchone()
    number: int = (found or connection.execute(_NEW_NUMBER, (table,)).fetchone())[0]
    return number


# ---------------------------------------------------------------------- finding


@dataclass(frozen=True)
class Hit:
    """A row that a query found. `rank` is smaller the better it fits; `texts` are its searched columns by name."""

    table: str
    row: int
    rank: float
    texts: Mapping[str, str | None] = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)

    @cached_property
    def column(self) -> str:
        """The column that `snippet` is from: the first one with the most found words."""
        return max(self._snippets, key=lambda name: len(self._snippets[name].marks))

    @property
    def snippet(self) -> Snippet:
        """The passage to show, worked out when it is first asked for: a list shows few of its hits at a time."""
        return self._snippets[self.column]

    @cached_property
    def _snippets(self) -> dict[str, Snippet]:
        return {name: snippet(text or "", self.terms) for name, text in self.texts.items()}


def find(session: Session, query: str, limit: int = 50, offset: int = 0, kinds: Sequence[type[Row]] = ()) -> list[Hit]:
    """The best hits of a search line (its language: `workspace.query`), best first; of these `kinds` only, if any."""
    asked = parse(query)
    if not asked.expression:
        return []
    connection = journal.connection_of(session)
    numbers = _numbers(connection, kinds)
    if not numbers:
        return []
    within = f"AND rowid >> {_SHIFT} IN ({', '.join(map(str, numbers))})" if kinds else ""
    ranked = connection.execute(_FIND.format(within=within), (asked.expression, limit, offset)).fetchall()
    return _hits(connection, ranked, numbers, asked)


def find_among(
    session: Session, query: str, kind: type[Row], among: ColumnElement[bool], limit: int = 50, offset: int = 0
) -> list[Hit]:
    """The best hits among rows of one kind for which a condition holds, such as ``Note.id.in_(select(…))``."""
    asked = parse(query)
    if not asked.expression:
        return []
    connection = journal.connection_of(session)
    numbers = _numbers(connection, [kind])
    if not numbers:
        return []
    matching = _matching(asked, *numbers).add_columns(_INDEX.c.rank).order_by(_INDEX.c.rank)
    matching = matching.where(exists().where(kind.id == _INDEX.c.rowid.op("&")(_ROW), among))
    ranked = [(row, rank) for row, rank in session.execute(matching.limit(limit).offset(offset))]
    return _hits(connection, ranked, numbers, asked)


def matching(session: Session, query: str, kind: type[Row]) -> Select[int]:
    """SQL for the ids of all rows of a kind that a search line finds: ``Note.id.in_(search.matching(…))``."""
    asked, numbers = parse(query), _numbers(journal.connection_of(session), [kind])
    if not asked.expression or not numbers:
        return select(kind.id).where(false())
    return _matching(asked, *numbers).with_only_columns(_INDEX.c.rowid.op("&")(_ROW))


def _matching(asked: Query, number: int) -> Select[int]:
    within = _INDEX.c.rowid.between(number << _SHIFT, ((number + 1) << _SHIFT) - 1)
    return select(_INDEX.c.rowid).where(literal_column("search").op("MATCH")(asked.expression), within)


def counts(session: Session, query: str, kinds: Sequence[type[Row]] = ()) -> dict[str, int]:
    """How many rows a search line finds, by table; tables without a hit are left out."""
    asked = parse(query)
    if not asked.expression:
        return {}
    connection = journal.connection_of(session)
    found = {}
    for number, name in _numbers(connection, kinds).items():
        rows = (number << _SHIFT, ((number + 1) << _SHIFT) - 1)
        found[name] = connection.execute(_COUNT, (asked.expression, *rows)).fetchone()[0]
    return {name: count for name, count in found.items() if count}


def _numbers(connection: Driver, kinds: Sequence[type[Row]]) -> dict[int, str]:
    wanted = {kind.__tablename__ for kind in kinds}
    known = connection.execute("SELECT id, name FROM search_table ORDER BY id").fetchall()
    return {number: name for number, name in known if not wanted or name in wanted}


def _hits(connection: Driver, ranked: list[tuple[int, float]], numbers: dict[int, str], asked: Query) -> list[Hit]:
    places = [(rowid >> _SHIFT, rowid & ((1 << _SHIFT) - 1), rank) for rowid, rank in ranked]
    texts = {
        number: _texts(connection, entity(numbers[number]), [row for where, row, _rank in places if where == number])
        for number in {number for number, _row, _rank in places}
    }
    return [
        Hit(numbers[number], row, rank, texts[number][row], asked.wanted)
        for number, row, rank in places
        if row in texts[number]
    ]


def _texts(connection: Driver, kind: Entity, rows: list[int]) -> dict[int, dict[str, str | None]]:
    columns, marks = ", ".join(kind.searched), ", ".join("?" * len(rows))
    found = connection.execute(f"SELECT id, {columns} FROM {kind.name} WHERE id IN ({marks})", rows)  # noqa: S608 - our own schema
    return {row: dict(zip(kind.searched, values, strict=True)) for row, *values in found}


# --------------------------------------------------------- checking and mending


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether the index is what the rows would make it; if not, `rebuild` mends it."""

    rows: int
    """How many rows there are to be found."""
    astray: int
    """Rows that are missing from the index, too many in it, or in it with another number of words."""
    sound: bool
    """False also where the index is damaged in itself, or holds a word that no row has, or lacks one."""


def rebuild(session: Session, progress: Progress) -> int:
    """Build the index anew from the rows, as a job, and return how many rows are in it."""
    recorder = journal.of(session)
    recorder.kind = "fixed"
    recorder.keep()
    recorder.connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    recorder.connection.execute(_SET, ("secure-delete", 1))
    for kind, rows in _all_texts(recorder.connection, progress):
        INDEX.put(recorder.connection, kind.name, rows)
    count: int = recorder.connection.execute("SELECT count(*) FROM search_docsize").fetchone()[0]
    return count


def check(session: Session, progress: Progress) -> Agreement:
    """Compare the index, word by word, with a fresh one that is made in memory. Takes about as long as `rebuild`."""
    connection = journal.connection_of(session)
    connection.execute(_REFRESH).fetchone()
    whole = connection.execute("PRAGMA integrity_check(search)").fetchall() == [("ok",)]
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as fresh:
        for statement in _FRESH:
            fresh.execute(statement)
        fresh.executemany(
            "INSERT INTO search_table VALUES (?, ?)", connection.execute("SELECT id, name FROM search_table")
        )
        with INDEX.bulk(fresh):
            for kind, rows in _all_texts(connection, progress):
                INDEX.put(fresh, kind.name, rows)
        stored, right = set(connection.execute(_SIZES)), set(fresh.execute(_SIZES))
        astray = len({row for row, _size in stored ^ right})
        same_words = all(one == other for one, other in zip_longest(connection.execute(_WORDS), fresh.execute(_WORDS)))
    return Agreement(len(right), astray, whole and not astray and same_words)


def _all_texts(connection: Driver, progress: Progress) -> Iterator[tuple[Entity, list[tuple[int, Texts]]]]:
    """All rows with searched columns, in chunks."""
    kinds = [kind for kind in entities().values() if kind.searched]
    total = sum(connection.execute(f"SELECT count(*) FROM {kind.name}").fetchone()[0] for kind in kinds)  # noqa: S608 - our own schema
    done = 0
    for kind in kinds:
        chunk = f"SELECT id, {', '.join(kind.searched)} FROM {kind.name} WHERE id > ? ORDER BY id LIMIT {_CHUNK}"  # noqa: S608 - as above
        last = 0
        while rows := connection.execute(chunk, (last,)).fetchall():
            last = rows[-1][0]
            yield kind, [(row, tuple(texts)) for row, *texts in rows]
            done += len(rows)
            progress.report(done, total)
