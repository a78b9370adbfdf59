"""The desk of inspectors: the queues of reports, one report, and its files. For nobody else it is there."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.domain.staff import INSPECTOR
from complaints_core.interfaces.errors import FileNotReady, NotFound
from complaints_web.contexts import ReportContext
from complaints_web.pages import number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.inspection import report_row, report_rows, status_tabs
from complaints_web.showing.staff import render_staff
from complaints_web.showing.words import status_in
from complaints_web.traffic.downloads import file_saved
from complaints_web.views.staff.places import REPORT, place_typed, written
from complaints_web.views.staff.report_page import QUEUES, ReportStep, report_page
from complaints_web.views.staff.work_step import filled_before

INSPECTORS = {INSPECTOR}


@page("reports", staff=INSPECTORS)
def reports(request: StaffRequest) -> Response:
    """One of the queues, page by page; an address that names no status is not found."""
    status = request.GET.get("status", request.profile.misconduct_process.initial)
    after = place_typed(request.GET.get("after", ""), REPORT)
    try:
        found = request.inspector_desk.queue(request.staff, status, after)
    except NotFound:
        raise HTTPNotFound from None
    waits = status_in(request.profile.misconduct_process, status).runs and found.total > 1
    return render_staff(
        request,
        "staff/misconduct.jinja2",
        QUEUES[0],
        shown=status,
        tabs=status_tabs(request, status),
        rows=report_rows(request, found),
        longest=report_row(request, found.oldest) if found.oldest and waits else None,
        first=after is None,
        next_url=f"?status={status}&after={written(found.after)}" if found.after else None,
    )


@page("report", staff=INSPECTORS)
def report(context: ReportContext, request: StaffRequest) -> Response:
    """A report, everything that happened, and what can be done now; after a login that came between, with the
    words that were kept."""
    return report_page(request, filled_before(request, {one.step for one in ReportStep.kinds}))


@page("report_attachment", staff=INSPECTORS)
def attachment(context: ReportContext, request: StaffRequest) -> Response:
    """A file of a report, to be saved and never shown inside the site."""
    number = number_typed(request.matchdict["number"])
    try:
        file, stream = request.inspector_desk.attachment(request.staff, context.report.key, number)
    except (NotFound, FileNotReady):
        raise HTTPNotFound from None
    return file_saved(file, stream)
