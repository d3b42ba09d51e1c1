"""Taking in another device's work, against an upsert of the same rows by a bare driver."""

import io
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

import gcmdesk.areas  # noqa: F401 - completes the schema
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.workspace import bulk, changes, merge, opening
from gcmdesk.workspace.file import Access, Key, connect, prepare
from gcmdesk.workspace.indexing import TextIndex
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.search import INDEX
from gcmdesk.workspace.workspace import Workspace
from tests.benchmarks.measure import Measurement, from_samples, timed

NOTES = 100_000
NEW, CHANGED = NOTES // 10, NOTES // 20
_SAID = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
_WORDS = ("water", "school", "work", "permit", "border", "police", "family", "paper", "clinic", "housing", "language")
_UPSERT = (
    "INSERT INTO note (uuid, clock, device_id, consultation_id, said, kind, text,"
    " verbatim, language, translation, flagged, confidential) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, 0)"
    " ON CONFLICT (uuid) DO UPDATE SET text = excluded.text, kind = excluded.kind"
)


def _texts(count: int, seed: str) -> Iterator[str]:
    words = random.Random(seed)  # noqa: S311 - the same rows each time
    return (" ".join(words.choices(_WORDS, k=40)) for _note in range(count))


def _fill(session: Session, seed: str, count: int) -> None:
    if not session.get(Consultation, 1):
        session.add(Consultation(title="One", day=date(2026, 3, 1)))
        session.flush()
    bulk.insert(session, Note, ("consultation_id", "said", "text"), ((1, _SAID, text) for text in _texts(count, seed)))


def _change(session: Session, seed: str, first: int) -> None:
    rows = zip(range(first, first + CHANGED), _texts(CHANGED, seed), strict=True)
    bulk.update(session, Note, [(row_id, {"text": text}) for row_id, text in rows])


class _Two:
    """Two devices that have worked apart, and what one of them has for the other."""

    def __init__(self, folder: Path, index: TextIndex | None) -> None:
        self.folder = folder
        self.index = index
        base = self._path("base")
        with opening.create(base, "x", self._around("base")) as workspace:
            workspace.run(_fill, "base", NOTES, name="Filled")
            self.key: Key = workspace.key
            since = workspace.head.sequence
        stream = io.BytesIO()
        for name, first in (("a", 1), ("b", NOTES // 2)):
            shutil.copy(base, self._path(name))
            with self.opened(name) as workspace:
                workspace.run(_fill, name, NEW, name="Added")
                workspace.run(_change, name, first, name="Changed")
                if name == "b":
                    workspace.read(changes.write, stream, since)
                    self.rows = workspace.read(_rows)
        self.change_set = stream.getvalue()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.gcmdesk"

    def _around(self, name: str) -> Surroundings:
        cheap = Parameters(memory_kib=8, time_cost=1, parallelism=1)
        return Surroundings(parameters=(cheap,), notes=self.folder / f"notes-{name}", index=self.index)

    def opened(self, name: str) -> Workspace:
        return opening.open_workspace(self._path(name), "x", around=self._around(name))

    def merged(self) -> tuple[float, float]:
        """Seconds that a merge into a fresh copy takes, and MiB that memory grows meanwhile."""
        shutil.copy(self._path("a"), self._path("ours"))
        with self.opened("ours") as workspace:
            workspace.run(_fill, "warm", 1, name="Added")
            before = _reset_peak()
            seconds = timed(lambda: merge.take_in(workspace, io.BytesIO(self.change_set)))
            return seconds, _peak() - before

    def upserted(self) -> float:
        """Seconds that the bare driver takes for the same rows."""
        shutil.copy(self._path("a"), self._path("theirs"))
        connection = prepare(connect(self._path("theirs"), self.key, Access.WRITE), Access.WRITE)
        connection.execute("SELECT count(*) FROM device").fetchone()

        def upsert() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_UPSERT, self.rows)
            connection.execute("COMMIT")

        seconds = timed(upsert)
        connection.close()
        return seconds


def _rows(session: Session) -> list[tuple[object, ...]]:
    changed = f"id BETWEEN {NOTES // 2} AND {NOTES // 2 + CHANGED - 1}"
    query = f"SELECT uuid, clock, 1, consultation_id, said, kind, text FROM note WHERE id > {NOTES} OR {changed}"  # noqa: S608
    return [tuple(row) for row in session.connection().exec_driver_sql(query)]


def _status(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def _reset_peak() -> float:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM")


def merging(name: str, index: TextIndex | None, target: float | None, rounds: int = 3) -> Measurement:
    """Two workspaces of 100,000 notes, each with a tenth new and a twentieth changed since they parted."""
    with tempfile.TemporaryDirectory() as folder:
        two = _Two(Path(folder), index)
        pairs = [(two.upserted(), two.merged()) for _round in range(rounds)]
        size = len(two.change_set) / 1024 / 1024
        measured = from_samples(
            name,
            "bare upsert of the same rows",
            [seconds for _reference, (seconds, _memory) in pairs],
            [reference for reference, _ours in pairs],
            target=target,
            again=two.merged,
        )
    grown = max(memory for _reference, (_seconds, memory) in pairs)
    return replace(measured, note=f"{NEW + CHANGED:,} rows, {size:.0f} MB, memory at most +{grown:.0f} MiB")


def measurements() -> Iterator[Measurement]:
    """Without the search index, and with it."""
    yield merging("merge of two 100,000-note workspaces", None, 8)  # row by row through the ORM: 81
    yield merging("the same with the search index", INDEX, None)
