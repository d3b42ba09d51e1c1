"""Scoring: one cell at a time or a sheet at once, reasons and evidence, and what is set aside.

Each function is for `Workspace.run` or `Workspace.read`. A blank stays a blank: no mean counts it, and it is no zero.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.priorities import ranking, rounds
from gcmdesk.priorities.tables import Criterion, Rater, Round, Score, ScoreEvidence, SetAside
from gcmdesk.workspace import bulk, clock
from gcmdesk.workspace.base import entity
from gcmdesk.workspace.journal import connection_of

_VALUES = "SELECT rater_id, objective, criterion_id, value FROM score WHERE round_id = ? AND value IS NOT NULL"
NO_RECORDS: Mapping[str, tuple[str, int]] = MappingProxyType({})
Cell = tuple[int, int]
"""Objective and criterion (row id)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one cell of a rater's sheet; a value of None is a blank."""

    value: int | None
    reason: str = ""
    evidence: int = 0
    """How many pieces of evidence it rests on."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence of a score; `entity` and `row_uuid` are empty for a source outside the workspace."""

    id: int
    title: str
    entity: str
    row_uuid: bytes | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far the assessment of all 23 objectives is in one round."""

    assessed: frozenset[int]
    """Objectives that somebody scored."""
    set_aside: Mapping[int, str]
    """Objectives that are not assessed this time, with the reason."""
    missing: frozenset[int]
    """Neither the one nor the other: the decision waits for them."""
    answers: Mapping[int, int]
    """Per rater (row id) how many cells are filled."""
    cells: int
    """How many cells a full sheet has: the objectives not set aside by the criteria with weight."""

    @property
    def whole(self) -> bool:
        """Whether every objective is assessed or set aside with a reason."""
        return not self.missing


def put(session: Session, number: int, rater: int, cell: Cell, value: int | None) -> Answer:
    """Score one cell of a round (row id); None makes it a blank again. Raises `RoundClosed`, ValueError beyond 0-5."""
    return put_sheet(session, number, rater, {cell: value})[cell]


def put_sheet(session: Session, number: int, rater: int, values: Mapping[Cell, int | None]) -> dict[Cell, Answer]:
    """Score many cells of one rater at once, such as a paper sheet; cells that are not named stay as they are."""
    for (objective, _criterion), value in values.items():
        if value is not None and not ranking.LOWEST <= value <= ranking.HIGHEST:
            raise ValueError("value")
        if not 1 <= objective <= len(library.load().objectives):
            raise ValueError("objective")
    rows = _rows(session, number, rater, values)
    for cell, value in values.items():
        rows[cell].value = value
    session.flush()
    return {cell: _answer(row, 0) for cell, row in rows.items()}


def explain(session: Session, number: int, rater: int, cell: Cell, reason: str) -> None:
    """Write why a cell is scored as it is, or why it is blank. Raises `RoundClosed`."""
    _rows(session, number, rater, (cell,))[cell].reason = reason.strip()


def add_evidence(
    session: Session,
    number: int,
    rater: int,
    cell: Cell,
    title: str,
    record: tuple[str, bytes] | None = None,
) -> Proof:
    """Name what a score rests on: an evidence id, a source, or a record (table and uuid). Raises `RoundClosed`."""
    if not title.strip():
        raise ValueError("title")
    score = _rows(session, number, rater, (cell,))[cell]
    session.flush()
    entity, row_uuid = record or ("", None)
    row = ScoreEvidence(score_id=score.id, title=title.strip(), entity=entity, row_uuid=row_uuid)
    session.add(row)
    session.flush()
    return Proof(row.id, row.title, row.entity, row.row_uuid)


def cite(
    session: Session,
    number: int,
    rater: int,
    cell: Cell,
    titles: Iterable[str],
    records: Mapping[str, tuple[str, int]] = NO_RECORDS,
) -> None:
    """Let a score rest on exactly these evidence ids and sources; links to records of the same name stay.

    `records` says which of them stand for a record: table and row id by title. Raises `RoundClosed`.
    """
    wanted = list(dict.fromkeys(title.strip() for title in titles if title.strip()))
    present = evidence(session, number, rater, cell)
    for proof in present:
        if proof.title not in wanted:
            drop_evidence(session, proof.id)
    for title in wanted:
        if title not in {proof.title for proof in present}:
            add_evidence(session, number, rater, cell, title, _record(session, *records.get(title, ("", 0))))


def drop_evidence(session: Session, proof: int) -> None:
    """Take evidence off a score; undo brings it back."""
    session.delete(session.scalars(select(ScoreEvidence).where(ScoreEvidence.id == proof)).one())


def evidence(session: Session, number: int, rater: int, cell: Cell) -> tuple[Proof, ...]:
    """What a score rests on."""
    query = select(ScoreEvidence).join(Score).where(_at(number, rater, cell)).order_by(ScoreEvidence.id)
    return tuple(Proof(row.id, row.title, row.entity, row.row_uuid) for row in session.scalars(query))


def sheet(session: Session, number: int, rater: int) -> dict[Cell, Answer]:
    """What one rater said in a round; cells never touched are not in it."""
    counted = select(ScoreEvidence.score_id, func.count().label("n")).group_by(ScoreEvidence.score_id).subquery()
    query = (
        select(Score, func.coalesce(counted.c.n, 0))
        .outerjoin(counted, counted.c.score_id == Score.id)
        .where(Score.round_id == number, Score.rater_id == rater)
    )
    return {(row.objective, row.criterion_id): _answer(row, count) for row, count in session.execute(query).all()}


def carry_over(session: Session, source: int, target: int, rater: int) -> int:
    """Begin a rater's sheet of a later round with what was said in an earlier one; returns how many cells.

    Cells that are filled in the later round stay. Raises `RoundClosed`.
    """
    had = {cell for cell, answer in sheet(session, target, rater).items() if answer.value is not None}
    given = {
        cell: answer.value
        for cell, answer in sheet(session, source, rater).items()
        if answer.value is not None and cell not in had
    }
    put_sheet(session, target, rater, given)
    return len(given)


def fill(session: Session, number: int, rows: Iterable[tuple[int, int, int, int]]) -> int:
    """Write many new scores of a round as (rater, objective, criterion, value) at the driver's speed.

    Only for cells that nobody touched yet (IntegrityError). Raises `RoundClosed`.
    """
    own = rounds.open_row(session, number, "scores").uuid
    raters: dict[int, bytes] = dict(session.execute(select(Rater.id, Rater.uuid)).all())
    criteria: dict[int, bytes] = dict(session.execute(select(Criterion.id, Criterion.uuid)).all())
    columns = ("uuid", "round_id", "rater_id", "objective", "criterion_id", "value")
    made = (
        (_identity(own, raters[rater], objective, criteria[criterion]), number, rater, objective, criterion, value)
        for rater, objective, criterion, value in rows
    )
    return len(bulk.insert(session, Score, columns, made))


def read(session: Session, number: int, raters: Collection[int]) -> dict[tuple[int, int, int], float]:
    """The scores of these raters in a round, as `ranking.Scores`; what is set aside is not in it."""
    aside = set(session.scalars(select(SetAside.objective)))
    wanted = frozenset(raters)
    rows: Iterable[Any] = connection_of(session).execute(_VALUES, (number,))
    return {
        (rater, objective, criterion): value
        for rater, objective, criterion, value in rows
        if rater in wanted and objective not in aside
    }


def set_aside(session: Session, objective: int, reason: str) -> None:
    """Say why an objective is not assessed this time. An empty reason or an unknown objective is a ValueError."""
    if not reason.strip():
        raise ValueError("reason")
    if not 1 <= objective <= len(library.load().objectives):
        raise ValueError("objective")
    row = _aside(session, objective)
    if row is None:
        row = SetAside(uuid=clock.joint_uuid(b"set aside", str(objective).encode()), objective=objective)
        session.add(row)
    row.reason = reason.strip()


def take_up(session: Session, objective: int) -> None:
    """Assess an objective after all; its scores, if it has any, count again."""
    row = _aside(session, objective)
    if row:
        session.delete(row)


def aside(session: Session) -> dict[int, str]:
    """What is set aside, with the reason."""
    rows = session.execute(select(SetAside.objective, SetAside.reason).order_by(SetAside.objective)).all()
    return dict(rows)


def completeness(session: Session, number: int) -> Completeness:
    """How far a round is: all 23 objectives are assessed or set aside with a reason, so that none is cherry-picked."""
    numbers = {one.number for one in library.load().objectives}
    left = aside(session)
    weighted = select(Criterion.id).where(Criterion.points > 0)
    given = (Score.round_id == number, Score.value.is_not(None), Score.criterion_id.in_(weighted))
    assessed = frozenset(session.scalars(select(Score.objective).where(*given).distinct())) - left.keys()
    counted = select(Score.rater_id, func.count()).where(*given, Score.objective.not_in(left)).group_by(Score.rater_id)
    answers = dict(session.execute(counted).all())
    criteria = session.scalar(select(func.count()).select_from(weighted.subquery())) or 0
    missing = frozenset(numbers - assessed - left.keys())
    return Completeness(assessed, left, missing, answers, (len(numbers) - len(left)) * criteria)


def _record(session: Session, name: str, row: int) -> tuple[str, bytes] | None:
    """A record by its identity, which is the same in every copy of the workspace; None for a source outside."""
    if not name:
        return None
    table = entity(name).table
    uuid: bytes = session.scalars(select(table.c.uuid).where(table.c.id == row)).one()
    return name, uuid


def _rows(session: Session, number: int, rater: int, cells: Iterable[Cell]) -> dict[Cell, Score]:
    """The rows of these cells, new ones where nobody touched them. Raises `RoundClosed`."""
    own: Round = rounds.open_row(session, number, "scores")
    whose: bytes = session.scalars(select(Rater.uuid).where(Rater.id == rater)).one()
    criteria = dict(session.execute(select(Criterion.id, Criterion.uuid)).all())
    query = select(Score).where(Score.round_id == number, Score.rater_id == rater)
    known = {(row.objective, row.criterion_id): row for row in session.scalars(query)}
    found = {}
    for cell in cells:
        row = known.get(cell)
        if row is None:
            objective, criterion = cell
            identity = _identity(own.uuid, whose, objective, criteria[criterion])
            row = Score(
                uuid=identity, round_id=number, rater_id=rater, objective=objective, criterion_id=criterion, reason=""
            )
            session.add(row)
        found[cell] = row
    return found


def _identity(number: bytes, rater: bytes, objective: int, criterion: bytes) -> bytes:
    """The same cell keyed in on two devices is one row."""
    return clock.joint_uuid(b"score", number, rater, objective.to_bytes(2, "big"), criterion)


def _at(number: int, rater: int, cell: Cell) -> ColumnElement[bool]:
    objective, criterion = cell
    return and_(
        Score.round_id == number,
        Score.rater_id == rater,
        Score.objective == objective,
        Score.criterion_id == criterion,
    )


def _aside(session: Session, objective: int) -> SetAside | None:
    return session.scalars(select(SetAside).where(SetAside.objective == objective).order_by(SetAside.id)).first()


def _answer(row: Score, count: int) -> Answer:
    return Answer(row.value, row.reason, count)
