"""Which rows the scope of a report lets in, as SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true

from gcmdesk.reports.section import Sources
from gcmdesk.stakeholders import territories
from gcmdesk.stakeholders.tables import Stakeholder


def present(sources: Sources) -> ColumnElement[bool]:
    """Stakeholders that are not archived, in the chosen territories or within them."""
    return and_(~Stakeholder.archived, within(sources, Stakeholder.territory_id))


def within(sources: Sources, territory: Any) -> ColumnElement[bool]:
    """A territory of the scope, or one that lies in it; every one where the scope names none."""
    chosen = sources.scope.territories
    if not chosen:
        return true()
    known = territories.everything(sources.session)
    return and_(territory.in_([id for id, one in known.items() if chosen.intersection(one.ids)]))
