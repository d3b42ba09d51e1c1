"""Searches kept under a name, with their facets. They stay in the workspace: people look for names.

workspace.run(saved_searches.save, "Guardians", "guardian*", Facets(kinds=("need",)), name=mark("Search saved"))
"""

from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.consultations.coding_tables import SavedSearch
from gcmdesk.consultations.tables import Consultation
from gcmdesk.synthesis.everywhere import Facets

LONGEST_NAME = 200
LONGEST_QUERY = 1_000
"""Characters."""
_SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search. Sessions that are gone are no longer among its facets."""

    id: int
    name: str
    query: str
    facets: Facets


def save(session: Session, name: str, query: str, facets: Facets) -> int:
    """Keep a search and return its id; one of the same name is replaced. A bad name or query is a ValueError."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise ValueError("name or query")
    row = session.scalars(select(SavedSearch).where(SavedSearch.name == name).order_by(SavedSearch.id)).first()
    if row is None:
        row = SavedSearch(name=name, asked=query, facets="")
        session.add(row)
    row.asked, row.facets = query, _packed(session, facets)
    session.flush()
    return row.id


def remove(session: Session, saved: int) -> None:
    """Forget a saved search."""
    session.delete(session.get_one(SavedSearch, saved))


def saved(session: Session) -> tuple[Saved, ...]:
    """All saved searches by name."""
    sessions = dict(session.execute(select(Consultation.uuid, Consultation.id)).all())
    rows = session.scalars(select(SavedSearch).order_by(SavedSearch.name, SavedSearch.id))
    return tuple(Saved(row.id, row.name, row.asked, _unpacked(row.facets, sessions)) for row in rows)


def _packed(session: Session, facets: Facets) -> str:
    uuids = dict(session.execute(select(Consultation.id, Consultation.uuid)).all()) if facets.sessions else {}
    lines = []
    for field in fields(Facets):
        values = getattr(facets, field.name)
        told = [uuids[one].hex() for one in values] if field.name == _SESSIONS else map(str, values)
        lines += [f"{field.name}:{value}" for value in told]
    return "\n".join(lines)


def _unpacked(text: str, sessions: dict[bytes, int]) -> Facets:
    found: dict[str, list[str]] = {field.name: [] for field in fields(Facets)}
    for line in text.split("\n") if text else ():
        name, _colon, value = line.partition(":")
        if name in found:  # a newer gcmdesk may know more facets
            found[name].append(value)
    wanted = (bytes.fromhex(one) for one in found[_SESSIONS])
    return Facets(
        tables=tuple(found["tables"]),
        sessions=tuple(sessions[one] for one in wanted if one in sessions),
        groups=tuple(found["groups"]),
        objectives=tuple(int(one) for one in found["objectives"]),
        kinds=tuple(found["kinds"]),
        languages=tuple(found["languages"]),
    )
