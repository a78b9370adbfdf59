"""Forms with files, read in pieces.

WebOb reads them with `cgi`, which Python 3.13 no longer has. It looks at every line, and a PDF has hundreds
of them: for 200 KiB it takes four times as long as this.
"""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from multipart import MultipartSegment, PushMultipartParser, parse_options_header
from pyramid.request import Request
from webob.multidict import MultiDict

from complaints_core.domain.files import KIB, MIB

PARSED: Final = "webob._parsed_post_vars"
"""Where WebOb keeps a form that it has parsed, for every request made of one environment."""
KIND: Final = "multipart/form-data"
UTF_8: Final = "utf-8"
MOST_BOXES: Final = 200
MOST_WORDS: Final = MIB
"""Bytes of all the boxes of a form that hold no file: many times what fits into the longest of them."""
IN_MEMORY: Final = 256 * KIB
"""A file up to this size is kept in memory, a larger one on disk."""


@dataclass(frozen=True)
class Box:
    """One box of a form: a text, or a file under the name that its sender gave it."""

    name: str
    filename: str | None
    file: BinaryIO

    @property
    def content(self) -> Any:
        """The text, or the box itself where it holds a file."""
        self.file.seek(0)
        return self if self.filename else self.file.read().decode(UTF_8)


def read_form(request: Request) -> None:
    """Let `request.POST` hold a form with files: text as `str`, a file as a `Box`; a box without a file is
    left out. Forms of another kind are WebOb's to read, unless they have too many boxes: it takes 200 bytes
    for each. Raises ValueError for a body that is no form."""
    if request.content_type != KIND:
        if request.body.count(b"&") >= MOST_BOXES:
            raise ValueError("too many boxes")
        return
    request.make_body_seekable()
    body = request.body_file_raw
    with ExitStack() as opened:
        boxes = list(_boxes(request, body, opened))
        form = MultiDict((box.name, box.content) for box in boxes if box.filename != "")
        opened.pop_all()
    body.seek(0)
    request.environ[PARSED] = form, body


def _boxes(request: Request, body: BinaryIO, opened: ExitStack) -> Iterator[Box]:
    length = -1 if request.content_length is None else request.content_length
    parser = PushMultipartParser(_boundary(request), length, max_segment_count=MOST_BOXES)
    words = 0
    with parser:
        for event in parser.parse_blocking(body.read):
            if isinstance(event, MultipartSegment):
                room = opened.enter_context(_spool()) if event.filename else io.BytesIO()
                box = Box(event.name or "", event.filename, room)
            elif event:
                box.file.write(event)
                words += 0 if box.filename else len(event)
                if words > MOST_WORDS:
                    raise ValueError("too many words")
            else:
                yield box


def _spool() -> BinaryIO:
    return cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))


def _boundary(request: Request) -> str:
    _, options = parse_options_header(request.headers["Content-Type"])
    if options.get("charset", UTF_8).lower() != UTF_8:
        raise ValueError("a form is written in UTF-8")
    boundary: str = options.get("boundary", "")
    return boundary
