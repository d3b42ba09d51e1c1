"""Data protection in the sample: an incident that was dealt with in time, who promised confidentiality, a transfer."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.exchange import door, exporters, sheets
from gcmdesk.i18n import Texts
from gcmdesk.jobs import Progress
from gcmdesk.protection import release, undertakings
from gcmdesk.protection.duty_lists import Act, Band, Cause
from gcmdesk.protection.duty_tables import Incident, IncidentStep, Undertaking
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_records import Request
from gcmdesk.sampling.coding import CODERS
from gcmdesk.sampling.people import Identity
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk
from gcmdesk.workspace.workspace import Workspace

_NOTICED = timedelta(days=20, hours=10)
"""After the first day."""
_DEALT_WITH = (
    (2, Act.MEASURE, "", "All rooms were searched; the other sheets lie in the steel cupboard."),
    (26, Act.NOTIFIED, "Office of the Ombudsperson", "Told by telephone, and in writing on the same day."),
    (50, Act.INFORMED, "", "Told in person, with what it can mean for them and whom they can ask."),
    (240, Act.CLOSED, "", "Sign-in sheets have no first names any more; one person carries them."),
)
"""Hours after it was noticed, and what was done."""
_UNDERTAKING = ("uuid", "name", "role", "version", "language", "signed", "valid_until")
_ANALYSTS = ("Analyst of the coordination team", "Analyst of the district team")
"""The coders’ roles."""
_YEAR = timedelta(days=365)
_SENT = 20
"""Stakeholders."""


def write(session: Session, _progress: Progress, first_day: date, identity: Identity) -> int:
    """An incident with its steps, and an undertaking of each coder; returns how many rows."""
    noticed = datetime.combine(first_day, time(), UTC) + _NOTICED
    columns = ("uuid", "aware", "cause", "disclosed", "lost", "altered", "happened", "concerned", "persons", "children")
    what = ("A sign-in sheet was not in its folder after the session.", "First names and signatures", Band.FEW, False)
    incident = (identity("incident", 0), noticed, Cause.LOST_PAPER, False, True, False, *what)
    (row,) = bulk.insert(session, Incident, columns, [incident])
    steps = [
        (identity("incident step", number), row, noticed + timedelta(hours=hours), act, whom, words)
        for number, (hours, act, whom, words) in enumerate(_DEALT_WITH)
    ]
    bulk.insert(session, IncidentStep, ("uuid", "incident_id", "at", "act", "whom", "words"), steps)
    signed = [
        (identity("undertaking", number), name, role, undertakings.VERSION, "en", first_day, first_day + _YEAR)
        for number, (name, role) in enumerate(zip(CODERS, _ANALYSTS, strict=True))
    ]
    bulk.insert(session, Undertaking, _UNDERTAKING, signed)
    return 1 + len(steps) + len(signed)


def send(workspace: Workspace) -> None:
    """Some of the register goes to a ministry, through gate and door as everything does; what came out is not kept."""
    query = select(Stakeholder.id).order_by(Stakeholder.id).limit(_SENT)
    ids = workspace.read(lambda session: session.scalars(query).all())
    request = Request(
        Recipient.MINISTRY,
        Purpose.SYNTHESIS,
        "Ministry of Labour of Zanara",
        stated="To invite them to the working group",
    )
    released = workspace.read(release.release, sheets.stakeholders(ids, Texts("en")), request)
    door.hand_out(workspace, released, exporters.CSV)
