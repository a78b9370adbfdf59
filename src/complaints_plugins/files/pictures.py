"""Draws pictures anew: what can be seen stays, everything else goes.

Place, time and device of a photo, comments, previews, colour profiles, further pictures and whatever hangs on
the end of a file are dropped, and what a crafted file would do to a reader's decoder it does to ours, here. A
photo keeps its own quantisation tables, so that drawing it anew takes nothing away that an eye could see, and
the file does not grow.

Hostile pictures are refused before they are decoded: by their pixels, and a JPEG also by its scans.
"""

import io
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin

from complaints_core.domain.files import JPEG
from complaints_plugins.files.jpeg import laborious

MOST_PIXELS = 25_000_000

_FORMATS = ("JPEG", "PNG")
_EFFORT = 4  # of 9: a third less work than the usual 6, for files a tenth larger
# A decoded picture takes four bytes a pixel, and turning it as many again: at most two of them at a time.
_EASELS = BoundedSemaphore(2)


class PictureError(Exception):
    """The picture is broken, or more work than we do for one."""


def redrawn(source: BinaryIO, media_type: str) -> BinaryIO:
    """Answer the picture as a new file of its kind, at its beginning and turned as it is meant to be seen.

    Raises PictureError. The file is held whole in memory: decoded it takes far more.
    """
    if media_type == JPEG and laborious(source.read()):
        raise PictureError("too many scans")
    source.seek(0)
    # From a crafted file Pillow raises nearly anything, and a warning where warnings are errors.
    try:
        with _EASELS, Image.open(source, formats=_FORMATS) as picture:
            return _drawn(picture, media_type)
    except Exception as problem:
        raise PictureError(f"{type(problem).__name__}: {problem}") from problem


def _drawn(picture: Image.Image, media_type: str) -> BinaryIO:
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    ImageOps.exif_transpose(picture, in_place=True)
    picture.load()
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    canvas = io.BytesIO()
    if media_type == JPEG:
        _save_jpeg(picture, canvas)
    else:
        picture.save(canvas, "PNG", compress_level=_EFFORT)
    canvas.seek(0)
    return canvas


def _save_jpeg(picture: Image.Image, canvas: BinaryIO) -> None:
    if picture.mode not in ("L", "RGB"):
        picture.convert("RGB").save(canvas, "JPEG", quality=90)
    else:
        picture.save(canvas, "JPEG", **_as_before(picture))


def _as_before(picture: Image.Image) -> dict[str, Any]:
    return {
        "qtables": getattr(picture, "quantization", None),
        "subsampling": JpegImagePlugin.get_sampling(picture),
    }
