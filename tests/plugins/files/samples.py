"""Files that people, phones and enemies send."""

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from complaints_core.domain.files import Upload

ORIENTATION, GPS, DESCRIPTION = 0x0112, 0x8825, 0x010E
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
ZIP = b"PK\x03\x04" + b"<?php evil(); ?>" * 20 + b"PK\x05\x06" + bytes(18)


def upload(content: bytes, name: str = "evidence") -> Upload:
    return Upload(name, io.BytesIO(content))


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """A picture whose left half is red (or dark) and whose right half is white."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    return drawn.convert(mode)


def saved(drawn: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    drawn.save(file, form, **options)
    return file.getvalue()


def jpeg(**options: Any) -> bytes:
    return saved(picture(), "JPEG", **options)


def png(**options: Any) -> bytes:
    return saved(picture(), "PNG", **options)


def phone_photo(orientation: int = 1) -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[DESCRIPTION] = "secret street"
    exif[GPS] = {1: "N", 2: (35.0, 42.0, 0.0)}
    return jpeg(exif=exif, comment=b"secret comment", xmp=b"<x>secret xmp</x>", icc_profile=b"secret profile")


def talking_png() -> bytes:
    """A picture that says who made it."""
    words = PngInfo()
    words.add_text("Author", "secret author")
    words.add_itxt("Title", "secret title", zip=True)
    exif = Image.Exif()
    exif[DESCRIPTION] = "secret street"
    return png(pnginfo=words, exif=exif, icc_profile=b"secret profile")


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims any size."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(bytes(1000)))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))


def jpeg_of_scans(more: int) -> bytes:
    """A progressive photo whose last scan is said so many times more."""
    plain = jpeg(progressive=True)
    last = plain[plain.rindex(b"\xff\xda") : -2]
    return plain[:-2] + last * more + plain[-2:]
