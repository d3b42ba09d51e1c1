"""The list of the register while somebody types into its filter: read once after a change, then answered from memory.

    roll = workspace.read(filtering.read)
    ids = roll.ids(Filter("port", chosen={"level": frozenset({"local"})}), Order("name"))
    counts = roll.facets(Filter("port"))
    first = workspace.read(register.page, ids[:50])

5,000 stakeholders answer in about a millisecond, so the list keeps step with typing. A screen reads it anew when the
topic "stakeholders" changes, and drops it when the workspace is locked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.tables import Stakeholder

FACETS = ("form", "kind", "sphere", "level", "sector", "territory", "languages", "underheard", "tags")
"""What the list can be narrowed by."""

NOT_RECORDED = None
"""As a facet's value: nothing was recorded. The empty text is the recorded answer "none"."""

_TEXTS = ("name", "abbreviation", "sector", "role", "tags", "note", "reference")
_READ = ("id", *_TEXTS, "form", "kind", "sphere", "level", "territory_id", "languages", "underheard", "archived")
_COLUMNS = [getattr(Stakeholder, name) for name in _READ]

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows: all words of `text` in names and notes, and of each facet one of the chosen values.

    Territories are ids; a territory stands for everything within it.
    """

    text: str = ""
    chosen: Mapping[str, frozenset[Value]] = field(default_factory=dict)
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the list is sorted; what is not recorded comes last."""

    column: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    id: int
    haystack: str
    archived: bool
    facets: Mapping[str, tuple[Value, ...]]
    sort: Mapping[str, str]


class Roll:
    """All stakeholders with what they are filtered, counted and sorted by. It does not change; see `read`."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def ids(self, wanted: Filter, order: Order = Order()) -> list[int]:
        """The ids of what the filter lets through, in order."""
        if order.column not in _SORTED:
            raise KeyError(order.column)
        places = self._places(order.column)
        found = sorted(self._passing(wanted), key=lambda one: places[one.id], reverse=order.descending)
        recorded = [one.id for one in found if one.sort[order.column]]
        return recorded + [one.id for one in found if not one.sort[order.column]]

    def facets(self, wanted: Filter) -> dict[str, Counter[Value]]:
        """How many of the list have each value; a facet's own choice does not narrow its counts."""
        everything = list(self._passing(Filter(wanted.text, {}, wanted.archived)))
        counts: dict[str, Counter[Value]] = {}
        for name in FACETS:
            others = {facet: values for facet, values in wanted.chosen.items() if facet != name and values}
            rows = [one for one in everything if _fits(one, others)] if others else everything
            counts[name] = Counter(value for one in rows for value in one.facets[name])
        return counts

    def _passing(self, wanted: Filter) -> Iterable[_Entry]:
        words = fold(wanted.text).split()
        chosen = {name: values for name, values in wanted.chosen.items() if values}
        if unknown := set(chosen) - set(FACETS):
            raise KeyError(", ".join(sorted(unknown)))
        rows: Iterable[_Entry] = self._archived if wanted.archived else self._present
        for word in words:
            rows = [one for one in rows if word in one.haystack]
        return [one for one in rows if _fits(one, chosen)] if chosen else rows

    @cached_property
    def _present(self) -> list[_Entry]:
        return [one for one in self._entries if not one.archived]

    @cached_property
    def _archived(self) -> list[_Entry]:
        return [one for one in self._entries if one.archived]

    @cached_property
    def _orders(self) -> dict[str, dict[int, int]]:
        return {}

    def _places(self, column: str) -> dict[int, int]:
        """Where each stakeholder stands in this order: numbers sort faster than names, keystroke after keystroke."""
        if column not in self._orders:
            ordered = sorted(self._entries, key=lambda one: (one.sort[column], one.id))
            self._orders[column] = {one.id: place for place, one in enumerate(ordered)}
        return self._orders[column]


_SORTED = ("name", "kind", "form", "sphere", "level", "sector", "territory")


def read(session: Session) -> Roll:
    """Read the whole register for filtering."""
    known = territories.everything(session)
    areas = {row: (one.ids, fold(" ".join(one.path))) for row, one in known.items()}
    return Roll([_entry(dict(zip(_READ, row, strict=True)), areas) for row in session.execute(select(*_COLUMNS))])


def _entry(row: Mapping[str, Any], areas: Mapping[int, tuple[tuple[int, ...], str]]) -> _Entry:
    within, area = areas.get(row["territory_id"], ((), ""))
    facets: dict[str, tuple[Value, ...]] = {
        name: (row[name],) for name in ("form", "kind", "sphere", "level", "sector")
    }
    facets["territory"] = within or (NOT_RECORDED,)
    for name in ("languages", "underheard", "tags"):
        facets[name] = (NOT_RECORDED,) if row[name] is None else tuple(row[name].split("\n"))
    sort = {name: row[name] or "" for name in ("kind", "form", "sphere", "level")}
    sort |= {"name": fold(row["name"]), "sector": fold(row["sector"] or ""), "territory": area}
    haystack = fold("\n".join(row[name] for name in _TEXTS if row[name]))
    return _Entry(row["id"], f"{haystack} {area}", row["archived"], facets, sort)


def _fits(one: _Entry, chosen: Mapping[str, frozenset[Value]]) -> bool:
    return all(not values.isdisjoint(one.facets[name]) for name, values in chosen.items())
