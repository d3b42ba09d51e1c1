"""What was done in a workspace, when, by whom and on which device. Each function is for `Workspace.read`."""

import platform
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import clock
from gcmdesk.workspace.tables import Actor, Change, Device, Passage

PAGE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of the journal as people read it."""

    sequence: int
    made: datetime
    """By the clock of the device, in UTC."""
    name: str
    """Untranslated; `count` is for its ``{count}``."""
    count: int
    kind: str
    """do, undo, redo or fixed."""
    person: str
    device: str


def page(session: Session, words: str = "", before: int | None = None, most: int = PAGE) -> tuple[Entry, ...]:
    """The newest passages first, those before a sequence number, that hold every word of a filter.

    A word is looked for in what was done (in the language of the screen), in persons and in devices, without regard to
    case and accents.
    """
    target = aliased(Passage)
    query = (
        select(
            Passage.id, Passage.made, Passage.name, Passage.count, Passage.kind, Actor.name, Device.name, target.name
        )
        .join(Actor, Passage.actor_id == Actor.id)
        .join(Device, Passage.device_id == Device.id)
        .outerjoin(target, Passage.target == target.id)
        .order_by(Passage.id.desc())
        .limit(most)
    )
    if words.strip():
        query = query.where(and_(*[_holds(session, word) for word in fold(words).split()]))
    if before is not None:
        query = query.where(Passage.id < before)
    return tuple(
        Entry(id, clock.moment(made), name or of_target or "", count, kind, person, device)
        for id, made, name, count, kind, person, device, of_target in session.execute(query)
    )


def touched(session: Session, sequence: int, most: int = 20) -> tuple[tuple[str, int], ...]:
    """The first rows that a passage wrote: names of their tables and row ids; some may be gone since."""
    query = select(Change.entity, Change.first).where(Change.passage_id == sequence).order_by(Change.id).limit(most)
    return tuple((entity, row) for entity, row in session.execute(query))


def _holds(session: Session, word: str) -> ColumnElement[bool]:
    names = [name for name in session.scalars(select(Passage.name).distinct()) if word in fold(_(name))]
    persons = [id for id, name in session.execute(select(Actor.id, Actor.name)) if word in fold(name)]
    devices = [id for id, name in session.execute(select(Device.id, Device.name)) if word in fold(name)]
    if not (names or persons or devices):
        return false()
    return or_(Passage.name.in_(names), Passage.actor_id.in_(persons), Passage.device_id.in_(devices))


def latest_person(session: Session) -> str:
    """The name under which somebody last worked in this workspace on this computer; empty when nobody has."""
    query = (
        select(Actor.name)
        .join(Passage, Passage.actor_id == Actor.id)
        .join(Device, Passage.device_id == Device.id)
        .where(Device.name == platform.node())
        .order_by(Passage.id.desc())
        .limit(1)
    )
    return session.scalar(query) or ""
