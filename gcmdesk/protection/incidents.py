"""Incidents: personal data disclosed, lost or altered, with a clock of 72 hours (Guidance Tool 5, "Oversight").

The clock runs from the moment somebody of the team became aware, and stops when the oversight body or an authority has
been notified. It is read at the later of this computer's time and the newest change in the workspace, so setting the
computer's clock back gives no more time (`reckoning`). Each function is for `Workspace.run` or `Workspace.read`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection import reckoning, wording
from gcmdesk.protection.duty_lists import CAUSES, Act, Band, Cause
from gcmdesk.protection.duty_records import (
    Due,
    Horizon,
    Problem,
    Severity,
    choice_problems,
    moment_problems,
    refuse,
    text_problems,
)
from gcmdesk.protection.duty_tables import Incident as IncidentRow
from gcmdesk.protection.duty_tables import IncidentStep
from gcmdesk.protection.wording import Name

CLOCK = timedelta(hours=72)
CLOSING = timedelta(days=30)
"""From becoming aware: by then it is expected that all is done and the lesson is written down."""


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """An incident before it is saved. `concerned` says which kinds of data; neither text names persons."""

    aware: datetime
    cause: str
    happened: str
    concerned: str
    persons: str = Band.UNKNOWN
    disclosed: bool = False
    lost: bool = False
    altered: bool = False
    children: bool = False

    def problems(self, now: datetime) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        effect = mark("Say whether data were, or may have been, seen by others, lost, or altered.")
        return (
            *moment_problems("aware", self.aware, now),
            *choice_problems("cause", self.cause, tuple(Cause)),
            *text_problems("happened", self.happened, mark("Say in short what happened.")),
            *text_problems("concerned", self.concerned, mark("Say which kinds of data are concerned.")),
            *choice_problems("persons", self.persons, tuple(Band)),
            *(() if self.disclosed or self.lost or self.altered else (("disclosed", effect),)),
        )


@dataclass(frozen=True, slots=True)
class ActDraft:
    """A step before it is saved; `whom` is who was notified."""

    act: str
    words: str
    at: datetime
    whom: str = ""

    def problems(self, now: datetime) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        whom = mark("Say who was notified.") if self.act == Act.NOTIFIED else ""
        missing = mark("Say what was learned.") if self.act == Act.CLOSED else mark("Say what was done, or why not.")
        return (
            *choice_problems("act", self.act, tuple(Act)),
            *moment_problems("at", self.at, now),
            *text_problems("words", self.words, missing),
            *text_problems("whom", self.whom, whom),
        )


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done about an incident."""

    at: datetime
    act: Act
    words: str
    whom: str


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as it lies in the workspace, with what was done in order."""

    id: int
    aware: datetime
    cause: Cause
    happened: str
    concerned: str
    persons: Band
    disclosed: bool
    lost: bool
    altered: bool
    children: bool
    steps: tuple[Done, ...]

    @property
    def deadline(self) -> datetime:
        """When the 72 hours are over."""
        return self.aware + CLOCK

    @property
    def notified(self) -> datetime | None:
        """When the oversight body or an authority was told first."""
        return next((step.at for step in self.steps if step.act is Act.NOTIFIED), None)

    @property
    def late(self) -> bool:
        """Whether it was told only after the 72 hours."""
        return self.notified is not None and self.notified > self.deadline

    @property
    def valid(self) -> tuple[Act, ...]:
        """The steps that may stand where they stand."""
        acts: tuple[Act, ...] = ()
        for step in self.steps:
            if step.act in following(acts):
                acts = (*acts, step.act)
        return acts

    @property
    def possible(self) -> tuple[Act, ...]:
        """What can be done next."""
        return following(self.valid)

    @property
    def closed(self) -> bool:
        """Whether all is done."""
        return Act.CLOSED in self.valid

    def remaining(self, now: datetime) -> timedelta | None:
        """The time that is left for notifying, negative when it is over; None once it was done.

        `now` comes from `reckoning.present`.
        """
        return None if self.notified else self.deadline - now


def following(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """What can be done after these steps: closing needs the notification, and persons informed or why not."""
    if Act.CLOSED in acts:
        return ()
    persons = Act.INFORMED in acts or Act.NOT_INFORMED in acts
    closing = (Act.CLOSED,) if persons and Act.NOTIFIED in acts else ()
    return (Act.MEASURE, Act.NOTIFIED, Act.INFORMED, Act.NOT_INFORMED, *closing)


def report(session: Session, draft: IncidentDraft, now: datetime) -> Incident:
    """Enter an incident; its clock runs. A draft with problems is a ValueError. What was entered is not changed."""
    refuse(draft.problems(reckoning.present(session, now)))
    row = IncidentRow(
        aware=draft.aware,
        cause=draft.cause,
        happened=draft.happened,
        concerned=draft.concerned,
        persons=draft.persons,
        disclosed=draft.disclosed,
        lost=draft.lost,
        altered=draft.altered,
        children=draft.children,
    )
    session.add(row)
    session.flush()
    return one(session, row.id)


def act(session: Session, number: int, draft: ActDraft, now: datetime) -> Incident:
    """Record a step. ValueError for a draft with problems and for a step that is not among `possible`."""
    refuse(draft.problems(reckoning.present(session, now)))
    incident = one(session, number)
    if draft.act not in incident.possible:
        raise ValueError("act")
    if draft.at < max((incident.aware, *(earlier.at for earlier in incident.steps))):
        raise ValueError("at")
    row = IncidentStep(incident_id=number, at=draft.at, act=draft.act, whom=draft.whom, words=draft.words)
    session.add(row)
    session.flush()
    return one(session, number)


def one(session: Session, number: int) -> Incident:
    """One incident. Raises NoResultFound."""
    found = _incidents(session, number)
    if not found:
        raise NoResultFound
    return found[0]


def all_of(session: Session) -> tuple[Incident, ...]:
    """All incidents: open ones first, the oldest before the others."""
    return tuple(sorted(_incidents(session), key=lambda one: (one.closed, one.aware, one.id)))


def due(session: Session, horizon: Horizon) -> list[Due]:
    """Incidents to be notified, and notified ones to be brought to an end."""
    notify = mark("Incident {number} ({cause}): notify the oversight body by {day}, {time}.")
    close = mark("Incident {number} ({cause}): tell the persons concerned or say why not, and close it by {day}.")
    found = []
    for incident in _incidents(session):
        if incident.closed:
            continue
        by = incident.aware + CLOSING if incident.notified else incident.deadline
        line = wording.line(
            close if incident.notified else notify,
            number=incident.id,
            cause=Name(CAUSES[incident.cause]),
            day=by,
            time=by.astimezone().time(),
        )
        entry = horizon.due("incident", line, by, f"protection/incidents/{incident.id}")
        found.append(entry if incident.notified else replace(entry, severity=Severity.URGENT))
    return found


def _incidents(session: Session, number: int | None = None) -> list[Incident]:
    query = (
        select(IncidentRow, IncidentStep)
        .outerjoin(IncidentStep, IncidentStep.incident_id == IncidentRow.id)
        .order_by(IncidentRow.id, IncidentStep.at, IncidentStep.id)
    )
    if number is not None:
        query = query.where(IncidentRow.id == number)
    rows: dict[int, tuple[IncidentRow, list[Done]]] = {}
    for row, done in session.execute(query):
        _row, steps = rows.setdefault(row.id, (row, []))
        if done is not None:
            steps.append(Done(done.at, Act(done.act), done.words, done.whom))
    return [
        Incident(
            row.id,
            row.aware,
            Cause(row.cause),
            row.happened,
            row.concerned,
            Band(row.persons),
            row.disclosed,
            row.lost,
            row.altered,
            row.children,
            tuple(steps),
        )
        for row, steps in rows.values()
    ]
