"""Too many at once: rather than let all of them wait for too long, some are asked to come again. The page is
made of words alone, so that it costs next to nothing; what was typed is still in the browser, and the form
has a key by which it can be sent again.

Whoever sends a form is waited for longer than whoever only looks: he has done his work, and is through soon.
"""

import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from threading import Lock
from typing import Final

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_web.operation.line import Line
from complaints_web.operation.meters import meters_of
from complaints_web.place import PLACE, below_site
from complaints_web.settings import whole
from complaints_web.site import site_of

SHEDDING: Final = "complaints_web.operation.overload.shedding_tween"
LINE: Final = "complaints.line"
"""Where the server, if it is ours, leaves the Line in which requests wait for a thread."""
MOST: Final = "complaints.waiting"
SECONDS: Final = "complaints.waiting.seconds"
FORMS: Final = 4
"""A form may wait so many times longer than a page."""
SOONEST: Final = 5
LATEST: Final = 15
"""Seconds after which one may come again; drawn, so that those who were sent away do not come back all at
once."""
_UNTOUCHED: Final = ("/healthz", "/metrics", "/readyz")

_STYLE: Final = (
    "body{font:1.1rem/1.9 Vazirmatn,Tahoma,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;"
    "color:#1d2b2a;background:#f7f8f6}h1{font-size:1.5rem;color:#094a45}"
)
"""As the page of deploy/nginx for when nobody answers; nothing else is fetched for it."""
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE: Final = """<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
<h1>{title}</h1>
<p>{text}</p>
</html>
"""


@dataclass(frozen=True)
class Patience:
    """How many requests may wait for a thread, and for how many seconds."""

    most: int
    seconds: int

    @classmethod
    def read(cls, raw: Mapping[str, str]) -> "Patience":
        """Read `complaints.waiting` and `complaints.waiting.seconds`; raises SettingError."""
        return cls(whole(raw, MOST, 256), whole(raw, SECONDS, 1))

    def ends(self, waited: float, method: str) -> bool:
        """Tell whether a request has waited for too many seconds."""
        return waited > self.seconds * (FORMS if method == "POST" else 1)


@below_site
def shedding_tween(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Tween: answer 503 with `Retry-After` to whoever has waited for too long in the line of our own server,
    and while too many wait, be it there or, with a server that has more threads than the site, in here."""
    settings = site_of(registry).settings
    patience = Patience.read(settings.raw)
    crowd = Crowd(patience.most, settings.threads)
    untouched = {f"{registry[PLACE]}{address}" for address in _UNTOUCHED}

    def answer(request: Request) -> Response:
        line: Line | None = registry.get(LINE)
        length, waited = (line.length(), line.waited()) if line else (0, 0.0)
        with crowd:
            too_much = crowd.too_large(length) or patience.ends(waited, request.method)
            if too_much and request.environ.get("PATH_INFO") not in untouched:
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
        style=_STYLE,
        title=escape(say(_("Please wait a little"))),
        text=escape(say(text)),
    )
    later = SOONEST + secrets.randbelow(LATEST - SOONEST + 1)
    response = Response(page, status=503)
    response.headers.update(
        {"Retry-After": str(later), "Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    )
    return response
