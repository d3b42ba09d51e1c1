"""Text tables (.csv): which encoding, which sign between the columns, and the rows."""

import codecs
import csv
from collections import Counter
from itertools import islice

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

LONGEST_FIELD = 1_000_000
"""Characters in one cell; beyond that a quotation mark was never closed."""

_DELIMITERS = ";,\t|"
_LOOKED_AT = 50  # lines, to find the delimiter
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXCELS_OWN = "sep="


class TextRefused(KnownError):
    """A text table that cannot be read."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else UTF-8, else UTF-16, else what Windows used to write.

    Western and Arabic Windows encodings know no wrong bytes; letters tell them apart: in French few of the high bytes
    stand side by side, in Arabic nearly all do.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strictly(content, name), name
    zeros = Counter(place % 2 for place, byte in enumerate(content[:4096]) if not byte)
    if sum(zeros.values()) > len(content[:4096]) // 8:
        name = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
        return _strictly(content, name), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = "cp1256" if _side_by_side(content[:65536]) > 0.5 else "cp1252"
        return content.decode(name, errors="replace"), name


def rows(text: str) -> list[list[str]]:
    """The cells of all rows. Raises `TextRefused` where quotation marks do not close."""
    text = text.replace("\x00", "")
    delimiter = _delimiter(text)
    if text[: len(_EXCELS_OWN)].lower() == _EXCELS_OWN:
        text = text.partition("\n")[2]
    csv.field_size_limit(LONGEST_FIELD)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True))
    except csv.Error as error:
        raise TextRefused(
            _("This file is no readable table: a quotation mark in it is never closed."),
            _("Open it with a spreadsheet program and save it as .xlsx."),
        ) from error


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise TextRefused(
            _("The letters of this file cannot be read: its encoding is damaged."),
            _("Open it with a spreadsheet program and save it as .xlsx."),
        ) from error


def _side_by_side(content: bytes) -> float:
    high = [byte > 127 for byte in content]
    total = sum(high)
    beside = sum(
        one and (before or after) for before, one, after in zip([False, *high], high, [*high[1:], False], strict=False)
    )
    return beside / total if total else 0.0


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of columns; a comma when none does."""
    head = list(islice(text.splitlines(keepends=True), _LOOKED_AT))
    if head and head[0].lower().startswith(_EXCELS_OWN) and len(head[0].strip()) == len(_EXCELS_OWN) + 1:
        return head[0].strip()[-1]
    best, most = ",", 0
    for sign in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(head, delimiter=sign) if row)
        except csv.Error:
            continue
        width, lines = max(widths.items(), key=lambda one: (one[1] * (one[0] > 1), one[0]), default=(1, 0))
        if width > 1 and lines * width > most:
            best, most = sign, lines * width
    return best
