"""What belongs to one complaint beside its steps: its page, its files, and who complains."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_core.interfaces.errors import FileNotReady, NotFound
from complaints_web.contexts import ComplaintContext
from complaints_web.pages import number_typed, page
from complaints_web.request import StaffRequest
from complaints_web.showing.case import complainant_open
from complaints_web.traffic.downloads import file_saved
from complaints_web.views.staff.step_page import StepPage, case_page
from complaints_web.views.staff.work_step import filled_before


@page("case", staff=True)
def case(context: ComplaintContext, request: StaffRequest) -> Response:
    """A complaint, everything that happened, and what can be done now; after a login that came between, with
    the words that were kept."""
    return case_page(request, filled_before(request, {one.step for one in StepPage.kinds}))


@page("case_reveal", "POST", staff=True)
def reveal(context: ComplaintContext, request: StaffRequest) -> Response:
    """The same page with name, code and number of the complainant, this once."""
    citizen = request.staff_desk.complainant(request.staff, context.complaint.code)
    return case_page(request, complainant=complainant_open(citizen))


@page("case_attachment", staff=True)
def attachment(context: ComplaintContext, request: StaffRequest) -> Response:
    """A file of a complaint, to be saved and never shown inside the site."""
    number = number_typed(request.matchdict["number"])
    try:
        file, stream = request.staff_desk.attachment(request.staff, context.complaint.code, number)
    except (NotFound, FileNotReady):
        raise HTTPNotFound from None
    return file_saved(file, stream)
