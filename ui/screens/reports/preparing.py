"""A saved report made ready on the worker's thread: what the release gate let through, and the sheet to look at."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gcmdesk.errors import Cancelled, KnownError
from gcmdesk.jobs import Progress
from gcmdesk.protection.release_records import ReleaseRefused, SignOff
from gcmdesk.reports import assembling, saved, sending
from gcmdesk.reports.assembling import Prepared
from gcmdesk.reports.choices import Place
from gcmdesk.reports.saved import Sent
from ui import report_sheet
from ui.report_sheet import Sheet
from ui.theme import Theme

if TYPE_CHECKING:
    from gcmdesk.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Ready:
    """What became of the question with this number."""

    number: int
    report: int
    prepared: Prepared | None = None
    sheet: Sheet | None = None
    outdated: tuple[tuple[str, Place], ...] = ()
    """Own words that were written about something that is told differently now."""
    sent: tuple[Sent, ...] = ()
    """The versions that went out, and whether they still hold."""
    refusal: KnownError | None = None
    """Why there is no such report."""
    stopped: bool = False
    """Whether somebody stopped it, or it was asked for anew meanwhile."""


def ready(
    workspace: "Workspace", report: int, sign_off: SignOff | None, number: int, theme: Theme | None, progress: Progress
) -> Ready:
    """Gather, let through and, with a theme, write for the screen; for `Tasks.start`."""
    if report not in {one.id for one in workspace.read(saved.listed)}:
        return Ready(number, report)
    spec = replace(workspace.read(saved.load, report), sign_off=sign_off)
    try:
        prepared = workspace.read(assembling.prepare, spec, sending.file_state(workspace), progress)
    except (assembling.EmptyScope, assembling.DatesTurned, ReleaseRefused) as error:
        return Ready(number, report, refusal=error)
    except Cancelled:
        return Ready(number, report, stopped=True)
    outdated = workspace.read(saved.outdated, report, prepared.fingerprints)
    sent = workspace.read(saved.sent, report, prepared.fingerprints)
    if theme is None:
        return Ready(number, report, prepared, outdated=outdated, sent=sent)
    sheet = report_sheet.sheet(prepared.report, theme)
    return Ready(number, report, prepared, sheet, outdated, sent)
