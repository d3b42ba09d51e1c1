"""Logs that carry ids and counts, never note text or names.

The rule is built into the signature: an event has a constant name, and its values are numbers, booleans or
identifiers. There is no way to hand over free text; exceptions are reduced to their type and the places they passed.

The log file is opened by the first record, because the logging machinery would delay the first paint.
"""

import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

from gcmdesk import paths

if TYPE_CHECKING:
    import logging
    from uuid import UUID

    Value = int | float | UUID | None
    """What an event may carry. `bool` is an `int`."""

_FILES_KEPT = 5
_BYTES_PER_FILE = 512 * 1024

_opening = threading.Lock()
_path: Path | None = None
_to_stderr = False
_logger: "logging.Logger | None" = None


def start(*, to_stderr: bool = False) -> Path:
    """Record from now on into the rotated log file, and return its path. Calling it again begins anew."""
    global _path, _to_stderr
    stop()
    _path, _to_stderr = paths.log_folder() / "gcmdesk.log", to_stderr
    return _path


def stop() -> None:
    """Close the log file; nothing is recorded after that."""
    global _path, _logger  # noqa: PLW0603
    if _logger:
        for handler in list(_logger.handlers):
            _logger.removeHandler(handler)
            try:
                handler.close()
            except OSError:  # lines that a full disk did not take are lost here
                continue
    _path = _logger = None


def _open(path: Path) -> "logging.Logger":
    import logging
    from logging.handlers import RotatingFileHandler

    class LogFile(RotatingFileHandler):
        """A full disk costs lines of the log, never the user's work."""

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
            """Say nothing: there is nowhere left to say it."""

    logger = logging.getLogger("gcmdesk")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    file = LogFile(path, maxBytes=_BYTES_PER_FILE, backupCount=_FILES_KEPT - 1, encoding="utf-8", delay=True)
    handlers: list[logging.Handler] = [file, *([logging.StreamHandler()] if _to_stderr else [])]
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
    return logger


def _write(level: str, line: str) -> None:
    global _logger  # noqa: PLW0603
    if _path is None:
        return
    with _opening:
        if _logger is None:
            _logger = _open(_path)
    getattr(_logger, level)("%s", line)


def _line(name: str, values: "dict[str, Value]") -> str:
    return " ".join([name, *(f"{key}={value}" for key, value in values.items())])


def event(name: LiteralString, **values: "Value") -> None:
    """Record that something happened, e.g. ``log.event("workspace.opened", notes=1200)``."""
    _write("info", _line(name, values))


def problem(name: LiteralString, **values: "Value") -> None:
    """Record something that went wrong and that the program coped with."""
    _write("warning", _line(name, values))


def defect(name: LiteralString, error: BaseException) -> None:
    """Record a defect: type and places only, because the message of an exception may hold what a user typed."""
    _write("error", " < ".join([f"{name} {type(error).__name__}", *reversed(places(error))]))


def places(error: BaseException) -> list[str]:
    """The call path of an error as ``module.py:function:line``, oldest first, without any value or folder."""
    return [
        f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
