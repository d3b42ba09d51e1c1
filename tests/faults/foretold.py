"""Random work whose outcome is known beforehand: after n commits the workspace must hold exactly what the story says.

The story is an independent account of what services, undo and erasure do, in plain dictionaries. A process tells it to
a workspace step by step; whoever finds the file afterwards compares it with the story as far as the file got.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import gcmdesk.areas  # noqa: F401 - makes the schema complete
from gcmdesk.consultations import notes
from gcmdesk.consultations.records import NoteDraft
from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.jobs import Progress
from gcmdesk.workspace import bulk, opening, search
from gcmdesk.workspace.errors import WorkspaceError
from gcmdesk.workspace.keys import Parameters
from gcmdesk.workspace.opening import Surroundings
from gcmdesk.workspace.workspace import Workspace

PASSPHRASE = "open sesame"
BASE = 1
"""Commits before the story begins: the consultation."""

SAID = datetime(2026, 5, 4, 9, tzinfo=UTC)
_WORDS = ("water", "réunion", "паспорт", "هجرة", "移民", "ne\u0301e", "👩‍🌾", "دفتر", "остров", "工作")
_KINDS = ("add", "import", "edit", "delete", "undo", "redo", "erase", "settle")
_WEIGHTS = (30, 10, 10, 8, 10, 6, 3, 3)
_LARGEST_IMPORT = 120

Notes = dict[int, str]
Step = tuple[str, object]


class Story:
    """A plan without end, the same for the same seed. `notes` is what the file must hold after `commits` commits."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._made = 0
        self._done: list[tuple[Notes, Notes]] = []
        self._undone: list[tuple[Notes, Notes]] = []
        self.notes: Notes = {}
        self.commits = 0

    def reach(self, commits: int) -> Notes:
        """Go on to the point where so many commits are made; what the file must hold then."""
        while self.commits < commits:
            self.step()
        return self.notes

    def step(self) -> Step:
        """The next thing to do; the story has done it."""
        kind = self._chance.choices(_KINDS, _WEIGHTS)[0]
        if kind == "settle":
            return kind, None
        possible = {"undo": self._done, "redo": self._undone, "add": [1], "import": [1]}.get(kind, self.notes)
        self.commits += 1
        return getattr(self, f"_{kind if possible else 'add'}")()

    def _text(self) -> str:
        self._made += 1
        length = self._chance.choice((1, 8, 30, 60, 900))
        return f"{self._made} " + " ".join(self._chance.choices(_WORDS, k=length))

    def _next(self, after: Notes) -> None:
        self._done.append((self.notes, after))
        self._undone.clear()
        self.notes = after

    def _new(self, texts: list[str]) -> Notes:
        first = self._ids = getattr(self, "_ids", 0) + 1
        self._ids += len(texts) - 1
        return dict(enumerate(texts, first))

    def _add(self) -> Step:
        new = self._new([self._text()])
        self._next({**self.notes, **new})
        return "add", next(iter(new.values()))

    def _import(self) -> Step:
        new = self._new([self._text() for _ in range(self._chance.randint(2, _LARGEST_IMPORT))])
        self._next({**self.notes, **new})
        return "import", list(new.values())

    def _some(self) -> list[int]:
        return self._chance.sample(sorted(self.notes), self._chance.randint(1, min(10, len(self.notes))))

    def _edit(self) -> Step:
        edits = {row: self._text() for row in self._some()}
        self._next({**self.notes, **edits})
        return "edit", edits

    def _delete(self) -> Step:
        gone = self._some()
        self._next({row: text for row, text in self.notes.items() if row not in gone})
        return "delete", gone

    def _undo(self) -> Step:
        self._undone.append(self._done.pop())
        self.notes = self._undone[-1][0]
        return "undo", None

    def _redo(self) -> Step:
        self._done.append(self._undone.pop())
        self.notes = self._done[-1][1]
        return "redo", None

    def _erase(self) -> Step:
        gone = set(self._some())

        def without(state: Notes) -> Notes:
            return {row: text for row, text in state.items() if row not in gone}

        self._done = [(without(before), without(after)) for before, after in self._done]
        self._undone = [(without(before), without(after)) for before, after in self._undone]
        self.notes = without(self.notes)
        return "erase", sorted(gone)


