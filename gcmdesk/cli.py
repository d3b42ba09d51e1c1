"""The command line: the same services as the window, without a screen."""

import argparse
import sys
from collections.abc import Callable, Collection, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from gcmdesk import __version__, i18n, log
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

if TYPE_CHECKING:
    from gcmdesk.workspace.opening import Surroundings

OpenWindow = Callable[[Path | None], int]
SelfCheck = Callable[[], int]

_OPEN = "open"
_WORKSPACE = ".gcmdesk"
_INTERRUPTED = 130  # 128 + SIGINT, as shells expect it


def _grammar() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """The whole grammar of the command line, and the names of all commands."""
    from gcmdesk.commands import GROUPS

    root = argparse.ArgumentParser(
        prog="gcmdesk",
        description=_("Consultations on the Global Compact for Migration, offline and encrypted."),
        epilog=_("gcmdesk FILE opens the window with this workspace, gcmdesk COMMAND --help explains a command."),
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"gcmdesk {__version__}")
    root.add_argument(
        "--self-check",
        action="store_true",
        help=_("open every screen out of sight, check all resources, and say what is wrong"),
    )
    commands = root.add_subparsers(dest="command", metavar=_("COMMAND"))
    window = commands.add_parser(_OPEN, help=_("open the window"), allow_abbrev=False)
    window.add_argument("file", nargs="?", type=Path, metavar=_("FILE"), help=_("the workspace"))
    for group in GROUPS:
        group.add(commands)
    root.set_defaults(command=_OPEN, file=None)
    return root, commands.choices


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """A first argument that is neither an option nor a command is the file to open: `gcmdesk FILE`."""
    root, names = _grammar()
    first = next(iter(arguments), "-")
    return root.parse_args(arguments if first.startswith("-") or first in names else [_OPEN, *arguments])


def _window_wanted(arguments: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether this is the start from a menu or a double click, which does not wait for the grammar; and the file."""
    if not arguments:
        return True, None
    alone = len(arguments) == 1 and arguments[0].endswith(_WORKSPACE) and not arguments[0].startswith("-")
    return alone, Path(arguments[0]) if alone else None


def _survive_narrow_consoles() -> None:
    """Write what a console's encoding lacks as escapes: half a help text is better than a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(
    arguments: Sequence[str],
    *,
    open_window: OpenWindow,
    self_check: SelfCheck,
    around: "Surroundings | None" = None,
) -> int:
    """Run one command and return its exit code.

    0 done · 1 a known error, told on standard error · 2 wrong usage · 3 `gcmdesk check` found the file damaged or
    incomplete · 130 interrupted by Ctrl+C.

    The window is handed in by `gcmdesk.__main__`, because the core never imports the screen; `around` replaces what
    workspaces meet outside their file (tests: cheap keys).
    """
    _survive_narrow_consoles()
    log.start()
    try:
        i18n.use(i18n.Texts(i18n.system_language().code))
        window, file = _window_wanted(arguments)
        if window:
            return open_window(file)
        options = _parse(arguments)
        if options.self_check:
            return self_check()
        if options.command == _OPEN:
            return open_window(options.file)
        options.around = around
        code: int = options.run(options)
    except KnownError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return _INTERRUPTED
    else:
        return code
    finally:
        log.stop()
