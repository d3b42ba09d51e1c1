"""Writing, undoing and opening workspaces, against the same rows by a bare driver; and what encryption costs."""

import os
import random
import sqlite3  # for scratch files that are no workspaces
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from gcmdesk import sample_texts
from gcmdesk.consultations import notes, sessions
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.consultations.tables import Note
from gcmdesk.jobs import Progress
from gcmdesk.workspace import bulk, clock, opening, search
from gcmdesk.workspace.file import Access, Driver, Key
from gcmdesk.workspace.query import words
from tests.benchmarks import large
from tests.benchmarks.measure import Measurement, from_samples, timed

BULK = large.NOTES // 2
IMPORT = large.NOTES // 20
COMMITS = 200
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

_COLUMNS = ("consultation_id", "said", "text")
_UNSAID = "verbatim, language, translation, flagged, confidential"
_INSERT = (
    f"INSERT INTO note (uuid, clock, device_id, consultation_id, said, kind, text, {_UNSAID})"  # noqa: S608 - our own
    " VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, 0)"
)
_CHANGE = (
    "INSERT INTO change (passage_id, entity, kind, first, last, content, salt, commitment)"
    " VALUES (?, 'note', 'insert', ?, ?, NULL, ?, ?)"
)
_PASSAGE = "INSERT INTO passage SELECT ?, clock + 1, device_id, actor_id, made, name, 1, 'do', NULL, link FROM passage"
_SAMPLE_OF_TEXTS = "SELECT text FROM note LIMIT ?"


def _insert(session: Session, _progress: Progress, texts: list[str]) -> range:
    return bulk.insert(session, Note, _COLUMNS, ((1, NOON, text) for text in texts))


def _bare_insert(connection: Driver, texts: list[str]) -> None:
    said = clock.microseconds(NOON)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_INSERT, ((os.urandom(16), 1, 1, 1, said, "", text) for text in texts))
    connection.execute("COMMIT")


def _empty_file(name: str) -> Path:
    """A workspace with one session and nothing else."""
    path = large.folder() / name
    tiny = large.Size(stakeholders=6, sessions=1, notes=1, codings=1)
    large.sample.write(path, tiny, around=large.around())
    return path


def bulk_inserts(rounds: int = 3) -> Iterator[Measurement]:
    """Notes with journal, and with the index as well. The reference has neither."""
    texts = [note.text for note in sample_texts.notes(9, BULK)]
    empty = _empty_file("empty.gcmdesk")
    key = large.key_of(empty)
    taken: dict[str, list[float]] = {"bare": [], "journal": [], "index": []}

    def once(kind: str) -> float:
        path = large.folder() / "bulk.gcmdesk"
        path.write_bytes(empty.read_bytes())
        seconds = _timed_insert(path, key, texts, kind)
        path.unlink()
        return seconds

    for _round in range(rounds):
        for kind, took in taken.items():
            took.append(once(kind))
    for kind, name, target in (("journal", "journal", 1.5), ("index", "journal and index", 6)):
        yield from_samples(
            f"{BULK:,} notes in bulk, {name}",
            "executemany",
            taken[kind],
            taken["bare"],
            target=target,
            again=partial(once, kind),
        )


def _timed_insert(path: Path, key: Key, texts: list[str], kind: str) -> float:
    if kind == "bare":
        connection = large.bare(path, key)
        try:
            return timed(lambda: _bare_insert(connection, texts))
        finally:
            connection.close()
    around = opening.Surroundings(large.around().parameters, large.around().notes, None)
    if kind == "index":
        around = large.around()
    with opening.open_with_recovery_key(path, key.raw, around=around) as workspace:
        return timed(lambda: workspace.job(Progress(), _insert, texts, name="Imported"))


