"""Making one stakeholder of two that are the same: everything that refers to the second then refers to the first.

References are found in the schema, so notes, ratings, relations and tables of areas to come are all taken along. What
would then stand there twice (the same link made to both) is kept once, and what would link the stakeholder to itself
goes. One passage; undo brings both back as they were.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, UniqueConstraint, and_, select
from sqlalchemy.orm import Session

from gcmdesk.stakeholders import register, relations
from gcmdesk.stakeholders.records import SEVERAL, SavedStakeholder, Values, packed, unpacked
from gcmdesk.stakeholders.relation_tables import Position, Relation
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk
from gcmdesk.workspace.base import Row
from gcmdesk.workspace.tables import Attachment

_JOINED = ("note", "interest", "affected", "capacity_needs", "conflicts")
KEEPS_BOTH = SEVERAL | frozenset(_JOINED)
"""Fields that say what both entries said, unless one of the two is chosen."""
_FILLED = ("kind", "abbreviation", "reference", "sphere", "level", "sector", "territory_id", "role")


def join(session: Session, keep: int, drop: int, chosen: Values | None = None) -> SavedStakeholder:
    """Make `drop` part of `keep` (row ids) and give what stays. The same id twice is a ValueError, an unknown one too.

    What `keep` does not say is taken from the other, lists are united, longer texts follow each other; `chosen` fields
    win over that.
    """
    pair = register.page(session, [keep, drop])
    if keep == drop or len(pair) != 2:
        raise ValueError("two different stakeholders are needed")
    session.flush()
    _repoint(session, Stakeholder, keep, drop)
    uuids = dict(
        session.execute(select(Stakeholder.id, Stakeholder.uuid).where(Stakeholder.id.in_([keep, drop]))).all()
    )
    query = select(Attachment.id).where(Attachment.row_uuid == uuids[drop])
    moved = session.scalars(query).all()
    bulk.update(session, Attachment, ((row, {"row_uuid": uuids[keep]}) for row in moved))
    bulk.delete(session, Stakeholder, [drop])
    register.change(session, [keep], {**united(*pair), **(chosen or {})})
    return register.page(session, [keep])[0]


def united(keep: SavedStakeholder, drop: SavedStakeholder) -> dict[str, Any]:
    """The fields of `keep` that change when the other becomes part of it: what a screen shows before joining."""
    changes: dict[str, Any] = {}
    for name in _FILLED:
        if _says_more(getattr(keep, name), getattr(drop, name)):
            changes[name] = getattr(drop, name)
    for name in _JOINED:
        parts = dict.fromkeys(text for one in (keep, drop) if (text := getattr(one, name)))
        text = "\n\n".join(parts)
        if text != getattr(keep, name) and (text or _says_more(getattr(keep, name), getattr(drop, name))):
            changes[name] = text
    for name in sorted(SEVERAL):
        both = unpacked(packed((*(getattr(keep, name) or ()), *(getattr(drop, name) or ()))))
        if both != getattr(keep, name) and (both or _says_more(getattr(keep, name), getattr(drop, name))):
            changes[name] = both
    if keep.archived and not drop.archived:
        changes["archived"] = False
    return changes


def _says_more(kept: Any, dropped: Any) -> bool:
    """Whether the other entry answers what the kept one leaves open; "none" is an answer."""
    return bool(dropped and not kept) or (kept is None and dropped is not None)


def _repoint(session: Session, kind: type[Row], keep: int, drop: int) -> None:
    """Let every reference to `drop` refer to `keep`, row by row, because a row may refer to it in two columns."""
    columns: dict[str, tuple[Table, list[str]]] = {}
    for table, column in register.references(kind):
        columns.setdefault(table.name, (table, []))[1].append(column)
    for table, names in columns.values():
        for name in names:
            rows = session.execute(select(table).where(table.c[name] == drop).order_by(table.c.id)).mappings().all()
            for row in rows:
                _repoint_row(session, table, names, row, keep, drop)


def _repoint_row(
    session: Session, table: Table, names: list[str], row: Mapping[Any, Any], keep: int, drop: int
) -> None:
    own: type[Row] = table.info["row"]
    after = {name: keep for name in names if row[name] == drop}
    ends = [after.get(name, row[name]) for name in names]
    if len(names) > 1 and ends.count(keep) > 1:
        _remove(session, own, row["id"])
        return
    twin = _twin(session, table, {**row, **after})
    if twin is None:
        bulk.update(session, own, [(row["id"], after)])
    else:
        _repoint(session, own, twin, row["id"])
        bulk.delete(session, own, [row["id"]])


def _twin(session: Session, table: Table, row: Mapping[Any, Any]) -> int | None:
    """Another row that says the same, or holds what must be unique, were this one written."""
    if table.name == Relation.__tablename__:
        ends = (row["source_id"], row["target_id"])
        return relations.same(session, *ends, row["kind"], row["type_id"], besides=row["id"])
    rules = [list(rule.columns) for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    rules += [[table.c.stakeholder_id]] if table.name == Position.__tablename__ else []
    rules += [list(index.columns) for index in table.indexes if index.unique]
    for rule in rules:
        names = [column.name for column in rule]
        if names == ["uuid"] or any(row[name] is None for name in names):
            continue
        same = and_(*(table.c[name] == row[name] for name in names), table.c.id != row["id"])
        found: int | None = session.execute(select(table.c.id).where(same)).scalar()
        if found is not None:
            return found
    return None


def _remove(session: Session, kind: type[Row], row: int) -> None:
    """Delete a row with what belongs to it; what may do without it stays."""
    for table, name in register.references(kind):
        own: type[Row] = table.info["row"]
        for child in session.scalars(select(table.c.id).where(table.c[name] == row)).all():
            if table.c[name].nullable:
                bulk.update(session, own, [(child, {name: None})])
            else:
                _remove(session, own, child)
    bulk.delete(session, kind, [row])
