"""Takes a PNG apart into its chunks, without decoding it."""

import struct
from collections.abc import Iterator
from itertools import islice
from zlib import crc32

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FRAME = 12
"""Bytes of a chunk around its content: length, name, check sum."""
_LAST = b"IEND"
_MOST = 20_000
"""Chunks of a PNG; one of 10 MB has some thousands at most."""
_EXIF = b"eXIf"
# What a picture is drawn with; everything else says something about it.
_DRAWS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", _LAST)


def bare(picture: bytes, exif: bytes) -> bytes | None:
    """Answer a PNG with nothing but what draws it and this Exif, if any; None for one that has no end, or
    more chunks than a program writes."""
    kept = [(name, chunk) for name, chunk in islice(_chunks(picture), _MOST) if name in _DRAWS]
    if not kept or kept[-1][0] != _LAST:
        return None
    head, *drawing = (chunk for _, chunk in kept)
    return b"".join((_SIGNATURE, head, _said(exif), *drawing))


def _said(exif: bytes) -> bytes:
    if not exif:
        return b""
    said = _EXIF + exif.removeprefix(b"Exif\0\0")  # that is how it begins in a JPEG
    return struct.pack("!I", len(said) - len(_EXIF)) + said + struct.pack("!I", crc32(said))


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Answer name and bytes of each chunk up to the last one, or as far as they are whole."""
    place, name = len(_SIGNATURE), b""
    while name != _LAST and place + _FRAME <= len(picture):
        length, name = struct.unpack_from("!I4s", picture, place)
        end = place + _FRAME + length
        if end > len(picture):
            return
        yield name, picture[place:end]
        place = end
