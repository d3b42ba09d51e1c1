"""Annex: the evidence sets that the findings cite, with where their notes come from and what may be quoted of them."""

from collections.abc import Mapping
from typing import Any

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.protection.material import Counts, Dimension, ReleasedCounts, ReleasedQuotes, Text, Unit
from gcmdesk.reports import drafting, gathering, tabling
from gcmdesk.reports.blocks import Block, Caption, Column, EvidenceEntry, Heading, Line, Paragraph, Table
from gcmdesk.reports.gathering import GROUPS, SESSIONS
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing

_TITLE = mark("Evidence sets")


def gather(sources: Sources) -> Mapping[str, Any]:
    """Each set with its sessions, groups and objectives; sets without a note in the scope are left out."""
    texts = sources.texts
    told = [one for one in choosing.evidence(sources) if one.cited and _bears(sources, one.objectives)]
    if not told:
        return NOTHING
    cells: dict[tuple[str, ...], int | None] = {}
    for one in told:
        cells[one.code, SESSIONS] = len(one.sources.sessions)
        cells[one.code, GROUPS] = one.sources.named_groups
    titles = {one.code: one.title for one in told}
    dimensions = (Dimension("set", texts.gettext(_TITLE), titles, mergeable=False), gathering.measures(texts))
    title = texts.gettext(mark("Objectives"))
    objectives = {
        f"objectives-{one.code}": Text(title, tuple(texts.digits(str(number)) for number in one.objectives))
        for one in told
    }
    return {"sets": Counts("evidence sets", texts.gettext(_TITLE), dimensions, cells, Unit.EVENTS), **objectives}


def _bears(sources: Sources, objectives: tuple[int, ...]) -> bool:
    return not sources.scope.objectives or bool(sources.scope.objectives.intersection(objectives))


def build(given: Given) -> tuple[Block, ...]:
    """The table that the ids lead to; then the quotes by their ids."""
    sets = given.part("sets", ReleasedCounts)
    if sets is None:
        return ()
    texts = given.texts
    columns = (
        Column(given.say(mark("No.")), 0.8),
        Column(given.say(mark("What it shows")), 4),
        Column(given.say(mark("Sessions")), 0.9, figures=True),
        Column(given.say(mark("Stakeholder groups")), 1.1, figures=True),
        Column(given.say(mark("Objectives")), 1.8),
    )
    rows: list[tuple[Line, ...]] = []
    for code, title in sets.dimensions[0].categories.items():
        bears = given.part(f"objectives-{code}", Text)
        counted = [tabling.figure(sets.figures[code, one], texts) for one in (SESSIONS, GROUPS)]
        rows.append(((EvidenceEntry(code),), title, *counted, texts.joined(list(bears.paragraphs)) if bears else ""))
    said = given.say(
        mark(
            "Each id stands for notes of the workspace that carry one finding. Whoever has the workspace finds them"
            " under the same id."
        )
    )
    table = Table(columns, tuple(rows), Caption("evidence", given.say(_TITLE)))
    return (Paragraph(said), table, *_quotes(given))


def _quotes(given: Given) -> tuple[Block, ...]:
    """What may be quoted and has no room in the findings."""
    found = given.everything.get("findings", {}).get("quotes")
    if not isinstance(found, ReleasedQuotes):
        return ()
    there = {
        one.reference for objective in library.load().objectives for one in drafting.quoted(given, objective.number)
    }
    more = tuple(one for one in found.quotes if one.reference not in there)
    if not more:
        return ()
    quotes = tabling.quotes(ReleasedQuotes(found.title, more), given.texts)
    return (Heading(given.say(mark("Further quotes")), 2), *quotes)


SECTION = Section("evidence", mark("Annex: evidence"), gather, build, landscape=True)
