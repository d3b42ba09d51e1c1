"""`backup`, `backups`, `restore`, `aside`: copies of a workspace, going back to one, and what that leaves behind."""

from argparse import Namespace
from datetime import datetime
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
    purpose = _("list the files that restoring has put aside, newest first, or delete one of them")
    asides = commands.add_parser("aside", help=purpose, description=purpose, allow_abbrev=False)
    asides.add_argument("file", type=Path, metavar=_("FILE"), help=_("the workspace"))
    asides.add_argument(
        "--delete", metavar=_("NAME"), help=_("delete this one for good, by its name in the list; cannot be undone")
    )
    asides.set_defaults(run=_aside)
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
        terminal.say(_line(backup.path, backup.made, backup.size))
    if not kept:
        terminal.warn(_("There are no backups beside this workspace."))
    return 0


def _aside(options: Namespace) -> int:
    from gcmdesk.workspace import aside

    if options.delete is not None:
        aside.delete(options.file, options.delete)
        terminal.say(_("The file is deleted."))
        return 0
    kept = aside.kept(options.file)
    for one in kept:
        terminal.say(_line(one.path, one.moment, one.size))
    if not kept:
        terminal.warn(_("Restoring has put no file aside here."))
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


def _line(path: Path, moment: datetime, size: int) -> str:
    here = moment.astimezone()
    return f"{path.name}  {i18n.current().date(here.date())} {i18n.current().time(here)}  {_size(size)}"


def _size(size: int) -> str:
    return _("{size} MB").format(size=i18n.current().number(size / 1_000_000, "0.0"))
