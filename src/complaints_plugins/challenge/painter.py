"""Draws digits for people: large, dark on light, a little tilted and bent, one line across.

All noise comes from the seed, which is why this is not left to a library that draws afresh each time:
pictures of one challenge under changing noise can be laid over each other until the noise is gone.
"""

import io
import random
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from complaints_core.persian import persian_digits

SIZE = (200, 70)
"""Width and height in pixels."""
FONT = Path(__file__).parent / "assets" / "vazirmatn-arabic.woff2"
"""Where the font is looked for; without it the digits are Latin, in a font that Pillow brings."""

_POINTS = {True: 58, False: 46}  # Persian digits stand lower in their font than Latin ones
_WEIGHT = 650  # of Vazirmatn's 100 to 900
_TILT = 15  # degrees to either side
_BEND = 0.12  # of a digit's width or height, at each corner
_MARGIN = 5  # pixels
_PAPER = (250, 249, 246)
_DARKEST, _LIGHTEST = 20, 90  # of an ink's red, green or blue: contrast to the paper at least 6:1
_COLOURS = 24

Digit = Image.Image
"""One digit, white on black, cut to its shape: where ink goes."""


class Painter:
    """Draws with one font, from many threads."""

    def __init__(self, font: Path | None = FONT) -> None:
        self._persian = font is not None and font.exists()
        self._font = _vazirmatn(font) if font and self._persian else ImageFont.load_default(_POINTS[False])

    def paint(self, digits: str, seed: bytes) -> bytes:
        """Answer a PNG of ASCII digits, shown as Persian ones; the same seed gives the same picture."""
        noise = random.Random(seed)  # noqa: S311 - it decides where noise falls; the seed is keyed
        picture = Image.new("RGB", SIZE, _PAPER)
        ink = tuple(noise.randint(_DARKEST, _LIGHTEST) for _ in range(3))
        shown = persian_digits(digits) if self._persian else digits
        _set(picture, [self._bent(digit, noise) for digit in shown], ink, noise)
        _cross(picture, ink, noise)
        return _png(picture.filter(ImageFilter.SMOOTH))

    def _bent(self, digit: str, noise: random.Random) -> Digit:
        left, top, right, bottom = (round(edge) for edge in self._font.getbbox(digit))
        shape = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(shape).text((-left, -top), digit, font=self._font, fill=255)
        bent = shape.transform(
            shape.size, Image.Transform.QUAD, _corners(shape.size, noise), Image.Resampling.BICUBIC
        )
        return bent.rotate(noise.uniform(-_TILT, _TILT), Image.Resampling.BICUBIC, expand=True)


@cache
def installed_painter() -> Painter:
    """Answer the painter with the installed font, read once."""
    return Painter()


def _vazirmatn(file: Path) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(file, _POINTS[True], layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([_WEIGHT])
    return font


def _corners(size: tuple[int, int], noise: random.Random) -> list[float]:
    """Answer the corners, each moved outwards: nothing of the digit is cut off."""
    width, height = size
    return [
        place + outwards * noise.uniform(0, _BEND) * extent
        for (x, y) in ((0, 0), (0, 1), (1, 1), (1, 0))
        for place, outwards, extent in ((x * width, 2 * x - 1, width), (y * height, 2 * y - 1, height))
    ]


def _set(picture: Image.Image, digits: list[Digit], ink: tuple[int, ...], noise: random.Random) -> None:
    """Set the digits from edge to edge, with uneven gaps and at uneven heights; wide ones may touch."""
    spare = SIZE[0] - 2 * _MARGIN - sum(digit.width for digit in digits)
    cuts = [0.0, *sorted(noise.uniform(0.1, 0.9) for _ in digits[2:]), 1.0]
    left = _MARGIN
    for digit, cut in zip(digits, cuts, strict=True):
        room = SIZE[1] - digit.height
        picture.paste(ink, (left + round(cut * spare), noise.randint(room // 5, room - room // 5)), digit)
        left += digit.width


def _cross(picture: Image.Image, ink: tuple[int, ...], noise: random.Random) -> None:
    """Draw a thin curve through all digits, and specks beside them."""
    width, height = SIZE
    draw = ImageDraw.Draw(picture)
    bow = noise.choice((-1, 1)) * noise.uniform(0.1, 0.2) * height
    start, end = (noise.uniform(0.45, 0.6) * height - bow / 2 for _ in range(2))
    curve = [
        (x, start + (end - start) * x / width + bow * (1 - (2 * x / width - 1) ** 2))
        for x in range(0, width + 1, 4)
    ]
    draw.line(curve, fill=ink, width=2, joint="curve")
    for _ in range(30):
        x, y = noise.randrange(width), noise.randrange(height)
        draw.rectangle((x, y, x + 1, y + 1), fill=ink)


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.quantize(_COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()
