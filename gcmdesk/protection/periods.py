"""Periods that a workspace sets for itself. Each function is for `Workspace.run` or `Workspace.read`.

`request days` (default 30, at most 90): within so many days a request of a data subject is answered.
`undertaking months` (default 12, at most 24): so long an undertaking of confidentiality is valid.

The 72 hours of an incident are no setting (`incidents.CLOCK`).
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.duty_lists import Period
from gcmdesk.protection.duty_tables import DutyPeriod
from gcmdesk.workspace import clock

DEFAULTS = {Period.REQUEST_DAYS: 30, Period.UNDERTAKING_MONTHS: 12}
LONGEST = {Period.REQUEST_DAYS: 90, Period.UNDERTAKING_MONTHS: 24}


class PeriodRefused(KnownError):
    """A period that is too short or too long."""


def of(session: Session, period: Period) -> int:
    """The workspace's period, in the unit of its name."""
    return session.scalar(select(DutyPeriod.value).where(DutyPeriod.name == period)) or DEFAULTS[period]


def put(session: Session, period: Period, value: int) -> None:
    """Set a period. What was recorded under the old one keeps its date. Raises `PeriodRefused`."""
    if not 1 <= value <= LONGEST[period]:
        raise PeriodRefused(
            _("The period must lie between 1 and {most}.").format(most=LONGEST[period]), _("Enter another number.")
        )
    row = session.scalars(select(DutyPeriod).where(DutyPeriod.name == period)).one_or_none()
    if row:
        row.value = value
    else:
        session.add(DutyPeriod(uuid=clock.joint_uuid(b"duty period", period.encode()), name=period, value=value))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))
