"""`new`, `rekey`, `undo`: make a workspace, change its passphrase, take work back."""

from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import ngettext

if TYPE_CHECKING:
    from gcmdesk.workspace.file import Key


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    new = terminal.command(commands, "new", _new, _("make a new, encrypted workspace"), needs_key=False)
    new.add_argument("--anyway", action="store_true", help=_("also on a network drive or in a synchronised folder"))
    rekey = terminal.command(commands, "rekey", _rekey, _("give the workspace a new passphrase and recovery sheet"))
    rekey.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("read the new passphrase from the first line of this file"),
    )
    undo = terminal.command(commands, "undo", _undo, _("take back the newest changes"))
    undo.add_argument("--steps", type=_steps, default=1, metavar=_("N"), help=_("how many changes (default: 1)"))


def _steps(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(_("a whole number of at least 1 is needed"))
    return int(text)


def _new(options: Namespace) -> int:
    import gcmdesk.areas  # noqa: F401 - completes the schema
    from gcmdesk.workspace import errors, location, opening

    if options.file.exists():
        raise errors.FileExists
    concern = location.concern(options.file)
    if concern and not options.anyway:
        raise location.UnsafeLocation(concern)
    chosen = terminal.new_passphrase(options.passphrase_file)
    with opening.create(options.file, chosen, terminal.surroundings(options)) as workspace:
        _print_sheet(workspace.key)
        terminal.retyped(workspace.key.raw)
    terminal.warn(_("The workspace is ready. Above is its recovery sheet: keep it on paper, away from the computer."))
    return 0


def _rekey(options: Namespace) -> int:
    from gcmdesk.workspace import backups, opening

    around = terminal.surroundings(options)
    with terminal.opened(options) as workspace:
        old = workspace.key
        chosen = terminal.new_passphrase(options.new_passphrase_file)
        new = opening.change_passphrase(workspace, chosen, parameters=around.parameters[0])
        _print_sheet(new)
        terminal.warn(_("The passphrase was changed. Above is the new recovery sheet: the old one no longer works."))
        count = backups.rekey(workspace.path, old, new)
    terminal.warn(
        ngettext(
            "{count} backup was brought under the new passphrase too.",
            "{count} backups were brought under the new passphrase too.",
            count,
        ).format(count=count)
    )
    return 0


def _undo(options: Namespace) -> int:
    from gcmdesk.workspace.errors import NothingToUndo

    with terminal.opened(options) as workspace:
        for done in range(options.steps):
            try:
                step = workspace.undo()
            except NothingToUndo:
                if not done:
                    raise
                terminal.say(_("There was nothing more to undo."))
                break
            terminal.say(_("Undone: {change}").format(change=_(step.name).format(count=step.count)))
    return 0


def _print_sheet(key: "Key") -> None:
    from gcmdesk.workspace import clock, recovery

    made: date = clock.now().astimezone().date()
    terminal.say(recovery.sheet(key.raw, key.salt, made).text)
