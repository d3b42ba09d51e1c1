"""A table of 50,000 rows and 40 columns into the workspace, trial included, against calamine's bare parse of it."""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from gcmdesk.exchange import imports, spreadsheets
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.exchange.stakeholder_tables import Stakeholders
from gcmdesk.jobs import Progress
from gcmdesk.workspace import opening
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, from_samples, timed

ROWS = max(large.NOTES // 4, 1000)
COLUMNS = 40
ROUNDS = 3

_TARGET = Stakeholders()


def table() -> Path:
    """Sixteen columns are fields of the register, the others are left out, as is usual for such tables."""
    path = large.folder() / "table.xlsx"
    fields = {one.key: one.title for one in _TARGET.fields if one.key not in {"territory", "abbreviation"}}
    short = {"form": "group", "kind": "media", "sphere": "government", "level": "local", "languages": "fr, ar"}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*fields.values()] + [f"Question {number}" for number in range(COLUMNS - len(fields))])
        for row in range(1, ROWS + 1):
            cells = [short.get(name, f"{name} of entry {row}") for name in fields]
            sheet.write_row(row, 0, cells + [row * number for number in range(COLUMNS - len(fields))])
    return path


def parsed(path: Path) -> object:
    """The limit: what the library alone needs."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def imported(path: Path, number: int) -> dict[str, float]:
    """Seconds of each part of an import into a fresh workspace."""
    place = large.folder() / f"import-{number}.gcmdesk"
    grids: list[Grid] = []
    previews: list[imports.Preview] = []
    with opening.create(place, "x", large.around()) as workspace:
        read = timed(lambda: grids.append(spreadsheets.read(path)))
        matching = workspace.read(imports.guess, _TARGET, grids[0])
        trial = timed(lambda: previews.append(workspace.read(imports.examine, _TARGET, grids[0], matching)))
        write = timed(
            lambda: workspace.job(
                Progress(), imports.write, _TARGET, grids[0], matching, previews[0], name=_TARGET.passage
            )
        )
    return {"read": read, "trial": trial, "write": write}


def measurements() -> Iterator[Measurement]:
    """Reading alone, reading and trial, and all of it."""
    path = table()
    bare, parts = [], []
    for number in range(ROUNDS):
        bare.append(timed(lambda: parsed(path)))
        parts.append(imported(path, number))
    size = f"{ROWS:,} × {COLUMNS}"
    against = "python-calamine alone"
    yield from_samples(f"table of {size} read safely", against, [one["read"] for one in parts], bare)
    trial = [one["read"] + one["trial"] for one in parts]
    yield from_samples(f"table of {size}, trial", against, trial, bare)
    yield from_samples(f"table of {size} imported", against, [sum(one.values()) for one in parts], bare, target=2)
