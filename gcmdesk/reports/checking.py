"""The check before a report leaves: what leaves, section by section, and what a careful author would still look at."""

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
_COUNTED = mark("{title}: a table of figures")
_DRAWN = mark("{title}: a picture")
_HELD = mark("{title}: nothing of this may leave")
_ENTITLED = mark("{title}: {amount}")


def leaving(prepared: Prepared, texts: Texts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each section that holds something, with one line for each of its parts, in the language of `texts`."""
    found = []
    for section in prepared.outline.chosen(prepared.spec.sections):
        lines = tuple(_line(part, texts) for part in prepared.parts.get(section.id, {}).values() if _holds(part))
        if lines:
            found.append((texts.gettext(section.title), lines))
    return tuple(found)


def _holds(part: Any) -> bool:
    return not isinstance(part, Text) or bool(part.paragraphs)


def _line(part: Any, texts: Texts) -> str:
    amount, say, title = "", texts.gettext, rewording.again(part.title, texts)
    match part:
        case Nothing():
            return say(_HELD).format(title=title)
        case Picture():
            return say(_DRAWN).format(title=title)
        case ReleasedRecords() | Ratings():
            n = len(part.rows)
            amount = texts.ngettext("{n} row", "{n} rows", n).format(n=texts.number(n))
        case ReleasedQuotes():
            n = len(part.quotes)
            amount = texts.ngettext("{n} quote", "{n} quotes", n).format(n=texts.number(n))
        case Text():
            n = len(part.paragraphs)
            amount = texts.ngettext("{n} paragraph of text", "{n} paragraphs of text", n).format(n=texts.number(n))
        case ReleasedCounts() | ReleasedAverages():
            return say(_COUNTED).format(title=title)
    return say(_ENTITLED).format(title=title, amount=amount) if amount else title


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
