"""The two files of 200 KiB that go with a complaint. Neither shows anything."""

import io
from dataclasses import dataclass
from random import Random

from PIL import Image

from complaints_core.domain.files import KIB

SIZE = 200 * KIB
_SIDES = (1280, 960)


@dataclass(frozen=True)
class BenchFile:
    """A file as a browser sends it."""

    name: str
    media_type: str
    content: bytes


def pdf(seed: int) -> BenchFile:
    """Answer a PDF that is random between its beginning and its end."""
    begin, end = b"%PDF-1.4\n", b"\nstartxref\n9\n%%EOF\n"
    filling = Random(seed).randbytes(SIZE - len(begin) - len(end))  # noqa: S311 - nothing secret in it
    return BenchFile("letter.pdf", "application/pdf", begin + filling + end)


def photo(seed: int) -> BenchFile:
    """Answer a JPEG of a phone's size, coarse noise blown up, as large as the PDF within a few per cent."""
    coarse = tuple(side // 8 for side in _SIDES)
    noise = Random(seed).randbytes(coarse[0] * coarse[1] * 3)  # noqa: S311
    picture = Image.frombytes("RGB", (coarse[0], coarse[1]), noise).resize(_SIDES, Image.Resampling.BILINEAR)
    qualities = (_drawn(picture, quality) for quality in range(95, 20, -1))
    content = next(content for content in qualities if len(content) <= SIZE)
    return BenchFile("photo.jpg", "image/jpeg", content)


def _drawn(picture: Image.Image, quality: int) -> bytes:
    canvas = io.BytesIO()
    picture.save(canvas, "JPEG", quality=quality)
    return canvas.getvalue()
