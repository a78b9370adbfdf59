"""Which member of staff is signed in: two factors, and a session that ends soon when idle.

The keys are others than a citizen's, so that neither login opens the other's pages. Between the two factors
the session says no more than that the first was passed, and by whom.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IClock
from complaints_web.ports import port_of
from complaints_web.security import LONGEST_WANTED, View
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

NOTED: Final = 10
"""So many times in the idle time the session notes that somebody is still there; each time is a cookie."""


def include_staff_security(config: Configurator) -> None:
    """Set up the `staff` option of views."""
    config.add_view_deriver(staff_only, name="staff_only")


def staff_only(view: View, info: Any) -> View:
    """View deriver: with `staff=True` everybody else is led to the login of staff, and back afterwards; with
    `staff={role, …}` the page is there only for whoever holds one of the roles."""
    wanted = info.options.get("staff")
    if not wanted:
        return view

    def guarded(context: Any, request: Request) -> Response:
        if request.staff is None:
            return to_staff_login(request)
        if wanted is not True and not request.staff.roles & wanted:
            raise HTTPNotFound
        return view(context, request)

    return guarded


staff_only.options = ("staff",)  # type: ignore[attr-defined] # Pyramid reads the names of options here


def to_staff_login(request: Request) -> Response:
    """Lead to the login of staff, and remember the page that was wanted."""
    wanted = request.path_qs if request.method in ("GET", "HEAD") else request.path
    request.session[WANTED] = wanted if len(wanted) <= LONGEST_WANTED else request.path_to("inbox")
    return HTTPSeeOther(request.path_to("staff_login"))


def staff_of(request: Request) -> Staff | None:
    """Answer who is signed in, or None; a session that was idle or whose login was ended is emptied."""
    session = request.session
    if STAFF not in session:
        return None
    idle, now = site_of(request.registry).settings.staff_idle_seconds, _now(request)
    staff: Staff | None = None
    if now - session[SEEN] <= idle:
        desk = request.staff_account_desk
        staff = desk.signed_in(session[STAFF], session[EPOCH], session[LOGIN])
    if staff is None:
        session.invalidate()
    elif now - session[SEEN] > idle / NOTED:
        session[SEEN] = now
    return staff


def pass_first(request: Request, staff: Staff) -> None:
    """Begin a session that knows nothing but that the password was right."""
    _begin(request, {FIRST_PASSED: (staff.username, staff.login_epoch, _now(request))})


def passed_first(request: Request) -> Staff | None:
    """Answer whose password was right here, a few minutes ago at most."""
    username, epoch, at = request.session.get(FIRST_PASSED, ("", 0, 0))
    if not username or _now(request) - at > PATIENCE:
        return None
    staff: Staff | None = request.staff_account_desk.signed_in(username, epoch)
    return staff


def sign_in_staff(request: Request, staff: Staff) -> None:
    """Begin the session of somebody who has passed both factors."""
    login = secrets.token_urlsafe(9)
    kept = {STAFF: staff.username, EPOCH: staff.login_epoch, LOGIN: login, SEEN: _now(request)}
    _begin(request, kept)
    request.staff = staff


def sign_out_staff(request: Request) -> None:
    """End the session, and every copy of its cookie."""
    if request.staff:
        request.staff_account_desk.log_out(request.session[LOGIN], _lasts(request))
    request.session.invalidate()
    request.staff = None
    new_csrf_token(request)


def _begin(request: Request, kept: dict[str, Any]) -> None:
    """Nothing of the session before stays but the page that was wanted."""
    wanted = {WANTED: request.session[WANTED]} if WANTED in request.session else {}
    request.session.invalidate()
    request.session.update({**wanted, **kept})
    new_csrf_token(request)


def _lasts(request: Request) -> timedelta:
    """How long a copy of a session could be used, were it not ended."""
    return timedelta(seconds=site_of(request.registry).settings.staff_idle_seconds)


def _now(request: Request) -> int:
    now: datetime = port_of(request, IClock).now()
    return int(now.timestamp())
