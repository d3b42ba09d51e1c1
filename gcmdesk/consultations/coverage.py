"""Who has spoken in a session, who has not, and what it touched: for the panel beside the line while people speak.

Each function is for `Workspace.read`.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Coding, Consultation, Note, Theme


@dataclass(frozen=True, slots=True)
class Voice:
    """A stakeholder that came, or that spoke, and how many notes it has in the session."""

    stakeholder: int
    name: str
    group: str
    """Group of guidance Tool 1; empty while nobody has sorted it."""
    notes: int
    attended: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a session got. `objectives` counts notes; those on the session's own list are there with 0."""

    voices: tuple[Voice, ...]
    objectives: dict[int, int]
    kinds: dict[str, int]
    notes: int
    nameless: int
    """Notes of nobody in particular."""

    @property
    def spoken(self) -> tuple[Voice, ...]:
        """Those who have spoken, most first."""
        return tuple(sorted((one for one in self.voices if one.notes), key=lambda one: (-one.notes, one.name)))

    @property
    def silent(self) -> tuple[Voice, ...]:
        """Those who came and have not spoken so far."""
        return tuple(one for one in self.voices if one.attended and not one.notes)

    @property
    def silent_groups(self) -> tuple[str, ...]:
        """Groups that are in the room and of which nobody has spoken so far."""
        heard = {one.group for one in self.voices if one.notes}
        return tuple(dict.fromkeys(one.group for one in self.silent if one.group and one.group not in heard))


def of(session: Session, consultation: int) -> Coverage:
    """The coverage of one session as it is now. An unknown session is NoResultFound."""
    mine = Note.consultation_id == consultation
    query = select(Note.stakeholder_id, Note.kind, func.count()).where(mine)
    spoke: dict[int, int] = {}
    kinds: dict[str, int] = {}
    nameless = 0
    for stakeholder, kind, count in session.execute(query.group_by(Note.stakeholder_id, Note.kind)):
        kinds[kind] = kinds.get(kind, 0) + count
        if stakeholder is None:
            nameless += count
        else:
            spoke[stakeholder] = spoke.get(stakeholder, 0) + count
    attended = Invitation.state == "attended"
    invited = select(Invitation.stakeholder_id).where(Invitation.consultation_id == consultation, attended)
    came = set(session.scalars(invited))
    columns = STAKEHOLDER.c
    names = select(columns.id, columns.name, columns.kind).where(columns.id.in_(spoke.keys() | came))
    voices = tuple(
        Voice(row, name, group, spoke.get(row, 0), row in came)
        for row, name, group in session.execute(names.order_by(columns.name, columns.id))
    )
    return Coverage(voices, _objectives(session, consultation), kinds, sum(kinds.values()), nameless)


def _objectives(session: Session, consultation: int) -> dict[int, int]:
    query = select(Consultation.objectives).where(Consultation.id == consultation)
    planned = session.scalars(query).one() or ""
    counts = {int(one): 0 for one in planned.split()}
    touched = (
        select(Theme.objective, func.count(Coding.note_id.distinct()))
        .join(Coding, Coding.theme_id == Theme.id)
        .join(Note, Note.id == Coding.note_id)
        .where(Note.consultation_id == consultation, Theme.objective.is_not(None))
        .group_by(Theme.objective)
    )
    counts |= {objective: count for objective, count in session.execute(touched) if objective is not None}
    return dict(sorted(counts.items()))