def perform(workspace: Workspace, step: Step) -> None:
    """Do in the workspace what the story has done."""
    kind, what = step
    if kind in {"undo", "redo", "settle"}:
        getattr(workspace, kind)()
    elif kind == "erase":
        workspace.erase(Note, *what, name="Notes erased")
    elif kind == "import":
        workspace.job(Progress(), _import, what, name="{count} notes imported")
    else:
        workspace.run(_WORK[kind], what, name="Notes changed")


def _add(session: Session, text: str) -> None:
    notes.save(session, NoteDraft(consultation=1, text=text, said=SAID))


def _import(session: Session, progress: Progress, texts: list[str]) -> None:
    rows = [(1, SAID, text) for text in texts]
    bulk.insert(session, Note, ("consultation_id", "said", "text"), rows, progress=progress, total=len(rows))


def _edit(session: Session, edits: Notes) -> None:
    for row, text in edits.items():
        session.get_one(Note, row).text = text


def _delete(session: Session, rows: list[int]) -> None:
    bulk.delete(session, Note, rows)


_WORK: dict[str, Callable[..., None]] = {"add": _add, "edit": _edit, "delete": _delete}


def around(folder: Path) -> Surroundings:
    """The surroundings of these runs: cheap keys, and notes of their own."""
    return Surroundings(
        parameters=(Parameters(memory_kib=8, time_cost=1, parallelism=1),),
        notes=folder / "notes",
        index=search.INDEX,
    )


def _consultation(session: Session) -> None:
    session.add(Consultation(title="Market day", day=date(2026, 5, 4)))


def begin(folder: Path) -> Path:
    """A new workspace in `folder`, ready for a story."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "a.gcmdesk"
    with opening.create(path, PASSPHRASE, around(folder)) as workspace:
        workspace.run(_consultation, name="Consultation planned")
    return path


def tell(workspace: Workspace, story: Story, commits: int) -> None:
    """Do the next so many commits of the story."""
    target = story.commits + commits
    while story.commits < target:
        perform(workspace, story.step())


def all_notes(session: Session) -> Notes:
    """What the file holds."""
    return dict(tuple(row) for row in session.execute(select(Note.id, Note.text)))


def shortcomings(workspace: Workspace, story: Story, acknowledged: int) -> list[str]:
    """What is wrong with a file into which the story was told and `acknowledged` commits were called saved."""
    commits = workspace.head.sequence - BASE
    if commits < acknowledged:
        return [f"{acknowledged - commits} acknowledged commits are missing"]
    problems = [] if commits <= acknowledged + 1 else [f"{commits} commits, but {acknowledged} acknowledged"]
    try:
        held = workspace.read(all_notes)
    except (WorkspaceError, DBAPIError) as error:
        return [*problems, f"the notes cannot be read: {error}"]
    if held != story.reach(commits):
        problems.append(f"commit {commits} is torn")
    broken_at = workspace.verify().broken_at
    if broken_at is not None:
        problems.append(f"the audit chain is broken at {broken_at}")
    if workspace.regress is not None:
        problems.append("a regress is told although nothing is lost")
    displaced = workspace.displaced(Progress())
    if displaced is not None:
        problems.append(f"{displaced.pages} pages are called displaced although nothing was put back")
    return [*problems, *workspace.read(_disagreements)]


def _disagreements(session: Session) -> list[str]:
    connection = session.connection()
    structure = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    agreed = search.check(session, Progress()).sound
    return [
        *([] if agreed else ["the search index does not agree with the rows"]),
        *(line for line in structure if line != "ok"),
        *(f"reference without its row in {row[0]}" for row in orphans),
    ]
