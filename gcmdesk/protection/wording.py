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

ROUNDED_TO = 5
"""Counts that leave the team are rounded to this (PROTECTION, "Release gate")."""

_FEW = mark("fewer than {limit}")
_ABOUT = mark("about {count}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name from a closed list of the program: an untranslated message."""

    message: str


@dataclass(frozen=True, slots=True)
class Persons:
    """A figure that counts persons, or what persons did."""

    count: int

    def text(self, texts: Texts, limit: int | None) -> str:
        """The exact figure where there is no limit; else "fewer than 10" (also for none), or rounded to 5."""
        if limit is None:
            return texts.number(self.count)
        if self.count < limit:
            return texts.gettext(_FEW).format(limit=texts.number(limit))
        rounded = (self.count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO
        return texts.gettext(_ABOUT).format(count=texts.number(rounded))


Value: TypeAlias = str | int | date | datetime | time | Name | Persons


@dataclass(frozen=True, slots=True)
class Line:
    """An untranslated message and the values of its placeholders."""

    message: str
    values: tuple[tuple[str, Value], ...] = ()

    def text(self, texts: Texts, limit: int | None = None) -> str:
        """The sentence in a language; `limit` is the smallest figure about persons that its reader may see."""
        worded = {name: _worded(value, texts, limit) for name, value in self.values}
        return texts.gettext(self.message).format(**worded)


def line(message: str, **values: Value) -> Line:
    """A line with its values."""
    return Line(message, tuple(values.items()))


def _worded(value: Value, texts: Texts, limit: int | None) -> str:
    match value:
        case Name():
            return texts.gettext(value.message)
        case Persons():
            return value.text(texts, limit)
        case int():
            return texts.number(value)
        case date():
            return texts.date(value.astimezone().date() if isinstance(value, datetime) else value)
        case time():
            return texts.time(value)
        case _:
            return isolate(value)
