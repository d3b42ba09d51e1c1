"""`due`: what data protection asks for in a workspace, and by when."""

from argparse import Namespace

from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _

OVERDUE = 3
"""Exit code of `due` when something is overdue; that of `check` when it finds something."""


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    purpose = _("list what data protection asks for, and by when; the exit code tells whether something is overdue")
    due = terminal.command(commands, "due", _due, purpose)
    due.epilog = _("Exit code: 0 nothing is overdue, 1 the workspace cannot be opened, 3 something is overdue.")


def _due(options: Namespace) -> int:
    from gcmdesk import i18n
    from gcmdesk.protection import due
    from gcmdesk.workspace import clock
    from gcmdesk.workspace.file import Access

    with terminal.opened(options, Access.READ) as workspace:
        found = workspace.read(due.due, clock.now())
    for entry in found:
        mark = "!" if entry.overdue else "-"
        terminal.say(f"{mark} {entry.line.text(i18n.current())}")
    if not found:
        terminal.say(_("Nothing is due within 30 days."))
    return OVERDUE if any(entry.overdue for entry in found) else 0
