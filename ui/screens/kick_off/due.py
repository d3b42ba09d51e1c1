"""What the engagement plan has due, for Home."""

from collections.abc import Sequence
from datetime import date, timedelta

from gcmdesk import i18n
from gcmdesk.i18n import ngettext
from gcmdesk.stakeholders import engagement
from ui.desk_workspace import DeskWorkspace
from ui.due import Due

_SOON = timedelta(days=7)


def due(workspace: DeskWorkspace) -> Sequence[Due]:
    """One line for what is overdue and one for the coming week, however long the plan is."""
    today, number = date.today(), i18n.current().number  # noqa: DTZ011 - this computer's day
    days = [one.next_day for one in workspace.read(engagement.plans) if one.next_day]
    late = [day for day in days if day < today]
    soon = [day for day in days if today <= day <= today + _SOON]
    found = []
    if late:
        text = ngettext(
            "{n} step of the engagement plan is overdue.", "{n} steps of the engagement plan are overdue.", len(late)
        )
        found.append(Due(text.format(n=number(len(late))), min(late), "kick-off/engagement", "warning"))
    if soon:
        text = ngettext(
            "{n} step of the engagement plan is due this week.",
            "{n} steps of the engagement plan are due this week.",
            len(soon),
        )
        found.append(Due(text.format(n=number(len(soon))), min(soon), "kick-off/engagement"))
    return found
