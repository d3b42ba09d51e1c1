"""The second writer of reports: the same blocks as Word, as one long sheet for the screen.

    made = report_sheet.sheet(prepared.report, theme.current())      # on the worker's thread: texts and pictures only
    view.show_sheet(made)                                            # `ui.widgets.report_view`, piece by piece

Everything is escaped: nothing that somebody typed is taken for markup. What Word adds by itself (page numbers, "page x
of y", headers) is not here, everything else is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QImage, QTextCursor, QTextDocument

from gcmdesk.i18n import Texts
from gcmdesk.reports import blocks as b
from gcmdesk.reports import numbering, wording
from gcmdesk.reports.blocks import right_to_left
from gcmdesk.reports.numbering import LABELS, Entry, Numbers
from gcmdesk.reports.word.runs import clean
from ui import report_chart
from ui.theme import BASE_POINTS, Theme

WIDEST = 720
"""Of a picture, in pixels at 100 %."""
_ROOM = 860
"""Pixels that there are on a small screen, whatever the size of the text."""
_PIECE = 12
"""Blocks of a piece, at least."""
_STRETCH = 10_000
"""Characters that are laid out in one go: each costs beside its own time some that grows with the report."""
_JOINT = "\u200b"
"""The first paragraph of a piece joins what stands before it, and loses its look; so an empty one goes first."""
_LARGER = 1.3
"""Large type."""
_HEADINGS = {1: 1.6, 2: 1.35, 3: 1.2}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report for `ReportView`."""

    title: str
    style: str = field(repr=False)
    pieces: tuple[str, ...] = field(repr=False)
    """HTML, cut where a heading or paragraph begins."""
    pictures: dict[str, QImage] = field(repr=False)
    """By the address that the sheet calls them."""
    outline: tuple[Entry, ...]
    """The headings; the sheet has an anchor `anchor(entry.index)` for each."""


def document(sheet: Sheet, font: QFont, margin: int) -> QTextDocument:
    """The whole sheet as Qt's document; on the screen's thread only."""
    made = QTextDocument()
    for _piece in filling(made, sheet, font, margin):
        pass
    return made


def filling(made: QTextDocument, sheet: Sheet, font: QFont, margin: int) -> Iterator[None]:
    """Fill an empty document with a sheet, piece by piece.

    For the screen's thread. A worker's would help nobody, because Qt holds Python's lock while it reads HTML; and a
    QObject that one thread made and the other's garbage collector takes away ends the program.
    """
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(font)
    made.setDocumentMargin(margin)
    made.setDefaultStyleSheet(sheet.style)
    for address, picture in sheet.pictures.items():
        made.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), picture)
    cursor = QTextCursor(made)
    for place, piece in enumerate(sheet.pieces):
        end = cursor.position()
        cursor.insertHtml(f"<p>{_JOINT}</p>{piece}" if place else piece)
        if place:
            cursor.setPosition(end)
            cursor.deleteChar()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        yield


def laying(document: QTextDocument) -> Iterator[None]:
    """Lay a document out that is shown, a stretch at a time.

    Left alone, Qt lays out twice as much at each turn, and the screen stands still for a third of a second in the end.
    """
    last = document.characterCount() - 1
    for place in range(_STRETCH, last + _STRETCH, _STRETCH):
        document.markContentsDirty(min(place, last), 1)
        yield


def anchor(index: int) -> str:
    """The name of the heading that is the block with this index."""
    return f"heading-{index}"


def sheet(report: b.Report, theme: Theme) -> Sheet:
    """Write a report for the screen, in the report's language and direction."""
    ordered = numbering.orderly(report.blocks)
    writer = _Writer(wording.of(report.language), numbering.numbers(ordered), theme, report.language)
    pieces: list[list[str]] = [[]]
    for index, block in enumerate(ordered):
        if len(pieces[-1]) >= _PIECE and isinstance(block, b.Heading | b.Paragraph):
            pieces.append([])
        pieces[-1].append(writer.block(index, block))
    pieces[-1].append(writer.notes())
    outline = tuple(writer.numbers.headings.values())
    style = _style(theme, large=report.large)
    return Sheet(report.title, style, tuple(map("".join, pieces)), writer.pictures, outline)


def _style(theme: Theme, *, large: bool) -> str:
    points = BASE_POINTS * theme.text_size / 100 * (_LARGER if large else 1)
    colours = theme.tokens
    gap = theme.px(8)
    return (
        f"p, li, td, th, h1, h2, h3 {{ white-space: pre-wrap; color: {colours.text} }}"
        f"p, li, td, th {{ font-size: {points:.1f}pt }}"
        f"p {{ margin-top: 0; margin-bottom: {gap}px }}"
        f".quiet {{ color: {colours.muted}; font-size: {points * 0.9:.1f}pt }}"
        f".lead {{ font-size: {points * 1.1:.1f}pt }}"
        f".cover {{ font-size: {points * 2:.1f}pt; font-weight: 600 }}"
        f".marked {{ color: {colours.danger}; font-weight: 600 }}"
        f"a {{ color: {colours.accent} }}"
        f"th {{ background-color: {colours.accent_soft}; font-weight: 600 }}"
        + "".join(
            f"h{level} {{ font-size: {points * scale:.1f}pt; margin-top: {2 * gap}px; margin-bottom: {gap}px }}"
            for level, scale in _HEADINGS.items()
        )
    )


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


