"""`check` and `export-journal`: look into a workspace without changing it."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from gcmdesk.jobs import Progress

UNSOUND = 3
"""Exit code of `check` when something was found: damage, tampering, missing work, an index astray."""


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    check = terminal.command(commands, "check", _check, _("check the whole workspace; the exit code tells the result"))
    check.epilog = _("Exit code: 0 all is well, 1 the workspace cannot be opened, 3 something is damaged or missing.")
    export = terminal.command(commands, "export-journal", _export, _("write the history as JSON lines"))
    export.add_argument("--to", type=Path, metavar=_("FILE"), help=_("a new file, instead of printing"))
    export.add_argument(
        "--with-contents", action="store_true", help=_("also what was written: the result holds personal data")
    )


def _check(options: Namespace) -> int:
    from gcmdesk.workspace import checking, errors
    from gcmdesk.workspace.file import Access

    sound = True
    try:
        with terminal.opened(options, Access.READ) as workspace:
            for part in checking.Part:
                with terminal.progress(_("Checking")) as progress:
                    finding = checking.examine(workspace, part, progress)
                terminal.say(finding.sentence)
                sound = sound and finding.sound
    except (errors.Damaged, errors.FileCutShort) as error:
        terminal.say(str(error))
        sound = False
    return 0 if sound else UNSOUND


def _export(options: Namespace) -> int:
    from gcmdesk.workspace import copies, errors
    from gcmdesk.workspace.file import Access

    if options.with_contents:
        terminal.warn(_("What follows holds what people said and who they are. Keep it encrypted, and delete it soon."))
    with terminal.opened(options, Access.READ) as workspace, terminal.progress(_("Writing the history")) as progress:
        if options.to is None:
            workspace.read(_write, progress, sys.stdout, options.with_contents)
            return 0
        if options.to.exists():
            raise errors.FileExists
        with copies.fresh_file(options.to) as unfinished:
            try:
                with unfinished.open("w", encoding="utf-8") as out:
                    workspace.read(_write, progress, out, options.with_contents)
            except OSError as error:
                raise errors.from_system(error) from error
            copies.publish(unfinished, options.to)
    return 0


def _write(session: "Session", progress: "Progress", out: TextIO, contents: bool) -> None:  # noqa: FBT001 - as Workspace.read hands it in
    from gcmdesk.workspace import journal_lines

    out.writelines(line + "\n" for line in journal_lines.lines(session, progress, contents=contents))
