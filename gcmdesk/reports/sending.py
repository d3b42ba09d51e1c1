"""Handing a report over: through the exporters' door, with words for what can go wrong on the way, and remembered.

sending.send(workspace, prepared, writing.exporter(prepared), path, report=7)
"""

from pathlib import Path

from gcmdesk.errors import KnownError
from gcmdesk.exchange import door
from gcmdesk.exchange.door import Exporter, Handed
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import mark
from gcmdesk.protection.compliance import FileState
from gcmdesk.reports import saved
from gcmdesk.reports.assembling import Prepared
from gcmdesk.workspace import backups, errors
from gcmdesk.workspace.workspace import Workspace


class NotWritten(KnownError):
    """The file could not be put in its place; one that was there before is as it was."""


def file_state(workspace: Workspace) -> FileState:
    """What the statement on data protection says about the file itself, as far as it is known without checking it."""
    newest = max((one.made for one in backups.found(workspace.path)), default=None)
    return FileState(backup=newest, lacks_work=workspace.regress is not None)


def send(workspace: Workspace, prepared: Prepared, exporter: Exporter, target: Path, *, report: int = 0) -> Handed:
    """Write the file, enter it in the transfer register, and note the version of the saved report (0: none).

    Raises `NotWritten`, `DiskFull`, `ConsentChanged` and the other errors of `door.send`.
    """
    if not target.parent.is_dir():
        raise NotWritten(_("There is no such folder for the report."), _("Choose a folder that is there."))
    try:
        handed = door.send(workspace, prepared.released, exporter, target)
    except errors.ReadOnlyPlace as error:
        raise NotWritten(
            _("The report cannot be written there: the file is open in another program, or the folder is protected."),
            _("Close the file in Word, or choose another name or folder."),
        ) from error
    if report:
        arguments = (report, handed.entry, prepared.spec.version, prepared.fingerprints)
        workspace.run(saved.note_sent, *arguments, name=mark("Version of a report noted"))
    return handed
