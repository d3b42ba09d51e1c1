"""The programme of sessions, and who is invited to one, as the release gate takes them.

    released = workspace.read(release.release, session_sheets.programme(ids, i18n.current()), request)

Each function takes the language of headings and closed lists.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Consultation
from gcmdesk.exchange.sheets import chosen
from gcmdesk.i18n import Texts, mark
from gcmdesk.protection.material import Records, column
from gcmdesk.stakeholders.tables import Stakeholder


def programme(ids: Sequence[int], texts: Texts) -> Records:
    """The sessions with these ids, in this order."""
    told = texts.gettext
    columns = (
        column(told(mark("Title")), Consultation.title),
        column(told(mark("Day")), Consultation.day),
        column(told(mark("Begins at")), Consultation.starts, shown=texts.hour),
        column(told(mark("Ends at")), Consultation.ends, shown=texts.hour),
        column(told(mark("Place")), Consultation.place),
        column(told(mark("Purpose")), Consultation.purpose, shown=_titles(lists.PURPOSES, told)),
        column(told(mark("Form")), Consultation.mode, shown=_titles(lists.MODES, told)),
        column(told(mark("State")), Consultation.status, shown=_titles(lists.STATUSES, told)),
        column(told(mark("What the session is to bring")), Consultation.aim),
    )
    return Records(told(mark("Programme")), columns, chosen(Consultation, ids))


def invitations(consultation: int, texts: Texts) -> Records:
    """Who is invited to a session (row id), and who came; how many people there were leaves as counts only."""
    told = texts.gettext
    columns = (
        column(told(mark("Name")), Stakeholder.name),
        column(
            told(mark("Stakeholder group")),
            Stakeholder.kind,
            shown=_titles(lists.categories("group"), texts.compact),
        ),
        column(told(mark("State")), Invitation.state, shown=_titles(lists.INVITATIONS, told)),
        column(told(mark("Sent")), Invitation.sent),
    )
    rows = select(Invitation.id).join(Stakeholder, Invitation.stakeholder_id == Stakeholder.id)
    rows = rows.where(Invitation.consultation_id == consultation).order_by(Stakeholder.name, Stakeholder.id)
    return Records(told(mark("Invitations")), columns, rows)


def _titles(known: Mapping[str, str], translated: Callable[[str], str]) -> Callable[[Any], Any]:
    """The title of a value of a closed list, in the language of the reader."""
    return lambda value: translated(known[value]) if value in known else value
