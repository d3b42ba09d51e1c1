"""The main job from end to end, without a screen: from tables to a synthesis in three languages.

    python -m tools.main_job build                    with the tables beside the checkout, else with the sample

Each findings table becomes sessions (one for each of its sections), its findings are coded to objectives by the search
lines of `rules.csv` and by hand (`codes.csv`), gathered as evidence (`evidence.csv`), and a trial assessment is keyed
in (`scores.csv`).
"""

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import gcmdesk.areas  # noqa: F401 - completes the schema
from gcmdesk import sample
from gcmdesk.consultations import autocode, codebook, coding, evidence, sessions
from gcmdesk.consultations.coding_records import EvidenceDraft, ThemeDraft
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.consultations.tables import Note
from gcmdesk.exchange import imports, note_tables, spreadsheets
from gcmdesk.exchange.initiative_tables import Initiatives
from gcmdesk.exchange.spreadsheets import Grid
from gcmdesk.i18n import mark
from gcmdesk.jobs import Progress
from gcmdesk.priorities import criteria, raters, rounds, scores
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft
from gcmdesk.reports import assembling, sending
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import writing
from gcmdesk.workspace import opening
from gcmdesk.workspace.opening import HERE, Surroundings
from gcmdesk.workspace.workspace import Workspace

HERE_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
"""Where the tables lie when somebody has them."""
PASSPHRASE = sample.PASSPHRASE
LANGUAGES = ("en", "fr", "ar")
_INITIATIVES, _FINDINGS = "initiatives-2019.csv", "findings-2019.csv"
_DAY = date(2019, 12, 31)
"""The tables say the year only."""
_OWN = Path(__file__).parent


def run(folder: Path, tables: Path = HERE_BESIDE, around: Surroundings = HERE) -> list[Path]:
    """Do the job anew in `folder`; returns the workspace and the reports. Raises what importing and sending raise."""
    folder.mkdir(parents=True, exist_ok=True)
    real = (tables / _FINDINGS).is_file() and (tables / _INITIATIVES).is_file()
    path = folder / ("main-job.gcmdesk" if real else "main-job-sample.gcmdesk")
    made = [path, *(folder / f"{outline}-{code}.docx" for outline, code in _reports())]
    for old in made:
        old.unlink(missing_ok=True)
    with _workspace(path, tables if real else None, around) as workspace:
        for outline, code in _reports():
            spec = Spec(outline, language=code, title="")
            prepared = workspace.read(assembling.prepare, spec, sending.file_state(workspace))
            sending.send(workspace, prepared, writing.exporter(prepared), folder / f"{outline}-{code}.docx")
    return made


def _reports() -> Iterator[tuple[str, str]]:
    yield "stakeholder-map", LANGUAGES[0]
    yield from (("synthesis", code) for code in LANGUAGES)


@contextmanager
def _workspace(path: Path, tables: Path | None, around: Surroundings) -> Iterator[Workspace]:
    if tables is None:
        sample.write(path, around=around)
        with opening.open_workspace(path, PASSPHRASE, around=around) as workspace:
            yield workspace
        return
    with opening.create(path, PASSPHRASE, around) as workspace:
        _import(workspace, Initiatives(), spreadsheets.read(tables / _INITIATIVES))
        _findings(workspace, spreadsheets.read(tables / _FINDINGS))
        _code(workspace)
        workspace.run(_assess, name=mark("Assessment begun"))
        yield workspace


def _import(workspace: Workspace, target: Any, grid: Grid) -> None:
    matching = workspace.read(imports.guess, target, grid)
    imports.refuse_unmatched(target, matching)
    preview = workspace.read(imports.examine, target, grid, matching)
    workspace.job(Progress(), imports.write, target, grid, matching, preview, name=target.passage)


def _findings(workspace: Workspace, grid: Grid) -> None:
    """One written statement for each section of the table."""
    head, *rows = grid.rows
    column = [str(one).strip().lower() for one in head].index("section")
    for section in dict.fromkeys(str(row[column]) for row in rows):
        draft = SessionDraft(section, _DAY, mode="written")
        held = workspace.run(sessions.add, draft, name=mark("Session added")).id
        workspace.run(sessions.start, held, name=mark("Session opened"))
        part = replace(grid, rows=[head, *(row for row in rows if str(row[column]) == section)])
        _import(workspace, note_tables.Notes(held), part)
        workspace.run(sessions.close, held, name=mark("Session closed"))


def _code(workspace: Workspace) -> None:
    """By search lines, then by hand; the hand-made codes name the numbers of the table."""
    workspace.run(codebook.set_up, name=mark("Code book set up"))

    rules = workspace.run(_rules, name=mark("Theme added"))
    workspace.job(Progress(), autocode.by_rules, rules, name=mark("{count} notes coded"))
    workspace.run(_by_hand, name=mark("Evidence set added"))


def _rules(session: Any) -> list[tuple[int, str]]:
    """The search lines with their themes; own ones lie below their objective."""
    themes: dict[tuple[str, str], int] = {}
    rules = []
    for one in _rows("rules.csv"):
        key = one["objective"], one["theme"]
        if key not in themes:
            above = codebook.entry(session, objective=int(one["objective"]))
            themes[key] = codebook.add(session, ThemeDraft(one["theme"], parent=above)).id if one["theme"] else above
        rules.append((themes[key], one["search"]))
    return rules


def _by_hand(session: Any) -> None:
    """Codes and evidence, by the numbers of the table."""
    numbered = {row.reference: row for row in session.query(Note) if row.reference}
    for one in _rows("codes.csv"):
        if one["number"] in numbered:
            coding.code(session, codebook.entry(session, objective=int(one["objective"])), [numbered[one["number"]].id])
    for one in _rows("evidence.csv"):
        notes = [numbered[number].id for number in one["numbers"].split() if number in numbered]
        if notes:
            evidence.add(session, EvidenceDraft(one["title"]), notes)


def _assess(session: Any) -> None:
    """Trial scores of the desk: each objective gets its score by every criterion."""
    criteria.install(session)
    asked = rounds.add(session, RoundDraft("scores", "Desk trial", _DAY)).id
    rows = _rows("scores.csv")
    for name in dict.fromkeys(one["rater"] for one in rows):
        rater = raters.add(session, RaterDraft("organisation", name)).id
        cells = {
            (int(one["objective"]), by.id): int(one["score"])
            for one in rows
            if one["rater"] == name
            for by in criteria.all_of(session)
        }
        scores.put_sheet(session, asked, rater, cells)


def _rows(name: str) -> list[dict[str, str]]:
    with (_OWN / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(arguments: list[str]) -> int:
    """Print what was made and how long it took."""
    begun = time.monotonic()
    made = run(Path(arguments[0] if arguments else "build"))
    print(f"From tables to reports in {time.monotonic() - begun:.0f} seconds:")
    for one in made:
        print(f"    {one}")
    print(f"The passphrase of the workspace: {PASSPHRASE}")
    return 0
