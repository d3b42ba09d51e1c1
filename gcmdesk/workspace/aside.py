"""Files that restoring has put aside: `a.2026-11-21T11-20-27-123456Z.gcmdesk` beside `a.gcmdesk`.

They are the user's own, so nothing removes them by itself: `kept` lists them, `delete` takes one away for good. They
still hold what was erased from the workspace since.
"""

import glob
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gcmdesk import log
from gcmdesk.i18n import gettext as _
from gcmdesk.workspace import errors
from gcmdesk.workspace.lock import WriterLock

NAME = "%Y-%m-%dT%H-%M-%S-%fZ"
"""A moment (UTC) in the names of backups and of files put aside."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{6}Z")


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that restoring has put aside at `moment` (UTC); `size` in bytes, with the log beside it."""

    path: Path
    moment: datetime
    size: int


class NotAside(errors.WorkspaceError):
    """The file is not there, or is none that restoring has put aside from this workspace."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no such file put aside by restoring."), _("Look at the list again; it may be gone already.")
        )


def moment(text: str) -> datetime | None:
    """The moment that a name carries, if it does."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_aside(path: Path) -> bool:
    """Whether a file's name is one that restoring gives to what it puts aside."""
    return moment(path.stem.rpartition(".")[2]) is not None


def kept(path: Path) -> tuple[Aside, ...]:
    """What restoring has put aside of the workspace at `path`, newest first."""
    names = sorted(path.parent.glob(f"{glob.escape(path.stem)}.*{glob.escape(path.suffix)}"), reverse=True)
    beginning, ending = len(path.stem) + 1, len(path.suffix)
    dated = [(one, moment(one.name[beginning : len(one.name) - ending])) for one in names]
    return tuple(Aside(one, when, sum(map(_size, _with_log(one)))) for one, when in dated if when)


def delete(path: Path, name: str) -> None:
    """Delete one of the files put aside of the workspace at `path`, with its log. This cannot be undone.

    Raises `NotAside`, `AlreadyOpen` while somebody writes to it, `ReadOnlyPlace` and `DiskFailed`.
    """
    chosen = next((one.path for one in kept(path) if one.path.name == name), None)
    if chosen is None:
        raise NotAside
    lock = WriterLock.take(chosen)
    try:
        for one in reversed(_with_log(chosen)):  # the file goes last: what is left of a crash is still in the list
            one.unlink(missing_ok=True)
    except OSError as error:
        raise errors.from_system(error) from error
    finally:
        lock.release()
    log.event("workspace.aside_deleted")


def _with_log(path: Path) -> tuple[Path, ...]:
    return path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
