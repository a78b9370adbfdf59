"""The session: a signed cookie that ends when idle, also where the clock was put back.

Pyramid's own counts from when the cookie was written. One written by a clock that was ahead by a year would
be good for that year, and whoever finds the phone would be let in; here it is none.
"""

import time
from typing import Any, Final

from pyramid.request import Request
from pyramid.session import SignedCookieSessionFactory

from complaints_core.domain.moments import LEEWAY
from complaints_web.settings import Settings

COOKIE = "complaints_session"
MOST_SAID: Final = 3
"""Sentences that wait for the next page."""


def session_factory(settings: Settings) -> Any:
    """Answer what makes the session of a request."""
    kept: Any = SignedCookieSessionFactory(
        settings.secret.decode() + "session",
        cookie_name=COOKIE,
        timeout=settings.idle_seconds,
        reissue_time=settings.idle_seconds // 10,
        httponly=True,
        secure=settings.production,
    )

    class Session(kept):  # type: ignore[misc] # Pyramid makes the class
        """What is known of a browser between two requests."""

        created: float
        renewed: float

        def __init__(self, request: Request) -> None:
            super().__init__(request)
            now = time.time()
            if self.renewed > now + LEEWAY.total_seconds():
                self.invalidate()
                self.created = self.renewed = now

        def pop(self, key: str, *instead: Any) -> Any:
            """Take something out; the cookie is not written anew for what is not there."""
            return super().pop(key, *instead) if key in self else dict.pop(self, key, *instead)

        def flash(self, msg: str, queue: str = "", allow_duplicate: bool = False) -> None:
            """Say something on the next page, once; what nobody has looked at yet gives way to what is newer,
            for a cookie ends at 4 KB, and the answer that holds a longer one never comes."""
            super().flash(msg, queue, allow_duplicate)
            del self[f"_f_{queue}"][:-MOST_SAID]

    return Session
