"""Importing tables in two steps: a trial that says what would happen, and the import as one passage that can be undone.

    grid = spreadsheets.read(path)
    matching = workspace.read(imports.guess, target, grid)          which column is which field
    preview = workspace.read(imports.examine, target, grid, matching)
    count = workspace.job(progress, imports.write, target, grid, matching, preview, name=target.passage)

Nothing is written before `write`. What is imported into is a `Target`: its fields with their parsers, and how its rows
are recognised and stored. Importing the same table again changes nothing: rows are known by an id of their own or by
what the target says, a blank cell never empties a field.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Literal, Protocol, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.exchange import spreadsheets
from gcmdesk.exchange.cells import ColumnParser, Field, Parser, Unreadable
from gcmdesk.exchange.rows import Message, Plan, Rows
from gcmdesk.exchange.spreadsheets import Cell, Grid
from gcmdesk.exchange.tables import ColumnMatch
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress
from gcmdesk.workspace.tables import Passage

Outcome = Literal["new", "changed", "same", "refused"]
MOST_MESSAGES = 1_000
"""Messages kept for the list; beyond that they are counted only."""

_NOTHING = ("", ())
_AT_ONCE = 500
"""Rows whose cells fit into the processor's own memory: the difference is a third of the time."""
_REPEATED = 400
"""A column of texts with so many different ones at most is read text by text, not cell by cell."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which field each column is imported into, by place; None for a column that is left out.

    `header` is the place of the row of headings in the grid, -1 where there is none.
    """

    fields: tuple[str | None, ...]
    header: int


class Target(Protocol):
    """What a table is imported into."""

    name: str
    passage: str
    """Untranslated name of the import in the history."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What columns can be imported into."""

    def plan(self, session: Session, rows: Rows) -> Plan:
        """Compare the rows with the workspace; writes nothing."""

    def store(self, session: Session, progress: Progress, plan: Plan) -> None:
        """Write the plan."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. Hand it to `write`, which compares again where the workspace has changed, and writes."""

    counts: Mapping[Outcome, int]
    messages: tuple[Message, ...]
    more_messages: int
    rows: Rows = field(repr=False)
    unmatched: tuple[str, ...] = ()
    """Headings of columns that are left out."""
    plan: Plan = field(default_factory=Plan, repr=False)
    passage: int = 0
    """The last one of the workspace when the plan was made; the plan holds until there is another."""


class NothingToImport(KnownError):
    """No column is matched to a field that every row needs."""

    def __init__(self) -> None:
        super().__init__(
            _("In this table no column was found that names the entries. Nothing was imported."),
            _("Write a row of headings above the entries, such as “Name” or “Description”."),
        )


def refuse_unmatched(target: Target, matching: Matching) -> None:
    """Raises `NothingToImport` where a field that new rows need has no column, and no ids are there to go by."""
    matched = set(matching.fields)
    if "reference" not in matched and any(one.required and one.key not in matched for one in target.fields):
        raise NothingToImport


def headings(grid: Grid, matching: Matching) -> tuple[str, ...]:
    """The headings of all columns; numbers (“Column 3”) are the screen's affair where one is empty."""
    row = grid.rows[matching.header] if matching.header >= 0 else ()
    return tuple(str(row[at]).strip() if at < len(row) else "" for at in range(len(matching.fields)))


def guess(session: Session, target: Target, grid: Grid) -> Matching:
    """Match columns by what was chosen last for the same headings, else by what such columns are called."""
    known = _known(target)
    remembered = dict(
        session.execute(select(ColumnMatch.heading, ColumnMatch.field).where(ColumnMatch.target == target.name)).all()
    )
    header = spreadsheets.header_row(grid, frozenset(known) | frozenset(remembered))
    width = max((len(row) for row in grid.rows), default=0)
    if header is None:
        return Matching((None,) * width, -1)
    taken: set[str] = {""}
    fields = {one.key for one in target.fields}
    found: list[str | None] = []
    for cell in (*grid.rows[header], *[""] * (width - len(grid.rows[header]))):
        heading = fold(str(cell))
        key = remembered.get(heading, known.get(heading)) or ""
        key = key if key in fields else known.get(heading, "") if key else ""
        found.append(key if key not in taken else None)
        taken.add(key)
    return Matching(tuple(found), header)


def examine(session: Session, target: Target, grid: Grid, matching: Matching) -> Preview:
    """The trial: what would be new, changed, left the same or refused, and why.

    A field matched twice is a ValueError.
    """
    rows, refused = _parsed(target, grid, matching)
    plan = target.plan(session, rows)
    messages = sorted([*refused, *plan.refused, *plan.remarks], key=lambda one: (one.row, one.column))
    lost = len({message.row for message in messages if message.refused})
    counts: dict[Outcome, int] = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "refused": lost,
    }
    names = headings(grid, matching)
    left_out = tuple(name for name, key in zip(names, matching.fields, strict=True) if key is None and name)
    return Preview(
        counts,
        tuple(messages[:MOST_MESSAGES]),
        max(len(messages) - MOST_MESSAGES, 0),
        rows,
        left_out,
        plan,
        _last_passage(session),
    )


