"""Annex: the register of stakeholders, with what may be told about institutions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import material
from gcmdesk.protection.material import Records, ReleasedRecords
from gcmdesk.reports import tabling
from gcmdesk.reports.blocks import Block, Paragraph, Role
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.reports.sections.engagement import titled
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.records import unpacked
from gcmdesk.stakeholders.tables import Stakeholder, Territory


def gather(sources: Sources) -> Mapping[str, Any]:
    """All stakeholders that are not archived, by group and name."""
    texts = sources.texts
    rows = (
        select(Stakeholder.id)
        .outerjoin(Territory, Territory.id == Stakeholder.territory_id)
        .where(choosing.present(sources))
        .order_by(Stakeholder.kind, Stakeholder.name, Stakeholder.id)
    )
    if sources.session.scalar(rows.limit(1)) is None:
        return NOTHING
    groups = {key: texts.compact(title) for key, title in vocabulary.groups().items()}
    columns = (
        material.column(texts.gettext(mark("Name")), Stakeholder.name),
        material.column(
            texts.gettext(mark("Stakeholder group")), Stakeholder.kind, shown=lambda id: groups.get(id, id)
        ),
        material.column(
            texts.gettext(mark("Government or not")), Stakeholder.sphere, shown=titled(vocabulary.SPHERES, texts)
        ),
        material.column(texts.gettext(mark("Level")), Stakeholder.level, shown=titled(vocabulary.LEVELS, texts)),
        material.column(texts.gettext(mark("Territory")), Territory.name),
        material.column(
            texts.gettext(mark("Speaks for")), Stakeholder.underheard, shown=lambda packed: _spoken_for(packed, texts)
        ),
        material.column(texts.gettext(mark("Role in migration governance")), Stakeholder.role),
    )
    return {"register": Records(texts.gettext(mark("Register of stakeholders")), columns, rows)}


def _spoken_for(packed: str, texts: Texts) -> str:
    return texts.joined([titled(vocabulary.UNDERHEARD, texts)(one) for one in unpacked(packed) or ()])


def build(given: Given) -> tuple[Block, ...]:
    """One wide table."""
    found = given.part("register", ReleasedRecords)
    if found is None:
        return (Paragraph(given.say(mark("Nothing of this may leave for this recipient.")), Role.NOTE),)
    widths = (2.5, 2, 1.6, 1.1, 1.3, 2, 2.2)
    table, told = tabling.unfilled(tabling.records(found, given.texts, "register", widths=widths), given.texts)
    return (table, *told)


SECTION = Section(
    "register", mark("Annex: register of stakeholders"), gather, build, landscape=True, heeds=choosing.HELD
)
