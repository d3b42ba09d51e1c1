"""A report of 200 pages: 3,000 paragraphs, 150 tables of 20 × 6, 40 pictures; against plain python-docx.

The reference writes the same texts the quick way of python-docx (`add_paragraph`, `add_table`, cells row by row, not
`table.cell(r, c)`, which takes several times as long), without numbers, contents, links, widths and repeated heading
rows. The limit is the bare work: string templates for lines, rows and cells, squeezed into a file with the pictures.
"""

import io
import os
import statistics
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from PIL import Image

from gcmdesk.reports.blocks import Block, Caption, Column, Contents, Figure, Heading, Paragraph, Report, Table
from gcmdesk.reports.word import letterheads, package
from tests.benchmarks.measure import Measurement, compare

PARAGRAPHS, TABLES, ROWS, COLUMNS, PICTURES = 3_000, 150, 20, 6, 40
_WORDS = "People in three of the sessions asked for papers that are recognised where they work and live. " * 2
_WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def pictures() -> list[bytes]:
    """Pictures that differ, as maps do."""
    found = []
    for number in range(PICTURES):
        stream = io.BytesIO()
        Image.effect_noise((640, 320), 10 + number).save(stream, "PNG")
        found.append(stream.getvalue())
    return found


def content(images: list[bytes]) -> tuple[Block, ...]:
    """The report as blocks."""
    blocks: list[Block] = [Contents("Contents")]
    for number in range(PARAGRAPHS):
        if number % 60 == 0:
            blocks.append(Heading(f"Part {number // 60}"))
        blocks.append(Paragraph(f"{number}. {_WORDS}"))
        if number % (PARAGRAPHS // TABLES) == 0:
            columns = tuple(Column(f"Column {one}") for one in range(COLUMNS))
            rows = tuple(tuple(f"{row}.{column}" for column in range(COLUMNS)) for row in range(ROWS))
            blocks.append(Table(columns, rows, Caption(f"t{number}", "Figures")))
        if number % (PARAGRAPHS // PICTURES) == 0:
            image = images[number // (PARAGRAPHS // PICTURES) % PICTURES]
            blocks.append(Figure(image, "A map", Caption(f"p{number}", "Map")))
    return tuple(blocks)


def ours(blocks: tuple[Block, ...]) -> None:
    """Our writer, from blocks to the file's bytes."""
    package.write(Report("Report", "en", blocks), letterheads.ours(), io.BytesIO(), moment=_WHEN)


def plain(blocks: tuple[Block, ...]) -> None:
    """The same with python-docx alone."""
    document = docx.Document()
    for block in blocks:
        match block:
            case Heading():
                document.add_heading(block.text)
            case Paragraph():
                document.add_paragraph(str(block.line))
            case Table():
                table = document.add_table(1 + len(block.rows), len(block.columns))
                for cells, row in zip(table.rows, [[one.title for one in block.columns], *block.rows], strict=True):
                    for cell, text in zip(cells.cells, row, strict=True):
                        cell.text = str(text)
            case Figure():
                document.add_picture(io.BytesIO(block.content))
            case _:
                continue
    document.save(io.BytesIO())


_LINE = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>"
_CELL = '<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr>{}</w:tc>'


def limit(blocks: tuple[Block, ...]) -> None:
    """The same texts in templates for lines, rows and cells, in a zip: no document that Word would open."""
    pieces = []
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        for number, block in enumerate(blocks):
            match block:
                case Heading():
                    pieces.append(_LINE.format("Heading1", escape(block.text)))
                case Paragraph():
                    pieces.append(_LINE.format("Normal", escape(str(block.line))))
                case Table():
                    for row in ([one.title for one in block.columns], *block.rows):
                        cells = [_CELL.format(_LINE.format("TableText", escape(str(cell)))) for cell in row]
                        pieces.append(_ROW.format("".join(cells)))
                case Figure():
                    archive.writestr(f"{number}.png", block.content)
                case _:
                    continue
        archive.writestr("document.xml", "".join(pieces), zipfile.ZIP_DEFLATED)


def measurements() -> Iterator[Measurement]:
    """Time as a ratio, memory in its note."""
    blocks = content(pictures())
    own, reference = _peak(lambda: ours(blocks)), _peak(lambda: plain(blocks))
    found = compare(
        "report of 200 pages", lambda: ours(blocks), "plain python-docx", lambda: plain(blocks), rounds=5, target=0.05
    )
    yield replace(found, note=f"peak {own / 2**20:.0f} MiB against {reference / 2**20:.0f} MiB of Python's memory")
    yield compare(
        "report of 200 pages",
        lambda: ours(blocks),
        "string templates and zip",
        lambda: limit(blocks),
        rounds=5,
        target=4.0,
    )
    yield preview(blocks)


def preview(blocks: tuple[Block, ...]) -> Measurement:
    """The same report on the screen, made anew until it can be read; its note says how the rest follows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui import report_sheet, theme
    from ui.widgets.report_view import ReportView

    application = QApplication.instance() or QApplication([])
    view, rounds = ReportView(), []  # type: ignore[var-annotated]
    view.resize(1100, 600)
    view.show()

    def refresh() -> None:
        view.sheet.clear()  # else Qt goes on laying out the one before
        made = report_sheet.sheet(Report(f"Report {len(rounds)}", "en", blocks), theme.current())
        view.show_sheet(made)
        while not view.readable:
            application.processEvents()
        rounds.append(made)

    def to_the_end() -> tuple[float, float]:
        """Seconds until the last line is laid out, and the longest time that the screen stands still."""
        refresh()
        begun, longest = time.perf_counter(), 0.0
        while view.at_work:
            start = time.perf_counter()
            application.processEvents()
            longest = max(longest, time.perf_counter() - start)
        return time.perf_counter() - begun, longest

    found = compare(
        "preview of 200 pages made anew", refresh, "plain python-docx", lambda: plain(blocks), rounds=3, target=0.5
    )
    ends = [to_the_end() for _round in range(3)]
    view.close()
    rest, still = (statistics.median(one) for one in zip(*ends, strict=True))
    return replace(found, note=f"its last line {rest:.1f} s later, in turns of at most {still * 1000:.0f} ms")


def _peak(work: Callable[[], None]) -> int:
    """Bytes; what lxml holds outside of Python's memory is not in it."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
