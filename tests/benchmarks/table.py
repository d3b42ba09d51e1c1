"""The table of records at 200,000 rows: shown, scrolled, refreshed, in time and in memory."""

import os
import subprocess
import sys
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Measurement, compare, from_samples

ROOT = Path(__file__).resolve().parents[2]
ROWS = 200_000
_REFERENCE = "QTableWidget with as many items"


@dataclass(frozen=True, slots=True)
class One:
    """A record of three columns."""

    id: int
    name: str
    kind: str


def records(ids: Sequence[int]) -> list[One]:
    """What a workspace would read."""
    return [One(id, f"Stakeholder {id}", "Local authority") for id in ids]


def _shown() -> object:
    from ui.models.records import TableColumn
    from ui.widgets.record_table import RecordTable

    columns = (
        TableColumn("name", "Name", lambda one: one.name, weight=3),
        TableColumn("id", "Number", lambda one: str(one.id), align="end"),
        TableColumn("kind", "Group", lambda one: one.kind, weight=2),
    )
    table = RecordTable("Table", columns)
    table.resize(1000, 600)
    table.show_rows(array("q", range(1, ROWS + 1)), records)
    table.grab()
    return table


def _widget() -> object:
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    table = QTableWidget(ROWS, 3)
    table.resize(1000, 600)
    for row, one in enumerate(records(range(1, ROWS + 1))):
        for column, text in enumerate((one.name, str(one.id), one.kind)):
            table.setItem(row, column, QTableWidgetItem(text))
    table.grab()
    return table


def grown(which: str) -> int:
    """Bytes by which a process grows when it shows the table."""
    source = f"""
import os
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.benchmarks import table
from ui.widgets import record_table
app = QApplication([])
resident = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
before = resident()
kept = table.{which}()
print(resident() - before)
"""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run([sys.executable, "-c", source], cwd=ROOT, env=environment, check=True, capture_output=True)
    return int(answer.stdout)


def measurements() -> Iterator[Measurement]:
    """Everything about the table."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    yield compare(f"table of {ROWS:,} rows shown", _shown, _REFERENCE, _widget, rounds=3, target=0.05)
    ours, reference = grown("_shown"), grown("_widget")
    note = f"({ours / 2**20:.0f} MiB against {reference / 2**20:.0f} MiB)"
    memory = from_samples("its memory (1 ms = 1 MB)", _REFERENCE, [ours / 1e9], [reference / 1e9], target=0.05)
    yield Measurement(memory.name, _REFERENCE, memory.ours, memory.reference, 0.05, note)
    yield from _scrolled()
    app.processEvents()


def _scrolled() -> Iterator[Measurement]:
    table, plain = _shown(), _widget()

    def page_through(view: object) -> None:
        bar = view.verticalScrollBar()
        for place in range(0, bar.maximum(), bar.maximum() // 50):
            bar.setValue(place)
            view.grab()

    yield compare(
        "50 far places of it, painted", lambda: page_through(table), _REFERENCE, lambda: page_through(plain), rounds=5
    )
    ids = array("q", range(1, ROWS + 1))
    longer = ids + array("q", [ROWS + 1])

    def refresh() -> None:
        for each in (longer, ids):
            table.show_rows(each, records)
            table.grab()

    yield compare("two refreshes of it, painted", refresh, "a new QTableWidget", _widget, rounds=3, target=0.05)
