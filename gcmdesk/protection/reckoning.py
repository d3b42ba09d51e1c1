"""Which moment deadlines are read at: time does not run backwards because a computer's clock does.

A cheap laptop whose battery is dead wakes up years ago, and a clock can be set back on purpose. Either would give more
time than there is. So a deadline is read at the later of this computer's clock and the newest change in the workspace.
The price: after work under a clock that was ahead, deadlines are read as if that time had come.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.workspace import clock
from gcmdesk.workspace.tables import Passage


def present(session: Session, now: datetime) -> datetime:
    """`now`, or the moment of the newest change where that is later. For `Workspace.read`."""
    newest = session.scalar(select(Passage.clock).order_by(Passage.id.desc()).limit(1))
    return now if newest is None else max(now, clock.clock_moment(newest))
