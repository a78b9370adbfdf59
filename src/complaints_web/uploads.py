"""A request that is larger than all files together may be is refused before it is read."""

from collections.abc import Callable
from typing import Any, Final

from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.domain.files import MIB
from complaints_web.site import site_of

ROOM_FOR_WORDS: Final = 2 * MIB


def size_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Tween: raise HTTPRequestEntityTooLarge by the announced length."""
    most = site_of(registry).file_rules.max_total_bytes + ROOM_FOR_WORDS

    def answer(request: Request) -> Response:
        if (request.content_length or 0) > most:
            raise HTTPRequestEntityTooLarge
        return handler(request)

    return answer
