"""Annex: the sessions that the report is about."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from gcmdesk.consultations import session_lists
from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import mark
from gcmdesk.protection import material
from gcmdesk.protection.material import Records, ReleasedRecords
from gcmdesk.reports import tabling
from gcmdesk.reports.blocks import Block, Paragraph, Role
from gcmdesk.reports.section import NOTHING, Given, Section, Sources
from gcmdesk.reports.sections import choosing
from gcmdesk.reports.sections.engagement import titled


def gather(sources: Sources) -> Mapping[str, Any]:
    """Day, title, place, purpose and form of each, by day. Planned ones were not held yet."""
    texts = sources.texts
    rows = (
        select(Consultation.id)
        .where(choosing.held(sources), Consultation.status != "planned")
        .order_by(Consultation.day, Consultation.id)
    )
    if sources.session.scalar(rows.limit(1)) is None:
        return NOTHING
    columns = (
        material.column(texts.gettext(mark("Day")), Consultation.day),
        material.column(texts.gettext(mark("Session")), Consultation.title),
        material.column(texts.gettext(mark("Place")), Consultation.place),
        material.column(
            texts.gettext(mark("Purpose")), Consultation.purpose, shown=titled(session_lists.PURPOSES, texts)
        ),
        material.column(texts.gettext(mark("Form")), Consultation.mode, shown=titled(session_lists.MODES, texts)),
    )
    return {"sessions": Records(texts.gettext(mark("Sessions that were held")), columns, rows)}


def build(given: Given) -> tuple[Block, ...]:
    """One wide table."""
    found = given.part("sessions", ReleasedRecords)
    if found is None:
        return (Paragraph(given.say(mark("Nothing of this may leave for this recipient.")), Role.NOTE),)
    table, told = tabling.unfilled(
        tabling.records(found, given.texts, "sessions", widths=(1.2, 3, 1.6, 1.8, 1.5)), given.texts
    )
    return (table, *told)


SECTION = Section("sessions", mark("Annex: sessions"), gather, build, landscape=True, heeds=choosing.HELD)
