"""What a section of a report is, and what it works with.

A section asks for material (`gather`), the release gate lets through what may leave, and the section makes blocks of
that (`build`). It never sees the workspace and what was let through at the same time, so nothing slips past the gate.

    SECTION = Section("who-is-missing", mark("Who is missing"), gather, build)

A new section is one file in `sections/` and its name in an outline (`outlines`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.material import Nothing
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release import Facts
from gcmdesk.protection.release_records import Request, SignOff
from gcmdesk.reports.blocks import Block
from gcmdesk.reports.choices import Marking, Place, Status

T = TypeVar("T")

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Narrowing(StrEnum):
    """A way in which a scope leaves something out."""

    DATES = "dates"
    SESSIONS = "sessions"
    TERRITORIES = "territories"
    OBJECTIVES = "objectives"


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the workspace a report is about; empty means all. Ids are row ids, objectives are numbers."""

    since: date | None = None
    until: date | None = None
    consultations: frozenset[int] = frozenset()
    territories: frozenset[int] = frozenset()
    objectives: frozenset[int] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Scope()

    @property
    def narrowed(self) -> frozenset[Narrowing]:
        """The ways in which something is left out."""
        ways = {
            Narrowing.DATES: self.since or self.until,
            Narrowing.SESSIONS: self.consultations,
            Narrowing.TERRITORIES: self.territories,
            Narrowing.OBJECTIVES: self.objectives,
        }
        return frozenset(way for way, chosen in ways.items() if chosen)


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything that is chosen about a report."""

    outline: str
    title: str = ""
    """The outline's own where it is empty."""
    subtitle: str = ""
    language: str = "en"
    recipient: Recipient = Recipient.TEAM
    organisation: str = ""
    """Who in that class receives it."""
    purpose: Purpose = Purpose.SYNTHESIS
    stated: str = ""
    safeguards: str = ""
    sign_off: SignOff | None = None
    author: str = ""
    """Who publishes it: the name of an office, never of a person."""
    territory: str = ""
    marking: Marking = Marking.NONE
    status: Status = Status.DRAFT
    version: int = 1
    sections: tuple[str, ...] = ()
    """Ids of the chosen sections; all of the outline where it is empty."""
    scope: Scope = Scope()
    own: Mapping[tuple[str, Place], str] = field(default_factory=lambda: MappingProxyType({}))
    """The author's own words, by section and place; paragraphs are separated by line breaks."""

    @property
    def request(self) -> Request:
        """What the release gate is asked."""
        return Request(self.recipient, self.purpose, self.organisation, self.stated, self.safeguards, self.sign_off)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a section gathers from."""

    session: Session
    spec: Spec
    texts: Texts
    """In the report's language: titles of tables and columns are worded here."""
    moment: datetime
    state: FileState
    """What the registers do not know about the file."""
    progress: Progress = field(default_factory=Progress, repr=False, compare=False)
    """Whoever reads much asks it now and then whether somebody has cancelled."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was read once for all sections, by name."""

    @property
    def scope(self) -> Scope:
        """What the report is about."""
        return self.spec.scope


@dataclass(frozen=True, slots=True)
class Given:
    """What a section builds from: only what the gate let through."""

    parts: Mapping[str, Any]
    """The section's own material, by the names it gave it."""
    everything: Mapping[str, Mapping[str, Any]]
    """That of all sections, by section."""
    spec: Spec
    title: str
    """Of the report."""
    texts: Texts
    facts: Facts
    """When, from where in the audit chain, and what was withheld."""

    def part(self, name: str, kind: type[T]) -> T | None:
        """A part of this kind; None where it was not gathered, or nothing of it may leave."""
        found = self.parts.get(name)
        if found is None or isinstance(found, Nothing):
            return None
        if not isinstance(found, kind):
            raise TypeError(f"{name} is {type(found).__name__}")
        return found

    def held(self, name: str) -> bool:
        """Whether a part was gathered and nothing of it may leave."""
        return isinstance(self.parts.get(name), Nothing)

    def say(self, message: str, **values: object) -> str:
        """A marked message in the report's language."""
        return self.texts.gettext(message).format(**values) if values else self.texts.gettext(message)


def nothing(_sources: Sources) -> Mapping[str, Any]:
    """The `gather` of a section that needs no material."""
    return NOTHING


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    id: str
    title: str
    """Untranslated; the heading."""
    gather: Callable[[Sources], Mapping[str, Any]]
    """Material for the gate, by name (letters, digits, hyphens); empty where there is nothing to tell."""
    build: Callable[[Given], tuple[Block, ...]]
    """Blocks of what was let through; without the heading, which comes by itself."""
    framing: bool = False
    """Cover, contents, what was withheld, provenance: they tell nothing by themselves, and are always there."""
    headed: bool = True
    """Whether it has a heading."""
    landscape: bool = False
    new_page: bool = False
    heeds: frozenset[Narrowing] = frozenset(Narrowing)
    """The parts of a scope that mean something for it; of the others it tells the whole workspace, and the check before
    the report leaves says so."""
    drafts: Callable[[Given], Mapping[str, tuple[Block, ...]]] | None = None
    """Pieces that rules have drafted and the author may write anew, by name: their words are `Spec.own` of
    ``(f"{id}/{name}", Place.INTRODUCTION)`` and stand instead of the draft."""
