"""The coding of the sample workspace: a code book, passages, two coders who agree mostly, evidence sets, a search."""

import random
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk import sample_texts
from gcmdesk.compact import library
from gcmdesk.consultations import codebook, coding, evidence
from gcmdesk.consultations.coding_records import COLOURS, Passage
from gcmdesk.consultations.coding_tables import EvidenceSet, SavedSearch
from gcmdesk.consultations.tables import Coding, Note, Theme
from gcmdesk.jobs import Progress
from gcmdesk.sampling.people import Identity
from gcmdesk.workspace import bulk

CODERS = ("Coder A", "Coder B")
"""Who codes some of the notes a second time."""
_OBJECTIVES = 23
_COLOURS = tuple(COLOURS)
_PASSAGES = 0.2
"""The share of codings that mean a passage of the note."""
_CODED_TWICE = 20
"""One note in so many has been coded by both coders."""
_AGREE = 0.85
"""How often the second coder sees what the first one saw."""
_OFFERED = 6
"""Themes that both look out for."""
_NOTES_TO_A_SET = 8
_SETS = 12


def themes(session: Session, _progress: Progress, identity: Identity) -> range:
    """Objectives and principles, and under the objectives what the notes speak of, in all languages."""
    compact = library.load()
    columns = ("uuid", "name", "objective", "principle", "parent_id", "colour")
    objectives = [
        (codebook.identity(objective=one.number), one.title, one.number, None, None, "") for one in compact.objectives
    ]
    principles = [(codebook.identity(principle=one.id), one.name, None, one.id, None, "") for one in compact.principles]
    first = bulk.insert(session, Theme, columns, objectives)
    bulk.insert(session, Theme, columns, principles)
    own = chain.from_iterable(sample_texts.language(code).what for code in sample_texts.CODES)
    below = [
        (identity("theme", number), _title(name), None, None, first[number % _OBJECTIVES], colour)
        for number, name in enumerate(own)
        for colour in [_COLOURS[number % len(_COLOURS)]]
    ]
    return range(first[0], bulk.insert(session, Theme, columns, below)[-1] + 1)


def codings(session: Session, progress: Progress, count: int, rng: random.Random, notes: range, themes: range) -> int:
    """Some themes are spoken of often, most seldom; returns how many were given."""
    twice = notes[::_CODED_TWICE]
    once = count - len(CODERS) * len(twice)
    weights = [1 / (place + 3) for place in range(len(themes))]
    rng.shuffle(weights)
    given = 0
    for theme, weight in zip(themes, weights, strict=True):
        wanted = min(len(notes), round(once * weight / sum(weights)))
        chosen = rng.sample(notes, wanted)
        whole = round(wanted * (1 - _PASSAGES))
        given += coding.code(session, theme, chosen[:whole])
        given += coding.code_passages(session, theme, _passages(session, rng, chosen[whole:]))
        progress.report(given, count)
    return given + _second_opinions(session, rng, twice, themes)


def _passages(session: Session, rng: random.Random, notes: list[int]) -> list[Passage]:
    """A few words out of each of these notes."""
    found = []
    for part in (notes[at : at + 10_000] for at in range(0, len(notes), 10_000)):
        texts = dict(session.execute(select(Note.id, Note.text).where(Note.id.in_(part))).all())
        for note in part:
            text = texts[note]
            start = text.rfind(" ", 0, rng.randrange(len(text))) + 1
            end = text.find(" ", min(start + rng.randrange(20, 90), len(text)))
            found.append(Passage(note, start, len(text) if end < 0 else end))
    return found


def _second_opinions(session: Session, rng: random.Random, notes: range, themes: range) -> int:
    """Two coders go through the same notes; what they give no theme is set aside."""
    few = themes[:_OFFERED]
    given: dict[tuple[str, int], list[int]] = {(coder, theme): [] for coder in CODERS for theme in few}
    for note in notes:
        first = {theme for theme in few if rng.random() < 1 / _OFFERED}
        second = {theme for theme in few if rng.random() < (_AGREE if theme in first else (1 - _AGREE) / _OFFERED)}
        for coder, seen in zip(CODERS, (first, second), strict=True):
            for theme in seen:
                given[coder, theme].append(note)
    for coder in CODERS:
        coded = {note for (who, _theme), chosen in given.items() if who == coder for note in chosen}
        coding.set_aside(session, [note for note in notes if note not in coded], coder)
    return sum(coding.code(session, theme, chosen, coder) for (coder, theme), chosen in given.items())


def _title(name: str) -> str:
    return name[0].upper() + name[1:]


def evidence_sets(session: Session, _progress: Progress, identity: Identity) -> int:
    """The themes that are spoken of most, each with some notes and what may be quoted of them; and a saved search."""
    english = {_title(name) for name in sample_texts.language("en").what}
    own = [one for one in codebook.tree(session) if one.theme.name in english and one.notes]
    most = sorted(own, key=lambda one: (-one.notes, one.theme.id))[:_SETS]
    rows = [
        (identity("evidence", number), number, "", f"{one.theme.name}: raised again and again")
        for number, one in enumerate(most, 1)
    ]
    made = bulk.insert(session, EvidenceSet, ("uuid", "number", "origin", "title"), rows)
    for one, row in zip(most, made, strict=True):
        coded = select(Coding.note_id).where(Coding.theme_id == one.theme.id)
        query = select(Note.id).where(Note.id.in_(coded)).order_by(~Note.verbatim, Note.id).limit(_NOTES_TO_A_SET)
        evidence.put_in(session, row, session.scalars(query).all())
    search = (identity("search", 1), "Needs of families", "families", "kinds:need")
    bulk.insert(session, SavedSearch, ("uuid", "name", "asked", "facets"), [search])
    return len(made)
