"""The exporters' door: the one place through which bytes leave the workspace.

    sent = door.send(workspace, released, workbook.XLSX, path)      a file
    text = door.hand_out(workspace, released, plain_text.TEXT)      the clipboard, the printer, the terminal

Only a `Released` value passes. Writing, check sum and entry in the transfer register are one act: the file is written
under another name, the entry is committed, then the file gets its name. A crash in between leaves an entry without a
file, never a file without an entry.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from gcmdesk.i18n import mark
from gcmdesk.protection import register
from gcmdesk.protection.material import Nothing, Several
from gcmdesk.protection.release import Released, genuine
from gcmdesk.protection.release_records import NothingLeft
from gcmdesk.workspace import copies, errors
from gcmdesk.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Exporter:
    """A form in which released material leaves. Other modules make their own (`reports`), and hand them to the door."""

    id: str
    title: str
    """Untranslated."""
    suffix: str
    kinds: tuple[type, ...]
    """The kinds of material it can write."""
    write: Callable[[Released[Any], BinaryIO], None]
    """Called by the door only; writes to a stream that can seek."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What left, with the number of its entry in the register."""

    entry: int
    sha256: bytes
    size: int


def send(
    workspace: Workspace,
    released: Released[Any],
    exporter: Exporter,
    target: Path,
    keep: Callable[[Handed, bytes], None] | None = None,
) -> Handed:
    """Write a file; one that is there is replaced. Raises `NothingLeft`, `ConsentChanged`, and the disk's errors.

    `keep` is called with the file's bytes once it is in its place, for a copy within the workspace.
    """
    _check(released, exporter)
    content = b""
    with copies.fresh_file(target) as unfinished:
        try:
            with unfinished.open("w+b") as stream:
                exporter.write(released, stream)
                stream.seek(0)
                digest = hashlib.file_digest(stream, "sha256").digest()
                size = stream.seek(0, io.SEEK_END)
                if keep:
                    stream.seek(0)
                    content = stream.read()
        except OSError as error:
            raise errors.from_system(error) from error
        entry = _enter(workspace, released, exporter, digest, size)
        try:
            copies.publish(unfinished, target)
        except errors.WorkspaceError:
            workspace.run(register.fail, entry, name=mark("Release could not be written"))
            raise
    handed = Handed(entry, digest, size)
    if keep:
        keep(handed, content)
    return handed


def hand_out(workspace: Workspace, released: Released[Any], exporter: Exporter) -> tuple[bytes, Handed]:
    """The same without a file: bytes for the clipboard, the printer or the terminal, entered in the register."""
    _check(released, exporter)
    stream = io.BytesIO()
    exporter.write(released, stream)
    content = stream.getvalue()
    digest = hashlib.sha256(content).digest()
    return content, Handed(_enter(workspace, released, exporter, digest, len(content)), digest, len(content))


def _check(released: Released[Any], exporter: Exporter) -> None:
    if not genuine(released):
        raise TypeError("only what the release gate let through leaves")
    if empty(released.material):
        raise NothingLeft
    if not isinstance(released.material, exporter.kinds):
        raise TypeError(f"{exporter.id} cannot write {type(released.material).__name__}")


def empty(material: Any) -> bool:
    """Whether all of it was withheld."""
    if isinstance(material, Several):
        return all(empty(part) for part in material.parts.values())
    return isinstance(material, Nothing)


def _enter(workspace: Workspace, released: Released[Any], exporter: Exporter, digest: bytes, size: int) -> int:
    return workspace.run(register.enter, released, exporter.id, digest, size, name=mark("Something left the workspace"))
