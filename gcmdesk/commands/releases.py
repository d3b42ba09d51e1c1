"""`releases`: the transfer register, what left the workspace and to whom."""

from argparse import Namespace

from gcmdesk.commands import terminal
from gcmdesk.i18n import current, ngettext
from gcmdesk.i18n import gettext as _


def add(commands: terminal.Commands) -> None:
    """Describe the command."""
    terminal.command(commands, "releases", _releases, _("list what left the workspace, to whom, and what for"))


def _releases(options: Namespace) -> int:
    from gcmdesk.protection import purposes, recipients, register, rewording
    from gcmdesk.workspace.file import Access

    with terminal.opened(options, Access.READ) as workspace:
        entries = workspace.read(register.entries)
    if not entries:
        terminal.say(_("Nothing has left this workspace yet."))
    for one in entries:
        texts = current()
        to = " · ".join(part for part in (_(recipients.TITLES[one.recipient]), one.organisation) if part)
        title = rewording.again(one.title, texts)
        terminal.say(f"{one.id}  {one.left:%Y-%m-%d %H:%M} UTC  {to}  {title}")
        terminal.say(f"    {_(purposes.TITLES[one.purpose])} · {one.form} · {one.by}")
        if one.people:
            count = ngettext("Personal data of {n} person", "Personal data of {n} people", one.people)
            terminal.say(f"    {count.format(n=texts.number(one.people))}")
        terminal.say(f"    SHA-256 {one.sha256.hex()} · {one.sequence} {one.head.hex()}")
        if one.failed:
            terminal.say("    " + _("The file could not be written; nothing left."))
    return 0
