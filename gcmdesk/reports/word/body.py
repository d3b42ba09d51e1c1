"""Blocks as WordprocessingML: one function a kind of block, all into one text that is parsed once.

Building a cell through python-docx looks its neighbours up each time; here a table of any length is written in one go.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from gcmdesk.i18n import Texts
from gcmdesk.reports import blocks as b
from gcmdesk.reports.blocks import right_to_left
from gcmdesk.reports.numbering import LABELS, Numbers
from gcmdesk.reports.word import drawings, runs, tables
from gcmdesk.reports.word.contents import contents
from gcmdesk.reports.word.styles import HEADINGS, UNNUMBERED, Style, Styles

ROLES = {
    b.Role.BODY: Style.NORMAL,
    b.Role.LEAD: Style.LEAD,
    b.Role.NOTE: Style.NOTE,
    b.Role.SOURCE: Style.SOURCE,
}


_LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""So low that the paragraph after the last table never makes a page of its own."""
_APART = '<w:spacing w:after="120"/>'
"""What comes after a list stands as far from it as any paragraph."""
_LONG = 600
"""Letters of a quote that may be cut by the end of a page: whole, it would leave a hole before it."""
_KEEPING = re.compile("(?:<w:keep[^>]*/>)*")
"""What comes before a page break in `w:pPr`."""


