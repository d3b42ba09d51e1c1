"""The folder `sounds` holds 0.4 s of a tone in each format, written by ffmpeg with CANARY as title, artist, comment."""

import io
import struct
import wave
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from gcmdesk import i18n
from gcmdesk.workspace import media
from gcmdesk.workspace.attachable import AttachmentRefused, Damaged, TooLarge, UnknownKind

SOUNDS = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "sounds").iterdir())}
FILM = SOUNDS.pop("film.mp4")


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


@pytest.mark.parametrize(
    ("name", "media_type", "reader"),
    [
        ("a.wav", "audio/wav", WAVE),
        ("a.mp3", "audio/mpeg", MP3),
        ("a.m4a", "audio/mp4", MP4),
        ("fragmented.m4a", "audio/mp4", MP4),
        ("a.ogg", "audio/ogg", OggVorbis),
        ("a.opus", "audio/opus", OggOpus),
        ("a.flac", "audio/flac", FLAC),
    ],
)
def test_a_recording_loses_its_past_and_can_still_be_played(name, media_type, reader):
    assert b"CANARY" in SOUNDS[name]
    clean = media.clean_audio(SOUNDS[name])
    assert clean.media_type == media_type
    assert b"CANARY" not in clean.data
    assert b"Lavf" not in clean.data
    assert clean.seconds == (0 if name == "fragmented.m4a" else pytest.approx(0.4, abs=0.2))
    again = reader(io.BytesIO(clean.data))
    assert not again.tags
    assert again.info.length == clean.seconds
    assert media.clean_audio(clean.data) == clean


def test_the_sound_itself_is_untouched():
    frames = SOUNDS["a.mp3"].index(b"\xff\xe3")
    assert media.clean_audio(SOUNDS["a.mp3"]).data == SOUNDS["a.mp3"][frames:-128]
    with (
        wave.open(io.BytesIO(SOUNDS["a.wav"])) as before,
        wave.open(io.BytesIO(media.clean_audio(SOUNDS["a.wav"]).data)) as now,
    ):
        assert now.getparams() == before.getparams()
        assert now.readframes(9999) == before.readframes(9999)
    m4a, clean = SOUNDS["a.m4a"], media.clean_audio(SOUNDS["a.m4a"]).data
    sound = m4a.index(b"mdat")
    size = int.from_bytes(m4a[sound - 4 : sound], "big")
    assert clean[sound : sound + size] == m4a[sound : sound + size]


def test_recorders_notes_in_a_wav_go():
    def chunk(name, body):
        return name + struct.pack("<I", len(body)) + body

    content = b"WAVE" + SOUNDS["a.wav"][12:36] + chunk(b"bext", b"CANARY 2026-03-04".ljust(602)) + SOUNDS["a.wav"][36:]
    noted = b"RIFF" + struct.pack("<I", len(content)) + content + chunk(b"iXML", b"CANARY")
    assert media.clean_audio(noted).data == media.clean_audio(SOUNDS["a.wav"]).data


def test_a_recording_that_was_cut_short_is_kept_as_far_as_it_goes():
    clean = media.clean_audio(SOUNDS["a.wav"][:-3200])
    with wave.open(io.BytesIO(clean.data)) as kept:
        assert kept.getnframes() == 1600
    assert clean.seconds == pytest.approx(0.2)


def test_dates_and_names_in_the_boxes_of_an_m4a_go():
    clean = media.clean_audio(SOUNDS["a.m4a"]).data
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        begin = clean.index(box) + 8
        assert any(SOUNDS["a.m4a"][begin : begin + 8])
        assert not any(clean[begin : begin + 8])
    assert b"SoundHandler" in SOUNDS["a.m4a"]
    assert b"SoundHandler" not in clean
    assert len(clean) == len(SOUNDS["a.m4a"])


def test_a_film_is_no_recording():
    with pytest.raises(UnknownKind, match="more than sound"):
        media.clean_audio(FILM)
    with pytest.raises(UnknownKind, match="more than sound"):
        media.clean_audio(SOUNDS["a.ogg"] + SOUNDS["a.opus"])  # two streams in one Ogg file


def test_boxes_nested_without_end_are_damaged():
    nested = b""
    for _level in range(3000):
        nested = struct.pack(">I", len(nested) + 8) + b"moov" + nested
    with pytest.raises(Damaged):
        media.clean_audio(SOUNDS["a.m4a"][:28] + nested)


def test_a_long_recording_is_refused_with_its_size():
    with pytest.raises(TooLarge, match=r"51\.0 MB; at most 50 MB"):
        media.clean_audio(SOUNDS["a.wav"].ljust(51 * 2**20, b"\0"))


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(SOUNDS)), st.data())
def test_any_damage_ends_in_a_recording_or_a_refusal(name, draw):
    data = bytearray(SOUNDS[name])
    for _hit in range(draw.draw(st.integers(0, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        clean = media.clean_audio(bytes(data[: draw.draw(st.integers(0, len(data)))]))
    except AttachmentRefused:
        return
    assert clean.data
    assert clean.seconds >= 0


@given(
    st.sampled_from([b"ID3", b"\xff\xfb", b"OggS", b"fLaC", b"RIFF\0\1\0\0WAVE", b"\0\0\0\x20ftypM4A ", b""]),
    st.binary(max_size=300),
)
def test_random_bytes_are_refused(start, rest):
    with pytest.raises(AttachmentRefused):
        media.clean_audio(start + rest)
