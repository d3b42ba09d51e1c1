"""What a `#` can stand for: the objectives and guiding principles of the Compact, and the team's own themes.

Keys are "objective/15", "principle/human-rights" and "theme/7" (a row id). The code book's entry of an objective or a
principle is made when it is used first (`codebook.entry`).
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.consultations import carrying, codebook
from gcmdesk.consultations.lines import Name, Names
from gcmdesk.consultations.tables import Coding, Theme
from gcmdesk.i18n import LANGUAGES, Texts
from gcmdesk.workspace import bulk
from gcmdesk.workspace.journal import connection_of

OBJECTIVE, PRINCIPLE, THEME = "objective", "principle", "theme"
_PRINCIPLES, _OWN = 100, 1000  # where they begin in the order shown, behind the objectives
_CAN_BE_TYPED = (Theme.action.is_(None), Theme.archived.is_(False))
_OF_NOTES = (
    select(Coding.note_id, Theme.id, Theme.objective, Theme.principle)
    .join(Theme, Theme.id == Coding.theme_id)
    .where(Coding.note_id.in_(bindparam("notes", expanding=True)), Coding.place == 0, Coding.coder == "")
    .where(*_CAN_BE_TYPED)
)

# By hand, because this is on the way from Enter to the disk.
_MEANT = "SELECT coalesce(merged_into_id, id) FROM theme WHERE id = ?"
_WHOLE = (
    "SELECT coding.id, theme_id FROM coding JOIN theme ON theme.id = theme_id"
    " WHERE note_id = ? AND place = 0 AND coder = '' AND action IS NULL AND NOT theme.archived"
)


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
    query = select(Theme.id, Theme.name).where(Theme.objective.is_(None), Theme.principle.is_(None), *_CAN_BE_TYPED)
    own = session.execute(query.order_by(Theme.id))
    return Names((*found, *(Name(f"{THEME}/{row}", name) for row, name in own if name.strip())))


def label(name: Name, texts: Texts) -> str:
    """How a subject is shown beside a note: the number of an objective, else the name."""
    kind, _slash, which = name.key.partition("/")
    if kind == OBJECTIVE:
        return texts.digits(which)
    return texts.compact(name.name) if kind == PRINCIPLE else name.name


def theme(session: Session, key: str) -> int:
    """The id of the theme that a key stands for, made where it is missing. Unknown keys are a KeyError."""
    kind, _slash, which = key.partition("/")
    if kind == OBJECTIVE:
        return codebook.entry(session, objective=int(which))
    if kind == PRINCIPLE:
        return codebook.entry(session, principle=which)
    session.flush()
    found = connection_of(session).execute(_MEANT, (int(which),)).fetchone() if kind == THEME else None
    if found is None:
        raise KeyError(key)
    meant: int = found[0]
    return meant


def give(session: Session, note: int, keys: Iterable[str]) -> None:
    """Give exactly these subjects to a note (row id) as a whole; others that could have been typed are taken away.

    What is coded by passage, by a single coder, or to an action of the Compact stays.
    """
    wanted = dict.fromkeys(theme(session, key) for key in keys)
    session.flush()
    connection = connection_of(session)
    had = {row: coding for coding, row in connection.execute(_WHOLE, (note,))}
    gone = [coding for row, coding in had.items() if row not in wanted]
    missing = [row for row in wanted if row not in had]
    if gone:
        bulk.delete(session, Coding, gone)
    if missing:
        (uuid,) = connection.execute("SELECT uuid FROM note WHERE id = ?", (note,)).fetchone()
        themes = (connection.execute("SELECT uuid FROM theme WHERE id = ?", (row,)).fetchone()[0] for row in missing)
        given = [(carrying.identity(uuid, one, "", 0), note, row) for one, row in zip(themes, missing, strict=True)]
        bulk.insert(session, Coding, ("uuid", "note_id", "theme_id"), given)


def of_notes(session: Session, notes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The keys of the subjects that notes have as a whole: objectives, principles, then own themes."""
    principles = {one.id: at for at, one in enumerate(library.load().principles)}
    found: dict[int, list[tuple[int, str]]] = {}
    for note, row, objective, principle in session.execute(_OF_NOTES, {"notes": list(notes)}):
        if objective is not None:
            entry = (objective, f"{OBJECTIVE}/{objective}")
        elif principle is not None:
            entry = (_PRINCIPLES + principles[principle], f"{PRINCIPLE}/{principle}")
        else:
            entry = (_OWN + row, f"{THEME}/{row}")
        found.setdefault(note, []).append(entry)
    return {note: tuple(key for _order, key in sorted(entries)) for note, entries in found.items()}
