"""Files on their way to a browser: to be saved, never shown inside the site."""

from io import SEEK_END
from typing import BinaryIO
from urllib.parse import quote

from pyramid.response import FileIter, Response

from complaints_core.domain.files import Attachment


def file_saved(file: Attachment, stream: BinaryIO) -> Response:
    """Answer a file that somebody attached; whatever is in it runs nothing. The stream is closed at the
    end."""
    size = stream.seek(0, SEEK_END)  # a picture that was drawn anew has another one than came
    stream.seek(0)
    response = Response(content_type=file.media_type, app_iter=FileIter(stream), content_length=size)
    response.content_disposition = to_be_saved(file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def to_be_saved(name: str) -> str:
    """Answer the Content-Disposition for a file whose name may have any letters (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
