"""Administrative areas: a small hierarchy from the country down, with optional place codes (P-codes)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.folding import fold
from gcmdesk.stakeholders.records import SavedTerritory
from gcmdesk.stakeholders.tables import Territory

DEEPEST = 5


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
