"""What the sub-commands share: the options that open a workspace, asking, printing, progress.

Passphrases come from a prompt that does not show them, or from a file; never from the command line itself, which other
users of the computer can see.
"""

import getpass
import os
import stat
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Progress, Step

if TYPE_CHECKING:
    from gcmdesk.workspace.file import Access, Key
    from gcmdesk.workspace.opening import Surroundings
    from gcmdesk.workspace.workspace import Workspace

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
"""Where `add` puts the sub-commands of a group."""

Run = Callable[[Namespace], int]

_LONGEST_SECRET = 64 * 1024  # bytes


class SecretUnusable(KnownError):
    """A passphrase or recovery key could not be had from the terminal or the file."""


def command(commands: Commands, name: str, run: Run, purpose: str, *, needs_key: bool = True) -> ArgumentParser:
    """A sub-command that works on a workspace; gives its parser for further options."""
    parser = commands.add_parser(name, help=purpose, description=purpose, allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the workspace"))
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("read the passphrase from the first line of this file; other users must not be able to read it"),
    )
    if needs_key:
        parser.add_argument(
            "--recovery-key-file",
            type=Path,
            metavar=_("FILE"),
            help=_("open with the key of the recovery sheet, from this file"),
        )
    parser.set_defaults(run=run)
    return parser


def say(sentence: str) -> None:
    """Print one line of the result."""
    print(sentence)


def warn(sentence: str) -> None:
    """Print one line beside the result."""
    print(sentence, file=sys.stderr)


def surroundings(options: Namespace) -> "Surroundings":
    """What the workspace meets outside its file: the program's own, or what the caller of `cli.main` handed in."""
    from gcmdesk.workspace.opening import HERE

    around: Surroundings | None = options.around
    return around or HERE


def opened(options: Namespace, access: "Access | None" = None) -> "Workspace":
    """The workspace that the options name, open for writing unless told otherwise. Use it in a `with`."""
    import gcmdesk.areas  # noqa: F401 - completes the schema
    from gcmdesk.workspace import file, opening

    access, around = access or file.Access.WRITE, surroundings(options)
    file.salt_of(options.file)  # says what is wrong with the file before anybody types a passphrase
    if options.recovery_key_file:
        workspace = opening.open_with_recovery_key(options.file, recovery_key(options), access, around)
    else:
        workspace = opening.open_workspace(options.file, passphrase(options), access, around)
    if workspace.regress:
        warn(_("This file lacks work that was saved on this computer before. An older copy may have been put back."))
    return workspace


def key(options: Namespace, path: Path) -> "Key":
    """The key that opens the closed file at `path`. Raises `WrongPassphrase` or `WrongRecoveryKey`."""
    from gcmdesk.workspace import copies, errors, file, opening

    salt = file.salt_of(path)
    if options.recovery_key_file:
        found = file.Key(recovery_key(options), salt)
        if not copies.fits(path, found):
            raise errors.WrongRecoveryKey
        return found
    return opening.key_of(path, passphrase(options), file.Access.READ, surroundings(options).parameters)


def passphrase(options: Namespace) -> str:
    """The passphrase of an existing workspace, from its file or from the terminal; asked once."""
    if options.passphrase_file:
        return secret(options.passphrase_file)
    if "passphrase" not in options:
        options.passphrase = _asked(_("Passphrase:"))
    typed: str = options.passphrase
    return typed


def new_passphrase(from_file: Path | None) -> str:
    """A passphrase for a new key, asked twice; a weak one is taken, with a remark. Raises `SecretUnusable`."""
    from gcmdesk.workspace import passphrase as rules

    if from_file:
        chosen = secret(from_file)
    else:
        chosen = _asked(_("New passphrase:"))
        if _asked(_("New passphrase once more:")) != chosen:
            raise SecretUnusable(_("The two passphrases are not the same."), _("Start again."))
    strength = rules.strength(chosen)
    if not strength.enough:
        warn(_("This passphrase is weak."))
        warn(strength.advice)
    return chosen


def recovery_key(options: Namespace) -> bytes:
    """The 32 bytes of the recovery sheet that was typed into a file. Raises `SecretUnusable`, `WrongRecoveryKey`."""
    from gcmdesk.workspace import recovery

    return recovery.decode(_private_text(options.recovery_key_file))


def retyped(raw_key: bytes) -> None:
    """On a terminal: have the key of the sheet that was just printed typed in, so that the copy on paper is right.

    Raises `SecretUnusable` when nothing more is typed.
    """
    from gcmdesk.workspace import recovery

    while sys.stdin.isatty():
        try:
            prompt = _("Write the sheet down, then type its groups from the paper:")
            if recovery.decode(input(f"{prompt} ")) == raw_key:
                return
            warn(_("This is the key of another sheet."))
        except recovery.WrongRecoveryKey as error:
            warn(str(error))
        except EOFError as error:
            raise SecretUnusable(
                _("The workspace was made, but its recovery key was not typed in."),
                _("gcmdesk rekey gives the workspace a new passphrase and a new sheet."),
            ) from error


def secret(path: Path) -> str:
    """The first line of a file that only its owner can read. Raises `SecretUnusable`."""
    line = _private_text(path).partition("\n")[0].rstrip("\r")
    if not line.strip():
        raise SecretUnusable(_("The first line of the passphrase file is empty."), _("Write the passphrase there."))
    return line


def _private_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if os.name == "posix" and stat.S_ISREG(status.st_mode) and status.st_mode & (stat.S_IRGRP | stat.S_IROTH):
                raise SecretUnusable(
                    _("Other users of this computer can read the file with the passphrase or recovery key."),
                    _("Take their permission away (chmod 600) and try again."),
                )
            return file.read(_LONGEST_SECRET).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SecretUnusable(
            _("The file with the passphrase or recovery key cannot be read."), _("Check its name and try again.")
        ) from error


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise SecretUnusable(
            _("There is no terminal to ask for the passphrase."), _("Give it in a file with --passphrase-file.")
        )
    try:
        return getpass.getpass(f"{prompt} ")
    except EOFError as error:
        raise SecretUnusable(_("No passphrase was typed.")) from error


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Progress of long work, shown on one line of the terminal; silent where there is none."""
    if not sys.stderr.isatty():
        yield Progress()
        return

    def show(step: Step) -> None:
        part = "" if step.fraction is None else f" {step.fraction:.0%}"
        print(f"\r{step.what or what}{part}\x1b[K", end="", file=sys.stderr, flush=True)

    try:
        yield Progress(show)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
