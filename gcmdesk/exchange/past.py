"""A past release as rows and columns again: tables figure for figure, the rest by what the register knows of it.

What the program worded in the language of that time is worded in the one of the screen.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gcmdesk.exchange.grids import Grid, figure_text, grids
from gcmdesk.i18n import current, ngettext
from gcmdesk.i18n import gettext as _
from gcmdesk.protection import rewording
from gcmdesk.protection.material import Blank, Dimension, Figure, ReleasedCounts, Unit
from gcmdesk.protection.register import Sent
from gcmdesk.workspace import errors

_NAMED = frozenset({"theme", "pair of themes", "set"})
"""Variables whose categories somebody named."""


def is_the_file(path: Path, sent: Sent) -> bool:
    """Whether a file is, byte for byte, what was sent. Raises the disk's errors."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() == sent.sha256
    except OSError as error:
        raise errors.from_system(error) from error


def grids_of(contents: Sequence[dict[str, Any]]) -> Iterator[Grid]:
    """The contents of an entry of the transfer register (`register.Opened.contents`)."""
    for one in contents:
        match one["kind"]:
            case "counts":
                yield from grids(_counts(one))
            case "averages":
                rows = tuple(
                    (group, figure_text(_figure(answered)), figure_text(_mean(mean)))
                    for group, (answered, mean) in one["means"].items()
                )
                yield Grid(_again(one["title"]), (_("Group"), _("Answers"), _("Mean")), rows)
            case _:
                yield Grid(_again(one["title"]), (), tuple((line,) for line in _lines(one)))


def _lines(one: dict[str, Any]) -> Iterator[str]:
    number = current().number
    match one["kind"]:
        case "records" | "ratings":
            yield ngettext("{n} row", "{n} rows", one["rows"]).format(n=number(one["rows"]))
            if one.get("columns"):
                yield _("Columns: {names}.").format(names="; ".join(map(_again, one["columns"])))
        case "quotes":
            yield _("Quotes: {references}.").format(references="; ".join(one["references"]))
        case "picture":
            yield _("A picture.")
        case "text":
            count = one["paragraphs"]
            yield ngettext("{n} paragraph of text", "{n} paragraphs of text", count).format(n=number(count))


def _counts(one: dict[str, Any]) -> ReleasedCounts:
    """The table as it left; shares and names of merged groups are not in the register."""
    dimensions = tuple(map(_dimension, one["dimensions"]))
    figures = {tuple(key): _figure(figure) for key, figure in one["figures"]}
    return ReleasedCounts(
        one["subject"], _again(one["title"]), dimensions, figures, {}, Unit.PEOPLE, one["rounded to"], {}
    )


def _dimension(one: dict[str, Any]) -> Dimension:
    say = str if one["name"] in _NAMED else _again
    return Dimension(one["name"], _again(one["title"]), {key: say(title) for key, title in one["categories"].items()})


def _again(title: str) -> str:
    return rewording.again(title, current())


def _figure(value: int | str) -> Figure:
    return Blank(value) if isinstance(value, str) else value


def _mean(value: float | str) -> float | Blank:
    return Blank(value) if isinstance(value, str) else value
