"""Sessions as screens and services hold them: plain values and the rules about them."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.records import LONGEST_TEXT, Problem, broken
from gcmdesk.i18n import mark

LONGEST_TITLE = 300
"""Characters of a title, a place, a point."""

_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_CHOICES = {
    "purpose": (lists.PURPOSES, mark("Choose a purpose from the list.")),
    "mode": (lists.MODES, mark("Choose a form from the list.")),
    "perspective": (lists.PERSPECTIVES, mark("Choose a perspective from the list.")),
}


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session before it is saved. `territory` and `guide_version` are row ids."""

    title: str
    day: date
    purpose: str = "needs-assessment"
    mode: str = "group"
    perspective: str = "combined"
    place: str = ""
    territory: int | None = None
    starts: str = ""
    """HH:MM by the clock of the place; empty while nobody knows."""
    ends: str = ""
    aim: str = ""
    languages: tuple[str, ...] | None = None
    """Codes (ISO 639); None is not recorded."""
    interpreting: tuple[str, ...] | None = None
    """Codes of the languages that are interpreted; an empty tuple is the answer "none"."""
    team: str = ""
    """Who does what, one a line."""
    objectives: tuple[int, ...] | None = None
    guide_version: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Give the session a title.")))
        for name, longest in (("title", LONGEST_TITLE), ("place", LONGEST_TITLE), ("aim", LONGEST_TEXT)):
            found += text_problems(name, getattr(self, name), longest)
        found += text_problems("team", self.team, LONGEST_TEXT)
        for name, (choices, sentence) in _CHOICES.items():
            if getattr(self, name) not in choices:
                found.append((name, sentence))
        hours = [name for name in ("starts", "ends") if getattr(self, name)]
        wrong = [name for name in hours if not _HOUR.fullmatch(getattr(self, name))]
        found += [(name, mark("Write the time like 09:30.")) for name in wrong]
        if len(hours) == 2 and not wrong and self.ends <= self.starts:
            found.append(("ends", mark("The session would end before it begins.")))
        if not all(1 <= number <= 23 for number in self.objectives or ()):
            found.append(("objectives", mark("Objectives have the numbers 1 to 23.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A session as it lies in the workspace."""

    id: int
    draft: SessionDraft
    """All that can be edited."""
    status: str

    @property
    def title(self) -> str:
        """Its title."""
        return self.draft.title

    @property
    def day(self) -> date:
        """Its day."""
        return self.draft.day


@dataclass(frozen=True, slots=True)
class Line:
    """A session in the calendar list. `invited` and `attended` count stakeholders."""

    id: int
    title: str
    day: date
    starts: str
    ends: str
    place: str
    purpose: str
    mode: str
    status: str
    notes: int
    invited: int
    attended: int
    people: int | None
    """All participants by headcount; None is not recorded."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A session to choose among others."""

    id: int
    title: str
    day: date
    starts: str
    status: str


@dataclass(frozen=True, slots=True)
class Turn:
    """When a session was opened, closed or opened again, and why."""

    at: datetime
    status: str
    reason: str
    reopened: bool


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """A point of the agenda. `id` is 0 while it is new."""

    id: int
    title: str
    minutes: int | None = None
    question: int | None = None
    done: bool = False

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the point from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.title.strip():
            found.append(("title", mark("Say what this point is about.")))
        found += text_problems("title", self.title, LONGEST_TITLE)
        if self.minutes is not None and self.minutes < 1:
            found.append(("minutes", mark("A point takes one minute at least.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Invited:
    """A stakeholder and a session. `people`: how many came for it; None is not recorded."""

    stakeholder: int
    name: str
    kind: str
    """Group of guidance Tool 1; empty while nobody has sorted it."""
    state: str
    people: int | None = None
    sent: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A point of safety or accessibility: an id of `session_lists.CHECKS`, or own words."""

    point: str
    done: bool = False
    note: str = ""

    @property
    def own(self) -> bool:
        """Whether it is in own words."""
        return self.point not in lists.CHECKS


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of guidance Tool 2 and the sessions (row ids) that meet it."""

    id: str
    text: str
    """Untranslated, domain `compact`."""
    met_by: tuple[int, ...] = ()
    hints: tuple[int, ...] = field(default=())
    """Sessions that seem to meet it by what is recorded of them, though nobody said so yet."""

    @property
    def missing(self) -> bool:
        """Whether no session meets it so far."""
        return not self.met_by


def text_problems(name: str, text: str, longest: int) -> list[Problem]:
    """What is wrong with a text of a session."""
    found: list[Problem] = []
    if len(text) > longest:
        found.append((name, mark("This text is too long. Shorten it.")))
    if broken(text):
        found.append((name, mark("This text contains broken characters. Type or paste it again.")))
    return found


def refuse(problems: tuple[Problem, ...]) -> None:
    """Problems are a ValueError: whoever took the draft down shows them first."""
    if problems:
        raise ValueError(", ".join(name for name, _message in problems))
