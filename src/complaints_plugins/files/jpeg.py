"""Takes a JPEG apart into its segments, without decoding it.

A progressive JPEG is made of scans, and a decoder walks over the whole picture for each. A crafted scan takes
42 bytes and, at 25 megapixels, 8 ms: ten megabytes of them would hold a processor for half an hour. So scans
and segments are counted before any of that work is done.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_SCANS = 32
"""A progressive photo has about ten."""
MOST_SEGMENTS = 2000
"""A photo with a large colour profile and previews has some dozens."""

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_START, _END, _EXIF = b"\xff\xd8", b"\xff\xd9", b"\xff\xe1"
_JFIF, _ADOBE, _COMMENT = 0xE0, 0xEE, 0xFE
_APPLICATIONS = range(_JFIF, 0xF0)
# A decoder learns from these two what the numbers mean as colours; a longer JFIF segment has a preview in it.
_OF_COLOURS = {(_JFIF, 18), (_ADOBE, 16)}
# Inside of a scan 0xFF is followed by zero or by a restart marker: whatever else follows begins a segment.
# One 0xFF alone, for so the search has a sign to jump to; those that fill up stand before it.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")


@dataclass(frozen=True)
class Segment:
    """A part of a JPEG: its marker, and its bytes from the marker on; those of a scan with what it draws."""

    marker: int
    content: bytes


def laborious(picture: bytes) -> bool:
    """Tell whether a JPEG has more scans or segments than a camera writes; its end is where it says so."""
    scans = 0
    for number, segment in enumerate(segments(picture)):
        scans += segment.marker == _START_OF_SCAN
        if scans > MOST_SCANS or number > MOST_SEGMENTS:
            return True
    return False


def segments(picture: bytes) -> Iterator[Segment]:
    """Answer the segments of a JPEG up to its end, which is the last one, or as far as it goes."""
    found = _MARKER.search(picture, len(_START))
    while found:
        marker, begin = found[1][0], found.start()
        if marker == _END_OF_IMAGE:
            yield Segment(marker, _END)
            return
        end = found.end() + max(2, int.from_bytes(picture[found.end() : found.end() + 2]))
        found = _MARKER.search(picture, end)
        if marker == _START_OF_SCAN:
            end = found.start() if found else len(picture)
        yield Segment(marker, picture[begin:end])


def bare(picture: bytes, exif: bytes) -> bytes | None:
    """Answer a JPEG with nothing but what draws it and this Exif, if any; None for one that has no end."""
    kept = [segment for segment in segments(picture) if _draws(segment)]
    if not kept or kept[-1].marker != _END_OF_IMAGE:
        return None
    said = _EXIF + (len(exif) + 2).to_bytes(2) + exif if exif else b""
    return b"".join((_START, said, *(segment.content for segment in kept)))


def _draws(segment: Segment) -> bool:
    if (segment.marker, len(segment.content)) in _OF_COLOURS:
        return True
    return segment.marker not in _APPLICATIONS and segment.marker != _COMMENT
