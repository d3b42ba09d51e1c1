"""Sentences made in one place and shown in another: the English message with its values, worded when it is shown.

    line = wording.line(mark("Paper records in the register: {count}"), count=3)
    line.text(texts)

Figures about persons are `Persons`: for a reader outside the facilitation team they are rounded, or only said to lie
below the limit, by the one who words the line.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from gcmdesk.i18n import Texts, isolate, mark
from gcmdesk.protection.disclosure import rounded

_FEW = mark("fewer than {limit}")
_ABOUT = mark("about {count}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name from a closed list of the program: an untranslated message."""

    message: str


@dataclass(frozen=True, slots=True)
class Coarse:
    """How a figure about persons is said to readers outside the facilitation team."""

    smallest: int
    """Smaller figures are not given; nobody stands behind a 0, which is said, as in the tables of the release gate."""
    rounding: int


@dataclass(frozen=True, slots=True)
class Persons:
    """A figure that counts persons, or what persons did."""

    count: int

    def text(self, texts: Texts, coarse: Coarse | None) -> str:
        """The exact figure, or coarsely 0, "fewer than 10" or "about 15"."""
        if coarse is None:
            return texts.number(self.count)
        if self.count == 0:
            return texts.number(0)
        if self.count < coarse.smallest:
            return texts.gettext(_FEW).format(limit=texts.number(coarse.smallest))
        return texts.gettext(_ABOUT).format(count=texts.number(rounded(self.count, coarse.rounding)))


Value: TypeAlias = str | int | date | datetime | time | Name | Persons


@dataclass(frozen=True, slots=True)
class Line:
    """An untranslated message and the values of its placeholders."""

    message: str
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, texts: Texts, coarse: Coarse | None = None) -> str:
        """The sentence in a language; with `coarse`, for a reader outside the facilitation team."""
        worded = {name: _worded(value, texts, coarse) for name, value in self.values}
        return texts.gettext(self.message).format(**worded)


def line(message: str, **values: Value) -> Line:
    """A line with its values."""
    return Line(message, tuple(values.items()))


def _worded(value: Value, texts: Texts, coarse: Coarse | None) -> str:
    match value:
        case Name():
            return texts.gettext(value.message)
        case Persons():
            return value.text(texts, coarse)
        case int():
            return texts.number(value)
        case date():
            return texts.date(value.astimezone().date() if isinstance(value, datetime) else value)
        case time():
            return texts.time(value)
        case _:
            return isolate(value)
