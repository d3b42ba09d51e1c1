"""Sheets of the core as pages that can be printed. They are blank forms: nothing that anybody said is on them."""

from gcmdesk.priorities.sheets import Sheet
from ui.printing import Grid, Items, PageBreak, Paper, Paragraph, Part, Title


def paper_of(sheet: Sheet) -> Paper:
    """A blank sheet, and on the next page what its columns mean."""
    parts: list[Part] = [Paragraph(line) for line in sheet.paragraphs]
    parts.append(Grid(sheet.head, sheet.rows))
    if sheet.legend:
        parts.append(PageBreak())
        for heading, lines in sheet.legend:
            parts += [Title(heading, 3), Items(lines)]
    return Paper(sheet.title, tuple(parts))
