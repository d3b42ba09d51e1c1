"""The recovery sheet on paper: large, in the direction of its language, the groups always from left to right."""

from html import escape

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QTextDocument, QTextOption

from gcmdesk import i18n
from gcmdesk.workspace.recovery import Sheet
from ui import theme

_MARGIN = 20  # millimetres
_COLUMNS = 3


def document(sheet: Sheet) -> QTextDocument:
    """The page as a document; sizes are those of paper, whatever the text size of the screen."""
    texts = i18n.current()
    right_to_left = texts.language.right_to_left
    made = QTextDocument()
    font = theme.font()
    font.setPointSizeF(12)
    made.setDefaultFont(font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    made.setDefaultTextOption(option)
    cells = [
        f'<td style="padding: 8px 18px 8px 0">'
        f'<span style="font-size: 12pt">{escape(texts.number(number))}.&nbsp;</span>'
        f'<span style="font-size: 20pt; font-weight: 700">{escape(group)}</span></td>'
        for number, group in enumerate(sheet.groups, 1)
    ]
    rows = "".join(f"<tr>{''.join(cells[start : start + _COLUMNS])}</tr>" for start in range(0, len(cells), _COLUMNS))
    made.setHtml(
        f'<p style="font-size: 22pt; font-weight: 700">{escape(sheet.title)}</p>'
        + "".join(f"<p>{escape(line)}</p>" for line in sheet.identification)
        + f'<table dir="ltr">{rows}</table>'
        + "".join(f'<p style="font-size: 13pt">{escape(paragraph)}</p>' for paragraph in sheet.paragraphs)
    )
    return made


def print_sheet(sheet: Sheet, paper: QPagedPaintDevice) -> None:
    """Print the sheet on one page of a printer or a file."""
    paper.setPageMargins(QMarginsF(*[_MARGIN] * 4), QPageLayout.Unit.Millimeter)
    page = document(sheet)
    page.documentLayout().setPaintDevice(paper)
    page.setDocumentMargin(0)
    page.setPageSize(QSizeF(paper.pageLayout().paintRectPixels(paper.logicalDpiX()).size()))
    page.print_(paper)
