"""What people send, around the page that looks at it: too much is refused unread, and files are closed."""

from collections.abc import Callable
from typing import Any, Final

from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import is_error_retryable

from complaints_web.place import below_site, is_below_site
from complaints_web.site import site_of
from complaints_web.traffic.form_bodies import KIND, MOST_WORDS, PARSED

COOKIES: Final = "complaints.cookies"
"""Where we keep the cookies as the browser sent them: Pyramid writes a new CSRF token among them."""


@below_site
def size_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Tween: raise HTTPRequestEntityTooLarge by the announced length."""

    def answer(request: Request) -> Response:
        if _too_large(request):
            raise HTTPRequestEntityTooLarge
        return handler(request)

    return answer


def attempts(request: Request) -> int | None:
    """Hook of pyramid_retry: how often a request may be played, None for as often as the settings say. Once
    where it is refused anyway, for else its body would be copied first; and once for every page of a host
    portal, which names a hook of its own if it wants more."""
    ours = is_below_site(request.registry, request.environ)
    return None if ours and not _too_large(request) else 1


def most_bytes(registry: Registry) -> int:
    """Answer how long a request may be: all files together, and room for words and what divides them."""
    return site_of(registry).file_rules.max_total_bytes + 2 * MOST_WORDS


def _too_large(request: Request) -> bool:
    """A form that can hold no file is one of words alone, whose reading takes many times its memory."""
    most = most_bytes(request.registry) if request.content_type == KIND else MOST_WORDS
    return (request.content_length or 0) > most


def play_as_it_came(request: Request) -> None:
    """Let every attempt at a request find it as it came, and close what it has opened."""
    cookies = request.environ.setdefault(COOKIES, request.environ.get("HTTP_COOKIE", ""))
    request.environ["HTTP_COOKIE"] = cookies
    request.add_finished_callback(_forget_form)


def _forget_form(request: Request) -> None:
    """Close the files of a form, so that a second attempt parses it anew; after the last attempt close the
    copy of the body, too."""
    form, body = request.environ.pop(PARSED, ({}, request.body_file_raw))
    for one in form.values():
        if not isinstance(one, str | bytes):
            one.file.close()
    if request.exception is None or not is_error_retryable(request, request.exception):
        body.close()