class Parts(Protocol):
    """What the package adds beside the text."""

    def picture(self, content: bytes) -> tuple[str, int, int]:
        """Relationship id, width and height in pixels."""
        ...

    def chart(self, chart: b.Chart, *, rtl: bool) -> str:
        """Relationship id of a chart that Word can edit."""
        ...

    def link(self, address: str) -> str:
        """Relationship id of an outside address."""
        ...

    def list_number(self) -> int:
        """A new numbered list that begins at 1."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """Room for text, in twentieths of a point."""

    width: int
    height: int

    @property
    def turned(self) -> "Page":
        """The same sheet in landscape (margins are the same all round, so far as text is concerned)."""
        return Page(self.height, self.width)


@dataclass(slots=True)
class Writing:
    """A body being written."""

    texts: Texts
    numbers: Numbers
    styles: Styles
    parts: Parts
    page: Page
    language: str
    section_end: Callable[[bool], str]
    """`w:sectPr` for pages of this orientation (whether landscape)."""
    footnotes: list[tuple[str, bool]] = field(default_factory=list)
    """The content of their paragraphs, and whether they run from right to left."""
    index: int = 0
    """Of the block that is being written."""
    following: b.Block | None = None
    """The block after it."""
    marks: int = 0
    """Bookmarks and drawings so far: each has a number of its own."""
    pages: dict[int, int] = field(default_factory=dict)
    """Page of each heading, by the index of its block (`pages.estimate`)."""
    landscape: bool = False
    broken: bool = False
    """Whether the next paragraph begins a page."""
    evidence: dict[str, str] = field(default_factory=dict)
    """Anchor of each evidence entry."""

    @property
    def rtl(self) -> bool:
        """Whether the report runs from right to left."""
        return right_to_left(self.language)

    @property
    def room(self) -> Page:
        """The page as it lies now."""
        return self.page.turned if self.landscape else self.page

    def next_mark(self) -> int:
        """A number that nothing else has."""
        self.marks += 1
        return self.marks

    # ------------------------------------------------------------------------------------------------------- in a line

    def paragraph(self, style: Style, inside: str, *, language: str = "", extra: str = "", after: str = "") -> str:
        """`w:p`; `extra` comes before the direction in `w:pPr`, `after` at its end."""
        bidi = ""
        if language and right_to_left(language) != self.rtl:
            bidi = "<w:bidi/>" if right_to_left(language) else '<w:bidi w:val="0"/>'
        named = f'<w:pStyle w:val="{self.styles[style]}"/>' if style is not Style.NORMAL else ""
        if self.broken:
            kept = _KEEPING.match(extra)
            cut = kept.end() if kept else 0
            extra = f"{extra[:cut]}<w:pageBreakBefore/>{extra[cut:]}"
            self.broken = False
        properties = f"{named}{extra}{bidi}{after}"
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"

    def line(self, line: b.Line, *, language: str = "", bold: bool = False) -> str:
        """The runs of a line whose paragraph is in `language` (the report's where empty)."""
        rtl = right_to_left(language or self.language)
        if isinstance(line, str):
            return runs.runs(line, rtl=rtl, bold=bold, language=self.other(language))
        return "".join(self._inline(one, language, rtl=rtl, bold=bold) for one in line)

    def other(self, language: str) -> str:
        """The language where it is not the report's: only then runs name it."""
        return "" if language == self.language else language

    def _inline(self, one: b.Inline, language: str, *, rtl: bool, bold: bool) -> str:
        match one:
            case str() | b.Run():
                run = b.Run(one) if isinstance(one, str) else one
                own = self.other(run.language or language)
                return runs.runs(run.text, rtl=rtl, bold=bold or run.bold, italic=run.italic, language=own)
            case b.CrossReference():
                shown = self.numbers.label(one.name, self.texts)
                return runs.field(f"REF {self.caption_anchor(one.name)} \\h", shown, rtl=rtl)
            case b.Footnote():
                return self._footnote(one)
            case b.Evidence():
                return self._evidence(one, rtl=rtl)
            case b.EvidenceEntry():
                return self.bookmark(self._evidence_anchor(one.id), runs.runs(one.id, rtl=rtl, bold=True))
            case b.Link():
                inside = runs.runs(one.text, rtl=rtl, style=self.styles[Style.HYPERLINK])
                return f'<w:hyperlink r:id="{self.parts.link(one.address)}" w:history="1">{inside}</w:hyperlink>'

    def _footnote(self, note: b.Footnote) -> str:
        language = note.language or self.language
        inside = self.line((note.text,), language=note.language)
        self.footnotes.append((inside, right_to_left(language)))
        style = self.styles[Style.FOOTNOTE_REFERENCE]
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{len(self.footnotes)}"/></w:r>'
        )

    def _evidence(self, one: b.Evidence, *, rtl: bool) -> str:
        if one.id not in self.numbers.evidence:
            return runs.runs(one.id, rtl=rtl)
        inside = runs.runs(one.id, rtl=rtl, style=self.styles[Style.HYPERLINK])
        return f'<w:hyperlink w:anchor="{self._evidence_anchor(one.id)}" w:history="1">{inside}</w:hyperlink>'

    def _evidence_anchor(self, id: str) -> str:
        return self.evidence.setdefault(id, f"_Evidence{len(self.evidence) + 1}")

    def caption_anchor(self, name: str) -> str:
        """The bookmark around a caption's label and number."""
        one = self.numbers.captions[name]
        return f"_Ref_{one.kind.value}_{one.number}"

    def bookmark(self, name: str, inside: str) -> str:
        """A place that links lead to."""
        number = self.next_mark()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'

    def caption(self, kind: b.Kind, caption: b.Caption, *, above: bool) -> str:
        """“Table 3. …” with a field for the number, so that Word goes on counting when the reader adds one."""
        before, after = self.texts.gettext(LABELS[kind]).split("{n}")
        number = self.texts.number(self.numbers.captions[caption.name].number)
        field_of = runs.field(f"SEQ {kind.value.title()} \\* ARABIC", number, rtl=self.rtl)
        label = runs.runs(before, rtl=self.rtl) + field_of + runs.runs(after, rtl=self.rtl)
        inside = self.bookmark(self.caption_anchor(caption.name), label) + runs.runs(f". {caption.text}", rtl=self.rtl)
        return self.paragraph(Style.CAPTION, inside, extra="<w:keepNext/>" if above or self.explained else "")

    @property
    def explained(self) -> bool:
        """Whether the next block says where the present one comes from, or how to read it."""
        return isinstance(self.following, b.Paragraph) and self.following.role is b.Role.SOURCE


