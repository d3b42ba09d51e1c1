"""What may be attached: kinds told by their first bytes (never by a file name), how large, and why not."""

from gcmdesk import i18n
from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _

MB = 1024 * 1024
LARGEST = {"image": 40 * MB, "audio": 50 * MB, "application": 20 * MB}
"""Bytes of a file before cleaning, by the first part of its media type: about 50 minutes of speech as MP3."""

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


class AttachmentRefused(KnownError):
    """A file that cannot be attached; nothing was stored."""


class UnknownKind(AttachmentRefused):
    """The content is none of the kinds that can be cleaned and stored."""


class TooLarge(AttachmentRefused):
    """The file, or the picture once unpacked, is larger than the limit."""


class Damaged(AttachmentRefused):
    """The content says that it is of a kind, but cannot be read as one."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is damaged or incomplete, so it cannot be attached."),
            _("Copy it again from where it came, or save it anew with the program that made it."),
        )


def media_type(data: bytes) -> str:
    """The media type by the first bytes, e.g. ``image/jpeg``. Raises `UnknownKind` and `TooLarge`."""
    kind = _kind(data)
    if kind is None:
        raise UnknownKind(
            _("Files of this kind cannot be attached."),
            _("Attach a picture (JPEG, PNG, WebP), a sound (WAV, MP3, M4A, Ogg, Opus, FLAC) or a PDF scan."),
        )
    if kind == "image/heif":
        raise UnknownKind(
            _("Pictures in the format HEIC or AVIF cannot be attached."),
            _("Save or send the picture as JPEG: a phone offers this in its camera settings or when sharing."),
        )
    limit = LARGEST[kind.partition("/")[0]]
    if len(data) > limit:
        raise TooLarge(
            _("This file is {size} MB; at most {limit} MB can be attached.").format(
                size=i18n.current().number(len(data) / MB, "0.0"), limit=limit // MB
            ),
            _("Make it smaller or shorter, and attach that."),
        )
    return kind


def _kind(data: bytes) -> str | None:
    for start, kind in (
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-", "application/pdf"),
        (b"fLaC", "audio/flac"),
        (b"ID3", "audio/mpeg"),
    ):
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "image/heif" if data[8:12] in _HEIF_BRANDS else "audio/mp4"
    if data[:4] == b"OggS":
        return _ogg_kind(data)
    if len(data) >= 2 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2:  # frame sync, layer III
        return "audio/mpeg"
    return None


def _ogg_kind(data: bytes) -> str | None:
    """Opus and Vorbis begin their first packet right behind the page header of 27 bytes and one length."""
    if data[28:36] == b"OpusHead":
        return "audio/opus"
    return "audio/ogg" if data[28:35] == b"\x01vorbis" else None
