"""The screens of step 2 among all notes: how long until they show what was asked for, and how long they stand still.

The probe is a timer of one millisecond on the screen's thread: the processor time that this thread spends between two
of its beats is a stall, in which no key would be answered. What other programs take of the machine does not count.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gcmdesk import sample
from gcmdesk.consultations import agreement, codebook, coding, preparation
from gcmdesk.consultations import programme as reached
from gcmdesk.consultations import sessions as held
from gcmdesk.jobs import Progress
from gcmdesk.synthesis import everywhere, matrix, note_lists, word_list
from gcmdesk.synthesis.everywhere import Facets
from gcmdesk.synthesis.note_lists import Which
from tests.benchmarks import large
from tests.benchmarks.measure import SCREEN, Measurement, from_samples, timed

if TYPE_CHECKING:
    from ui.app import Desk

ROUNDS = 3
FRAME = 0.016
"""Seconds that a slot may take at most (PERFORMANCE.md: no stall > 16 ms)."""
_PLACES = 24
_WORDS = ("children", "children wait", "residence permit", "")
_MANY = 20
"""Samples from which the slowest of twenty is told."""
_CODED = 4_000
"""Notes that two coders have looked at."""
_CODERS = ("Bench A", "Bench B")


def _p95(samples: list[float]) -> float:
    return statistics.quantiles(samples, n=20)[18]


class Probe:
    """Beats on the screen's thread, and keeps the longest time that it could not."""

    def __init__(self, app: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest = 0.0
        self._last = time.thread_time()
        self._app = app
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def during(self, desk: "Desk", work: Callable[[], object]) -> tuple[float, float]:
        """Seconds until everything is shown, and the longest stall on the way."""
        self.wait(desk)
        self.longest, self._last = 0.0, time.thread_time()
        start = time.perf_counter()
        work()
        self.wait(desk)
        self._beat()
        return time.perf_counter() - start, self.longest

    def wait(self, desk: "Desk") -> None:
        """Until nothing is being read or typed any more, and the window is painted."""
        from PySide6.QtCore import QEventLoop

        quiet = 0
        while quiet < 3:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            quiet = 0 if desk.tasks.busy else quiet + 1


class Screens:
    """The window with the large sample, and what is measured of it."""

    def __init__(self, app: Any, desk: "Desk") -> None:
        self.app = app
        self.desk = desk
        self.probe = Probe(app)

    @property
    def page(self) -> Any:
        """The page that is shown."""
        return self.desk.window.screen_shown.page  # type: ignore[attr-defined]

    def show(self, place: str) -> Any:
        """Go to a page and wait for it, so that building it is no part of what is measured."""
        self.desk.window.go(f"needs/{place}")
        self.probe.wait(self.desk)
        return self.page

    def read(self, work: Callable[..., object], *args: Any) -> float:
        """Seconds of the bare service."""
        return timed(lambda: self.desk.workspace.read(work, *args))

    def measured(
        self,
        name: str,
        works: list[Callable[[], object]],
        reads: list[Callable[[], float]],
        target: float = 2,
        *,
        rounds: int = ROUNDS,
    ) -> Iterator[Measurement]:
        """Until it is shown, against what is read for it; and the longest stall of all, against a frame."""
        shown, stalls, alone = [], [], []
        for _round in range(rounds):
            for work, read in zip(works, reads, strict=True):
                alone.append(read())
                seconds, stall = self.probe.during(self.desk, work)
                shown.append(seconds)
                stalls.append(stall)
        yield from_samples(f"{name}, shown", "its service alone", shown, alone, target=target)
        if len(shown) >= _MANY:
            yield Measurement(f"{name}, shown, p95", "p95 of its service alone", _p95(shown), _p95(alone), target)
        note = f"longest {max(stalls) * 1e3:.1f} ms"
        middle = statistics.median(stalls)
        yield Measurement(f"{name}, longest stall", "a frame of 16 ms", middle, FRAME, 1.0, note)


def _filtered(screens: Screens, place: str, name: str) -> Iterator[Measurement]:
    """A list opened, filtered and scrolled."""
    page = screens.show(place)

    def narrow(words: str) -> None:
        page.filter.setText(words)
        page.fill()  # not after the pause, which is the typist's

    def alone(words: str) -> float:
        return screens.read(page.asks(words, *page.first_sort))

    yield from screens.measured(
        f"{name} filtered", [partial(narrow, one) for one in _WORDS], [partial(alone, one) for one in _WORDS]
    )
    yield from _scrolled(screens, page.table, name)


def _scrolled(screens: Screens, table: Any, name: str) -> Iterator[Measurement]:
    """Frames of far places, rows read and painted, against a widget of Qt's own that has its texts already."""
    bar = table.verticalScrollBar()
    places = [bar.maximum() * number // _PLACES for number in range(_PLACES)]
    plain = _plain(table)
    far, near, repaints = [], [], []
    for at in places:
        plain.hide()  # what lies over a list is painted along with it
        far.append(_frame(screens, partial(bar.setValue, at)))
        near.append(_frame(screens, partial(bar.setValue, at + 3)))
        plain.show()
        repaints.append(_frame(screens, plain.viewport().update))
    plain.deleteLater()
    note = f"p95 {_p95(far) * 1e3:.1f} ms"
    against = "QTableWidget painted again"
    yield Measurement(
        f"{name}, a far place painted", against, statistics.median(far), statistics.median(repaints), 1.5, note
    )
    yield from_samples(f"{name}, three rows on painted", against, near, repaints, target=1)
    yield from_samples(f"{name}, a far place painted", "a frame of 8 ms", far, [0.008], target=1)


def _plain(table: Any) -> Any:
    """A table widget of the same size that holds the texts of the rows in sight."""
    from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

    model = table.model()
    rows = range(min(model.rowCount(), table.height() // table.rowHeight(0) + 1))
    plain = QTableWidget(len(rows), model.columnCount(), table.parentWidget())
    plain.setGeometry(table.geometry())
    plain.verticalHeader().hide()
    for column in range(model.columnCount()):
        plain.setColumnWidth(column, table.columnWidth(column))
        for row in rows:
            plain.setItem(row, column, QTableWidgetItem(model.index(row, column).data()))
    plain.setWordWrap(False)
    return plain


def _frame(screens: Screens, work: Callable[[], object]) -> float:
    """Processor seconds of the screen's thread until the window is painted."""
    screens.probe.wait(screens.desk)
    start = time.thread_time()
    work()
    screens.app.processEvents()
    return time.thread_time() - start


def _lists(screens: Screens) -> Iterator[Measurement]:
    size = f"{large.NOTES:,} notes"
    yield from _filtered(screens, "notes", f"list of {size}")
    yield from _filtered(screens, "coding", f"{size} to code")
    page = screens.show("coding")

    def only(which: Which) -> None:
        page.which.setCurrentIndex(page.which.findData(which))

    def vanished() -> float:
        return screens.read(note_lists.ids, "", Which.VANISHED)

    def every() -> float:
        return screens.read(note_lists.ids)

    yield from screens.measured(
        "vanished passages", [partial(only, Which.VANISHED), partial(only, Which.ALL)], [vanished, every]
    )


def _programme(session: Any) -> object:
    return held.calendar(session), preparation.criteria(session), reached.reach(session)


def _pages(screens: Screens) -> Iterator[Measurement]:
    """Pages that count over all notes, read anew as after a change."""
    for place, name, service in (
        ("programme", "programme of all sessions", _programme),
        ("codebook", "code book", codebook.tree),
        ("sessions", "calendar of sessions", held.calendar),
    ):
        page = screens.show(place)
        yield from screens.measured(name, [page.read_anew], [partial(screens.read, service)])


def _counted(screens: Screens) -> Iterator[Measurement]:
    """Matrix, words and agreement: jobs whose answer is a table."""
    page = screens.show("matrix")
    yield from screens.measured("matrix screen", [page.look], [partial(screens.read, matrix.count)])
    page = screens.show("words")
    language = page.language.currentData()
    yield from screens.measured(
        "words screen", [page.look], [partial(screens.read, word_list.of_notes, Progress(), language)], target=1.5
    )
    page = screens.show("agreement")
    for box, coder in zip((page.first, page.second), _CODERS, strict=True):
        box.setCurrentIndex(box.findData(coder))
    yield from screens.measured(
        "agreement screen", [page.look], [partial(screens.read, agreement.of_coders, *_CODERS, None)]
    )


def _searched(screens: Screens) -> Iterator[Measurement]:
    """The search screen with facets, and Ctrl+K, letter by letter."""
    page = screens.show("search")
    typed = [word[:letters] for word in ("children", "residence", "permit") for letters in range(2, len(word) + 1)]
    alone = [partial(_search_alone, screens, query) for query in typed]
    hits = [partial(_type, page, query) for query in typed]
    yield from screens.measured("search screen with facets, a letter", hits, alone, rounds=1)
    yield from _palette(screens, typed)


def _type(page: Any, query: str) -> None:
    page.field.setText(query)
    page.look()


def _search_alone(screens: Screens, query: str) -> float:
    return screens.read(everywhere.search, query, Facets(), 100) + screens.read(everywhere.facets, query)


def _palette(screens: Screens, typed: list[str]) -> Iterator[Measurement]:
    from PySide6.QtWidgets import QApplication

    screens.desk.window.open_palette()
    palette: Any = QApplication.activeModalWidget()
    palette.field.setText("a")  # reads the library, once in a program's life
    yield from screens.measured(
        "Ctrl+K, a letter",
        [partial(palette.field.setText, query) for query in typed],
        [partial(screens.read, everywhere.search, query, Facets(), 15) for query in typed],
        target=3,
        rounds=1,
    )
    palette.reject()


def _code(session: Any) -> None:
    """Two coders give two themes to the same notes, and differ on every tenth."""
    themes = [one.theme.id for one in codebook.tree(session)[:2]]
    for coder, first in zip(_CODERS, (1, 1 + _CODED // 10), strict=True):
        for theme in themes:
            coding.code(session, theme, range(first, first + _CODED), coder)


def measurements() -> Iterator[Measurement]:
    """Everything about the screens."""
    os.environ.setdefault("QT_QPA_PLATFORM", SCREEN)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({f"GCMDESK_{name}": folder for name in ("CONFIG", "LOGS", "STATE", "DOCUMENTS")})
        Path(folder, "settings.json").write_text('{"language": "en"}', encoding="utf-8")
        from PySide6.QtWidgets import QApplication

        from ui.app import Desk

        app = QApplication.instance() or QApplication([])
        path = large.copy_of_sample("screens.gcmdesk")
        desk = Desk(app, surroundings=large.around())  # type: ignore[arg-type]
        desk.open()
        desk.window.resize(1366, 728)
        desk.window.activateWindow()
        screens = Screens(app, desk)
        desk.workspace.open(path, sample.PASSPHRASE, reading=False, failed=print)
        screens.probe.wait(desk)
        desk.workspace.run(_code, name="Notes coded")
        for part in (_lists, _pages, _counted, _searched):
            yield from part(screens)
        desk.window.close()
        path.unlink()
