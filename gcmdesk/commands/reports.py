"""`report`: write a Word report from a workspace. `letterhead`: the template to make one's own of."""

from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gcmdesk.commands import terminal
from gcmdesk.i18n import LANGUAGES, current
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from gcmdesk.exchange.door import Exporter, Handed
    from gcmdesk.reports.assembling import Prepared
    from gcmdesk.reports.section import Spec
    from gcmdesk.workspace.workspace import Workspace


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    purpose = _("write the Word template of gcmdesk, to make a letterhead of")
    letterhead = commands.add_parser("letterhead", help=purpose, description=purpose, allow_abbrev=False)
    letterhead.add_argument("out", type=Path, metavar=_("FILE"), help=_("the new Word file"))
    letterhead.set_defaults(run=_letterhead)
    report = terminal.command(commands, "report", _report, _("write a Word report for a recipient"))
    report.epilog = _("Exit code: 0 written, 1 refused or failed, and nothing was written, 2 wrong options.")
    report.add_argument("--list-outlines", action=_ListOutlines, help=_("list the kinds of report, and stop"))
    report.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("the Word file, or an .eml file"))
    _add_what(report)
    _add_whom(report)
    _add_look(report)


def _add_what(report: ArgumentParser) -> None:
    what = report.add_mutually_exclusive_group(required=True)
    what.add_argument("--outline", metavar=_("NAME"), help=_("kind of report"))
    what.add_argument("--saved", type=int, metavar=_("NUMBER"), help=_("a report that was saved in the workspace"))
    report.add_argument("--section", action="append", default=[], metavar=_("NAME"), help=_("only these sections"))
    report.add_argument("--since", type=_day, metavar=_("DATE"), help=_("only from this day on"))
    report.add_argument("--until", type=_day, metavar=_("DATE"), help=_("only up to this day"))
    report.add_argument(
        "--objective", type=int, action="append", default=[], choices=range(1, 24), help=_("only these objectives")
    )
    report.add_argument(
        "--language", default="en", choices=[one.code for one in LANGUAGES], help=_("language of the report")
    )


def _add_whom(report: ArgumentParser) -> None:
    recipients = ("participants", "team", "local-authority", "ministry", "partner", "public")
    report.add_argument("--recipient", default="team", choices=recipients, help=_("class of recipients"))
    report.add_argument("--organisation", default="", metavar=_("NAME"), help=_("who receives it"))
    report.add_argument("--stated", default="", metavar=_("TEXT"), help=_("what they may use personal data for"))
    report.add_argument("--safeguards", default="", metavar=_("TEXT"), help=_("the agreement that protects it there"))
    report.add_argument("--signed-by", default="", metavar=_("NAME"), help=_("the focal point who agrees"))
    report.add_argument("--signed-because", default="", metavar=_("TEXT"), help=_("why the focal point agrees"))


def _add_look(report: ArgumentParser) -> None:
    markings = ("public", "internal", "restricted", "confidential")
    report.add_argument("--title", default="", metavar=_("TEXT"), help=_("title, instead of that of the outline"))
    report.add_argument("--author", default="", metavar=_("NAME"), help=_("the office that publishes it"))
    report.add_argument("--territory", default="", metavar=_("NAME"), help=_("territory, for the cover"))
    report.add_argument("--marking", default="", choices=markings, help=_("sensitivity marking on every page"))
    report.add_argument("--final", action="store_true", help=_("not a draft any more"))
    report.add_argument("--letterhead", type=Path, metavar=_("FILE"), help=_("a Word template of your own"))
    report.add_argument(
        "--password-file", type=Path, metavar=_("FILE"), help=_("lock the Word file with the password in this file")
    )
    report.add_argument("--to", action="append", default=[], metavar=_("ADDRESS"), help=_("address for an .eml file"))


