"""The gate's rules for tables of counts and for means (PROTECTION, "Tables for anyone outside the team")."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import select

from gcmdesk.i18n import mark
from gcmdesk.protection import disclosure
from gcmdesk.protection.limits import Limits
from gcmdesk.protection.material import (
    Averages,
    Blank,
    Counts,
    Figure,
    Key,
    ReleasedAverages,
    ReleasedCounts,
)
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.release_records import SignOffNeeded, TooLikeEarlier, TooManyVariables
from gcmdesk.protection.release_tables import ReleasedTable, ReleaseFailure

if TYPE_CHECKING:
    from gcmdesk.protection.gate_rules import Gate

_FEW = mark("Fewer people stand behind it than may be shown, or it would give such a figure away.")
_ONE_SIDED = mark("Nearly all in this row give one answer; the focal point has to agree first.")
_SMALL_BASE = mark("Fewer answers than a percentage or a mean needs.")

_EXACT = Limits(rounding=1)
_Earlier: TypeAlias = tuple[dict[str, list[str]], dict[tuple[str, ...], int | None]]
"""Categories by dimension, and the cells before rounding."""


def counts(gate: "Gate", table: Counts) -> Any:
    """A table as this recipient may see it. Raises `TooManyVariables`, `TooLikeEarlier` and `SignOffNeeded`."""
    if not gate.request.third_party or not table.unit.personal:
        return _exact(gate, table)
    if len(table.dimensions) > gate.limits.variables:
        raise TooManyVariables
    table = _unlike_earlier(gate, table)
    merged = disclosure.without_small_groups(table, gate.smallest)
    small = merged.counts
    held_rows = set() if gate.signed else disclosure.one_sided(small, gate.limits.one_sided)
    gate.hold(len(held_rows), Principle.OVERSIGHT, _ONE_SIDED, table.title)
    kept = disclosure.without_rows(small, held_rows)
    figures = disclosure.shown(kept, gate.smallest, gate.limits)
    hidden = sum(figure is Blank.WITHHELD for figure in figures.values())
    gate.hold(hidden, Principle.CONFIDENTIALITY, _FEW, table.title)
    figures |= _held_figures(small, figures, held_rows)
    shares = disclosure.shares(kept, figures, gate.limits.base) if table.shares else {}
    lost = sum(share is Blank.WITHHELD and not isinstance(figures[key], Blank) for key, share in shares.items())
    gate.hold(lost, Principle.CONFIDENTIALITY, _SMALL_BASE, table.title)
    gate.frozen.append(_frozen(table))
    return _released(gate, small, figures, shares, dict(merged.titles))


def _held_figures(table: Counts, figures: dict[Key, Figure], rows: set[tuple[str, ...]]) -> dict[Key, Figure]:
    """Rows that wait for the focal point show nothing, neither 0 nor a total."""
    if not rows:
        return {}
    answers = [one.name for one in table.dimensions].index(disclosure.answers_of(table))
    held: dict[Key, Figure] = {}
    for key in figures:
        row = tuple(part for place, part in enumerate(key) if place != answers)
        if row in rows:
            held[key] = Blank.WITHHELD
    return held


def _exact(gate: "Gate", table: Counts) -> ReleasedCounts:
    figures = disclosure.shown(table, 1, _EXACT)
    return _released(gate, table, figures, disclosure.shares(table, figures, 1) if table.shares else {}, {}, base=1)


def _released(
    gate: "Gate",
    table: Counts,
    figures: dict[Key, Figure],
    shares: dict[Key, Figure],
    merged: dict[str, tuple[str, ...]],
    *,
    base: int | None = None,
) -> ReleasedCounts:
    released = ReleasedCounts(
        table.subject,
        table.title,
        table.dimensions,
        MappingProxyType(figures),
        MappingProxyType(shares),
        table.unit,
        base or gate.limits.rounding,
        MappingProxyType(merged),
    )
    gate.contents.append(
        {
            "kind": "counts",
            "title": table.title,
            "subject": table.subject,
            "dimensions": [
                {"name": one.name, "title": one.title, "categories": dict(one.categories)} for one in table.dimensions
            ],
            "figures": [[list(key), figure] for key, figure in figures.items()],
            "rounded to": released.rounded_to,
        }
    )
    return released


def _frozen(table: Counts) -> Any:
    from gcmdesk.protection.gate_rules import Frozen  # it imports this module for its list of rules

    return Frozen(
        table.subject,
        {one.name: list(one.categories) for one in table.dimensions},
        [[list(key), count] for key, count in table.cells.items()],
    )


def _unlike_earlier(gate: "Gate", table: Counts) -> Counts:
    """The table, or its merge with what was released before. Raises `TooLikeEarlier` and `SignOffNeeded`."""
    earlier = [*_of_this_release(gate, table.subject), *_of_earlier_releases(gate, table.subject)]
    smallest = gate.limits.group
    if table.if_alike == "merge":
        table = _keeping_earlier(table, earlier, smallest)
    for dimensions, cells in earlier:
        if _recut(table, dimensions) and not gate.signed:
            raise SignOffNeeded
        if _alike(table, dimensions, cells, smallest):
            raise TooLikeEarlier
    return table


def _of_this_release(gate: "Gate", subject: str) -> Iterator[_Earlier]:
    for one in gate.frozen:
        if one.subject == subject:
            yield one.dimensions, {tuple(key): count for key, count in one.cells}


def _of_earlier_releases(gate: "Gate", subject: str) -> Iterator[_Earlier]:
    """Newest first."""
    query = (
        select(ReleasedTable.dimensions, ReleasedTable.cells)
        .where(ReleasedTable.subject == subject, ReleasedTable.release_id.not_in(select(ReleaseFailure.release_id)))
        .order_by(ReleasedTable.id.desc())
    )
    for dimensions, cells in gate.session.execute(query):
        yield json.loads(dimensions), {tuple(key): count for key, count in json.loads(cells)}


def _keeping_earlier(table: Counts, earlier: list[_Earlier], smallest: int) -> Counts:
    """Cells that changed little since the newest release of the same table keep the figures it had."""
    for dimensions, cells in earlier:
        if {one.name: list(one.categories) for one in table.dimensions} == dimensions and (
            [one.name for one in table.dimensions] == list(dimensions)
        ):
            kept = {key: cells.get(key, 0) for key in _little(table, cells, smallest)}
            return replace(table, cells={**table.cells, **kept})
    return table


def _little(table: Counts, cells: disclosure.Cells, smallest: int) -> set[tuple[str, ...]]:
    now = {key: count or 0 for key, count in table.cells.items()}
    return disclosure.alike(now, {key: count or 0 for key, count in cells.items()}, smallest)


def _alike(table: Counts, dimensions: dict[str, list[str]], cells: disclosure.Cells, smallest: int) -> bool:
    """Whether the two tables, by the variables that they share, differ by a few people somewhere."""
    here, there = [one.name for one in table.dimensions], list(dimensions)
    common = [name for name in here if name in there]
    levels = [[], *([name] for name in common), common]
    return any(
        disclosure.alike(
            disclosure.collapsed(table.cells, [here.index(name) for name in names]),
            disclosure.collapsed(cells, [there.index(name) for name in names]),
            smallest,
        )
        for names in levels
    )


def _recut(table: Counts, dimensions: dict[str, list[str]]) -> bool:
    """Whether a variable has other categories now, so that groups could be told from the difference of the two cuts."""
    for one in table.dimensions:
        before = set(dimensions.get(one.name, one.categories))
        now = set(one.categories)
        if before - now and now - before:
            return True
    return False


def averages(gate: "Gate", table: Averages) -> ReleasedAverages:
    """Means, where enough answered."""
    means: dict[str, tuple[Figure, float | Blank]] = {}
    few = 0
    for key, (answered, mean) in table.means.items():
        if not gate.request.third_party:
            means[key] = (answered, Blank.NOT_RECORDED if mean is None else round(mean, 1))
        elif 0 < answered < gate.limits.base or mean is None:
            few += mean is not None
            means[key] = (0 if not answered else _size(gate, answered), _blank(mean))
        else:
            means[key] = (_size(gate, answered), round(mean, 1))
    gate.hold(few, Principle.CONFIDENTIALITY, _SMALL_BASE, table.title)
    gate.contents.append({"kind": "averages", "title": table.title, "means": {k: list(v) for k, v in means.items()}})
    return ReleasedAverages(table.title, table.dimension, MappingProxyType(means))


def _blank(mean: float | None) -> Blank:
    return Blank.NOT_RECORDED if mean is None else Blank.WITHHELD


def _size(gate: "Gate", answered: int) -> Figure:
    return Blank.WITHHELD if answered < gate.smallest else disclosure.rounded(answered, gate.limits.rounding)
