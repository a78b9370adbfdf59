"""Stylesheet, script and icons travel at a quarter of their size, also where no proxy compresses them.

Pages are sent as they are. They hold what somebody typed beside a secret token, and the size of a compressed
page would tell of the one to whoever may choose the other (the BREACH attack).
"""

from collections.abc import Callable
from typing import Any, Final

from pyramid.request import Request
from pyramid.response import Response

from complaints_web.place import below_site

KINDS: Final = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
"""None of these holds what somebody typed."""


@below_site
def compression_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Tween: compress what is no page, for whoever can read it."""

    def answer(request: Request) -> Response:
        response = handler(request)
        if response.content_type in KINDS and response.status_code == 200:
            response.vary = (*(response.vary or ()), "Accept-Encoding")
            # Without the header all would be acceptable, also to a client that cannot unpack it.
            if request.accept_encoding and request.accept_encoding.acceptable_offers(["gzip"]):
                response.body = response.body  # read whole, so that the file is closed
                response.encode_content("gzip")
        return response

    return answer
