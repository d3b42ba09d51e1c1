"""The engagement plan and its log (Guidance Step 1, Action 2). Each function is for `Workspace.run` or `.read`."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.engagement_tables import Engagement, EngagementEvent
from gcmdesk.stakeholders.tables import Stakeholder

Problem = tuple[str, str]

MECHANISMS = {
    "consultation": mark("Consultation"),
    "meeting": mark("Meeting"),
    "listening-session": mark("Listening session"),
    "dialogue": mark("Dialogue"),
    "partnership": mark("Partnership"),
    "joint-plan": mark("Joint plan or statement"),
    "advisory-board": mark("Advisory board"),
    "working-group": mark("Seat in a working group"),
}
MODALITIES = {
    "in-person": mark("In person"),
    "online": mark("Online"),
    "written": mark("In writing"),
    "survey": mark("Survey"),
}

_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A line of the engagement plan. `id` is 0 while it is new; empty text means "not decided yet"."""

    id: int
    stakeholder: int
    mechanism: str = ""
    modality: str = ""
    frequency: str = ""
    resources: str = ""
    accessibility: str = ""
    capacity: str = ""
    trust: str = ""
    responsible: str = ""
    next_day: date | None = None
    next_step: str = ""
    name: str = ""
    """Of the stakeholder; only read."""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the line from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.mechanism and self.mechanism not in MECHANISMS:
            found.append(("mechanism", mark("Choose a mechanism from the list.")))
        if self.modality and self.modality not in MODALITIES:
            found.append(("modality", mark("Choose a form from the list.")))
        found += [
            (one.name, mark("This text is too long. Shorten it."))
            for one in fields(self)
            if isinstance(value := getattr(self, one.name), str) and len(value) > _LONGEST
        ]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the engagement log. `id` is 0 while it is new."""

    id: int
    stakeholder: int
    day: date
    what: str
    mechanism: str = ""
    outcome: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the line from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.what.strip():
            found.append(("what", mark("Say what happened.")))
        if self.mechanism and self.mechanism not in MECHANISMS:
            found.append(("mechanism", mark("Choose a mechanism from the list.")))
        return tuple(found)


_PLANNED = tuple(one.name for one in fields(Plan) if one.name not in {"id", "stakeholder", "name"})


def save(session: Session, plan: Plan) -> Plan:
    """Write a new or changed line. Problems are a ValueError, an unknown stakeholder or line a NoResultFound."""
    _refuse(plan.problems())
    name = session.scalars(select(Stakeholder.name).where(Stakeholder.id == plan.stakeholder)).one()
    if plan.id:
        row = session.scalars(select(Engagement).where(Engagement.id == plan.id)).one()
    else:
        row = Engagement(stakeholder_id=plan.stakeholder)
        session.add(row)
    for field in _PLANNED:
        setattr(row, field, getattr(plan, field))
    session.flush()
    return _plan(row, name)


def delete(session: Session, plan: int) -> None:
    """Delete a line of the plan; undo brings it back."""
    session.delete(session.scalars(select(Engagement).where(Engagement.id == plan)).one())


def plans(session: Session, stakeholder: int | None = None) -> tuple[Plan, ...]:
    """The plan, what is due first on top, then what has no date; of one stakeholder or of all."""
    query = (
        select(Engagement, Stakeholder.name)
        .join(Stakeholder, Stakeholder.id == Engagement.stakeholder_id)
        .order_by(Engagement.next_day.is_(None), Engagement.next_day, Stakeholder.name, Engagement.id)
    )
    if stakeholder is not None:
        query = query.where(Engagement.stakeholder_id == stakeholder)
    return tuple(_plan(row, name) for row, name in session.execute(query))


def overdue(session: Session, today: date) -> tuple[Plan, ...]:
    """Lines whose next step was due before today, the longest overdue first."""
    return tuple(one for one in plans(session) if one.next_day and one.next_day < today)


def unplanned(session: Session) -> tuple[tuple[int, str], ...]:
    """Stakeholders that no line of the plan names: id and name, by name."""
    planned = select(Engagement.stakeholder_id)
    query = select(Stakeholder.id, Stakeholder.name).where(Stakeholder.id.not_in(planned)).order_by(Stakeholder.name)
    return tuple(session.execute(query))


def note(session: Session, event: Event) -> Event:
    """Write a new or changed line of the log. Problems are a ValueError."""
    _refuse(event.problems())
    if event.id:
        row = session.scalars(select(EngagementEvent).where(EngagementEvent.id == event.id)).one()
    else:
        row = EngagementEvent(stakeholder_id=event.stakeholder)
        session.add(row)
    row.day, row.what, row.mechanism, row.outcome = event.day, event.what, event.mechanism, event.outcome
    session.flush()
    return _event(row)


def forget(session: Session, event: int) -> None:
    """Delete a line of the log; undo brings it back."""
    session.delete(session.scalars(select(EngagementEvent).where(EngagementEvent.id == event)).one())


def log(session: Session, stakeholder: int | None = None) -> tuple[Event, ...]:
    """What happened, the newest first; with one stakeholder or with all."""
    query = select(EngagementEvent).order_by(EngagementEvent.day.desc(), EngagementEvent.id.desc())
    if stakeholder is not None:
        query = query.where(EngagementEvent.stakeholder_id == stakeholder)
    return tuple(_event(row) for row in session.scalars(query))


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))


def _plan(row: Engagement, name: str) -> Plan:
    return Plan(row.id, row.stakeholder_id, **{field: getattr(row, field) for field in _PLANNED}, name=name)


def _event(row: EngagementEvent) -> Event:
    return Event(row.id, row.stakeholder_id, row.day, row.what, row.mechanism, row.outcome)
