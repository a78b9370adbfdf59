"""Who is signed in. The session is a signed cookie that names the citizen by an opaque key, and ends when
idle."""

from collections.abc import Callable
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy, new_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.session import SignedCookieSessionFactory

from complaints_core.domain.citizens import Citizen
from complaints_web.settings import Settings

CITIZEN: Final = "citizen"
EPOCH: Final = "epoch"
WANTED: Final = "wanted"
"""Session keys: who is signed in, since which password, and which page was asked for before the login."""

View = Callable[[Any, Request], Response]


def include_security(config: Configurator, settings: Settings) -> None:
    """Set up session, CSRF and the `citizen=True` option of views. A host portal's own session factory
    wins."""
    config.set_session_factory(
        SignedCookieSessionFactory(
            settings.secret.decode() + "session",
            cookie_name="complaints_session",
            timeout=settings.idle_seconds,
            reissue_time=settings.idle_seconds // 10,
            httponly=True,
            secure=settings.production,
        )
    )
    config.set_csrf_storage_policy(
        CookieCSRFStoragePolicy(cookie_name="complaints_csrf", httponly=True, secure=settings.production)
    )
    config.set_default_csrf_options(require_csrf=True)
    config.add_view_deriver(citizens_only, name="citizens_only")


def citizens_only(view: View, info: Any) -> View:
    """View deriver: with `citizen=True` a stranger is led to the login, and back afterwards."""
    if not info.options.get("citizen"):
        return view

    def guarded(context: Any, request: Request) -> Response:
        return view(context, request) if request.citizen else to_login(request)

    return guarded


citizens_only.options = ("citizen",)  # type: ignore[attr-defined] # Pyramid reads the names of options here


def to_login(request: Request) -> Response:
    """Lead to the login, and remember the page that was wanted."""
    request.session[WANTED] = request.path_qs if request.method in ("GET", "HEAD") else request.path
    return HTTPSeeOther(request.path_to("login"))


def citizen_of(request: Request) -> Citizen | None:
    """Answer who is signed in, or None."""
    key = request.session.get(CITIZEN)
    return request.account_desk.signed_in(key, request.session[EPOCH]) if key else None


def sign_in(request: Request, citizen: Citizen) -> None:
    """Begin a session for a citizen; nothing of the session before stays but where he wanted to go."""
    wanted = request.session.get(WANTED)
    request.session.invalidate()
    request.session.update({CITIZEN: citizen.key, EPOCH: citizen.login_epoch})
    if wanted:
        request.session[WANTED] = wanted
    request.citizen = citizen
    new_csrf_token(request)


def sign_out(request: Request) -> None:
    """End the session."""
    request.session.invalidate()
    request.citizen = None
    new_csrf_token(request)
