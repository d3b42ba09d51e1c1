"""The gate's rule for records: which columns and which cells leave. All in SQL, whatever the number of rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select, true

from gcmdesk.i18n import current, mark
from gcmdesk.protection.material import Column, Records, ReleasedRecords
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose

if TYPE_CHECKING:
    from gcmdesk.protection.gate_rules import Gate

STAYS = mark("It never leaves the workspace.")
NO_CONSENT = mark("The person has not consented to this use.")
NO_TRANSFER = mark(
    "Personal data goes to third parties only with consent to sharing, a stated purpose and written safeguards."
)
_TEAM = mark("Only for the facilitation team.")


@dataclass(frozen=True, slots=True)
class _Passing:
    """A column that may leave, where `consented` and `shared` hold for the people behind the row."""

    column: Column
    purposes: frozenset[Purpose]
    """Empty when nothing personal is in it."""
    consented: ColumnElement[bool]
    shared: ColumnElement[bool]

    @property
    def personal(self) -> bool:
        """Whether it depends on the people behind the row."""
        return bool(self.purposes)

    @property
    def value(self) -> Any:
        """SQL for the value where it may leave, else NULL."""
        if not self.personal:
            return self.column.expression
        return case((and_(self.consented, self.shared), self.column.expression), else_=None)

    @property
    def personal_data(self) -> ColumnElement[bool]:
        """Whether personal data of the people behind the row leaves by this column."""
        return and_(self.consented, self.shared, self.column.expression.is_not(None))


def records(gate: "Gate", wanted: Records) -> Any:
    """The columns that this recipient may have, and of those the cells whose people consented."""
    from gcmdesk.protection.material import Nothing

    total = gate.session.scalar(select(func.count()).select_from(wanted.rows.order_by(None).subquery())) or 0
    passing = []
    for column in wanted.columns:
        held = _why_not(gate, column)
        if held:
            gate.hold(total, *held, current().titled(wanted.title, column.title))
        else:
            passing.append(_passing(gate, column))
    if not passing:
        return Nothing(wanted.title)
    _count_withheld(gate, wanted, passing)
    _note_people(gate, wanted, passing)
    values = [one.value.label(f"v{at}") for at, one in enumerate(passing)]
    found = gate.session.execute(wanted.rows.with_only_columns(*values, maintain_column_froms=True))
    rows = _shown(tuple(map(tuple, found)), passing)
    gate.contents.append(
        {"kind": "records", "title": wanted.title, "columns": [one.column.title for one in passing], "rows": len(rows)}
    )
    return ReleasedRecords(wanted.title, tuple(one.column.title for one in passing), rows)


def _shown(rows: tuple[tuple[Any, ...], ...], passing: list[_Passing]) -> tuple[tuple[Any, ...], ...]:
    worded = [one.column.shown for one in passing]
    if not any(worded):
        return rows
    return tuple(
        tuple(value if word is None or value is None else word(value) for value, word in zip(row, worded, strict=True))
        for row in rows
    )


def _why_not(gate: "Gate", column: Column) -> tuple[Principle, str] | None:
    """Why nothing of a column may go to this recipient; None when some of it may."""
    reaches = {leaves.reach for leaves in column.leaves}
    if "never" in reaches:
        return Principle.CONFIDENTIALITY, STAYS
    if "team" in reaches and gate.request.third_party:
        return Principle.CONFIDENTIALITY, _TEAM
    return None


def _passing(gate: "Gate", column: Column) -> _Passing:
    declared = frozenset(leaves.purpose for leaves in column.leaves if leaves.purpose)
    team_only = all(leaves.reach == "team" for leaves in column.leaves)
    personal = bool(declared) or (column.about_person and not team_only)
    if not personal:
        return _Passing(column, frozenset(), true(), true())
    purposes = declared | {gate.request.purpose}
    consented = and_(
        true(), *(_free(person, gate.consenting_query(one)) for person in column.people for one in purposes)
    )
    if not gate.request.third_party:
        return _Passing(column, purposes, consented, true())
    if gate.transfer(consent=True):
        query = gate.consenting_query(Purpose.SHARING)
        shared = and_(true(), *(_free(person, query) for person in column.people))
        return _Passing(column, purposes | {Purpose.SHARING}, consented, shared)
    nobody = and_(true(), *(person.is_(None) for person in column.people))
    return _Passing(column, purposes, consented, nobody)


def _free(person: Any, consenting: Any) -> ColumnElement[bool]:
    """Nobody stands behind the row (an organisation, a group without names), or somebody who consents."""
    return or_(person.is_(None), person.in_(consenting))


def _count_withheld(gate: "Gate", wanted: Records, passing: list[_Passing]) -> None:
    personal = [one for one in passing if one.personal and one.column.people]
    if not personal:
        return
    sums: list[Any] = []
    for one in personal:
        there = one.column.expression.is_not(None)
        sums.append(func.sum(case((and_(there, not_(one.consented)), 1), else_=0)))
        sums.append(func.sum(case((and_(there, one.consented, not_(one.shared)), 1), else_=0)))
    query = wanted.rows.with_only_columns(*sums, maintain_column_froms=True).order_by(None)
    counted = gate.session.execute(query).one()
    for at, one in enumerate(personal):
        about = current().titled(wanted.title, one.column.title)
        gate.hold(counted[2 * at] or 0, Principle.CONSENT, NO_CONSENT, about)
        gate.hold(counted[2 * at + 1] or 0, Principle.TRANSFER, NO_TRANSFER, about)


def _note_people(gate: "Gate", wanted: Records, passing: list[_Passing]) -> None:
    for one in passing:
        for person in one.column.people if one.personal else ():
            query = (
                wanted.rows.with_only_columns(person, maintain_column_froms=True)
                .where(one.personal_data, person.is_not(None))
                .order_by(None)
                .distinct()
            )
            found = set(gate.session.scalars(query))
            gate.people |= found
            gate.rely(one.purposes, found)
