"""What can leave the workspace, kind by kind, as it is handed to the release gate.

A new kind is a frozen dataclass here (or in an area), and its rule in `release.RULES`. What the gate gives back is a
kind of its own where the shape changes (`ReleasedCounts`), else the same kind with less in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from sqlalchemy import Select
from sqlalchemy.orm import QueryableAttribute

from gcmdesk.i18n import mark
from gcmdesk.protection import fields
from gcmdesk.protection.fields import Leaves

# ---------------------------------------------------------------------------------------------------------- counts


class Unit(StrEnum):
    """What a table counts. What people are or did is protected; organisations and events are public life."""

    PEOPLE = "people"
    CONTRIBUTIONS = "contributions"
    ORGANISATIONS = "organisations"
    EVENTS = "events"

    @property
    def personal(self) -> bool:
        """Whether the rules for tables apply."""
        return self in {Unit.PEOPLE, Unit.CONTRIBUTIONS}


@dataclass(frozen=True, slots=True)
class Dimension:
    """A variable of a table: its name (for the machine), its title and categories as they are shown."""

    name: str
    title: str
    categories: Mapping[str, str]
    """Title by key, in the order they are shown. Keys stay the same from release to release."""
    mergeable: bool = True
    """Whether small categories may be shown together as "other"."""


Key: TypeAlias = tuple[str | None, ...]
"""A category for each dimension; None stands for all of them: ``("women", None)`` is a total."""


@dataclass(frozen=True, slots=True)
class Counts:
    """A table of counts.

    `subject` names what is counted, the same in every release ("attendance"), so that the gate recognises a table that
    was released before. Cells that `cells` leaves out are 0; None is "not recorded".
    """

    subject: str
    title: str
    dimensions: tuple[Dimension, ...]
    cells: Mapping[tuple[str, ...], int | None]
    unit: Unit = Unit.PEOPLE
    answers: str = ""
    """Name of the dimension that holds the answers; the last one of a crossed table where nothing is said."""
    shares: bool = False
    """Whether each row's shares are wanted, as whole percentages."""
    if_alike: str = "refuse"
    """When the same table was released before and differs a little: refuse, or "merge": keep the earlier figures."""

    def __post_init__(self) -> None:
        names = [one.name for one in self.dimensions]
        if not names or len(set(names)) != len(names) or self.answers not in ("", *names):
            raise ValueError("a table needs dimensions with names of their own")
        if self.shares and len(names) > 2:
            raise ValueError("shares are shown in tables of one or two variables")
        if self.if_alike not in {"refuse", "merge"}:
            raise ValueError(self.if_alike)
        for key, count in self.cells.items():
            if len(key) != len(names) or any(
                part not in one.categories for part, one in zip(key, self.dimensions, strict=True)
            ):
                raise ValueError("a cell lies outside of its table")
            if count is not None and count < 0:
                raise ValueError("a count is never below 0")


class Blank(StrEnum):
    """A cell without a figure."""

    WITHHELD = "withheld"
    NOT_RECORDED = "not recorded"


BLANKS = {Blank.WITHHELD: mark("not shown"), Blank.NOT_RECORDED: mark("not recorded")}
"""How they are shown, untranslated."""

Figure: TypeAlias = int | Blank


@dataclass(frozen=True, slots=True)
class ReleasedCounts:
    """A table as the gate lets it go: figures, totals (None in the key) and shares in percent of the row."""

    subject: str
    title: str
    dimensions: tuple[Dimension, ...]
    figures: Mapping[Key, Figure]
    shares: Mapping[Key, Figure]
    unit: Unit
    rounded_to: int
    """1 when figures are exact; else they may not add up."""
    merged: Mapping[str, tuple[str, ...]]
    """Titles of the categories that "other" stands for, by dimension."""


@dataclass(frozen=True, slots=True)
class Averages:
    """Means of answers, one per group: {group: (how many answered, mean)}; a mean of None was not recorded."""

    title: str
    dimension: Dimension
    means: Mapping[str, tuple[int, float | None]]


@dataclass(frozen=True, slots=True)
class ReleasedAverages:
    """Means with one decimal, and how many answered."""

    title: str
    dimension: Dimension
    means: Mapping[str, tuple[Figure, float | Blank]]


# --------------------------------------------------------------------------------------------------------- records

_SEAL = object()
PERSON = "person"
"""The table of people; rows that refer to it are about that person, or come from them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of records: made by `column` from mapped columns, whose declarations it carries."""

    title: str
    expression: Any
    leaves: tuple[Leaves, ...]
    """Of all mapped columns that it is made from; the value must be free by each of them."""
    people: tuple[Any, ...]
    """SQL for the ids of the people whom a row of its tables is about or comes from."""
    about_person: bool
    """Whether a row of its tables is always about a person."""
    shown: Callable[[Any], Any] | None
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("columns are made by material.column, from mapped columns")


