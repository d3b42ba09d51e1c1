import io
import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from gcmdesk import i18n
from gcmdesk.workspace import media, pictures
from gcmdesk.workspace.attachable import AttachmentRefused, Damaged, TooLarge, UnknownKind

RED, BLUE = (220, 20, 20), (20, 20, 220)


@pytest.fixture(autouse=True)
def _english():
    i18n.use(i18n.Texts("en"))


def half_red_half_blue(size=(64, 32)):
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture


def written(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x0112], tags[0x010E], tags[0x0110], tags[0x0132] = orientation, "CANARY", "CANARY", "2026:03:04 05:06:07"
    gps = tags.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (36.0, 48.0, 23.0), "E", (10.0, 10.0, 54.0)
    return tags


def from_a_phone(form, orientation=1):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif(orientation), "icc_profile": profile, "xmp": b"<x:xmpmeta>CANARY</x:xmpmeta>"}
    if form == "JPEG":
        options["comment"] = b"CANARY"
    if form == "PNG":
        from PIL.PngImagePlugin import PngInfo

        texts = PngInfo()
        texts.add_text("Author", "CANARY")
        texts.add_itxt("XML:com.adobe.xmp", "CANARY", zip=False)
        options = {"exif": options["exif"], "icc_profile": profile, "pnginfo": texts}
    return written(half_red_half_blue(), form, **options) + b"CANARY behind the end"


def reopened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def looks(picture, place, colour):
    seen = picture.convert("RGB").getpixel(place)
    return all(abs(a - b) < 40 for a, b in zip(seen, colour, strict=True))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_its_past_and_keeps_its_pixels(form):
    data = from_a_phone(form)
    assert b"CANARY" in data
    clean = media.clean_image(data)
    picture = reopened(clean.data)
    assert (picture.format, clean.media_type) == (form, f"image/{form.lower()}")
    assert picture.size == (clean.width, clean.height) == (64, 32)
    assert b"CANARY" not in clean.data
    assert not {"exif", "icc_profile", "xmp", "comment", "Author", "XML:com.adobe.xmp"} & set(picture.info)
    assert not picture.getexif()
    assert looks(picture, (8, 16), RED)
    assert looks(picture, (56, 16), BLUE)


def test_an_embedded_preview_goes_too():
    preview = written(Image.new("RGB", (160, 120), BLUE), "JPEG")
    block = b"Exif\0\0" + b"II*\0\x08\0\0\0" + bytes(6) + preview
    data = written(half_red_half_blue(), "JPEG")
    data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]
    assert data.count(b"\xff\xd8\xff") == 2
    assert media.clean_image(data).data.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "red", "size"),
    [
        (1, (8, 16), (64, 32)),
        (2, (56, 16), (64, 32)),
        (3, (56, 16), (64, 32)),
        (4, (8, 16), (64, 32)),
        (5, (16, 8), (32, 64)),
        (6, (16, 8), (32, 64)),
        (7, (16, 56), (32, 64)),
        (8, (16, 56), (32, 64)),
    ],
)
def test_a_picture_is_turned_upright(form, orientation, red, size):
    picture = reopened(media.clean_image(written(half_red_half_blue(), form, exif=exif(orientation))).data)
    assert picture.size == size
    assert looks(picture, red, RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_accepted_and_transparency_kept(mode):
    grey = Image.linear_gradient("L")
    source = (
        grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    )
    if "A" in mode:
        source.putalpha(grey)
    clean = reopened(media.clean_image(written(source, "PNG")).data)
    assert clean.size == (256, 256)
    assert clean.mode == ("RGBA" if "A" in mode else "RGB" if mode in {"P", "RGB"} else "L")
    column = [clean.convert("L").getpixel((128, row)) for row in (0, 90, 180, 255)]
    assert all(below >= above for above, below in pairwise(column))
    assert (column[0], column[3]) == (0, 255)
    if "A" in mode:
        assert clean.getchannel("A").getextrema() == (0, 255)


def test_a_transparent_colour_of_a_palette_stays_transparent():
    source = half_red_half_blue().convert("P", palette=Image.Palette.ADAPTIVE, colors=2)
    clean = reopened(media.clean_image(written(source, "PNG", transparency=source.getpixel((8, 16)))).data)
    assert clean.getpixel((8, 16))[3] == 0
    assert clean.getpixel((56, 16)) == (*BLUE, 255)


def test_cleaning_again_changes_nothing_in_a_png():
    once = media.clean_image(from_a_phone("PNG"))
    assert media.clean_image(once.data) == once


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_thumbnail_is_a_small_upright_jpeg_without_a_past(form):
    data = from_a_phone(form, orientation=6)
    small = media.thumbnail(data, 20)
    picture = reopened(small)
    assert (picture.format, picture.size) == ("JPEG", (10, 20))
    assert b"CANARY" not in small
    assert looks(picture, (5, 3), RED)


def test_a_thumbnail_of_something_transparent_is_on_white():
    picture = reopened(media.thumbnail(written(Image.new("RGBA", (50, 50)), "PNG"), 20))
    assert looks(picture, (10, 10), (255, 255, 255))


def claimed_png(width, height):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def claimed_webp(chunk, body):
    content = b"WEBP" + chunk + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(content)) + content


