"""What the programme of consultations reaches as a whole. Each function is for `Workspace.read`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations import session_lists as lists
from gcmdesk.consultations.neighbours import STAKEHOLDER
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Note

_KIND = STAKEHOLDER.c.kind


@dataclass(frozen=True, slots=True)
class Reach:
    """A stakeholder group of guidance Tool 1 and the programme. All but `notes` count stakeholders, each once."""

    group: str
    registered: int
    invited: int
    attended: int
    notes: int
    """What they said."""

    @property
    def silent(self) -> bool:
        """Whether nobody of the group came and nothing is noted from it."""
        return not self.attended and not self.notes


def reach(session: Session) -> tuple[Reach, ...]:
    """All groups, also those of which nobody is registered."""
    registered = select(_KIND, func.count()).where(STAKEHOLDER.c.archived == 0)
    people = func.count(Invitation.stakeholder_id.distinct())
    invited = select(_KIND, people).join_from(STAKEHOLDER, Invitation, STAKEHOLDER.c.id == Invitation.stakeholder_id)
    said = select(_KIND, func.count(Note.id)).join_from(STAKEHOLDER, Note, STAKEHOLDER.c.id == Note.stakeholder_id)
    counts = [
        _by_group(session, query)
        for query in (registered, invited, invited.where(Invitation.state == "attended"), said)
    ]
    return tuple(Reach(group, *(each.get(group, 0) for each in counts)) for group in lists.categories("group"))


def _by_group(session: Session, query: Select[Any]) -> dict[str, int]:
    return dict(session.execute(query.group_by(_KIND)).all())
