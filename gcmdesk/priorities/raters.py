"""Who scores. Each function is for `Workspace.run` or `Workspace.read`.

A rater needs no name: "Rater 7" is enough. A person is a pseudonym of `protection`, and their scores count only while
the consent to the synthesis stands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gcmdesk.compact import library
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.priorities.tables import Expertise, Rater, Score, ScoreEvidence
from gcmdesk.protection import consent
from gcmdesk.protection.people_tables import Person
from gcmdesk.protection.purposes import Purpose
from gcmdesk.workspace import bulk, erasure, journal

Kind = Literal["person", "organisation", "group"]
KINDS: dict[Kind, str] = {
    "person": mark("A person, under a pseudonym"),
    "organisation": mark("An organization"),
    "group": mark("A group that scores together"),
}
Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RaterDraft:
    """A rater before it is saved; an empty name becomes "Rater" with the next number."""

    kind: Kind = "person"
    name: str = ""
    belongs: str = ""
    """Id of a stakeholder group of Tool 1; empty where it is not recorded."""
    people: int = 1
    person: int | None = None
    stakeholder: int | None = None

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the draft from being saved; empty when nothing does."""
        found: list[Problem] = []
        if self.kind not in get_args(Kind):
            found.append(("kind", mark("Choose who scores: a person, an organization or a group.")))
        if self.people < 1:
            found.append(("people", mark("At least one person stands behind the scores.")))
        if self.person is not None and self.kind != "person":
            found.append(("person", mark("Only a person can have a pseudonym.")))
        if self.belongs and self.belongs not in groups():
            found.append(("belongs", mark("Choose a group from the list.")))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class SavedRater:
    """A rater as it lies in the workspace."""

    id: int
    kind: Kind
    name: str
    belongs: str
    people: int
    person: int | None
    stakeholder: int | None


def groups() -> dict[str, str]:
    """Stakeholder groups of Tool 1: English title by id, in the guidance's order."""
    return {item.id: item.title or "" for section in library.load().tool(1).sections for item in section.items}


def add(session: Session, draft: RaterDraft) -> SavedRater:
    """Save a new rater; problems are a ValueError."""
    row = Rater()
    _write(session, row, draft)
    session.add(row)
    session.flush()
    return _saved(row)


def add_many(session: Session, count: int, belongs: str = "") -> tuple[SavedRater, ...]:
    """So many raters without names, for a room that begins."""
    return tuple(add(session, RaterDraft(belongs=belongs)) for _number in range(count))


def change(session: Session, rater: int, draft: RaterDraft) -> SavedRater:
    """Change a rater; problems are a ValueError."""
    row = session.scalars(select(Rater).where(Rater.id == rater)).one()
    _write(session, row, draft)
    session.flush()
    return _saved(row)


def remove(session: Session, rater: int) -> int:
    """Delete a rater with all scores; undo brings them back. Returns how many scores went."""
    own = list(session.scalars(select(Score.id).where(Score.rater_id == rater)))
    proofs = session.scalars(select(ScoreEvidence.id).join(Score).where(Score.rater_id == rater))
    bulk.delete(session, ScoreEvidence, list(proofs))
    bulk.delete(session, Expertise, list(session.scalars(select(Expertise.id).where(Expertise.rater_id == rater))))
    bulk.delete(session, Score, own)
    bulk.delete(session, Rater, [rater])
    return len(own)


def pseudonym(session: Session, person: int) -> str:
    """The pseudonym of a person (row id)."""
    known: str = session.scalars(select(Person.pseudonym).where(Person.id == person)).one()
    return known


def of_pseudonym(session: Session, name: str) -> int | None:
    """The person (row id) under this pseudonym, whatever its case; None when there is nobody."""
    wanted = fold(name)
    people = session.execute(select(Person.id, Person.pseudonym).order_by(Person.id)).all()
    return next((person for person, known in people if fold(known) == wanted), None)


def erase(session: Session, rater: int) -> int:
    """Erase a rater with all scores; returns how many rows went. For `Workspace.run_erasing`; cannot be undone."""
    journal.never_undone(session)
    return erasure.erase_with_dependants(session, Rater, [rater])


def all_of(session: Session) -> tuple[SavedRater, ...]:
    """All raters, in the order they were added."""
    return tuple(map(_saved, session.scalars(select(Rater).order_by(Rater.id))))


def counting(session: Session, at: datetime) -> dict[int, SavedRater]:
    """The raters whose scores count at the aware moment `at`: all but people whose consent does not stand."""
    consenting = consent.consenting(Purpose.SYNTHESIS, at)
    query = select(Rater).where(or_(Rater.person_id.is_(None), Rater.person_id.in_(consenting))).order_by(Rater.id)
    return {row.id: _saved(row) for row in session.scalars(query)}


def _write(session: Session, row: Rater, draft: RaterDraft) -> None:
    if draft.problems():
        raise ValueError(", ".join(field for field, _message in draft.problems()))
    row.kind, row.belongs, row.people = draft.kind, draft.belongs, draft.people
    row.person_id, row.stakeholder_id = draft.person, draft.stakeholder
    row.name = draft.name.strip() or row.name or _default_name(session, draft)


def _default_name(session: Session, draft: RaterDraft) -> str:
    if draft.person is not None:
        return pseudonym(session, draft.person)
    highest = session.scalar(select(func.max(Rater.id))) or 0
    return _("Rater {number}").format(number=highest + 1)


def _saved(row: Rater) -> SavedRater:
    kind = next(one for one in KINDS if one == row.kind)
    return SavedRater(row.id, kind, row.name, row.belongs, row.people, row.person_id, row.stakeholder_id)
