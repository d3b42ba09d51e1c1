"""Erasing: a row and every trace of its values leave the file for good; a tombstone says that it existed.

The words live in the row, in journal records of its changes, in conflicts kept for review, in what is attached to it,
in change sets that wait to be merged, and in the search index. All are overwritten (`secure_delete`, the index's own
setting); `Workspace.erase` writes the file anew right after, because copies stay where rows once lay, and empties the
log. Backups are refreshed by `workspace.backups`. What refers to the row must go, or be emptied, first.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.workspace import bulk, contents, journal, waiting
from gcmdesk.workspace.base import Entity, Row, entities, entity
from gcmdesk.workspace.journal import Recorder
from gcmdesk.workspace.tables import GO_WITH_IT, Attachment

_SCRUB = (
    "UPDATE change SET content = NULL, salt = NULL"
    " WHERE entity = ? AND first = ? AND last = first AND kind IN ('update', 'delete')"
)
_BURIED = "SELECT row_uuid FROM tombstone WHERE entity = ? AND row_id = ?"
_OF_ROW = "SELECT id FROM {0} WHERE row_uuid = ?"
_ONCE_OF_ROW = "SELECT DISTINCT first FROM change WHERE entity = '{0}' AND kind = 'delete' AND instr(content, ?) > 0"


def erase(session: Session, kind: type[Row], ids: Iterable[int]) -> int:
    """Erase rows, living or already deleted, by id; returns how many. The passage cannot be undone.

    Unknown ids are a KeyError.
    """
    session.flush()
    recorder = journal.of(session)
    recorder.write()
    recorder.kind = "fixed"
    count = sum(erase_one(recorder, entity(kind), row_id) for row_id in ids)
    waiting.scrub(recorder.connection)
    recorder.purge_texts()
    session.expire_all()
    return count


def erase_with_dependants(session: Session, kind: type[Row], ids: Iterable[int]) -> int:
    """`erase`, after everything that cannot be without these rows; returns how many rows went in all.

    A reference that may be empty is emptied.
    """
    wanted, count = list(ids), 0
    for known in entities().values():
        dependant: type[Row] = known.table.info["row"]
        for column in known.table.columns:
            if not any(key.column.table is entity(kind).table for key in column.foreign_keys):
                continue
            rows = list(session.scalars(select(known.table.c.id).where(column.in_(wanted))))
            if column.nullable:
                bulk.update(session, dependant, [(row, {column.name: None}) for row in rows])
            elif rows:
                count += erase_with_dependants(session, dependant, rows)
    return count + erase(session, kind, wanted)


def erase_one(recorder: Recorder, kind: Entity, row_id: int) -> int:
    """Erase one row of a running transaction (merge uses it); what was recorded before must be written. Returns 1."""
    execute = recorder.connection.execute
    living = execute(kind.select_one, (row_id,)).fetchone()
    buried = execute(_BURIED, (kind.name, row_id)).fetchone()
    if living is None and buried is None:
        raise KeyError(row_id)
    uuid: bytes = living[kind.columns.index("uuid")] if living else buried[0]
    own = GO_WITH_IT.index(kind.name) if kind.name in GO_WITH_IT else None
    for name in GO_WITH_IT[:own]:
        present = execute(_OF_ROW.format(name), (uuid,)).fetchall()
        past = execute(_ONCE_OF_ROW.format(name), (uuid.hex(),)).fetchall()
        for (row,) in {*present, *past}:
            erase_one(recorder, entity(name), row)
    execute(_SCRUB, (kind.name, row_id))
    execute(f"DELETE FROM {kind.name} WHERE id = ?", (row_id,))  # noqa: S608 - names of our own schema
    execute("DELETE FROM stamp WHERE row_uuid = ?", (uuid,))
    if living:
        recorder.drop_texts(kind, [(row_id, journal.texts_of(kind, living))])
    recorder.erased(kind, [(uuid, row_id)])
    if kind.name == Attachment.__tablename__:
        contents.sweep(recorder.connection)
    return 1
