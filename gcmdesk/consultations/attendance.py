"""Who is invited, who came, and how many there were. Each function is for `Workspace.run` or `Workspace.read`.

A headcount that is not recorded is no headcount of 0: it is not there at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.records import Problem
from gcmdesk.consultations.session_records import Invited
from gcmdesk.consultations.session_tables import Headcount, Invitation
from gcmdesk.consultations.tables import Consultation
from gcmdesk.i18n import mark
from gcmdesk.workspace import bulk, clock

MOST = 1_000_000
"""Nobody has counted more in one session."""

Counts = Mapping[str, Mapping[str, int]]
"""{dimension: {category: how many}}; what is missing is not recorded."""


def invitations(session: Session, consultation: int) -> tuple[Invited, ...]:
    """The stakeholders of a session by name."""
    columns = STAKEHOLDER.c
    query = (
        select(columns.id, columns.name, columns.kind, Invitation.state, Invitation.people, Invitation.sent)
        .join(STAKEHOLDER, columns.id == Invitation.stakeholder_id)
        .where(Invitation.consultation_id == consultation)
        .order_by(columns.name, columns.id)
    )
    return tuple(Invited(*row) for row in session.execute(query))


def invite(session: Session, consultation: int, stakeholders: Sequence[int], sent: date | None = None) -> int:
    """Invite stakeholders (row ids); those that are there stay as they are. Returns how many are new."""
    uuid = session.get_one(Consultation, consultation).uuid
    there = set(session.scalars(select(Invitation.stakeholder_id).where(Invitation.consultation_id == consultation)))
    wanted = [one for one in dict.fromkeys(stakeholders) if one not in there]
    columns = STAKEHOLDER.c
    uuids: dict[int, bytes] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        uuids |= dict(session.execute(select(columns.id, columns.uuid).where(columns.id.in_(chunk))).all())
    rows = [(clock.joint_uuid(uuid, uuids[one]), consultation, one, sent) for one in wanted]
    names = ("uuid", "consultation_id", "stakeholder_id", "sent")
    return len(bulk.insert(session, Invitation, names, rows)) if rows else 0


def answer(session: Session, consultation: int, stakeholders: Sequence[int], state: str) -> int:
    """Set where invitations stand (`session_lists.INVITATIONS`); stakeholders that came uninvited are added.

    Returns how many changed. An unknown state is a ValueError.
    """
    if state not in lists.INVITATIONS:
        raise ValueError(state)
    added = invite(session, consultation, stakeholders) if state == "attended" else 0
    rows = _rows(session, consultation, stakeholders)
    return max(bulk.update(session, Invitation, [(row, {"state": state}) for row in rows]), added)


def send(session: Session, consultation: int, stakeholders: Sequence[int], sent: date | None) -> int:
    """Record on which day invitations went out; None: not sent. Returns how many changed."""
    rows = _rows(session, consultation, stakeholders)
    return bulk.update(session, Invitation, [(row, {"sent": sent}) for row in rows])


def count_people(session: Session, consultation: int, stakeholder: int, people: int | None) -> None:
    """How many came for a stakeholder; None: not recorded. Below 0 is a ValueError."""
    if people is not None and not 0 <= people <= MOST:
        raise ValueError("people")
    bulk.update(session, Invitation, [(row, {"people": people}) for row in _rows(session, consultation, [stakeholder])])


def uninvite(session: Session, consultation: int, stakeholders: Sequence[int]) -> int:
    """Take stakeholders off the list of a session; returns how many."""
    return bulk.delete(session, Invitation, _rows(session, consultation, stakeholders))


def headcounts(session: Session, consultation: int) -> dict[str, dict[str, int]]:
    """What was counted; what was not recorded is left out."""
    query = select(Headcount.dimension, Headcount.category, Headcount.count)
    found: dict[str, dict[str, int]] = {}
    for dimension, category, count in session.execute(query.where(Headcount.consultation_id == consultation)):
        found.setdefault(dimension, {})[category] = count
    return found


def set_headcount(session: Session, consultation: int, dimension: str, category: str, count: int | None) -> None:
    """Record how many there were; None takes the record away. What the lists do not know is a KeyError."""
    if category not in lists.categories(dimension):
        raise KeyError(category)
    if count is not None and not 0 <= count <= MOST:
        raise ValueError("count")
    query = select(Headcount).where(
        Headcount.consultation_id == consultation, Headcount.dimension == dimension, Headcount.category == category
    )
    row = session.scalars(query).first()
    if count is None:
        if row:
            session.delete(row)
    elif row:
        row.count = count
    else:
        uuid = session.get_one(Consultation, consultation).uuid
        identity = clock.joint_uuid(uuid, f"headcount {dimension} {category}".encode())
        session.add(
            Headcount(uuid=identity, consultation_id=consultation, dimension=dimension, category=category, count=count)
        )
    session.flush()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A dimension whose counts do not go with the total. `counted` is their sum."""

    dimension: str
    counted: int
    total: int
    complete: bool
    """Whether all of its categories are recorded."""

    @property
    def sentence(self) -> Problem:
        """Dimension and untranslated message with {counted} and {total}."""
        if self.counted > self.total:
            return self.dimension, mark("{counted} were counted here, but only {total} in all.")
        return self.dimension, mark("{counted} were counted here, but {total} in all.")


def mismatches(counts: Counts) -> tuple[Mismatch, ...]:
    """Dimensions with more people than there were, or with all categories recorded and fewer.

    Counts that are not recorded are never taken for 0: an incomplete dimension may stay below the total. Somebody can
    belong to several stakeholder groups or to none, so groups are only compared one by one.
    """
    total = counts.get(lists.ALL, {}).get(lists.ALL)
    if total is None:
        return ()
    found = []
    for dimension in lists.DIMENSIONS:
        counted = counts.get(dimension, {})
        if dimension == lists.ALL or not counted:
            continue
        if dimension == "group":
            most = max(counted.values())
            if most > total:
                found.append(Mismatch(dimension, most, total, complete=False))
            continue
        complete = counted.keys() >= lists.categories(dimension).keys()
        together = sum(counted.values())
        if together > total or (complete and together < total):
            found.append(Mismatch(dimension, together, total, complete))
    return tuple(found)


def _rows(session: Session, consultation: int, stakeholders: Sequence[int]) -> list[int]:
    wanted = set(stakeholders)
    query = select(Invitation.id, Invitation.stakeholder_id).where(Invitation.consultation_id == consultation)
    return [row for row, stakeholder in session.execute(query.order_by(Invitation.id)) if stakeholder in wanted]
