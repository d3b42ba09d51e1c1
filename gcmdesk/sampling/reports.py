"""The reports of the sample workspace: one for the ministry, one for those who took part, one for the team."""

from sqlalchemy.orm import Session

from gcmdesk.jobs import Progress
from gcmdesk.protection.recipients import Recipient
from gcmdesk.reports.choices import Marking
from gcmdesk.reports.tables import SavedReport
from gcmdesk.sampling.people import Identity
from gcmdesk.workspace import bulk

_COLUMNS = ("uuid", "outline", "language", "recipient", "organisation", "author", "marking")
_REPORTS = (
    ("stakeholder-map", "en", Recipient.TEAM, "", "", Marking.NONE),
    ("what-we-heard", "ar", Recipient.PARTICIPANTS, "Those who took part", "Planning office", Marking.PUBLIC),
    ("synthesis", "en", Recipient.MINISTRY, "Ministry of Labour", "Planning office", Marking.RESTRICTED),
)


def write(session: Session, _progress: Progress, identity: Identity) -> int:
    """Write them and return how many."""
    rows = [
        (identity("report", number), outline, language, recipient.value, organisation, author, marking.value)
        for number, (outline, language, recipient, organisation, author, marking) in enumerate(_REPORTS)
    ]
    bulk.insert(session, SavedReport, _COLUMNS, rows)
    return len(rows)
