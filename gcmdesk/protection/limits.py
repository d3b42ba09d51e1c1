"""The limits of the release gate: the house's, and what a workspace has set more strictly. They are never lowered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection.people_records import Problem
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


TITLES = {
    "group": mark("Smallest group that is shown"),
    "partner_group": mark("Smallest group that donors and UN partners are shown"),
    "rounding": mark("Counts are rounded to"),
    "base": mark("Fewest answers for a percentage or a mean"),
    "variables": mark("Most variables in one table"),
    "one_sided": mark("Percent of one answer from which the focal point has to agree"),
}
"""Untranslated."""
_LAXER = mark("A limit can be made stricter, never laxer.")
_LEAST = {"variables": 1, "one_sided": 51}
_TOO_LOW = mark("This is lower than the limit can be.")
_MOST = 1_000_000
_TOO_HIGH = mark("This is higher than the limit can be.")


def problems(present: Limits, wanted: Mapping[str, int]) -> tuple[Problem, ...]:
    """What keeps these limits from being set; empty when nothing does."""
    found: list[Problem] = []
    for name, value in wanted.items():
        before: int = getattr(present, name)
        if value < before if name in UPWARDS else value > before:
            found.append((name, _LAXER))
        elif value < _LEAST.get(name, 0):
            found.append((name, _TOO_LOW))
        elif value > _MOST:
            found.append((name, _TOO_HIGH))
    return tuple(found)


def tighten_all(session: Session, wanted: Mapping[str, int]) -> Limits:
    """`tighten` for those of several limits that differ from the present ones. With problems it is a ValueError."""
    present = of(session)
    if found := problems(present, wanted):
        raise ValueError(", ".join(name for name, _message in found))
    for name, value in wanted.items():
        if value != getattr(present, name):
            tighten(session, name, value)
    return of(session)


def tighten(session: Session, name: str, value: int) -> Limits:
    """Set a stricter limit for this workspace, for good: undo does not take it back.

    One that is laxer than the house's breaks a rule of the schema.
    """
    session.add(ReleaseLimit(name=name, value=value))
    session.flush()
    journal.never_undone(session)
    return of(session)
