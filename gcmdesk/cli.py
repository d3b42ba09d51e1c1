"""The command line: the same services as the window, without a screen."""

import argparse
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from gcmdesk import __version__, i18n, log
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

OpenWindow = Callable[[Path | None], int]
SelfCheck = Callable[[], int]


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    root = argparse.ArgumentParser(
        prog="gcmdesk",
        description=_("Consultations on the Global Compact for Migration, offline and encrypted."),
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"gcmdesk {__version__}")
    root.add_argument(
        "--self-check",
        action="store_true",
        help=_("open every screen out of sight, check all resources, and say what is wrong"),
    )
    root.add_argument("file", nargs="?", type=Path, help=_("workspace to open"))
    return root


def _survive_narrow_consoles() -> None:
    """Write what a console's encoding lacks as escapes: half a help text is better than a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str], *, open_window: OpenWindow, self_check: SelfCheck) -> int:
    """Run one command and return its exit code: 0 done, 1 a known error (told on standard error), 2 wrong usage.

    The window is handed in by `gcmdesk.__main__`, because the core never imports the screen.
    """
    _survive_narrow_consoles()
    log.start()
    try:
        i18n.use(i18n.Texts(i18n.system_language().code))
        options = parser().parse_args(arguments)
        return self_check() if options.self_check else open_window(options.file)
    except KnownError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    finally:
        log.stop()
