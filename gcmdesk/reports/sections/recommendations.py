"""What is recommended: the objectives that were chosen for immediate action, why, who, by when, at what cost."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.priorities import decisions, processes
from gcmdesk.priorities.decisions import SavedDecision
from gcmdesk.protection.material import Text
from gcmdesk.reports import gathering, recommending
from gcmdesk.reports.blocks import Block, Caption, Column, Heading, Paragraph, Role, Table
from gcmdesk.reports.recommending import Agreed
from gcmdesk.reports.section import NOTHING, Given, Narrowing, Section, Sources

_DRAFT = mark("The choice is a draft: it was not validated yet.")
_LATER = mark("What is still to be agreed is laid down in the plan of action that follows from this choice.")


def gather(sources: Sources) -> Mapping[str, Any]:
    """The newest decision as it stands; when it is validated, as it was validated."""
    found = decisions.newest(sources.session)
    chosen = sources.scope.objectives
    if found is None or not any(not chosen or one.objective in chosen for one in found.choices):
        return NOTHING
    texts = sources.texts
    parts: dict[str, Any] = {"decision": Text(found.title, (found.title, *filter(None, (found.summary,))))}
    if found.validated:
        parts["validated"] = Text(found.title, (texts.date(found.validated),))
    if found.minority:
        parts["minority"] = Text(texts.gettext(mark("Words of the minority")), _lines(found.minority))
    agreed = recommending.all_of(sources.session)
    principles = {one.id: one.name for one in library.load().principles}
    for one in found.choices:
        if chosen and one.objective not in chosen:
            continue
        title = gathering.objective_title(one.objective, texts)
        parts[f"reason-{one.objective}"] = Text(title, (one.reason,))
        names = tuple(texts.compact(principles[id]) if id in principles else id for id in one.principles)
        parts[f"principles-{one.objective}"] = Text(title, names)
        linked = tuple(process.title for process in processes.of_objective(sources.session, one.objective))
        parts[f"processes-{one.objective}"] = Text(title, linked)
        plan = agreed.get(one.objective, Agreed())
        parts[f"agreed-{one.objective}"] = Text(title, (plan.responsible, plan.by_when, plan.cost))
    return parts | _approvals(found, sources)


def _approvals(found: SavedDecision, sources: Sources) -> dict[str, Text]:
    texts = sources.texts
    lines = []
    for one in found.approvals:
        answer = texts.gettext(decisions.ANSWERS[one.answer])
        lines.append(
            f"{one.body} ({texts.date(one.day)}): {answer}" + (f". {one.conditions}" if one.conditions else "")
        )
    return {"approvals": Text(texts.gettext(mark("Approvals")), tuple(lines))} if lines else {}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.splitlines() if one.strip())


def build(given: Given) -> tuple[Block, ...]:
    """The choice as a table; the minority's words and the approvals under it."""
    title = given.part("decision", Text)
    if title is None:
        return ()
    validated = given.part("validated", Text)
    blocks: list[Block] = [Paragraph(one) for one in title.paragraphs]
    if validated is None:
        blocks.append(Paragraph(given.say(_DRAFT), Role.NOTE))
    else:
        blocks.append(Paragraph(given.say(mark("Validated on {day}."), day=validated.paragraphs[0])))
    blocks += [_choices(given), *_agreed(given)]
    for name, heading in (("minority", mark("Words of the minority")), ("approvals", mark("Approvals"))):
        words = given.part(name, Text)
        if words is not None:
            blocks += [Heading(given.say(heading), 2), *(Paragraph(one) for one in words.paragraphs)]
    return tuple(blocks)


def chosen(given: Given) -> list[int]:
    """Objectives of the choice."""
    own = given.everything.get(SECTION.id, {})
    return sorted(int(name.partition("-")[2]) for name in own if name.startswith("reason-"))


def summed_up(given: Given) -> list[Block]:
    """One sentence for the summary."""
    titles = [gathering.objective_named(number, given.texts) for number in chosen(given)]
    if not titles:
        return []
    return [Paragraph(given.say(mark("Recommended for immediate action: {names}."), names=given.texts.joined(titles)))]


def _choices(given: Given) -> Table:
    def told(name: str, number: int) -> str:
        part = given.part(f"{name}-{number}", Text)
        return given.texts.joined([one for one in part.paragraphs if one]) if part else ""

    columns = (
        Column(given.say(mark("Objective")), 2.4),
        Column(given.say(mark("Why")), 2.4),
        Column(given.say(mark("Principles to carry")), 1.6),
        Column(given.say(mark("Together with")), 1.6),
    )
    rows = tuple(
        (
            gathering.objective_title(number, given.texts),
            told("reason", number) or given.say(mark("no reason given yet")),
            told("principles", number),
            told("processes", number),
        )
        for number in chosen(given)
    )
    return Table(columns, rows, Caption("recommended", given.say(mark("Objectives recommended for immediate action"))))


def _agreed(given: Given) -> list[Block]:
    """What, who, when, cost; and where the rest is laid down."""
    columns = (
        Column(given.say(mark("Objective")), 2.4),
        Column(given.say(mark("Who does it")), 1.8),
        Column(given.say(mark("By when")), 1.2),
        Column(given.say(mark("Cost")), 1.2),
    )
    parts = {number: given.part(f"agreed-{number}", Text) for number in chosen(given)}
    told = {number: part.paragraphs if part else ("",) * 3 for number, part in parts.items()}
    rows = tuple(
        (
            gathering.objective_title(number, given.texts),
            *(one or given.say(recommending.OPEN) for one in words),
        )
        for number, words in told.items()
    )
    table = Table(columns, rows, Caption("agreed", given.say(mark("Who does it, by when, and at what cost"))))
    open_ones = any(not one for words in told.values() for one in words)
    return [table, Paragraph(given.say(_LATER), Role.NOTE)] if open_ones else [table]


SECTION = Section("recommendations", mark("Recommendations"), gather, build, heeds=frozenset({Narrowing.OBJECTIVES}))
