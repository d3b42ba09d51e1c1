"""The general exporters: CSV, Excel workbook, plain text, picture. Those of reports are in `reports`."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from gcmdesk.exchange.door import Exporter
from gcmdesk.exchange.grids import TABLES, Grid, grids, safe
from gcmdesk.i18n import mark
from gcmdesk.protection.material import Picture
from gcmdesk.protection.release import Released

_LONGEST_CELL = 32_767
"""Characters; Excel takes no more."""
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def _csv(released: Released[Any], stream: BinaryIO) -> None:
    """UTF-8 with a byte order mark, so that Excel reads it rightly; tables one under the other."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    for number, grid in enumerate(grids(released.material)):
        if number:
            writer.writerow(())
        writer.writerow((safe(grid.title),))
        if grid.headings:
            writer.writerow([safe(one) for one in grid.headings])
        writer.writerows([[_plain(value) for value in row] for row in grid.rows])
        writer.writerows([(safe(note),) for note in grid.notes])
    text.flush()
    text.detach()


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool() | int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
        case _:
            return safe(str(value))


def _xlsx(released: Released[Any], stream: BinaryIO) -> None:
    """One sheet a table, with real numbers and dates; texts stay texts, whatever they begin with."""
    import xlsxwriter  # type: ignore[import-untyped]

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(stream, options) as book:
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        bold = book.add_format({"bold": True})
        for number, grid in enumerate(grids(released.material), 1):
            sheet = book.add_worksheet(_sheet_name(grid.title, number))
            _fill(sheet, grid, bold, formats)


def _sheet_name(title: str, number: int) -> str:
    return f"{number} {title.translate(_NOT_IN_SHEET_NAMES)}"[:_LONGEST_SHEET_NAME].strip()


def _fill(sheet: Any, grid: Grid, bold: Any, formats: Mapping[Any, Any]) -> None:
    sheet.write_string(0, 0, grid.title[:_LONGEST_CELL], bold)
    for column, heading in enumerate(grid.headings):
        sheet.write_string(1, column, heading[:_LONGEST_CELL], bold)
    if grid.headings:
        sheet.freeze_panes(2, 0)
    for line, row in enumerate(grid.rows, 2):
        for column, value in enumerate(row):
            _cell(sheet, line, column, value, formats)
    for line, note in enumerate(grid.notes, len(grid.rows) + 3):
        sheet.write_string(line, 0, note)


def _cell(sheet: Any, line: int, column: int, value: Any, formats: Mapping[Any, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(line, column, value)
        case int() | float():
            sheet.write_number(line, column, value)
        case datetime():
            sheet.write_datetime(line, column, value, formats[datetime])
        case date():
            sheet.write_datetime(line, column, value, formats[date])
        case _:
            sheet.write_string(line, column, str(value)[:_LONGEST_CELL])


def _text(released: Released[Any], stream: BinaryIO) -> None:
    """Tab-separated lines under their titles: for the clipboard, the printer and the terminal."""
    lines: list[str] = []
    for grid in grids(released.material):
        lines.append(grid.title)
        if grid.headings:
            lines.append("\t".join(map(_one_line, grid.headings)))
        lines.extend("\t".join(_one_line(_plain(value)) for value in row) for row in grid.rows)
        lines.extend([*grid.notes, ""])
    stream.write("\n".join(lines).encode())


def _one_line(value: Any) -> str:
    return " ".join(str(value).split())


def _picture(released: Released[Any], stream: BinaryIO) -> None:
    stream.write(released.material.content)


CSV = Exporter("csv", mark("Table (CSV)"), ".csv", TABLES, _csv)
XLSX = Exporter("xlsx", mark("Excel workbook"), ".xlsx", TABLES, _xlsx)
TEXT = Exporter("text", mark("Plain text"), ".txt", TABLES, _text)
PICTURE = Exporter("picture", mark("Picture"), "", (Picture,), _picture)
"""Its suffix is that of the picture's media type."""

EXPORTERS = (CSV, XLSX, TEXT, PICTURE)
