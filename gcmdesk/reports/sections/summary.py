"""The executive summary: one page of what the other sections say, put together by rules."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.protection.material import ReleasedCounts
from gcmdesk.reports import drafting, gathering
from gcmdesk.reports.blocks import Block, Bullets, Line, Paragraph, Role
from gcmdesk.reports.gathering import GROUPS, SESSIONS
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing, missing, participation, priorities, recommendations

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
    order = gathering.ranked(given, reach)
    blocks.append(Paragraph(given.say(mark("These objectives came up in most sessions:"))))
    blocks.append(Bullets(tuple(_line(given, reach, one) for one in order[:_FIRST])))
    blocks += priorities.summed_up(given)
    blocks += recommendations.summed_up(given)
    blocks += _missing(given)
    return tuple(blocks)


def _line(given: Given, reach: ReleasedCounts, number: int) -> str:
    sessions, groups = (gathering.shown(reach, (str(number), one)) or 0 for one in (SESSIONS, GROUPS))
    return drafting.heard(given, gathering.objective_named(number, given.texts), sessions, groups)


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
