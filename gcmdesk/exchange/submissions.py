"""Tables of submissions as KoboToolbox and ODK export them, made plain.

    grid = submissions.flattened(spreadsheets.read(path))       rows keep their numbers
    asked = submissions.answers(grid)                           columns of answers in people's own words

Such tables have a row for each submission and a column for each question, with the names of groups before it
(``talk/hardest``), and one column for each choice of a question with several (``talk/objectives/5``: 0 or 1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gcmdesk.exchange import spreadsheets
from gcmdesk.exchange.spreadsheets import Cell, Grid
from gcmdesk.folding import fold

IDS = frozenset({"_uuid", "uuid", "instanceid", "meta/instanceid"})
"""Folded headings of the id that a submission keeps for ever."""

_ABOUT_THE_PHONE = frozenset(
    {"start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "audit", "key"}
    | {"__version__", "submissiondate", "instancename", "formhub/uuid"}
)
_CHOSEN = {"1", "1.0", "true", "0", "0.0", "false", "", "n/a"}
_YES = {"1", "1.0", "true"}
_FREE = 0.5
"""The share of answers with a space in them from which on a question counts as asking for words."""


def flattened(grid: Grid) -> Grid:
    """Choices of a question in one column, names of groups gone where a question's own name tells it apart.

    A table without ids of submissions stays as it is.
    """
    header = _header(grid)
    if header is None:
        return grid
    names = [str(cell).strip() for cell in grid.rows[header]]
    body = [list(row) + [""] * (len(names) - len(row)) for row in grid.rows[header + 1 :]]
    gone: set[int] = set()
    for parent, places in _choices(names, body).items():
        gone |= set(places)
        if parent not in names:
            names[places[0]] = parent
            gone.discard(places[0])
            choices = [(at, str(grid.rows[header][at]).rpartition("/")[2]) for at in places]
            for row in body:
                row[places[0]] = ", ".join(choice for at, choice in choices if str(row[at]).strip().lower() in _YES)
    ends = Counter(name.rpartition("/")[2] for at, name in enumerate(names) if at not in gone)
    short = [end if ends[end := name.rpartition("/")[2]] == 1 and name.lower() not in IDS else name for name in names]
    kept = [at for at in range(len(names)) if at not in gone]
    rows: list[Sequence[Cell]] = [*grid.rows[:header], [short[at] for at in kept]]
    rows += [[row[at] for at in kept] for row in body]
    return replace(grid, rows=rows)


def answers(grid: Grid) -> tuple[str, ...]:
    """Headings of the columns of a submissions table that hold several words in most cells.

    Empty for a table without ids of submissions: there each row is one note.
    """
    header = _header(grid)
    if header is None:
        return ()
    names = [str(cell).strip() for cell in grid.rows[header]]
    body = grid.rows[header + 1 :]
    return tuple(dict.fromkeys(name for at, name in enumerate(names) if _asked(name) and _in_words(body, at)))


def _header(grid: Grid) -> int | None:
    """The row of headings of a table of submissions; None for any other."""
    header = spreadsheets.header_row(grid, IDS)
    if header is None or not any(fold(str(cell)) in IDS for cell in grid.rows[header]):
        return None
    return header


def _asked(name: str) -> bool:
    folded = fold(name)
    return bool(folded) and not folded.startswith(("_", "meta/")) and folded not in _ABOUT_THE_PHONE | IDS


def _in_words(body: Sequence[Sequence[Cell]], at: int) -> bool:
    texts = [row[at] for row in body if at < len(row) and row[at] != ""]
    spaced = sum(isinstance(text, str) and " " in text.strip() for text in texts)
    return bool(texts) and spaced >= _FREE * len(texts)


def _choices(names: list[str], body: Sequence[Sequence[Cell]]) -> dict[str, list[int]]:
    """Questions with one column for each choice: two columns at least that hold nothing but 0 and 1."""
    found: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        parent, slash, choice = name.rpartition("/")
        if slash and choice and all(str(row[at]).strip().lower() in _CHOSEN for row in body):
            found.setdefault(parent, []).append(at)
    return {parent: places for parent, places in found.items() if len(places) > 1}
