"""Handing a report over: through the exporters' door, with words for what can go wrong on the way, and remembered.

sending.send(workspace, prepared, writing.exporter(prepared), path, report=7)
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from gcmdesk.errors import KnownError
from gcmdesk.exchange import door
from gcmdesk.exchange.door import Exporter, Handed
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection.compliance import FileState
from gcmdesk.protection.release import Released
from gcmdesk.reports import past as repeating
from gcmdesk.reports import saved
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.past import Past
from gcmdesk.workspace import backups, errors
from gcmdesk.workspace.workspace import Workspace

_NOTED = mark("Version of a report noted")


class NotWritten(KnownError):
    """The file could not be put in its place; one that was there before is as it was."""


def file_state(workspace: Workspace) -> FileState:
    """What the statement on data protection says about the file itself, as far as it is known without checking it."""
    newest = max((one.made for one in backups.found(workspace.path)), default=None)
    return FileState(backup=newest, lacks_work=workspace.regress is not None)


def send(workspace: Workspace, prepared: Prepared, exporter: Exporter, target: Path, *, report: int = 0) -> Handed:
    """Write the file, enter it in the transfer register, keep a copy, and note the version of the report (0: none).

    Raises `NotWritten`, `DiskFull`, `ConsentChanged` and the other errors of `door.send`.
    """

    def keep(handed: Handed, file: bytes) -> None:
        workspace.run(_note, prepared, handed.entry, file, report, name=_NOTED)

    return _through_the_door(workspace, prepared.released, exporter, target, keep)


def send_again(workspace: Workspace, past: Past, target: Path) -> Handed:
    """Write the file of an earlier version once more, byte for byte, for the recipient who got it: a new entry.

    Raises as `send` does, and the gate's `ReleaseRefused`s.
    """
    before = past.entry.sent.id
    released = workspace.read(repeating.again, before)

    def keep(handed: Handed, _file: bytes) -> None:
        workspace.run(_note_again, released, handed.entry, before, name=_NOTED)

    return _through_the_door(workspace, released, repeating.exporter(past), target, keep)


def _through_the_door(
    workspace: Workspace,
    released: Released[Any],
    exporter: Exporter,
    target: Path,
    keep: Callable[[Handed, bytes], None],
) -> Handed:
    if not target.parent.is_dir():
        raise NotWritten(_("There is no such folder for the report."), _("Choose a folder that is there."))
    try:
        return door.send(workspace, released, exporter, target, keep)
    except errors.ReadOnlyPlace as error:
        raise NotWritten(
            _("The report cannot be written there: the file is open in another program, or the folder is protected."),
            _("Close the file in Word, or choose another name or folder."),
        ) from error


def _note(session: Session, prepared: Prepared, entry: int, file: bytes, report: int) -> None:
    repeating.keep(session, prepared.released, entry, file, prepared.report)
    if report:
        saved.note_sent(session, report, entry, prepared.spec.version, prepared.fingerprints)


def _note_again(session: Session, released: Released[Any], entry: int, before: int) -> None:
    repeating.keep_again(session, released, entry, before)
    saved.note_sent_again(session, entry, before)
