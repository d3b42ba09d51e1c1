"""Undo and redo, step by step, through any service and across restarts.

Nothing is ever taken out of the journal: undoing is new work that puts the old values back, and redoing undoes that.
What can be undone is the newest named passage that stands; what can be redone is what was undone since the last one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.workspace import bulk, journal
from gcmdesk.workspace.base import Entity, entity
from gcmdesk.workspace.errors import NothingToUndo
from gcmdesk.workspace.journal import Recorder, connection_of, unpacked

_LATEST_WORD = "(SELECT u.kind FROM passage u WHERE u.target = p.id ORDER BY u.id DESC LIMIT 1)"
_NEXT_UNDO = f"""
    SELECT p.id, p.name, p.count FROM passage p
    WHERE p.kind = 'do' AND coalesce({_LATEST_WORD}, 'redo') = 'redo' ORDER BY p.id DESC LIMIT 1
"""  # noqa: S608 - a constant of this module
_NEXT_REDO = f"""
    SELECT p.id, p.name, p.count FROM passage u JOIN passage p ON p.id = u.target
    WHERE u.kind = 'undo' AND {_LATEST_WORD} = 'undo'
      AND u.id = (SELECT max(w.id) FROM passage w WHERE w.target = p.id)
      AND u.id > (SELECT max(d.id) FROM passage d WHERE d.kind = 'do')
    ORDER BY u.id DESC LIMIT 1
"""  # noqa: S608 - a constant of this module
_LATEST = "SELECT max(id) FROM passage WHERE id = ? OR target = ?"
_CHANGES = "SELECT entity, kind, first, last, content FROM change WHERE passage_id = ? ORDER BY id DESC"


@dataclass(frozen=True, slots=True)
class Step:
    """A passage that can be undone or redone. `name` is untranslated; `count` is for its ``{count}``."""

    sequence: int
    name: str
    count: int


def next_undo(session: Session) -> Step | None:
    """What undo would take back now."""
    row = connection_of(session).execute(_NEXT_UNDO).fetchone()
    return Step(*row) if row else None


def next_redo(session: Session) -> Step | None:
    """What redo would bring back now."""
    row = connection_of(session).execute(_NEXT_REDO).fetchone()
    return Step(*row) if row else None


def undo(session: Session) -> Step:
    """Take back the newest work that stands (for `Workspace.undo`). Raises `NothingToUndo`."""
    return _turn(session, next_undo(session), "undo")


def redo(session: Session) -> Step:
    """Bring back what was undone last (for `Workspace.redo`). Raises `NothingToUndo`."""
    return _turn(session, next_redo(session), "redo")


def _turn(session: Session, step: Step | None, kind: str) -> Step:
    if step is None:
        raise NothingToUndo
    recorder = journal.of(session)
    recorder.kind, recorder.name, recorder.target = kind, step.name, step.sequence
    latest = recorder.connection.execute(_LATEST, (step.sequence, step.sequence)).fetchone()[0]
    reverse(recorder, latest)
    return step


def reverse(recorder: Recorder, sequence: int) -> None:
    """Put back what a passage changed, last change first. Erased records have nothing to put back."""
    recorder.connection.execute("PRAGMA defer_foreign_keys = ON")
    changes = recorder.connection.execute(_CHANGES, (sequence,)).fetchall()
    for (name, kind), records in groupby(changes, key=itemgetter(0, 1)):
        known = entity(name)
        if kind == "insert":
            bulk.delete_rows(recorder, known, _passing(recorder, known, _downwards(records)))
        elif kind == "update":
            bulk.change_rows(recorder, known, _old_values(records))
        elif kind == "delete":
            bulk.restore_rows(recorder, known, (unpacked(content) for *_, content in records if content))


def _downwards(records: Iterator[tuple[Any, ...]]) -> Iterator[int]:
    for _name, _kind, first, last, _content in records:
        yield from range(last, first - 1, -1)


def _passing(recorder: Recorder, kind: Entity, rows: Iterator[int]) -> Iterator[int]:
    """The rows but for those that last (`Row.lasting`)."""
    if not kind.lasting:
        yield from rows
        return
    query = f"SELECT 1 FROM {kind.name} WHERE id = ? AND ({kind.lasting})"  # noqa: S608 - names of our own schema
    yield from (row for row in rows if recorder.connection.execute(query, (row,)).fetchone() is None)


def _old_values(records: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for _name, _kind, row, _last, content in records:
        if content:
            yield row, {field: old for field, (old, _new) in unpacked(content).items()}
