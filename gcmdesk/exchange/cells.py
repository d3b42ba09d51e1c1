"""What a cell means: parsers for the columns of an import.

A parser takes a cell that is not empty and gives the field's value, or raises `Unreadable` with an untranslated
sentence for the user. Libraries give whole numbers as floats and days as moments at midnight: this is evened out here.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gcmdesk.exchange.spreadsheets import Cell
from gcmdesk.folding import fold, fold_all
from gcmdesk.i18n import mark

Parser = Callable[[Cell], Any]

_SEVERAL = re.compile(r"[;\n|]|،|؛|,")
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_TOO_LONG = mark("This text is too long.")
_NUMERIC_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$")


class Unreadable(Exception):
    """A cell that does not hold what its column needs. The argument is an untranslated sentence."""

    @property
    def sentence(self) -> str:
        """What is wrong with the cell."""
        return str(self.args[0])


class ColumnParser(ABC):
    """A parser that also takes a whole column of texts, many times faster than one by one."""

    @abstractmethod
    def __call__(self, cell: Cell) -> Any:
        """The value of one cell."""

    @abstractmethod
    def column(self, column: Sequence[str]) -> Sequence[Any] | None:
        """The values of a column, blank ones as they are; None where some cell needs a closer look."""


@dataclass(frozen=True, slots=True)
class _Text(ColumnParser):
    longest: int
    too_long: str

    def __call__(self, cell: Cell) -> str:
        value = cell.strip() if isinstance(cell, str) else _written(cell)
        if not value.isprintable():
            value = value.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n").strip()
            value = value.encode(errors="ignore").decode()
        if len(value) > self.longest:
            raise Unreadable(self.too_long)
        return value

    def column(self, column: Sequence[str]) -> list[str] | None:
        values = list(map(str.strip, column))
        together = "".join(values)
        short = len(together) <= self.longest or max(map(len, values)) <= self.longest
        return values if short and together.isprintable() else None


@dataclass(frozen=True, slots=True)
class _Several(ColumnParser):
    known: Mapping[str, str]
    """Ids by folded name."""
    clean: _Text

    def __call__(self, cell: Cell) -> tuple[str, ...]:
        parts = {" ".join(part.split()) for part in _SEVERAL.split(self.clean(cell))}
        return tuple(sorted({self.known.get(fold(part), part) if self.known else part for part in parts if part}))

    def column(self, column: Sequence[str]) -> list[tuple[str, ...]] | None:
        """At once only where each cell holds one value."""
        values = self.clean.column(column)
        together = "".join(values or ())
        if values is None or "  " in together or _SEVERAL.search(together):
            return None
        if self.known and not self.known.keys().isdisjoint(fold_all(values)):
            values = [self.known.get(name, value) for name, value in zip(fold_all(values), values, strict=True)]
        return [(value,) if value else () for value in values]


def text(longest: int = 100_000, too_long: str = _TOO_LONG) -> Parser:
    """Text as it stands, without control characters; numbers and days as people write them."""
    return _Text(longest, too_long)


def choice(known: Mapping[str, str], sentence: str, others: Mapping[str, str] | None = None) -> Parser:
    """One of a closed list, by id or by any name it has; `known` maps names to ids, `others` further ones."""
    folded = {fold(name): id for name, id in known.items()} | {fold(name): id for name, id in (others or {}).items()}

    def parse(cell: Cell) -> str:
        written = fold(_written(cell))
        found = folded.get(written) if written else ""
        if found is None:
            raise Unreadable(sentence)
        return found

    return parse


def several(known: Mapping[str, str] | None = None) -> Parser:
    """Several values, parted by commas, semicolons or line ends; names in `known` become ids, others stay."""
    return _Several({fold(name): id for name, id in (known or {}).items()}, _Text(100_000, _TOO_LONG))


def path(cell: Cell) -> tuple[str, ...]:
    """A territory as “country / region / district”."""
    parts = tuple(" ".join(part.split()) for part in re.split(r"[/>›]", text()(cell)))
    if not all(parts) or len(parts) > 6:
        raise Unreadable(mark("Write a territory as country / region / district, six levels at most."))
    return parts


def objectives() -> Parser:
    """Numbers of objectives, several of them, e.g. “2, 7 and 23”; with two digits, as they are stored."""

    def parse(cell: Cell) -> tuple[str, ...]:
        found = {int(one) for one in re.findall(r"\d+", _written(cell))}
        if not found or not all(1 <= one <= 23 for one in found):
            raise Unreadable(mark("Objectives have the numbers 1 to 23."))
        return tuple(f"{one:02}" for one in sorted(found))

    return parse


def day(cell: Cell) -> date:
    """A calendar day: a date cell, 2019-03-12, or 12.3.2019 and 12/3/2019 with the day first.

    Days that could be read in two ways are taken day first, as most of the world writes them.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _NUMERIC_DAY.match(_written(cell))
    if found:
        first, month, last = (int(part) for part in found.groups())
        year, number = (first, last) if len(found[1]) == 4 else (last, first)
        try:
            return date(year, month, number)
        except ValueError:
            pass
    raise Unreadable(mark("This is no date. Write it like 2019-03-12."))


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can be imported into. `headings` are what such columns are often called."""

    key: str
    title: str
    """Untranslated."""
    parse: Parser
    headings: tuple[str, ...] = ()
    required: bool = False


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
