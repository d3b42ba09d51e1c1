"""The limits of the release gate: the house's, and what a workspace has set more strictly. They are never lowered."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.protection.recipients import Recipient
from gcmdesk.protection.release_tables import ReleaseLimit
from gcmdesk.workspace import journal


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds for what leaves the facilitation team."""

    group: int = 10
    """The smallest group that is shown."""
    partner_group: int = 5
    """The smallest group that a donor or UN partner is shown."""
    rounding: int = 5
    base: int = 10
    """The fewest answers of which a percentage or a mean is shown."""
    variables: int = 3
    """The most variables that are crossed."""
    one_sided: int = 90
    """Percent of a row giving one answer, from which on the focal point has to agree."""

    def smallest_group(self, recipient: Recipient) -> int:
        """The smallest group that this class of recipients is shown; 1 is no limit."""
        if recipient is Recipient.TEAM:
            return 1
        return self.partner_group if recipient is Recipient.PARTNER else self.group


HOUSE = Limits()
UPWARDS = ("group", "partner_group", "rounding", "base")
"""Limits that are stricter when they are higher; the others when they are lower."""


def stricter(one: Limits, name: str, value: int) -> Limits:
    """`one` with a limit set to a value where that is stricter, and as it was where it is not."""
    present: int = getattr(one, name)
    chosen = max(present, value) if name in UPWARDS else min(present, value)
    return Limits(**{**{field: getattr(one, field) for field in Limits.__slots__}, name: chosen})


def of(session: Session) -> Limits:
    """The limits of a workspace: the house's, and every stricter one that was set in it."""
    limits = HOUSE
    query = (
        select(ReleaseLimit.name, func.min(ReleaseLimit.value), func.max(ReleaseLimit.value))
        .where(ReleaseLimit.name.in_(Limits.__slots__))
        .group_by(ReleaseLimit.name)
    )
    for name, lowest, highest in session.execute(query):
        limits = stricter(limits, name, highest if name in UPWARDS else lowest)
    return limits


def tighten(session: Session, name: str, value: int) -> Limits:
    """Set a stricter limit for this workspace, for good: undo does not take it back.

    One that is laxer than the house's breaks a rule of the schema.
    """
    session.add(ReleaseLimit(name=name, value=value))
    session.flush()
    journal.never_undone(session)
    return of(session)
