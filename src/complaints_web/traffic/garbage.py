"""What cannot be read is refused before a page sees it: no sender of garbage is worth a fault in the log."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response

from complaints_web.place import below_site
from complaints_web.traffic.form_bodies import KIND, read_form
from complaints_web.traffic.uploads import play_as_it_came

UNREADABLE: Final = (ValueError, DeprecationWarning)
"""What WebOb raises for a broken encoding, a form without its boundary, and a charset other than UTF-8."""

REPLACEMENT: Final = "\ufffd"
"""What WebOb reads in a form where the encoding is broken. Whoever typed this very sign has sent it, too."""


@below_site
def readable_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Tween: raise HTTPBadRequest for an address or a form that is no text."""

    def answer(request: Request) -> Response:
        try:
            request.GET.keys()
        except UNREADABLE:
            request.query_string = ""  # the page that says so reads its language there
            raise HTTPBadRequest from None
        play_as_it_came(request)
        if request.method == "POST":
            _look_at_form(request)
        return handler(request)

    return answer


def _look_at_form(request: Request) -> None:
    try:
        read_form(request)
        texts = [text for text in request.POST.values() if isinstance(text, str)]
    except UNREADABLE:
        raise HTTPBadRequest from None
    replaced = sum(text.count(REPLACEMENT) for text in texts)
    if replaced and request.content_type != KIND and _sent(request) < replaced:
        raise HTTPBadRequest


def _sent(request: Request) -> int:
    """How often a form without files holds the sign itself."""
    return unquote_to_bytes(request.body).count(REPLACEMENT.encode())
