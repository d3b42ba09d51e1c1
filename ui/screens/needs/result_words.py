"""A result in sentences and bars, for the page and for the room."""

from collections.abc import Iterator

from gcmdesk import i18n
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.priorities import ranking
from gcmdesk.priorities.result import LABELS, Result, Vote
from ui.screens.needs import words
from ui.widgets.bars import Bar

_MOST = 6
_PLACES = 2


def heads(result: Result) -> tuple[str, str, str, str]:
    """Headings of the chart."""
    top = i18n.current().number(result.settings.first)
    return (
        _("Objective"),
        _("Weighted mean, 0 to 5"),
        _("Possible ranks"),
        _("Among first {n}").format(n=top),
    )


def bars(result: Result, most: int = 23) -> list[Bar]:
    """The order as bars, with the ranks that other weights could give."""
    return [
        Bar(
            words.objective(one.objective),
            one.mean / ranking.HIGHEST,
            words.one_decimal(one.mean),
            one.rank,
            one.best,
            one.worst,
            words.span(one.best, one.worst),
            i18n.current().percent(one.top),
        )
        for one in result.standings[:most]
    ]


def differences(result: Result, most: int = 6) -> list[Bar]:
    """The objectives about which raters are furthest apart, for the discussion."""
    widest = sorted(result.standings, key=lambda one: -one.spread)[:most]
    full = max((one.spread for one in widest), default=0.0) or 1.0
    return [
        Bar(words.objective(one.objective), one.spread / full, f"± {words.one_decimal(one.spread)}") for one in widest
    ]


def solidity(result: Result) -> list[str]:
    """How solid the order is, in sentences."""
    number, said = i18n.current().number, []
    first, band = number(result.settings.first), i18n.current().percent(result.settings.band)
    if result.agreement:
        said.append(
            ngettext("{n} rater. {label}", "{n} raters. {label}", result.agreement.raters).format(
                n=number(result.agreement.raters), label=_(LABELS[result.agreement.label])
            )
        )
        said.append(_w(result))
    else:
        said.append(
            ngettext(
                "{n} rater: too few to say who agrees.", "{n} raters: nothing to agree about yet.", result.raters
            ).format(n=number(result.raters))
        )
    if result.solid:
        said.append(
            _("Among the first {n}, even when every weight moves by {band}: {objectives}.").format(
                n=first, band=band, objectives=words.listed(result.solid)
            )
        )
    if result.open:
        said.append(
            _("The weights decide whether these are among the first {n}: {objectives}.").format(
                n=first, objectives=words.listed(result.open)
            )
        )
    return said


def for_room(result: Result) -> list[str]:
    """The same for a room, which knows objectives by their titles."""
    said = [_(LABELS[result.agreement.label])] if result.agreement else []
    first = i18n.current().number(result.settings.first)
    for sentence, objectives in (
        (_("Among the first {n} whatever the weights:"), result.solid),
        (_("Among the first {n} or not, as the weights decide:"), result.open),
    ):
        if objectives:
            said += ["", sentence.format(n=first), *(words.objective(one) for one in objectives)]
    return said


def _w(result: Result) -> str:
    """Kendall's W, and before the discussion where there is a round before."""
    if not result.agreement:
        return ""
    now = i18n.current().number(result.agreement.w, "0.00")
    if result.agreement_before is None:
        return _("Kendall’s W is {w} (0: no agreement, 1: the same order).").format(w=now)
    before = i18n.current().number(result.agreement_before.w, "0.00")
    return _("Kendall’s W is {w}; it was {before} in the round before (0: no agreement, 1: the same order).").format(
        w=now, before=before
    )


def sections(result: Result) -> Iterator[tuple[str, list[str]]]:
    """What stands below the chart: a heading with its lines; sections without lines are left out."""
    found = (
        (_("Where raters are furthest apart"), _apart(result)),
        (_("What moved since the round before"), _moved(result)),
        (_("Where a group sees it the other way round"), _turned(result)),
        *((_("Score and vote: {round}").format(round=one.round.title), _voted(one)) for one in result.votes),
        (_("All 23 objectives"), _complete(result)),
    )
    yield from ((heading, lines) for heading, lines in found if lines)


def _apart(result: Result) -> list[str]:
    widest = sorted(result.standings, key=lambda one: -one.spread)[:_MOST]
    lines = []
    for one in widest:
        if one.spread <= 0:
            continue
        before = result.spread_before.get(one.objective)
        objective, spread = words.objective(one.objective), words.one_decimal(one.spread)
        if before is None:
            lines.append(_("{objective}: ± {spread} steps").format(objective=objective, spread=spread))
        else:
            lines.append(
                _("{objective}: ± {spread} steps, ± {before} before").format(
                    objective=objective, spread=spread, before=words.one_decimal(before)
                )
            )
    return lines


def _moved(result: Result) -> list[str]:
    moves = [(places, one) for one, places in result.movement.items() if abs(places) >= _PLACES]
    lines = []
    for places, one in sorted(moves, key=lambda move: -abs(move[0]))[:_MOST]:
        size, objective = words.rank(abs(places)), words.objective(one)
        text = _("{objective}: up by {places}") if places > 0 else _("{objective}: down by {places}")
        lines.append(text.format(objective=objective, places=size))
    return lines


def _turned(result: Result) -> list[str]:
    lines = [
        _("{group}: {lower} before {higher}, by {gap} steps").format(
            group=words.group(turn.group),
            lower=words.short(turn.lower),
            higher=words.short(turn.higher),
            gap=words.one_decimal(turn.gap),
        )
        for turn in result.turns[:_MOST]
    ]
    if result.groups_too_small:
        text = ngettext(
            "{n} group is not shown: fewer than {least} people stand behind it or behind the others.",
            "{n} groups are not shown: fewer than {least} people stand behind them or behind the others.",
            result.groups_too_small,
        )
        number = i18n.current().number
        lines.append(text.format(n=number(result.groups_too_small), least=number(result.smallest_group)))
    elif result.groups and not result.turns:
        lines.append(_("No group turns the order of the first around."))
    return lines


def _voted(vote: Vote) -> list[str]:
    lines = [
        _("{objective}: place {score} by score, {vote} by vote").format(
            objective=words.objective(one.objective), score=words.rank(one.by_score), vote=words.rank(one.by_vote)
        )
        for one in vote.differences[:_MOST]
    ]
    return lines or [_("Score and vote agree within five places.")]


def _complete(result: Result) -> list[str]:
    lines = [
        _("Set aside: {objective} {reason}").format(objective=words.objective(one), reason=i18n.isolate(reason))
        for one, reason in result.completeness.set_aside.items()
    ]
    if result.completeness.missing:
        missing = words.listed(tuple(sorted(result.completeness.missing)))
        lines.append(_("Neither assessed nor set aside with a reason: {objectives}.").format(objectives=missing))
    elif not lines:
        lines.append(_("All of them are assessed."))
    if result.without_consent:
        text = ngettext(
            "The scores of {n} person do not count, because the consent does not stand.",
            "The scores of {n} people do not count, because their consent does not stand.",
            result.without_consent,
        )
        lines.append(text.format(n=i18n.current().number(result.without_consent)))
    return lines
