"""`sample`: make a sample workspace to look around in, or to measure with."""

import argparse
from argparse import Namespace
from pathlib import Path

from gcmdesk.commands import terminal
from gcmdesk.i18n import gettext as _

_SIZES = ("small", "large")


def add(commands: terminal.Commands) -> None:
    """Describe the commands of this group."""
    purpose = _("make a sample workspace with invented consultations")
    parser = commands.add_parser("sample", help=purpose, description=purpose, allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the new workspace"))
    parser.add_argument(
        "--size", choices=_SIZES, default=_SIZES[0], help=_("small to look around in, large (200,000 notes) to measure")
    )
    parser.add_argument(
        "--seed", type=_number, default=1, metavar=_("N"), help=_("the same number gives the same sample (default: 1)")
    )
    parser.set_defaults(run=_sample)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("a number is needed"))
    return int(text)


def _sample(options: Namespace) -> int:
    import gcmdesk.areas  # noqa: F401 - completes the schema
    from gcmdesk import sample
    from gcmdesk.workspace import errors

    if options.file.exists():
        raise errors.FileExists
    with terminal.progress(_("Writing the sample")) as progress:
        sample.write(
            options.file,
            sample.SIZES[options.size],
            options.seed,
            progress=progress,
            around=terminal.surroundings(options),
        )
    terminal.say(_("The sample is ready. Its passphrase: {passphrase}").format(passphrase=sample.PASSPHRASE))
    return 0
