"""Draws pictures anew: what can be seen stays, everything else goes. Drawing takes its time, so it can be
left for later: until then a picture is `bare`, which takes hardly any.

Place, time and device of a photo, comments, previews, colour profiles, further pictures and whatever hangs on
the end of a file are dropped, and what a crafted file would do to a reader's decoder it does to ours, here. A
photo keeps its own quantisation tables, so that drawing it anew takes nothing away that an eye could see, and
the file does not grow.

Hostile pictures are refused before they are decoded: by their pixels, and a JPEG also by its scans. A bare
picture says nothing any more of who took it, where and when, and nothing hangs on its end; but its bytes are
still a stranger's, and nobody should get it.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from PIL import Image, ImageOps, JpegImagePlugin
from PIL.ExifTags import Base

from complaints_core.domain.files import JPEG
from complaints_plugins.files import jpeg, png

MOST_PIXELS = 25_000_000

_FORMATS = ("JPEG", "PNG")
_ASKEW = range(2, 9)
"""Orientations of Exif other than upright, which is 1."""
_EFFORT = 4  # of 9: a third less work than the usual 6, for files a tenth larger
# A decoded picture takes four bytes a pixel, and turning it as many again: at most two of them at a time.
_EASELS = BoundedSemaphore(2)


class PictureError(Exception):
    """The picture is broken, or more work than we do for one."""


def bare(source: BinaryIO, media_type: str) -> BinaryIO:
    """Answer the picture with what it is drawn with and how it is to be turned, and nothing else; it is not
    decoded. Raises PictureError."""
    content = source.read()
    with _opened(source, content, media_type) as picture:
        exif = _turning(picture)
    left = jpeg.bare(content, exif) if media_type == JPEG else png.bare(content, exif)
    if left is None:
        raise PictureError("it has no end")
    return io.BytesIO(left)


def redrawn(source: BinaryIO, media_type: str) -> BinaryIO:
    """Answer the picture as a new file of its kind, at its beginning and turned as it is meant to be seen.

    Raises PictureError. The file is held whole in memory: decoded it takes far more.
    """
    with _opened(source, source.read(), media_type) as picture, _EASELS:
        return _drawn(picture, media_type)


@contextmanager
def _opened(source: BinaryIO, content: bytes, media_type: str) -> Iterator[Image.Image]:
    """Open a picture that does not promise too much work. Whatever is wrong with it, also inside of the
    block, is a PictureError: from a crafted file Pillow raises nearly anything, and a warning where warnings
    are errors."""
    if media_type == JPEG and jpeg.laborious(content):
        raise PictureError("too many scans")
    source.seek(0)
    try:
        with Image.open(source, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            yield picture
    except Exception as problem:
        raise PictureError(f"{type(problem).__name__}: {problem}") from problem


def _turning(picture: Image.Image) -> bytes:
    """The Exif that says how a picture is to be turned, and nothing else; nothing for one that is upright."""
    if "exif" not in picture.info:  # a PNG without any is decoded when it is asked for it
        return b""
    exif, turned = Image.Exif(), picture.getexif().get(Base.Orientation)
    exif[Base.Orientation] = turned
    return exif.tobytes() if turned in _ASKEW else b""


def _drawn(picture: Image.Image, media_type: str) -> BinaryIO:
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
