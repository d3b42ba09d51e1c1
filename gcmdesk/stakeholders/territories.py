"""Administrative areas: a small hierarchy from the country down, with optional place codes (P-codes)."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.stakeholders.records import Problem, SavedTerritory
from gcmdesk.stakeholders.tables import Stakeholder, Territory
from gcmdesk.workspace import bulk

DEEPEST = 5
_PARTED = re.compile(r"[/>›]")


class TerritoryRefused(KnownError):
    """A territory cannot lie there, or cannot go."""


def everything(session: Session) -> dict[int, SavedTerritory]:
    """All territories by id, each with the names and codes of everything above it."""
    found: dict[int, SavedTerritory] = {}
    columns = (Territory.id, Territory.name, Territory.level, Territory.pcode, Territory.parent_id)
    for row, name, level, pcode, parent in session.execute(select(*columns).order_by(Territory.level, Territory.id)):
        above = found[parent] if parent else None
        path, codes, ids = (above.path, above.codes, above.ids) if above else ((), (), ())
        found[row] = SavedTerritory(row, name, level, pcode, parent, (*path, name), (*codes, pcode), (*ids, row))
    return found


def add(session: Session, name: str, parent: int | None = None, pcode: str | None = None) -> SavedTerritory:
    """Write a new territory under its parent; a country has none. An empty name or too deep a level is a ValueError."""
    level = 0 if parent is None else session.get_one(Territory, parent).level + 1
    if not name.strip() or level > DEEPEST:
        raise ValueError("a territory needs a name, and at most five levels below the country")
    row = Territory(name=name.strip(), level=level, pcode=pcode, parent_id=parent)
    session.add(row)
    session.flush()
    return everything(session)[row.id]


def working(session: Session) -> dict[int, int]:
    """How many stakeholders work in each territory itself, archived ones too; those without any are left out."""
    query = select(Territory.id, func.count()).join(Stakeholder, Stakeholder.territory_id == Territory.id)
    return dict(session.execute(query.group_by(Territory.id)).all())


def by_path(known: dict[int, SavedTerritory]) -> dict[tuple[str, ...], int]:
    """Ids by folded path, for finding a territory that a table names; the first of two of one name counts."""
    paths: dict[tuple[str, ...], int] = {}
    for one in known.values():
        paths.setdefault(tuple(map(fold, one.path)), one.id)
    return paths


def ensure(session: Session, paths: dict[tuple[str, ...], int], names: Sequence[str]) -> int:
    """The territory with this path of names, made where it is missing, as is all above it; `paths` learns them."""
    parent: int | None = None
    for depth in range(1, len(names) + 1):
        path = tuple(map(fold, names[:depth]))
        if path not in paths:
            row = Territory(name=names[depth - 1].strip(), level=depth - 1, pcode=None, parent_id=parent)
            session.add(row)
            session.flush()
            paths[path] = row.id
        parent = paths[path]
    if parent is None:
        raise ValueError("a territory needs a name")
    return parent


def written(text: str) -> tuple[str, ...]:
    """The names in “country / region / district”."""
    return tuple(name for part in _PARTED.split(text) if (name := " ".join(part.split())))


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a territory as somebody typed it; nothing typed is nothing recorded."""
    if len(written(text)) > DEEPEST + 1:
        return (("territory", mark("Write a territory as country / region / district, six levels at most.")),)
    return ()


def place(session: Session, stakeholders: Iterable[int], text: str) -> int:
    """Say where stakeholders (row ids) work, as “country / region / district”; returns how many changed.

    A name that one territory alone has needs nothing above it. What is missing is made; an empty text takes the
    territory away. A text with problems is a ValueError.
    """
    if problems_of(text):
        raise ValueError(text)
    names = written(text)
    wanted = _found(session, names) if names else None
    return bulk.update(session, Stakeholder, ((row, {"territory_id": wanted}) for row in stakeholders))


def named(known: dict[int, SavedTerritory], text: str) -> int | None:
    """The territory that is meant by a path, or by a name that it alone has; None when there is none."""
    names = tuple(map(fold, written(text)))
    alone = [one.id for one in known.values() if names == (fold(one.name),)]
    return alone[0] if len(alone) == 1 else by_path(known).get(names)


def _found(session: Session, names: tuple[str, ...]) -> int:
    known = everything(session)
    meant = named(known, "/".join(names))
    return ensure(session, by_path(known), names) if meant is None else meant


def rename(session: Session, territory: int, name: str, pcode: str | None) -> SavedTerritory:
    """Give a territory another name or place code. An empty name is a ValueError."""
    if not name.strip():
        raise ValueError("a territory needs a name")
    bulk.update(session, Territory, [(territory, {"name": name.strip(), "pcode": pcode})])
    return everything(session)[territory]


def move(session: Session, territory: int, parent: int | None) -> SavedTerritory:
    """Let a territory, with all that lies in it, lie within another, or be a country. Raises `TerritoryRefused`."""
    known = everything(session)
    if parent is not None and territory in known[parent].ids:
        raise TerritoryRefused(
            _("A territory cannot lie within itself. Nothing was changed."), _("Choose another territory above it.")
        )
    within = [one for one in known.values() if territory in one.ids]
    step = (0 if parent is None else known[parent].level + 1) - known[territory].level
    if max(one.level for one in within) + step > DEEPEST:
        raise TerritoryRefused(
            _("Territories have six levels at most. Nothing was changed."), _("Choose a territory further up.")
        )
    rows: dict[int, dict[str, int | None]] = {one.id: {"level": one.level + step} for one in within}
    rows[territory]["parent_id"] = parent
    bulk.update(session, Territory, rows.items())
    return everything(session)[territory]


def delete(session: Session, territory: int) -> int:
    """Delete a territory in which nothing lies and nobody works. Raises `TerritoryRefused`."""
    below = select(func.count()).select_from(Territory).where(Territory.parent_id == territory)
    working = select(func.count()).select_from(Stakeholder).where(Stakeholder.territory_id == territory)
    if session.scalar(below) or session.scalar(working):
        raise TerritoryRefused(
            _("This territory is still used by stakeholders or by territories within it. Nothing was deleted."),
            _("Give them another territory first."),
        )
    return bulk.delete(session, Territory, [territory])
