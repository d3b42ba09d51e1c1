"""Released material as rows and columns, the same for every exporter that writes tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from gcmdesk.i18n import current
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.material import (
    BLANKS,
    Blank,
    Figure,
    Key,
    Nothing,
    Ratings,
    ReleasedAverages,
    ReleasedCounts,
    ReleasedQuotes,
    ReleasedRecords,
    Several,
    Text,
)

TABLES = (ReleasedCounts, ReleasedAverages, ReleasedRecords, ReleasedQuotes, Ratings, Text, Several)
"""The kinds that become grids."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heading row; `notes` stand under it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()


def grids(material: Any) -> Iterator[Grid]:
    """The grids of any released material, parts in their order."""
    match material:
        case Several():
            for part in material.parts.values():
                yield from grids(part)
        case ReleasedCounts():
            yield _counts(material)
        case ReleasedAverages():
            yield _averages(material)
        case ReleasedRecords() | Ratings():
            yield Grid(material.title, material.headings, material.rows)
        case ReleasedQuotes():
            yield _quotes(material)
        case Text():
            yield Grid(material.title, (), tuple((one,) for one in material.paragraphs))
        case Nothing():
            yield Grid(material.title, (), (), (_("Nothing of this may leave for this recipient."),))
        case _:
            raise TypeError(f"{type(material).__name__} is not written as a table")


def safe(text: str) -> str:
    """A cell's text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _counts(table: ReleasedCounts) -> Grid:
    *across, last = table.dimensions
    headings = (*(one.title for one in across), *last.categories.values(), _("Total"))
    rows = []
    for key in product(*(one.categories for one in across)):
        titles = [one.categories[part] for one, part in zip(across, key, strict=True)]
        rows.append((*titles, *_line(table, key, tuple(last.categories))))
    if across:
        rows.append(
            (_("Total"), *("" for _more in across[1:]), *_line(table, (None,) * len(across), tuple(last.categories)))
        )
    notes = [_("Figures are rounded to {n}, each for itself, and may not add up.").format(n=table.rounded_to)]
    notes = notes if table.rounded_to > 1 else []
    for titles_of in table.merged.values():
        notes.append(_("Other: {names}.").format(names="; ".join(titles_of)))
    return Grid(table.title, headings, tuple(rows), tuple(notes))


def _line(table: ReleasedCounts, row: Key, answers: tuple[str, ...]) -> Iterator[Any]:
    for answer in (*answers, None):
        figure = table.figures.get((*row, answer))
        if figure is None:  # the total of a row of a table of three variables is not made
            yield ""
            continue
        share = table.shares.get((*row, answer))
        yield figure_text(figure) if share is None else _with_share(figure, share)


def _with_share(figure: Figure, share: Figure) -> Any:
    if isinstance(figure, Blank) or isinstance(share, Blank):
        return figure_text(figure)
    return _("{count} ({percent})").format(count=figure, percent=current().percent(share / 100))


def figure_text(figure: Figure | float) -> Any:
    """A number as it is, a blank in words."""
    return _(BLANKS[figure]) if isinstance(figure, Blank) else figure


def _averages(table: ReleasedAverages) -> Grid:
    rows = tuple(
        (table.dimension.categories[key], figure_text(answered), figure_text(mean))
        for key, (answered, mean) in table.means.items()
    )
    return Grid(table.title, (table.dimension.title, _("Answers"), _("Mean")), rows)


def _quotes(quotes: ReleasedQuotes) -> Grid:
    headings = (_("Reference"), _("Words"), _("Name"), _("Role"), _("Group"), _("Place"), _("Age"), _("Language"))
    rows = tuple(
        (one.reference, one.words, one.name, one.role, one.group, one.place, one.age, one.language)
        for one in quotes.quotes
    )
    return Grid(quotes.title, headings, rows)
