"""How stakeholders stand to each other: for the facilitation team only, because ratings of named bodies stay there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.protection.material import Picture, Ratings
from gcmdesk.reports import painting, tabling
from gcmdesk.reports.blocks import Block, Caption, Figure, Paragraph, Role
from gcmdesk.reports.painting import Spot, Tie
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import network, relations
from gcmdesk.stakeholders.network import Network
from gcmdesk.stakeholders.relations import SavedRelation
from gcmdesk.stakeholders.tables import Stakeholder

_MOST = 15
"""Lines of the table of those who stand between others."""
_HELD = mark(
    "Relations between named stakeholders are for the facilitation team only, so this report says nothing about them."
)
_TITLE = mark("Map of relations")
_READ = mark(
    "The numbers are those of the table of relations. An arrow shows a direction, a thicker line a stronger relation, a"
    " broken red line a conflict."
)
_BETWEEN = mark(
    "“Between” is the share of all shortest ways between two others that lead through a stakeholder: who has much of it"
    " connects parts that would otherwise not meet."
)


def gather(sources: Sources) -> Mapping[str, Any]:
    """Relations, and who stands between others."""
    whole = network.read(sources.session)
    if not whole.relations:
        return NOTHING
    within = set(sources.session.scalars(_ids(sources)))
    nodes = tuple(one for one in whole.nodes if one.id in within)
    kept = tuple(one for one in whole.relations if {one.source, one.target} <= within)
    if not kept:
        return NOTHING
    found = Network(tuple(one for one in nodes if one.id in _ends(kept)), kept)
    numbers = {one.id: number for number, one in enumerate(found.nodes, 1)}
    told = {"relations": _relations(sources, kept, numbers), "between": _between(sources, found)}
    if sources.spec.request.third_party:  # the gate keeps it, so nothing is painted in vain
        return told
    return {**told, "map": _map(sources, found, numbers)}


def _ends(kept: tuple[SavedRelation, ...]) -> set[int]:
    return {end for one in kept for end in (one.source, one.target)}


def _map(sources: Sources, found: Network, numbers: Mapping[int, int]) -> Picture:
    """Where the screen's map has them, too; those that were never drawn are laid around them."""
    places = network.layout(Progress(), found, network.places(sources.session))
    spots = [Spot(numbers[id], x, y) for id, (x, y) in places.items()]
    ties = [
        Tie(numbers[one.source], numbers[one.target], one.directed, one.strength or 1, one.kind == "conflict")
        for one in found.relations
    ]
    title = sources.texts.gettext(_TITLE)
    told = f"{title}. {sources.texts.gettext(_READ)}"
    return Picture(title, told, "image/png", painting.network(spots, ties), ratings=True)


def _ids(sources: Sources) -> Any:
    return select(Stakeholder.id).where(choosing.present(sources))


def _relations(sources: Sources, kept: tuple[SavedRelation, ...], numbers: Mapping[int, int]) -> Ratings:
    texts = sources.texts
    titles = {one.id: one.title for one in relations.KINDS}
    rows = tuple(
        (
            _numbered(numbers, one.source, one.source_name),
            texts.gettext(titles[one.kind]) if one.kind else one.own_name,
            _numbered(numbers, one.target, one.target_name),
            texts.gettext(relations.STRENGTHS[one.strength - 1]) if one.strength else "",
        )
        for one in kept
    )
    headings = (mark("From"), mark("Relation"), mark("To"), mark("Strength"))
    return Ratings(texts.gettext(mark("Relations between stakeholders")), tuple(map(texts.gettext, headings)), rows)


def _numbered(numbers: Mapping[int, int], id: int, name: str) -> str:
    return f"{numbers[id]} · {name}"


def _between(sources: Sources, found: Network) -> Ratings:
    texts = sources.texts
    names = {one.id: one.name for one in found.nodes}
    measured = sorted(network.measures(found), key=lambda one: (-one.betweenness, -one.partners, one.stakeholder))
    rows = tuple(
        (names[one.stakeholder], one.partners, texts.percent(one.betweenness))
        for one in measured[:_MOST]
        if one.partners
    )
    headings = (mark("Stakeholder"), mark("Partners"), mark("Between"))
    return Ratings(texts.gettext(mark("Who connects others")), tuple(map(texts.gettext, headings)), rows)


def build(given: Given) -> tuple[Block, ...]:
    """The tables, or why they are not here."""
    found, between, drawn = given.part("relations", Ratings), given.part("between", Ratings), given.part("map", Picture)
    if found is None or between is None or drawn is None:
        return (Paragraph(given.say(_HELD), Role.NOTE),)
    n = len(found.rows)
    count = given.texts.ngettext("{n} relation is recorded.", "{n} relations are recorded.", n)
    return (
        Paragraph(count.format(n=given.texts.number(n))),
        Figure(drawn.content, drawn.description, Caption("relations-map", drawn.title)),
        Paragraph(given.say(_READ), Role.SOURCE),
        tabling.records(between, given.texts, "between", widths=(3, 1, 1)),
        Paragraph(given.say(_BETWEEN), Role.SOURCE),
        tabling.records(found, given.texts, "relations", widths=(2.5, 1.9, 2.5, 1.1)),
    )


SECTION = Section("relations", mark("How they stand to each other"), gather, build, heeds=choosing.HELD)
