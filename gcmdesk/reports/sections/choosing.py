"""Which rows the scope of a report lets in, and what is read once for all of its sections."""

from typing import Any

from sqlalchemy import ColumnElement, and_, select, true

from gcmdesk.consultations.session_tables import Invitation
from gcmdesk.consultations.tables import Consultation
from gcmdesk.reports.section import Narrowing, Sources
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.synthesis import findings
from gcmdesk.synthesis import scope as synthesis
from gcmdesk.synthesis.findings import Evidence, ObjectiveFindings

HELD = frozenset({Narrowing.DATES, Narrowing.SESSIONS, Narrowing.TERRITORIES})
"""What narrows sessions, and the stakeholders that have to do with them."""


def registered(sources: Sources) -> ColumnElement[bool]:
    """Stakeholders that are not archived, in the chosen territories or within them."""
    return and_(~Stakeholder.archived, within(sources, Stakeholder.territory_id))


def present(sources: Sources) -> ColumnElement[bool]:
    """The same; where sessions or days are chosen, only those that stand in the invitation lists of these sessions."""
    if not sources.scope.narrowed & {Narrowing.DATES, Narrowing.SESSIONS}:
        return registered(sources)
    invited = select(Invitation.stakeholder_id).join(Consultation, Consultation.id == Invitation.consultation_id)
    return and_(registered(sources), Stakeholder.id.in_(invited.where(*_chosen_sessions(sources))))


def within(sources: Sources, territory: Any) -> ColumnElement[bool]:
    """A territory of the scope, or one that lies in it; every one where the scope names none."""
    if not sources.scope.territories:
        return true()
    return and_(territory.in_(_territories(sources)))


def held(sources: Sources) -> ColumnElement[bool]:
    """Sessions of the scope."""
    return and_(true(), *_chosen_sessions(sources), within(sources, Consultation.territory_id))


def _chosen_sessions(sources: Sources) -> list[ColumnElement[bool]]:
    scope = sources.scope
    return [
        *([Consultation.id.in_(scope.consultations)] if scope.consultations else ()),
        *([Consultation.day >= scope.since] if scope.since else ()),
        *([Consultation.day <= scope.until] if scope.until else ()),
    ]


def notes(sources: Sources) -> synthesis.Scope:
    """Notes of the scope's sessions that people let into a synthesis.

    Objectives do not narrow it: a report about two of them shows two lines of the table that another one shows whole,
    so that nobody can reckon with the difference.
    """
    scope = sources.scope
    return synthesis.Scope(
        sessions=tuple(sorted(scope.consultations)),
        first=scope.since,
        last=scope.until,
        territories=tuple(_territories(sources)) if scope.territories else (),
        usable_at=sources.moment,
    )


def heard(sources: Sources) -> dict[int, ObjectiveFindings]:
    """What was said about each objective, also those that the scope leaves out (see `notes`)."""
    if "heard" not in sources.memo:
        sources.memo["heard"] = findings.by_objective(sources.session, notes(sources), sources.progress)
    found: dict[int, ObjectiveFindings] = sources.memo["heard"]
    return found


def evidence(sources: Sources) -> tuple[Evidence, ...]:
    """The evidence sets with their notes in the scope."""
    if "evidence" not in sources.memo:
        sources.memo["evidence"] = findings.resolve(sources.session, None, sources.moment, notes(sources))
    found: tuple[Evidence, ...] = sources.memo["evidence"]
    return found


def objectives(sources: Sources) -> list[int]:
    """The objectives of the scope of which somebody spoke."""
    chosen = sources.scope.objectives
    return [number for number in heard(sources) if not chosen or number in chosen]


def _territories(sources: Sources) -> list[int]:
    known = territories.everything(sources.session)
    return [id for id, one in known.items() if sources.scope.territories.intersection(one.ids)]
