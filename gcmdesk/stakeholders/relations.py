"""Typed and directed relations between stakeholders. Each function is for `Workspace.run` or `Workspace.read`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from gcmdesk.i18n import mark
from gcmdesk.stakeholders.relation_tables import Relation, RelationType
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import clock

Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of relation that gcmdesk brings."""

    id: str
    title: str
    """Untranslated; reads between two names: "Ministry — funds → Association"."""
    directed: bool


KINDS = (
    Kind("authority", mark("Has authority over"), directed=True),
    Kind("funding", mark("Funds"), directed=True),
    Kind("information", mark("Gives information to"), directed=True),
    Kind("service", mark("Provides services to"), directed=True),
    Kind("representation", mark("Speaks for"), directed=True),
    Kind("cooperation", mark("Cooperates with"), directed=False),
    Kind("conflict", mark("Is in conflict with"), directed=False),
)
STRENGTHS = (mark("Weak"), mark("Medium"), mark("Strong"))
"""Titles of the strengths 1, 2 and 3."""

_BY_ID = {kind.id: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A relation before it is saved; `kind` is an id of `KINDS`, or empty when `own` is a type of the workspace."""

    source: int
    target: int
    kind: str = ""
    own: int | None = None
    strength: int | None = None
    note: str = ""

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.source == self.target:
            found.append(("target", mark("Choose two different stakeholders.")))
        if (self.kind == "") == (self.own is None) or (self.kind and self.kind not in _BY_ID):
            found.append(("kind", mark("Choose one type of relation from the list.")))
        if self.strength is not None and not 1 <= self.strength <= len(STRENGTHS):
            found.append(("strength", mark("Choose weak, medium or strong, or leave it open.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedRelation:
    """A relation as it lies in the workspace, with the names of its ends."""

    id: int
    source: int
    source_name: str
    target: int
    target_name: str
    kind: str
    own: int | None
    own_name: str
    directed: bool
    strength: int | None
    note: str


@dataclass(frozen=True, slots=True)
class OwnType:
    """A type of relation of the workspace's own."""

    id: int
    name: str
    directed: bool


def save(session: Session, draft: RelationDraft) -> SavedRelation:
    """Save a relation. The same one again changes strength and note instead of lying there twice.

    A draft with problems is a ValueError; an unknown stakeholder or type a NoResultFound.
    """
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    source, target = _uuid(session, draft.source), _uuid(session, draft.target)
    own = session.scalars(select(RelationType).where(RelationType.id == draft.own)).one() if draft.own else None
    directed = own.directed if own else _BY_ID[draft.kind].directed
    ends = (draft.source, draft.target)
    if not directed and target < source:
        source, target = target, source
        ends = (draft.target, draft.source)
    identity = clock.joint_uuid(source, target, own.uuid if own else draft.kind.encode())
    known = same(session, *ends, draft.kind, draft.own or None)
    row = None if known is None else session.get(Relation, known)
    if row is None:
        row = Relation(
            uuid=identity, source_id=ends[0], target_id=ends[1], kind=draft.kind, type_id=own.id if own else None
        )
        session.add(row)
    row.strength, row.note = draft.strength, draft.note
    session.flush()
    return next(_read(session, _query().where(Relation.id == row.id)))


def same(session: Session, source: int, target: int, kind: str, own: int | None, besides: int = 0) -> int | None:
    """The relation (row id) of this type between the two, in either direction where the type has none."""
    directed = session.scalar(select(RelationType.directed).where(RelationType.id == own)) if own else None
    both = not (_BY_ID[kind].directed if directed is None else directed)
    ends = [(source, target), *([(target, source)] if both else [])]
    query = select(Relation.id).where(
        tuple_(Relation.source_id, Relation.target_id).in_(ends),
        Relation.kind == kind,
        Relation.type_id.is_not_distinct_from(own),
        Relation.id != besides,
    )
    return session.scalar(query.order_by(Relation.id))


def delete(session: Session, *relations: int) -> int:
    """Delete relations by id and return how many there were; undo brings them back."""
    rows = session.scalars(select(Relation).where(Relation.id.in_(relations))).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def add_type(session: Session, name: str, *, directed: bool) -> OwnType:
    """A type of the workspace's own; the same name (letters' case apart) gives the one that is there."""
    name = " ".join(name.split())
    if not name:
        raise ValueError("name")
    for there in own_types(session):
        if there.name.casefold() == name.casefold():
            return there
    row = RelationType(name=name, directed=directed)
    session.add(row)
    session.flush()
    return OwnType(row.id, row.name, row.directed)


def own_types(session: Session) -> tuple[OwnType, ...]:
    """The workspace's own types by name."""
    query = select(RelationType.id, RelationType.name, RelationType.directed).order_by(RelationType.name)
    return tuple(OwnType(*row) for row in session.execute(query))


def all_of(session: Session, kinds: frozenset[str] = frozenset()) -> tuple[SavedRelation, ...]:
    """Relations by the names of their ends, of these types only (ids of `KINDS`, ``own:7``); empty means all."""
    found = _read(session, _query())
    return tuple(one for one in found if not kinds or key(one) in kinds)


def of_stakeholder(session: Session, stakeholder: int) -> tuple[SavedRelation, ...]:
    """The relations of one stakeholder, in both directions."""
    query = _query().where(or_(Relation.source_id == stakeholder, Relation.target_id == stakeholder))
    return tuple(_read(session, query))


def key(relation: SavedRelation) -> str:
    """The type as one word: an id of `KINDS`, or ``own:7``."""
    return relation.kind or f"own:{relation.own}"


def _uuid(session: Session, stakeholder: int) -> bytes:
    return session.scalars(select(Stakeholder.uuid).where(Stakeholder.id == stakeholder)).one()


_SOURCE, _TARGET = aliased(Stakeholder), aliased(Stakeholder)


def _query() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Relation.id,
            Relation.source_id,
            _SOURCE.name,
            Relation.target_id,
            _TARGET.name,
            Relation.kind,
            Relation.type_id,
            func.coalesce(RelationType.name, ""),
            RelationType.directed,
            Relation.strength,
            Relation.note,
        )
        .join(_SOURCE, _SOURCE.id == Relation.source_id)
        .join(_TARGET, _TARGET.id == Relation.target_id)
        .outerjoin(RelationType, RelationType.id == Relation.type_id)
        .order_by(_SOURCE.name, _TARGET.name, Relation.id)
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[SavedRelation]:
    for (
        id,
        source,
        source_name,
        target,
        target_name,
        kind,
        own,
        own_name,
        own_directed,
        strength,
        note,
    ) in session.execute(query):
        directed = _BY_ID[kind].directed if kind else own_directed
        yield SavedRelation(id, source, source_name, target, target_name, kind, own, own_name, directed, strength, note)
