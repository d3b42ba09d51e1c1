"""Dots, shows of hands and ranked ballots. Each function is for `Workspace.run` or `Workspace.read`.

Ballots carry no name, and no rater is linked to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.priorities import ballots, rounds
from gcmdesk.priorities.ballots import Problem
from gcmdesk.priorities.tables import RankedBallot, Round, SetAside, Tally
from gcmdesk.workspace import clock


@dataclass(frozen=True, slots=True)
class SavedBallot:
    """A ballot as it lies in the workspace."""

    id: int
    choices: tuple[int, ...]
    """Objectives from the first choice down."""


def choices(session: Session) -> tuple[int, ...]:
    """The objectives that are up for a vote: all but those set aside."""
    aside = set(session.scalars(select(SetAside.objective)))
    return tuple(one.number for one in library.load().objectives if one.number not in aside)


def count(session: Session, number: int, objective: int, step: int) -> int:
    """Add to an objective's dots or hands in a round (or take away); returns the new count, never below 0.

    Raises `RoundClosed`.
    """
    return set_votes(session, number, objective, max(0, tallies(session, number).get(objective, 0) + step))


def set_votes(session: Session, number: int, objective: int, votes: int) -> int:
    """Set how many dots or hands an objective got. Raises `RoundClosed`, ValueError below 0."""
    if votes < 0:
        raise ValueError("votes")
    if not 1 <= objective <= len(library.load().objectives):
        raise ValueError("objective")
    own = rounds.open_row(session, number, "dots", "hands")
    query = select(Tally).where(Tally.round_id == number, Tally.objective == objective).order_by(Tally.id)
    row = session.scalars(query).first()
    if row is None:
        row = Tally(uuid=_identity(own, objective), round_id=number, objective=objective)
        session.add(row)
    row.votes = votes
    session.flush()
    return row.votes


def tallies(session: Session, number: int) -> dict[int, int]:
    """Dots or hands by objective; what nobody counted is not in it."""
    query = select(Tally.objective, Tally.votes).where(Tally.round_id == number).order_by(Tally.objective)
    return dict(session.execute(query).all())


def dot_problems(votes: Mapping[int, int], places: int, present: int | None) -> tuple[Problem, ...]:
    """More dots than were given out is a mistake in counting."""
    if present is not None and sum(votes.values()) > present * places:
        return (("present", mark("There are more dots than were given out. Count again.")),)
    return ()


def hand_problems(votes: Mapping[int, int], present: int | None) -> tuple[Problem, ...]:
    """More hands for one objective than people present is a mistake in counting."""
    if present is not None and max(votes.values(), default=0) > present:
        return (("present", mark("There are more hands than people present. Count again.")),)
    return ()


def parse(typed: str) -> tuple[int, ...]:
    """A ballot as it is keyed in: numbers with anything but digits between them ("7 15 3"), in any digits."""
    plain = "".join(str(int(one)) if one.isdecimal() else " " for one in typed)
    return tuple(int(one) for one in plain.split())


def ballot_problems(session: Session, number: int, ballot: Sequence[int]) -> tuple[Problem, ...]:
    """What keeps a ballot from counting in this round; empty when nothing does."""
    found = ballots.problems(ballot, choices(session))
    places = session.scalars(select(Round.places).where(Round.id == number)).one()
    if len(ballot) > places:
        found += (("ballot", mark("The ballot has more places than this round allows.")),)
    return found


def cast(session: Session, number: int, ballot: Sequence[int]) -> SavedBallot:
    """Take in a ballot. Raises `RoundClosed`; a ballot with problems is a ValueError."""
    rounds.open_row(session, number, "ballots")
    if ballot_problems(session, number, ballot):
        raise ValueError("ballot")
    row = RankedBallot(round_id=number, choices=",".join(map(str, ballot)))
    session.add(row)
    session.flush()
    return _saved(row)


def drop(session: Session, ballot: int) -> None:
    """Delete a ballot that was keyed in by mistake; undo brings it back. Raises `RoundClosed`."""
    row = session.scalars(select(RankedBallot).where(RankedBallot.id == ballot)).one()
    rounds.open_row(session, row.round_id, "ballots")
    session.delete(row)


def cast_so_far(session: Session, number: int) -> tuple[SavedBallot, ...]:
    """The ballots of a round in the order they were keyed in."""
    return tuple(
        map(
            _saved,
            session.scalars(select(RankedBallot).where(RankedBallot.round_id == number).order_by(RankedBallot.id)),
        )
    )


def points(session: Session, number: int) -> dict[int, float]:
    """What an objective got in a round: dots, hands, or Borda points; empty while nobody voted.

    What was set aside after the vote is not in it, also not on the ballots; of a show of hands, only what was called.
    """
    up = choices(session)
    kept = [tuple(one for one in ballot.choices if one in up) for ballot in cast_so_far(session, number)]
    kept = [one for one in kept if one]
    if kept:
        return ballots.borda(kept, up)
    counted = tallies(session, number)
    if not any(counted.values()):
        return {}
    kind = session.scalars(select(Round.kind).where(Round.id == number)).one()
    asked = counted if kind == "hands" else up
    return {objective: float(counted.get(objective, 0)) for objective in up if objective in asked}


def pairs(session: Session, number: int) -> dict[int, int]:
    """Copeland's points of a round of ballots: wins minus losses in pairs; empty while nobody voted."""
    up = choices(session)
    kept = [tuple(one for one in ballot.choices if one in up) for ballot in cast_so_far(session, number)]
    kept = [one for one in kept if one]
    return ballots.copeland(kept, up) if kept else {}


def _identity(own: Round, objective: int) -> bytes:
    return clock.joint_uuid(b"tally", own.uuid, objective.to_bytes(2, "big"))


def _saved(row: RankedBallot) -> SavedBallot:
    return SavedBallot(row.id, tuple(int(one) for one in row.choices.split(",")))
