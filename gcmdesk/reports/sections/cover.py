"""The first page: title, who publishes it, for whom, how sensitive it is, and the table of document control."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.i18n import mark
from gcmdesk.protection.material import Text
from gcmdesk.protection.recipients import TITLES
from gcmdesk.reports.blocks import Block, Control, Cover
from gcmdesk.reports.choices import MARKINGS, STATUSES
from gcmdesk.reports.scoping import dates
from gcmdesk.reports.section import Given, Section, Sources


def gather(sources: Sources) -> Mapping[str, Any]:
    """The author's words that stand on it."""
    spec = sources.spec
    words = tuple(one for one in (spec.subtitle, spec.author, spec.territory) if one)
    return {"words": Text(sources.texts.gettext(mark("Cover")), words)}


def build(given: Given) -> tuple[Block, ...]:
    """Cover and document control."""
    spec, texts = given.spec, given.texts
    marking = texts.gettext(MARKINGS[spec.marking])
    to = " · ".join(one for one in (texts.gettext(TITLES[spec.recipient]), spec.organisation) if one)
    entries = (
        (mark("Version"), texts.number(spec.version)),
        (mark("Date"), texts.date(given.facts.moment.astimezone().date())),
        (mark("Status"), texts.gettext(STATUSES[spec.status])),
        (mark("Author"), spec.author),
        (mark("For"), to),
        (mark("Marking"), marking),
    )
    return (
        Cover(given.title, spec.subtitle, spec.author, spec.territory, dates(spec.scope, texts), marking),
        Control(
            texts.gettext(mark("Document control")),
            tuple((texts.gettext(name), value) for name, value in entries if value),
        ),
    )


SECTION = Section("cover", mark("Cover"), gather, build, framing=True, headed=False)
