"""What the reference data consists of. Texts are English; `gcmdesk.i18n.compact` gives them in the reader's language.

Sources: the Global Compact (A/RES/73/195, "GCM 17(b)"), the Network's implementation guidance of October 2020
("Guidance Tool 4"), its booklet on the 23 objectives, and the note on regional reviews of February 2020.
"""

from dataclasses import dataclass
from typing import Literal

CyclePart = Literal["origin", "transit", "destination", "return"]
ToolKind = Literal[
    "groups", "criteria", "guide", "principles", "checklist", "interventions", "template", "plan", "activities"
]
FrameworkKind = Literal[
    "human-rights",
    "labour",
    "crime",
    "climate",
    "development",
    "refugees",
    "maritime",
    "health",
    "regional",
    "other",
]


@dataclass(frozen=True, slots=True)
class Action:
    """One of the 186 actions of the Compact, e.g. 17(b). The label is ours; the wording is the Compact's."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Practice:
    """An example that the booklet reports. Being listed is no judgement of the practice."""

    id: str
    who: str
    where: str
    when: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Objective:
    """One of the 23 objectives, with its official title."""

    number: int
    title: str
    paragraph: int
    roundtable: int
    summary: str
    cycle: tuple[CyclePart, ...]
    actions: tuple[Action, ...]
    sdg_targets: tuple[str, ...]
    all_sdgs: bool
    frameworks: tuple[str, ...]
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the ten guiding principles (GCM 15), with its official name."""

    id: str
    number: int
    letter: str
    name: str
    paragraph: str
    summary: str


@dataclass(frozen=True, slots=True)
class Framework:
    """An international instrument or framework on which the Compact rests."""

    id: str
    name: str
    abbreviation: str | None
    year: int | None
    kind: FrameworkKind
    summary: str


@dataclass(frozen=True, slots=True)
class SdgTarget:
    """A target of the 2030 Agenda, e.g. 10.7, with a short label of ours."""

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Roundtable:
    """One of the four roundtables of the International Migration Review Forum and the objectives it takes up."""

    number: int
    name: str
    objectives: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ThematicArea:
    """One of the five thematic areas of the Migration Multi-Partner Trust Fund (Guidance Box F)."""

    id: str
    number: int
    name: str
    summary: str
    objectives: tuple[int, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a tool, step or outline: a question, criterion, principle or task. Its id never changes."""

    id: str
    title: str | None
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Section:
    """Points that belong together."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the guidance's Tools 1–16, point by point."""

    number: int
    id: str
    title: str
    step: int
    kind: ToolKind
    purpose: str
    reference: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class StepAction:
    """Something to do within a step."""

    id: str
    number: int
    title: str
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps of implementation."""

    number: int
    id: str
    name: str
    purpose: str
    result: str
    actions: tuple[StepAction, ...]
    questions: tuple[Item, ...]
    checklist: tuple[Item, ...]
    tools: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of a report that the review process asks for. `words` is the suggested range, None where none is."""

    id: str
    title: str
    text: str
    words: tuple[int, int] | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The suggested shape of a voluntary review, a regional input or a regional report."""

    id: str
    title: str
    purpose: str
    reference: str
    sections: tuple[OutlineSection, ...]
