"""The rows that refer to people, found through the schema and what each reference declares (`reach`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.reach import Personal, Reached
from gcmdesk.workspace import erasure, journal
from gcmdesk.workspace.base import Base, Row, entities
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import Attachment

_ONCE = """
    SELECT DISTINCT first FROM change WHERE entity = ? AND kind = 'delete' AND content IS NOT NULL
        AND json_extract(content, '$.' || ?) = ?
"""


@dataclass(frozen=True)
class Tie:
    """A column that refers to people."""

    kind: type[Row]
    column: Column[int | None]
    personal: Personal

    def rows(self, session: Session, people: Sequence[int], only: str = "") -> list[int]:
        """Ids of the rows that refer to these people; with `only`, those whose flag of this name is set."""
        table = self.column.table
        query = select(table.c.id).where(self.column.in_(people)).order_by(table.c.id)
        return list(session.scalars(query.where(table.c[only]) if only else query))

    def reached(self, session: Session, people: Sequence[int], by: Reached) -> list[int]:
        """The rows that an effect reaches."""
        return self.rows(session, people, by.only)

    def deleted(self, session: Session, person: int) -> list[int]:
        """Ids of rows that referred to the person when they were deleted: the journal still has their words."""
        given = connection_of(session).execute(_ONCE, (self.kind.__tablename__, self.column.name, person))
        there = set(self.rows(session, [person]))
        return [row for (row,) in given if row not in there]


def ties() -> Iterator[Tie]:
    """Every column that refers to a person, with what it declares; one that declares nothing is a KeyError."""
    for known in entities().values():
        for column in known.table.columns:
            if any(key.column.table is Person.__table__ for key in column.foreign_keys):
                yield Tie(known.table.info["row"], column, column.info["personal"])


def attached(session: Session, tie: Tie, rows: Sequence[int]) -> list[int]:
    """Ids of the attachments of rows, or of the rows that hold them (`Personal.holder`)."""
    table = tie.column.table
    holder, wanted = table, table.c.id.in_(rows)
    if tie.personal.holder:
        (key,) = table.c[tie.personal.holder].foreign_keys
        holder = key.column.table
        wanted = holder.c.id.in_(select(key.parent).where(wanted))
    query = select(Attachment.id).join(holder, holder.c.uuid == Attachment.row_uuid)
    return list(session.scalars(query.where(wanted, Attachment.entity == holder.name)))


def holders(session: Session, attachments: Sequence[int]) -> int:
    """How many rows these attachments belong to."""
    return session.scalars(
        select(func.count(Attachment.row_uuid.distinct())).where(Attachment.id.in_(attachments))
    ).one()


def empty_typed(session: Session) -> None:
    """Forget what is half typed anywhere, be it this person's words or not (`reach.TYPED`)."""
    recorder = journal.of(session)
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if column.info.get("typed"):
                recorder.connection.execute(f"UPDATE {table.name} SET {column.name} = ''")  # noqa: S608 - our own schema
                recorder.learned = True


def erase_attached(session: Session, tie: Tie, rows: Sequence[int]) -> int:
    """Erase what is attached to rows; returns how many."""
    found = attached(session, tie, rows)
    return erasure.erase(session, Attachment, found) if found else 0
