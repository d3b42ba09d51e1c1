"""Which moment deadlines are read at: time does not run backwards because a computer's clock does.

A cheap laptop whose battery is dead wakes up years ago, and a clock can be set back on purpose. Either would give more
time than there is. So a deadline is read at the later of this computer's clock and the newest change in the workspace.
The price: after work under a clock that was ahead, deadlines are read as if that time had come.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gcmdesk.workspace import clock
from gcmdesk.workspace.tables import Passage

_NEWEST = select(Passage.clock).order_by(Passage.id.desc()).limit(1)


def present_day(now: datetime) -> ColumnElement[str]:
    """SQL for the day (UTC, as it lies in the file) of `present` at the aware moment `now`."""
    seconds = _NEWEST.correlate(None).scalar_subquery().op(">>")(clock.COUNTER_BITS) / 1000
    return func.max(now.date().isoformat(), func.coalesce(func.date(seconds, "unixepoch"), ""))


def present(session: Session, now: datetime) -> datetime:
    """`now`, or the moment of the newest change where that is later. For `Workspace.read`."""
    newest = session.scalar(_NEWEST)
    return now if newest is None else max(now, clock.clock_moment(newest))