def write(
    session: Session, progress: Progress, target: Target, grid: Grid, matching: Matching, preview: Preview
) -> Mapping[Outcome, int]:
    """The import itself: the rows that can be taken, and the matching for next time. Returns what was done."""
    unchanged = _last_passage(session) == preview.passage
    plan = preview.plan if unchanged else target.plan(session, preview.rows)
    if plan.new or plan.changed:
        target.store(session, progress, plan)
        _remember(session, target, grid, matching)
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "refused": preview.counts["refused"],
    }


def _last_passage(session: Session) -> int:
    return session.scalar(select(func.max(Passage.id))) or 0


def _known(target: Target) -> dict[str, str]:
    """Folded headings and the field each of them stands for; the fields' own titles are among them."""
    from gcmdesk.i18n import LANGUAGES, Texts

    found: dict[str, str] = {}
    languages = [Texts(language.code) for language in LANGUAGES]
    for one in target.fields:
        names = (one.key, one.key.replace("_", " "), *(texts.gettext(one.title) for texts in languages), *one.headings)
        for name in names:
            found.setdefault(fold(name), one.key)
    return found


def _parsed(target: Target, grid: Grid, matching: Matching) -> tuple[Rows, list[Message]]:
    """Blank rows are left out, and so are those with a cell that cannot be read."""
    repeated = [key for key, count in Counter(filter(None, matching.fields)).items() if count > 1]
    if repeated:
        raise ValueError(f"matched more than once: {', '.join(repeated)}")
    names = headings(grid, matching)
    first = matching.header + 1
    body = grid.rows[first:]
    offset = grid.first_row + first
    fields = {one.key: one for one in target.fields}
    readers = {at: _Column(fields[key].parse) for at, key in enumerate(matching.fields) if key is not None}
    for start in range(0, len(body), _AT_ONCE):
        part = body[start : start + _AT_ONCE]
        cells = list(zip_longest(*part, fillvalue=""))
        for at, reader in readers.items():
            reader.read(cells[at] if at < len(cells) else ("",) * len(part))
    refused = [Message(offset + row, names[at], sentence) for at, one in readers.items() for row, sentence in one.wrong]
    columns = {str(matching.fields[at]): reader.values for at, reader in readers.items()}
    rows = Rows(range(offset, offset + len(body)), columns)
    lost = {message.row - offset for message in refused}
    blank = (None,) * len(columns)
    if not lost and any(None not in column for column in columns.values()):
        return rows, refused
    filled = enumerate(zip(*columns.values(), strict=True))
    return rows.only([at for at, values in filled if values != blank and at not in lost]), refused


class _Column:
    """Reads a column part by part: a closed list text by text, other texts at once, anything else cell by cell."""

    def __init__(self, parse: Parser) -> None:
        self.values: list[Any] = []
        """None where a cell is blank."""
        self.wrong: list[tuple[int, str]] = []
        """Place and sentence of cells that cannot be read."""
        self._parse = parse
        self._known: dict[str, tuple[Any, str]] | None = {}

    def read(self, part: Sequence[Cell]) -> None:
        """The next cells."""
        if set(map(type, part)) == {str}:
            texts = cast("Sequence[str]", part)
            if self._known is not None and self._learn(set(texts) - self._known.keys(), self._known):
                self._take([self._known[text] for text in texts])
                return
            if isinstance(self._parse, ColumnParser) and (whole := self._parse.column(texts)) is not None:
                self.values += whole if all(whole) else [value or None for value in whole]
                return
        self._take([_parsed_cell(cell, self._parse) for cell in part])

    def _learn(self, texts: set[str], known: dict[str, tuple[Any, str]]) -> bool:
        """Whether it is still few different texts."""
        if len(texts) + len(known) > _REPEATED:
            self._known = None
            return False
        known.update((text, _parsed_cell(text, self._parse)) for text in texts)
        return True

    def _take(self, parsed: list[tuple[Any, str]]) -> None:
        before = len(self.values)
        values, sentences = zip(*parsed, strict=True)
        self.values += values
        if any(sentences):
            self.wrong += [(place, sentence) for place, sentence in enumerate(sentences, before) if sentence]


def _parsed_cell(cell: Cell, parse: Parser) -> tuple[Any, str]:
    """The value, None for none, and what is wrong with the cell."""
    if cell == "":
        return None, ""
    try:
        value = parse(cell)
    except Unreadable as error:
        return None, "" if isinstance(cell, str) and cell.isspace() else error.sentence
    return (None if value in _NOTHING else value), ""


def _remember(session: Session, target: Target, grid: Grid, matching: Matching) -> None:
    known = {one.heading: one for one in session.scalars(select(ColumnMatch).where(ColumnMatch.target == target.name))}
    for name, key in zip(headings(grid, matching), matching.fields, strict=True):
        heading = fold(name)
        if not heading:
            continue
        if heading in known:
            known[heading].field = key or ""
        else:
            known[heading] = ColumnMatch(target=target.name, heading=heading, field=key or "")
            session.add(known[heading])
