"""Workbooks from outside, looked through before a library builds a table of them.

A single cell in a far corner makes a library take memory for all the empty ones before it, so each sheet's cells are
looked at as they lie in the file. The usual spelling of a cell (``r="AB123"``) within a harmless area is passed over
quickly; any other is read closely.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from gcmdesk.exchange import archives

MOST_ROWS = 200_000
MOST_CELLS = 20_000_000

_NEAR_ROWS = 99_999
"""Rows of five digits, in columns up to CZ: what the quick look knows to be near."""

_NOT_NEAR = re.compile(rb"""r=["'][A-C]?+[A-Z]?+\d{0,5}+[^"']""")
_SIGNS = b" \t\n\r='\"<"
_OTHERS = bytes(set(range(256)) - set(_SIGNS))
_SPACES = bytes.maketrans(b"\t\n\r", b"   ")
_FAR = re.compile(rb"""\br\s*=\s*["']\s*(?:([D-Zd-z][A-Za-z]|[A-Za-z]{3,})(\d+)|([A-Za-z]+)(\d{6,}))\s*["']""")
_EMPTY = re.compile(rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?:/>|>\s*</)""")
"""What follows the place of a cell without a value, such as one that only has a colour."""
_ROW_WITHOUT_PLACES = re.compile(
    rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']\d{6,}["'][^>]*>\s*<(?:\w+:)?c(?![^>]*\br\s*=)"""
)
_NUMBER = re.compile(rb"""\br\s*=\s*["']\s*[A-Za-z]*(\d+)""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_OVERLAP = 300  # bytes
_LONGEST_TAG = 64 * 1024  # bytes


class TooLarge(Exception):
    """A sheet of more rows or cells than can be read."""


@dataclass(slots=True)
class _Sheet:
    """How far the cells of a member of the archive go, as known so far."""

    widest: int = 0
    """The last column with a value beyond those that are near."""
    highest: int = _NEAR_ROWS
    """The last row with a value, or one that all others are before."""


def look_through(path: Path) -> bool:
    """Whether there are formulas. Raises `TooLarge`, and what `archives.pieces` raises."""
    formulas, sheets, name, rest = False, dict[str, _Sheet](), "", b""
    for member, piece in archives.pieces(path):
        text = rest + piece if member == name else piece
        name, sheet = member, sheets.setdefault(member, _Sheet())
        formulas = formulas or b"</f>" in text
        plain = not _NOT_NEAR.search(text) and not _oddly_spaced(text)
        rest = text[_tag_cut(text) :] if plain else _closely(text, sheet)
    wide = {name: sheet.widest for name, sheet in sheets.items() if sheet.widest * sheet.highest > MOST_CELLS}
    if wide:
        _refuse_wide(path, wide)
    return formulas


def _oddly_spaced(text: bytes) -> bool:
    """Whether there may be blanks around the "=" of an attribute, told from the signs of all tags without the words."""
    signs = text.translate(_SPACES, _OTHERS)
    return b"= " in signs or b"  =" in signs


def _closely(text: bytes, sheet: _Sheet) -> bytes:
    """Read the places of all cells that are not near; gives what must be read again with the next piece."""
    if _ROW_WITHOUT_PLACES.search(text):
        raise TooLarge
    for far in _FAR.finditer(text):
        column, row = _column(far[1] or far[3]), int((far[2] or far[4])[:8])
        allowed = row <= MOST_ROWS and row * column <= MOST_CELLS
        if (allowed and column <= sheet.widest and row <= sheet.highest) or _EMPTY.match(text, far.end()):
            continue
        following = text.find(b"<", far.end())
        if following < 0 or following == len(text) - 1:
            if len(text) - far.start() > _LONGEST_TAG:
                raise TooLarge
            return text[min(far.start(), _tag_cut(text)) :]
        if not allowed:
            raise TooLarge
        sheet.widest, sheet.highest = max(sheet.widest, column), max(sheet.highest, row)
    return text[_tag_cut(text) :]


def _tag_cut(text: bytes) -> int:
    """From where on the end of a piece must be seen together with the next one."""
    start = text.rfind(b"<", -_LONGEST_TAG)
    end = max(len(text) - _OVERLAP, 0)
    return end if start < 0 else min(start, end)


def _refuse_wide(path: Path, wide: dict[str, int]) -> None:
    """Look a second time at sheets that are wide, for how many rows they have: all cells between are made."""
    name, rest, rows = "", b"", 0
    for member, piece in archives.pieces(path):
        if member not in wide:
            continue
        if member != name:
            name, rest, rows = member, b"", 0
        text = rest + piece
        rest = text[-_OVERLAP:]
        rows += len(_ROW.findall(piece))
        highest = max((int(number[:8]) for number in _NUMBER.findall(text)), default=0)
        if max(highest, rows) * wide[member] > MOST_CELLS:
            raise TooLarge


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number
