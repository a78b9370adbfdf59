"""Which citizen is signed in: the session names him by an opaque key, and ends when idle."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy, new_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.desks.signed_in import citizen_signed_in
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.moments import LEEWAY, running
from complaints_core.interfaces.ports import ICitizenStore, IClock, IPendingStore
from complaints_web.ports import port_of
from complaints_web.security.sessions import session_factory
from complaints_web.settings import Settings

CITIZEN: Final = "citizen"
EPOCH: Final = "epoch"
LOGIN: Final = "login"
SINCE: Final = "since"
WANTED: Final = "wanted"
DRAFT: Final = "draft"
"""Session keys: who is signed in, since which password, by which login and since when (seconds since 1970);
which page was asked for before the login, and the submission key under which words and files were parked."""

LONGEST: Final = timedelta(hours=12)
"""How long a login lasts at most. A page that asks nobody who he is renews the cookie, too, be it a copy: so
an ended login is remembered for as long as any copy could be kept alive."""

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


def to_login(request: Request, back: str = "") -> Response:
    """Lead to the login, and back to an address afterwards; where none is named to the page that was wanted,
    without what was typed into it."""
    request.session[WANTED] = back or wanted_by(request, "panel")
    return HTTPSeeOther(request.path_to("login"))


def wanted_by(request: Request, otherwise: str) -> str:
    """Answer the address of the page that was asked for, as a session may keep it: without what was typed
    into a search, and another page where it is too long."""
    asked = request.GET.items() if request.method in ("GET", "HEAD") else ()
    query = urlencode([(name, value) for name, value in asked if name != TYPED])
    wanted = f"{request.path}?{query}" if query else str(request.path)
    return wanted if len(wanted) <= LONGEST_WANTED else request.path_to(otherwise)


def citizen_of(request: Request) -> Citizen | None:
    """Answer who is signed in, or None; a session whose login was ended, or is too old, is emptied."""
    session = request.session
    if CITIZEN not in session:
        return None
    citizen: Citizen | None = None
    if _lasts(request):
        citizens, pending = port_of(request, ICitizenStore), port_of(request, IPendingStore)
        citizen = citizen_signed_in(citizens, pending, session[CITIZEN], session[EPOCH], session[LOGIN])
    if citizen is None:
        session.invalidate()
    return citizen


def _lasts(request: Request) -> bool:
    since = datetime.fromtimestamp(request.session.get(SINCE, 0), UTC)
    return running(since + LONGEST, LONGEST, port_of(request, IClock).now())


def sign_in(request: Request, citizen: Citizen) -> None:
    """Begin a session for a citizen; nothing of the session before stays but where he wanted to go, and the
    key of what he wrote, which opens to its owner only."""
    stays = {name: request.session[name] for name in (WANTED, DRAFT) if name in request.session}
    request.session.invalidate()
    login, since = secrets.token_urlsafe(9), int(port_of(request, IClock).now().timestamp())
    kept = {CITIZEN: citizen.key, EPOCH: citizen.login_epoch, LOGIN: login, SINCE: since}
    request.session.update({**stays, **kept})
    request.citizen = citizen
    new_csrf_token(request)


def sign_out(request: Request) -> None:
    """End the session, and every copy of its cookie."""
    if request.citizen:
        request.account_desk.log_out(request.session[LOGIN], LONGEST + LEEWAY)
    request.session.invalidate()
    request.citizen = None
    new_csrf_token(request)
