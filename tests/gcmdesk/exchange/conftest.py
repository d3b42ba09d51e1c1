from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.workspace import opening
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = opening.Surroundings((Parameters(8, 1, 1),), tmp_path / "notes")
    with opening.create(tmp_path / "a.gcmdesk", "open sesame", around) as opened:
        yield opened


@pytest.fixture
def book(tmp_path):
    """Make a workbook: rows for one sheet, or a function that fills a sheet of the library."""

    def book(content, name="table.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet("Stakeholders")
            if callable(content):
                content(made, sheet)
            else:
                for number, row in enumerate(content):
                    sheet.write_row(number, 0, row)
        return path

    return book
