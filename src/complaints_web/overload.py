"""Too many at once: rather than let all of them wait for too long, whoever comes now is asked at once to come
again. The page is made of words alone, so that it costs next to nothing; what was typed is still in the
browser, and the form has a key by which it can be sent again.
"""

from collections.abc import Callable, Mapping
from html import escape
from threading import Lock
from typing import Final

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_web.meters import meters_of
from complaints_web.place import below_site
from complaints_web.settings import whole
from complaints_web.site import site_of

SHEDDING: Final = "complaints_web.overload.shedding_tween"
QUEUE: Final = "complaints.queue"
"""Where the server, if it is ours, leaves what tells how many requests wait for a thread."""
SETTING: Final = "complaints.waiting"
RETRY_AFTER: Final = "5"
_UNTOUCHED: Final = ("/healthz", "/metrics", "/readyz")

_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<h1>{title}</h1>
<p>{text}</p>
</html>
"""


def most_waiting(raw: Mapping[str, str]) -> int:
    """Read how many requests may wait for a thread; raises SettingError."""
    return whole(raw, SETTING, 64)


@below_site
def shedding_tween(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Tween: answer 503 with `Retry-After` while too many wait, be it in the queue of our own server or, with
    a server that has more threads than the site, in here."""
    settings = site_of(registry).settings
    crowd = Crowd(most_waiting(settings.raw), settings.threads)

    def answer(request: Request) -> Response:
        queued: Callable[[], int] = registry.get(QUEUE, int)
        with crowd:
            if crowd.too_large(queued()) and not request.path_info.endswith(_UNTOUCHED):
                meters_of(registry).count("shed")
                return _come_again(request)
            return handler(request)

    return answer


class Crowd:
    """Who is being served, or waits to be, in this process."""

    def __init__(self, most: int, threads: int) -> None:
        self._most = most
        self._threads = threads
        self._inside = 0
        self._lock = Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1

    def __exit__(self, *fault: object) -> None:
        with self._lock:
            self._inside -= 1

    def too_large(self, queued: int) -> bool:
        """Tell whether more wait than may, beside so many in the queue of a server."""
        return queued + max(0, self._inside - self._threads) > self._most


def _come_again(request: Request) -> Response:
    language = request.language
    say = language.gettext
    text = _(
        "Many people are here at this moment. Nothing is lost: wait a few seconds, then reload this page, "
        "or go back and press the button again. Your words are still in the form."
    )
    page = _PAGE.format(
        language=language.code,
        direction=language.direction,
        title=escape(say(_("Please wait a little"))),
        text=escape(say(text)),
    )
    return Response(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
