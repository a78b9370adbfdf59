"""What a browser keeps so that strangers cannot lock somebody out of it; see `domain.known_browsers`.

It is sent to one door alone, and never along with a report of misconduct: even a random number would tell
there that somebody has logged in before.
"""

from typing import Final

from pyramid.response import Response

from complaints_web.request import YEAR, SiteRequest

COOKIE: Final = "complaints_known"
MOST: Final = 5
"""So many people may share a browser, each with an account of his own; those who came last stay."""


def shown_by(request: SiteRequest) -> tuple[str, ...]:
    """Answer the tokens that a browser shows at a door."""
    kept: str = request.cookies.get(COOKIE, "")
    return tuple(kept.split(".")[:MOST]) if kept else ()


def keep_known(request: SiteRequest, response: Response, door: str, token: str) -> None:
    """Let a browser show a token from now on at a door, which is the name of a page."""
    others = (one for one in shown_by(request) if one != token)
    response.set_cookie(
        COOKIE,
        ".".join((token, *others)[:MOST]),
        max_age=YEAR,
        path=request.path_to(door),
        httponly=True,
        samesite="Lax",
        secure=request.scheme == "https",
    )
