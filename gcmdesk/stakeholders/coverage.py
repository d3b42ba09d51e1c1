"""Who is missing: what the team wanted against what the register has (Guidance Step 1 and Tools 1 and 2).

Each function is for `Workspace.run` or `Workspace.read`. Stakeholders that were archived do not count.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.stakeholders import vocabulary
from gcmdesk.stakeholders.engagement_tables import Target
from gcmdesk.stakeholders.records import unpacked
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import clock

Side = Literal["group", "under-heard"]

ANY = ""
"""The level that stands for all levels together, and for stakeholders whose level nobody recorded."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One group at one level; `wanted` is None where the team set no target."""

    present: int
    wanted: int | None

    @property
    def missing(self) -> int:
        """How many are still to be found."""
        return max(0, (self.wanted or 0) - self.present)


@dataclass(frozen=True, slots=True)
class Line:
    """A group with its levels; `levels` has every level and `ANY`, which is the whole line."""

    side: Side
    key: str
    levels: dict[str, Cell]
    unlevelled: int
    """Stakeholders of the group whose level nobody recorded."""

    @property
    def absent(self) -> bool:
        """Whether nobody of this group is in the register."""
        return self.levels[ANY].present == 0

    @property
    def missing(self) -> int:
        """How many are still to be found, at the levels with a target and over all."""
        return max(self.levels[ANY].missing, sum(self.levels[level].missing for level in vocabulary.LEVELS))


@dataclass(frozen=True, slots=True)
class Inclusion:
    """How wide the register is, along the first two criteria of Tool 2."""

    sectors: tuple[str, ...]
    """Sectors of the government stakeholders: inclusion across ministries."""
    government_levels: tuple[str, ...]
    absent_levels: tuple[str, ...]
    """Levels at which nobody of government is in the register."""
    government: int
    outside: int
    """Stakeholders outside government: inclusion beyond government."""
    unsorted: int
    """Stakeholders of which nobody recorded whether they belong to government."""
    outside_groups: tuple[str, ...]
    """Tool 1 groups that the stakeholders outside government come from."""


def set_target(session: Session, side: Side, key: str, wanted: int | None, level: str = ANY) -> None:
    """Say how many stakeholders of a group the team wants at a level; None takes the target away.

    Unknown sides, groups and levels, and numbers below zero, are a ValueError.
    """
    known = vocabulary.groups() if side == "group" else vocabulary.UNDERHEARD
    if side not in ("group", "under-heard") or key not in known or level not in (ANY, *vocabulary.LEVELS):
        raise ValueError(f"{side} {key} {level}")
    if wanted is not None and wanted < 0:
        raise ValueError("wanted")
    same = (Target.side == side, Target.key == key, Target.level == level)
    row = session.scalars(select(Target).where(*same).order_by(Target.id)).first()
    if wanted is None:
        if row:
            session.delete(row)
        return
    if row is None:
        identity = clock.joint_uuid(b"target", side.encode(), b"/", key.encode(), b"/", level.encode())
        session.add(Target(uuid=identity, side=side, key=key, level=level, wanted=wanted))
    else:
        row.wanted = wanted


def matrix(session: Session, side: Side) -> tuple[Line, ...]:
    """Groups against levels, in the order of Tool 1 or of the under-heard groups; groups of one's own words last."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    query = select(Stakeholder.kind, Stakeholder.underheard, Stakeholder.level).where(~Stakeholder.archived)
    for kind, underheard, level in session.execute(query):
        for key in (kind,) if side == "group" else unpacked(underheard) or ():
            if key:
                counts[key][level or ANY] += 1
    wanted = {(row.key, row.level): row.wanted for row in session.scalars(select(Target).where(Target.side == side))}
    known = vocabulary.groups() if side == "group" else vocabulary.UNDERHEARD
    return tuple(_line(side, key, counts[key], wanted) for key in dict.fromkeys((*known, *sorted(counts))))


def absent(session: Session, side: Side) -> tuple[str, ...]:
    """Groups of which nobody is in the register although the team did not set their target to zero."""
    return tuple(one.key for one in matrix(session, side) if one.absent and one.levels[ANY].wanted != 0)


def inclusion(session: Session) -> Inclusion:
    """How many ministries, levels and groups outside government the register reaches."""
    query = select(Stakeholder.sphere, Stakeholder.level, Stakeholder.sector, Stakeholder.kind)
    rows = session.execute(query.where(~Stakeholder.archived)).all()
    government = [row for row in rows if row.sphere == "government"]
    outside = [row for row in rows if row.sphere == "non-government"]
    levels = {row.level for row in government}
    groups = {row.kind for row in outside}
    return Inclusion(
        sectors=tuple(sorted({row.sector for row in government if row.sector})),
        government_levels=tuple(level for level in vocabulary.LEVELS if level in levels),
        absent_levels=tuple(level for level in vocabulary.LEVELS if level not in levels),
        government=len(government),
        outside=len(outside),
        unsorted=len(rows) - len(government) - len(outside),
        outside_groups=tuple(key for key in vocabulary.groups() if key in groups),
    )


def _line(side: Side, key: str, counts: Counter[str], wanted: dict[tuple[str, str], int]) -> Line:
    levels = {level: Cell(counts[level], wanted.get((key, level))) for level in vocabulary.LEVELS}
    levels[ANY] = Cell(counts.total(), wanted.get((key, ANY)))
    return Line(side, key, levels, counts[ANY])
