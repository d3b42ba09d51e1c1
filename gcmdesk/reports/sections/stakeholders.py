"""Who is in the register: by group and level, in and outside government (guidance Tools 1 and 2)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Counts, Dimension, ReleasedCounts, Unit
from gcmdesk.reports import tabling
from gcmdesk.reports.blocks import Block, CrossReference, Paragraph, Role
from gcmdesk.reports.section import NOTHING, Given, Narrowing, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.tables import Stakeholder

UNSORTED = "not recorded"
"""The category of what nobody has recorded."""

_SPHERES = mark("Government and outside government")
_GROUPS = mark("Stakeholders by group and level")


def gather(sources: Sources) -> Mapping[str, Any]:
    """How many stakeholders there are, by group and level and by sphere."""
    texts = sources.texts
    query = select(Stakeholder.kind, Stakeholder.level, Stakeholder.sphere).where(choosing.present(sources))
    rows = sources.session.execute(query).all()
    if not rows:
        return NOTHING
    cells: Counter[tuple[str, ...]] = Counter((kind or UNSORTED, level or UNSORTED) for kind, level, _sphere in rows)
    by_sphere: Counter[tuple[str, ...]] = Counter((sphere or UNSORTED,) for _kind, _level, sphere in rows)
    groups = _titles({id: texts.compact(one) for id, one in vocabulary.groups().items()}, cells, 0, texts)
    levels = _titles({id: texts.gettext(one) for id, one in vocabulary.LEVELS.items()}, cells, 1, texts)
    spheres = _titles({id: texts.gettext(one) for id, one in vocabulary.SPHERES.items()}, by_sphere, 0, texts)
    present = {key for key, _level in cells}
    return {
        "groups": Counts(
            "stakeholders by group and level",
            texts.gettext(_GROUPS),
            (
                Dimension(
                    "group",
                    texts.gettext(mark("Stakeholder group")),
                    {key: title for key, title in groups.items() if key in present},
                ),
                Dimension("level", texts.gettext(mark("Level")), levels),
            ),
            {**cells},
            Unit.ORGANISATIONS,
        ),
        "spheres": Counts(
            "stakeholders by sphere",
            texts.gettext(_SPHERES),
            (Dimension("sphere", texts.gettext(_SPHERES), spheres),),
            {**by_sphere},
            Unit.ORGANISATIONS,
        ),
    }


def _titles(known: Mapping[str, str], cells: Mapping[tuple[str, ...], int], place: int, texts: Texts) -> dict[str, str]:
    """Titles of categories; an id that this gcmdesk does not know (of a newer one) stands for itself."""
    unknown = {key[place] for key in cells} - {*known, UNSORTED}
    return {**known, **{id: id for id in sorted(unknown)}, UNSORTED: texts.gettext(mark("Not recorded"))}


def build(given: Given) -> tuple[Block, ...]:
    """Sentences, bars, and the table."""
    groups, spheres = given.part("groups", ReleasedCounts), given.part("spheres", ReleasedCounts)
    if groups is None or spheres is None:
        return (Paragraph(given.say(mark("Nothing of this may leave for this recipient.")), Role.NOTE),)
    texts = given.texts
    total = groups.figures[None, None]
    n = total if isinstance(total, int) else 0
    count = len(groups.dimensions[0].categories) - (UNSORTED in groups.dimensions[0].categories)
    sentences = [
        _how_many(given, n),
        texts.ngettext(
            "They belong to {n} of the groups of Tool 1.", "They belong to {n} of the groups of Tool 1.", count
        ).format(n=texts.number(count)),
        given.say(
            mark("Of government: {inside}; outside government: {outside}; not recorded: {unknown}."),
            inside=tabling.figure(spheres.figures["government",], texts),
            outside=tabling.figure(spheres.figures["non-government",], texts),
            unknown=tabling.figure(spheres.figures[UNSORTED,], texts),
        ),
    ]
    before, _n, after = given.say(mark("{table} shows them by group and level.")).partition("{table}")
    return (
        Paragraph(" ".join(sentences), Role.LEAD),
        tabling.chart(groups, texts, "stakeholders-chart", stacked=True),
        Paragraph((before, CrossReference("stakeholders-table"), after)),
        *tabling.counts(groups, texts, "stakeholders-table"),
    )


def _how_many(given: Given, n: int) -> str:
    texts, narrowed = given.texts, given.spec.scope.narrowed & choosing.HELD
    if not narrowed:
        told = texts.ngettext("The register holds {n} stakeholder.", "The register holds {n} stakeholders.", n)
    elif narrowed == {Narrowing.TERRITORIES}:
        told = texts.ngettext(
            "The register holds {n} stakeholder of the chosen territories.",
            "The register holds {n} stakeholders of the chosen territories.",
            n,
        )
    else:
        told = texts.ngettext(
            "{n} stakeholder of the register stands in the invitation lists of the sessions that this report is about.",
            "{n} stakeholders of the register stand in the invitation lists of the sessions that this report is about.",
            n,
        )
    return told.format(n=texts.number(n))


SECTION = Section("stakeholders", mark("Who is in the register"), gather, build, heeds=choosing.HELD)
