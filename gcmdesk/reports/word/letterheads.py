"""Templates: our own, and a ministry's letterhead in its place.

A letterhead brings styles, headers, footers, margins; its body is left out. The named styles (`styles.Style`) are the
contract. In headers and footers these placeholders are filled in: {title}, {organisation}, {territory}, {dates},
{date}, {version}, {status}, {marking}, {page}.

It is somebody else's file: nothing in it is run, fetched or believed before it was looked through.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gcmdesk import paths
from gcmdesk.errors import KnownError
from gcmdesk.exchange import archives
from gcmdesk.i18n import gettext as _
from gcmdesk.reports.word import styles

LARGEST = 20 * 1024 * 1024
"""Bytes of a letterhead's file."""

_MAIN = re.compile(
    rb'ContentType="application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml"'
)
_ACTIVE = re.compile(r"vba|activex|embeddings/|oleobject|attachedtoolbars|altchunk|afchunk", re.IGNORECASE)
"""In names of members: things that run, or that hold other files."""
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_HYPERLINK = re.compile(rb"relationships/hyperlink[\"']")
_FETCHING = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|AUTOOPEN|MACROBUTTON)\b")
_INSTRUCTION = re.compile(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"")
_SHOWN = 4
"""So many missing styles are named."""


class LetterheadRefused(KnownError):
    """A letterhead that cannot be used; nothing was written."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A template that was looked through."""

    content: bytes = field(repr=False)

    def opened(self) -> Any:
        """A fresh python-docx document of it."""
        import docx

        return docx.Document(io.BytesIO(self.content))


@cache
def ours() -> Letterhead:
    """The template of the house, put together from its parts in `resources/templates/report`."""
    folder = paths.resource("templates", "report")
    stream = io.BytesIO()
    names = sorted(one for one in folder.rglob("*") if one.is_file())
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in names:
            member = zipfile.ZipInfo(one.relative_to(folder).as_posix())
            archive.writestr(member, one.read_bytes(), zipfile.ZIP_DEFLATED)
    return Letterhead(stream.getvalue())


def read(path: Path) -> Letterhead:
    """A letterhead from a file. Raises `LetterheadRefused`."""
    try:
        if path.stat().st_size > LARGEST:
            raise LetterheadRefused(
                _("This letterhead is too large."), _("Take large pictures out of it, or save a smaller copy.")
            )
        content = path.read_bytes()
    except OSError as error:
        raise _damaged() from error
    return checked(content)


def checked(content: bytes) -> Letterhead:
    """A letterhead from a file's content, wherever it comes from. Raises `LetterheadRefused`."""
    members: dict[str, bytearray] = {}
    try:
        for name, piece in archives.pieces(content):
            members.setdefault(name, bytearray()).extend(piece)
    except archives.ArchiveRefused as error:
        raise _damaged() from error
    _look_through(members)
    letterhead = Letterhead(content)
    missing = _missing(letterhead)
    if missing:
        named = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        raise LetterheadRefused(
            _("This letterhead lacks styles that a report needs: {names}.").format(names=named),
            _("Begin with the template of gcmdesk (gcmdesk letterhead), and put your header and footer into it."),
        )
    return letterhead


def _look_through(members: dict[str, bytearray]) -> None:
    types = members.get("[Content_Types].xml")
    if types is None:
        raise _damaged()
    if any(_ACTIVE.search(name) for name in members) or b"macroEnabled" in types:
        raise LetterheadRefused(
            _("This letterhead holds macros or embedded files."),
            _("Save it in Word as a document without macros (.docx), take embedded objects out, and choose that."),
        )
    if not _MAIN.search(types):
        raise LetterheadRefused(_("This is not a Word document."), _("Save the letterhead in Word as .docx."))
    for name, content in members.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _look_through_part(name, bytes(content))


def _look_through_part(name: str, content: bytes) -> None:
    outside = name.endswith(".rels") and any(not _HYPERLINK.search(one) for one in _OUTSIDE.findall(content))
    fetched = any(_FETCHING.search(one.upper() + two.upper()) for one, two in _INSTRUCTION.findall(content))
    if outside or fetched:
        raise LetterheadRefused(
            _("This letterhead loads something from outside when it is opened."),
            _("Put its pictures into the file, remove links to templates and other files, and save it again."),
        )
    if _DOCTYPE.search(content) or b"\x00" in content[:200]:
        raise _damaged()


def _missing(letterhead: Letterhead) -> tuple[str, ...]:
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = letterhead.opened()
        _found, missing = styles.of_template(document.styles.element)
        document.sections[-1].page_width + document.sections[-1].left_margin
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise _damaged() from error  # what python-docx raises where a part is missing or says nonsense
    return missing


def _damaged() -> LetterheadRefused:
    return LetterheadRefused(
        _("This letterhead is damaged or is no Word document."), _("Open it in Word, save it as .docx, and try again.")
    )
