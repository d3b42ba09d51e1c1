"""Influence and interest of named stakeholders: for the facilitation team only (guidance Step 1, Action 2)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import mark
from gcmdesk.protection.material import Picture, Ratings
from gcmdesk.reports import painting, tabling
from gcmdesk.reports.blocks import Block, Caption, Figure, Paragraph, Role, right_to_left
from gcmdesk.reports.painting import Spot
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import ratings
from gcmdesk.stakeholders.ratings import Middle
from gcmdesk.stakeholders.tables import Stakeholder

_HELD = mark(
    "How much influence and interest named stakeholders have is for the facilitation team only, so this report says"
    " nothing about it."
)
_TITLE = mark("Influence and interest")
_MAP = mark("Map of influence and interest")
_READ = mark(
    "The higher a number stands, the more influence; the further along the reading direction, the more interest. The"
    " numbers are those of the table, which lies below. A point is the middle of all ratings."
)


def gather(sources: Sources) -> Mapping[str, Any]:
    """Where each rated stakeholder stands, as a table and as a map."""
    texts = sources.texts
    within = set(sources.session.scalars(select(Stakeholder.id).where(choosing.present(sources))))
    rated = [
        (one.name, one.influence, one.interest, one.quadrant)
        for one in ratings.standings(sources.session)
        if one.stakeholder in within and one.influence and one.interest
    ]
    if not rated:
        return NOTHING
    rows, spots = [], []
    for number, (name, influence, interest, quadrant) in enumerate(rated, 1):
        advice = texts.gettext(ratings.QUADRANTS[quadrant][0]) if quadrant else ""
        wide = influence.disagreement or interest.disagreement
        apart = texts.gettext(mark("yes")) if wide else ""
        rows.append((number, name, _shown(influence), _shown(interest), advice, apart))
        spots.append(Spot(number, interest.median, influence.median))
    headings = (
        mark("No."),
        mark("Stakeholder"),
        mark("Influence"),
        mark("Interest"),
        mark("Suggested engagement"),
        mark("Ratings far apart"),
    )
    standing = Ratings(texts.gettext(_TITLE), tuple(map(texts.gettext, headings)), tuple(rows))
    if sources.spec.request.third_party:  # the gate keeps it, so nothing is painted in vain
        return {"standing": standing}
    title = texts.gettext(_MAP)
    drawn = painting.fields(spots, ratings.LOWEST, ratings.HIGHEST, rtl=right_to_left(sources.spec.language))
    told = f"{title}. {texts.gettext(_READ)}"
    return {"standing": standing, "map": Picture(title, told, "image/png", drawn, ratings=True)}


def _shown(middle: Middle) -> float:
    return int(middle.median) if middle.median == int(middle.median) else middle.median


def build(given: Given) -> tuple[Block, ...]:
    """Map and table, or why they are not here."""
    standing, drawn = given.part("standing", Ratings), given.part("map", Picture)
    if standing is None or drawn is None:
        return (Paragraph(given.say(_HELD), Role.NOTE),)
    return (
        Figure(drawn.content, drawn.description, Caption("standing-map", drawn.title), 0.75),
        Paragraph(given.say(_READ), Role.SOURCE),
        tabling.records(standing, given.texts, "standing", widths=(0.6, 2.6, 1.1, 1.0, 2, 1.5)),
    )


SECTION = Section("influence-interest", _TITLE, gather, build, heeds=choosing.HELD)
