"""Everything that data protection asks for and by when, from all registers: the list on the start screen.

for entry in workspace.read(due.due, clock.now()):
    entry.line.text(i18n.current()), entry.overdue, entry.place
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from gcmdesk.protection import due_people, incidents, paper, reckoning, requests, retention, undertakings
from gcmdesk.protection.duty_records import Due, Horizon, Severity

REGISTERS: tuple[Callable[[Session, Horizon], list[Due]], ...] = (
    incidents.due,
    requests.due,
    paper.due,
    retention.due,
    undertakings.due,
    due_people.offices,
    due_people.people,
    due_people.notices,
)
"""Each asks its own tables once."""

_ORDER = tuple(Severity)


def due(session: Session, now: datetime) -> tuple[Due, ...]:
    """What is overdue and what comes within 30 days, most pressing first. For `Workspace.read`.

    A request that is open and an incident that is not closed are always on it. `now` is an aware moment; it is not
    taken to lie before the newest change in the workspace (`reckoning`).
    """
    horizon = Horizon(reckoning.present(session, now))
    found = [entry for register in REGISTERS for entry in register(session, horizon)]
    return tuple(sorted(found, key=lambda entry: (_ORDER.index(entry.severity), entry.by, entry.place)))
