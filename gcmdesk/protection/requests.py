"""Requests and complaints of data subjects, with a deadline (Guidance Tool 5, "Access and transparency", "Oversight").

    request = requests.receive(session, RequestDraft(Wish.ACCESS, received, Way.IN_PERSON), now)
    requests.step(session, request.id, StepDraft(Stage.IDENTITY, Identity.KNOWN, now), now)
    requests.step(session, request.id, StepDraft(Stage.ANSWERED, "Printed and read out", now), now)
    requests.step(session, request.id, StepDraft(Stage.CLOSED, "Nothing left to do", now), now)

Which step may follow which is said by `Request.possible`, and where a request stands is worked out from its steps in
`Request.state`: a step that was written past `step` and may not stand where it stands counts for nothing, and the
deadline goes on running. Each function is for `Workspace.run` or `Workspace.read`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.protection import periods, reckoning, wording
from gcmdesk.protection.duty_lists import WISHES, Identity, Period, Stage, Way, Wish
from gcmdesk.protection.duty_records import (
    Due,
    Horizon,
    Problem,
    choice_problems,
    moment_problems,
    refuse,
    text_problems,
)
from gcmdesk.protection.duty_tables import DataRequest, DataRequestStep
from gcmdesk.protection.wording import Name

State = Literal["open", "answered", "closed"]

ANSWERS = (Stage.ANSWERED, Stage.REFUSED_PART, Stage.REFUSED)
NEEDS_IDENTITY = (Wish.ACCESS, Wish.CORRECTION, Wish.ERASURE)
"""Whoever asks for these could be somebody else. Withdrawing takes no more steps than giving; anybody may complain."""
NEVER_REFUSED = (Wish.WITHDRAWAL, Wish.COMPLAINT)


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request before it is saved. `words` says in short what is asked; `person` is a row id, where one is known."""

    wish: str
    received: datetime
    way: str
    words: str = ""
    person: int | None = None

    def problems(self, now: datetime) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        return (
            *choice_problems("wish", self.wish, tuple(Wish)),
            *moment_problems("received", self.received, now),
            *choice_problems("way", self.way, tuple(Way)),
            *text_problems("words", self.words),
        )


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step before it is saved.

    `words` is what was done, answered or refused and why; for a check of identity one of `duty_lists.Identity`.
    """

    stage: str
    words: str
    at: datetime

    def problems(self, now: datetime) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        if self.stage == Stage.IDENTITY:
            words = choice_problems("words", self.words, tuple(Identity))
        else:
            words = text_problems("words", self.words, mark("Say what was done, and where something is refused, why."))
        return (*choice_problems("stage", self.stage, tuple(Stage)), *moment_problems("at", self.at, now), *words)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done about a request."""

    at: datetime
    stage: Stage
    words: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it lies in the workspace, with its steps in order."""

    id: int
    person: int | None
    wish: Wish
    received: datetime
    way: Way
    words: str
    answer_by: date
    steps: tuple[Step, ...]

    @property
    def valid(self) -> tuple[Stage, ...]:
        """The stages of the steps that may stand where they stand."""
        stages: tuple[Stage, ...] = ()
        for step in self.steps:
            if step.stage in following(self.wish, stages):
                stages = (*stages, step.stage)
        return stages

    @property
    def possible(self) -> tuple[Stage, ...]:
        """What can be done next."""
        return following(self.wish, self.valid)

    @property
    def state(self) -> State:
        """Where the request stands."""
        return state(self.valid)

    def overdue(self, today: date) -> bool:
        """Whether it should have been answered by now."""
        return self.state == "open" and self.answer_by < today


def state(stages: Iterable[Stage]) -> State:
    """Where a request stands after these steps."""
    stages = frozenset(stages)
    if Stage.CLOSED in stages:
        return "closed"
    return "answered" if stages.intersection(ANSWERS) else "open"


def following(wish: Wish, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """What can be done after these steps.

    Identity before an answer that shows, changes or erases something; a complaint is answered only after the oversight
    body has it; withdrawing and complaining are not refused; closed comes after an answer, and nothing after it.
    """
    if Stage.CLOSED in stages:
        return ()
    ready = wish not in NEEDS_IDENTITY or Stage.IDENTITY in stages
    if wish is Wish.COMPLAINT:
        ready = Stage.OVERSIGHT in stages
    answers: tuple[Stage, ...] = ()
    if ready:
        answers = ANSWERS[:1] if wish in NEVER_REFUSED else ANSWERS
    elif wish in NEEDS_IDENTITY:
        answers = (Stage.REFUSED,)  # nobody has to answer somebody who cannot be the person; the reason is recorded
    closing = (Stage.CLOSED,) if state(stages) == "answered" else ()
    return (Stage.IDENTITY, Stage.WORK, Stage.OVERSIGHT, *answers, *closing)


def receive(session: Session, draft: RequestDraft, now: datetime) -> Request:
    """Enter a request; it is to be answered within the workspace's period. A draft with problems is a ValueError."""
    refuse(draft.problems(reckoning.present(session, now)))
    days = timedelta(days=periods.of(session, Period.REQUEST_DAYS))
    row = DataRequest(
        person_id=draft.person,
        wish=draft.wish,
        received=draft.received,
        way=draft.way,
        words=draft.words,
        answer_by=draft.received.astimezone().date() + days,
    )
    session.add(row)
    session.flush()
    return one(session, row.id)


