"""Pictures drawn anew: what stays and what goes."""

import io
import time
from collections.abc import Callable
from random import Random

import pytest
from PIL import Image

from complaints_core.domain.files import JPEG, PNG
from complaints_plugins.files.pictures import PictureError, bare, redrawn
from tests.plugins.files.samples import (
    ZIP,
    jpeg,
    jpeg_of_scans,
    phone_photo,
    picture,
    png,
    png_of_size,
    saved,
    talking_png,
)


def _redrawn(content: bytes, media_type: str) -> bytes:
    return redrawn(io.BytesIO(content), media_type).read()


def _bare(content: bytes, media_type: str) -> bytes:
    return bare(io.BytesIO(content), media_type).read()


def _opened(content: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(content))
    opened.load()
    return opened


def _pixel(content: bytes, at: tuple[int, int]) -> tuple[int, ...]:
    pixel = _opened(content).convert("RGB").getpixel(at)
    assert isinstance(pixel, tuple)
    return pixel


def _red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 200 and max(pixel[1:]) < 60


def test_a_photo_no_longer_says_where_and_by_whom_it_was_taken() -> None:
    photo = phone_photo()
    assert b"secret" in photo
    clean = _redrawn(photo, JPEG)
    assert b"secret" not in clean
    assert dict(_opened(clean).getexif()) == {}
    assert set(_opened(clean).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_png_no_longer_says_who_made_it() -> None:
    drawing = talking_png()
    assert b"secret author" in drawing
    clean = _redrawn(drawing, PNG)
    assert b"secret" not in clean
    assert [clean.count(name) for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP")] == [0] * 5


@pytest.mark.parametrize(("content", "media_type"), [(jpeg(), JPEG), (png(), PNG)])
def test_what_hangs_on_the_end_of_a_picture_is_cut_off(content: bytes, media_type: str) -> None:
    clean = _redrawn(content + ZIP, media_type)
    assert b"PK\x03\x04" not in clean
    assert b"php" not in clean


def test_a_script_in_a_comment_is_gone() -> None:
    assert b"<script>" not in _redrawn(jpeg(comment=b"<script>alert(1)</script>"), JPEG)


@pytest.mark.parametrize(
    ("orientation", "red_at", "white_at"),
    [(1, (5, 10), (35, 10)), (3, (35, 10), (5, 10)), (6, (10, 5), (10, 35)), (8, (10, 35), (10, 5))],
)
def test_a_photo_held_askew_is_turned_upright(
    orientation: int, red_at: tuple[int, int], white_at: tuple[int, int]
) -> None:
    clean = _redrawn(phone_photo(orientation), JPEG)
    assert _red(_pixel(clean, red_at))
    assert not _red(_pixel(clean, white_at))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_drawn(mode: str) -> None:
    clean = _opened(_redrawn(saved(picture(mode), "JPEG"), JPEG))
    assert (clean.format, clean.size) == ("JPEG", (40, 20))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_drawn_without_a_loss(mode: str) -> None:
    drawn = picture().convert("L").convert(mode) if mode == "I;16" else picture(mode)
    clean = _opened(_redrawn(saved(drawn, "PNG"), PNG))
    assert (clean.format, clean.mode) == ("PNG", mode)
    assert clean.tobytes() == drawn.tobytes()


def test_a_transparent_colour_stays_transparent() -> None:
    drawn = picture("P")
    colour = drawn.getpixel((0, 0))
    clean = _opened(_redrawn(saved(drawn, "PNG", transparency=colour), PNG)).convert("RGBA")
    assert clean.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert clean.getpixel((39, 0))[3] == 255  # type: ignore[index]


def test_several_pictures_in_one_photo_become_the_first() -> None:
    photo = saved(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)])
    clean = _redrawn(photo, JPEG)
    assert _opened(clean).format == "JPEG"
    assert len(clean) < len(photo)
    assert _red(_pixel(clean, (5, 10)))


@pytest.mark.parametrize("quality", [30, 60, 85, 95])
def test_a_photo_drawn_anew_looks_the_same_and_does_not_grow(quality: int) -> None:
    chance = Random(quality)  # noqa: S311 - the same noise each time
    noise = bytes(min(255, max(0, round(chance.gauss(128, 40)))) for _ in range(200 * 200))
    photo = saved(Image.frombytes("L", (200, 200), noise).convert("RGB"), "JPEG", quality=quality)
    clean = _redrawn(photo, JPEG)
    assert len(clean) < len(photo) * 1.02
    pairs = zip(_opened(photo).tobytes(), _opened(clean).tobytes(), strict=True)
    apart = [abs(before - after) for before, after in pairs]
    assert sum(apart) < len(apart) / 20
    assert sum(one > 3 for one in apart) < len(apart) / 1000


