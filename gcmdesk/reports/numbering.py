"""Numbers of headings and captions, and what can be referred to: found out once, the same for every writer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gcmdesk.i18n import Texts, mark
from gcmdesk.reports.blocks import (
    Block,
    Bullets,
    Caption,
    Chart,
    Contents,
    EvidenceEntry,
    Figure,
    Heading,
    Inline,
    Kind,
    Orientation,
    PageBreak,
    Paragraph,
    Table,
    inlines,
)

LABELS = {Kind.TABLE: mark("Table {n}"), Kind.FIGURE: mark("Figure {n}")}
"""Untranslated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    number: str
    text: str
    level: int
    index: int
    """The block that is the heading."""
    language: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A caption with its number."""

    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What `numbers` found out."""

    headings: Mapping[int, Entry]
    """By index of the block."""
    captions: Mapping[str, Numbered]
    """By name."""
    evidence: frozenset[str]
    """Evidence ids that have an entry in this report."""

    def label(self, name: str, texts: Texts) -> str:
        """“Table 3”. A name that no caption has is a KeyError."""
        one = self.captions[name]
        return texts.gettext(LABELS[one.kind]).format(n=texts.number(one.number))


_PAGE, _LINE = 36, 78
"""Lines of the contents that a page holds, and signs of a line."""


def fitted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same, with the contents only to the depth at which they stay on one page; level 1 is always in them."""
    headings = [one for one in blocks if isinstance(one, Heading)]

    def lines(depth: int) -> int:
        return sum(-(-(len(one.text) + 8) // _LINE) for one in headings if one.level <= depth)

    def shortened(contents: Contents) -> Contents:
        fitting = [depth for depth in range(1, contents.depth + 1) if lines(depth) <= _PAGE]
        return replace(contents, depth=max(fitting, default=1))

    return tuple(shortened(one) if isinstance(one, Contents) else one for one in blocks)


def orderly(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same without turns of the page that nothing stands between, so that no page stays empty."""
    found: list[Block] = []
    landscape = wanted = broken = False
    for block in blocks:
        if isinstance(block, PageBreak | Orientation):
            wanted = block.landscape if isinstance(block, Orientation) else wanted
            broken = True
            continue
        if wanted != landscape:
            found.append(Orientation(wanted))
        elif broken and found:
            found.append(PageBreak())
        landscape, broken = wanted, False
        found.append(block)
    return tuple(found)


def numbers(blocks: tuple[Block, ...]) -> Numbers:
    """Number headings and captions. A caption or evidence entry that comes twice is a ValueError."""
    captions: dict[str, Numbered] = {}
    counts = dict.fromkeys(Kind, 0)
    evidence: set[str] = set()
    for block in blocks:
        kind, caption = captioned(block)
        if kind and caption:
            if caption.name in captions:
                raise ValueError(f"two captions have the name {caption.name}")
            counts[kind] += 1
            captions[caption.name] = Numbered(kind, counts[kind])
        for part in _parts(block):
            if isinstance(part, EvidenceEntry):
                if part.id in evidence:
                    raise ValueError("an evidence id has one entry")
                evidence.add(part.id)
    return Numbers(_headings(blocks), captions, frozenset(evidence))


def captioned(block: Block) -> tuple[Kind | None, Caption | None]:
    """Which series the block's caption belongs to, and the caption."""
    match block:
        case Table():
            return Kind.TABLE, block.caption
        case Figure() | Chart():
            return Kind.FIGURE, block.caption
        case _:
            return None, None


def _headings(blocks: tuple[Block, ...]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    counters = [0, 0, 0]
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        number = ""
        if block.numbered:
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (3 - block.level)
            number = ".".join(map(str, counters[: block.level]))
        found[index] = Entry(number, block.text, block.level, index, block.language)
    return found


def _parts(block: Block) -> Iterator[Inline]:
    match block:
        case Paragraph():
            yield from inlines(block.line)
        case Bullets():
            for item in block.items:
                yield from inlines(item)
        case Table():
            for row in block.rows:
                for cell in row:
                    if not isinstance(cell, str):
                        yield from cell
        case _:
            return
