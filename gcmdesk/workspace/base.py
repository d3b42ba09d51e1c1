"""How areas declare their tables.

    class Stakeholder(Row):
        __tablename__ = "stakeholder"
        name: Mapped[str] = mapped_column(info=SEARCHED)
        kind: Mapped[str]

Every row has an integer primary key for speed (never used twice, see AUTOINCREMENT), a UNIQUE 16-byte `uuid` for
identity across files, and the clock and device of its making, from which merge decides. All rows of `Row` classes are
journalled: undo, audit, merge and the search index see each change, provided it goes through a session (`add`,
attributes, `delete`) or through `workspace.bulk`.

Rules that the tests of the schema hold every area to: tables are STRICT, so columns are Text, Integer, REAL or
LargeBinary (and the types below); no ON DELETE CASCADE and no association without a class of its own, because the
journal would not see those rows go; values of a column never hold Python objects.

Tables of an area become part of the schema by two lines: its module in `gcmdesk.areas.TABLES`, and a migration in
`workspace.migrations`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any, ClassVar

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from gcmdesk.workspace import clock

SEARCHED: dict[Any, Any] = {"searched": True}
"""`mapped_column(info=SEARCHED)`: this text belongs into the search index."""


class Moment(TypeDecorator[datetime]):
    """A point in time: aware datetime in Python, microseconds since 1970 in the file."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Naive moments are refused, because nobody could say which hour they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return clock.microseconds(value.astimezone(UTC))

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """In UTC."""
        return None if value is None else clock.moment(value)


class Day(TypeDecorator[date]):
    """A calendar day: ISO text in the file."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Days only; a moment has no place here."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002
        """A plain date."""
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no: 1 or 0 in the file."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001
        """1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """A bool."""
        return None if value is None else bool(value)


class Base(DeclarativeBase):
    """All mapped classes of the workspace file."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        bytes: LargeBinary,
        float: REAL,
        bool: Flag,
        datetime: Moment,
        date: Day,
    }


class Row(Base):
    """A row of an area: identified, timed, journalled."""

    __abstract__ = True

    topic: ClassVar[str] = ""
    """What listeners are told after a change; the table's name where an area sets nothing."""
    lasting: ClassVar[str] = ""
    """SQL condition on a row: undoing the work that wrote such a row (a merge, say) leaves it where it is."""
    after_merge: ClassVar[str] = ""
    """``module:function`` of an area, run with a session after `workspace.merge` took changes of another device in."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-4)
    uuid: Mapped[bytes] = mapped_column(unique=True, sort_order=-3)
    clock: Mapped[int] = mapped_column(sort_order=-2)
    """Hybrid logical clock of the row's making (or bringing back); see `workspace.clock`."""

    @declared_attr
    @classmethod
    def device_id(cls) -> Mapped[int]:
        """The device that made the row (or brought it back)."""
        return mapped_column(ForeignKey("device.id"), sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """`table_extras` of the class, and what every table has."""
        return (
            *cls.table_extras(),
            CheckConstraint("length(uuid) = 16", name="uuid"),
            {"sqlite_strict": True, "sqlite_autoincrement": True, "info": {"row": cls}},
        )

    @classmethod
    def table_extras(cls) -> tuple[Any, ...]:
        """Indexes and constraints; areas override this instead of `__table_args__`."""
        return ()


@dataclass(frozen=True)
class Entity:
    """What the journal knows about one table of rows; made once by `entity`."""

    table: Table
    topic: str
    lasting: str = ""
    after_merge: str = ""

    @property
    def name(self) -> str:
        """The table's name, as it stands in the journal."""
        return self.table.name

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All column names in the order of the table."""
        return tuple(column.name for column in self.table.columns)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The columns that belong into the search index, in the order of the table."""
        return tuple(column.name for column in self.table.columns if column.info.get("searched"))

    @cached_property
    def select_one(self) -> str:
        """SQL that reads a whole row by its id."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE id = ?"  # noqa: S608 - names of our own schema

    @cached_property
    def insert(self) -> str:
        """SQL that writes a whole row, its id included."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608 - as above


@cache
def entities() -> dict[str, Entity]:
    """Every table of rows by name. Call it only after the areas' tables are imported (`gcmdesk.areas`)."""
    return {
        table.name: Entity(table, row.topic or table.name, row.lasting, row.after_merge)
        for table in Base.metadata.sorted_tables
        if (row := table.info.get("row"))
    }


def entity(kind: "type[Row] | str") -> Entity:
    """What the journal knows about a mapped class or a table name."""
    return entities()[kind if isinstance(kind, str) else kind.__tablename__]
