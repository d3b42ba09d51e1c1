"""Giving themes to notes and passages. Each function is for `Workspace.run` or `Workspace.read`.

    workspace.run(coding.code, theme, [17, 18, 19], name=mark("{count} notes coded"))
    workspace.run(coding.code_passages, theme, [Passage(17, 4, 21)], "Ada", name=mark("Passage coded"))
    given = workspace.read(coding.of_notes, [17])

`coder` says who gives a theme, where two people code the same notes to compare; it is empty for the team as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import ColumnElement, exists, func, literal, select, tuple_
from sqlalchemy.orm import Session

from gcmdesk.consultations import carrying, spans
from gcmdesk.consultations.coding_records import LONGEST_MEMO, Given, Passage
from gcmdesk.consultations.coding_tables import NoteReview
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.workspace import bulk, clock

_COLUMNS = (Coding.id, Coding.note_id, Coding.theme_id, Coding.coder, Coding.start, Coding.stop, Coding.memo)


def code(session: Session, theme: int, notes: Iterable[int], coder: str = "") -> int:
    """Give a theme to notes (row ids) and return how many did not have it yet; NoResultFound for a theme unknown."""
    wanted = set(notes)
    theme_uuid = session.scalars(select(Theme.uuid).where(Theme.id == theme)).one()
    whole = (Coding.theme_id == theme, Coding.coder == coder, Coding.place == 0)
    missing = sorted(wanted - set(session.scalars(select(Coding.note_id).where(*whole))))
    given = 0
    for part in carrying.parts(missing):
        query = select(Note.id, Note.uuid).where(Note.id.in_(part)).order_by(Note.id)
        rows = [
            (carrying.identity(uuid, theme_uuid, coder, 0), note, theme, coder) for note, uuid in session.execute(query)
        ]
        given += len(bulk.insert(session, Coding, ("uuid", "note_id", "theme_id", "coder"), rows))
    return given


def code_passages(session: Session, theme: int, passages: Iterable[Passage], coder: str = "") -> int:
    """Give a theme to passages and return how many did not have it yet.

    A passage outside of its note is a ValueError, an unknown note a KeyError.
    """
    theme_uuid = session.scalars(select(Theme.uuid).where(Theme.id == theme)).one()
    wanted: dict[int, dict[Passage, None]] = {}
    for one in passages:
        wanted.setdefault(one.note, {})[one] = None
    given = 0
    for part in carrying.parts(wanted):
        rows = _passages(session, theme, theme_uuid, {note: wanted[note] for note in part}, coder)
        given += len(bulk.insert(session, Coding, carrying.COLUMNS, rows))
    return given


def _passages(
    session: Session, theme: int, theme_uuid: bytes, wanted: Mapping[int, Iterable[Passage]], coder: str
) -> list[tuple[object, ...]]:
    """The rows of passages that do not have the theme yet."""
    columns = (Coding.note_id, Coding.start, Coding.stop, Coding.place)
    there = select(*columns).where(Coding.theme_id == theme, Coding.coder == coder, Coding.note_id.in_(wanted))
    stands, taken = set[Passage](), dict[int, set[int]]()
    for note, start, stop, place in session.execute(there):
        stands.add(Passage(note, start, stop))
        taken.setdefault(note, set()).add(place)
    texts = session.execute(select(Note.id, Note.uuid, Note.text).where(Note.id.in_(wanted)))
    notes = {note: (uuid, text) for note, uuid, text in texts}
    rows: list[tuple[object, ...]] = []
    for one in (one for passages in wanted.values() for one in passages if one not in stands):
        uuid, text = notes[one.note]
        if not 0 <= one.start < one.stop <= len(text):
            raise ValueError("a passage lies within its note")
        where = carrying.free(carrying.place(one.start, one.stop), taken.setdefault(one.note, set()))
        identity = carrying.identity(uuid, theme_uuid, coder, where)
        sealed = spans.seal(text[one.start : one.stop])
        rows.append((identity, one.note, theme, coder, one.start, one.stop, sealed, where, ""))
    return rows


def take_back(session: Session, codings: Iterable[int]) -> int:
    """Take themes away again (ids of codings); returns how many there were."""
    return bulk.delete(session, Coding, codings)


def remark(session: Session, coding: int, memo: str) -> None:
    """Set the memo of a coding. One that is too long is a ValueError, an unknown coding NoResultFound."""
    if len(memo) > LONGEST_MEMO:
        raise ValueError("memo")
    session.get_one(Coding, coding).memo = memo


def place_again(session: Session, coding: int, start: int, stop: int) -> None:
    """Say where a passage stands whose words have vanished. Raises ValueError for a place outside of the note."""
    row = session.get_one(Coding, coding)
    text = session.scalars(select(Note.text).where(Note.id == row.note_id)).one()
    if not 0 <= start < stop <= len(text):
        raise ValueError("a passage lies within its note")
    row.start, row.stop, row.seal = start, stop, spans.seal(text[start:stop])


# ------------------------------------------------------------------------------------------------------------ reading


def of_notes(session: Session, notes: Sequence[int]) -> dict[int, tuple[Given, ...]]:
    """The themes of these notes, each note's in the order of their places; whole notes first."""
    found: dict[int, list[Given]] = {note: [] for note in notes}
    for part in carrying.parts(notes):
        for one in _read(session, Coding.note_id.in_(part)):
            found[one.note].append(one)
    return {note: tuple(sorted(given, key=_reading_order)) for note, given in found.items()}


