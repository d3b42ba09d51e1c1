"""Everything that a first assessment needs, in one step. For `Workspace.run`."""

from datetime import date

from sqlalchemy.orm import Session

from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import criteria, raters, rounds
from gcmdesk.priorities.raters import RaterDraft
from gcmdesk.priorities.rounds import RoundDraft


def begin(session: Session, day: date) -> int:
    """Set up what is missing of criteria, scoring round and rater; returns the round (row id) to score in."""
    criteria.install(session)
    if not raters.all_of(session):
        raters.add(session, RaterDraft())
    asked = rounds.all_of(session, "scores")
    return asked[-1].id if asked else rounds.add(session, RoundDraft("scores", _("First scores"), day)).id
