"""Walks over a JPEG to see how much work it would be, before any of that work is done.

A progressive JPEG is made of scans, and a decoder walks over the whole picture for each. A crafted scan takes
42 bytes and, at 25 megapixels, 8 ms: ten megabytes of them would hold a processor for half an hour.
"""

import re

MOST_SCANS = 32
"""A progressive photo has about ten."""
MOST_SEGMENTS = 2000
"""A photo with a large colour profile and previews has some dozens."""

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
# Inside of a scan 0xFF is followed by zero or by a restart marker: whatever else follows begins a segment.
_MARKER = re.compile(rb"\xff+([^\x00\x01\xd0-\xd7\xff])")


def laborious(picture: bytes) -> bool:
    """Tell whether a JPEG has more scans or segments than a camera writes; its end is where it says so."""
    place = 2  # behind the start of the image
    scans = segments = 0
    while found := _MARKER.search(picture, place):
        marker = found[1][0]
        if marker == _END_OF_IMAGE:
            return False
        scans += marker == _START_OF_SCAN
        segments += 1
        if scans > MOST_SCANS or segments > MOST_SEGMENTS:
            return True
        place = found.end() + max(2, int.from_bytes(picture[found.end() : found.end() + 2]))
    return False
