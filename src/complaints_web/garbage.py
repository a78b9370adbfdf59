"""What cannot be read is refused before a page sees it: no sender of garbage is worth a fault in the log."""

from collections.abc import Callable
from typing import Any, Final

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response

from complaints_web.place import below_site
from complaints_web.uploads import play_as_it_came

UNREADABLE: Final = (ValueError, DeprecationWarning)
"""What WebOb raises for a broken encoding, a form without its boundary, and a charset other than UTF-8."""


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
        request.POST.keys()
    except UNREADABLE:
        raise HTTPBadRequest from None
