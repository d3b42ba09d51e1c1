"""What we heard: the return sheet for those who took part, in plain words (guidance Step 2: share what came out)."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.consultations import codebook
from gcmdesk.i18n import mark
from gcmdesk.protection.material import Counts, Dimension, ReleasedCounts, Unit
from gcmdesk.reports import gathering
from gcmdesk.reports.blocks import Block, Bullets, Heading, Line, Paragraph, Role
from gcmdesk.reports.gathering import SESSIONS
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing, participation
from gcmdesk.synthesis import claims, views

_FIRST = 8
"""Objectives that are told in words; the others are named."""
_THEMES = 4
_THANKS = mark("Thank you for coming and for telling us what you think. This is what we heard.")
_NOT_YOU = mark("Your name is not in here, and nobody can see who said what.")
_WRONG = mark("Is something wrong or missing? Tell us. We will put it right.")


def gather(sources: Sources) -> Mapping[str, Any]:
    """Where objectives came up, and their themes, by sessions."""
    chosen = choosing.objectives(sources)
    if not chosen:
        return NOTHING
    texts = sources.texts
    known = codebook.themes(sources.session)
    parts: dict[str, Any] = {"reach": gathering.reach(sources), **participation.held(sources)}
    for number in chosen:
        found = choosing.heard(sources)[number]
        told = {id: one for id, one in found.by_theme.items() if known[id].own or known[id].action}
        if told:
            counted = claims.of(found)
            title = gathering.objective_title(number, texts)
            order = views.ranked(told)
            themes = {str(id): codebook.title(known[id], texts) for id in order}
            cells: dict[tuple[str, ...], int | None] = {
                (str(id),): counted[f"theme/{id}", SESSIONS].value for id in order
            }
            dimension = Dimension("theme", texts.gettext(mark("Theme")), themes, mergeable=False)
            parts[f"themes-{number}"] = Counts(
                f"sessions by theme, objective {number}", title, (dimension,), cells, Unit.EVENTS
            )
    return parts


def build(given: Given) -> tuple[Block, ...]:
    """Thanks; then what was said, what came up most first."""
    reach = given.part("reach", ReleasedCounts)
    if reach is None:
        return ()
    blocks: list[Block] = [Paragraph(given.say(_THANKS), Role.LEAD)]
    if told := participation.lead(given, SECTION.id):
        blocks.append(Paragraph(" ".join(told)))
    blocks.append(Paragraph(given.say(_NOT_YOU)))
    order = gathering.ranked(given, reach)
    for number in order[:_FIRST]:
        blocks += _objective(given, reach, number)
    if order[_FIRST:]:
        blocks.append(Heading(given.say(mark("You also spoke about:")), 2, numbered=False))
        blocks.append(Bullets(tuple(_title(given, one) for one in sorted(order[_FIRST:]))))
    return (*blocks, Paragraph(given.say(_WRONG), Role.LEAD))


def _objective(given: Given, reach: ReleasedCounts, number: int) -> list[Block]:
    sessions = gathering.shown(reach, (str(number), SESSIONS)) or 0
    said = given.texts.ngettext(
        "You spoke about this in {n} session.", "You spoke about this in {n} sessions.", sessions
    ).format(n=given.texts.number(sessions))
    blocks: list[Block] = [Heading(_title(given, number), 2, numbered=False), Paragraph(said)]
    themes = given.part(f"themes-{number}", ReleasedCounts)
    if themes is not None:
        lines: tuple[Line, ...] = tuple(themes.dimensions[0].categories.values())
        blocks.append(Bullets(lines[:_THEMES]))
    return blocks


def _title(given: Given, number: int) -> str:
    return gathering.objective_heading(number, given.texts)


SECTION = Section("heard", mark("What we heard"), gather, build)
