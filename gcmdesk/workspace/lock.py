"""One writer per workspace: an operating-system lock on a small file beside the workspace.

The kernel drops the lock with the process, so nothing is left over after a crash. It lies beside the workspace and not
on it, because closing any handle of a database file would drop SQLite's own locks on it.
"""

import os
import sys
from pathlib import Path
from typing import Self

from gcmdesk.workspace.errors import AlreadyOpen, ReadOnlyPlace

_TRIES = 10

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class WriterLock:
    """Held from opening for writing until closing. Use `WriterLock.take(path)`."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, workspace: Path) -> Self:
        """Become the only writer of this workspace. Raises `AlreadyOpen` and `ReadOnlyPlace`."""
        path = workspace.with_name(workspace.name + "-lock")
        for _attempt in range(_TRIES):
            try:
                handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise ReadOnlyPlace from error
            if not _take(handle):
                os.close(handle)
                raise AlreadyOpen
            if _is_at(handle, path):
                return cls(path, handle)
            os.close(handle)  # its last owner deleted it between our opening and our locking
        raise AlreadyOpen

    def release(self) -> None:
        """Let others write. Calling it again does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32" and _is_at(self._handle, self._path):
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
