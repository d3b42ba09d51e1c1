"""Logs that carry ids and counts, never note text or names.

The rule is built into the signature: an event has a constant name, and its values are numbers, booleans or
identifiers. There is no way to hand over free text; exceptions are reduced to their type and the places they passed.
"""

import contextlib
import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import LiteralString
from uuid import UUID

from gcmdesk import paths

Value = int | float | UUID | None
"""What an event may carry. `bool` is an `int`."""

_logger = logging.getLogger("gcmdesk")
_FILES_KEPT = 5
_BYTES_PER_FILE = 512 * 1024


class _LogFile(logging.handlers.RotatingFileHandler):
    """The rotated file. A full disk costs lines of the log, never the user's work."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: there is nowhere left to say it."""


def start(*, to_stderr: bool = False) -> Path:
    """Begin writing to the rotated log file and return its path. Calling it again replaces the earlier handlers."""
    path = paths.log_folder() / "gcmdesk.log"
    _logger.setLevel(logging.INFO)
    _logger.propagate = False
    stop()
    formatter = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    file_handler: logging.Handler = _LogFile(
        path, maxBytes=_BYTES_PER_FILE, backupCount=_FILES_KEPT - 1, encoding="utf-8", delay=True
    )
    for handler in [file_handler, *([logging.StreamHandler()] if to_stderr else [])]:
        handler.setFormatter(formatter)
        _logger.addHandler(handler)
    return path


def stop() -> None:
    """Close the log file."""
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        with contextlib.suppress(OSError):  # lines that a full disk did not take are lost here
            handler.close()


def _line(name: str, values: dict[str, Value]) -> str:
    return " ".join([name, *(f"{key}={value}" for key, value in values.items())])


def event(name: LiteralString, **values: Value) -> None:
    """Record that something happened, e.g. ``log.event("workspace.opened", notes=1200)``."""
    _logger.info("%s", _line(name, values))


def problem(name: LiteralString, **values: Value) -> None:
    """Record something that went wrong and that the program coped with."""
    _logger.warning("%s", _line(name, values))


def defect(name: LiteralString, error: BaseException) -> None:
    """Record a defect: type and places only, because the message of an exception may hold what a user typed."""
    _logger.error("%s %s", name, " < ".join([type(error).__name__, *reversed(places(error))]))


def places(error: BaseException) -> list[str]:
    """The call path of an error as ``module.py:function:line``, oldest first, without any value or folder."""
    return [
        f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