def column(
    title: str,
    *sources: QueryableAttribute[Any],
    made: Callable[..., Any] | None = None,
    shown: Callable[[Any], Any] | None = None,
) -> Column:
    """A column with its title in the language of the reader.

    Of several sources `made(*sources)` makes one SQL expression; `shown` turns each value into what is read (the title
    of a kind for its id). How far it may travel is what the mapped columns say; one that says nothing stays here. Whom
    a row comes from is read from the foreign keys of its table.
    """
    if not sources or (len(sources) > 1 and made is None):
        raise ValueError("a column comes from a mapped column; several need `made`")
    mapped = [one.property.columns[0] for one in sources]
    people = [person for one in sources for person in _people(one)]
    return Column(
        title,
        made(*sources) if made else sources[0],
        tuple(dict.fromkeys(fields.leaves_of(one) for one in mapped)),
        tuple(person for person, _always in people),
        any(always for _person, always in people),
        shown,
        _SEAL,
    )


def _people(source: QueryableAttribute[Any]) -> list[tuple[Any, bool]]:
    """The columns, beside this one, that say which person a row is about, and whether they always do."""
    entity: Any = source.parent.entity
    mapper: Any = source.parent.mapper
    if mapper.local_table.name == PERSON:
        return [(entity.id, True)]
    return [
        (getattr(entity, mapper.get_property_by_column(key.parent).key), not key.parent.nullable)
        for key in sorted(mapper.local_table.foreign_keys, key=lambda key: str(key.parent.name))
        if key.column.table.name == PERSON
    ]


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of the workspace with some columns. The gate runs the query itself, set-wise.

    `rows` says from where, which, and in which order, with any column for a beginning:
    ``select(Note.id).join(…).where(…).order_by(…)``.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Select[Any]


@dataclass(frozen=True, slots=True)
class ReleasedRecords:
    """The rows that may leave: values by heading, None where a value is withheld or absent."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


# ---------------------------------------------------------------------------------------------------------- quotes


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, word for word, and all that is known about who said it.

    `person` is the id of the person behind it; None when it came from a group or an organisation without names.
    """

    reference: str
    """Evidence id; says nothing about the person."""
    words: str
    person: int | None
    name: str = ""
    role: str = ""
    group: str = ""
    group_size: int | None = None
    """How many people belong to the group that it would be attributed to; None: not known, so too few."""
    place: str = ""
    region: str = ""
    age: int | None = None
    age_band: str = ""
    language: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes for one release."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ReleasedQuote:
    """A quote as it leaves; empty texts were withheld or not known. Nothing links it with others."""

    reference: str
    words: str
    name: str
    group: str
    role: str
    place: str
    age: str
    language: str


@dataclass(frozen=True, slots=True)
class ReleasedQuotes:
    """The quotes that may leave, in the order of their evidence ids."""

    title: str
    quotes: tuple[ReleasedQuote, ...]


# --------------------------------------------------------------------------------- ratings, pictures, texts, several


@dataclass(frozen=True, slots=True)
class Ratings:
    """Influence, interest and relations of named stakeholders: for the facilitation team only."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing or photo, declared by what can be read from it.

    `columns` are those whose values are written in it, `people` those who can be recognised (or whose names stand
    there), `ratings` whether it shows influence, interest or relations of named stakeholders. A chart of counts of
    people is drawn from `ReleasedCounts`, never from the counts; `drawn_from` are the released tables it shows.
    """

    title: str
    description: str
    """What the picture says, for people who cannot see it."""
    media_type: str
    content: bytes = field(repr=False)
    columns: tuple[Column, ...] = ()
    people: tuple[int, ...] = ()
    ratings: bool = False
    counts: bool = False
    """Whether it shows counts of people."""
    drawn_from: tuple[Any, ...] = ()
    """`Released` tables; needed where `counts` is set, and made for the same or a wider class of recipients."""


@dataclass(frozen=True, slots=True)
class Text:
    """The author's own words: titles, introductions, findings. Whoever writes them answers for them."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentBefore:
    """The copy of what left under an entry of the transfer register, to be sent to the same recipient again."""

    title: str
    entry: int


@dataclass(frozen=True, slots=True)
class ReleasedCopy:
    """The file as it left before, byte for byte."""

    title: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Several:
    """Parts that leave together, such as those of a report, by name."""

    title: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Nothing:
    """What the gate gives for a thing of which nothing may leave."""

    title: str
