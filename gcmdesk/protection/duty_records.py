"""What all registers of duties share: what is due, and the rules about words and moments of a draft."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from gcmdesk.i18n import mark
from gcmdesk.protection.wording import Line

LONGEST_TEXT = 100_000
"""Characters; see PROTECTION, hostile input."""

Problem = tuple[str, str]
"""A field and the untranslated message about it."""


class Severity(StrEnum):
    """How pressing something due is, most pressing first."""

    URGENT = "urgent"
    """The clock of an incident is running or has run out."""
    OVERDUE = "overdue"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has to be done, and by when."""

    kind: str
    """Of which register: paper, retention, request, incident, undertaking, person, notice, oversight."""
    line: Line
    by: datetime
    """The moment from which it is overdue, in UTC."""
    overdue: timedelta
    """For how long it has been overdue; zero while there is time."""
    severity: Severity
    place: str
    """Where to go, such as "protection/requests/3"."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The moment at which the list is drawn up, and how far it looks ahead."""

    now: datetime
    ahead: timedelta = timedelta(days=30)

    @property
    def today(self) -> date:
        """The day on the calendar of whoever reads the list."""
        return self.now.astimezone().date()

    @property
    def last_day(self) -> date:
        """The last day that is still in view."""
        return (self.now + self.ahead).astimezone().date()

    def due(self, kind: str, line: Line, by: date | datetime, place: str) -> Due:
        """An entry of the list. A day is over at midnight, local time."""
        moment = by if isinstance(by, datetime) else end_of(by)
        overdue = max(self.now - moment, timedelta())
        return Due(kind, line, moment, overdue, Severity.OVERDUE if overdue else Severity.SOON, place)


def end_of(day: date) -> datetime:
    """The midnight at which a day ends where this computer stands."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone()


def text_problems(field: str, text: str, missing: str = "") -> tuple[Problem, ...]:
    """What is wrong with a text; `missing` is the message for an empty one, where there must be one."""
    if missing and not text.strip():
        return ((field, missing),)
    if len(text) > LONGEST_TEXT:
        return ((field, mark("This text is too long. Shorten it.")),)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return ((field, mark("This text contains broken characters. Type or paste it again.")),)
    return ()


def moment_problems(field: str, moment: datetime, now: datetime) -> tuple[Problem, ...]:
    """What is wrong with the moment of something that has already happened."""
    if moment.tzinfo is None:
        return ((field, mark("Give the time with its time zone.")),)
    if moment > now:
        return ((field, mark("This lies in the future. Check the date, and the clock of this computer.")),)
    return ()


def choice_problems(field: str, value: str, choices: tuple[str, ...]) -> tuple[Problem, ...]:
    """A value that is not of its closed list."""
    return () if value in choices else ((field, mark("Choose one from the list.")),)


def refuse(problems: tuple[Problem, ...]) -> None:
    """A draft with problems is a ValueError: whoever took it down shows them first."""
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
