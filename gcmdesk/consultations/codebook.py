"""The code book: objectives, actions and principles of the Compact, and own themes in a hierarchy.

    workspace.run(codebook.set_up, name=mark("Code book set up"))
    theme = workspace.run(codebook.add, ThemeDraft("Guardianship", parent=7), name=mark("Theme added"))
    workspace.run(codebook.merge, keep, drop, name=mark("Themes merged"))
    branches = workspace.read(codebook.tree)

Entries of the Compact have identities that follow from the Compact, so two devices that set up the code book make one.
A theme that was merged stays, archived, and names the theme that took its codings: what another device still gives to
it is carried over by `follow_merges`, which `workspace.merge` runs after taking changes in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.consultations import carrying
from gcmdesk.consultations.coding_records import Branch, SavedTheme, ThemeDraft
from gcmdesk.consultations.tables import Coding, Theme
from gcmdesk.errors import KnownError
from gcmdesk.i18n import Texts
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import bulk, clock
from gcmdesk.workspace.journal import connection_of

_ENTRY = "SELECT id FROM theme WHERE objective IS ? AND action IS ? AND principle IS ? ORDER BY archived, id LIMIT 1"


class ThemeInItself(KnownError):
    """A theme cannot lie below itself."""


class ThemeOfCompact(KnownError):
    """The Compact's entries keep their names and their codings."""


def identity(objective: int | None = None, action: str | None = None, principle: str | None = None) -> bytes:
    """The uuid of an entry of the Compact, the same in every workspace."""
    return clock.joint_uuid(b"gcmdesk code book", f"{objective or ''}{action or ''}{principle or ''}".encode())


def set_up(session: Session, *, actions: bool = False) -> int:
    """Put the objectives and principles (and the actions) into the code book; returns how many were not there yet."""
    compact = library.load()
    made = 0
    for objective in compact.objectives:
        made += _ensure(session, objective.title, objective=objective.number)
    for principle in compact.principles:
        made += _ensure(session, principle.name, principle=principle.id)
    if actions:
        for objective in compact.objectives:
            for action in objective.actions:
                made += _ensure(session, action.label, objective=objective.number, action=action.letter)
    return made


def entry(
    session: Session, *, objective: int | None = None, action: str | None = None, principle: str | None = None
) -> int:
    """The id of the theme that stands for an entry of the Compact, made where it is not there yet.

    For capture: ``#15`` gives `entry(session, objective=15)`. Raises IndexError or KeyError for what is not in the
    Compact.
    """
    found = _entry(session, objective, action, principle)
    if found is not None:
        return found
    compact = library.load()
    if principle is not None:
        name = compact.principle(principle).name
    elif objective is not None:
        one = compact.objective(objective)
        name = one.title if action is None else {part.letter: part.label for part in one.actions}[action]
    else:
        raise KeyError("an entry of the Compact is an objective, an action or a principle")
    _ensure(session, name, objective=objective, action=action, principle=principle)
    made = _entry(session, objective, action, principle)
    if made is None:
        raise LookupError(name)
    return made


def _entry(session: Session, objective: int | None, action: str | None, principle: str | None) -> int | None:
    session.flush()
    found = connection_of(session).execute(_ENTRY, (objective, action, principle)).fetchone()
    return None if found is None else found[0]


def _ensure(
    session: Session,
    name: str,
    *,
    objective: int | None = None,
    action: str | None = None,
    principle: str | None = None,
) -> int:
    if _entry(session, objective, action, principle) is not None:
        return 0
    parent = _entry(session, objective, None, None) if action else None
    columns = ("uuid", "name", "objective", "action", "principle", "parent_id")
    row = (identity(objective, action, principle), name, objective, action, principle, parent)
    return len(bulk.insert(session, Theme, columns, [row]))


def title(theme: SavedTheme, texts: Texts) -> str:
    """The theme's name as people read it: official titles in their language, own names as they were typed."""
    if theme.own:
        return theme.name
    name = texts.compact(theme.name)
    if theme.objective is None:
        return name
    return f"{texts.digits(str(theme.objective))}{f'({theme.action})' if theme.action else ''} {name}"


