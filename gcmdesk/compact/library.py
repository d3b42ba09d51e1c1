"""Reads the reference data, once and as late as possible, and gives it out by number or id."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from gcmdesk import paths
from gcmdesk.compact.records import (
    Framework,
    Objective,
    Outline,
    Principle,
    Roundtable,
    SdgTarget,
    Step,
    ThematicArea,
    Tool,
)
from gcmdesk.errors import ResourceMissing
from gcmdesk.i18n import gettext as _

TRANSLATED_KEYS = frozenset(
    {"title", "label", "name", "summary", "purpose", "result", "text", "who", "where", "when", "what"}
)
"""Keys of the reference files whose values are shown to people and therefore translated."""

T = TypeVar("T")


class Library:
    """All reference data. Tuples are in official order. Each file is read when it is first asked for.

    Every attribute raises `ResourceMissing` when its file is missing or unfit.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The 23 objectives."""
        return self._read("objectives", Objective)

    @cached_property
    def principles(self) -> tuple[Principle, ...]:
        """The ten guiding principles."""
        return self._read("principles", Principle)

    @cached_property
    def frameworks(self) -> Mapping[str, Framework]:
        """International frameworks by id."""
        return {framework.id: framework for framework in self._read("frameworks", Framework)}

    @cached_property
    def sdg_targets(self) -> Mapping[str, SdgTarget]:
        """Targets of the 2030 Agenda by number."""
        return {target.target: target for target in self._read("sdg_targets", SdgTarget)}

    @cached_property
    def roundtables(self) -> tuple[Roundtable, ...]:
        """The four roundtables of the review forum."""
        return self._read("roundtables", Roundtable)

    @cached_property
    def thematic_areas(self) -> tuple[ThematicArea, ...]:
        """The five areas of the trust fund."""
        return self._read("thematic_areas", ThematicArea)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The six steps."""
        return self._read("steps", Step)

    @cached_property
    def tools(self) -> tuple[Tool, ...]:
        """The guidance's sixteen tools."""
        return self._read("tools", Tool)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The outlines of reviews and reports."""
        return self._read("outlines", Outline)

    def objective(self, number: int) -> Objective:
        """Objective 1–23; IndexError for any other number."""
        return _numbered(self.objectives, number)

    def step(self, number: int) -> Step:
        """Step 1–6; IndexError for any other number."""
        return _numbered(self.steps, number)

    def tool(self, number: int) -> Tool:
        """Tool 1–16; IndexError for any other number."""
        return _numbered(self.tools, number)

    def principle(self, id: str) -> Principle:
        """A guiding principle by id; KeyError when there is none."""
        return {principle.id: principle for principle in self.principles}[id]

    def outline(self, id: str) -> Outline:
        """A report outline by id; KeyError when there is none."""
        return {outline.id: outline for outline in self.outlines}[id]

    def read_all(self) -> None:
        """Read every file now, to find out whether all are fit."""
        for name, attribute in vars(type(self)).items():
            if isinstance(attribute, cached_property):
                getattr(self, name)

    def _read(self, name: str, kind: type[T]) -> tuple[T, ...]:
        path = self._folder / f"{name}.json"
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            records: tuple[T, ...] = _build(tuple[kind, ...], content, name)  # type: ignore[valid-type]
        except (OSError, ValueError, TypeError) as error:
            raise ResourceMissing(
                _("A file of the Compact library is missing or damaged: {file}.").format(file=path.name),
                _("Please install gcmdesk again."),
            ) from error
        return records


def _numbered(records: tuple[T, ...], number: int) -> T:
    if number < 1:
        raise IndexError(number)
    return records[number - 1]


def _build(kind: Any, value: object, where: str) -> Any:
    """Turn plain JSON into records, refusing what the records do not describe (TypeError names the place)."""
    if is_dataclass(kind):
        return _build_record(kind, value, where)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _build_tuple(arguments, value, where)
    if origin in (Union, UnionType):
        if value is None and NoneType in arguments:
            return None
        return _build(next(a for a in arguments if a is not NoneType), value, where)
    good = value in arguments if origin is Literal else type(value) is kind and value != ""
    if not good:
        raise TypeError(f"{where}: {value!r} is not {kind}")
    return value


def _build_record(kind: Any, value: object, where: str) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"{where}: an object was expected")
    hints = _hints(kind)
    if value.keys() != hints.keys():
        raise TypeError(f"{where}: missing or unknown keys {sorted(value.keys() ^ hints.keys())}")
    return kind(**{key: _build(hint, value[key], f"{where}.{key}") for key, hint in hints.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _build_tuple(arguments: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{where}: a list was expected")
    kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(value):
        raise TypeError(f"{where}: {len(kinds)} values were expected")
    return tuple(_build(kind, each, f"{where}[{n}]") for n, (kind, each) in enumerate(zip(kinds, value, strict=True)))


@cache
def load(folder: Path | None = None) -> Library:
    """The library of the program's resources (or of `folder`)."""
    return Library(folder or paths.resource("compact"))