@pytest.mark.parametrize(
    "bomb",
    [
        claimed_png(4097, 4097),
        claimed_png(100_000, 100_000),
        claimed_png(2**31 - 1, 2**31 - 1),
        claimed_webp(b"VP8X", bytes(4) + b"\xff\x3f\0" * 2),
        claimed_webp(b"VP8L", b"\x2f" + b"\xff" * 4 + bytes(20)),
        claimed_webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + b"\xff\x3f" * 2 + bytes(20)),
        written(Image.new("L", (8200, 8200)), "JPEG", progressive=True),
    ],
    ids=["png", "large png", "largest png", "VP8X", "VP8L", "VP8", "progressive"],
)
def test_a_picture_that_would_unpack_beyond_64_megabytes_is_refused_unopened(bomb):
    for opened in (media.clean_image, lambda data: media.thumbnail(data, 100)):
        with pytest.raises(TooLarge, match="too many pixels"):
            opened(bomb)


def test_a_large_photo_is_opened_at_half_its_size():
    photo = media.clean_image(written(Image.new("RGB", (5000, 4000), RED), "JPEG"))
    assert (photo.width, photo.height) == (2500, 2000)
    assert looks(reopened(photo.data), (100, 100), RED)


def test_a_file_over_the_limit_is_refused_with_its_size():
    with pytest.raises(TooLarge, match=r"41\.0 MB; at most 40 MB"):
        media.clean_image(written(half_red_half_blue(), "JPEG").ljust(41 * 2**20, b"\0"))


def test_heic_says_what_to_do():
    with pytest.raises(UnknownKind, match="as JPEG"):
        media.clean_image(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_short_is_damaged(form):
    data = written(Image.effect_noise((64, 64), 60).convert("RGB"), form)
    for length in range(16, len(data) - 40, 97):
        with pytest.raises(Damaged):
            media.clean_image(data[:length])


def test_broken_exif_does_not_keep_a_picture_out():
    data = written(
        half_red_half_blue(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0" + b"\xff" * 40
    )
    assert media.clean_image(data).width == 64


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_any_damage_ends_in_a_clean_picture_or_a_refusal(form, draw):
    data = bytearray(from_a_phone(form, orientation=3))
    for at, value in draw.draw(st.lists(st.tuples(st.integers(0, 2047), st.integers(0, 255)), min_size=1, max_size=8)):
        data[at % len(data)] = value  # the length of the file follows the time in it
    try:
        clean = media.clean_image(bytes(data))
    except AttachmentRefused:
        return
    assert b"CANARY" not in clean.data
    assert reopened(clean.data).size == (clean.width, clean.height)


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\1\0\0WEBPVP8 ", b""]), st.binary(max_size=300))
def test_random_bytes_are_refused(start, rest):
    for opened in (media.clean_image, lambda data: media.thumbnail(data, 50)):
        with pytest.raises(AttachmentRefused):
            opened(start + rest)


def test_only_pixels_of_the_first_frame_are_kept():
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE, BLUE)]
    for form in ("PNG", "WEBP"):
        clean = reopened(media.clean_image(written(frames[0], form, save_all=True, append_images=frames[1:])).data)
        assert getattr(clean, "n_frames", 1) == 1
        assert looks(clean, (10, 10), RED)


def test_the_limit_is_the_one_of_the_design():
    assert pictures.LARGEST_UNPACKED == 64 * 2**20