def step(session: Session, number: int, draft: StepDraft, now: datetime) -> Request:
    """Record a step. ValueError for a draft with problems and for a step that is not among `possible`."""
    refuse(draft.problems(reckoning.present(session, now)))
    request = one(session, number)
    if draft.stage not in request.possible:
        raise ValueError("stage")
    if draft.at < max((request.received, *(earlier.at for earlier in request.steps))):
        raise ValueError("at")
    session.add(DataRequestStep(data_request_id=number, at=draft.at, stage=draft.stage, words=draft.words))
    session.flush()
    return one(session, number)


def one(session: Session, number: int) -> Request:
    """One request. Raises NoResultFound."""
    found = _requests(session, number)
    if not found:
        raise NoResultFound
    return found[0]


def all_of(session: Session) -> tuple[Request, ...]:
    """All requests: open ones first, the nearest deadline before the others."""
    order = ("open", "answered", "closed")
    return tuple(sorted(_requests(session), key=lambda one: (order.index(one.state), one.answer_by, one.id)))


def due(session: Session, horizon: Horizon) -> list[Due]:
    """Requests to be answered, and complaints to be passed on."""
    answer = mark("Answer request {number} ({wish}) by {day}.")
    oversight = mark("Pass complaint {number} to the oversight body, and answer it by {day}.")
    found = []
    for request in _requests(session):
        if request.state == "open":
            passed_on = request.wish is not Wish.COMPLAINT or Stage.OVERSIGHT in request.valid
            line = wording.line(
                answer if passed_on else oversight,
                number=request.id,
                wish=Name(WISHES[request.wish]),
                day=request.answer_by,
            )
            found.append(horizon.due("request", line, request.answer_by, f"protection/requests/{request.id}"))
    return found


def _requests(session: Session, number: int | None = None) -> list[Request]:
    query = (
        select(
            DataRequest.id,
            DataRequest.person_id,
            DataRequest.wish,
            DataRequest.received,
            DataRequest.way,
            DataRequest.words,
            DataRequest.answer_by,
            DataRequestStep.at,
            DataRequestStep.stage,
            DataRequestStep.words,
        )
        .outerjoin(DataRequestStep, DataRequestStep.data_request_id == DataRequest.id)
        .order_by(DataRequest.id, DataRequestStep.at, DataRequestStep.id)
    )
    if number is not None:
        query = query.where(DataRequest.id == number)
    heads: dict[int, tuple[int | None, Wish, datetime, Way, str, date]] = {}
    steps: dict[int, list[Step]] = {}
    for id, person, wish, received, way, words, answer_by, at, stage, done in session.execute(query):
        heads[id] = (person, Wish(wish), received, Way(way), words, answer_by)
        known = steps.setdefault(id, [])
        if at is not None:
            known.append(Step(at, Stage(stage), done))
    return [Request(id, *head, tuple(steps[id])) for id, head in heads.items()]
