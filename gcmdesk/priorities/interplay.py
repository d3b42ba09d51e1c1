"""What progress on one objective does to another, from -3 to +3, always with the reason (guidance Tool 4, "Impact").

Each function is for `Workspace.run` or `Workspace.read`. The scale is that of Nilsson, Griggs and Visbeck (2016).
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.i18n import mark
from gcmdesk.priorities.decision_tables import Interplay
from gcmdesk.workspace import clock

LEVELS = {
    3: mark("One cannot be had without the other"),
    2: mark("Helps a great deal"),
    1: mark("Makes it easier"),
    0: mark("No effect"),
    -1: mark("Makes it a little harder"),
    -2: mark("Works against it"),
    -3: mark("Rules it out"),
}
"""What each effect means, untranslated."""
_OBJECTIVES = 23
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What progress on `acting` does to `affected`."""

    acting: int
    affected: int
    effect: int
    reason: str

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being saved; empty when nothing does."""
        found: list[Problem] = []
        if not (1 <= self.acting <= _OBJECTIVES and 1 <= self.affected <= _OBJECTIVES):
            found.append(("affected", mark("Choose one of the 23 objectives.")))
        if self.acting == self.affected:
            found.append(("affected", mark("Choose two different objectives.")))
        if self.effect not in LEVELS:
            found.append(("effect", mark("Choose a number from -3 to +3.")))
        if not self.reason.strip():
            found.append(("reason", mark("Say why; others have to be able to follow it.")))
        return tuple(found)


def put(session: Session, one: Effect) -> None:
    """Say what progress on one objective does to another; problems are a ValueError."""
    if one.problems():
        raise ValueError(", ".join(field for field, _message in one.problems()))
    row = _row(session, one.acting, one.affected)
    if row is None:
        pair = one.acting.to_bytes(2, "big") + one.affected.to_bytes(2, "big")
        row = Interplay(uuid=clock.joint_uuid(b"interplay", pair), acting=one.acting, affected=one.affected)
        session.add(row)
    row.effect, row.reason = one.effect, one.reason.strip()


def take_back(session: Session, acting: int, affected: int) -> None:
    """Say nothing about two objectives any more."""
    row = _row(session, acting, affected)
    if row:
        row.effect, row.reason = None, ""


def matrix(session: Session) -> dict[tuple[int, int], Effect]:
    """All effects that were named, by (acting, affected)."""
    query = select(Interplay).where(Interplay.effect.is_not(None)).order_by(Interplay.acting, Interplay.affected)
    return {
        (row.acting, row.affected): Effect(row.acting, row.affected, row.effect, row.reason)
        for row in session.scalars(query)
        if row.effect is not None
    }


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a choice of objectives does to each other and to those that were not chosen."""

    within: tuple[Effect, ...]
    """Between chosen objectives, what hinders first."""
    outwards: tuple[Effect, ...]
    """Of a chosen objective on one that was not chosen."""
    missed: tuple[Effect, ...]
    """Of an objective that was not chosen on a chosen one that it would help by 2 or more: worth a second look."""


def consequences(session: Session, chosen: Collection[int]) -> Consequences:
    """The effects that a choice has, the most hindering first and the missed help largest first."""
    found = sorted(matrix(session).values(), key=lambda one: (one.effect, one.acting, one.affected))
    within = tuple(one for one in found if one.effect and one.acting in chosen and one.affected in chosen)
    outwards = tuple(one for one in found if one.effect and one.acting in chosen and one.affected not in chosen)
    missed = tuple(one for one in found if one.effect > 1 and one.acting not in chosen and one.affected in chosen)
    return Consequences(within, outwards, missed[::-1])


def _row(session: Session, acting: int, affected: int) -> Interplay | None:
    query = select(Interplay).where(Interplay.acting == acting, Interplay.affected == affected)
    return session.scalars(query.order_by(Interplay.id)).first()
