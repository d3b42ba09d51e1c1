# ruff: noqa: S608 - the names in the SQL are those of our own schema
"""Bringing a deleted row back with what was written into it while it was deleted elsewhere (`workspace.conflicts`).

Its fields come from what the merge kept for review, which is the same on every device, else from this file's own record
of the deletion; what it belongs to comes back with it from there. A reference that may be empty and whose row is gone
stays empty.
"""

from collections.abc import Mapping

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import bulk, changes
from gcmdesk.workspace.base import Entity, entity
from gcmdesk.workspace.changes import PEOPLE, Column
from gcmdesk.workspace.journal import Recorder, Value, unpacked

_KEPT = """
    SELECT c.field, c.other FROM field_conflict c JOIN device d ON d.id = c.other_device_id
    WHERE c.row_uuid = ? AND c.entity = ? ORDER BY c.other_clock, d.uuid
"""
_DELETED = """
    SELECT content FROM change WHERE entity = ? AND first = ? AND kind = 'delete' AND content IS NOT NULL
    ORDER BY id DESC LIMIT 1
"""
_BURIED = "SELECT row_uuid FROM tombstone WHERE entity = ? AND row_id = ? AND erased = 0"


class CannotComeBack(KnownError):
    """The row, or what it belongs to, was erased, or this file never held it."""

    def __init__(self) -> None:
        super().__init__(
            _("This entry cannot come back here: what it belongs to is gone from this computer."),
            _("Bring it back on the computer where it was deleted, or let it go."),
        )


def bring_back(recorder: Recorder, kind: Entity, row_id: int, values: Mapping[str, Value]) -> None:
    """Bring a deleted row back under its old id; `values` (references as uuids) go before what was kept.

    Raises `CannotComeBack`.
    """
    recorder.write()
    buried = recorder.connection.execute(_BURIED, (kind.name, row_id)).fetchone()
    if buried is None:
        raise CannotComeBack
    kept = {name: unpacked(other)["value"] for name, other in recorder.connection.execute(_KEPT, (*buried, kind.name))}
    record = recorder.connection.execute(_DELETED, (kind.name, row_id)).fetchone()
    written = {**kept, **values}
    row = unpacked(record[0]) if record else {}
    for field in changes.columns(kind.name):
        if field.name in written:
            row[field.name] = _as_id(recorder, field, written[field.name])
        elif field.name not in row:
            raise CannotComeBack
        row[field.name] = _present(recorder, field, row[field.name])
    try:
        bulk.restore_rows(recorder, kind, [{**row, "id": row_id, "uuid": buried[0]}])
    except dbapi2.IntegrityError as error:
        raise CannotComeBack from error


def _as_id(recorder: Recorder, field: Column, value: Value) -> Value:
    if field.target is None or value is None:
        return value
    living = f"SELECT id FROM {field.target} WHERE uuid = ?"
    found = recorder.connection.execute(living, (value,)).fetchone()
    if found is None and field.target not in PEOPLE:
        gone = "SELECT row_id FROM tombstone WHERE row_uuid = ? AND entity = ?"
        found = recorder.connection.execute(gone, (value, field.target)).fetchone()
    return found[0] if found else None


def _present(recorder: Recorder, field: Column, value: Value) -> Value:
    """A reference to a row that is there: it is brought back where the field may not be empty."""
    if field.target is None or value is None:
        if value is None and not field.nullable:
            raise CannotComeBack
        return value
    if recorder.connection.execute(f"SELECT 1 FROM {field.target} WHERE id = ?", (value,)).fetchone():
        return value
    if field.nullable or field.target in PEOPLE:
        return None
    bring_back(recorder, entity(field.target), value, {})
    return value
