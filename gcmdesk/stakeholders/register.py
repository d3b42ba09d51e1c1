"""The register: adding, changing, archiving and deleting stakeholders, and reading pages of them.

    draft = StakeholderDraft("Port authority", "policy-sectors", {"level": "local"})
    one = workspace.run(register.add, draft, name=mark("Stakeholder added"))
    workspace.run(register.change, [one.id, 17], {"level": "local"}, name=mark("{count} stakeholders changed"))

Each function is for `Workspace.run` or `Workspace.read`. What filters the list lies in `stakeholders.filtering`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext
from gcmdesk.stakeholders.records import (
    FIELDS,
    SEVERAL,
    SavedStakeholder,
    StakeholderDraft,
    Values,
    packed,
    problems_of,
    unpacked,
)
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk
from gcmdesk.workspace.base import Base, Row, entities

_COLUMNS = [getattr(Stakeholder, name) for name in ("id", *FIELDS)]
_UNPACKED = [number for number, name in enumerate(("id", *FIELDS)) if name in SEVERAL]
_CHUNK = 500  # ids in one query
_ONLY_ABOUT_IT = frozenset({"position", "distinct_pair"})
"""Tables whose rows say nothing without the stakeholder, such as its place on the map: they go with it."""


class StillUsed(KnownError):
    """A stakeholder that something refers to is archived, or merged with another; it cannot simply go."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "{n} stakeholder is still referred to by notes, ratings or other entries. Nothing was deleted.",
                "{n} stakeholders are still referred to by notes, ratings or other entries. Nothing was deleted.",
                count,
            ).format(n=count),
            _("Archive instead, or merge with the entry that should remain."),
        )


def add(session: Session, draft: StakeholderDraft) -> SavedStakeholder:
    """Write a new stakeholder. A draft with problems is a ValueError: whoever took it down shows them first."""
    values = {**draft.values, "name": draft.name, "kind": draft.kind}
    row = Stakeholder(**_checked(values))
    session.add(row)
    session.flush()
    return page(session, [row.id])[0]


def change(session: Session, ids: Iterable[int], values: Values) -> int:
    """Set the same fields of one or many stakeholders; returns how many changed. Unknown ids are a KeyError.

    Fields with problems (`records.problems_of`) are a ValueError.
    """
    ready = _checked(values)
    if values.get("kind"):
        ready = {**ready, "stub": False}  # somebody knows by now who this is
    return bulk.update(session, Stakeholder, ((row, ready) for row in ids))


def tag(session: Session, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> int:
    """Give tags to many stakeholders and take others away, leaving their further tags; returns how many changed."""
    more, less = set(add), set(remove)
    before = ((one.id, set(one.tags or ())) for one in page(session, ids))
    rows = [(row, {"tags": packed((had | more) - less)}) for row, had in before if (had | more) - less != had]
    return bulk.update(session, Stakeholder, rows)


def archive(session: Session, ids: Iterable[int], *, archived: bool = True) -> int:
    """Put stakeholders out of sight, or back; what refers to them stays as it is."""
    return change(session, ids, {"archived": archived})


def delete(session: Session, ids: Sequence[int]) -> int:
    """Delete stakeholders that nothing of weight refers to; returns how many. Raises `StillUsed`."""
    used = [row for row, tables in uses(session, ids).items() if set(tables) - _ONLY_ABOUT_IT]
    if used:
        raise StillUsed(len(used))
    for table, column in references(Stakeholder):
        for chunk in _chunks(ids):
            query = select(table.c.id).where(table.c[column].in_(chunk))
            bulk.delete(session, table.info["row"], session.scalars(query).all())
    return bulk.delete(session, Stakeholder, ids)


def uses(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Which tables refer to stakeholders, and how often: {id: {table: rows}}; ids without references are left out."""
    found: dict[int, dict[str, int]] = {}
    for table, column in references(Stakeholder):
        for chunk in _chunks(ids):
            query = select(table.c[column], func.count()).where(table.c[column].in_(chunk)).group_by(table.c[column])
            for row, count in session.execute(query):
                tables = found.setdefault(row, {})
                tables[table.name] = tables.get(table.name, 0) + count
    return found


def references(kind: type[Row]) -> list[tuple[Table, str]]:
    """Every column of a table of rows that refers to rows of this kind, whichever area it belongs to."""
    return [
        (Base.metadata.tables[name], key.parent.name)
        for name in entities()
        for key in sorted(Base.metadata.tables[name].foreign_keys, key=lambda key: key.parent.name)
        if key.column.table.name == kind.__tablename__
    ]


def page(session: Session, ids: Sequence[int]) -> list[SavedStakeholder]:
    """These stakeholders in this order; ids that are gone are left out."""
    found: dict[int, SavedStakeholder] = {}
    for chunk in _chunks(ids):
        for row in session.execute(select(*_COLUMNS).where(Stakeholder.id.in_(chunk))):
            found[row[0]] = _record(row)
    return [found[row] for row in ids if row in found]


def rows(session: Session) -> list[SavedStakeholder]:
    """The whole register without what is archived, by name: what an export hands to the release gate."""
    query = select(*_COLUMNS).where(Stakeholder.archived.is_(False)).order_by(Stakeholder.name, Stakeholder.id)
    return [_record(row) for row in session.execute(query)]


def as_columns(values: Values) -> dict[str, Any]:
    """Fields as the columns of the table hold them."""
    return {
        name: (None if value is None else packed(value)) if name in SEVERAL else _tidy(value)
        for name, value in values.items()
    }


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _checked(values: Values) -> Mapping[str, Any]:
    problems = problems_of(values)
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))
    return as_columns(values)


def _record(row: Sequence[Any]) -> SavedStakeholder:
    values = list(row)
    for number in _UNPACKED:
        values[number] = unpacked(values[number])
    return SavedStakeholder(*values)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def names(session: Session) -> tuple[tuple[int, str], ...]:
    """Id and name of all stakeholders that are not archived, by name; to choose from."""
    query = select(Stakeholder.id, Stakeholder.name).where(~Stakeholder.archived)
    return tuple((id, name) for id, name in session.execute(query.order_by(Stakeholder.name, Stakeholder.id)))
