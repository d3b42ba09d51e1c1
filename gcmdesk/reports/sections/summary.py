"""The executive summary: one page of what the other sections say, put together by rules."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.protection.material import ReleasedCounts
from gcmdesk.reports import drafting, gathering
from gcmdesk.reports.blocks import Block, Bullets, Caption, Chart, CrossReference, Line, Paragraph, Role, Series
from gcmdesk.reports.gathering import GROUPS, SESSIONS
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing, missing, participation, priorities

_FIRST = 5
"""Objectives that are named."""
_MISSING = 5


def gather(sources: Sources) -> Mapping[str, Any]:
    """Where the objectives came up; the rest comes from the other sections."""
    return {"reach": gathering.reach(sources)} if choosing.objectives(sources) else NOTHING


def build(given: Given) -> tuple[Block, ...]:
    """Sessions and people; the objectives that came up most; who is missing; what was decided."""
    reach = given.part("reach", ReleasedCounts)
    if reach is None:
        return ()
    blocks: list[Block] = []
    if told := participation.lead(given):
        blocks.append(Paragraph(" ".join(told), Role.LEAD))
    order = ranked(given, reach)
    blocks.append(Paragraph(given.say(mark("These objectives came up in most sessions:"))))
    blocks.append(Bullets(tuple(_line(given, reach, one) for one in order[:_FIRST])))
    blocks += _bars(given, reach, order)
    blocks += priorities.summed_up(given)
    blocks += _missing(given)
    return tuple(blocks)


def ranked(given: Given, reach: ReleasedCounts) -> list[int]:
    """Objectives of the scope that came up, by sessions and then by groups."""
    chosen = given.spec.scope.objectives
    found = [
        (-(gathering.shown(reach, (key, SESSIONS)) or 0), -(gathering.shown(reach, (key, GROUPS)) or 0), int(key))
        for key in reach.dimensions[0].categories
        if not chosen or int(key) in chosen
    ]
    return [number for sessions, _groups, number in sorted(found) if sessions]


def _line(given: Given, reach: ReleasedCounts, number: int) -> str:
    sessions = gathering.shown(reach, (str(number), SESSIONS)) or 0
    return given.say(
        mark("{theme}: {where}"),
        theme=gathering.objective_title(number, given.texts),
        where=drafting.in_sessions(given, sessions),
    )


def _bars(given: Given, reach: ReleasedCounts, order: list[int]) -> list[Block]:
    """Bars of all objectives that came up, in the Compact's order."""
    shown = sorted(order)
    titles = [gathering.objective_title(one, given.texts) for one in shown]
    told = "; ".join(_line(given, reach, one) for one in shown)
    series = tuple(
        Series(
            reach.dimensions[1].categories[measure],
            tuple(gathering.shown(reach, (str(one), measure)) for one in shown),
        )
        for measure in (SESSIONS, GROUPS)
    )
    caption = Caption("objectives-chart", reach.title)
    bars = Chart(reach.title, tuple(titles), series, f"{reach.title}. {told}.", caption)
    before, _name, after = given.say(mark("{figure} shows all objectives that came up.")).partition("{figure}")
    return [Paragraph((before, CrossReference("objectives-chart"), after)), bars]


def _missing(given: Given) -> list[Block]:
    table = given.everything.get(missing.SECTION.id, {}).get("groups")
    if not isinstance(table, ReleasedCounts):
        return []
    absent: tuple[Line, ...] = missing.absent(table)
    if not absent:
        return []
    n = len(absent)
    if n > _MISSING:
        told = given.texts.ngettext(
            "{n} group of Tool 1 is missing; see “Who is missing”.",
            "{n} groups of Tool 1 are missing; see “Who is missing”.",
            n,
        ).format(n=given.texts.number(n))
        return [Paragraph(told, Role.NOTE)]
    return [Paragraph(given.say(mark("Nobody in the register belongs to these groups:"))), Bullets(absent)]


SECTION = Section("summary", mark("Executive summary"), gather, build, new_page=True)