def of_theme(session: Session, themes: Iterable[int], coder: str | None = None) -> tuple[Given, ...]:
    """Where these themes are given, note by note; of one coder, or of all."""
    wanted: list[ColumnElement[bool]] = [Coding.theme_id.in_(list(themes))]
    if coder is not None:
        wanted.append(Coding.coder == coder)
    return tuple(_read(session, *wanted))


def vanished(session: Session) -> tuple[Given, ...]:
    """Codings whose words are no longer in their notes: to be placed again, or taken back."""
    return tuple(one for one in _read(session, Coding.stop > 0) if one.vanished)


def _read(session: Session, *wanted: ColumnElement[bool]) -> Iterator[Given]:
    query = select(Coding.seal, Note.text, *_COLUMNS).join(Note, Note.id == Coding.note_id).where(*wanted)
    for seal, text, *values in session.execute(query.order_by(Coding.note_id, Coding.start, Coding.id)):
        one = Given(*cast("tuple[int, int, int, str, int, int, str]", values))
        found = None if one.whole else spans.located(text, one.start, one.stop, seal)
        yield one if one.whole else one.at(*found) if found else replace(one, vanished=True)


def _reading_order(one: Given) -> tuple[bool, int, int, int]:
    return not one.whole, one.start, one.stop, one.id


# -------------------------------------------------------------------------------------------------- one after another


def set_aside(session: Session, notes: Iterable[int], coder: str = "") -> int:
    """Say that no theme fits these notes, so that they are not offered again; returns how many were not yet."""
    had = set(session.scalars(select(NoteReview.note_id).where(NoteReview.coder == coder)))
    new = 0
    for part in carrying.parts(sorted(set(notes) - had)):
        found = session.execute(select(Note.id, Note.uuid).where(Note.id.in_(part)).order_by(Note.id))
        rows = [(clock.joint_uuid(b"looked at", uuid, coder.encode()), note, coder) for note, uuid in found]
        new += len(bulk.insert(session, NoteReview, ("uuid", "note_id", "coder"), rows))
    return new


def take_up(session: Session, notes: Iterable[int], coder: str = "") -> int:
    """The opposite of `set_aside`."""
    rows = select(NoteReview.id).where(NoteReview.coder == coder)
    found = (session.scalars(rows.where(NoteReview.note_id.in_(part))).all() for part in carrying.parts(notes))
    return bulk.delete(session, NoteReview, [row for part in found for row in part])


def next_uncoded(
    session: Session, after: int = 0, coder: str | None = "", consultation: int | None = None
) -> int | None:
    """The next note without a theme, in the order of the sessions' notes, after the note `after` (0: from the start).

    `coder` None asks for notes that nobody at all has dealt with. From the end it goes on at the beginning; None when
    all notes are dealt with.
    """
    key = (Note.consultation_id, Note.said, Note.id)
    coded, seen = [Coding.note_id == Note.id], [NoteReview.note_id == Note.id]
    if coder is not None:
        coded.append(Coding.coder == coder)
        seen.append(NoteReview.coder == coder)
    query = select(Note.id).where(~exists().where(*coded), ~exists().where(*seen)).order_by(*key).limit(1)
    if consultation is not None:
        query = query.where(Note.consultation_id == consultation)
    here = session.execute(select(*key).where(Note.id == after)).one_or_none()
    if here is not None:
        found = session.scalar(query.where(_after(here)))
        if found is not None:
            return found
    return session.scalar(query)


def _after(here: Sequence[object]) -> ColumnElement[bool]:
    columns = (Note.consultation_id, Note.said, Note.id)
    return tuple_(*columns) > tuple_(
        *(literal(value, column.type) for value, column in zip(here, columns, strict=True))
    )


def left(session: Session, coder: str = "", consultation: int | None = None) -> int:
    """How many notes this coder has not dealt with yet."""
    query = select(func.count(Note.id)).where(
        ~exists().where(Coding.note_id == Note.id, Coding.coder == coder),
        ~exists().where(NoteReview.note_id == Note.id, NoteReview.coder == coder),
    )
    if consultation is not None:
        query = query.where(Note.consultation_id == consultation)
    return session.scalar(query) or 0


def coders(session: Session) -> tuple[str, ...]:
    """Who has coded anything, in alphabetical order; the empty name is the team as a whole."""
    return tuple(sorted(session.scalars(select(Coding.coder).distinct()), key=str.casefold))
