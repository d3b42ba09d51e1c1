"""Statistical disclosure control: what a table of counts may show to a given class of recipients.

The rules are the house's ("Release gate"): small categories are merged, small counts are not shown, what is shown is
rounded, each figure for itself, and a count that is not shown cannot be had from the others more closely than rounding
would leave it. A count of 0 is shown: nobody stands behind it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from gcmdesk.i18n import gettext as _
from gcmdesk.protection.limits import Limits
from gcmdesk.protection.material import Blank, Counts, Dimension, Figure, Key

OTHER = "~other"
"""Key of the category that small ones are merged into."""
Cells = Mapping[tuple[str, ...], int | None]
_NO_END = 1 << 60


@dataclass(frozen=True, slots=True)
class Merged:
    """A table after small categories were merged: titles of what "other" stands for, by dimension."""

    counts: Counts
    titles: Mapping[str, tuple[str, ...]]


def rounded(count: int, base: int) -> int:
    """To the nearest multiple of `base`."""
    return (count + base // 2) // base * base


def without_small_groups(counts: Counts, smallest: int) -> Merged:
    """Merge categories of fewer than `smallest`, the smallest first, until the merged group is large enough."""
    titles = {}
    for place, dimension in enumerate(counts.dimensions):
        small = _to_merge(counts, place, smallest) if dimension.mergeable else ()
        if len(small) > 1:
            titles[dimension.name] = tuple(dimension.categories[key] for key in small)
            counts = _merge(counts, place, small)
    return Merged(counts, titles)


def _to_merge(counts: Counts, place: int, smallest: int) -> tuple[str, ...]:
    sizes = dict.fromkeys(counts.dimensions[place].categories, 0)
    for key, count in counts.cells.items():
        sizes[key[place]] += count or 0
    chosen: list[str] = []
    total = 0
    for name in sorted((name for name in sizes if sizes[name]), key=lambda name: sizes[name]):
        if sizes[name] >= smallest and (not chosen or total >= smallest):
            break
        chosen.append(name)
        total += sizes[name]
    order = list(sizes)
    return tuple(sorted(chosen, key=order.index))


def _merge(counts: Counts, place: int, small: tuple[str, ...]) -> Counts:
    dimension = counts.dimensions[place]
    categories = {key: title for key, title in dimension.categories.items() if key not in small}
    dimensions = list(counts.dimensions)
    dimensions[place] = replace(dimension, categories={**categories, OTHER: _("Other")})
    cells: dict[tuple[str, ...], int | None] = {}
    for key, count in counts.cells.items():
        target = (*key[:place], OTHER if key[place] in small else key[place], *key[place + 1 :])
        present = cells.get(target)
        cells[target] = present if count is None else (present or 0) + count
    return replace(counts, dimensions=tuple(dimensions), cells=cells)


def answers_of(counts: Counts) -> str:
    """The dimension that holds the answers: named, or the last of a crossed table; empty when there is none."""
    return counts.answers or (counts.dimensions[-1].name if len(counts.dimensions) > 1 else "")


def one_sided(counts: Counts, percent: int) -> set[tuple[str, ...]]:
    """Rows, by their categories without the answer, in which so many percent or more give one answer."""
    answers = answers_of(counts)
    if not answers:
        return set()
    rows: dict[tuple[str, ...], list[int]] = {}
    for key, count in counts.cells.items():
        rows.setdefault(row_of(counts, key), []).append(count or 0)
    return {row for row, cells in rows.items() if sum(cells) and max(cells) * 100 >= percent * sum(cells)}


def without_rows(counts: Counts, rows: set[tuple[str, ...]]) -> Counts:
    """The table without the figures of some rows, which its totals do not count either (see `row_of`)."""
    kept = {key: n for key, n in counts.cells.items() if row_of(counts, key) not in rows}
    return replace(counts, cells=kept)


def row_of(counts: Counts, key: tuple[str, ...]) -> tuple[str, ...]:
    """The row of a cell: its categories without the answer."""
    answers = answers_of(counts)
    return tuple(part for part, one in zip(key, counts.dimensions, strict=True) if one.name != answers)


def true_figures(counts: Counts) -> dict[Key, int | None]:
    """Every cell, the totals of each category, and the total of all (of what was recorded)."""
    figures: dict[Key, int | None] = {
        key: counts.cells.get(key, 0) for key in product(*(one.categories for one in counts.dimensions))
    }
    cells = list(figures.items())
    for total, parts in sums(counts.dimensions):
        if total not in figures:
            known = [figures[key] for key in parts if figures[key] is not None]
            figures[total] = sum(n for n in known if n is not None) if known or not cells else None
    return figures


def sums(dimensions: tuple[Dimension, ...]) -> Iterator[tuple[Key, list[Key]]]:
    """What adds up in a table: each total with its parts."""
    width = len(dimensions)
    everything: list[Key] = list(product(*(one.categories for one in dimensions)))
    if width > 1:
        for place, dimension in enumerate(dimensions):
            by_category: dict[str, list[Key]] = {name: [] for name in dimension.categories}
            for key in everything:
                by_category[key[place] or ""].append(key)
            for name, parts in by_category.items():
                yield tuple(name if at == place else None for at in range(width)), parts
            yield (
                (None,) * width,
                [tuple(name if at == place else None for at in range(width)) for name in dimension.categories],
            )
    yield (None,) * width, everything


def shown(counts: Counts, smallest: int, limits: Limits) -> dict[Key, Figure]:
    """The figures of a (merged) table for recipients who are shown groups of `smallest` or more."""
    true = true_figures(counts)
    hidden = {key for key, n in true.items() if n is not None and 0 < n < smallest}
    equations = list(sums(counts.dimensions))
    while more := _exposed(true, hidden, equations, smallest, limits.rounding):
        hidden |= more
    return {key: _figure(n, limits.rounding, hide=key in hidden) for key, n in true.items()}


def _figure(count: int | None, base: int, *, hide: bool) -> Figure:
    if count is None:
        return Blank.NOT_RECORDED
    return Blank.WITHHELD if hide else rounded(count, base)


def _exposed(
    true: Mapping[Key, int | None],
    hidden: set[Key],
    equations: list[tuple[Key, list[Key]]],
    smallest: int,
    base: int,
) -> set[Key]:
    """What else must be hidden, because a reader could narrow down a small count: one figure in each telling sum."""
    ranges = {key: _range(n, smallest, base, hide=key in hidden) for key, n in true.items()}
    blame = narrow(ranges, equations)
    wanted = min(base, smallest - 1)
    more: set[Key] = set()
    for key in hidden:
        low, high = ranges[key]
        if high - low + 1 < wanted and 0 < (true[key] or 0) < smallest:
            more |= _one_more(true, hidden | more, blame.get(key, equations))
    return more


def _range(count: int | None, smallest: int, base: int, *, hide: bool) -> tuple[int, int]:
    """What a reader who knows the rules can tell from one figure alone."""
    if not count:
        return (0, 0)
    if hide:
        return (1, smallest - 1) if count < smallest else (1, _NO_END)
    figure = rounded(count, base)
    return (max(smallest, figure - base // 2), figure + (base - 1) // 2)


def narrow(
    ranges: dict[Key, tuple[int, int]], equations: list[tuple[Key, list[Key]]]
) -> dict[Key, list[tuple[Key, list[Key]]]]:
    """Narrow ranges by what adds up, until nothing changes; gives the sums that narrowed each figure."""
    blame: dict[Key, list[tuple[Key, list[Key]]]] = {}
    changed = True
    while changed:
        changed = False
        for total, parts in equations:
            low, high = sum(ranges[key][0] for key in parts), sum(ranges[key][1] for key in parts)
            before = ranges[total]
            bounds = {total: (max(before[0], low), min(before[1], high))}
            for key in parts:
                least, most = ranges[key]
                bounds[key] = (max(least, before[0] - (high - most)), min(most, before[1] - (low - least)))
            for key, bound in bounds.items():
                if bound != ranges[key]:
                    ranges[key], changed = bound, True
                    blame.setdefault(key, []).append((total, parts))
    return blame


def _one_more(true: Mapping[Key, int | None], hidden: set[Key], telling: Iterable[tuple[Key, list[Key]]]) -> set[Key]:
    """The smallest figure still shown in a telling sum; its total when no part is left."""
    for total, parts in telling:
        left = [key for key in parts if key not in hidden and true[key]]
        if left:
            return {min(left, key=lambda key: (true[key] or 0, str(key)))}
        if total not in hidden:
            return {total}
    shown_still = [key for key, n in true.items() if n and key not in hidden]
    return set(shown_still[:1])


def shares(counts: Counts, figures: Mapping[Key, Figure], base: int) -> dict[Key, Figure]:
    """Whole percentages of each row, from the figures as they are shown; none of a row of fewer than `base`."""
    result: dict[Key, Figure] = {}
    true = true_figures(counts)
    place = [one.name for one in counts.dimensions].index(answers_of(counts) or counts.dimensions[0].name)
    for key, figure in figures.items():
        row = (*key[:place], None, *key[place + 1 :])
        whole = figures[row]
        if key[place] is None or whole == 0:
            continue
        if isinstance(figure, Blank) or isinstance(whole, Blank):
            result[key] = figure if isinstance(figure, Blank) else Blank.WITHHELD
        else:
            enough = (true[row] or 0) >= base
            result[key] = min(100, round(100 * figure / whole)) if enough else Blank.WITHHELD
    return result


def collapsed(cells: Cells, places: list[int]) -> dict[tuple[str, ...], int]:
    """The counts by some of the dimensions only."""
    result: dict[tuple[str, ...], int] = {}
    for key, count in cells.items():
        part = tuple(key[place] for place in places)
        result[part] = result.get(part, 0) + (count or 0)
    return result


def alike(
    one: Mapping[tuple[str, ...], int], other: Mapping[tuple[str, ...], int], smallest: int
) -> set[tuple[str, ...]]:
    """Cells whose difference would show a group of fewer than `smallest`."""
    return {key for key in one.keys() | other.keys() if 0 < abs(one.get(key, 0) - other.get(key, 0)) < smallest}