def single_notes() -> Measurement:
    """One note, from the call until it is on the disk, in a file with all the notes of the large sample."""
    ours, theirs = large.copy_of_sample("ours.gcmdesk"), large.copy_of_sample("theirs.gcmdesk")
    key = large.key_of(ours)
    texts = [note.text for note in sample_texts.notes(11, COMMITS)]
    connection = large.bare(theirs, key)
    taken: list[tuple[float, float]] = []
    with large.opened(ours) as workspace:
        workspace.run(sessions.reopen, 1, "More notes", name="Session reopened")
        for number, text in enumerate(texts):
            draft = NoteDraft(1, text, NOON)
            own = timed(lambda draft=draft: workspace.run(notes.save, draft, name="Note added"))  # type: ignore[misc]
            bare = timed(lambda number=number, text=text: bare_note(connection, number, text))  # type: ignore[misc]
            taken.append((own, bare))
        measured = from_samples(
            f"one note committed, among {large.NOTES:,}",
            "same rows, bare driver",
            [own for own, _bare in taken],
            [bare for _own, bare in taken],
            target=3,
            within=0.05,
            again=partial(workspace.run, notes.save, NoteDraft(1, texts[0], NOON), name="Note added"),
        )
    connection.close()
    _remove(ours, theirs)
    slowest = statistics.quantiles([own for own, _bare in taken], n=20)[18]
    return replace(measured, note=f"p95 {slowest * 1000:.1f} ms")


def bare_note(connection: Driver, number: int, text: str) -> int | None:
    """One note and its journal by the bare driver; gives its id."""
    connection.execute("BEGIN IMMEDIATE")
    said, passage = clock.microseconds(NOON), 1000 + number
    row = connection.execute(_INSERT, (os.urandom(16), 1, 1, 1, said, "", text)).lastrowid
    connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (1 << 40 | row, words(text)))
    connection.execute(_CHANGE, (passage, row, row, os.urandom(16), os.urandom(32)))
    connection.execute(f"{_PASSAGE} ORDER BY id DESC LIMIT 1", (passage,))
    connection.execute("COMMIT")
    return row


def undo_of_an_import() -> Iterator[Measurement]:
    """Taking an import back, and bringing it again, in a file with all the notes of the large sample."""
    ours, theirs = large.copy_of_sample("ours.gcmdesk"), large.copy_of_sample("theirs.gcmdesk")
    key = large.key_of(ours)
    texts = [note.text for note in sample_texts.notes(12, IMPORT)]
    connection = large.bare(theirs, key)
    bare = timed(lambda: _bare_import(connection, texts))
    back = timed(lambda: _bare_removal(connection, texts))
    connection.close()
    with large.opened(ours) as workspace:
        imported = timed(lambda: workspace.job(Progress(), _insert, texts, name="Imported"))
        undone, redone = timed(workspace.undo), timed(workspace.redo)
    _remove(ours, theirs)
    name = f"{IMPORT:,} notes, index included:"
    yield Measurement(f"{name} import", "same rows, bare driver", imported, bare)
    yield Measurement(f"{name} undo", "same rows, bare driver", undone, back)
    yield Measurement(f"{name} redo", "same rows, bare driver", redone, bare)


def _bare_import(connection: Driver, texts: list[str]) -> None:
    said = clock.microseconds(NOON)
    connection.execute("BEGIN IMMEDIATE")
    rows = ((large.NOTES + 1 + at, os.urandom(16), said, text) for at, text in enumerate(texts))
    connection.executemany(
        f"INSERT INTO note (id, uuid, clock, device_id, consultation_id, said, kind, text, {_UNSAID})"  # noqa: S608
        " VALUES (?, ?, 1, 1, 1, ?, '', ?, 0, '', '', 0, 0)",
        rows,
    )
    with search.INDEX.bulk(connection):
        connection.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", _words(texts))
    connection.execute("COMMIT")


