"""Released material as blocks: the same tables for every section, in the language of the report."""

from dataclasses import replace
from itertools import product
from typing import Any

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.disclosure import OTHER
from gcmdesk.protection.material import (
    BLANKS,
    Blank,
    Dimension,
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
from gcmdesk.reports.blocks import Block, Caption, Chart, Column, Heading, Paragraph, Quote, Role, Series, Table

_ROUNDED = mark("Figures are rounded to {n}, each for itself, and may not add up.")
_OTHER = mark("Other: {names}.")
_TOTAL = mark("Total")
OTHER_TITLE = mark("Other")
_HELD = mark("Nothing of this may leave for this recipient.")


def figure(value: Figure | float, texts: Texts) -> str:
    """A number as people write it, a blank in words."""
    return texts.gettext(BLANKS[value]) if isinstance(value, Blank) else texts.number(value)


def cell(value: Any, texts: Texts) -> str:
    """A value of a record as text."""
    match value:
        case None:
            return ""
        case bool():
            return texts.gettext(mark("yes")) if value else texts.gettext(mark("no"))
        case int() | float():
            return texts.number(value)
        case str():
            return value
        case _:
            return texts.date(value, "medium")


def counts(table: ReleasedCounts, texts: Texts, name: str = "") -> tuple[Block, ...]:
    """A table of counts with totals, and under it what its figures mean. `name` is for cross-references."""
    *across, last = (replace(one, categories=titles(one, texts)) for one in table.dimensions)
    columns = [Column(one.title, max(1.6, 2.8 - 0.15 * len(last.categories))) for one in across]
    columns += [Column(title, 1, figures=True) for title in last.categories.values()]
    columns.append(Column(texts.gettext(_TOTAL), 1, figures=True))
    rows = []
    for key in product(*(one.categories for one in across)):
        named = [one.categories[part] for one, part in zip(across, key, strict=True)]
        rows.append((*named, *_line(table, key, texts)))
    if across:
        rows.append((texts.gettext(_TOTAL), *("" for _more in across[1:]), *_line(table, (None,) * len(across), texts)))
    caption = Caption(name or table.subject, table.title)
    return (Table(tuple(columns), tuple(rows), caption, total=bool(across)), *notes(table, texts))


def titles(dimension: Dimension, texts: Texts) -> dict[str, str]:
    """Categories in the report's language: “other” comes from the gate, which speaks that of the screens."""
    return {key: texts.gettext(OTHER_TITLE) if key == OTHER else one for key, one in dimension.categories.items()}


def rounding(table: ReleasedCounts, texts: Texts) -> str:
    """How the figures of a table are rounded; empty where they are exact."""
    return texts.gettext(_ROUNDED).format(n=texts.number(table.rounded_to)) if table.rounded_to > 1 else ""


def notes(table: ReleasedCounts, texts: Texts) -> tuple[Block, ...]:
    """What the figures of a table mean: rounding, and what "other" stands for."""
    found = [one for one in (rounding(table, texts),) if one]
    found += [texts.gettext(_OTHER).format(names=texts.joined(list(one))) for one in table.merged.values()]
    return (Paragraph(" ".join(found), Role.SOURCE),) if found else ()


def chart(table: ReleasedCounts, texts: Texts, name: str, *, stacked: bool = False) -> Chart:
    """Bars of a table of one or two variables; a blank has no bar. Named in full for people who cannot see it."""
    first, *rest = (replace(one, categories=titles(one, texts)) for one in table.dimensions)
    answers = rest[0] if rest else None
    keys = answers.categories if answers else {None: table.title}
    series = tuple(
        Series(title, tuple(_bar(table, key, answer) for key in first.categories)) for answer, title in keys.items()
    )
    told = "; ".join(
        f"{title}: {_shown(table, (key,) if answers is None else (key, None), texts)}"
        for key, title in first.categories.items()
    )
    return Chart(
        table.title,
        tuple(first.categories.values()),
        series,
        f"{table.title}. {told}.",
        Caption(name, table.title),
        stacked=stacked,
    )


def records(table: ReleasedRecords | Ratings, texts: Texts, name: str = "", *, widths: tuple[float, ...] = ()) -> Table:
    """Rows as a table; columns that were withheld are not there. `widths` by heading, where all are."""
    wide = widths if len(widths) == len(table.headings) else (1.0,) * len(table.headings)
    numeric = [
        bool(table.rows) and all(_reckoned(row[at]) for row in table.rows if row[at] is not None)
        for at in range(len(table.headings))
    ]
    columns = tuple(
        Column(title, width, figures=number) for title, width, number in zip(table.headings, wide, numeric, strict=True)
    )
    rows = tuple(tuple(cell(value, texts) for value in row) for row in table.rows)
    return Table(columns, rows, Caption(name, table.title) if name else None)


def _reckoned(value: Any) -> bool:
    """Whether it is a figure, also one that was written out already, such as a percentage."""
    if isinstance(value, str):
        return any(map(str.isdigit, value)) and not any(map(str.isalpha, value))
    return isinstance(value, int | float)


def unfilled(table: Table, texts: Texts) -> tuple[Table, tuple[Block, ...]]:
    """Without the columns in which nothing stands, and the sentence that names them."""
    filled = [any(row[at] for row in table.rows) for at in range(len(table.columns))]
    if all(filled) or not any(filled):
        return table, ()
    empty = [one.title for one, known in zip(table.columns, filled, strict=True) if not known]
    columns = tuple(one for one, known in zip(table.columns, filled, strict=True) if known)
    rows = tuple(tuple(cell for cell, known in zip(row, filled, strict=True) if known) for row in table.rows)
    told = texts.gettext(mark("Nothing is recorded of: {columns}.")).format(columns=texts.joined(empty))
    return replace(table, columns=columns, rows=rows), (Paragraph(told, Role.SOURCE),)


def averages(table: ReleasedAverages, texts: Texts, name: str) -> Table:
    """Means with how many answered."""
    columns = (
        Column(table.dimension.title, 3),
        Column(texts.gettext(mark("Answers")), 1, figures=True),
        Column(texts.gettext(mark("Mean")), 1, figures=True),
    )
    rows = tuple(
        (table.dimension.categories[key], figure(answered, texts), figure(mean, texts))
        for key, (answered, mean) in table.means.items()
    )
    return Table(columns, rows, Caption(name, table.title))


def quotes(quoted: ReleasedQuotes, texts: Texts) -> tuple[Block, ...]:
    """Quotes with what may be said about who said them."""
    return tuple(
        Quote(
            one.words,
            _between(texts).join(part for part in (one.name, one.role, one.group, one.place, one.age) if part),
            one.reference,
            one.language,
        )
        for one in quoted.quotes
    )


def _between(texts: Texts) -> str:
    return "، " if texts.language.code == "ar" else ", "


def anything(material: Any, texts: Texts, *, level: int = 1) -> tuple[Block, ...]:
    """Any released material under its title: for what is written without an outline."""
    if isinstance(material, Several):
        return tuple(block for part in material.parts.values() for block in anything(part, texts, level=level))
    return (Heading(material.title, level), *_plain(material, texts))


def _plain(material: Any, texts: Texts) -> tuple[Block, ...]:
    match material:
        case ReleasedCounts():
            table, *more = counts(material, texts)
            return (_without_caption(table), *more)
        case ReleasedRecords() | Ratings():
            return (records(material, texts),)
        case ReleasedAverages():
            return (_without_caption(averages(material, texts, "averages")),)
        case ReleasedQuotes():
            return quotes(material, texts)
        case Text():
            return tuple(Paragraph(one) for one in material.paragraphs)
        case Nothing():
            return (Paragraph(texts.gettext(_HELD), Role.NOTE),)
        case _:
            raise TypeError(f"{type(material).__name__} is not written as a document")


def _without_caption(table: Block) -> Block:
    if not isinstance(table, Table):
        raise TypeError(type(table).__name__)
    return Table(table.columns, table.rows, None, total=table.total)


def _line(table: ReleasedCounts, row: Key, texts: Texts) -> tuple[str, ...]:
    found = []
    for answer in (*table.dimensions[-1].categories, None):
        value = table.figures.get((*row, answer))
        if value is None:  # the total of a row of a table of three variables is not made
            found.append("")
            continue
        share = table.shares.get((*row, answer))
        shown = figure(value, texts)
        if isinstance(share, int) and not isinstance(value, Blank):
            shown = texts.gettext("{count} ({percent})").format(count=shown, percent=texts.percent(share / 100))
        found.append(shown)
    return tuple(found)


def _bar(table: ReleasedCounts, key: str, answer: str | None) -> float | None:
    value = table.figures.get((key, answer) if len(table.dimensions) > 1 else (key,))
    return None if value is None or isinstance(value, Blank) else value


def _shown(table: ReleasedCounts, key: Key, texts: Texts) -> str:
    value = table.figures.get(key)
    return "" if value is None else figure(value, texts)