@pytest.mark.parametrize("size", [(5001, 5000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_more_than_25_megapixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    began = time.process_time()
    with pytest.raises(PictureError):
        _redrawn(png_of_size(*size), PNG)
    assert time.process_time() - began < 0.5


def test_a_photo_of_endless_scans_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(PictureError, match="too many scans"):
        _redrawn(jpeg_of_scans(1000), JPEG)


def test_a_text_that_inflates_without_end_is_refused() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "x" * 20_000_000, zip=True)
    with pytest.raises(PictureError):
        _redrawn(png(pnginfo=words), PNG)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (jpeg()[:200], JPEG),
        (jpeg()[:-40], JPEG),
        (png()[:40], PNG),
        (png_of_size(100, 100), PNG),
        (png_of_size(0, 0), PNG),
        (b"\xff\xd8\xff\xe0" + bytes(100), JPEG),
        (saved(picture(), "GIF"), PNG),
        (b"", PNG),
    ],
)
def test_a_broken_picture_is_refused(content: bytes, media_type: str) -> None:
    with pytest.raises(PictureError):
        _redrawn(content, media_type)


# What is left until a worker comes


@pytest.mark.parametrize(("content", "media_type"), [(phone_photo(6), JPEG), (talking_png(), PNG)])
def test_a_bare_picture_says_nothing_of_its_owner_and_looks_the_same(content: bytes, media_type: str) -> None:
    left = _bare(content + ZIP, media_type)
    assert b"secret" not in left
    assert b"php" not in left
    assert "gps" not in str(_opened(left).getexif()).lower()
    assert _opened(left).tobytes() == _opened(content).tobytes()


@pytest.mark.parametrize("orientation", range(10))
def test_a_bare_photo_still_knows_how_it_is_to_be_turned(orientation: int) -> None:
    left = _bare(phone_photo(orientation), JPEG)
    assert dict(_opened(left).getexif()) == ({0x0112: orientation} if 2 <= orientation <= 8 else {})
    assert _redrawn(left, JPEG) == _redrawn(phone_photo(orientation), JPEG)


def test_a_bare_drawing_still_knows_how_it_is_to_be_turned() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "secret street"
    left = _bare(png(exif=exif), PNG)
    assert b"secret" not in left
    assert _opened(_redrawn(left, PNG)).size == (20, 40)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_the_colours_of_a_bare_photo_are_its_own(mode: str) -> None:
    photo = saved(picture(mode), "JPEG")
    assert _opened(_bare(photo, JPEG)).tobytes() == _opened(photo).tobytes()


def test_a_transparent_colour_of_a_bare_drawing_stays_transparent() -> None:
    drawn = saved(picture("P"), "PNG", transparency=picture("P").getpixel((0, 0)))
    assert _bare(drawn, PNG) == drawn


def test_several_pictures_in_one_photo_are_one_when_it_is_bare() -> None:
    left = _bare(saved(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)]), JPEG)
    assert _opened(left).format == "JPEG"
    assert left.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (jpeg()[:200], JPEG),
        (jpeg()[:-2], JPEG),
        (png()[:40], PNG),
        (png()[:-1], PNG),
        (png_of_size(5001, 5000), PNG),
        (png_of_size(0, 0), PNG),
        (jpeg_of_scans(1000), JPEG),
        (saved(picture(), "GIF"), PNG),
        (b"", JPEG),
    ],
)
def test_what_is_seen_without_decoding_is_refused_at_once(content: bytes, media_type: str) -> None:
    with pytest.raises(PictureError):
        _bare(content, media_type)


def test_to_make_a_photo_bare_is_no_work() -> None:
    photo = saved(Image.effect_noise((1500, 1500), 40).convert("RGB"), "JPEG", quality=90)

    def cost(work: Callable[[bytes, str], bytes]) -> float:
        began = time.process_time()
        work(photo, JPEG)
        return time.process_time() - began

    assert min(cost(_bare) for _ in range(3)) < min(cost(_redrawn) for _ in range(3)) / 5