class _ListOutlines(Action):
    """Prints and stops, like `--help`: no workspace is needed."""

    def __init__(self, option_strings: list[str], dest: str, **more: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **more)

    def __call__(self, parser: ArgumentParser, *_given: object) -> None:
        import gcmdesk.areas  # noqa: F401 - the sections know their tables
        from gcmdesk.reports import outlines

        for one in outlines.OUTLINES:
            terminal.say(f"{one.id}  {_(one.title)}")
            terminal.say(f"    {_(one.purpose)}")
            for section in one.sections:
                if not section.framing:
                    terminal.say(f"    - {section.id}  {_(section.title)}")
        parser.exit()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("This is no day. Write it as 2026-03-01.")) from error


def _letterhead(options: Namespace) -> int:
    from gcmdesk.reports.word import letterheads
    from gcmdesk.workspace import copies

    with copies.fresh_file(options.out) as unfinished:
        unfinished.write_bytes(letterheads.ours().content)
        copies.publish(unfinished, options.out)
    terminal.say(_("Written: {file}").format(file=options.out))
    return 0


def _report(options: Namespace) -> int:
    from gcmdesk.errors import KnownError
    from gcmdesk.reports import assembling, letterhead, sending
    from gcmdesk.reports.word import letterheads

    look = letterheads.read(options.letterhead) if options.letterhead else None
    password = terminal.secret(options.password_file) if options.password_file else ""
    with terminal.opened(options) as workspace, terminal.progress(_("Writing the report")) as progress:
        progress.report(0)
        try:
            spec = _spec(options, workspace)
            prepared = workspace.read(assembling.prepare, spec, sending.file_state(workspace), progress)
        except KeyError as error:
            raise KnownError(
                _("There is no such kind of report or section: {name}.").format(name=error.args[0]),
                _("gcmdesk report --list-outlines shows what there is."),
            ) from error
        look = look or workspace.read(letterhead.present)
        exporter = _exporter(options, prepared, look, password, progress)
        handed = sending.send(workspace, prepared, exporter, options.out, report=options.saved or 0)
    _tell(options, prepared, handed)
    return 0


def _exporter(options: Namespace, prepared: "Prepared", letterhead: Any, password: str, progress: Any) -> "Exporter":
    from gcmdesk.reports import mail
    from gcmdesk.reports.word import writing

    if options.out.suffix.lower() == ".eml":
        return mail.exporter(prepared, letterhead, to=tuple(options.to), password=password, progress=progress)
    return writing.exporter(prepared, letterhead, password=password, progress=progress)


def _spec(options: Namespace, workspace: "Workspace") -> "Spec":
    from dataclasses import replace

    from gcmdesk.errors import KnownError
    from gcmdesk.protection.recipients import Recipient
    from gcmdesk.protection.release_records import SignOff
    from gcmdesk.reports import saved
    from gcmdesk.reports.choices import Marking, Status
    from gcmdesk.reports.section import Scope, Spec

    signed = SignOff(options.signed_by, options.signed_because) if options.signed_by else None
    if options.saved:
        if options.saved not in {one.id for one in workspace.read(saved.listed)}:
            raise KnownError(_("There is no saved report with this number."))
        return replace(workspace.read(saved.load, options.saved), sign_off=signed)
    return Spec(
        outline=options.outline,
        title=options.title,
        language=options.language,
        recipient=Recipient(options.recipient.replace("-", " ")),
        organisation=options.organisation,
        stated=options.stated,
        safeguards=options.safeguards,
        sign_off=signed,
        author=options.author,
        territory=options.territory,
        marking=Marking(options.marking),
        status=Status.FINAL if options.final else Status.DRAFT,
        sections=tuple(options.section),
        scope=Scope(options.since, options.until, objectives=frozenset(options.objective)),
    )


def _tell(options: Namespace, prepared: "Prepared", handed: "Handed") -> None:
    texts = current()
    terminal.say(_("Written: {file}").format(file=options.out))
    terminal.say(f"SHA-256 {handed.sha256.hex()}")
    withheld = sum(one.count for one in prepared.released.withheld)
    if withheld:
        terminal.say(_("Withheld from this recipient: {n}").format(n=texts.number(withheld)))
        for one in prepared.released.withheld:
            terminal.say(f"    {texts.number(one.count)}  {one.about}: {_(one.reason)}")
