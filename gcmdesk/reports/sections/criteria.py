"""By what the objectives were compared: the criteria with their weights (guidance Tool 4)."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.priorities import criteria
from gcmdesk.protection.material import Text
from gcmdesk.reports.blocks import Block, Caption, Column, Paragraph, Table
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import priorities

_HOW = mark(
    "Each objective was scored from 0 to 5 by each criterion. The mean of the scores is weighted as the table says, and"
    " the whole was reckoned again with weights that are moved within a band, to see what depends on them."
)
_TITLE = mark("Criteria and their weights")


def gather(sources: Sources) -> Mapping[str, Any]:
    """Titles and shares of the weight; nothing while nobody scored."""
    if priorities.newest(sources) is None:
        return NOTHING
    texts = sources.texts
    presets = {item.id: item.title or "" for section in library.load().tool(4).sections for item in section.items}
    weighed = [one for one in criteria.all_of(sources.session) if one.points > 0]
    total = sum(one.points for one in weighed)
    title = texts.gettext(_TITLE)
    return {
        f"criterion-{number:02}": Text(
            title,
            (texts.compact(presets[one.preset]) if one.preset else one.title, texts.percent(one.points / total)),
        )
        for number, one in enumerate(weighed, 1)
    }


def build(given: Given) -> tuple[Block, ...]:
    """How it was done, and the table."""
    names = sorted(name for name in given.parts if name.startswith("criterion-"))
    rows = tuple(one.paragraphs for name in names if (one := given.part(name, Text)))
    columns = (Column(given.say(mark("Criterion")), 4), Column(given.say(mark("Weight")), 1, figures=True))
    return (Paragraph(given.say(_HOW)), Table(columns, rows, Caption("criteria", given.say(_TITLE))))


SECTION = Section("criteria", mark("How the objectives were compared"), gather, build, heeds=frozenset())