# ------------------------------------------------------------------------------------------------------------ reading


def themes(session: Session) -> dict[int, SavedTheme]:
    """All themes by id, archived ones too."""
    return {row.id: _saved(row) for row in session.scalars(select(Theme))}


def tree(session: Session, *, archived: bool = False) -> tuple[Branch, ...]:
    """The code book from top to bottom: objectives, principles, own themes; below each what belongs to it."""
    known = {id: one for id, one in themes(session).items() if archived or not one.archived}
    counted = select(Coding.theme_id, func.count(Coding.note_id.distinct())).group_by(Coding.theme_id)
    counts = dict(session.execute(counted).all())
    return tuple(Branch(one, depth, counts.get(one.id, 0)) for one, depth in outline(known))


def outline(known: Mapping[int, SavedTheme]) -> list[tuple[SavedTheme, int]]:
    """Themes in the order of `tree`, each with its depth; 0 at the top."""
    below: dict[int | None, list[SavedTheme]] = {}
    for one in sorted(known.values(), key=_order):
        above = one.parent if one.parent in known and not _circular(known, one.id) else None
        below.setdefault(above, []).append(one)

    def walk(above: int | None, depth: int) -> Iterator[tuple[SavedTheme, int]]:
        for one in below.get(above, ()):
            yield one, depth
            yield from walk(one.id, depth + 1)

    return list(walk(None, 0))


def _order(one: SavedTheme) -> tuple[int, int, str, str, int]:
    rank = 0 if one.objective else 1 if one.principle else 2
    return rank, one.objective or 0, one.action or "", "" if one.principle else one.name.casefold(), one.id


def _circular(known: Mapping[int, SavedTheme], theme: int) -> bool:
    """Whether a theme lies below itself: two devices can have moved two themes into each other."""
    at, seen = known[theme].parent, {theme}
    while at is not None and at in known and at not in seen:
        seen.add(at)
        at = known[at].parent
    return at == theme


def descendants(known: Mapping[int, SavedTheme], theme: int) -> frozenset[int]:
    """The ids of a theme and all below it."""
    below: dict[int | None, list[int]] = {}
    for one in known.values():
        below.setdefault(one.parent, []).append(one.id)
    found, todo = set[int](), [theme]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo += below.get(at, [])
    return frozenset(found)


def objectives(known: Mapping[int, SavedTheme]) -> dict[int, int]:
    """The number of the objective that each theme stands for or lies below; themes without one are left out."""
    found: dict[int, int] = {}
    for one, _depth in outline(known):
        number = one.objective or found.get(one.parent or 0)
        if number:
            found[one.id] = number
    return found


# ----------------------------------------------------------------------------------------------------------- changing


def add(session: Session, draft: ThemeDraft) -> SavedTheme:
    """Save a new own theme. A draft with problems is a ValueError, an unknown parent NoResultFound."""
    _check(draft)
    if draft.parent is not None:
        session.get_one(Theme, draft.parent)
    theme = Theme(name=draft.name.strip(), description=draft.description, colour=draft.colour, parent_id=draft.parent)
    session.add(theme)
    session.flush()
    return _saved(theme)


def change(session: Session, theme: int, draft: ThemeDraft) -> SavedTheme:
    """Give a theme another name, description, colour and place; entries of the Compact keep their name."""
    _check(draft)
    row = session.get_one(Theme, theme)
    if not _saved(row).own and draft.name.strip() != row.name:
        raise _of_compact()
    row.name, row.description, row.colour = draft.name.strip(), draft.description, draft.colour
    return move(session, theme, draft.parent)


def move(session: Session, theme: int, parent: int | None) -> SavedTheme:
    """Put a theme, with all below it, under another one or at the top. Raises `ThemeInItself`."""
    row = session.get_one(Theme, theme)
    if parent is not None and parent in descendants(themes(session), theme):
        raise ThemeInItself(
            _("A theme cannot lie below itself."), _("Choose a theme that is not part of the one that you move.")
        )
    row.parent_id = parent
    session.flush()
    return _saved(row)


