"""What the chosen objectives do to each other and to the rest, as far as somebody gave a reason for it."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.priorities import decisions, interplay
from gcmdesk.priorities.interplay import Effect
from gcmdesk.protection.material import Text
from gcmdesk.reports import gathering
from gcmdesk.reports.blocks import Block, Caption, Column, Paragraph, Role, Table
from gcmdesk.reports.section import NOTHING, Given, Section, Sources

_KINDS = {
    "within": mark("Between chosen objectives"),
    "outwards": mark("On objectives that were not chosen"),
    "missed": mark("Help from objectives that were not chosen"),
}
_WHY = mark("Progress on one objective can help or hinder another. What hinders stands first.")


def gather(sources: Sources) -> Mapping[str, Any]:
    """The effects that the newest decision has."""
    found = decisions.newest(sources.session)
    if found is None or not found.choices:
        return NOTHING
    effects = interplay.consequences(sources.session, {one.objective for one in found.choices})
    texts = sources.texts
    parts: dict[str, Any] = {}
    for kind, title in _KINDS.items():
        told: tuple[Effect, ...] = getattr(effects, kind)
        for number, one in enumerate(told, 1):
            parts[f"{kind}-{number:03}"] = Text(
                texts.gettext(title),
                (
                    gathering.objective_title(one.acting, texts),
                    texts.gettext(interplay.LEVELS[one.effect]),
                    gathering.objective_title(one.affected, texts),
                    one.reason,
                ),
            )
    return parts


def build(given: Given) -> tuple[Block, ...]:
    """A table for each kind of effect."""
    columns = (
        Column(given.say(mark("Progress on")), 2.2),
        Column(given.say(mark("Effect")), 1.4),
        Column(given.say(mark("Objective affected")), 2.2),
        Column(given.say(mark("Why")), 2.4),
    )
    blocks: list[Block] = [Paragraph(given.say(_WHY), Role.NOTE)]
    for kind, title in _KINDS.items():
        names = sorted(name for name in given.parts if name.startswith(f"{kind}-"))
        rows = tuple(one.paragraphs for name in names if (one := given.part(name, Text)))
        if rows:
            blocks.append(Table(columns, rows, Caption(f"interplay-{kind}", given.say(title))))
    return tuple(blocks)


SECTION = Section("interplay", mark("What the choice does to other objectives"), gather, build, heeds=frozenset())
