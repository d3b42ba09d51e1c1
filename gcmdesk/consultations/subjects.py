"""What a `#` can stand for: the objectives and guiding principles of the Compact, and the team's own themes.

Keys are "objective/15", "principle/human-rights" and "theme/7" (a row id). The theme of an objective or a principle is
made when it is used first; two devices make the same one.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.consultations.lines import Name, Names
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.i18n import LANGUAGES, Texts
from gcmdesk.workspace import clock

OBJECTIVE, PRINCIPLE, THEME = "objective", "principle", "theme"


def names(session: Session) -> Names:
    """Everything that a `#` can stand for, under its names in every language of the screens."""
    texts = [Texts(language.code) for language in LANGUAGES]
    compact = library.load()
    found = [
        Name(f"{OBJECTIVE}/{one.number}", one.title, (str(one.number), *{text.compact(one.title) for text in texts}))
        for one in compact.objectives
    ]
    found += [
        Name(f"{PRINCIPLE}/{one.id}", one.name, (one.id, *{text.compact(one.name) for text in texts}))
        for one in compact.principles
    ]
    principles = {one.name for one in compact.principles}
    own = session.execute(select(Theme.id, Theme.name).where(Theme.objective.is_(None)).order_by(Theme.id))
    found += [Name(f"{THEME}/{row}", name) for row, name in own if name.strip() and name not in principles]
    return Names(tuple(found))


def theme(session: Session, key: str) -> Theme:
    """The theme that a key stands for, made where it is missing. Unknown keys are a KeyError."""
    kind, _slash, which = key.partition("/")
    if kind == OBJECTIVE:
        return _compact(session, key, library.load().objective(int(which)).title, int(which))
    if kind == PRINCIPLE:
        return _compact(session, key, library.load().principle(which).name, None)
    found = session.get(Theme, int(which)) if kind == THEME else None
    if found is None:
        raise KeyError(key)
    return found


def _compact(session: Session, key: str, name: str, objective: int | None) -> Theme:
    same = Theme.objective == objective if objective else (Theme.name == name) & Theme.objective.is_(None)
    found = session.scalars(select(Theme).where(same).order_by(Theme.id).limit(1)).first()
    if found is None:
        found = Theme(uuid=clock.joint_uuid(b"gcmdesk theme", key.encode()), name=name, objective=objective)
        session.add(found)
        session.flush()
    return found


def give(session: Session, note: Note, keys: Iterable[str]) -> None:
    """Give exactly these subjects to a note as a whole; those it had besides are taken away."""
    wanted = {one.id: one for one in (theme(session, key) for key in keys)}
    had = {one.theme_id: one for one in session.scalars(select(Coding).where(Coding.note_id == note.id))}
    for row, coding in had.items():
        if row not in wanted:
            session.delete(coding)
    for row, one in wanted.items():
        if row not in had:
            session.add(Coding(uuid=clock.joint_uuid(note.uuid, one.uuid), note_id=note.id, theme_id=row))
    session.flush()


def of_notes(session: Session, notes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The keys of the subjects that notes have, objectives first."""
    principles = {one.name: one.id for one in library.load().principles}
    query = select(Coding.note_id, Theme.id, Theme.objective, Theme.name).join(Theme, Theme.id == Coding.theme_id)
    found: dict[int, list[tuple[int, str]]] = {}
    for note, row, objective, name in session.execute(query.where(Coding.note_id.in_(list(notes)))):
        if objective is not None:
            entry = (objective, f"{OBJECTIVE}/{objective}")
        elif name in principles:
            entry = (100, f"{PRINCIPLE}/{principles[name]}")
        else:
            entry = (1000 + row, f"{THEME}/{row}")
        found.setdefault(note, []).append(entry)
    return {note: tuple(key for _order, key in sorted(entries)) for note, entries in found.items()}
