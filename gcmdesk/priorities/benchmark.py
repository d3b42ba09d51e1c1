"""Where policy and practice stand against the 23 objectives and the ten principles (Box 12 of "Wheels in motion").

As in the observatory described there: does anything exist, and how well is it carried out in the eyes of experts.
Each function is for `Workspace.run` or `Workspace.read`. What it shows feeds the assessment as evidence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, pstdev

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.i18n import mark
from gcmdesk.priorities import raters
from gcmdesk.priorities.tables import Benchmark, Expertise, Rater
from gcmdesk.workspace import clock

EXISTS = {
    "": mark("Not recorded"),
    "yes": mark("Yes"),
    "partly": mark("Partly"),
    "no": mark("No"),
}
"""Whether policy or practice exists, untranslated."""
ENTITY = Benchmark.__tablename__
"""For linking a line as evidence of a score."""
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What is known about one objective or principle."""

    subject: str
    """Number of the objective, or id of the principle."""
    exists: str
    source: str
    note: str
    percent: float | None
    """Mean of the experts' percentages; None while nobody gave one."""
    spread: float
    """Their standard deviation, in percentage points."""
    lowest: int | None
    highest: int | None
    experts: int
    uuid: bytes | None
    """Of the row; None while nothing is recorded."""

    @property
    def objective(self) -> int | None:
        """Number of the objective; None for a principle."""
        return int(self.subject) if self.subject.isdecimal() else None


@dataclass(frozen=True, slots=True)
class View:
    """One expert's answer."""

    rater: int
    percent: int | None
    reason: str


def subjects() -> tuple[str, ...]:
    """The 23 objectives and the ten principles, as they are compared with policy."""
    compact = library.load()
    return (*(str(one.number) for one in compact.objectives), *(one.id for one in compact.principles))


def problems(exists: str, source: str) -> tuple[Problem, ...]:
    """What keeps a line from being saved; empty when nothing does."""
    if exists not in EXISTS:
        return (("exists", mark("Choose an answer from the list.")),)
    if exists in ("yes", "partly") and not source.strip():
        return (("source", mark("Name the law, policy or practice, so that others can find it.")),)
    return ()


def put(session: Session, subject: str, exists: str, source: str, note: str = "") -> None:
    """Record whether policy or practice exists, and where it stands; problems are a ValueError."""
    if problems(exists, source):
        raise ValueError("source")
    row = _row(session, subject)
    row.present, row.source, row.note = exists, source.strip(), note.strip()


def rate(session: Session, subject: str, rater: int, percent: int | None, reason: str = "") -> None:
    """Record how well an expert says it is carried out, 0 to 100; None is no answer. Beyond is a ValueError."""
    if percent is not None and not 0 <= percent <= 100:
        raise ValueError("percent")
    line = _row(session, subject)
    session.flush()
    query = select(Expertise).where(Expertise.benchmark_id == line.id, Expertise.rater_id == rater)
    row = session.scalars(query.order_by(Expertise.id)).first()
    if row is None:
        whose = session.scalars(select(Rater.uuid).where(Rater.id == rater)).one()
        row = Expertise(uuid=clock.joint_uuid(line.uuid, whose), benchmark_id=line.id, rater_id=rater)
        session.add(row)
    row.percent, row.reason = percent, reason.strip()


def views(session: Session, subject: str) -> tuple[View, ...]:
    """What each expert said about one subject."""
    query = select(Expertise).join(Benchmark).where(Benchmark.subject == subject).order_by(Expertise.rater_id)
    return tuple(View(row.rater_id, row.percent, row.reason) for row in session.scalars(query))


def lines(session: Session, at: datetime) -> tuple[Line, ...]:
    """All 33 subjects in order; experts whose consent does not stand at `at` are not counted."""
    counting = raters.counting(session, at)
    given: dict[int, list[int]] = {}
    query = select(Expertise.benchmark_id, Expertise.rater_id, Expertise.percent).where(Expertise.percent.is_not(None))
    for line, rater, percent in session.execute(query).all():
        if rater in counting and percent is not None:
            given.setdefault(line, []).append(percent)
    rows = {row.subject: row for row in session.scalars(select(Benchmark).order_by(Benchmark.id))}
    return tuple(_line(subject, rows.get(subject), given) for subject in subjects())


def _line(subject: str, row: Benchmark | None, given: Mapping[int, list[int]]) -> Line:
    if row is None:
        return Line(subject, "", "", "", None, 0.0, None, None, 0, None)
    values = given.get(row.id, [])
    mean, spread = (fmean(values), pstdev(values)) if values else (None, 0.0)
    lowest, highest = (min(values), max(values)) if values else (None, None)
    return Line(subject, row.present, row.source, row.note, mean, spread, lowest, highest, len(values), row.uuid)


def _row(session: Session, subject: str) -> Benchmark:
    if subject not in subjects():
        raise KeyError(subject)
    row = session.scalars(select(Benchmark).where(Benchmark.subject == subject).order_by(Benchmark.id)).first()
    if row is None:
        row = Benchmark(uuid=clock.joint_uuid(b"benchmark", subject.encode()), subject=subject)
        row.present = row.source = row.note = ""
        session.add(row)
        session.flush()
    return row
