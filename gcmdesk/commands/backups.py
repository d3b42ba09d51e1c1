"""`backup`, `backups`, `restore`: copies of a workspace, and going back to one."""

from argparse import Namespace
from pathlib import Path

from gcmdesk import i18n
from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    backup = terminal.command(commands, "backup", _backup, _("make a verified backup"))
    backup.add_argument(
        "--to", type=Path, metavar=_("FILE"), help=_("write it here instead of into the folder beside the workspace")
    )
    purpose = _("list the backups that are kept, newest first")
    listing = commands.add_parser("backups", help=purpose, description=purpose, allow_abbrev=False)
    listing.add_argument("file", type=Path, metavar=_("FILE"), help=_("the workspace"))
    listing.set_defaults(run=_backups)
    restore = terminal.command(
        commands, "restore", _restore, _("put a backup in the place of the workspace, which is kept aside")
    )
    restore.add_argument("backup", type=Path, metavar=_("BACKUP"), help=_("a backup, or its name in the list"))


def _backup(options: Namespace) -> int:
    from gcmdesk.workspace import backups
    from gcmdesk.workspace.file import Access

    with terminal.opened(options, Access.READ) as workspace, terminal.progress(_("Making a backup")):
        made = backups.take(workspace, options.to)
    terminal.say(_("The backup was made and checked: {path}").format(path=made.path))
    return 0


def _backups(options: Namespace) -> int:
    from gcmdesk.workspace import backups

    kept = backups.found(options.file)
    for backup in kept:
        made = backup.made.astimezone()
        day = f"{i18n.current().date(made.date())} {i18n.current().time(made)}"
        terminal.say(f"{backup.path.name}  {day}  {_size(backup.size)}")
    if not kept:
        terminal.warn(_("There are no backups beside this workspace."))
    return 0


def _restore(options: Namespace) -> int:
    from gcmdesk.workspace import backups, errors

    beside = backups.folder(options.file) / options.backup
    chosen = beside if not options.backup.exists() and beside.exists() else options.backup
    if not chosen.exists():
        raise backups.BackupMissing
    try:
        with terminal.opened(options) as workspace:
            aside: Path | None = backups.restore(workspace, chosen, workspace.key)
    except (errors.FileMissing, errors.FileEmpty, errors.FileCutShort, errors.NotAWorkspace, errors.Damaged):
        aside = backups.restore_closed(options.file, chosen, terminal.key(options, chosen))
    except (errors.WrongPassphrase, errors.WrongRecoveryKey):  # a damaged first page looks the same
        aside = backups.restore_closed(options.file, chosen, terminal.key(options, chosen))
    terminal.say(_("The backup is in place."))
    if aside:
        terminal.say(_("The file that was there is kept: {path}").format(path=aside))
    return 0


def _size(size: int) -> str:
    return _("{size} MB").format(size=i18n.current().number(size / 1_000_000, "0.0"))
