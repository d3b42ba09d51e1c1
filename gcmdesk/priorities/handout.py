"""Result and decision as material for the release gate, in the language of whoever receives them.

For `Workspace.read`. The gate itself withholds means of fewer raters than it shows; the order and its ranges, which it
cannot judge, are left out here by the same limit.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import Texts
from gcmdesk.priorities import decisions, overview, result
from gcmdesk.priorities.decisions import SavedDecision
from gcmdesk.priorities.result import LABELS, Result
from gcmdesk.protection import limits
from gcmdesk.protection.material import Averages, Dimension, Picture, Several, Text
from gcmdesk.protection.release_records import Request


def of_result(session: Session, request: Request, texts: Texts, number: int, at: datetime) -> Several:
    """The result of a scoring round (row id): means by objective, and how solid the order is."""
    found = result.of_round(session, number, at)
    titles = {str(one.objective): _objective(texts, one.objective) for one in found.standings}
    dimension = Dimension("objective", texts.gettext("Objective"), titles, mergeable=False)
    means = {str(one.objective): (one.raters, one.mean) for one in found.standings}
    enough = not request.third_party or found.raters >= limits.of(session).base
    parts = {
        "means": Averages(texts.gettext("Weighted mean, 0 to 5"), dimension, means),
        "solidity": Text(texts.gettext("How solid it is"), tuple(_solidity(found, texts) if enough else ())),
        "aside": Text(texts.gettext("All 23 objectives"), tuple(_aside(found, texts))),
    }
    return Several(found.round.title, parts)


def of_chart(session: Session, request: Request, raters: int, chart: Picture) -> Picture:
    """A chart of a result with so many raters; one of few stays with the team, as their means do."""
    few = request.third_party and raters < limits.of(session).base
    return replace(chart, ratings=few)


def of_decision(session: Session, request: Request, texts: Texts, decision: int) -> Text:
    """A decision with its reasons, the minority's words, the answers of the bodies, and what it leaves out."""
    del request  # the team's own words, and those of institutions: they may go to anybody
    one = decisions.read(session, decision)
    lines = [one.summary] if one.summary else []
    lines += [_pair(texts, _objective(texts, choice.objective), choice.reason) for choice in one.choices]
    if one.minority:
        lines.append(_pair(texts, texts.gettext("What those who see it otherwise want to have said"), one.minority))
    lines += _left_out(one, texts)
    for approval in one.approvals:
        answer = texts.gettext(decisions.ANSWERS[approval.answer])
        lines.append(_pair(texts, f"{approval.body} ({texts.date(approval.day, 'medium')})", answer))
        if approval.conditions:
            lines.append(approval.conditions)
    if one.validated:
        lines.append(texts.gettext("Validated on {day} and locked.").format(day=texts.date(one.validated)))
    return Text(one.title, tuple(lines))


def _objective(texts: Texts, number: int) -> str:
    title = texts.compact(library.load().objective(number).title)
    return texts.gettext("{number}. {title}").format(number=texts.number(number), title=title)


def _pair(texts: Texts, name: str, value: str) -> str:
    return texts.titled(name, value) if value else name


def _solidity(found: Result, texts: Texts) -> list[str]:
    lines = []
    if found.agreement:
        lines.append(texts.gettext(LABELS[found.agreement.label]))
        lines.append(
            texts.gettext("Kendall’s W is {w} (0: no agreement, 1: the same order).").format(
                w=texts.number(found.agreement.w, "0.00")
            )
        )
    for one in found.standings:
        best, worst = texts.number(one.best, "0.#"), texts.number(one.worst, "0.#")
        span = best if one.best == one.worst else texts.gettext("{best} to {worst}").format(best=best, worst=worst)
        lines.append(_pair(texts, _objective(texts, one.objective), span))
    return lines


def _aside(found: Result, texts: Texts) -> list[str]:
    lines = [_pair(texts, _objective(texts, one), reason) for one, reason in found.completeness.set_aside.items()]
    if found.completeness.missing:
        numbers = texts.joined([texts.number(one) for one in sorted(found.completeness.missing)])
        text = texts.gettext("Neither assessed nor set aside with a reason: {objectives}.")
        lines.append(text.format(objectives=numbers))
    return lines or [texts.gettext("All of them are assessed.")]


def _left_out(one: SavedDecision, texts: Texts) -> list[str]:
    found = overview.around({choice.objective: choice.principles for choice in one.choices})
    if not found.cycle_left_out:
        return []
    parts = texts.joined([texts.gettext(overview.CYCLE[part]) for part in found.cycle_left_out])
    return [texts.gettext("No chosen objective is about: {parts}.").format(parts=parts)]
