"""Search over everything that is searched, narrowed by facets; for Ctrl+K and for the search screen.

    page = workspace.read(everywhere.search, "harvest permit", Facets(groups=("employers",)))
    page[0].hit.snippet.text, page[0].hit.snippet.marks          what to show, and what to make bold in it
    workspace.read(everywhere.facets, "harvest permit", Facets())           how many hits there are, facet by facet

Facets of notes (session, group, objective, kind, language) leave only notes. Each facet is counted as if nothing were
chosen in itself, so that its other values stay in sight. Where a hit opens is the screens' to say: `Found` names the
table, the row, and for a note its session. The whole text with every found word is `marked`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import codebook
from gcmdesk.consultations.tables import Coding, Consultation, Note
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis.scope import GROUP, Scope
from gcmdesk.workspace import search as index
from gcmdesk.workspace.base import Row, entity
from gcmdesk.workspace.search import Hit
from gcmdesk.workspace.snippets import Mark, marks

_NOTE = Note.__tablename__


@dataclass(frozen=True, slots=True)
class Facets:
    """What a search is narrowed to; an empty field narrows nothing."""

    tables: tuple[str, ...] = ()
    """Names of tables: "note", "stakeholder", "consultation" …"""
    sessions: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    """Tool 1 groups; "" for notes of nobody in particular."""
    objectives: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def scope(self) -> Scope:
        """The notes that these facets leave."""
        return Scope(
            sessions=self.sessions,
            groups=self.groups,
            objectives=self.objectives,
            kinds=self.kinds,
            languages=self.languages,
        )

    @property
    def of_notes(self) -> bool:
        """Whether they leave only notes."""
        return not self.scope.everything


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what a list shows beside its snippet."""

    hit: Hit
    title: str
    """For a note the title of its session, else the row's own first words."""
    session: int | None
    """Row id of a note's session."""
    speaker: str
    """Name of the stakeholder that a note comes from; empty where nobody in particular said it."""
    kind: str
    """Of a note."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many hits there are, by value of each facet."""

    tables: Mapping[str, int]
    sessions: Mapping[int, int]
    groups: Mapping[str, int]
    objectives: Mapping[int, int]
    kinds: Mapping[str, int]
    languages: Mapping[str, int]

    @property
    def total(self) -> int:
        """All hits, whatever the table."""
        return sum(self.tables.values())


def search(
    session: Session,
    query: str,
    facets: Facets = Facets(),
    limit: int = 50,
    offset: int = 0,
) -> tuple[Found, ...]:
    """The best hits of a search line (its language: `workspace.query`), best first."""
    if facets.of_notes:
        if facets.tables and _NOTE not in facets.tables:
            return ()
        among = Note.id.in_(select(Note.id).where(*facets.scope.conditions()))
        hits = index.find_among(session, query, Note, among, limit, offset)
    else:
        hits = index.find(session, query, limit, offset, _kinds(facets.tables))
    return _described(session, hits)


def facets(session: Session, query: str, chosen: Facets = Facets()) -> FacetCounts:
    """How many hits each value of each facet would leave."""
    tables = index.counts(session, query)
    if chosen.of_notes:
        inside = _matching(session, query, chosen)
        tables = {_NOTE: session.scalar(select(func.count()).select_from(inside.subquery())) or 0}
    if chosen.tables and _NOTE not in chosen.tables:
        return FacetCounts(tables, {}, {}, {}, {}, {})

    def by(column: Any, own: str) -> dict[Any, int]:
        inside = _matching(session, query, replace(chosen, **{own: ()}))
        counted = select(column, func.count()).select_from(Note).where(Note.id.in_(inside)).group_by(column)
        if own == "groups":
            counted = counted.outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
        return dict(session.execute(counted).all())

    if not chosen.of_notes:
        return _all_at_once(session, tables, _matching(session, query, chosen))
    return FacetCounts(
        tables,
        by(Note.consultation_id, "sessions"),
        by(GROUP, "groups"),
        _objectives(session, _matching(session, query, replace(chosen, objectives=()))),
        by(Note.kind, "kinds"),
        by(Note.language, "languages"),
    )


def _all_at_once(session: Session, tables: Mapping[str, int], inside: Select[int]) -> FacetCounts:
    """Where nothing is chosen, all facets look at the same notes, and each is looked up once."""
    columns = (Note.consultation_id, Note.stakeholder_id, Note.kind, Note.language)
    rows = session.execute(select(*columns).where(Note.id.in_(inside))).all()  # to count here is faster than to sort
    sessions, speakers, kinds, languages = map(Counter, zip(*rows, strict=True)) if rows else (Counter(),) * 4
    group_of = dict(session.execute(select(Stakeholder.id, GROUP)).all())
    groups = Counter[str]()
    for speaker, number in speakers.items():
        groups[group_of.get(speaker, "")] += number
    return FacetCounts(tables, sessions, groups, _objectives(session, inside), kinds, languages)


def marked(found: Found) -> dict[str, tuple[str, tuple[Mark, ...]]]:
    """The whole searched texts of a hit by column, each with the places of the found words (code points)."""
    return {name: (text or "", marks(text or "", found.hit.terms)) for name, text in found.hit.texts.items()}


def _matching(session: Session, query: str, facets: Facets) -> Select[int]:
    found = index.matching(session, query, Note)
    if facets.scope.everything:
        return found
    return select(Note.id).where(Note.id.in_(found), *facets.scope.conditions())


def _objectives(session: Session, inside: Select[int]) -> dict[int, int]:
    """Notes by objective, themes below it included."""
    known = codebook.themes(session)
    objective_of = codebook.objectives(known)
    pairs = select(Coding.theme_id, Coding.note_id).where(Coding.note_id.in_(inside))
    found: dict[int, set[int]] = {}
    for theme, note in session.execute(pairs):  # of all themes: to ask for each of them takes longer
        if theme in objective_of:
            found.setdefault(objective_of[theme], set()).add(note)
    return {objective: len(notes) for objective, notes in sorted(found.items())}


def _kinds(tables: Sequence[str]) -> list[type[Row]]:
    return [entity(name).table.info["row"] for name in tables]


def _described(session: Session, hits: Sequence[Hit]) -> tuple[Found, ...]:
    about = select(Note.id, Note.consultation_id, Consultation.title, func.coalesce(Stakeholder.name, ""), Note.kind)
    about = about.join(Consultation, Consultation.id == Note.consultation_id)
    about = about.outerjoin(Stakeholder, Stakeholder.id == Note.stakeholder_id)
    notes = {
        note: (title, consultation, speaker, kind)
        for note, consultation, title, speaker, kind in session.execute(
            about.where(Note.id.in_([hit.row for hit in hits if hit.table == _NOTE]))
        )
    }
    return tuple(
        Found(hit, *notes[hit.row]) if hit.table == _NOTE else Found(hit, _first_words(hit), None, "", "")
        for hit in hits
    )


def _first_words(hit: Hit) -> str:
    return next((text for text in hit.texts.values() if text), "")
