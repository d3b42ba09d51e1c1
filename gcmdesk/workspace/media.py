"""One door for everything that is attached: pictures and sound are cleaned, PDF scans are stored with a caveat.

A PDF stays as it is. Office scanners deliver signed sheets as PDF, and nothing that we could carry rewrites one so that
neither its text nor its signature suffers; so it keeps its author, dates and program names. It lies encrypted in the
workspace, it is never opened by the program itself, and its `caveat` is shown where it is attached and released.
"""

from dataclasses import dataclass

from gcmdesk.i18n import gettext as _
from gcmdesk.workspace.attachable import Damaged, media_type
from gcmdesk.workspace.pictures import CleanImage, clean_image, thumbnail
from gcmdesk.workspace.sound import CleanAudio, clean_audio

__all__ = ["CleanAudio", "CleanImage", "StoredScan", "clean", "clean_audio", "clean_image", "store_scan", "thumbnail"]


@dataclass(frozen=True, slots=True)
class StoredScan:
    """A PDF as it came; `caveat` says in the language of the screen what that means."""

    data: bytes
    media_type: str
    caveat: str


def clean(data: bytes) -> CleanImage | CleanAudio | StoredScan:
    """What may be stored of a file that somebody attaches, by its content.

    Raises `UnknownKind`, `TooLarge` and `Damaged` (all of them `AttachmentRefused`).
    """
    kind = media_type(data)
    if kind.startswith("image/"):
        return clean_image(data)
    return clean_audio(data) if kind.startswith("audio/") else store_scan(data)


def store_scan(data: bytes) -> StoredScan:
    """The PDF unchanged, if it is whole."""
    if media_type(data) != "application/pdf" or b"%%EOF" not in data[-2048:] or b"startxref" not in data[-2048:]:
        raise Damaged
    return StoredScan(
        data,
        "application/pdf",
        _(
            "A PDF is stored as it is. It can name its author, dates and programs, and hold text under the picture. "
            "A photo of the page (JPEG) is cleaned of all that."
        ),
    )
