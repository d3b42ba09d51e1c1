"""Pictures without their past: only the pixels are kept, upright, in a file written anew.

EXIF with place and camera, XMP, comments, colour profiles, embedded previews, further frames and anything behind the
end of the picture stay outside, because nothing is copied but pixels. Colours are taken as sRGB.
"""

import io
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ExifTags, Image

from gcmdesk.i18n import gettext as _
from gcmdesk.workspace.attachable import MB, Damaged, TooLarge, UnknownKind, media_type

LARGEST_UNPACKED = 64 * MB
"""Bytes of memory for the pixels of one picture. A larger JPEG is opened at a half, a quarter or an eighth of its size
where its coding allows that; other pictures beyond it are refused before they are unpacked."""

QUALITY = 90
"""Of a JPEG or WebP that is written anew."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by its EXIF orientation."""

_UNREADABLE = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error, zlib.error)
"""What Pillow's readers raise at malformed content."""

_one_at_a_time = threading.Lock()
"""Keeps `LARGEST_UNPACKED` true for the program, and Python's warning filters, which all threads share, whole."""


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture that holds pixels only. Sizes are in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def clean_image(data: bytes) -> CleanImage:
    """The picture in the format it came in (JPEG, PNG or WebP), upright and without metadata.

    Raises `UnknownKind`, `TooLarge` and `Damaged`.
    """
    kind = _picture_kind(data)
    with _decoding():
        image = _upright(data, kind)
        written = _written(image, _FORMATS[kind])
    return CleanImage(written, kind, image.width, image.height)


def thumbnail(data: bytes, size: int) -> bytes:
    """A small JPEG of the picture, at most `size` pixels wide and high, on white where it was transparent.

    Raises what `clean_image` raises.
    """
    kind = _picture_kind(data)
    with _decoding():
        image = _upright(data, kind, size)
        image.thumbnail((size, size))
        if image.mode == "RGBA":
            on_white = Image.new("RGB", image.size, "white")
            on_white.paste(image, mask=image.getchannel("A"))
            image = on_white
        return _written(image, "JPEG")


def _picture_kind(data: bytes) -> str:
    kind = media_type(data)
    if kind not in _FORMATS:
        raise UnknownKind(_("This file is not a picture."), _("Choose a picture: JPEG, PNG or WebP."))
    return kind


@contextmanager
def _decoding() -> Iterator[None]:
    """One decoding at a time; malformed content becomes `Damaged`, and Pillow's remarks about it are not printed."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        except _UNREADABLE as error:
            raise Damaged from error


def _upright(data: bytes, kind: str, size: int | None = None) -> Image.Image:
    """The pixels as L, RGB or RGBA; a JPEG no larger than needed for a thumbnail of `size`."""
    if kind == "image/webp":
        _refuse_huge_webp(data)
    with Image.open(io.BytesIO(data), formats=(_FORMATS[kind],)) as image:
        mode = _plain_mode(image)
        if kind == "image/jpeg":
            _reduce(image, size)
        if _unpacked(image.width, image.height, mode) > LARGEST_UNPACKED:
            raise _too_many_pixels()
        image.load()
        orientation = image.getexif().get(ExifTags.Base.Orientation)
        plain = _as_mode(image, mode)
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    upright = plain if turn is None else plain.transpose(turn)
    upright.info.clear()
    return upright


def _plain_mode(image: Image.Image) -> str:
    if "A" in image.mode.upper() or "transparency" in image.info:
        return "RGBA"
    return "L" if image.mode in {"1", "L"} or image.mode.startswith("I") else "RGB"


def _as_mode(image: Image.Image, mode: str) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey: the upper eight are kept
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert(mode)


def _unpacked(width: int, height: int, mode: str) -> int:
    return width * height * (1 if mode == "L" else 4)


def _reduce(image: Image.Image, size: int | None) -> None:
    """Let the JPEG decoder leave out pixels that are not needed or do not fit. Progressive coding needs them all."""
    if image.info.get("progressive"):
        return
    width, height = image.size
    scale = max(1, min(width, height) // (2 * size)) if size else 1
    while _unpacked(width // scale, height // scale, "RGB") > LARGEST_UNPACKED:
        scale *= 2
    image.draft(None, (max(1, width // scale), max(1, height // scale)))


def _refuse_huge_webp(data: bytes) -> None:
    """Look at the size in the header, because the decoder takes memory for two whole frames as soon as it is made."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[place : place + 3], "little") + 1 for place in (24, 27))
    elif chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(data[place : place + 2], "little") & 0x3FFF for place in (26, 28))
    if _unpacked(width, height, "RGBA") > LARGEST_UNPACKED:
        raise _too_many_pixels()


def _too_many_pixels() -> TooLarge:
    return TooLarge(
        _("This picture has too many pixels to be opened safely."), _("Save it in a smaller size and attach that.")
    )


def _written(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **({} if form == "PNG" else {"quality": QUALITY}))
    return out.getvalue()