def archive(session: Session, theme: int, *, archived: bool = True) -> SavedTheme:
    """Put a theme away (or take it out again): its codings stay, it is offered no more."""
    row = session.get_one(Theme, theme)
    row.archived = archived
    session.flush()
    return _saved(row)


def merge(session: Session, keep: int, drop: int) -> int:
    """Give all codings of `drop` to `keep`; returns how many moved. What was below `drop` is then below `keep`.

    `drop` stays, archived, so that codings from other devices still find their way. The same id twice is a ValueError.
    """
    if keep == drop:
        raise ValueError("two different themes are needed")
    into, away = session.get_one(Theme, keep), session.get_one(Theme, drop)
    if not _saved(away).own:
        raise _of_compact()
    if keep in descendants(themes(session), drop):
        into.parent_id = away.parent_id
    for child in session.scalars(select(Theme).where(Theme.parent_id == drop, Theme.id != keep)):
        child.parent_id = keep
    for earlier in session.scalars(select(Theme).where(Theme.merged_into_id == drop, Theme.id != keep)):
        earlier.merged_into_id = keep
    away.merged_into_id, away.archived = keep, True
    into.merged_into_id, into.archived = None, False
    session.flush()
    return carrying.over(session, drop, keep)


def split(session: Session, theme: int, parts: Sequence[tuple[ThemeDraft, Iterable[int]]]) -> tuple[SavedTheme, ...]:
    """Make new themes of some codings (row ids) of a theme; what no part takes stays.

    A coding in two parts gets both themes. Codings of other themes are a ValueError.
    """
    own = set(session.scalars(select(Coding.id).where(Coding.theme_id == theme)))
    wanted = [(draft, list(dict.fromkeys(codings))) for draft, codings in parts]
    if not own.issuperset(one for _draft, codings in wanted for one in codings):
        raise ValueError("only codings of the theme itself can be split off")
    made = tuple(add(session, draft) for draft, _codings in wanted)
    for saved, (_draft, codings) in zip(made, wanted, strict=True):
        carrying.copy(session, codings, saved.id)
    bulk.delete(session, Coding, sorted({one for _draft, codings in wanted for one in codings}))
    return made


def follow_merges(session: Session) -> int:
    """Carry over what was given, on another device, to themes that were merged meanwhile; returns how many codings.

    `Theme.after_merge` has it run. Themes that were merged into each other stay as they are.
    """
    known = themes(session)
    given = set(session.scalars(select(Coding.theme_id).distinct()))
    moved = 0
    for one in known.values():
        target = effective(known, one.id)
        if one.id in given and target != one.id:
            moved += carrying.over(session, one.id, target)
    return moved


def effective(known: Mapping[int, SavedTheme], theme: int) -> int:
    """The theme that a theme's codings count for: itself, or what it was merged into in the end."""
    at, seen = theme, set[int]()
    while (above := known[at].merged_into) is not None and above in known:
        if at in seen:
            return min(seen)
        seen.add(at)
        at = above
    return at


def _check(draft: ThemeDraft) -> None:
    problems = draft.problems()
    if problems:
        raise ValueError(", ".join(field for field, _message in problems))


def _saved(row: Theme) -> SavedTheme:
    return SavedTheme(
        row.id,
        row.name,
        row.description,
        row.colour,
        row.objective,
        row.action,
        row.principle,
        row.parent_id,
        row.merged_into_id,
        row.archived,
    )


def _of_compact() -> ThemeOfCompact:
    return ThemeOfCompact(
        _("This theme is an entry of the Compact and keeps its name."),
        _("Make a theme of your own below it, or merge the other way round."),
    )


def draft_of(theme: SavedTheme) -> ThemeDraft:
    """A theme as a draft, to be changed."""
    return replace(ThemeDraft(theme.name), description=theme.description, colour=theme.colour, parent=theme.parent)
