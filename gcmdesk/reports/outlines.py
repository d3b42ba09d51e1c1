"""The outlines, in the order in which they are offered. A new one is a tuple of sections and one name in `OUTLINES`."""

from gcmdesk.i18n import mark
from gcmdesk.reports.outline import Outline
from gcmdesk.reports.sections import (
    contents,
    cover,
    criteria,
    data_protection,
    engagement,
    evidence,
    findings,
    heard,
    interplay,
    missing,
    network,
    next_steps,
    participation,
    priorities,
    provenance,
    recommendations,
    register,
    sessions,
    stakeholders,
    standing,
    summary,
    withheld,
)

_OPENING = (cover.SECTION, contents.SECTION)
_CLOSING = (withheld.SECTION, provenance.SECTION)

SYNTHESIS = Outline(
    "synthesis",
    mark("Consultation synthesis"),
    mark("What was said about each objective, by whom, what comes first, and what is recommended."),
    (
        *_OPENING,
        summary.SECTION,
        participation.SECTION,
        missing.SECTION,
        findings.SECTION,
        priorities.SECTION,
        recommendations.SECTION,
        withheld.SECTION,
        sessions.SECTION,
        evidence.SECTION,
        provenance.SECTION,
    ),
)
PRIORITIES = Outline(
    "prioritisation",
    mark("Prioritisation note"),
    mark("Which objectives come first, how that was found, how solid it is, and what was chosen."),
    (
        *_OPENING,
        criteria.SECTION,
        priorities.SECTION,
        recommendations.SECTION,
        interplay.SECTION,
        *_CLOSING,
    ),
)
HEARD = Outline(
    "what-we-heard",
    mark("What we heard from you"),
    mark("The return sheet for those who took part: plain words, large type."),
    (cover.SECTION, heard.SECTION, next_steps.SECTION, *_CLOSING),
    large=True,
)
STAKEHOLDER_MAP = Outline(
    "stakeholder-map",
    mark("Stakeholder map"),
    mark("Who is concerned, who is missing, how they stand to each other and how they are involved."),
    (
        *_OPENING,
        stakeholders.SECTION,
        missing.SECTION,
        standing.SECTION,
        network.SECTION,
        engagement.SECTION,
        register.SECTION,
        *_CLOSING,
    ),
)
DATA_PROTECTION = Outline(
    "data-protection",
    mark("Statement on data protection"),
    mark("How the workspace stands with the twelve principles of data protection, and with the data of children."),
    (cover.SECTION, data_protection.SECTION, *_CLOSING),
)

OUTLINES = (SYNTHESIS, STAKEHOLDER_MAP, PRIORITIES, HEARD, DATA_PROTECTION)


def by_id(id: str) -> Outline:
    """The outline with this id. KeyError for an unknown one."""
    found = {one.id: one for one in OUTLINES}
    return found[id]
