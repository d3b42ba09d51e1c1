"""Stakeholders and initiatives as screens and importers hold them: plain values and the rules about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.stakeholders import vocabulary

LONGEST_NAME = 300
"""Characters; longer ones are sentences that slipped into the column of names."""

LONGEST_TEXT = 100_000
"""Characters; see PROTECTION, hostile input."""

Problem = tuple[str, str]
"""A field and the untranslated message about it."""

SEVERAL = frozenset({"languages", "underheard", "tags"})
"""Fields that hold several values: tuples here, one a line in the file."""

_CHOICES: dict[str, tuple[Iterable[str], str]] = {
    "form": (vocabulary.FORMS, mark("Choose organization, group or role.")),
    "sphere": (vocabulary.SPHERES, mark("Choose whether it belongs to government.")),
    "level": (vocabulary.LEVELS, mark("Choose a level from the list.")),
}

Values = Mapping[str, Any]
"""Fields of a stakeholder by name. Several values are tuples; None is "not recorded", empty is the answer "none"."""


def packed(values: Iterable[str]) -> str:
    """Several values as one text of the file: each once, sorted, one a line."""
    return "\n".join(sorted({" ".join(value.split()) for value in values} - {""}))


def unpacked(text: str | None) -> tuple[str, ...] | None:
    """What `packed` put away; None where nothing was recorded."""
    return None if text is None else tuple(text.split("\n")) if text else ()


@dataclass(frozen=True, slots=True)
class StakeholderDraft:
    """A stakeholder before it is saved. `kind` is a Tool 1 group or empty; `values` are further fields."""

    name: str
    kind: str = ""
    values: Values = field(default_factory=lambda: MappingProxyType({}))

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        return problems_of({**self.values, "name": self.name, "kind": self.kind})


@dataclass(frozen=True, slots=True)
class SavedStakeholder:
    """A stakeholder as it lies in the workspace; None is "not recorded", an empty text or tuple "none"."""

    id: int
    name: str
    kind: str
    form: str
    abbreviation: str | None
    reference: str | None
    sphere: str | None
    level: str | None
    sector: str | None
    territory_id: int | None
    languages: tuple[str, ...] | None
    underheard: tuple[str, ...] | None
    role: str | None
    interest: str | None
    affected: str | None
    capacity_needs: str | None
    conflicts: str | None
    note: str | None
    tags: tuple[str, ...] | None
    archived: bool


FIELDS: tuple[str, ...] = tuple(name for name in SavedStakeholder.__slots__ if name != "id")
"""All fields that can be set, in the order of the record."""


def problems_of(values: Values) -> tuple[Problem, ...]:
    """What is wrong with these fields, be they all of a stakeholder or some of it."""
    found: list[Problem] = []
    if unknown := set(values) - set(FIELDS):
        raise KeyError(", ".join(sorted(unknown)))
    if "name" in values:
        found += _of_name(values["name"])
    if values.get("kind") and values["kind"] not in vocabulary.groups():
        found.append(("kind", mark("Choose a group from the list.")))
    for name, (known, message) in _CHOICES.items():
        value = values.get(name)
        if (value is not None and value not in known) or (name == "form" and name in values and value is None):
            found.append((name, message))
    for name, value in values.items():
        parts = (value or ()) if name in SEVERAL else (value,)
        found += [(name, message) for part in parts if isinstance(part, str) and (message := _of_text(part))]
    return tuple(found)


def _of_name(name: str | None) -> list[Problem]:
    if not (name or "").strip():
        return [("name", mark("Give a name."))]
    if len(name or "") > LONGEST_NAME:
        return [("name", mark("This name is too long. Shorten it and put the rest into the note."))]
    return []


def _of_text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        return mark("This text is too long.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        return mark("This text contains broken characters. Type or paste it again.")
    return ""


@dataclass(frozen=True, slots=True)
class SavedTerritory:
    """An administrative area with everything above it: `path` and `codes` run from the country down to itself."""

    id: int
    name: str
    level: int
    pcode: str | None
    parent: int | None
    path: tuple[str, ...]
    codes: tuple[str | None, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InitiativeDraft:
    """An initiative before it is saved. `initiator` is a stakeholder's row id; `objectives` are numbers."""

    description: str
    action: str = "other"
    initiator: int | None = None
    region: str | None = None
    country: str | None = None
    dates: str | None = None
    day: date | None = None
    source: str | None = None
    objectives: tuple[int, ...] | None = None
    action_stated: str | None = None
    reference: str | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.description.strip():
            found.append(("description", mark("Say what the initiative does.")))
        if self.action not in vocabulary.ACTIONS:
            found.append(("action", mark("Choose a kind of action from the list.")))
        if any(not 1 <= number <= 23 for number in self.objectives or ()):
            found.append(("objectives", mark("Objectives have the numbers 1 to 23.")))
        texts = ("description", "region", "country", "dates", "source", "action_stated", "reference")
        found += [(name, message) for name in texts if (message := _of_text(getattr(self, name) or ""))]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedInitiative:
    """An initiative as it lies in the workspace, with the name of who started it."""

    id: int
    description: str
    action: str
    initiator: int | None
    region: str | None
    country: str | None
    dates: str | None
    day: date | None
    source: str | None
    objectives: tuple[int, ...] | None
    action_stated: str | None
    reference: str | None
    initiator_name: str | None
