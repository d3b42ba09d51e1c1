"""What a `#` can stand for: the objectives and guiding principles of the Compact, and the team's own themes.

Keys are "objective/15", "principle/human-rights" and "theme/7" (a row id). The code book's entry of an objective or a
principle is made when it is used first (`codebook.entry`).
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.consultations import carrying, codebook
from gcmdesk.consultations.lines import Name, Names
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.i18n import LANGUAGES, Texts

OBJECTIVE, PRINCIPLE, THEME = "objective", "principle", "theme"
_PRINCIPLES, _OWN = 100, 1000  # where they begin in the order shown, behind the objectives
_CAN_BE_TYPED = (Theme.action.is_(None), Theme.archived.is_(False))


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
    found = session.get(Theme, int(which)) if kind == THEME else None
    if found is None:
        raise KeyError(key)
    return found.merged_into_id or found.id


def give(session: Session, note: Note, keys: Iterable[str]) -> None:
    """Give exactly these subjects to a note as a whole; others that could have been typed are taken away.

    What is coded by passage, by a single coder, or to an action of the Compact stays.
    """
    wanted = dict.fromkeys(theme(session, key) for key in keys)
    query = select(Coding).join(Theme, Theme.id == Coding.theme_id)
    whole = query.where(Coding.note_id == note.id, Coding.place == 0, Coding.coder == "", *_CAN_BE_TYPED)
    had = {one.theme_id: one for one in session.scalars(whole)}
    for row, coding in had.items():
        if row not in wanted:
            session.delete(coding)
    for row in wanted:
        if row not in had:
            uuid = carrying.identity(note.uuid, session.get_one(Theme, row).uuid, "", 0)
            session.add(Coding(uuid=uuid, note_id=note.id, theme_id=row))
    session.flush()


def of_notes(session: Session, notes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The keys of the subjects that notes have as a whole: objectives, principles, then own themes."""
    principles = {one.id: at for at, one in enumerate(library.load().principles)}
    query = (
        select(Coding.note_id, Theme.id, Theme.objective, Theme.principle)
        .join(Theme, Theme.id == Coding.theme_id)
        .where(Coding.note_id.in_(list(notes)), Coding.place == 0, Coding.coder == "", *_CAN_BE_TYPED)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for note, row, objective, principle in session.execute(query):
        if objective is not None:
            entry = (objective, f"{OBJECTIVE}/{objective}")
        elif principle is not None:
            entry = (_PRINCIPLES + principles[principle], f"{PRINCIPLE}/{principle}")
        else:
            entry = (_OWN + row, f"{THEME}/{row}")
        found.setdefault(note, []).append(entry)
    return {note: tuple(key for _order, key in sorted(entries)) for note, entries in found.items()}
