import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gcmdesk import i18n
from gcmdesk.workspace import media
from gcmdesk.workspace.attachable import AttachmentRefused, Damaged, TooLarge, UnknownKind


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


def scan():
    out = io.BytesIO()
    Image.new("L", (30, 40)).save(out, "PDF")
    return out.getvalue()


def test_every_kind_goes_to_its_cleaner():
    out = io.BytesIO()
    Image.new("L", (30, 40)).save(out, "PNG")
    assert isinstance(media.clean(out.getvalue()), media.CleanImage)
    assert isinstance(media.clean((Path(__file__).parent / "sounds" / "a.opus").read_bytes()), media.CleanAudio)
    assert isinstance(media.clean(scan()), media.StoredScan)


def test_a_scan_is_stored_as_it_is_and_says_so():
    stored = media.clean(scan())
    assert stored.data == scan()
    assert stored.media_type == "application/pdf"
    assert "as it is" in stored.caveat


def test_a_scan_that_was_cut_short_or_is_too_large_is_refused():
    with pytest.raises(Damaged):
        media.clean(scan()[:-200])
    with pytest.raises(TooLarge, match="at most 20 MB"):
        media.clean(scan().rjust(21 * 2**20).lstrip() + b" " * 21 * 2**20)


def test_what_is_no_picture_is_no_picture():
    with pytest.raises(UnknownKind, match="not a picture"):
        media.clean_image(scan())
    with pytest.raises(UnknownKind, match="not an audio file"):
        media.clean_audio(scan())


@pytest.mark.parametrize(
    "start", [b"", b"MZ", b"PK\x03\x04", b"GIF89a", b"BM", b"<svg", b"II*\0", b"OggS" + bytes(24) + b"\x80theora"]
)
def test_other_kinds_are_refused_with_the_kinds_that_are_not(start):
    with pytest.raises(UnknownKind, match="JPEG, PNG, WebP"):
        media.clean(start.ljust(100, b"\0"))


@given(st.binary(max_size=500))
def test_random_bytes_are_refused(data):
    with pytest.raises(AttachmentRefused):
        media.clean(data)


def test_readers_are_not_loaded_before_they_are_needed():
    code = "import sys, gcmdesk.workspace.attachable; print('PIL' in sys.modules, 'mutagen' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]
