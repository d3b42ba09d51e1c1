"""The meter: how far each group gets on the way from a target to a voice (Guidance Step 1, Tool 1).

    targeted → registered → engaged → invited → came → spoke → quoted → scored

Each link counts stakeholders of a group, and is one line of `LINKS`; an area that comes later adds its own
at its place. `read` is for `Workspace.read`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gcmdesk.consultations.coding_tables import EvidenceNote
from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Note
from gcmdesk.i18n import mark
from gcmdesk.priorities.tables import Rater, Score
from gcmdesk.stakeholders import coverage, vocabulary
from gcmdesk.stakeholders.engagement_tables import EngagementEvent
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace.base import Row

Counts = Mapping[str, int]
"""Stakeholders by the id of their Tool 1 group; a group that is left out was not counted, which is not 0."""


@dataclass(frozen=True, slots=True)
class Link:
    """A station on the way."""

    id: str
    title: str
    """Untranslated."""
    count: Callable[[Session], Counts]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a group gets; `counts` has a figure for each link, None where nothing was recorded."""

    group: str
    counts: tuple[int | None, ...]

    @property
    def breaks(self) -> int | None:
        """The number of the first link at which fewer arrive than left the one before; None when none is lost."""
        before: int | None = None
        for place, count in enumerate(self.counts):
            if count is not None and before is not None and count < before:
                return place
            before = count if count is not None else before
        return None


def _targeted(session: Session) -> Counts:
    found = {}
    for line in coverage.matrix(session, "group"):
        levels = [cell.wanted for level, cell in line.levels.items() if level != coverage.ANY]
        at_levels = sum(wanted for wanted in levels if wanted is not None)
        over_all = line.levels[coverage.ANY].wanted
        if over_all is not None or any(wanted is not None for wanted in levels):
            found[line.key] = max(over_all or 0, at_levels)
    return found


def _registered(session: Session) -> Counts:
    return {line.key: line.levels[coverage.ANY].present for line in coverage.matrix(session, "group")}


def _engaged(session: Session) -> Counts:
    return _named_by(session, EngagementEvent.stakeholder_id)


def _invited(session: Session) -> Counts:
    return _named_by(session, Invitation.stakeholder_id)


def _came(session: Session) -> Counts:
    return _named_by(session, Invitation.stakeholder_id, Invitation.state == "attended")


def _spoke(session: Session) -> Counts:
    return _named_by(session, Note.stakeholder_id)


def _quoted(session: Session) -> Counts:
    return _named_by(
        session,
        Note.stakeholder_id,
        Note.verbatim.is_(True),
        ~Note.confidential,
        through=(EvidenceNote, EvidenceNote.note_id == Note.id),
    )


def _scored(session: Session) -> Counts:
    return _named_by(
        session, Rater.stakeholder_id, Score.value.is_not(None), through=(Score, Score.rater_id == Rater.id)
    )


def _named_by(
    session: Session,
    column: Any,
    *which: ColumnElement[bool],
    through: tuple[type[Row], ColumnElement[bool]] | None = None,
) -> Counts:
    """Stakeholders that rows of a table name, as far as a row of `through` belongs to them; no counts while none does.

    `which` of these rows count.
    """
    rows = select(Stakeholder.kind, func.count(column.distinct())).select_from(column.parent.entity)
    rows = rows.join(*through) if through else rows
    if session.execute(rows.with_only_columns(column).where(column.is_not(None)).limit(1)).first() is None:
        return {}
    query = (
        rows.join(Stakeholder, column == Stakeholder.id).where(~Stakeholder.archived, *which).group_by(Stakeholder.kind)
    )
    return dict.fromkeys(vocabulary.groups(), 0) | dict(session.execute(query).all())


LINKS = (
    Link("targeted", mark("Targeted"), _targeted),
    Link("registered", mark("In the register"), _registered),
    Link("engaged", mark("Engaged"), _engaged),
    Link("invited", mark("Invited to a session"), _invited),
    Link("came", mark("Came to a session"), _came),
    Link("spoke", mark("Spoke in a session"), _spoke),
    Link("quoted", mark("Quoted in the evidence"), _quoted),
    Link("scored", mark("Scored objectives"), _scored),
)
"""In their order. Engaged is whoever the engagement log names; spoke, whoever a note comes from; quoted, whose own
words carry a finding of an evidence set; scored, for whom a rater scored an objective."""

CAVEATS = (
    mark("A stakeholder counts once, whether it speaks for ten people or for ten thousand."),
    mark("To be on the list is not yet to be heard; look at how far each group gets."),
    mark("What nobody recorded is missing here, not zero."),
)
"""What to keep in mind when reading the figures, untranslated."""


def read(session: Session) -> tuple[Reach, ...]:
    """How far each Tool 1 group gets, in the guidance's order."""
    counted = [link.count(session) for link in LINKS]
    return tuple(Reach(group, tuple(counts.get(group) for counts in counted)) for group in vocabulary.groups())
