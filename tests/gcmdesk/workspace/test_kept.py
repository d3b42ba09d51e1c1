"""Workspaces that released versions wrote: every one of them opens, is read, checked and written by this version.

`python -m tools.keep_workspace` keeps one; the passphrase is the sample's.
"""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gcmdesk import __version__, sample
from gcmdesk.consultations import sessions
from gcmdesk.consultations.session_records import SessionDraft
from gcmdesk.jobs import Progress
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling
from gcmdesk.reports.section import Spec
from gcmdesk.workspace import checking, opening, search
from gcmdesk.workspace.base import Row
from gcmdesk.workspace.opening import Surroundings
from tools import keep_workspace

KEPT = sorted(keep_workspace.KEPT.glob("*.gcmdesk"))
TABLES = [mapper.class_ for mapper in Row.registry.mappers]


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request, tmp_path):
    """A kept workspace, opened from a copy, so that the original stays as its version wrote it."""
    path = Path(shutil.copyfile(request.param, tmp_path / "kept.gcmdesk"))
    around = Surroundings(parameters=(keep_workspace.CHEAP,), notes=tmp_path / "notes")
    with opening.open_workspace(path, sample.PASSPHRASE, around=around) as workspace:
        yield workspace


def test_one_of_this_version_is_kept():
    assert __version__ in [path.stem for path in KEPT]


def test_every_row_of_every_room_is_read(kept):
    rows = Counter()
    for table in TABLES:
        read = kept.read(lambda session, table=table: len(session.scalars(select(table)).all()))
        assert read == kept.read(lambda session, table=table: session.scalar(select(func.count()).select_from(table)))
        rows[table.__module__.split(".")[1]] += read
    assert {room for room, count in rows.items() if count} == set(rows)


def test_nothing_is_wrong_with_it(kept):
    findings = [checking.examine(kept, part, Progress()) for part in checking.Part]
    assert [finding.sentence for finding in findings if not finding.sound] == []


def test_what_was_said_is_found_and_told_in_a_report(kept):
    assert kept.read(search.find, "school ")
    assert [hit.snippet for hit in kept.read(search.find, "fishers ")] != []
    assert kept.read(assembling.prepare, Spec("synthesis"), FileState()).report.blocks


def test_work_goes_on_in_it_and_can_be_undone(kept):
    before = len(kept.read(sessions.calendar))
    kept.run(sessions.add, SessionDraft("Harbour", date(2027, 1, 4)), name="Session added")
    assert len(kept.read(sessions.calendar)) == before + 1
    kept.undo()
    assert len(kept.read(sessions.calendar)) == before
    assert all(checking.examine(kept, part, Progress()).sound for part in checking.Part)
