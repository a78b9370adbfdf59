"""Which citizen is signed in: the session names him by an opaque key, and ends when idle."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy, new_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.desks.signed_in import citizen_signed_in
from complaints_core.domain.citizens import Citizen
from complaints_core.interfaces.ports import ICitizenStore, IPendingStore
from complaints_web.ports import port_of
from complaints_web.security.sessions import session_factory
from complaints_web.settings import Settings
from complaints_web.site import site_of

CITIZEN: Final = "citizen"
EPOCH: Final = "epoch"
LOGIN: Final = "login"
WANTED: Final = "wanted"
DRAFT: Final = "draft"
"""Session keys: who is signed in, since which password and by which login; which page was asked for before
the login, and the submission key under which words and files were parked."""

LONGEST_WANTED: Final = 500
"""Characters of an address that are remembered: the session is a cookie, and a cookie ends at 4 KB."""

TYPED: Final = "q"
"""What holds in an address what somebody typed into a search, perhaps a code or a name: no session keeps
that."""

View = Callable[[Any, Request], Response]


def include_security(config: Configurator, settings: Settings) -> None:
    """Set up session, CSRF and the `citizen=True` option of views. A host portal's own session factory
    wins."""
    config.set_session_factory(session_factory(settings))
    config.set_csrf_storage_policy(
        CookieCSRFStoragePolicy(cookie_name="complaints_csrf", httponly=True, secure=settings.production)
    )
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
    """Lead to the login, and remember the page that was wanted, without what was typed into it."""
    request.session[WANTED] = wanted_by(request, "panel")
    return HTTPSeeOther(request.path_to("login"))


def wanted_by(request: Request, otherwise: str) -> str:
    """Answer the address of the page that was asked for, as a session may keep it: without what was typed
    into a search, and another page where it is too long."""
    asked = request.GET.items() if request.method in ("GET", "HEAD") else ()
    query = urlencode([(name, value) for name, value in asked if name != TYPED])
    wanted = f"{request.path}?{query}" if query else str(request.path)
    return wanted if len(wanted) <= LONGEST_WANTED else request.path_to(otherwise)


def citizen_of(request: Request) -> Citizen | None:
    """Answer who is signed in, or None; a session whose login was ended is emptied, so that no copy of its
    cookie is ever renewed."""
    session = request.session
    if CITIZEN not in session:
        return None
    citizens, pending = port_of(request, ICitizenStore), port_of(request, IPendingStore)
    citizen = citizen_signed_in(citizens, pending, session[CITIZEN], session[EPOCH], session[LOGIN])
    if citizen is None:
        session.invalidate()
    return citizen


def sign_in(request: Request, citizen: Citizen) -> None:
    """Begin a session for a citizen; nothing of the session before stays but where he wanted to go, and the
    key of what he wrote, which opens to its owner only."""
    stays = {name: request.session[name] for name in (WANTED, DRAFT) if name in request.session}
    request.session.invalidate()
    login = secrets.token_urlsafe(9)
    request.session.update({**stays, CITIZEN: citizen.key, EPOCH: citizen.login_epoch, LOGIN: login})
    request.citizen = citizen
    new_csrf_token(request)


def sign_out(request: Request) -> None:
    """End the session, and every copy of its cookie."""
    if request.citizen:
        lasts = timedelta(seconds=site_of(request.registry).settings.idle_seconds)
        request.account_desk.log_out(request.session[LOGIN], lasts)
    request.session.invalidate()
    request.citizen = None
    new_csrf_token(request)
