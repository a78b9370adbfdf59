"""Excel files of what was found: asked for here, made in the background, taken when they are ready."""

from dataclasses import dataclass
from datetime import datetime

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import FileIter, Response

from complaints_core import persian
from complaints_core.domain.export import PERSONAL_ROLES, ExportJob
from complaints_core.domain.staff import CASE_ROLES
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_plugins.sheets import MEDIA_TYPE
from complaints_web.export_sheets import title_of
from complaints_web.languages import languages
from complaints_web.pages import number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.staff import render_staff
from complaints_web.sought import Sought, sought_by
from complaints_web.traffic.downloads import to_be_saved

LONGEST_REASON = 200
SHORTEST_REASON = 5
"""Letters of a reason that says anything."""


@dataclass(frozen=True)
class PartShown:
    """A part that is ready: its number, its rows, its size in bytes, and its address."""

    number: int
    rows: int
    size: int
    url: str


@dataclass(frozen=True)
class ExportShown:
    """A file that somebody asked for; `total` is None until it was counted."""

    url: str
    asked_at: datetime
    kept_until: datetime
    personal: bool
    total: int | None
    done: int
    finished: bool
    stopped: bool
    parts: tuple[PartShown, ...]


@page("staff_export", "POST", staff=CASE_ROLES)
def ask(request: StaffRequest) -> Response:
    """Ask for everything that a search finds; data of persons needs a reason."""
    try:
        sought = sought_by(request, request.POST)
    except NotFound:
        raise HTTPNotFound from None
    reason = persian.clean_line(request.POST.get("reason", ""))[:LONGEST_REASON]
    personal = may_have_personal(request) and bool(request.POST.get("personal"))
    if sought.mistakes or (personal and len(reason) < SHORTEST_REASON):
        return _again(request, sought, reason, personal=personal)
    query = request.staff_desk.finder.wording.query_of(sought.typed, sought.filters, sought.sort)
    desk, language = request.export_desk, request.language.code
    key = desk.ask(request.staff, query, language, personal=personal, reason=reason if personal else "")
    return HTTPSeeOther(request.path_to("staff_export_job", export=key))


@page("staff_export", staff=CASE_ROLES)
def lead_to_exports(request: StaffRequest) -> Response:
    """Lead whoever kept the address to what he asked for there."""
    return HTTPSeeOther(request.path_to("staff_exports"))


@page("staff_exports", staff=CASE_ROLES)
def exports(request: StaffRequest) -> Response:
    """Everything that one asked for and is still kept."""
    jobs = request.export_desk.jobs(request.staff)
    shown = tuple(_shown(request, job) for job in jobs)
    return render_staff(request, "staff/exports.jinja2", _("My Excel files"), exports=shown)


@page("staff_export_job", staff=CASE_ROLES)
def export(request: StaffRequest) -> Response:
    """How far one file is, and its parts."""
    job = _own(request)
    return render_staff(request, "staff/export.jinja2", _("Excel file"), export=_shown(request, job))


@page("staff_export_part", staff=CASE_ROLES)
def part(request: StaffRequest) -> Response:
    """One finished part, to be saved."""
    job, number = _own(request), number_typed(request.matchdict["number"])
    try:
        made, stream = request.export_desk.part(request.staff, job.key, number)
    except NotFound:
        raise HTTPNotFound from None
    response = Response(content_type=MEDIA_TYPE, app_iter=FileIter(stream), content_length=made.size)
    response.content_disposition = to_be_saved(f"{title_of(languages()[job.language], number)}.xlsx")
    return response


def may_have_personal(request: StaffRequest) -> bool:
    """Tell whether data of persons are offered to the reader."""
    return bool(request.staff.roles & PERSONAL_ROLES)


def _own(request: StaffRequest) -> ExportJob:
    try:
        return request.export_desk.job(request.staff, request.matchdict["export"])
    except NotFound:
        raise HTTPNotFound from None


def _again(request: StaffRequest, sought: Sought, reason: str, *, personal: bool) -> Response:
    mistake = request.language.gettext(_("Say in some words what the data of persons are needed for."))
    return render_staff(
        request,
        "staff/export_ask.jinja2",
        _("Excel file"),
        status=422,
        kept=tuple(sought.asked.items()),
        mistakes=tuple(sought.mistakes.items()) or (("reason", mistake),),
        personal=personal,
        reason=reason,
    )


def _shown(request: StaffRequest, job: ExportJob) -> ExportShown:
    def address(number: int) -> str:
        return request.path_to("staff_export_part", export=job.key, number=number)

    return ExportShown(
        url=request.path_to("staff_export_job", export=job.key),
        asked_at=job.asked_at,
        kept_until=job.expires_at,
        personal=job.personal,
        total=job.total,
        done=job.done,
        finished=job.finished,
        stopped=job.stopped,
        parts=tuple(PartShown(n, one.rows, one.size, address(n)) for n, one in enumerate(job.made, 1)),
    )
