"""Influence and interest: every rater's view kept, the map drawn from their middle (Guidance Step 1, Action 2).

Each function is for `Workspace.run` or `Workspace.read`. What stakeholders are rated leaves only to the team.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from statistics import median
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.relation_tables import Rating
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import clock

LOWEST, MIDDLE, HIGHEST = 1, 3, 5
WIDE = 2
"""A spread from here on is shown as disagreement: raters differ by at least two of the five steps."""

Quadrant = Literal["close", "win", "empower", "watch"]
Problem = tuple[str, str]

QUADRANTS: dict[Quadrant, tuple[str, str]] = {
    "close": (
        mark("Work closely together"),
        mark("Give them a seat where decisions are prepared: a working group, an advisory board, a joint plan."),
    ),
    "win": (
        mark("Win their interest"),
        mark("Show what the Compact means for their own task. Meet them in person and ask for one concrete step."),
    ),
    "empower": (
        mark("Make them heard"),
        mark(
            "They are concerned and have little say. Hold listening sessions, pay for travel and interpretation, and "
            "carry their words to those who decide."
        ),
    ),
    "watch": (
        mark("Keep informed"),
        mark("Send short news at fixed times, and look again when things change."),
    ),
}
"""Title and suggested engagement of each quadrant, untranslated."""


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A rating before it is saved; `None` where the rater gave no answer."""

    stakeholder: int
    rater: str
    day: date
    influence: int | None = None
    interest: int | None = None
    reason: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not self.rater.strip():
            found.append(("rater", mark("Say who rates: a role or a group, for example “district team”.")))
        if self.influence is None and self.interest is None:
            found.append(("influence", mark("Rate influence, interest, or both.")))
        for field, value in (("influence", self.influence), ("interest", self.interest)):
            if value is not None and not LOWEST <= value <= HIGHEST:
                found.append((field, mark("Choose a number from 1 to 5.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedRating:
    """A rating as it lies in the workspace."""

    id: int
    stakeholder: int
    rater: str
    day: date
    influence: int | None
    interest: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Middle:
    """What several raters say about one thing: the median and how far they are apart."""

    median: float
    lowest: int
    highest: int
    raters: int

    @property
    def disagreement(self) -> bool:
        """Whether raters see it too differently for one point to stand for them."""
        return self.highest - self.lowest >= WIDE


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stakeholder stands on the map; `None` where nobody rated that side."""

    stakeholder: int
    name: str
    group: str
    influence: Middle | None
    interest: Middle | None

    @property
    def quadrant(self) -> Quadrant | None:
        """The quarter of the map; the middle itself counts as high, so that nobody is dropped for a tie."""
        if self.influence is None or self.interest is None:
            return None
        strong, keen = self.influence.median >= MIDDLE, self.interest.median >= MIDDLE
        if strong:
            return "close" if keen else "win"
        return "empower" if keen else "watch"


@dataclass(frozen=True, slots=True)
class Move:
    """The same stakeholder at two dates."""

    before: Standing | None
    after: Standing | None

    @property
    def changed_quadrant(self) -> bool:
        """Whether the suggested engagement is another one now."""
        return bool(self.before and self.after) and (
            (self.before and self.before.quadrant) != (self.after and self.after.quadrant)
        )


def rate(session: Session, draft: RatingDraft) -> SavedRating:
    """Save a rating; a second one by the same rater on the same day replaces the first.

    A draft with problems is a ValueError, an unknown stakeholder a NoResultFound.
    """
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    draft = replace(draft, rater=draft.rater.strip())
    uuid = session.scalars(select(Stakeholder.uuid).where(Stakeholder.id == draft.stakeholder)).one()
    same = (
        Rating.stakeholder_id == draft.stakeholder,
        Rating.rater == draft.rater,
        Rating.day == draft.day,
    )
    row = session.scalars(select(Rating).where(*same)).one_or_none()
    if row is None:
        identity = clock.joint_uuid(uuid, draft.rater.encode(), draft.day.isoformat().encode())
        row = Rating(uuid=identity, stakeholder_id=draft.stakeholder, rater=draft.rater, day=draft.day)
        session.add(row)
    row.influence, row.interest, row.reason = draft.influence, draft.interest, draft.reason
    session.flush()
    return _saved(row)


def withdraw(session: Session, rating: int) -> None:
    """Delete a rating; undo brings it back. NoResultFound when there is none."""
    session.delete(session.scalars(select(Rating).where(Rating.id == rating)).one())


def of_stakeholder(session: Session, stakeholder: int) -> tuple[SavedRating, ...]:
    """All ratings of one stakeholder, the newest first."""
    query = select(Rating).where(Rating.stakeholder_id == stakeholder).order_by(Rating.day.desc(), Rating.rater)
    return tuple(_saved(row) for row in session.scalars(query))


def raters(session: Session) -> tuple[str, ...]:
    """Everybody who has rated, in alphabetical order."""
    return tuple(session.scalars(select(Rating.rater).distinct().order_by(Rating.rater)))


def days(session: Session) -> tuple[date, ...]:
    """The days on which somebody rated, the newest first."""
    return tuple(session.scalars(select(Rating.day).distinct().order_by(Rating.day.desc())))


def standings(session: Session, until: date | None = None, rater: str = "") -> tuple[Standing, ...]:
    """The map as it stood at the end of a day (today when None), of all raters or of one.

    Of each rater the newest answer counts, for influence and interest apart. Sorted by name.
    """
    return tuple(
        Standing(
            stakeholder,
            name,
            group,
            _middle(one.influence for one in ratings),
            _middle(one.interest for one in ratings),
        )
        for (stakeholder, name, group), ratings in _newest(session, until, rater)
    )


def moves(session: Session, before: date, after: date) -> tuple[Move, ...]:
    """Where stakeholders stood at the end of one day and of a later one; only those that were rated by then."""
    then = {one.stakeholder: one for one in standings(session, before)}
    now = {one.stakeholder: one for one in standings(session, after)}
    return tuple(Move(then.get(key), now.get(key)) for key in dict.fromkeys((*now, *then)))


@dataclass(frozen=True, slots=True)
class _Answer:
    rater: str
    influence: int | None
    interest: int | None


def _newest(
    session: Session, until: date | None, rater: str
) -> Iterator[tuple[tuple[int, str, str], tuple[_Answer, ...]]]:
    rows = session.execute(_ratings(until, rater)).all()
    for key, of_one in groupby(rows, key=lambda row: (row.id, row.name, row.kind)):
        answers: dict[str, _Answer] = {}
        for row in of_one:  # oldest first: a later answer replaces, a blank does not
            had = answers.get(row.rater, _Answer(row.rater, None, None))
            answers[row.rater] = _Answer(
                row.rater,
                had.influence if row.influence is None else row.influence,
                had.interest if row.interest is None else row.interest,
            )
        yield key, tuple(sorted(answers.values(), key=attrgetter("rater")))


def _ratings(until: date | None, rater: str) -> Select[int, str, str, str, int | None, int | None]:
    query = (
        select(Stakeholder.id, Stakeholder.name, Stakeholder.kind, Rating.rater, Rating.influence, Rating.interest)
        .join(Rating, Rating.stakeholder_id == Stakeholder.id)
        .order_by(Stakeholder.name, Stakeholder.id, Rating.day, Rating.id)
    )
    if until:
        query = query.where(Rating.day <= until)
    return query.where(Rating.rater == rater) if rater else query


def _middle(values: Iterable[int | None]) -> Middle | None:
    given = [value for value in values if value is not None]
    return Middle(median(given), min(given), max(given), len(given)) if given else None


def _saved(row: Rating) -> SavedRating:
    return SavedRating(row.id, row.stakeholder_id, row.rater, row.day, row.influence, row.interest, row.reason)
