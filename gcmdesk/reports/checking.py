"""The check before a report leaves: what leaves, section by section, and what a careful author would still look at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import rewording
from gcmdesk.protection.material import (
    Nothing,
    Picture,
    Ratings,
    ReleasedAverages,
    ReleasedCounts,
    ReleasedQuotes,
    ReleasedRecords,
    Text,
)
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.choices import PLACES, Marking, Place, Status
from gcmdesk.reports.section import Narrowing

_CHANGED = mark("{section}, {place}: what the section tells has changed since this was written.")
_SILENT = mark("{section}: there is nothing to tell, and it is left out.")
_WHOLE = mark("Not narrowed to {what}, because that means nothing there: {sections}.")
_NARROWED = {
    Narrowing.DATES: mark("the chosen days"),
    Narrowing.SESSIONS: mark("the chosen sessions"),
    Narrowing.TERRITORIES: mark("the chosen territories"),
    Narrowing.OBJECTIVES: mark("the chosen objectives"),
}
_DRAFT = mark("It still says that it is a draft.")
_UNMARKED = mark("It bears no marking of how sensitive it is.")
_NOBODY = mark("It does not say which office publishes it.")
_HELD = mark("{title}: nothing of this may leave")
_ENTITLED = mark("{title}: {amount}")


def leaving(prepared: Prepared, texts: Texts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each section that holds something, with a line for what it holds under one title, in the language of `texts`."""
    found = []
    for section in prepared.outline.chosen(prepared.spec.sections):
        held: Counter[tuple[str, str]] = Counter()
        for part in prepared.parts.get(section.id, {}).values():
            if _holds(part):
                kind, count = _amount(part)
                held[rewording.again(part.title, texts), kind] += count
        if held:
            lines = tuple(_line(title, kind, count, texts) for (title, kind), count in held.items())
            found.append((texts.gettext(section.title), lines))
    return tuple(found)


def _holds(part: Any) -> bool:
    return not isinstance(part, Text) or bool(part.paragraphs)


def _amount(part: Any) -> tuple[str, int]:
    """What a part is, and how much of that."""
    match part:
        case Nothing() | Picture():
            return "pictures" if isinstance(part, Picture) else "held", 1
        case ReleasedRecords() | Ratings():
            return "rows", len(part.rows)
        case ReleasedQuotes():
            return "quotes", len(part.quotes)
        case Text():
            return "paragraphs", len(part.paragraphs)
        case ReleasedCounts() | ReleasedAverages():
            return "tables", 1
        case _:
            raise TypeError(type(part).__name__)


def _line(title: str, kind: str, count: int, texts: Texts) -> str:
    match kind:
        case "held":
            return texts.gettext(_HELD).format(title=title)
        case "pictures":
            amount = texts.ngettext("{n} picture", "{n} pictures", count)
        case "rows":
            amount = texts.ngettext("{n} row", "{n} rows", count)
        case "quotes":
            amount = texts.ngettext("{n} quote", "{n} quotes", count)
        case "paragraphs":
            amount = texts.ngettext("{n} paragraph of text", "{n} paragraphs of text", count)
        case _:
            amount = texts.ngettext("{n} table of figures", "{n} tables of figures", count)
    return texts.gettext(_ENTITLED).format(title=title, amount=amount.format(n=texts.number(count)))


def open_points(prepared: Prepared, outdated: Sequence[tuple[str, Place]], texts: Texts) -> tuple[str, ...]:
    """One sentence each; `outdated` comes from `saved.outdated`. None of them keeps the report from leaving."""
    return tuple(_points(prepared, outdated, texts))


def _points(prepared: Prepared, outdated: Sequence[tuple[str, Place]], texts: Texts) -> Iterator[str]:
    spec, outline, say = prepared.spec, prepared.outline, texts.gettext
    titles = {one.id: say(one.title) for one in outline.sections}
    chosen = {one.id for one in outline.chosen(spec.sections)}
    for section, place in outdated:
        if section in chosen:
            yield say(_CHANGED).format(section=titles[section], place=say(PLACES[place]))
    for one in outline.chosen(spec.sections):
        if not one.framing and one.id not in prepared.built:
            yield say(_SILENT).format(section=titles[one.id])
    yield from _whole(prepared, texts)
    if spec.recipient is Recipient.TEAM:
        return
    if spec.status is Status.DRAFT:
        yield say(_DRAFT)
    if spec.marking is Marking.NONE:
        yield say(_UNMARKED)
    if not spec.author.strip():
        yield say(_NOBODY)


def _whole(prepared: Prepared, texts: Texts) -> Iterator[str]:
    """Which sections tell of the whole workspace although the scope is narrower: one sentence for each way."""
    told = [one for one in prepared.outline.chosen(prepared.spec.sections) if one.id in prepared.built]
    for way in Narrowing:
        titles = [texts.gettext(one.title) for one in told if not one.framing and way not in one.heeds]
        if way in prepared.spec.scope.narrowed and titles:
            what = texts.gettext(_NARROWED[way])
            yield texts.gettext(_WHOLE).format(what=what, sections=texts.joined(titles))
