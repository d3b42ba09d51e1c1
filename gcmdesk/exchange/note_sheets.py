"""Notes as the release gate takes them: the whole list for the facilitation team, only words to be quoted for others.

released = workspace.read(lambda session: release.release(session, note_sheets.notes(session, ids, …), request))
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gcmdesk.consultations.records import KIND_TITLES
from gcmdesk.consultations.session_tables import AgendaItem
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.exchange.sheets import chosen
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Quotes, Records, column
from gcmdesk.protection.release_records import Request
from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis import findings
from gcmdesk.workspace import clock


def notes(session: Session, ids: Sequence[int], request: Request, texts: Texts) -> Records | Quotes:
    """The notes with these ids, as far as they concern the recipient.

    A row tells who spoke, where and when, so only the team gets rows. Anybody else gets what was said word for word;
    the gate then sees to consent, confidence, and how much is told of the speaker.
    """
    if request.third_party:
        quotes = findings.quoted(session, ids, clock.now())
        return Quotes(texts.gettext(mark("Notes, word for word")), quotes)
    return rows(ids, texts)


def rows(ids: Sequence[int], texts: Texts) -> Records:
    """The notes with these ids, in this order."""
    told, groups = texts.gettext, vocabulary.groups()

    def group(kind: str) -> str:
        return texts.compact(groups[kind]) if kind in groups else kind

    def kind_of(kind: str) -> str:
        return told(KIND_TITLES[kind]) if kind in KIND_TITLES else kind

    columns = (
        column(told(mark("Session")), Consultation.title),
        column(told(mark("Day")), Consultation.day),
        column(told(mark("Agenda point")), AgendaItem.title),
        column(told(mark("Time")), Note.said),
        column(told(mark("Speaker")), Stakeholder.name),
        column(told(mark("Stakeholder group")), Stakeholder.kind, shown=group),
        column(told(mark("Kind")), Note.kind, shown=kind_of),
        column(told(mark("Note")), Note.text),
        column(told(mark("Language")), Note.language),
        column(told(mark("Translation")), Note.translation),
    )
    wanted = chosen(Note, ids).join(Consultation, Consultation.id == Note.consultation_id)
    wanted = wanted.outerjoin(AgendaItem, AgendaItem.id == Note.agenda_item_id)
    wanted = wanted.outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
    return Records(told(mark("Notes")), columns, wanted)
