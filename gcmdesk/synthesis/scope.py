"""Which notes are looked at: the same narrowing for matrices, words, findings and reports.

Scope(sessions=(3, 4), first=date(2026, 1, 1), groups=("diasporas",))
Scope(usable_at=clock.now())          only what the people behind the notes let go into a synthesis
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme
from gcmdesk.protection import consent
from gcmdesk.protection.purposes import Purpose
from gcmdesk.stakeholders.tables import Stakeholder

NOBODY = ""
"""The group of notes that nobody in particular said, or somebody whose group is not recorded."""

GROUP = func.coalesce(Stakeholder.kind, NOBODY)
"""SQL: the Tool 1 group that a note comes from; `Stakeholder` is joined to the note from the outside."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which notes are meant; a field that is empty narrows nothing."""

    sessions: tuple[int, ...] = ()
    """Row ids of sessions."""
    first: date | None = None
    """Sessions from this day on, and up to and including `last`."""
    last: date | None = None
    territories: tuple[int, ...] = ()
    """Row ids of territories of the sessions; those below must be named too."""
    groups: tuple[str, ...] = ()
    """Tool 1 groups; `NOBODY` stands for notes without one."""
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()
    """Numbers; notes that are coded to one of them, or to what lies directly below it."""
    usable_at: datetime | None = None
    """Only notes without a person behind them, or whose person's consent to the synthesis stands at this moment."""

    @property
    def everything(self) -> bool:
        """Whether all notes are meant."""
        return self == Scope()

    def conditions(self) -> list[ColumnElement[bool]]:
        """SQL conditions on `Note`. They need no other table."""
        found: list[ColumnElement[bool]] = []
        if self.sessions:
            found.append(Note.consultation_id.in_(self.sessions))
        held = self._held()
        if held:
            found.append(Note.consultation_id.in_(select(Consultation.id).where(*held)))
        if self.groups:
            named = Note.stakeholder_id.in_(select(Stakeholder.id).where(Stakeholder.kind.in_(self.groups)))
            found.append(or_(named, Note.stakeholder_id.is_(None)) if NOBODY in self.groups else named)
        if self.kinds:
            found.append(Note.kind.in_(self.kinds))
        if self.languages:
            found.append(Note.language.in_(self.languages))
        if self.objectives:
            found.append(Note.id.in_(coded_to(self.objectives)))
        if self.usable_at is not None:
            found.append(
                or_(Note.person_id.is_(None), Note.person_id.in_(consent.consenting(Purpose.SYNTHESIS, self.usable_at)))
            )
        return found

    def _held(self) -> list[ColumnElement[bool]]:
        held: list[ColumnElement[bool]] = []
        if self.first is not None:
            held.append(Consultation.day >= self.first)
        if self.last is not None:
            held.append(Consultation.day <= self.last)
        if self.territories:
            held.append(Consultation.territory_id.in_(self.territories))
        return held


def coded_to(objectives: Sequence[int]) -> ColumnElement[int]:
    """SQL for the ids of notes that are coded to these objectives, to their actions, or to themes below either."""
    top = select(Theme.id).where(Theme.objective.in_(objectives)).cte("under", recursive=True)
    under = top.union(select(Theme.id).join(top, Theme.parent_id == top.c.id))
    notes: ColumnElement[int] = select(Coding.note_id).where(Coding.theme_id.in_(select(under.c.id))).scalar_subquery()
    return notes
