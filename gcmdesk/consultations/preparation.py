"""What a session is prepared with, and what the programme as a whole meets (guidance Tool 2).

Each function is for `Workspace.run` or `Workspace.read`.
"""

from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.records import Problem
from gcmdesk.consultations.session_records import LONGEST_TITLE, Check, Criterion, refuse, text_problems
from gcmdesk.consultations.session_tables import CriterionMark, Invitation, SessionCheck
from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.i18n import mark
from gcmdesk.workspace import clock

Ts = TypeVarTuple("Ts")
_GOVERNMENT = {"policy-sectors", "parliamentarians", "local-regional-authorities"}


def checks(session: Session, consultation: int) -> tuple[Check, ...]:
    """All points of safety and accessibility, those in own words last."""
    query = select(SessionCheck).where(SessionCheck.consultation_id == consultation).order_by(SessionCheck.id)
    kept = {row.point: Check(row.point, row.done, row.note) for row in session.scalars(query)}
    known = tuple(kept.get(point, Check(point)) for point in lists.CHECKS)
    return known + tuple(one for point, one in kept.items() if point not in lists.CHECKS)


def check_problems(check: Check) -> tuple[Problem, ...]:
    """What keeps a point from being saved; empty when nothing does."""
    found: list[Problem] = [] if check.point.strip() else [("point", mark("Say what is to be seen to."))]
    found += text_problems("point", check.point, LONGEST_TITLE)
    return (*found, *text_problems("note", check.note, LONGEST_TITLE))


def set_check(session: Session, consultation: int, check: Check) -> None:
    """Tick a point or not, and what is to be said about it. Problems are a ValueError."""
    refuse(check_problems(check))
    point = check.point.strip()
    row = _check(session, consultation, point)
    if row is None:
        uuid = session.get_one(Consultation, consultation).uuid
        identity = clock.joint_uuid(uuid, f"check {point}".encode())
        row = SessionCheck(uuid=identity, consultation_id=consultation, point=point)
        session.add(row)
    row.done, row.note = check.done, check.note
    session.flush()


def drop_check(session: Session, consultation: int, point: str) -> None:
    """Take a point away, or what was recorded of one that is always there."""
    row = _check(session, consultation, point)
    if row is not None:
        session.delete(row)
        session.flush()


def _check(session: Session, consultation: int, point: str) -> SessionCheck | None:
    query = select(SessionCheck).where(SessionCheck.consultation_id == consultation, SessionCheck.point == point)
    return session.scalars(query).first()


def criteria(session: Session, consultation: int | None = None) -> tuple[Criterion, ...]:
    """The criteria of guidance Tool 2: which sessions meet them, which seem to, and what is still missing.

    Of the whole programme, or as far as one session goes.
    """
    met: dict[str, list[int]] = {}
    query = select(CriterionMark.criterion, CriterionMark.consultation_id).order_by(CriterionMark.consultation_id)
    for criterion, one in session.execute(_narrowed(query, CriterionMark.consultation_id, consultation)):
        met.setdefault(criterion, []).append(one)
    hints = _hints(session, consultation)
    return tuple(
        Criterion(id, text, tuple(met.get(id, ())), tuple(sorted(hints.get(id, set()) - set(met.get(id, ())))))
        for id, text in lists.criteria().items()
    )


def met_by(session: Session, consultation: int) -> dict[str, str]:
    """The criteria that a session meets, and in what way as the team wrote it."""
    query = select(CriterionMark.criterion, CriterionMark.note).where(CriterionMark.consultation_id == consultation)
    return dict(session.execute(query.order_by(CriterionMark.id)).all())


def ways(session: Session, criterion: str) -> dict[int, str]:
    """In what way sessions meet a criterion, as the team wrote it, by session."""
    query = select(CriterionMark.consultation_id, CriterionMark.note).where(CriterionMark.criterion == criterion)
    return dict(session.execute(query.order_by(CriterionMark.id)).all())


def meets(session: Session, consultation: int, criterion: str, note: str = "", *, met: bool = True) -> None:
    """Say that a session meets a criterion, and how; or that it does not. An unknown criterion is a KeyError."""
    if criterion not in lists.criteria():
        raise KeyError(criterion)
    refuse(tuple(text_problems("note", note, LONGEST_TITLE)))
    query = select(CriterionMark).where(
        CriterionMark.consultation_id == consultation, CriterionMark.criterion == criterion
    )
    row = session.scalars(query).first()
    if not met:
        if row is not None:
            session.delete(row)
    elif row is not None:
        row.note = note
    else:
        uuid = session.get_one(Consultation, consultation).uuid
        identity = clock.joint_uuid(uuid, f"criterion {criterion}".encode())
        session.add(CriterionMark(uuid=identity, consultation_id=consultation, criterion=criterion, note=note))
    session.flush()


def _hints(session: Session, only: int | None) -> dict[str, set[int]]:
    """What the records let suppose. Only what follows from them is hinted at; the rest only people can judge."""
    came: dict[int, set[str]] = {}
    query = (
        select(Invitation.consultation_id, STAKEHOLDER.c.kind)
        .join(STAKEHOLDER, STAKEHOLDER.c.id == Invitation.stakeholder_id)
        .where(Invitation.state == "attended", STAKEHOLDER.c.kind != "")
        .distinct()
    )
    for consultation, group in session.execute(_narrowed(query, Invitation.consultation_id, only)):
        came.setdefault(consultation, set()).add(group)
    ticked: dict[int, set[str]] = {}
    done = select(SessionCheck.consultation_id, SessionCheck.point).where(SessionCheck.done)
    for consultation, point in session.execute(_narrowed(done, SessionCheck.consultation_id, only)):
        ticked.setdefault(consultation, set()).add(point)

    def those(*conditions: ColumnElement[bool]) -> set[int]:
        return set(session.scalars(_narrowed(select(Consultation.id).where(*conditions), Consultation.id, only)))

    return {
        "inclusive-horizontal": {one for one, groups in came.items() if len(groups & _GOVERNMENT) > 1},
        "inclusive-vertical": {one for one, groups in came.items() if groups & _GOVERNMENT and groups - _GOVERNMENT},
        "safe-environment": {one for one, points in ticked.items() if lists.SAFETY.keys() <= points},
        "flexible-format": those(Consultation.mode != "group"),
        "find-objectives": those((Consultation.objectives != "") | _coded(Theme.objective)),
        "chart-principles": those(_coded(Theme.principle)),
        "focus-needs-rights": those(exists().where(Note.consultation_id == Consultation.id, Note.kind == "need")),
    }


def _coded(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether a note of a session is coded so; the search ends at the first one."""
    return exists().where(
        Note.consultation_id == Consultation.id,
        Coding.note_id == Note.id,
        Theme.id == Coding.theme_id,
        column.is_not(None),
    )


def _narrowed(query: Select[*Ts], column: InstrumentedAttribute[int], only: int | None) -> Select[*Ts]:
    return query if only is None else query.where(column == only)
