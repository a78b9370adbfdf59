"""What views may ask of a request, beside what Pyramid gives."""

from typing import Any, Protocol

from pyramid.config import Configurator
from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request

from complaints_core.desks.account import AccountDesk
from complaints_core.desks.administration import AdministrationDesk
from complaints_core.desks.auditing import AuditDesk
from complaints_core.desks.citizen import CitizenDesk
from complaints_core.desks.exporting import ExportDesk
from complaints_core.desks.figures import FiguresDesk
from complaints_core.desks.imports.people import ImportingPeople
from complaints_core.desks.inspection import InspectorDesk
from complaints_core.desks.intake.staff_forms import StaffForms
from complaints_core.desks.misconduct import MisconductDesk
from complaints_core.desks.news import NewsDesk
from complaints_core.desks.operator import OperatorDesk
from complaints_core.desks.personnel import PersonnelDesk
from complaints_core.desks.recovery import RecoveryDesk
from complaints_core.desks.staff import StaffDesk
from complaints_core.desks.staff_account import StaffAccountDesk
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.files import FileRules
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.ports import IAmendmentStore
from complaints_core.profiles import Profile
from complaints_web import desks, exporting
from complaints_web.languages import Language, languages
from complaints_web.ports import port_of
from complaints_web.routes import PREFIX
from complaints_web.security.citizens import citizen_of
from complaints_web.security.staff import staff_of
from complaints_web.site import site_of

LANGUAGE_COOKIE = "_LOCALE_"
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
    inspector_desk: InspectorDesk
    staff_desk: StaffDesk
    figures_desk: FiguresDesk
    operator_desk: OperatorDesk
    staff_account_desk: StaffAccountDesk
    personnel_desk: PersonnelDesk
    people_import: ImportingPeople
    audit_desk: AuditDesk
    staff_forms: StaffForms
    export_desk: ExportDesk
    administration_desk: AdministrationDesk
    news_desk: NewsDesk

    @property
    def citizen(self) -> Citizen | None:
        """The citizen who is signed in."""

    @property
    def staff(self) -> Staff | None:
        """The member of staff who is signed in, both factors."""

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
    scheme: str
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


class StaffRequest(SiteRequest, Protocol):
    """A request to a view that is for staff only (`staff=True`)."""

    @property
    def staff(self) -> Staff:
        """Who is signed in."""


def include_request(config: Configurator) -> None:
    """Hang the above onto every request, each made at its first use."""
    config.add_request_method(path_to)
    for method, name in (
        (language_of, "language"),
        (citizen_of, "citizen"),
        (staff_of, "staff"),
        (profile_of, "profile"),
        (lambda request: site_of(request.registry).file_rules, "file_rules"),
        (desks.account_desk, "account_desk"),
        (desks.recovery_desk, "recovery_desk"),
        (desks.citizen_desk, "citizen_desk"),
        (desks.misconduct_desk, "misconduct_desk"),
        (desks.inspector_desk, "inspector_desk"),
        (desks.staff_desk, "staff_desk"),
        (desks.figures_desk, "figures_desk"),
        (desks.operator_desk, "operator_desk"),
        (desks.staff_account_desk, "staff_account_desk"),
        (desks.personnel_desk, "personnel_desk"),
        (desks.people_import, "people_import"),
        (desks.audit_desk, "audit_desk"),
        (desks.staff_forms, "staff_forms"),
        (exporting.export_desk, "export_desk"),
        (exporting.export_press, "export_press"),
        (desks.administration_desk, "administration_desk"),
        (desks.news_desk, "news_desk"),
    ):
        config.add_request_method(method, name, reify=True)


def profile_of(request: Request) -> Profile:
    """Answer the organization as it is now, with what administrators changed in it."""
    return site_of(request.registry).amended(port_of(request, IAmendmentStore))


def path_to(request: Request, name: str, **parts: object) -> str:
    """Answer the path of a page by the name it has in `routes`."""
    routes = request.registry.getUtility(IRoutesMapper)
    return f"{request.script_name}{routes.get_route(PREFIX + name).generate(parts)}"


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
