"""`changes`, `merge`: hand the work of this workspace on to another copy of it, and take in theirs."""

import sys
from argparse import ArgumentTypeError, Namespace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gcmdesk.workspace.changes import Extent
    from gcmdesk.workspace.merge import Receipt, TableCounts
    from gcmdesk.workspace.workspace import Workspace


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    changes = terminal.command(
        commands, "changes", _changes, _("write down what changed, for another copy of the workspace; NOT encrypted")
    )
    changes.add_argument(
        "--since",
        type=_point,
        default=0,
        metavar=_("N|DATE"),
        help=_("only what came after change number N, or from a day on (2026-03-31); else everything"),
    )
    changes.add_argument("--out", type=Path, metavar=_("FILE"), help=_("the file to write; else to standard output"))
    merge = terminal.command(commands, "merge", _merge, _("take in the changes of another copy of the workspace"))
    merge.add_argument("changes", type=Path, metavar=_("CHANGES"), help=_("the file with the changes"))
    merge.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    _add_waiting(commands)


def _add_waiting(commands: terminal.Commands) -> None:
    waiting = terminal.command(
        commands, "waiting", _waiting, _("list changes that came too early and wait in the workspace to be merged")
    )
    waiting.add_argument(
        "--discard", type=int, metavar=_("N"), help=_("let number N of the list go without merging it")
    )


def _point(text: str) -> int | date:
    if text.isdecimal():
        return int(text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("a change number or a day like 2026-03-31 is needed")) from error


def _changes(options: Namespace) -> int:
    from gcmdesk.workspace import copies, errors
    from gcmdesk.workspace.file import Access

    if options.out and options.out.exists():
        raise errors.FileExists
    with terminal.opened(options, Access.READ) as workspace:
        if not options.out:
            extent = _written(workspace, sys.stdout.buffer, options.since)
        else:
            with copies.fresh_file(options.out) as unfinished:
                try:
                    with unfinished.open("wb") as stream:
                        extent = _written(workspace, stream, options.since)
                except OSError as error:
                    raise errors.from_system(error) from error
                copies.publish(unfinished, options.out)
    terminal.warn(
        _("{rows} entries, {gone} deletions and {contents} attached files, up to change {number}.").format(
            rows=extent.rows, gone=extent.gone, contents=extent.contents, number=extent.until
        )
    )
    terminal.warn(
        _("This is not encrypted: hand it on as carefully as the workspace itself, and delete it afterwards.")
    )
    return 0


def _written(workspace: "Workspace", stream: BinaryIO, since: int | date) -> "Extent":
    from gcmdesk.workspace import changes

    if isinstance(since, date):
        since = workspace.read(changes.before, datetime.combine(since, time.min).astimezone())
    return workspace.read(changes.write, stream, since)


def _merge(options: Namespace) -> int:
    from gcmdesk.workspace import backups, merge, refusals

    try:
        stream = options.changes.open("rb")
    except OSError as error:
        raise refusals.ChangesMissing from error
    with stream, terminal.opened(options) as workspace:
        if not options.dry_run:
            backups.take(workspace)
        with terminal.progress(_("Taking in the changes")) as progress:
            receipt = merge.take_in(workspace, stream, progress=progress, dry_run=options.dry_run)
        if receipt.erased and not options.dry_run:
            backups.refresh(workspace)
    _tell(receipt, dry_run=options.dry_run)
    return 0


def _waiting(options: Namespace) -> int:
    from gcmdesk.workspace import waiting
    from gcmdesk.workspace.file import Access

    with terminal.opened(options, Access.READ if options.discard is None else None) as workspace:
        if options.discard is not None:
            workspace.run(_discard, options.discard)
        listed = workspace.read(waiting.of_workspace)
    for one in listed:
        terminal.say(
            _("{number}: changes {since} to {until} of {device}, here since {day}").format(
                number=one.id,
                since=one.since + 1,
                until=one.until,
                device=one.device,
                day=one.arrived.astimezone().date().isoformat(),
            )
        )
    if not listed:
        terminal.say(_("No changes wait to be merged."))
    return 0


def _discard(session: "Session", number: int) -> None:
    from gcmdesk.workspace import refusals, waiting

    try:
        waiting.discard(session, number)
    except KeyError as error:
        raise refusals.NotWaiting from error


def _tell(receipt: "Receipt", *, dry_run: bool) -> None:
    if receipt.waiting:
        terminal.say(
            _("Earlier changes of the same device are missing: these wait in the workspace until they are merged.")
        )
        if dry_run:
            terminal.say(_("This was a trial; nothing was written."))
        return
    _tell_merged(receipt)
    for one in receipt.followed:
        terminal.say(
            _("Merged by itself now: changes {since} to {until} of {device}").format(
                since=one.since + 1, until=one.until, device=one.device
            )
        )
        _tell_merged(one)
    if receipt.conflicts:
        terminal.say(_("Conflicts to review: {count}").format(count=receipt.conflicts))
    if dry_run and not receipt.empty:
        terminal.say(_("This was a trial; nothing was written."))


def _tell_merged(receipt: "Receipt") -> None:
    if not receipt.tables and not receipt.contents:
        terminal.say(_("There was nothing new in these changes."))
        return
    for table in receipt.tables:
        terminal.say(_line(table))
    if receipt.against_deletions:
        terminal.say(
            _("Changes to what was deleted elsewhere, kept for review: {count}").format(count=receipt.against_deletions)
        )
    if receipt.contents:
        terminal.say(_("Attached files that were not here: {count}").format(count=receipt.contents))


def _line(table: "TableCounts") -> str:
    return _(
        "{table}: {new} new, {changed} changed, {deleted} deleted, {erased} erased, "
        "{orphaned} without what they belong to, {conflicts} in conflict"
    ).format(
        table=table.table,
        new=table.new,
        changed=table.changed,
        deleted=table.deleted,
        erased=table.erased,
        orphaned=table.orphaned,
        conflicts=table.conflicts,
    )
