"""Zip-based files from outside: looked through before any library gets to open them.

Limits (PROTECTION, hostile input): members, bytes counted while reading rather than believed, ratio, names that lead
out of the archive.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

MOST_MEMBERS = 2_000
MOST_BYTES = 200 * 1024 * 1024
HIGHEST_RATIO = 100
_PIECE = 64 * 1024


class ArchiveRefused(KnownError):
    """A zip-based file that is damaged, or made to do harm; nothing was read from it."""


def pieces(source: Path | bytes) -> Iterator[tuple[str, bytes]]:
    """All members of an archive (a file, or its content) piece by piece: (name, bytes).

    Read to the end, the archive is within all limits.

    Raises `ArchiveRefused` as soon as it is not.
    """
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or any(_leads_out(member.filename) for member in members):
                raise _refused()
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise _refused()
            counted = 0
            for member in members:
                with archive.open(member) as stream:
                    while piece := stream.read(_PIECE):
                        counted += len(piece)
                        if counted > MOST_BYTES or counted > HIGHEST_RATIO * size:
                            raise _refused()
                        yield member.filename, piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ArchiveRefused(
            _("This file is damaged or incomplete. Nothing was read from it."),
            _("Copy it again from where it came, or save it anew with the program that made it."),
        ) from error


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _refused() -> ArchiveRefused:
    return ArchiveRefused(
        _("This file is much larger inside than it looks, or is built in an unsafe way. Nothing was read from it."),
        _("Open it with a spreadsheet program and save what you need as a new file."),
    )
