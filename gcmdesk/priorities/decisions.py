"""The decision: chosen objectives with reasons, the minority's words, validation, and how the outcome is made known.

Each function is for `Workspace.run` or `Workspace.read`. Once validated, a decision is what was validated: its words
lie in a row that never changes, every function here refuses to touch it (`DecisionLocked`), and neither undo nor merge
can reach it. Only a reopening with its reason, which stays in the workspace, lets the work on it begin again.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities import rounds, scores
from gcmdesk.priorities.decision_tables import Announcement, Approval, Choice, Decision, Reopening, Validation
from gcmdesk.workspace import clock, journal

Answer = Literal["approved", "conditions", "refused"]
ANSWERS: dict[Answer, str] = {
    "approved": mark("Approved"),
    "conditions": mark("Approved with conditions"),
    "refused": mark("Did not approve"),
}
Problem = tuple[str, str]


class DecisionLocked(KnownError):
    """A validated decision stays as it was validated."""

    def __init__(self) -> None:
        super().__init__(
            _("This decision was validated and stays as it is."),
            _("Reopen it and say why; the reason is kept."),
        )


class NotReady(KnownError):
    """A decision that cannot be validated yet."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An objective chosen for immediate action."""

    objective: int
    reason: str
    principles: tuple[str, ...] = ()
    """Ids of the guiding principles that the work on it is to carry."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What a body said at the validation workshop."""

    body: str
    answer: Answer
    day: date
    conditions: str = ""
    id: int = 0

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.body.strip():
            found.append(("body", mark("Name the ministry, agency or office.")))
        if self.answer not in ANSWERS:
            found.append(("answer", mark("Choose an answer from the list.")))
        if self.answer == "conditions" and not self.conditions.strip():
            found.append(("conditions", mark("Write down the conditions.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Announced:
    """How the outcome is made known; `day` is None while that is planned."""

    audience: str
    means: str = ""
    day: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Reopened:
    """Why a validated decision was opened again."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SavedDecision:
    """A decision as it stands; when it is validated, as it was validated."""

    id: int
    title: str
    summary: str
    minority: str
    workshop: date | None
    choices: tuple[Chosen, ...]
    approvals: tuple[Approved, ...]
    validated: date | None
    """Since when it is locked; None while it is a draft."""
    reopenings: tuple[Reopened, ...]
    announcements: tuple[Announced, ...]

    @property
    def locked(self) -> bool:
        """Whether it was validated and not reopened since."""
        return self.validated is not None


def begin(session: Session, title: str) -> SavedDecision:
    """Begin a decision. An empty title is a ValueError."""
    if not title.strip():
        raise ValueError("title")
    row = Decision(title=title.strip(), summary="", minority="")
    session.add(row)
    session.flush()
    return read(session, row.id)


def newest(session: Session) -> SavedDecision | None:
    """The decision that was begun last."""
    row = session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(1)).first()
    return None if row is None else read(session, row)


def read(session: Session, decision: int) -> SavedDecision:
    """A decision as it stands; NoResultFound when there is none."""
    row = _row(session, decision)
    standing = _standing(session, decision)
    told = tuple(Announced(one.audience, one.means, one.day, one.id) for one in _announcements(session, decision))
    reopened = _reopenings(session, decision)
    if standing:
        title, summary, minority, workshop, choices, approvals = _unpacked(standing[-1].content)
        day: date | None = standing[-1].day
    else:
        title, summary, minority, workshop = row.title, row.summary, row.minority, row.workshop
        choices, approvals, day = _choices(session, decision), _approvals(session, decision), None
    return SavedDecision(decision, title, summary, minority, workshop, choices, approvals, day, reopened, told)


def describe(
    session: Session, decision: int, *, title: str, summary: str, minority: str, workshop: date | None
) -> None:
    """Set the words of a decision. Raises `DecisionLocked`; an empty title is a ValueError."""
    if not title.strip():
        raise ValueError("title")
    row = _open(session, decision)
    row.title, row.summary, row.minority, row.workshop = title.strip(), summary.strip(), minority.strip(), workshop


def choose(session: Session, decision: int, one: Chosen) -> None:
    """Choose an objective, or change its reason and principles. Raises `DecisionLocked`, ValueError, KeyError."""
    own = _open(session, decision)
    if not 1 <= one.objective <= len(library.load().objectives):
        raise ValueError("objective")
    for principle in one.principles:
        library.load().principle(principle)
    row = _choice_row(session, decision, one.objective)
    if row is None:
        identity = clock.joint_uuid(own.uuid, one.objective.to_bytes(2, "big"))
        row = Choice(uuid=identity, decision_id=decision, objective=one.objective)
        session.add(row)
    row.reason, row.principles, row.chosen = one.reason.strip(), ",".join(one.principles), True
    session.flush()


def take_out(session: Session, decision: int, objective: int) -> None:
    """Take an objective out of the choice; its reason is kept in case it comes back. Raises `DecisionLocked`."""
    _open(session, decision)
    row = _choice_row(session, decision, objective)
    if row:
        row.chosen = False


def approve(session: Session, decision: int, one: Approved) -> None:
    """Record what a body said at the workshop. Raises `DecisionLocked`; problems are a ValueError."""
    if one.problems():
        raise ValueError(", ".join(field for field, _message in one.problems()))
    _open(session, decision)
    row = Approval(decision_id=decision)
    if one.id:
        row = session.scalars(select(Approval).where(Approval.id == one.id)).one()
    row.body, row.answer, row.day, row.conditions = one.body.strip(), one.answer, one.day, one.conditions.strip()
    session.add(row)


def drop_approval(session: Session, decision: int, approval: int) -> None:
    """Take back what was recorded of a body. Raises `DecisionLocked`."""
    _open(session, decision)
    session.delete(session.scalars(select(Approval).where(Approval.id == approval)).one())


def problems(session: Session, decision: int) -> tuple[Problem, ...]:
    """What keeps a draft from being validated; empty when nothing does."""
    one = read(session, decision)
    found: list[Problem] = []
    asked = rounds.all_of(session, "scores")
    if not asked or not scores.completeness(session, asked[-1].id).whole:
        found.append(
            ("assessment", mark("Some of the 23 objectives are neither assessed nor set aside with a reason."))
        )
    if not one.choices:
        found.append(("choices", mark("No objective is chosen yet.")))
    if any(not choice.reason for choice in one.choices):
        found.append(("choices", mark("A chosen objective has no reason yet.")))
    if not any(approval.answer != "refused" for approval in one.approvals):
        found.append(("approvals", mark("No body has approved the choice yet.")))
    return tuple(found)


def validate(session: Session, decision: int, day: date) -> SavedDecision:
    """Lock the decision as it stands. Raises `DecisionLocked`, and `NotReady` with what is missing first.

    It cannot be undone; see `reopen`.
    """
    _open(session, decision)
    missing = problems(session, decision)
    if missing:
        raise NotReady(_(missing[0][1]), _("Complete it, then validate the decision."))
    journal.never_undone(session)
    session.add(Validation(decision_id=decision, day=day, content=_packed(read(session, decision))))
    session.flush()
    return read(session, decision)


def reopen(session: Session, decision: int, reason: str, at: datetime) -> SavedDecision:
    """Work on a validated decision again, from what was validated; approvals have to be given anew.

    The reason stays for good. An empty one is a ValueError; it cannot be undone.
    """
    if not reason.strip():
        raise ValueError("reason")
    standing = _standing(session, decision)
    if not standing:
        raise ValueError("decision")
    journal.never_undone(session)
    was = read(session, decision)
    for validation in standing:
        identity = clock.joint_uuid(b"reopening", validation.uuid)
        session.add(Reopening(uuid=identity, validation_id=validation.id, at=at, reason=reason.strip()))
    session.flush()
    for approval in session.scalars(select(Approval).where(Approval.decision_id == decision)):
        session.delete(approval)
    describe(session, decision, title=was.title, summary=was.summary, minority=was.minority, workshop=was.workshop)
    for choice in _choices(session, decision):
        take_out(session, decision, choice.objective)
    for choice in was.choices:
        choose(session, decision, choice)
    session.flush()
    return read(session, decision)


def announce(session: Session, decision: int, one: Announced) -> None:
    """Record how the outcome is made known, also after validation. An empty audience is a ValueError."""
    if not one.audience.strip():
        raise ValueError("audience")
    row = Announcement(decision_id=decision)
    if one.id:
        row = session.scalars(select(Announcement).where(Announcement.id == one.id)).one()
    row.audience, row.means, row.day = one.audience.strip(), one.means.strip(), one.day
    session.add(row)


def drop_announcement(session: Session, announcement: int) -> None:
    """Take an announcement off the list; undo brings it back."""
    session.delete(session.scalars(select(Announcement).where(Announcement.id == announcement)).one())


def _row(session: Session, decision: int) -> Decision:
    return session.scalars(select(Decision).where(Decision.id == decision)).one()


def _open(session: Session, decision: int) -> Decision:
    """The row of a decision that may be worked on: everything that writes goes through here."""
    if _standing(session, decision):
        raise DecisionLocked
    return _row(session, decision)


def _standing(session: Session, decision: int) -> list[Validation]:
    """Validations that were not reopened, the newest last; two devices can each have made one."""
    reopened = select(Reopening.validation_id)
    query = select(Validation).where(Validation.decision_id == decision, Validation.id.not_in(reopened))
    return list(session.scalars(query.order_by(Validation.day, Validation.id)))


def _reopenings(session: Session, decision: int) -> tuple[Reopened, ...]:
    query = select(Reopening).join(Validation).where(Validation.decision_id == decision).order_by(Reopening.at)
    return tuple(dict.fromkeys(Reopened(row.at, row.reason) for row in session.scalars(query)))


def _choice_row(session: Session, decision: int, objective: int) -> Choice | None:
    query = select(Choice).where(Choice.decision_id == decision, Choice.objective == objective)
    return session.scalars(query.order_by(Choice.id)).first()


def _choices(session: Session, decision: int) -> tuple[Chosen, ...]:
    query = select(Choice).where(Choice.decision_id == decision, Choice.chosen).order_by(Choice.objective)
    return tuple(Chosen(row.objective, row.reason, _split(row.principles)) for row in session.scalars(query))


def _approvals(session: Session, decision: int) -> tuple[Approved, ...]:
    query = select(Approval).where(Approval.decision_id == decision).order_by(Approval.day, Approval.id)
    return tuple(
        Approved(row.body, _answer(row.answer), row.day, row.conditions, row.id) for row in session.scalars(query)
    )


def _announcements(session: Session, decision: int) -> list[Announcement]:
    query = select(Announcement).where(Announcement.decision_id == decision)
    return list(session.scalars(query.order_by(Announcement.day.is_(None), Announcement.day, Announcement.id)))


def _answer(text: str) -> Answer:
    return next(one for one in ANSWERS if one == text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _packed(one: SavedDecision) -> str:
    content = {
        "title": one.title,
        "summary": one.summary,
        "minority": one.minority,
        "workshop": one.workshop.isoformat() if one.workshop else "",
        "choices": [asdict(choice) for choice in one.choices],
        "approvals": [{**asdict(approval), "day": approval.day.isoformat()} for approval in one.approvals],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _unpacked(text: str) -> tuple[str, str, str, date | None, tuple[Chosen, ...], tuple[Approved, ...]]:
    content: dict[str, Any] = json.loads(text)
    choices: Iterable[dict[str, Any]] = content["choices"]
    approvals: Iterable[dict[str, Any]] = content["approvals"]
    return (
        content["title"],
        content["summary"],
        content["minority"],
        date.fromisoformat(content["workshop"]) if content["workshop"] else None,
        tuple(Chosen(one["objective"], one["reason"], tuple(one["principles"])) for one in choices),
        tuple(
            Approved(one["body"], _answer(one["answer"]), date.fromisoformat(one["day"]), one["conditions"], one["id"])
            for one in approvals
        ),
    )
