"""`import-stakeholders`, `import-initiatives`: take in a table, or say what would happen."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gcmdesk.commands import terminal
from gcmdesk.i18n import current, ngettext
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from gcmdesk.exchange.imports import Message, Target

_SHOWN = 50
"""Messages printed; the rest is counted."""


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    for name, run, purpose in (
        ("import-stakeholders", _stakeholders, _("take in stakeholders from a table (.xlsx, .csv)")),
        ("import-initiatives", _initiatives, _("take in initiatives and their initiators from a table (.xlsx, .csv)")),
    ):
        parser = terminal.command(commands, name, run, purpose)
        parser.add_argument("table", type=Path, metavar=_("TABLE"), help=_("the table"))
        parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet; else the first one"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def _stakeholders(options: Namespace) -> int:
    from gcmdesk.exchange.stakeholder_tables import Stakeholders

    return _import(options, Stakeholders())


def _initiatives(options: Namespace) -> int:
    from gcmdesk.exchange.initiative_tables import Initiatives

    return _import(options, Initiatives())


def _import(options: Namespace, target: "Target") -> int:
    from gcmdesk.exchange import imports, spreadsheets

    grid = spreadsheets.read(options.table, options.sheet)
    if grid.formulas:
        terminal.warn(_("Some cells are computed; their results as last saved are read."))
    with terminal.opened(options) as workspace:
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
