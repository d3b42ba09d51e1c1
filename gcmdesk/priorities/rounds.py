"""Rounds of asking: scores, dots, ranked ballots, shows of hands. Each function is for `Workspace.run` or `.read`."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities.tables import RankedBallot, Round, Score, Tally

Kind = Literal["scores", "dots", "ballots", "hands"]
KINDS: dict[Kind, str] = {
    "scores": mark("Scores by criteria"),
    "dots": mark("Dots"),
    "ballots": mark("Ranked ballots"),
    "hands": mark("Show of hands"),
}
Problem = tuple[str, str]


class RoundClosed(KnownError):
    """What was asked in a closed round stays as it was."""

    def __init__(self) -> None:
        super().__init__(_("This round is closed."), _("Open it again, or begin a new round."))


class RoundInUse(KnownError):
    """A round with answers is not deleted, because they would go with it."""

    def __init__(self) -> None:
        super().__init__(
            _("There are answers in this round, so it cannot be removed."),
            _("Close it; the result can leave it out."),
        )


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round before it is saved."""

    kind: Kind
    title: str
    day: date
    discussion: str = ""
    present: int | None = None
    """How many could vote; None where nobody counted."""
    places: int = 5
    """Dots for each person, or places on a ballot."""
    closed: bool = False

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.kind not in get_args(Kind):
            found.append(("kind", mark("Choose how people are asked.")))
        if not self.title.strip():
            found.append(("title", mark("Give the round a name.")))
        if self.present is not None and self.present < 0:
            found.append(("present", mark("Type a number of people, or leave it open.")))
        if not 1 <= self.places <= 23:
            found.append(("places", mark("Choose a number from 1 to 23.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedRound:
    """A round as it lies in the workspace."""

    id: int
    kind: Kind
    title: str
    day: date
    discussion: str
    present: int | None
    places: int
    closed: bool


def add(session: Session, draft: RoundDraft) -> SavedRound:
    """Begin a round; problems are a ValueError."""
    row = Round()
    _write(row, draft)
    session.add(row)
    session.flush()
    return _saved(row)


def change(session: Session, number: int, draft: RoundDraft) -> SavedRound:
    """Change a round (row id); its kind stays. Problems are a ValueError."""
    row = _row(session, number)
    if draft.kind != row.kind:
        raise ValueError("kind")
    _write(row, draft)
    session.flush()
    return _saved(row)


def remove(session: Session, number: int) -> None:
    """Delete a round without answers; undo brings it back. Raises `RoundInUse` where somebody answered."""
    for table in (Score, Tally, RankedBallot):
        if session.scalar(select(table.id).where(table.round_id == number).limit(1)):
            raise RoundInUse
    session.delete(_row(session, number))


def all_of(session: Session, kind: Kind | None = None) -> tuple[SavedRound, ...]:
    """The rounds in the order they were held, of one kind or of all."""
    query = select(Round).order_by(Round.day, Round.id)
    return tuple(map(_saved, session.scalars(query.where(Round.kind == kind) if kind else query)))


def open_row(session: Session, number: int, *kinds: Kind) -> Round:
    """The row of a round that takes answers (for the other services). Raises `RoundClosed`, ValueError for the kind."""
    row = _row(session, number)
    if row.kind not in kinds:
        raise ValueError("kind")
    if row.closed:
        raise RoundClosed
    return row


def _row(session: Session, number: int) -> Round:
    return session.scalars(select(Round).where(Round.id == number)).one()


def _write(row: Round, draft: RoundDraft) -> None:
    if draft.problems():
        raise ValueError(", ".join(field for field, _message in draft.problems()))
    row.kind, row.title, row.day, row.discussion = draft.kind, draft.title.strip(), draft.day, draft.discussion
    row.present, row.places, row.closed = draft.present, draft.places, draft.closed


def _saved(row: Round) -> SavedRound:
    kind = next(one for one in KINDS if one == row.kind)
    return SavedRound(row.id, kind, row.title, row.day, row.discussion, row.present, row.places, row.closed)
