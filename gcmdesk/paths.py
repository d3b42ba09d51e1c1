"""Where things are: the program's own resources, and the folders of this user on this machine.

The same functions serve a source checkout, an installed wheel and the bundle, so nothing else asks where it runs.
"""

import contextlib
import os
import sys
from functools import cache
from pathlib import Path

import platformdirs

APP_NAME = "gcmdesk"


@cache
def _program_folder(name: str) -> Path:
    """The folder `resources` or `translations`: in the bundle, in the wheel (inside the package) or in the checkout."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle) / name] if bundle else [package / name, package.parent / name]
    return next((folder for folder in candidates if folder.is_dir()), candidates[-1])


def resource(*parts: str) -> Path:
    """Path of a file that ships with the program, e.g. ``resource("compact", "objectives.json")``."""
    return _program_folder("resources").joinpath(*parts)


def translations() -> Path:
    """Folder with one sub-folder per language, each holding compiled gettext catalogues."""
    return _program_folder("translations")


def _user_folder(variable: str, default: str) -> Path:
    """The folder, made if need be. One that cannot be made is found out by whoever writes there, and no start fails."""
    folder = Path(os.environ.get(variable) or default)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def config_folder() -> Path:
    """Folder of the machine's preferences (no personal data). `GCMDESK_CONFIG` overrides it."""
    return _user_folder("GCMDESK_CONFIG", platformdirs.user_config_dir(APP_NAME, appauthor=False))


def log_folder() -> Path:
    """Folder of logs and crash reports (no personal data). `GCMDESK_LOGS` overrides it."""
    return _user_folder("GCMDESK_LOGS", platformdirs.user_log_dir(APP_NAME, appauthor=False))


def documents_folder() -> Path:
    """Where a user expects new workspaces and reports by default. `GCMDESK_DOCUMENTS` overrides it."""
    return _user_folder("GCMDESK_DOCUMENTS", platformdirs.user_documents_dir())


def state_folder() -> Path:
    """Folder of what this machine remembers of workspaces (numbers and hashes). `GCMDESK_STATE` overrides it."""
    return _user_folder("GCMDESK_STATE", platformdirs.user_state_dir(APP_NAME, appauthor=False))
