"""Which member of staff is signed in: two factors, and a session that ends soon when idle.

The keys are others than a citizen's, so that neither login opens the other's pages. Between the two factors
the session says no more than that the first was passed, and by whom.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.desks.logins import Logins
from complaints_core.desks.signed_in import staff_signed_in
from complaints_core.domain.moments import LEEWAY
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IClock, IPendingStore, IStaffStore
from complaints_web.ports import port_of
from complaints_web.routes import PREFIX
from complaints_web.security.browsers import browser_of
from complaints_web.security.citizens import View, wanted_by
from complaints_web.site import site_of

FIRST_PASSED: Final = "staff_first"
"""Session key between the two factors: user name, epoch of logins, and the second in which it was."""

STAFF: Final = "staff"
EPOCH: Final = "staff_epoch"
LOGIN: Final = "staff_login"
SEEN: Final = "staff_seen"
WANTED: Final = "staff_wanted"
"""Session keys: who is signed in, since which password, by which login, when last seen (seconds since 1970);
which page was asked for before the login."""

PATIENCE: Final = 5 * 60
"""Seconds between the two factors."""

SETTING_UP: Final = 30 * 60
"""Seconds between them for whoever installs and sets up an authenticator first."""

FIRST_OF_ALL: Final = frozenset(PREFIX + name for name in ("staff_password", "staff_logout"))
"""Routes that are open with a first password; everything else waits for a password of his own."""

SKEW: Final = LEEWAY // timedelta(seconds=1)
"""Seconds by which a session may come from the future, as clocks differ; see `moments`."""

NOTED: Final = 10
"""So many times in the idle time the session notes that somebody is still there; each time is a cookie."""


def include_staff_security(config: Configurator) -> None:
    """Set up the `staff` option of views."""
    config.add_view_deriver(staff_only, name="staff_only")


def staff_only(view: View, info: Any) -> View:
    """View deriver: with `staff=True` everybody else is led to the login of staff, and back afterwards; with
    `staff={role, …}` the page is there only for whoever holds one of the roles. Whoever signed in with a
    first password chooses his own before he sees anything."""
    wanted = info.options.get("staff")
    if not wanted:
        return view

    def guarded(context: Any, request: Request) -> Response:
        if request.staff is None:
            return to_staff_login(request)
        if request.staff.first_password and request.matched_route.name not in FIRST_OF_ALL:
            return HTTPSeeOther(request.path_to("staff_password"))
        if wanted is not True and not request.staff.roles & wanted:
            raise HTTPNotFound
        return view(context, request)

    return guarded


staff_only.options = ("staff",)  # type: ignore[attr-defined] # Pyramid reads the names of options here


def at_work(request: Request) -> Staff | None:
    """Answer who is signed in and has chosen a password of his own. Pages that keep what was written for
    whoever is not ask this themselves, without the option of views."""
    staff: Staff | None = request.staff
    return None if staff is None or staff.first_password else staff


def to_staff_login(request: Request, back: str = "") -> Response:
    """Lead to the login of staff, and back as `to_login` does."""
    request.session[WANTED] = back or wanted_by(request, "inbox")
    return HTTPSeeOther(request.path_to("staff_login"))


def staff_of(request: Request) -> Staff | None:
    """Answer who is signed in, or None; a session that was idle or whose login was ended is emptied."""
    session = request.session
    if STAFF not in session:
        return None
    idle, now = site_of(request.registry).settings.staff_idle_seconds, _now(request)
    staff: Staff | None = None
    if -SKEW <= now - session[SEEN] <= idle:
        logins = Logins(port_of(request, IPendingStore), port_of(request, IClock))
        store = port_of(request, IStaffStore)
        staff = staff_signed_in(store, logins, session[STAFF], session[EPOCH], session[LOGIN])
    if staff is None:
        session.invalidate()
    elif now - session[SEEN] > idle / NOTED:
        session[SEEN] = now
        request.staff_account_desk.logins.seen(staff.username, session[LOGIN], idle_time(request))
    return staff


def pass_first(request: Request, staff: Staff) -> None:
    """Begin a session that knows nothing but that the password was right."""
    _begin(request, {FIRST_PASSED: (staff.username, staff.login_epoch, _now(request))})


def passed_first(request: Request) -> Staff | None:
    """Answer whose password was right here, a few minutes ago at most."""
    username, epoch, at = request.session.get(FIRST_PASSED, ("", 0, 0))
    staff: Staff | None = request.staff_account_desk.signed_in(username, epoch) if username else None
    if staff is None:
        return None
    patience = PATIENCE if staff.totp_secret else SETTING_UP
    return staff if -SKEW <= _now(request) - at <= patience else None


def sign_in_staff(request: Request, staff: Staff) -> None:
    """Begin the session of somebody who has passed both factors."""
    logins, browser = request.staff_account_desk.logins, browser_of(request.user_agent or "")
    login = logins.begin(staff.username, browser, idle_time(request))
    kept = {STAFF: staff.username, EPOCH: staff.login_epoch, LOGIN: login, SEEN: _now(request)}
    _begin(request, kept)
    request.staff = staff


def sign_out_staff(request: Request) -> None:
    """End the session, and every copy of its cookie."""
    if request.staff:
        request.staff_account_desk.log_out(request.staff, login_of(request))
    request.session.invalidate()
    request.staff = None
    new_csrf_token(request)


def _begin(request: Request, kept: dict[str, Any]) -> None:
    """Nothing of the session before stays but the page that was wanted."""
    wanted = {WANTED: request.session[WANTED]} if WANTED in request.session else {}
    request.session.invalidate()
    request.session.update({**wanted, **kept})
    new_csrf_token(request)


def login_of(request: Request) -> str:
    """Answer the id of the login of whoever is signed in."""
    login: str = request.session[LOGIN]
    return login


def idle_time(request: Request) -> timedelta:
    """Answer for how long a session may be idle."""
    return timedelta(seconds=site_of(request.registry).settings.staff_idle_seconds)


def _now(request: Request) -> int:
    now: datetime = port_of(request, IClock).now()
    return int(now.timestamp())
