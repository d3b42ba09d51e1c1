"""Codings go from one theme to another, and keep an identity that is the same on every device."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.workspace import bulk, clock

COLUMNS = ("uuid", "note_id", "theme_id", "coder", "start", "stop", "seal", "place", "memo")
_PLACE_BITS = 24
"""A note has fewer code points than this counts."""
_PART = 10_000


def parts(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Ids in so many pieces that each can stand in one SQL statement."""
    every = list(ids)
    return (every[at : at + _PART] for at in range(0, len(every), _PART))


def place(start: int, stop: int) -> int:
    """A passage as one number; 0 for the whole note."""
    return start << _PLACE_BITS | stop


def free(wanted: int, taken: set[int]) -> int:
    """A number for a passage that no other holds (one can, that stood there and has moved since); it is taken then."""
    while wanted in taken:
        wanted += 1 << 2 * _PLACE_BITS
    taken.add(wanted)
    return wanted


def identity(note: bytes, theme: bytes, coder: str, where: int) -> bytes:
    """The uuid of a coding: two devices that give the same theme to the same passage make one row."""
    if not coder and not where:
        return clock.joint_uuid(note, theme)
    return clock.joint_uuid(note, theme, coder.encode(), str(where).encode())


def over(session: Session, source: int, target: int) -> int:
    """Move all codings of one theme to another; returns how many there were."""
    ids = session.scalars(select(Coding.id).where(Coding.theme_id == source).order_by(Coding.id)).all()
    copy(session, ids, target)
    return bulk.delete(session, Coding, ids)


def copy(session: Session, codings: Iterable[int], theme: int) -> int:
    """Give a theme wherever these codings stand; returns how many were new. Memos of doubles are joined."""
    uuid = session.scalars(select(Theme.uuid).where(Theme.id == theme)).one()
    return sum(_copy(session, part, theme, uuid) for part in parts(codings))


@dataclass(frozen=True, slots=True)
class _Stands:
    """A coding of the theme that is given, as it stands already."""

    id: int
    start: int
    stop: int
    place: int
    memo: str


def _copy(session: Session, ids: Sequence[int], theme: int, theme_uuid: bytes) -> int:
    query = select(Coding, Note.uuid).join(Note, Note.id == Coding.note_id).where(Coding.id.in_(ids))
    given = session.execute(query.order_by(Coding.id)).all()
    there = _there(session, theme, {one.note_id for one, _note in given})
    taken = {key: {one.place for one in rows} for key, rows in there.items()}
    rows, memos = [], dict[int, str]()
    for one, note in given:
        key = (one.note_id, one.coder)
        same = [row for row in there.get(key, ()) if (row.start, row.stop) == (one.start, one.stop)]
        if same:
            _join_memo(memos, same[0], one.memo)
            continue
        where = free(one.place, taken.setdefault(key, set()))
        uuid = identity(note, theme_uuid, one.coder, where)
        rows.append(
            (uuid, one.note_id, theme, one.coder, one.start, one.stop, one.seal, where, one.memo),
        )
    bulk.update(session, Coding, [(row, {"memo": memo}) for row, memo in memos.items()])
    return len(bulk.insert(session, Coding, COLUMNS, rows))


def _there(session: Session, theme: int, notes: set[int]) -> dict[tuple[int, str], list[_Stands]]:
    columns = (Coding.id, Coding.start, Coding.stop, Coding.place, Coding.memo)
    query = select(Coding.note_id, Coding.coder, *columns).where(Coding.theme_id == theme, Coding.note_id.in_(notes))
    found: dict[tuple[int, str], list[_Stands]] = {}
    for note, coder, row, start, stop, where, memo in session.execute(query):
        found.setdefault((note, coder), []).append(_Stands(row, start, stop, where, memo))
    return found


def _join_memo(memos: dict[int, str], there: _Stands, memo: str) -> None:
    known = memos.get(there.id, there.memo)
    if memo and memo not in known:
        memos[there.id] = f"{known}\n\n{memo}" if known else memo
