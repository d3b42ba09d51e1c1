"""What waits in step 2, for Home: a validation workshop whose decision is still a draft."""

from collections.abc import Sequence

from gcmdesk.i18n import gettext as _
from gcmdesk.priorities import decisions
from ui.desk_workspace import DeskWorkspace
from ui.due import Due


def due(workspace: DeskWorkspace) -> Sequence[Due]:
    """The day of the workshop."""
    one = workspace.read(decisions.newest)
    if one is None or one.locked or one.workshop is None:
        return []
    return [Due(_("The validation workshop decides which objectives come first."), one.workshop, "needs/validation")]
