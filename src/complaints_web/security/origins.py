"""Whether a form comes from a page of ours."""

from urllib.parse import urlsplit

from pyramid.csrf import check_csrf_token
from pyramid.request import Request


def is_ours(request: Request) -> bool:
    """Tell whether a form carries the token of this browser, and no other site says that it comes from there.

    Whoever holds another host of the same domain can plant a cookie, and so a token that he knows, and
    `SameSite` takes him for us; but a browser says where a form comes from. One that says nothing is let in:
    it is old, and its owner would never get past the login.
    """
    return check_csrf_token(request, raises=False) and not _says_otherwise(request)


def _says_otherwise(request: Request) -> bool:
    said = request.headers.get("Origin") or request.referrer
    try:
        place = urlsplit(said or "")
    except ValueError:
        return True
    unsafe = request.scheme == "https" and place.scheme != "https"
    return bool(said) and (unsafe or place.hostname != request.domain.lower().strip("[]"))
