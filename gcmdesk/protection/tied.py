"""The rows that refer to people, found through the schema and what each reference declares (`reach`)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.protection.people_tables import Contact, Identity, Person
from gcmdesk.protection.reach import Names, Personal, Reached, Theirs
from gcmdesk.workspace import erasure, journal
from gcmdesk.workspace.base import Base, Row, entities
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.tables import Attachment

_WORD = re.compile(r"\w+")
_LONG_WORD = 4
"""Letters of a part of a name by which somebody is known: shorter ones are often no name at all."""
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

    def reached(self, session: Session, people: Sequence[int], by: Reached, party: str = "") -> Sequence[int]:
        """The rows that an effect reaches; with `party`, those that concern this third party."""
        rows = self.rows(session, people, by.only)
        return self.personal.towards(session, rows, party) if party and self.personal.towards else rows

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


def behind(session: Session, table: str, row: int) -> tuple[int, ...]:
    """Ids of the people whom a row of this table is, or refers to; nobody for most rows."""
    if table == Person.__tablename__:
        return (row,)
    columns = [tie.column for tie in ties() if tie.column.table.name == table]
    found = [session.scalars(select(one).where(one.table.c.id == row)).first() for one in columns]
    return tuple(dict.fromkeys(person for person in found if person is not None))


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


def empty_typed(session: Session, people: Sequence[int]) -> None:
    """Forget what is half typed of these people's words, or names them; nobody else's words (`reach.typed`)."""
    recorder = journal.of(session)
    naming = _naming(session, people)
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if "typed" not in column.info:
                continue
            module, function = column.info["typed"].split(":")
            theirs: Theirs = getattr(import_module(module), function)
            (key,) = table.primary_key.columns
            empty = f"UPDATE {table.name} SET {column.name} = '' WHERE {key.name} = ?"  # noqa: S608 - our own schema
            recorder.connection.executemany(empty, [(row,) for row in theirs(session, people, naming)])
            recorder.learned = True


def _naming(session: Session, people: Sequence[int]) -> Names:
    """Whether a text holds a pseudonym, a name or a contact of these people; of a name, one long word is enough."""
    names = list(session.scalars(select(Identity.name).where(Identity.person_id.in_(people))))
    whole = [
        *names,
        *session.scalars(select(Person.pseudonym).where(Person.id.in_(people))),
        *session.scalars(select(Contact.contact).where(Contact.person_id.in_(people))),
    ]
    parts = [word for name in names for word in _WORD.findall(fold(name)) if len(word) >= _LONG_WORD]
    known = "|".join(re.escape(one) for one in (*map(fold, whole), *parts) if one)
    found = re.compile(rf"(?<!\w)(?:{known})(?!\w)" if known else r"(?!)")
    return lambda text: bool(found.search(fold(text)))


def erase_attached(session: Session, tie: Tie, rows: Sequence[int]) -> int:
    """Erase what is attached to rows; returns how many."""
    found = attached(session, tie, rows)
    return erasure.erase(session, Attachment, found) if found else 0
