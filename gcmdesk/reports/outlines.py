"""The outlines, in the order in which they are offered. A new one is a tuple of sections and one name in `OUTLINES`."""

from gcmdesk.i18n import mark
from gcmdesk.reports.outline import Outline
from gcmdesk.reports.sections import (
    contents,
    cover,
    data_protection,
    engagement,
    missing,
    network,
    provenance,
    register,
    stakeholders,
    standing,
    withheld,
)

_OPENING = (cover.SECTION, contents.SECTION)
_CLOSING = (withheld.SECTION, provenance.SECTION)

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
    mark("How the workspace stands with the twelve principles of data protection."),
    (cover.SECTION, data_protection.SECTION, *_CLOSING),
)

OUTLINES = (STAKEHOLDER_MAP, DATA_PROTECTION)


def by_id(id: str) -> Outline:
    """The outline with this id. KeyError for an unknown one."""
    found = {one.id: one for one in OUTLINES}
    return found[id]