class _Writer:
    """One method a kind of block; `_WRITTEN` says which."""

    def __init__(self, texts: Texts, numbers: Numbers, theme: Theme, language: str) -> None:
        self.texts, self.numbers, self.theme, self.language = texts, numbers, theme, language
        self.rtl = right_to_left(language)
        self.pictures: dict[str, QImage] = {}
        self._footnotes: list[b.Footnote] = []

    def block(self, index: int, block: b.Block) -> str:
        """One block."""
        if isinstance(block, b.Heading):
            return self._heading(index, block)
        if isinstance(block, b.Figure | b.Chart):
            return self._picture(index, block)
        written: str = _WRITTEN[type(block)](self, block)
        return written

    def paragraph(self, block: b.Paragraph) -> str:
        """A paragraph."""
        look = {b.Role.LEAD: "lead", b.Role.NOTE: "quiet", b.Role.SOURCE: "quiet"}.get(block.role, "")
        return self._p(self._line(block.line), look, block.language)

    def bullets(self, block: b.Bullets) -> str:
        """A list."""
        items = "".join(f"<li>{self._line(one)}</li>" for one in block.items)
        kind = "ol" if block.numbered else "ul"
        return f"<{kind}{self._dir(block.language)}>{items}</{kind}>"

    def control(self, block: b.Control) -> str:
        """The table of document control."""
        return self._framed("".join(self._entry(*one) for one in block.entries))

    def turn(self, _block: b.PageBreak | b.Orientation) -> str:
        """A new page, as a line."""
        return "<hr>"

    def notes(self) -> str:
        """The footnotes, at the end of the sheet."""
        written = [
            self._p(f'<a name="note-{place}"></a>{self.texts.number(place)}. {_text(one.text)}', "quiet", one.language)
            for place, one in enumerate(self._footnotes, 1)
        ]
        return "<hr>" + "".join(written) if written else ""

    # In a line

    def _line(self, line: b.Line) -> str:
        return "".join(map(self._inline, b.inlines(line)))

    def _inline(self, one: b.Inline) -> str:
        match one:
            case str() | b.Run():
                run = b.Run(one) if isinstance(one, str) else one
                text = f"<b>{_text(run.text)}</b>" if run.bold else _text(run.text)
                return f"<i>{text}</i>" if run.italic else text
            case b.CrossReference():
                return (
                    f'<a href="#{self._caption_anchor(one.name)}">{_text(self.numbers.label(one.name, self.texts))}</a>'
                )
            case b.Footnote():
                self._footnotes.append(one)
                place = len(self._footnotes)
                return f'<sup><a href="#note-{place}">{self.texts.number(place)}</a></sup>'
            case b.Evidence():
                text = _text(one.id)
                return f'<a href="#{escape(one.id)}">{text}</a>' if one.id in self.numbers.evidence else text
            case b.EvidenceEntry():
                return f'<a name="{escape(one.id)}"></a><b>{_text(one.id)}</b>'
            case b.Link():
                return f"<u>{_text(one.text)}</u>"

    def _caption_anchor(self, name: str) -> str:
        one = self.numbers.captions[name]
        return f"{one.kind.value}-{one.number}"

    # Blocks

    def _dir(self, language: str) -> str:
        return ' dir="rtl"' if right_to_left(language or self.language) else ' dir="ltr"'

    def _p(self, inside: str, look: str = "", language: str = "", extra: str = "") -> str:
        named = f' class="{look}"' if look else ""
        return f"<p{self._dir(language)}{named}{extra}>{inside}</p>"

    def _heading(self, index: int, block: b.Heading) -> str:
        entry = self.numbers.headings[index]
        number = f"{entry.number}\u2002" if entry.number else ""
        inside = f'<a name="{anchor(index)}"></a>{number}{_text(block.text)}'
        return f"<h{block.level}{self._dir(block.language)}>{inside}</h{block.level}>"

    def quote(self, quote: b.Quote) -> str:
        """Words, and below them who said them."""
        language = quote.language or self.language
        marks = {"fr": ("«\u00a0", "\u00a0»"), "ar": ("«", "»")}
        opening, closing = marks.get(language.split("-")[0], ("“", "”"))
        side = _beginning(rtl=right_to_left(language))
        apart = f' style="margin-{side}: {self.theme.px(24)}px"'
        source: list[b.Inline] = [quote.attribution] if quote.attribution else []
        if quote.evidence:
            source += [" · " if source else "", b.Evidence(quote.evidence)]
        own = f' style="margin-{_beginning(rtl=self.rtl)}: {self.theme.px(24)}px"'
        words = _text(f"{opening}{quote.words}{closing}")
        said = words if right_to_left(language) else f"<i>{words}</i>"  # Arabic has no italics
        return self._p(said, "", quote.language, apart) + self._p(self._line(tuple(source)), "quiet", "", own)

    def _caption(self, kind: b.Kind, caption: b.Caption) -> str:
        number = self.texts.number(self.numbers.captions[caption.name].number)
        label = self.texts.gettext(LABELS[kind]).format(n=number)
        inside = f'<a name="{self._caption_anchor(caption.name)}"></a><b>{_text(f"{label}. {caption.text}")}</b>'
        return self._p(inside)

    def _row(self, cells: Sequence[str]) -> str:
        """Qt does not turn tables round, so the first column is written last where lines begin at the right."""
        return f"<tr>{''.join(reversed(cells) if self.rtl else cells)}</tr>"

    def _entry(self, name: str, value: str) -> str:
        side = self._side(figures=False)
        return self._row((f'<th width="30%"{side}>{_text(name)}</th>', f'<td width="70%"{side}>{_text(value)}</td>'))

    def _framed(self, rows: str) -> str:
        line, padding = self.theme.tokens.divider, self.theme.px(5)
        frame = f'border="1" cellspacing="0" cellpadding="{padding}" width="99%"'  # 100 % becomes a pixel too wide
        look = f'style="border-collapse: collapse; border-color: {line}; border-style: solid"'
        return f"<table {frame} {look}{self._dir('')}>{rows}</table><p></p>"

    def table(self, table: b.Table) -> str:
        """A table under its caption."""
        total = sum(one.width for one in table.columns)
        heads = [
            f'<th width="{100 * one.width / total:.0f}%"{self._side(figures=one.figures)}>{_text(one.title)}</th>'
            for one in table.columns
        ]
        last = len(table.rows) - 1
        rows = "".join(
            self._row(self._cells(table, row, bold=table.total and place == last))
            for place, row in enumerate(table.rows)
        )
        caption = self._caption(b.Kind.TABLE, table.caption) if table.caption else ""
        return f"{caption}{self._framed(f'<thead>{self._row(heads)}</thead>{rows}')}"

    def _cells(self, table: b.Table, row: Sequence[b.Line], *, bold: bool) -> list[str]:
        found = []
        for column, cell in zip(table.columns, row, strict=True):
            inside = self._line(cell)
            written = f"<b>{inside}</b>" if bold and inside else inside
            direction = self._dir(table.language)
            found.append(f"<td{direction}{self._side(figures=column.figures)}>{written}</td>")
        return found

    def _side(self, *, figures: bool) -> str:
        """Qt takes left and right as they are called, whatever the direction."""
        return f' align="{"left" if figures == self.rtl else "right"}"'

    def _widest(self) -> int:
        return min(self.theme.px(WIDEST), _ROOM)

    def _picture(self, index: int, block: b.Figure | b.Chart) -> str:
        address, widest = f"picture:{index}", self._widest()
        if isinstance(block, b.Figure):
            image, width = QImage.fromData(block.content), widest * min(max(block.width, 0.1), 1.0)
        else:
            rtl = right_to_left(block.language or self.language)
            image, width = report_chart.painted(block, self.texts, self.theme, widest, rtl=rtl), float(widest)
        self.pictures[address] = image
        described = escape(clean(block.description), quote=True).replace("\n", " ")
        shown = f'<img src="{address}" width="{width:.0f}" alt="{described}" title="{described}">'
        caption = self._caption(b.Kind.FIGURE, block.caption) if block.caption else ""
        return self._p(shown) + caption

    def cover(self, cover: b.Cover) -> str:
        """What Word has on its first page."""
        lines = (cover.subtitle, cover.organisation, cover.territory, cover.dates)
        found = [self._p(_text(cover.title), "cover")]
        found += [self._p(_text(one), "lead") for one in lines if one]
        if cover.marking:
            found.append(self._p(_text(cover.marking), "marked"))
        return "".join(found)

    def contents(self, block: b.Contents) -> str:
        """The headings, with links."""
        side = _beginning(rtl=self.rtl)
        found = [self._p(f"<b>{_text(block.title)}</b>", "lead")]
        for one in self.numbers.headings.values():
            if one.level <= block.depth:
                apart = f' style="margin-{side}: {self.theme.px(16) * (one.level - 1)}px"'
                number = f"{one.number}\u2002" if one.number else ""
                link = f'<a href="#{anchor(one.index)}">{number}{_text(one.text)}</a>'
                found.append(self._p(link, "", one.language, apart))
        return "".join(found)


_WRITTEN: dict[type, Callable[[_Writer, Any], str]] = {
    b.Paragraph: _Writer.paragraph,
    b.Quote: _Writer.quote,
    b.Bullets: _Writer.bullets,
    b.Table: _Writer.table,
    b.Control: _Writer.control,
    b.Cover: _Writer.cover,
    b.Contents: _Writer.contents,
    b.PageBreak: _Writer.turn,
    b.Orientation: _Writer.turn,
}


def _beginning(*, rtl: bool) -> str:
    """The side where lines begin."""
    return "right" if rtl else "left"
