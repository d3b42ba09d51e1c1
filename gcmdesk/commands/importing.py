"""`import-stakeholders`, `import-initiatives`, `import-notes`: take in a table, or say what would happen."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gcmdesk.commands import terminal
from gcmdesk.errors import KnownError
from gcmdesk.i18n import current, mark, ngettext
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from gcmdesk.exchange.imports import Target
    from gcmdesk.exchange.rows import Message
    from gcmdesk.exchange.spreadsheets import Grid
    from gcmdesk.workspace.workspace import Workspace

_SHOWN = 50
"""Messages printed; the rest is counted."""


class SessionUnknown(KnownError):
    """No session of this title, and it may not be made."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no session of this title in the workspace."),
            _("Write its title exactly; or give its day (--day) and leave out --dry-run, then it is made."),
        )


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    for name, run, purpose in (
        ("import-stakeholders", _stakeholders, _("take in stakeholders from a table (.xlsx, .csv)")),
        ("import-initiatives", _initiatives, _("take in initiatives and their initiators from a table (.xlsx, .csv)")),
        ("import-notes", _notes, _("take in notes of a session from a table (.xlsx, .csv, KoboToolbox, ODK)")),
    ):
        parser = terminal.command(commands, name, run, purpose)
        parser.add_argument("table", type=Path, metavar=_("TABLE"), help=_("the table"))
        parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet; else the first one"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
        if run is _notes:
            parser.add_argument("--session", metavar=_("TITLE"), required=True, help=_("the session they belong to"))
            parser.add_argument(
                "--day", type=date.fromisoformat, metavar=_("DAY"), help=_("its day, such as 2026-05-04")
            )


def _stakeholders(options: Namespace) -> int:
    from gcmdesk.exchange.stakeholder_tables import Stakeholders

    return _import(options, lambda _workspace, _grid: Stakeholders())


def _initiatives(options: Namespace) -> int:
    from gcmdesk.exchange.initiative_tables import Initiatives

    return _import(options, lambda _workspace, _grid: Initiatives())


def _notes(options: Namespace) -> int:
    from gcmdesk.exchange import note_tables

    def target(workspace: "Workspace", grid: "Grid") -> "Target":
        return note_tables.Notes(_session(options, workspace), note_tables.contributions(grid))

    return _import(options, target)


def _session(options: Namespace, workspace: "Workspace") -> int:
    """The session of this title (and day); with a day, one that is not there yet is made."""
    from gcmdesk.consultations import sessions
    from gcmdesk.consultations.session_records import SessionDraft

    found = [
        one.id
        for one in workspace.read(sessions.calendar)
        if one.title == options.session and options.day in {None, one.day}
    ]
    if found:
        return found[-1]
    if options.day is None or options.dry_run:
        raise SessionUnknown
    return workspace.run(sessions.add, SessionDraft(options.session, options.day), name=mark("Session added")).id


def _import(options: Namespace, make: "Callable[[Workspace, Grid], Target]") -> int:
    from gcmdesk.exchange import imports, spreadsheets, submissions

    grid = submissions.flattened(spreadsheets.read(options.table, options.sheet))
    if grid.formulas:
        terminal.warn(_("Some cells are computed; their results as last saved are read."))
    with terminal.opened(options) as workspace:
        target = make(workspace, grid)
        matching = workspace.read(imports.guess, target, grid)
        imports.refuse_unmatched(target, matching)
        preview = workspace.read(imports.examine, target, grid, matching)
        for message in preview.messages[:_SHOWN]:
            terminal.warn(_line(message))
        more = len(preview.messages) - _SHOWN + preview.more_messages
        if more > 0:
            terminal.warn(ngettext("… and {n} more message", "… and {n} more messages", more).format(n=more))
        counts = preview.counts
        if not options.dry_run:
            with terminal.progress(_("Importing")) as progress:
                counts = workspace.job(progress, imports.write, target, grid, matching, preview, name=target.passage)
    terminal.say(
        _("{new} new, {changed} changed, {same} the same, {refused} refused").format(
            **{name: current().number(count) for name, count in counts.items()}
        )
    )
    if options.dry_run:
        terminal.say(_("This was a trial; nothing was written."))
    return 0


def _line(message: "Message") -> str:
    if message.column:
        return _("Row {row}, column “{column}”: {sentence}").format(
            row=message.row, column=message.column, sentence=_(message.sentence)
        )
    return _("Row {row}: {sentence}").format(row=message.row, sentence=_(message.sentence))
