"""Tables: the heading row repeats on every page, no row is torn in two, widths stand in grid and cells."""

from itertools import pairwise
from typing import TYPE_CHECKING

from gcmdesk.reports import blocks as b
from gcmdesk.reports.word.runs import attribute
from gcmdesk.reports.word.styles import Style

if TYPE_CHECKING:
    from gcmdesk.reports.word.body import Writing

_SHORT = 8
"""Rows that are kept on one page."""


def table(writing: "Writing", block: b.Table) -> str:
    """A table with its caption above."""
    caption = writing.caption(b.Kind.TABLE, block.caption, above=True) if block.caption else ""
    widths = _widths([one.width for one in block.columns], writing.room.width)
    headings = tuple(one.title for one in block.columns)
    figures = tuple(one.figures for one in block.columns)
    rows = [_row(writing, headings, widths, figures, heading=True)]
    last = len(block.rows) - 1
    rows += [
        _row(
            writing,
            row,
            widths,
            figures,
            bold=block.total and place == last,
            language=block.language,
            kept=_kept(place, last, explained=writing.explained),
        )
        for place, row in enumerate(block.rows)
    ]
    title = block.caption.text if block.caption else ""
    return caption + _frame(writing, widths, "".join(rows), title, first_row=True, last_row=block.total)


def _kept(place: int, last: int, *, explained: bool) -> bool:
    """Whether a row stays with the next: a short table is not cut, of a long one no row stands alone on a page."""
    return explained if place == last else last < _SHORT or place in {0, last - 1}


def control(writing: "Writing", block: b.Control) -> str:
    """Two columns: what, and how it stands."""
    widths = _widths([1.0, 2.4], writing.room.width)
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(writing, name, widths[0], Style.TABLE_HEADING)}"
        f"{_cell(writing, value, widths[1], Style.TABLE_TEXT)}</w:tr>"
        for name, value in block.entries
    )
    return _frame(writing, widths, rows, block.title, first_row=False, last_row=False)


def _frame(writing: "Writing", widths: list[int], rows: str, title: str, *, first_row: bool, last_row: bool) -> str:
    mirrored = "<w:bidiVisual/>" if writing.rtl else ""
    look = f'<w:tblLook w:val="{0x0020 * first_row | 0x0040 * last_row | 0x0600:04X}"/>'
    named = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{writing.styles[Style.TABLE]}"/>{mirrored}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{named}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    writing: "Writing",
    cells: tuple[b.Line, ...],
    widths: list[int],
    figures: tuple[bool, ...],
    *,
    heading: bool = False,
    bold: bool = False,
    language: str = "",
    kept: bool = False,
) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    styles = [
        Style.TABLE_HEADING if heading else Style.TABLE_FIGURES if number else Style.TABLE_TEXT for number in figures
    ]
    inside = "".join(
        _cell(writing, cell, width, style, bold=bold, language=language, end=heading and number, kept=kept)
        for cell, width, style, number in zip(cells, widths, styles, figures, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{inside}</w:tr>"


def _cell(
    writing: "Writing",
    line: b.Line,
    width: int,
    style: Style,
    *,
    bold: bool = False,
    language: str = "",
    end: bool = False,
    kept: bool = False,
) -> str:
    inside = writing.line(line, language=language, bold=bold)
    keep = "<w:keepNext/>" if kept else ""
    after = '<w:jc w:val="end"/>' if end else ""
    paragraph = writing.paragraph(style, inside, language=language, extra=keep, after=after)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'


def _widths(shares: list[float], room: int) -> list[int]:
    """In twentieths of a point; together exactly the room there is."""
    total = sum(shares)
    edges = [round(room * sum(shares[:place]) / total) for place in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
