"""Strict headers on every answer of the site; see the OWASP secure headers project for what each is for."""

from collections.abc import Callable
from typing import Any, Final

from pyramid.request import Request
from pyramid.response import Response

from complaints_web.place import below_site

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' blob:",  # blob: a picture chosen for upload is previewed on the device
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
_PAIRS: Final = (*HEADERS.items(), ("Cache-Control", "no-store"))
A_YEAR: Final = 365 * 24 * 3600


@below_site
def headers_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Tween: put the headers on, and keep pages out of every cache; static files bring their own rule."""

    def answer(request: Request) -> Response:
        response = handler(request)
        there = {name.lower() for name, _ in response.headerlist}
        response.headerlist.extend(one for one in _PAIRS if one[0].lower() not in there)
        if request.scheme == "https":
            response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
        return response

    return answer
