"""Pictures of digits: what can be seen can be read."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from complaints_plugins.challenge.painter import FONT, SIZE, Painter

LATIN = Painter(font=None)
NAMES = ["latin", pytest.param("persian", marks=pytest.mark.skipif(not FONT.exists(), reason="no Vazirmatn"))]


def _painter(name: str) -> Painter:
    return LATIN if name == "latin" else Painter()


def _seen(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
        return picture.convert("L")


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_is_a_small_png(name: str) -> None:
    png = _painter(name).paint("12489", b"seed")
    assert _seen(png).size == SIZE
    assert len(png) < 6000


def test_one_seed_makes_one_picture_and_another_seed_another() -> None:
    assert LATIN.paint("12489", b"one") == LATIN.paint("12489", b"one")
    assert LATIN.paint("12489", b"one") != LATIN.paint("12489", b"two")


@pytest.mark.parametrize("name", NAMES)
def test_other_digits_look_otherwise_under_the_same_noise(name: str) -> None:
    painter = _painter(name)
    pictures = [_seen(painter.paint(digit * 5, b"seed")) for digit in "12456789"]
    for place, one in enumerate(pictures):
        for other in pictures[place + 1 :]:
            assert _ink(ImageChops.difference(one, other).point(lambda level: 255 - level)) > 300


@settings(deadline=None, max_examples=50)
@given(st.binary(min_size=8, max_size=8))
def test_the_ink_is_dark_and_the_paper_light(seed: bytes) -> None:
    picture = _seen(LATIN.paint("12489", seed))
    assert any(picture.histogram()[:100])
    assert _ink(picture) < 0.4 * SIZE[0] * SIZE[1]


@pytest.mark.parametrize("name", NAMES)
def test_even_the_widest_digits_do_not_leave_the_picture(name: str) -> None:
    painter = _painter(name)
    for number in range(40):
        picture = _seen(painter.paint("77877", bytes([number])))
        assert _ink(picture.crop((0, 0, 2, SIZE[1]))) < 20  # the curve and specks, no digit
        assert _ink(picture.crop((SIZE[0] - 2, 0, *SIZE))) < 20


def test_without_the_font_the_digits_are_latin(tmp_path: Path) -> None:
    assert Painter(tmp_path / "missing.woff2").paint("12489", b"seed") == LATIN.paint("12489", b"seed")


@pytest.mark.skipif(not FONT.exists(), reason="no Vazirmatn")
def test_with_the_font_they_are_persian() -> None:
    assert Painter().paint("44444", b"seed") != LATIN.paint("44444", b"seed")


def _ink(picture: Image.Image) -> int:
    """Answer how many pixels are clearly darker than paper."""
    return sum(picture.histogram()[:200])
