"""What a report consists of: frozen blocks in reading order, with nothing about Word or a screen in them.

A block or run may name a language of its own (BCP 47: "ar", "fr-CA"); where it names none, the report's counts. The
direction follows from the language. Texts are plain; writers escape them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeAlias

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "ckb", "sd", "ug", "dv", "yi"})
"""Primary language codes that are written from right to left."""


@cache
def right_to_left(language: str) -> bool:
    """Whether texts of this language run from right to left."""
    return language.split("-", 1)[0].lower() in RIGHT_TO_LEFT


# ---------------------------------------------------------------------------------------------------------- in a line


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class CrossReference:
    """“Table 3”, with a link: the name of a caption of this report."""

    name: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page; it stands where its number appears."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An evidence id as a citation; a link where the report holds its `EvidenceEntry`."""

    id: str


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """The evidence id at the place that it leads to, such as its line in the annex. Once in a report."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web or mail address that can be clicked."""

    text: str
    address: str


Inline: TypeAlias = str | Run | CrossReference | Footnote | Evidence | EvidenceEntry | Link
Line: TypeAlias = str | tuple[Inline, ...]
"""Text of a paragraph or cell; a plain str where it has one look only."""


def inlines(line: Line) -> tuple[Inline, ...]:
    """The line as a tuple, whichever form it has."""
    return (line,) if isinstance(line, str) else line


# ------------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; numbered and in the contents unless it is said otherwise."""

    text: str
    level: int = 1
    numbered: bool = True
    language: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError("headings have levels 1 to 3")


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    LEAD = "lead"
    """The few sentences that a hurried reader reads."""
    NOTE = "note"
    """A remark on figures or on what is missing."""
    SOURCE = "source"
    """Under a table or figure: where it comes from."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line
    role: Role = Role.BODY
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words with what may be said about who said them, and the evidence id."""

    words: str
    attribution: str = ""
    evidence: str = ""
    language: str = ""
    """Of the words; the attribution is in the report's language."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, or a numbered one, which begins at 1."""

    items: tuple[Line, ...]
    numbered: bool = False
    language: str = ""


class Kind(StrEnum):
    """What a caption numbers; each kind has its own series."""

    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Caption:
    """“Table 3. What people asked for”: the number comes by itself; `name` is what `CrossReference` calls it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds figures."""

    title: str
    width: float = 1.0
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row that repeats on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: Caption | None = None
    total: bool = False
    """Whether the last row is the total."""
    language: str = ""

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has a cell for each column")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG or JPEG), as wide as `width` of the text's width."""

    content: bytes = field(repr=False)
    description: str
    """What it says, for people who cannot see it."""
    caption: Caption | None = None
    width: float = 1.0

    def __post_init__(self) -> None:
        if not self.description.strip():
            raise ValueError("a picture needs words for people who cannot see it")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: a value for each category; None where none may be shown."""

    title: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars that the reader can edit: one series, several side by side, or stacked."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    caption: Caption | None = None
    stacked: bool = False
    language: str = ""

    def __post_init__(self) -> None:
        if not self.categories or not self.series or not self.description.strip():
            raise ValueError("a chart needs categories, a series, and words for people who cannot see it")
        if any(len(one.values) != len(self.categories) for one in self.series):
            raise ValueError("a series has a value for each category")


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    title: str
    subtitle: str = ""
    organisation: str = ""
    territory: str = ""
    dates: str = ""
    marking: str = ""
    """The sensitivity marking."""


@dataclass(frozen=True, slots=True)
class Control:
    """The document control table: version, date, author, status, distribution."""

    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents: made from the headings of the report."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """What follows begins on a new page of this orientation."""

    landscape: bool


Block: TypeAlias = (
    Heading
    | Paragraph
    | Quote
    | Bullets
    | Table
    | Figure
    | Chart
    | Cover
    | Control
    | Contents
    | PageBreak
    | Orientation
)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready for a writer."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    marking: str = ""
    """The sensitivity marking in the header of every page."""
    subject: str = ""
    organisation: str = ""
    territory: str = ""
    dates: str = ""
    date: str = ""
    """The day of the report, as it is shown."""
    version: str = ""
    status: str = ""
    large: bool = False
    """Whether it is printed in large type."""
