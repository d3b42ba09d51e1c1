"""Paper: titles, paragraphs, lists and simple tables, in the direction of their language, in large type when wanted.

    print_it(self, Paper(_("Notice"), (Paragraph(text), Items(steps, numbered=True)), large=True))
    write_pdf(path, Paper(...))

Everything is text, never markup, in the program's own fonts. What leaves the house passes the release gate before it
becomes a `Paper`; nothing here looks at what it prints.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument, QTextOption
from PySide6.QtWidgets import QDialog, QWidget

from gcmdesk import i18n
from ui import theme

_MARGIN = 20  # millimetres
_SIZE, _LARGE = 11.0, 16.0  # points; 16 is what associations of the blind ask for large type at least
_SCALES = {1: 1.35, 2: 1.2, 3: 1.05}


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of level 1–3 inside the page."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; line breaks in it are kept."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    lines: Sequence[str]
    numbered: bool = False
    boxes: bool = False
    """With a box to tick before each."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A simple table; empty cells are lines to write on."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Part = Title | Paragraph | Items | Grid | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed. `language` is that of the text, the screen's own when None."""

    title: str
    parts: Sequence[Part]
    large: bool = False
    language: str | None = None


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _part(part: Part, size: float) -> str:
    if isinstance(part, Title):
        return f'<p style="font-size: {size * _SCALES[part.level]:.1f}pt; font-weight: 700">{_text(part.text)}</p>'
    if isinstance(part, Paragraph):
        weight = ' style="font-weight: 700"' if part.bold else ""
        return f"<p{weight}>{_text(part.text)}</p>"
    if isinstance(part, Items):
        if part.boxes:
            return "".join(f"<p>☐ {_text(line)}</p>" for line in part.lines)
        tag = "ol" if part.numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{_text(line)}</li>' for line in part.lines)}</{tag}>"
    if isinstance(part, Grid):
        head = "".join(f"<th>{_text(each)}</th>" for each in part.head)
        rows = "".join(f"<tr>{''.join(f'<td>{_text(each)}&nbsp;</td>' for each in row)}</tr>" for row in part.rows)
        return (
            '<table width="100%" border="1" cellspacing="0" cellpadding="5" style="border-collapse: collapse">'
            f"<thead><tr>{head}</tr></thead>{rows}</table><p></p>"
        )
    return '<p style="page-break-before: always"></p>'


def document(paper: Paper) -> QTextDocument:
    """The pages as a document; sizes are those of paper, whatever the text size of the screen."""
    language = i18n.language(paper.language) if paper.language else i18n.current().language
    size = _LARGE if paper.large else _SIZE
    made = QTextDocument()
    font = theme.font()
    font.setPointSizeF(size)
    made.setDefaultFont(font)
    option = QTextOption()
    direction = Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    made.setDefaultTextOption(option)
    title = f'<p style="font-size: {size * 1.6:.1f}pt; font-weight: 700">{_text(paper.title)}</p>'
    side = "rtl" if language.right_to_left else "ltr"
    made.setHtml(f'<body dir="{side}">{title}{"".join(_part(part, size) for part in paper.parts)}</body>')
    return made


def print_on(device: QPagedPaintDevice, paper: Paper) -> None:
    """Print on a printer or into a file."""
    device.setPageMargins(QMarginsF(*[_MARGIN] * 4), QPageLayout.Unit.Millimeter)
    pages = document(paper)
    pages.documentLayout().setPaintDevice(device)
    pages.setDocumentMargin(0)
    pages.setPageSize(QSizeF(device.pageLayout().paintRectPixels(device.logicalDpiX()).size()))
    pages.print_(device)


def write_pdf(path: Path, paper: Paper) -> None:
    """Write a PDF of A4 pages."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(paper.title)
    writer.setCreator("gcmdesk")
    print_on(writer, paper)


def print_it(parent: QWidget, paper: Paper, may: Callable[[], bool] = lambda: True) -> None:
    """Ask for a printer and print.

    `may` is asked once a printer was chosen, and never where printing is given up; it says whether pages come out.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("gcmdesk")  # print queues show it to others
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_on(printer, paper) if may() else None)
    QDialog.open(dialog)
