"""Notes taken while people speak, among all notes of the large sample; and tables of notes."""

import os
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from gcmdesk.consultations import capture, completion, coverage, lines, presenting, sessions
from gcmdesk.consultations.capture import Taking, Unfinished
from gcmdesk.consultations.lines import Known
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.exchange import imports, note_tables, spreadsheets
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import stubs
from gcmdesk.workspace import clock, opening
from gcmdesk.workspace.file import Driver
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, compare, from_samples, timed
from tests.benchmarks.workspace import NOON, bare_note

LINES = 100
STROKES = ("@", "@t", "@te", "@tea", "@teac", "#1", "#15", "#wat", "!ch", "!chall")
ROWS = max(large.NOTES // 4, 1000)
COLUMNS = 40
ROUNDS = 3

_ONE_SESSION = "SELECT * FROM note WHERE consultation_id = ?"
_LIKE = "SELECT id, name FROM stakeholder WHERE name LIKE ? ORDER BY name LIMIT 8"
_CODING = (
    "INSERT INTO coding (uuid, clock, device_id, note_id, theme_id, coder, start, stop, seal, place, memo)"
    " VALUES (?, 1, 1, ?, 1, '', 0, 0, 0, 0, '')"
)
_CHANGE = (
    "INSERT INTO change (passage_id, entity, kind, first, last, content, salt, commitment)"
    " VALUES (?, 'coding', 'insert', ?, ?, NULL, ?, ?)"
)


def _typed(number: int, known: Known) -> str:
    speaker = known.speakers.form(known.speakers.all[number * 7 % len(known.speakers.all)].key)
    return f"@{speaker} #{number % 23 + 1} !challenge Line {number}: children wait nine months for a guardian"


def _bare_line(connection: Driver, number: int) -> None:
    row = bare_note(connection, number, "children wait nine months for a guardian")
    connection.execute("BEGIN IMMEDIATE")
    coding = connection.execute(_CODING, (os.urandom(16), row)).lastrowid
    connection.execute(_CHANGE, (1000 + number, coding, coding, os.urandom(16), os.urandom(32)))
    connection.execute("COMMIT")


def lines_taken() -> Iterator[Measurement]:
    """From Enter to the disk, with speaker, objective and kind; what is typed in between; the panels after it."""
    ours, theirs = large.copy_of_sample("lines.gcmdesk"), large.copy_of_sample("bare-lines.gcmdesk")
    key = large.key_of(ours)
    connection = large.bare(theirs, key)
    size = f"{large.NOTES:,} notes"
    with large.opened(ours) as workspace:
        session = workspace.read(sessions.calendar)[-2].id
        known = workspace.read(capture.known, session)
        sent, bare, kept = [], [], []
        for number in range(LINES):
            typed = _typed(number, known)

            def enter(typed: str = typed) -> None:
                taking = Taking(session, lines.parse_line(typed, known), NOON)
                workspace.run(capture.save, taking, stubs.ensure, name="Note added")

            kept.append(timed(lambda typed=typed: workspace.run(capture.keep, session, Unfinished(typed))))  # type: ignore[misc]
            sent.append(timed(enter))
            bare.append(timed(lambda number=number: _bare_line(connection, number)))  # type: ignore[misc]
        slowest = statistics.quantiles(sent, n=20)[18]
        measured = from_samples(
            f"Enter to committed, among {size}", "same rows, bare driver", sent, bare, target=3, again=enter
        )
        note = f"p95 {slowest * 1000:.1f} ms"
        yield replace(measured, note=note)
        yield from_samples("unfinished line kept", "a note by the bare driver", kept, bare)
        for name, work in (("coverage panel", coverage.of), ("presenter's view", presenting.view)):
            yield compare(
                f"{name}, among {size}",
                lambda work=work: workspace.read(work, session),  # type: ignore[misc, arg-type]
                "SELECT * of the session, bare driver",
                lambda: connection.execute(_ONE_SESSION, (session,)).fetchall(),
            )
        names = f"{len(known.speakers.all):,} stakeholders"
        yield compare(
            f"{names} read for completion",
            lambda: workspace.read(capture.known, session),
            "SELECT *, bare driver",
            lambda: connection.execute("SELECT * FROM stakeholder").fetchall(),
            rounds=5,
        )
        yield compare(
            f"{len(STROKES)} keystrokes completed among {names}",
            lambda: [completion.candidates(typed, len(typed), known) for typed in STROKES],
            "LIKE on the name, bare driver",
            lambda: [connection.execute(_LIKE, (f"%{typed[1:]}%",)).fetchall() for typed in STROKES],
        )
    connection.close()
    for path in (ours, theirs):
        path.unlink()


def _table() -> Path:
    path = large.folder() / "notes.xlsx"
    fields = ["_uuid", "text", "speaker", "kind", "objectives", "language", "said", "confidential"]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, fields + [f"Question {number}" for number in range(COLUMNS - len(fields))])
        for row in range(1, ROWS + 1):
            cells = [f"id-{row}", f"What was said in row {row}", f"Group {row % 300}", "need", str(row % 23 + 1), "fr"]
            numbers = [row * number for number in range(COLUMNS - len(fields))]
            sheet.write_row(row, 0, [*cells, "2026-05-04 10:15", "no", *numbers])
    return path


def _imported(path: Path, number: int) -> float:
    """Seconds of an import into a fresh workspace, trial included."""
    place = large.folder() / f"notes-{number}.gcmdesk"
    with opening.create(place, "x", large.around()) as workspace:
        draft = SessionDraft("Survey", clock.now().date())
        target = note_tables.Notes(workspace.run(sessions.add, draft, name="Session added").id)

        def work() -> None:
            grid: Grid = spreadsheets.read(path)
            matching = workspace.read(imports.guess, target, grid)
            preview = workspace.read(imports.examine, target, grid, matching)
            workspace.job(Progress(), imports.write, target, grid, matching, preview, name=target.passage)

        return timed(work)


def tables() -> Iterator[Measurement]:
    """A table of notes with its trial, against calamine's bare parse of it."""
    path = _table()
    bare, ours = [], []
    for number in range(ROUNDS):
        bare.append(timed(lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()))
        ours.append(_imported(path, number))
    yield from_samples(f"notes of {ROWS:,} × {COLUMNS} imported", "python-calamine alone", ours, bare)


def measurements() -> Iterator[Measurement]:
    """Live capture, then tables, then the pages."""
    from tests.benchmarks import capture_page

    yield from lines_taken()
    yield from tables()
    yield from capture_page.measurements()