def body(writing: Writing, blocks: tuple[b.Block, ...]) -> str:
    """Blocks in order (`numbering.orderly`), with the sections that orientation makes but for the last one's end."""
    out: list[str] = []
    for index, block in enumerate(blocks):
        if isinstance(block, b.PageBreak):
            writing.broken = True
            continue
        if isinstance(block, b.Orientation):
            end = writing.section_end(writing.landscape)
            out.append(writing.paragraph(Style.TABLE_TEXT, "", after=end))
            writing.landscape = block.landscape
            continue
        if writing.broken and isinstance(block, b.Table | b.Control) and not getattr(block, "caption", None):
            out.append(writing.paragraph(Style.TABLE_TEXT, ""))  # a table cannot begin a page by itself
        writing.index = index
        writing.following = blocks[index + 1] if index + 1 < len(blocks) else None
        out.append(_WRITTEN[type(block)](writing, block))
        if isinstance(block, b.Table | b.Control) and not _text_follows(blocks, index):
            out.append(writing.paragraph(Style.TABLE_TEXT, "", after="" if writing.following else _LOW))
    return "".join(out)


def _text_follows(blocks: tuple[b.Block, ...], index: int) -> bool:
    """Two tables in a row would become one, and a document ends with a paragraph."""
    following = next((one for one in blocks[index + 1 :] if not isinstance(one, b.PageBreak)), None)
    return isinstance(following, b.Paragraph | b.Heading | b.Quote | b.Bullets | b.Orientation)


def _heading(writing: Writing, heading: b.Heading) -> str:
    inside = writing.line(heading.text, language=heading.language)
    style = (HEADINGS if heading.numbered else UNNUMBERED)[heading.level - 1]
    return writing.paragraph(style, writing.bookmark(f"_Toc{writing.index:08}", inside), language=heading.language)


def _paragraph(writing: Writing, block: b.Paragraph) -> str:
    inside = writing.line(block.line, language=block.language)
    introduces = isinstance(writing.following, b.Bullets | b.Figure | b.Chart | b.Control)
    extra = "<w:keepNext/>" if introduces else ""
    return writing.paragraph(ROLES[block.role], inside, language=block.language, extra=extra)


def _quote(writing: Writing, quote: b.Quote) -> str:
    opening, closing = {"fr": ("«\u00a0", "\u00a0»"), "ar": ("«", "»")}.get(
        (quote.language or writing.language).split("-")[0], ("“", "”")
    )
    words = writing.line(f"{opening}{quote.words}{closing}", language=quote.language)
    cut = '<w:keepNext w:val="0"/><w:keepLines w:val="0"/>' if len(quote.words) > _LONG else ""
    said = writing.paragraph(Style.QUOTE, words, language=quote.language, extra=cut)
    source: list[b.Inline] = [quote.attribution] if quote.attribution else []
    if quote.evidence:
        source += [" · " if source else "", b.Evidence(quote.evidence)]
    return said + writing.paragraph(Style.QUOTE_SOURCE, writing.line(tuple(source)))


def _list(writing: Writing, block: b.Bullets) -> str:
    style, extra = Style.BULLET, ""
    if block.numbered:
        style = Style.NUMBER
        extra = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{writing.parts.list_number()}"/></w:numPr>'
    last = len(block.items) - 1
    return "".join(
        writing.paragraph(
            style,
            writing.line(item, language=block.language),
            language=block.language,
            extra=extra,
            after=_APART if at == last else "",
        )
        for at, item in enumerate(block.items)
    )


def _cover(writing: Writing, cover: b.Cover) -> str:
    out = [writing.paragraph(Style.TITLE, writing.line(cover.title))]
    if cover.subtitle:
        out.append(writing.paragraph(Style.SUBTITLE, writing.line(cover.subtitle)))
    lines = (cover.organisation, cover.territory, cover.dates)
    out += [writing.paragraph(Style.COVER_LINE, writing.line(one)) for one in lines if one]
    if cover.marking:
        apart = '<w:spacing w:before="360" w:after="480"/>'
        out.append(writing.paragraph(Style.MARKING, writing.line(cover.marking), after=apart))
    return "".join(out)


_WRITTEN: dict[type, Callable[[Writing, Any], str]] = {
    b.Heading: _heading,
    b.Paragraph: _paragraph,
    b.Quote: _quote,
    b.Bullets: _list,
    b.Table: tables.table,
    b.Control: tables.control,
    b.Figure: drawings.figure,
    b.Chart: drawings.chart,
    b.Cover: _cover,
    b.Contents: contents,
}
