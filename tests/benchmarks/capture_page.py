"""Live capture as a user sees it: from Enter to the painted line, among all notes."""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gcmdesk import sample
from gcmdesk.consultations import capture, lines, sessions
from gcmdesk.consultations.capture import Taking
from gcmdesk.stakeholders import stubs
from gcmdesk.workspace import clock
from tests.benchmarks import large
from tests.benchmarks.capture import LINES, _typed
from tests.benchmarks.measure import SCREEN, Measurement, from_samples, timed

if TYPE_CHECKING:
    from ui.app import Desk


def _settle(desk: "Desk", app: Any) -> None:
    while desk.tasks.busy:
        app.processEvents()
    app.processEvents()


def _painted(desk: "Desk", app: Any, work: Callable[[], object]) -> float:
    """Seconds until the work is done and the window painted anew."""

    def done() -> None:
        work()
        app.processEvents()  # paints what has changed, as the user sees it

    return timed(done)


def _enters(desk: "Desk", app: Any, size: str) -> Iterator[Measurement]:
    session = desk.workspace.read(sessions.calendar)[-2].id
    desk.window.go(f"needs/capture/{session}")
    _settle(desk, app)
    page = desk.window.screen_shown.page  # type: ignore[attr-defined]
    known = page.sitting.known
    sent, alone = [], []
    for number in range(LINES):
        text = _typed(number, known)
        page.bar.line.put(text)
        sent.append(_painted(desk, app, page.bar.line.sent.emit))
        taking = Taking(session, lines.parse_line(text, known), clock.now())
        page.sitting.writing = True  # the page shows nothing of it
        alone.append(timed(partial(desk.workspace.run, capture.save, taking, stubs.ensure, name="Note added")))
        page.sitting.writing = False
    slowest = statistics.quantiles(sent, n=20)[18]
    found = from_samples(f"Enter to painted line, among {size}", "saving alone", sent, alone)
    yield Measurement(
        found.name, found.reference_name, found.ours, found.reference, None, f"p95 {slowest * 1e3:.1f} ms"
    )
    strokes = ["@", "@t", "@te", "@tea", "#1", "#wat", "!ch"]
    typed = [_painted(desk, app, partial(page.bar.line.setPlainText, text)) for text in strokes * 5]
    bare = [_painted(desk, app, partial(page.bar.translation.setText, text)) for text in strokes * 5]
    page.bar.begin()
    yield from_samples("keystroke with suggestions, painted", "the same in a bare field", typed, bare)


def measurements() -> Iterator[Measurement]:
    """Everything about the page."""
    os.environ.setdefault("QT_QPA_PLATFORM", SCREEN)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"GCMDESK_{name}": folder for name in ("CONFIG", "LOGS", "STATE", "DOCUMENTS")})
        Path(folder, "settings.json").write_text('{"language": "en"}', encoding="utf-8")
        from PySide6.QtWidgets import QApplication

        from ui.app import Desk

        app = QApplication.instance() or QApplication([])
        path = large.copy_of_sample("pages.gcmdesk")
        desk = Desk(app, surroundings=large.around())  # type: ignore[arg-type]
        desk.open()
        desk.window.resize(1366, 728)
        desk.workspace.open(path, sample.PASSPHRASE, reading=False, failed=print)
        _settle(desk, app)
        size = f"{large.NOTES:,} notes"
        yield from _enters(desk, app, size)
        desk.window.close()
        path.unlink()
