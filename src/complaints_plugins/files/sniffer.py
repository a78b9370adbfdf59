"""Tells what a file is by how it begins; what is not on the list is nothing.

A beginning says how a file wants to be read, not that it is harmless: pictures are drawn anew after this, and
everything is handed out as a download of exactly this type, which browsers are told not to guess about.
"""

import re

from complaints_core.domain.files import JPEG, PDF, PNG

NEEDED = 32
"""So many bytes of a file are enough."""

_BEGINNINGS = {
    PDF: re.compile(rb"%PDF-[12]\.[0-9]"),
    # A JPEG goes on with a marker segment: a table, a frame, an application segment or a comment.
    JPEG: re.compile(rb"\xff\xd8\xff[\xc0-\xc4\xdb\xdd\xe0-\xef\xfe]"),
    PNG: re.compile(rb"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"),
}


def sniff(beginning: bytes) -> str | None:
    """Answer the media type of a file from its first bytes, or None."""
    for media_type, pattern in _BEGINNINGS.items():
        if pattern.match(beginning):
            return media_type
    return None
