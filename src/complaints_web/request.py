"""What views may ask of a request, beside what Pyramid gives."""

from typing import Any, Protocol

from pyramid.config import Configurator
from pyramid.request import Request

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.desks.recovery import RecoveryDesk
from complaints_core.desks.staff import StaffDesk
from complaints_core.desks.staff_account import StaffAccountDesk
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.files import FileRules
from complaints_core.profiles import Profile
from complaints_web import desks, security
from complaints_web.languages import Language, languages
from complaints_web.routes import PREFIX
from complaints_web.site import site_of

LANGUAGE_COOKIE = "_LOCALE_"
PATHS = PREFIX + "paths"
YEAR = 365 * 24 * 3600


class SiteRequest(Protocol):
    """A Pyramid request in this site."""

    language: Language
    profile: Profile
    file_rules: FileRules
    account_desk: AccountDesk
    recovery_desk: RecoveryDesk
    citizen_desk: CitizenDesk
    misconduct_desk: MisconductDesk
    staff_desk: StaffDesk
    staff_account_desk: StaffAccountDesk

    @property
    def citizen(self) -> Citizen | None:
        """Who is signed in."""

    # Pyramid's own, as far as views use it
    GET: Any
    POST: Any
    cookies: Any
    matchdict: dict[str, str]
    session: Any
    registry: Any
    response: Any
    context: Any
    tm: Any
    method: str
    path: str
    client_addr: str | None

    def add_finished_callback(self, callback: Any) -> None:
        """Call back with the request when it is over."""

    def route_url(self, name: str, **parts: object) -> str:
        """Answer the whole address of a route by its full name."""

    def path_to(self, name: str, **parts: object) -> str:
        """Answer the path of a page by the name it has in `routes`."""


class CitizenRequest(SiteRequest, Protocol):
    """A request to a view that is for citizens only (`citizen=True`), so that there is one."""

    @property
    def citizen(self) -> Citizen:
        """Who is signed in."""


def include_request(config: Configurator) -> None:
    """Hang the above onto every request, each made at its first use."""
    config.add_request_method(path_to)
    for method, name in (
        (language_of, "language"),
        (security.citizen_of, "citizen"),
        (lambda request: site_of(request.registry).profile, "profile"),
        (lambda request: site_of(request.registry).file_rules, "file_rules"),
        (desks.account_desk, "account_desk"),
        (desks.recovery_desk, "recovery_desk"),
        (desks.citizen_desk, "citizen_desk"),
        (desks.misconduct_desk, "misconduct_desk"),
        (desks.staff_desk, "staff_desk"),
        (desks.staff_account_desk, "staff_account_desk"),
    ):
        config.add_request_method(method, name, reify=True)


def path_to(request: Request, name: str, **parts: object) -> str:
    """Answer the path of a page by the name it has in `routes`."""
    if parts:
        return str(request.route_path(PREFIX + name, **parts))
    known: dict[tuple[str, str], str] = request.registry.setdefault(PATHS, {})
    place = (request.script_name, name)  # a path without parts depends on nothing else
    if place not in known:
        known[place] = request.route_path(PREFIX + name)
    return known[place]


def language_of(request: Request) -> Language:
    """Answer the language asked for in the address, else in the cookie, else the default one."""
    known = languages()
    asked = request.GET.get(LANGUAGE_COOKIE)
    if asked in known:
        request.add_response_callback(_keep_language)
        return known[asked]
    return known.get(request.cookies.get(LANGUAGE_COOKIE, ""), next(iter(known.values())))


def _keep_language(request: Request, response: Any) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE,
        request.language.code,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.scheme == "https",
    )
