"""Whoever stops a report while it is gathered or written finds nothing of it: no file, no entry, no copy."""

import pytest

from gcmdesk.errors import Cancelled
from gcmdesk.jobs import Progress
from gcmdesk.protection import kept, register
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import assembling, mail, sending
from gcmdesk.reports.section import Spec
from gcmdesk.reports.word import writing
from gcmdesk.synthesis import findings
from gcmdesk.synthesis.scope import Scope

SYNTHESIS = Spec("synthesis")


def stopped(after):
    """A progress that somebody stops at its n-th report."""
    seen = []

    def listen(step):
        seen.append(step)
        if len(seen) == after:
            progress.cancel()

    progress = Progress(listen, interval=0)
    return progress


@pytest.mark.parametrize("after", [1, 4, 8, 12])
def test_gathering_stops(told, after):
    with pytest.raises(Cancelled):
        told.read(assembling.prepare, SYNTHESIS, FileState(), stopped(after))


def test_reading_the_notes_stops(told):
    with pytest.raises(Cancelled):
        told.read(findings.by_objective, Scope(), stopped(1))


def test_it_is_told_how_far_the_gathering_is(told):
    steps = []
    told.read(assembling.prepare, SYNTHESIS, FileState(), Progress(steps.append, interval=0))
    known = [one.done for one in steps if one.total]
    assert known == sorted(known)
    assert known[-1] >= 10


@pytest.mark.parametrize("after", [1, 2, 3, 4])
@pytest.mark.parametrize("form", [mail, writing])
def test_a_file_that_was_stopped_leaves_nothing(told, tmp_path, form, after):
    prepared = told.read(assembling.prepare, SYNTHESIS, FileState())
    exporter = form.exporter(prepared, progress=stopped(after))
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Cancelled):
        sending.send(told, prepared, exporter, folder / f"r{exporter.suffix}")
    assert list(folder.iterdir()) == []
    assert told.read(register.entries) == ()
    assert told.read(kept.entries) == frozenset()
