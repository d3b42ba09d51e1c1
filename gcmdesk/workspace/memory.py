"""What this computer remembers of a workspace, outside the file: its last sequence number and link of the audit chain.

An old copy put back, or a lost write-ahead log, is a sound file that lacks the newest work; only a memory elsewhere can
tell. The note is written after each commit, in place and without waiting for the disk: it may lag behind a commit that
a power cut interrupted, it never runs ahead of the file. It holds numbers and hashes, neither names nor paths.

Beside the note lie the `fingerprints` of the file's pages: an old page put back is as sound as an old file.

The note also holds which `device` of the journal this file is here. A file that does not continue what is remembered
gets a new one, so that one device is always one unbroken line of history; merge relies on it.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gcmdesk import log, paths
from gcmdesk.workspace import clock
from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.fingerprints import Record
from gcmdesk.workspace.journal import Head

_BYTES = 512  # one sector, so that a note is written whole


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What was last saved here."""

    device: bytes
    sequence: int
    link: bytes
    saved: datetime


@dataclass(frozen=True, slots=True)
class Regress:
    """The file lacks work that this computer saved: an old copy was put back, or its -wal file was lost."""

    remembered: int
    """Number of changes when it was last saved here."""
    found: int
    """Number of changes in the file now; may even be higher, when it went another way since."""
    saved: datetime


class Memory:
    """The note about one workspace at one place on this computer."""

    def __init__(self, folder: Path, workspace: bytes, path: Path) -> None:
        place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:32]
        self._file = folder / f"{workspace.hex()}-{place}.json"
        self._handle: int | None = None

    def of_pages(self) -> Record:
        """What is remembered of the file's pages, beside this note."""
        return Record(self._file.with_suffix(".pages"))

    def recall(self) -> LastSeen | None:
        """What was last saved here; None when this computer has not written the file yet."""
        try:
            stored = json.loads(self._file.read_text(encoding="ascii"))
            return LastSeen(
                bytes.fromhex(stored["device"]),
                int(stored["sequence"]),
                bytes.fromhex(stored["link"]),
                clock.moment(int(stored["saved"])),
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            log.problem("workspace.memory_unreadable")
            return None

    def keep(self, device: bytes, head: Head) -> None:
        """Remember the head. A note that cannot be written is logged: it guards the file, it is not the file."""
        note = {
            "device": device.hex(),
            "sequence": head.sequence,
            "link": head.link.hex(),
            "saved": clock.microseconds(clock.now()),
        }
        try:
            if self._handle is None:
                self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, json.dumps(note).ljust(_BYTES).encode("ascii"))
        except OSError:
            log.problem("workspace.memory_not_written")

    def close(self) -> None:
        """Give the note to the disk."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def default_folder() -> Path:
    """Where the notes of this user on this computer lie."""
    return paths.state_folder() / "workspaces"


def compare(connection: Driver, last: LastSeen | None) -> Regress | None:
    """Whether the file continues what is remembered; what is missing where it does not."""
    if last is None or last.sequence == 0:
        return None
    row = connection.execute("SELECT link FROM passage WHERE id = ?", (last.sequence,)).fetchone()
    if row and row[0] == last.link:
        return None
    found: int = connection.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()[0]
    return Regress(last.sequence, found, last.saved)
