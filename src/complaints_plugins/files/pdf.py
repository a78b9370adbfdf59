"""Looks whether a PDF is whole. What is inside it stays as it was sent.

Scripts in a PDF are therefore kept, and that is why it is only ever handed out as a download. Looking for
them means inflating what a stranger has packed: with qpdf 12, 24 KB became 30 MB (LZW, which its limits do
not cover), so 10 MB may become 12 GB; and the report form asks for no login. That is work for a scanner
behind `IFileScanner`, outside of the web process, as clamd is.
"""

import io
import re
from typing import BinaryIO

_LAST = 1024
_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF")


def whole(stream: BinaryIO) -> bool:
    """Tell whether a PDF has its end: readers look for it in the last kilobyte. An upload that broke off does
    not. Leaves the stream at its beginning."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _LAST))
    end = stream.read(_LAST)
    stream.seek(0)
    return _END.search(end) is not None
