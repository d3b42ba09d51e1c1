"""The gate's rule for quotes, and the list by which a reviewer judges what several quotes say about one person."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gcmdesk.i18n import mark
from gcmdesk.protection.gate_records import NO_CONSENT, NO_TRANSFER
from gcmdesk.protection.material import Quote, Quotes, ReleasedQuote, ReleasedQuotes
from gcmdesk.protection.people_records import AgeBand
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose

if TYPE_CHECKING:
    from gcmdesk.protection.gate_rules import Gate

_CONFIDENTIAL = mark("It was said in confidence.")
_NOT_NAMED = mark("Nobody is named without consent to being named to this recipient.")
_SMALL_GROUP = mark("The group is too small to be named, or its size is not known.")
_BANDS = (
    (12, AgeBand.UNDER_12),
    (16, AgeBand.FROM_12),
    (18, AgeBand.FROM_16),
    (25, AgeBand.FROM_18),
    (40, AgeBand.FROM_25),
    (60, AgeBand.FROM_40),
)


def quotes(gate: "Gate", wanted: Quotes) -> ReleasedQuotes:
    """The quotes that may leave, each with as much about its speaker as may be known."""
    held = {one.reference: _why_not(gate, one) for one in wanted.quotes}
    for reason in dict.fromkeys(why for why in held.values() if why):
        gate.hold(sum(why == reason for why in held.values()), *reason, wanted.title)
    free = sorted((one for one in wanted.quotes if held[one.reference] is None), key=lambda one: one.reference)
    released = tuple(_released(gate, one) for one in free)
    _count_masked(gate, wanted.title, free, released)
    gate.rely((Purpose.QUOTE, gate.request.purpose), {one.person for one in free if one.person is not None})
    gate.contents.append({"kind": "quotes", "title": wanted.title, "references": [one.reference for one in released]})
    return ReleasedQuotes(wanted.title, released)


def _why_not(gate: "Gate", quote: Quote) -> tuple[Principle, str] | None:
    if quote.confidential and gate.request.third_party:
        return Principle.CONFIDENTIALITY, _CONFIDENTIAL
    if quote.person is None:
        return None
    if not all(quote.person in gate.consenting(one) for one in (Purpose.QUOTE, gate.request.purpose)):
        return Principle.CONSENT, NO_CONSENT
    return None


def _released(gate: "Gate", quote: Quote) -> ReleasedQuote:
    named = _may_be_named(gate, quote)
    if named and quote.person is not None and (quote.name or quote.role):
        gate.people.add(quote.person)
        gate.rely((Purpose.ATTRIBUTION,), (quote.person,))
    team = not gate.request.third_party
    described = quote.person is None or quote.person in gate.consenting(Purpose.SYNTHESIS)
    if described and quote.person is not None and not team:
        gate.rely((Purpose.SYNTHESIS,), (quote.person,))
    large = team or (quote.group_size is not None and quote.group_size >= gate.limits.group)
    return ReleasedQuote(
        quote.reference,
        quote.words,
        quote.name if named else "",
        quote.group if large else "",
        quote.role if named else "",
        quote.place if team else quote.region if described else "",
        age_band(quote) if team or described else "",
        quote.language,
    )


def _may_be_named(gate: "Gate", quote: Quote) -> bool:
    return (
        quote.person is not None
        and quote.person in gate.consenting(Purpose.ATTRIBUTION)
        and gate.transfer(consent=True)
    )


def _count_masked(gate: "Gate", title: str, free: list[Quote], released: tuple[ReleasedQuote, ...]) -> None:
    pairs = list(zip(free, released, strict=True))
    unnamed = [one for one, out in pairs if (one.name and not out.name) or (one.role and not out.role)]
    untransferred = [
        one for one in unnamed if one.person is not None and one.person in gate.consenting(Purpose.ATTRIBUTION)
    ]
    gate.hold(len(untransferred), Principle.TRANSFER, NO_TRANSFER, title)
    gate.hold(len(unnamed) - len(untransferred), Principle.CONSENT, _NOT_NAMED, title)
    ungrouped = sum(bool(one.group) and not out.group for one, out in pairs)
    gate.hold(ungrouped, Principle.CONFIDENTIALITY, _SMALL_GROUP, title)


def age_band(quote: Quote) -> str:
    """The band of an age; an age in years never leaves."""
    if quote.age is None:
        return quote.age_band
    return next((str(band) for end, band in _BANDS if quote.age < end), str(AgeBand.FROM_60))


def side_by_side(wanted: Quotes) -> Mapping[int, tuple[Quote, ...]]:
    """All quotes of each person who has several, because together they tell more than each alone.

    For the reviewer, inside the workspace; never part of a release.
    """
    people: dict[int, list[Quote]] = {}
    for one in wanted.quotes:
        if one.person is not None:
            people.setdefault(one.person, []).append(one)
    return {person: tuple(of_them) for person, of_them in people.items() if len(of_them) > 1}