def _bare_removal(connection: Driver, texts: list[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM note WHERE id > ?", (large.NOTES,))
    connection.executemany("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", _words(texts))
    connection.execute("COMMIT")


def _words(texts: list[str]) -> Iterator[tuple[int, str]]:
    return ((1 << 40 | large.NOTES + 1 + at, words(text)) for at, text in enumerate(texts))


_OPEN = """
import sys
from pathlib import Path
from tests.benchmarks import large
path, key = Path(sys.argv[1]), large.Key(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
{work}
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""
_WORKS = {
    "nothing": "",
    "bare": """
connection = large.bare(path, key)
connection.execute("SELECT * FROM note ORDER BY id DESC LIMIT 50").fetchall()
""",
    "ours": """
from gcmdesk.workspace import opening, search
workspace = opening.open_with_recovery_key(path, key.raw, around=large.Surroundings(notes=path.with_name("notes")))
workspace.read(search.find, "school ")
""",
}


def opening_and_memory(rounds: int = 9) -> Measurement:
    """From the key to the first 50 notes; and what that takes of memory, in processes of their own."""
    path = large.sample_file()
    key = large.key_of(path)

    def bare() -> None:
        connection = large.bare(path, key)
        connection.execute("SELECT * FROM note ORDER BY id DESC LIMIT 50").fetchall()
        connection.close()

    def ours() -> None:
        with opening.open_with_recovery_key(path, key.raw, around=large.around()) as workspace:
            workspace.read(lambda session: session.query(Note).order_by(Note.id.desc()).limit(50).all())

    pairs = [(timed(ours), timed(bare)) for _round in range(rounds)]
    peaks = {name: _peak(work, path, key) for name, work in _WORKS.items()}
    used = {name: (peak - peaks["nothing"]) / 1024 for name, peak in peaks.items()}
    size = path.stat().st_size / 1_000_000
    note = f"file {size:.0f} MB; memory +{used['ours']:.0f} MiB with a search, bare driver +{used['bare']:.0f} MiB"
    medians = [statistics.median(each) for each in zip(*pairs, strict=True)]
    return Measurement(f"opening {large.NOTES:,} notes, first 50 read", "bare driver", *medians, note=note)


def _peak(work: str, path: Path, key: Key) -> int:
    command = [sys.executable, "-c", _OPEN.format(work=work), str(path), key.raw.hex(), key.salt.hex()]
    root = Path(__file__).resolve().parents[2]
    return int(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)


def encryption(rounds: int = 3) -> Iterator[Measurement]:
    """The same statements on the same engine with and without a key, and on the standard library's engine."""
    texts = [words(note.text) for note in sample_texts.notes(13, BULK // 2)]
    keyed, plain, standard = (_Scratch(kind, texts) for kind in ("keyed", "plain", "standard"))
    inserts = [(keyed.insert(), plain.insert(), standard.insert()) for _round in range(rounds)]
    searches = [(keyed.search(), plain.search(), standard.search()) for _round in range(rounds)]
    for name, taken in (("insert", inserts), ("search", searches)):
        own, other, standards = ([each[at] for each in taken] for at in range(3))
        yield from_samples(f"encryption, {name}", "same engine without key", own, other, target=1.4)
        yield from_samples(f"encryption, {name}", "Python's own sqlite3", own, standards)
    for scratch in (keyed, plain, standard):
        scratch.connection.close()


class _Scratch:
    """A file of notes and their index, with or without a key; no workspace."""

    def __init__(self, kind: str, texts: list[str]) -> None:
        self.path = large.folder() / f"{kind}.scratch"
        self.path.touch()
        self.texts = texts
        self.connection: Driver
        if kind == "standard":
            self.connection = sqlite3.connect(self.path, isolation_level=None)
        else:
            key = Key(os.urandom(32), os.urandom(16))
            self.connection = large.file.connect(self.path, key, Access.WRITE) if kind == "keyed" else self._plain()
        large.file.prepare(self.connection, Access.WRITE)
        self.connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT")
        self.connection.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')")
        self.connection.execute("INSERT INTO search (search, rank) VALUES ('pgsz', 3970)")

    def _plain(self) -> Driver:
        from sqlcipher3 import dbapi2

        return dbapi2.connect(self.path, isolation_level=None)

    def _fill(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for table in ("note (text)", "search (words)"):
            self.connection.executemany(f"INSERT INTO {table} VALUES (?)", ((text,) for text in self.texts))  # noqa: S608
        self.connection.execute("COMMIT")

    def insert(self) -> float:
        """Seconds for notes and index; the file is emptied before."""
        self.connection.execute("DELETE FROM note")
        self.connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
        large.file.settle(self.connection)
        return timed(self._fill)

    def search(self) -> float:
        """Seconds for sixty searches."""
        rng = random.Random(1)  # noqa: S311 - a repeatable series
        asked = [f'"{rng.choice(rng.choice(self.texts).split())}"' for _query in range(60)]
        asked = [query for query in asked if query[1:-1].isalnum()]
        found = "SELECT text, rank FROM search JOIN note ON note.id = search.rowid WHERE search MATCH ?"
        work: Callable[[str], object] = lambda query: self.connection.execute(  # noqa: E731
            f"{found} ORDER BY rank LIMIT 50",
            (query,),
        ).fetchall()
        return timed(lambda: [work(query) for query in asked])


def _remove(*paths: Path) -> None:
    for path in paths:
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()


def measurements() -> Iterator[Measurement]:
    """Everything about one file and one writer."""
    yield from bulk_inserts()
    yield single_notes()
    yield from undo_of_an_import()
    yield opening_and_memory()
    yield from encryption()
