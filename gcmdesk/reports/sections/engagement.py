"""How stakeholders are involved: the engagement plan (guidance Step 1, Action 2)."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.i18n import Texts, mark
from gcmdesk.protection import material
from gcmdesk.protection.material import Records, ReleasedRecords
from gcmdesk.reports import tabling
from gcmdesk.reports.blocks import Block, Paragraph, Role
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.stakeholders import engagement
from gcmdesk.stakeholders.engagement_tables import Engagement
from gcmdesk.stakeholders.tables import Stakeholder


def titled(titles: Mapping[str, str], texts: Texts) -> Callable[[str], str]:
    """Turns the id of a closed list into its title; ids that are none stay."""
    return lambda id: texts.gettext(titles[id]) if id in titles else id


def gather(sources: Sources) -> Mapping[str, Any]:
    """The lines of the plan, what is due first on top."""
    texts = sources.texts
    rows = (
        select(Engagement.id)
        .join(Stakeholder, Stakeholder.id == Engagement.stakeholder_id)
        .where(choosing.present(sources))
        .order_by(Engagement.next_day.is_(None), Engagement.next_day, Stakeholder.name, Engagement.id)
    )
    if sources.session.scalar(rows.limit(1)) is None:
        return NOTHING
    columns = (
        material.column(texts.gettext(mark("Stakeholder")), Stakeholder.name),
        material.column(
            texts.gettext(mark("Mechanism")), Engagement.mechanism, shown=titled(engagement.MECHANISMS, texts)
        ),
        material.column(texts.gettext(mark("Form")), Engagement.modality, shown=titled(engagement.MODALITIES, texts)),
        material.column(texts.gettext(mark("How often")), Engagement.frequency),
        material.column(texts.gettext(mark("What lets them take part")), Engagement.accessibility),
        material.column(texts.gettext(mark("Capacity needed")), Engagement.capacity),
        material.column(texts.gettext(mark("Next step")), Engagement.next_step),
        material.column(texts.gettext(mark("Responsible")), Engagement.responsible),
    )
    return {"plan": Records(texts.gettext(mark("Engagement plan")), columns, rows)}


def build(given: Given) -> tuple[Block, ...]:
    """The plan as one wide table."""
    plan = given.part("plan", ReleasedRecords)
    if plan is None:
        return (Paragraph(given.say(mark("Nothing of this may leave for this recipient.")), Role.NOTE),)
    n = len(plan.rows)
    sentence = given.texts.ngettext("The plan has {n} line.", "The plan has {n} lines.", n)
    table, told = tabling.unfilled(tabling.records(plan, given.texts, "engagement-plan"), given.texts)
    return (Paragraph(sentence.format(n=given.texts.number(n))), table, *told)


SECTION = Section("engagement", mark("How they are involved"), gather, build, landscape=True, heeds=choosing.HELD)
