"""Where a row belongs: the rows that it is a part of, so that a screen can go to it. For `Workspace.read`.

workspace.read(whereabouts.of, "agenda_item", 5)        {"agenda_item": 5, "consultation": 2, …}
"""

from collections import deque

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.workspace.base import entities
from gcmdesk.workspace.tables import Attachment, Device

_OBJECTIVE = "objective"
_OF_STEP = ("question", "point")
"""Columns that hold the id of a guiding question or of a point of a checklist."""


def of(session: Session, table: str, row: int) -> dict[str, int]:
    """The row's id by its table, and by theirs the ids of the rows it refers to, nearest first where there are several.

    With them ``objective`` where a row is about one, and ``step`` for questions and checklists. A row that is gone is
    an empty dict; an unknown table is a KeyError.
    """
    known = entities()
    found: dict[str, int] = {}
    waiting = deque([(known[table].table, row)])
    while waiting:
        place, id = waiting.popleft()
        if place.name in found or place is Device.__table__:
            continue
        values = session.execute(select(place).where(place.c.id == id)).mappings().first()
        if values is None:
            continue
        found[place.name] = id
        if place is Attachment.__table__:
            waiting.extend(_owner(session, known[values["entity"]].table, values["row_uuid"]))
        for column in place.columns:
            value = values[column.name]
            if value is None:
                continue
            waiting.extend((key.column.table, value) for key in column.foreign_keys)
            if column.name == _OBJECTIVE and isinstance(value, int):
                found.setdefault(_OBJECTIVE, value)
            if column.name in _OF_STEP and (step := _step(str(value))):
                found.setdefault("step", step)
    return found


def _owner(session: Session, table: Table, uuid: bytes) -> list[tuple[Table, int]]:
    id = session.scalar(select(table.c.id).where(table.c.uuid == uuid))
    return [] if id is None else [(table, id)]


def _step(item: str) -> int:
    """The step of a guiding question or of a point of a checklist; 0 for what is neither."""
    for step in library.load().steps:
        if any(one.id == item for one in (*step.questions, *step.checklist)):
            return step.number
    return 0
