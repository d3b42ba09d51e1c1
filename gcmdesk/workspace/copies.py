"""Whole files: copying, checking and re-keying closed workspaces, and putting a finished file in its place.

A file appears under its name complete and checked, or not at all.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from gcmdesk import log
from gcmdesk.workspace import errors, file
from gcmdesk.workspace.file import Access, Key
from gcmdesk.workspace.migrations import NEWEST

UNFINISHED = ".unfinished-"
"""In the names of files that are still being made."""


def fits(path: Path, key: Key, access: Access = Access.READ) -> bool:
    """Whether this key opens this file."""
    with errors.translated():
        try:
            file.connect(path, key, access).close()
        except dbapi2.DatabaseError as error:
            if errors.primary_code(error) != dbapi2.SQLITE_NOTADB:
                raise
            return False
    return True


def copy(path: Path, key: Key, target: Path) -> None:
    """Copy a closed workspace into `target`, an empty file, under the same key (open ones: `Workspace.copy_to`)."""
    with errors.translated():
        connection = file.connect(path, key, Access.READ)
        try:
            with file.undamaged(connection):
                connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.close()


def rekey(path: Path, old: Key, new: Key) -> None:
    """Encrypt a file anew in place; for copies only, because a crash in the middle is not the point here."""
    with errors.translated():
        connection = file.connect(path, old, Access.WRITE)
        try:
            with file.undamaged(connection):
                connection.execute(f"PRAGMA rekey = {new.pragma}")
        finally:
            connection.close()


def check(path: Path, key: Key) -> None:
    """Read every page of a file and its whole structure. Raises `Damaged`."""
    with errors.translated():
        connection = file.connect(path, key, Access.READ)
        try:
            file.check_kind(connection, NEWEST)
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            structure = connection.execute("PRAGMA quick_check").fetchall()
        finally:
            connection.close()
    if pages or structure != [("ok",)]:
        raise errors.Damaged


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished file to the disk and then its place, in one step."""
    try:
        handle = os.open(unfinished, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        unfinished.replace(path)
    except OSError as error:
        raise errors.from_system(error) from error
    try:
        file.sync_folder(path.parent)
    except OSError:
        log.problem("workspace.folder_not_synced")  # after a power cut the old file may stand here, whole


@contextmanager
def fresh_file(path: Path) -> Iterator[Path]:
    """An empty file beside `path` that is gone afterwards unless it was published."""
    unfinished = path.with_name(f".{path.name}{UNFINISHED}{secrets.token_hex(4)}")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise errors.from_system(error) from error
    try:
        yield unfinished
    finally:
        for leftover in path.parent.glob(f"{unfinished.name}*"):
            leftover.unlink()


def second_name(path: Path, other: Path) -> None:
    """Keep the file at `path` under another name too; a copy where the drive knows no second names.

    Raises `FileExists`, `DiskFull`, `ReadOnlyPlace` and `DiskFailed`.
    """
    try:
        os.link(path, other)
    except FileExistsError as error:
        raise errors.FileExists from error
    except OSError:
        with fresh_file(other) as unfinished:
            try:
                shutil.copyfile(path, unfinished)
            except OSError as error:
                raise errors.from_system(error) from error
            publish(unfinished, other)
