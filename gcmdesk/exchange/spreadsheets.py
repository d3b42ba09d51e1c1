"""Reading tables from .xlsx and .csv: hostile files are refused, odd ones are understood, and nothing is lost silently.

    book = spreadsheets.look(path)                 names of the sheets
    grid = spreadsheets.read(path, "Sheet1")       all rows from the first filled one on

Cells come as str, int, float, bool, date, datetime, time, timedelta; blank ones as "". The libraries' own habits
(whole numbers as floats, blanks between words) are evened out by the parsers of `exchange.cells`, for the columns that
are used only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gcmdesk.errors import KnownError
from gcmdesk.exchange import archives, delimited, inspection
from gcmdesk.exchange.inspection import MOST_CELLS, MOST_ROWS
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HEADER_WITHIN = 20
"""The row of headings is among so many first rows."""


class SpreadsheetRefused(KnownError):
    """A file that is no table gcmdesk can read; nothing was read from it."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds: sheets by name, a text table has one without a name."""

    path: Path
    sheets: tuple[str, ...]
    encoding: str = ""
    """Of a text table."""
    formulas: bool = False
    """Some cells are computed; what counts is the result that was last saved."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet. Row `n` of `rows` is row `first_row + n` for the user, as spreadsheet programs count."""

    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    merged: int = 0
    """How many merged areas there were: their value counts in all their rows."""
    formulas: bool = False


def look(path: Path) -> Book:
    """The sheets of a file. Raises `SpreadsheetRefused`, `archives.ArchiveRefused`, `delimited.TextRefused`."""
    if _is_workbook(path):
        formulas = _inspect(path)
        with _opened(path) as book:
            return Book(path, tuple(book.sheet_names), formulas=formulas)
    _text, encoding = delimited.decoded(_content(path))
    return Book(path, ("",), encoding)


def read(path: Path, sheet: str | None = None) -> Grid:
    """All cells of one sheet, the first one unless named. Raises what `look` raises."""
    if not _is_workbook(path):
        text, _encoding = delimited.decoded(_content(path))
        rows = delimited.rows(text)
        if len(rows) > MOST_ROWS:
            raise _too_large()
        return Grid(rows)
    formulas = _inspect(path)
    from python_calamine import CalamineError

    try:
        with _opened(path) as book:
            found = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
            if found.height > MOST_ROWS or found.height * found.width > MOST_CELLS:
                raise _too_large()
            start = found.start or (0, 0)
            cells: list[list[Cell]] = found.to_python(skip_empty_area=True)
            merged = _spread(cells, found.merged_cell_ranges or [], start)
    except (CalamineError, ValueError, IndexError) as error:
        raise _unreadable() from error
    return Grid(cells, start[0] + 1, merged, formulas)


def header_row(grid: Grid, known: frozenset[str] = frozenset()) -> int | None:
    """Which of the rows holds the headings: the one with most `known` (folded) ones, else the first row of texts.

    None for a sheet without any.
    """
    best, score = None, (0, 0)
    widest = max((sum(cell != "" for cell in row) for row in grid.rows[:_HEADER_WITHIN]), default=0)
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        filled = [cell for cell in row if cell != ""]
        if not filled or not all(isinstance(cell, str) for cell in filled):
            continue
        recognised = sum(fold(cell) in known for cell in filled if isinstance(cell, str))
        fitting = (recognised, int(len(filled) * 2 > widest))
        if fitting > score:
            best, score = number, fitting
    return best


def _is_workbook(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _missing() from error
    if start == _OLD_OFFICE:
        raise SpreadsheetRefused(
            _("This is a table of an old format, or one that is protected by a password."),
            _("Open it with a spreadsheet program and save it as .xlsx without a password."),
        )
    return start == _ZIP


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > archives.MOST_BYTES:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        raise _missing() from error


def _opened(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable() from error


def _inspect(path: Path) -> bool:
    """Whether there are formulas; refuses what would need more memory than the machine has."""
    try:
        return inspection.look_through(path)
    except inspection.TooLarge as error:
        raise _too_large() from error


def _spread(
    rows: list[list[Cell]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], start: tuple[int, int]
) -> int:
    """Give every row of a merged area its value, in the area's first column: a group's name is meant for all of it."""
    for (top, left), (bottom, _right) in merged:
        column = left - start[1]
        first, last = top - start[0], min(bottom - start[0], len(rows) - 1)
        if first < 0 or first >= len(rows) or not 0 <= column < len(rows[first]):
            continue
        for number in range(first + 1, last + 1):
            rows[number][column] = rows[first][column]
    return len(merged)


def _missing() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        _("The file cannot be found or read."), _("Check its name, and whether its drive is there.")
    )


def _unreadable() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        _("This file is no table that gcmdesk can read."), _("Save it with a spreadsheet program as .xlsx or .csv.")
    )


def _too_large() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        _("This table is too large: at most 200,000 rows and 20 million cells can be read."),
        _("Delete the rows and columns that are not needed, or split the table, and save it anew."),
    )
