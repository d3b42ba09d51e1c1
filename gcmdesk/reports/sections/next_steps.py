"""What happens next, for those who took part: what was chosen, how the outcome is made known, and whom to ask."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.priorities import decisions
from gcmdesk.protection.material import Text
from gcmdesk.reports import gathering
from gcmdesk.reports.blocks import Block, Bullets, Paragraph
from gcmdesk.reports.section import NOTHING, Given, Section, Sources


def gather(sources: Sources) -> Mapping[str, Any]:
    """The objectives of the newest decision; whether it was validated is in the part's name."""
    found = decisions.newest(sources.session)
    if found is None or not found.choices:
        return NOTHING
    texts = sources.texts
    titles = tuple(gathering.objective_heading(one.objective, texts) for one in found.choices)
    return {"validated" if found.locked else "proposed": Text(found.title, titles)}


def build(given: Given) -> tuple[Block, ...]:
    """The list; and that it is not yet decided, where it is not."""
    validated, proposed = given.part("validated", Text), given.part("proposed", Text)
    if validated is not None:
        return (
            Paragraph(given.say(mark("It was decided to work on these objectives first:"))),
            Bullets(validated.paragraphs),
        )
    if proposed is None:
        return ()
    return (
        Paragraph(given.say(mark("It is proposed to work on these objectives first. It is not yet decided:"))),
        Bullets(proposed.paragraphs),
    )


SECTION = Section("next-steps", mark("What happens next"), gather, build, heeds=frozenset())
