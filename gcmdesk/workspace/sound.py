"""Sound without its past: the recording stays as it was coded, what is written about it goes.

MP3, Ogg, Opus and FLAC are cleaned by mutagen. WAV and M4A carry more than it knows of (recorder, author, place,
dates), so only the parts that are needed to play them are kept. A voice still tells who speaks: that is for consent.
"""

import io
import struct
from dataclasses import dataclass
from typing import Any

import mutagen
import mutagen.apev2
import mutagen.flac
import mutagen.id3
import mutagen.mp3
import mutagen.mp4
import mutagen.ogg
import mutagen.oggopus
import mutagen.oggvorbis

from gcmdesk.i18n import gettext as _
from gcmdesk.workspace.attachable import Damaged, UnknownKind, media_type

_Mp3: Any = mutagen.mp3.MP3  # mutagen is annotated in part only
_Mp4: Any = mutagen.mp4.MP4
_Flac: Any = mutagen.flac.FLAC
_Page: Any = mutagen.ogg.OggPage
_Opus: Any = mutagen.oggopus.OggOpus
_Vorbis: Any = mutagen.oggvorbis.OggVorbis

_UNREADABLE = (
    mutagen.MutagenError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    EOFError,
    struct.error,
)
"""What mutagen's readers raise at malformed content."""

_WAVE_CODINGS = {1, 2, 3, 6, 7, 17, 0xFFFE}
"""PCM, ADPCM, floating point, A-law, µ-law, and PCM described at length."""


@dataclass(frozen=True, slots=True)
class CleanAudio:
    """A recording without metadata; `seconds` is 0 where the file does not tell."""

    data: bytes
    media_type: str
    seconds: float


def clean_audio(data: bytes) -> CleanAudio:
    """The recording as it was coded, without tags, pictures, dates and names.

    Raises `UnknownKind`, `TooLarge` and `Damaged`.
    """
    kind = media_type(data)
    clean = {
        "audio/wav": _wave,
        "audio/mpeg": _mp3,
        "audio/mp4": _mp4,
        "audio/ogg": _ogg,
        "audio/opus": _ogg,
        "audio/flac": _flac,
    }.get(kind)
    if clean is None:
        raise UnknownKind(
            _("This file is not an audio file."), _("Choose an audio file: WAV, MP3, M4A, Ogg, Opus or FLAC.")
        )
    try:
        cleaned, seconds = clean(data)
    except _UNREADABLE as error:
        raise Damaged from error
    return CleanAudio(cleaned, kind, max(0.0, seconds))


def _mp3(data: bytes) -> tuple[bytes, float]:
    file = io.BytesIO(data)
    mutagen.id3.delete(file)
    file.seek(0)
    mutagen.apev2.delete(file)
    file.seek(0)
    info = _Mp3(file).info
    if info.sketchy:
        raise Damaged
    return file.getvalue()[info.frame_offset :], info.length


def _ogg(data: bytes) -> tuple[bytes, float]:
    file = io.BytesIO(data)
    streams = set()
    while file.tell() < len(data):
        streams.add(_Page(file).serial)
    if len(streams) != 1:
        raise _more_than_sound()
    file.seek(0)
    audio = (_Opus if data[28:36] == b"OpusHead" else _Vorbis)(file)
    audio.tags.vendor = ""
    file.seek(0)
    audio.delete(file)
    return file.getvalue(), audio.info.length


def _flac(data: bytes) -> tuple[bytes, float]:
    file = io.BytesIO(data)
    audio = _Flac(file)
    audio.metadata_blocks = [
        block for block in audio.metadata_blocks if isinstance(block, mutagen.flac.StreamInfo | mutagen.flac.SeekTable)
    ]
    file.seek(0)
    audio.save(file, deleteid3=True, padding=lambda _info: 0)
    return file.getvalue(), audio.info.length


def _wave(data: bytes) -> tuple[bytes, float]:
    """Only `fmt `, `fact` and `data` are kept. A recording that was cut short is kept as far as it goes."""
    kept, place, rate = [], 12, 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        body = data[place + 8 : place + 8 + size]
        if name == b"fmt ":
            coding, _channels, _frames, rate = struct.unpack_from("<HHII", body)
            if coding not in _WAVE_CODINGS:
                raise UnknownKind(_("This audio file has an unusual encoding."), _("Save it as MP3 or as plain WAV."))
        if name in {b"fmt ", b"fact", b"data"}:
            kept.append(name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2))
        place += 8 + size + size % 2
        if name == b"data":
            break
    if not rate or not kept[-1].startswith(b"data"):
        raise Damaged
    content = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(content).to_bytes(4, "little") + content, (len(kept[-1]) - 8) / rate


_MP4_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf"}
_MP4_NEEDED = set(
    b"ftyp mdat mvhd tkhd mdhd hdlr smhd dref elst stsd stts stsc stsz stz2 stco co64 stss ctts sgpd sbgp"
    b" mehd trex mfhd tfhd tfdt trun sidx".split()
)
_MP4_DEPTH = 8  # moov, trak, mdia, minf, stbl, and some to spare
_MP4_DATED = {b"mvhd", b"tkhd", b"mdhd"}


def _mp4(data: bytes) -> tuple[bytes, float]:
    """Boxes that are not needed for playing become empty space of the same size, so that every offset stays right."""
    cleaned = bytearray(data)
    _clean_boxes(cleaned, 0, len(cleaned), _MP4_DEPTH)
    info = _Mp4(io.BytesIO(cleaned)).info
    return bytes(cleaned), info.length


def _clean_boxes(data: bytearray, place: int, end: int, depth: int) -> None:
    while place < end:
        size, name, begin = (
            int.from_bytes(data[place : place + 4], "big"),
            bytes(data[place + 4 : place + 8]),
            place + 8,
        )
        if size == 1:
            size, begin = int.from_bytes(data[place + 8 : place + 16], "big"), place + 16
        elif size == 0:
            size = end - place
        if size < begin - place or place + size > end or not depth:
            raise Damaged
        if name in _MP4_BOXES:
            _clean_boxes(data, begin, place + size, depth - 1)
        elif name in _MP4_NEEDED:
            _clean_box(data, name, begin, place + size)
        else:
            data[place + 4 : place + 8] = b"free"
            data[begin : place + size] = bytes(place + size - begin)
        place += size


def _clean_box(data: bytearray, name: bytes, begin: int, end: int) -> None:
    if name in _MP4_DATED:
        length = 16 if data[begin] == 1 else 8
        data[begin + 4 : begin + 4 + length] = bytes(length)
    elif name == b"hdlr":
        if data[begin + 8 : begin + 12] != b"soun":
            raise _more_than_sound()
        data[begin + 24 : end] = bytes(max(0, end - begin - 24))
    elif name == b"dref" and (end - begin != 20 or not data[end - 1] & 1):
        raise Damaged  # the sound is in another file, whose path is here


def _more_than_sound() -> UnknownKind:
    return UnknownKind(
        _("This file holds more than sound (for example a film)."),
        _("Save the sound alone as MP3 or M4A and attach that."),
    )
