"""Tables: the heading row repeats on every page, no row is torn in two, widths stand in grid and cells."""

from itertools import pairwise
from typing import TYPE_CHECKING

from gcmdesk.reports import blocks as b
from gcmdesk.reports.word.runs import attribute
from gcmdesk.reports.word.styles import Style

if TYPE_CHECKING:
    from gcmdesk.reports.word.body import Writing

_HERE = "\0"
"""Where the runs of a cell go; XML knows no such character."""
_SHORT = 8
"""Rows that are kept on one page."""


def table(writing: "Writing", block: b.Table) -> str:
    """A table with its caption above."""
    caption = writing.caption(b.Kind.TABLE, block.caption, above=True) if block.caption else ""
    widths = _widths([one.width for one in block.columns], writing.room.width)
    figures = [one.figures for one in block.columns]
    styles = [Style.TABLE_FIGURES if one else Style.TABLE_TEXT for one in figures]
    ends = ['<w:jc w:val="end"/>' if one else "" for one in figures]
    headed = [_cell(writing, width, Style.TABLE_HEADING, after=end) for width, end in zip(widths, ends, strict=True)]
    rows = [_row(writing, tuple(one.title for one in block.columns), headed, heading=True)]
    frames = {
        keep: [
            _cell(writing, width, style, language=block.language, extra=keep)
            for width, style in zip(widths, styles, strict=True)
        ]
        for keep in ("", "<w:keepNext/>")
    }
    last = len(block.rows) - 1
    for place, row in enumerate(block.rows):
        keep = "<w:keepNext/>" if _kept(place, last, explained=writing.explained) else ""
        bold = block.total and place == last
        rows.append(_row(writing, row, frames[keep], bold=bold, language=block.language))
    title = block.caption.text if block.caption else ""
    return caption + _frame(writing, widths, "".join(rows), title, first_row=True, last_row=block.total)


def _kept(place: int, last: int, *, explained: bool) -> bool:
    """Whether a row stays with the next: a short table is not cut, of a long one no row stands alone on a page."""
    return explained if place == last else last < _SHORT or place in {0, last - 1}


def control(writing: "Writing", block: b.Control) -> str:
    """Two columns: what, and how it stands."""
    widths = _widths([1.0, 2.4], writing.room.width)
    kept, last = (
        [_cell(writing, widths[0], Style.TABLE_HEADING), _cell(writing, widths[1], Style.TABLE_TEXT, extra=keep)]
        for keep in ("<w:keepNext/>", "")
    )
    final = len(block.entries) - 1
    rows = "".join(_row(writing, one, last if place == final else kept) for place, one in enumerate(block.entries))
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


Cell = tuple[str, str]
"""What stands before and after the runs of a cell: the same for all cells of a column."""


def _row(
    writing: "Writing",
    lines: tuple[b.Line, ...],
    cells: list[Cell],
    *,
    heading: bool = False,
    bold: bool = False,
    language: str = "",
) -> str:
    inside = "".join(
        [
            f"{before}{writing.line(line, language=language, bold=bold)}{after}"
            for line, (before, after) in zip(lines, cells, strict=True)
        ]
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{inside}</w:tr>"


def _cell(
    writing: "Writing", width: int, style: Style, *, language: str = "", extra: str = "", after: str = ""
) -> Cell:
    paragraph = writing.paragraph(style, _HERE, language=language, extra=extra, after=after)
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>'
    before, _here, behind = cell.partition(_HERE)
    return before, behind


def _widths(shares: list[float], room: int) -> list[int]:
    """In twentieths of a point; together exactly the room there is."""
    total = sum(shares)
    edges = [round(room * sum(shares[:place]) / total) for place in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]
