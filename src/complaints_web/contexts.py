"""The object of an address is found before its view runs; what is not there, or not yours, is a 404."""

from pyramid.httpexceptions import HTTPNotFound

from complaints_core.domain.complaints import Complaint
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.interfaces.errors import NotFound
from complaints_web.request import SiteRequest
from complaints_web.security.staff import at_work


class ComplaintContext:
    """One complaint that whoever is signed in may see."""

    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint


class ReportContext:
    """One report of misconduct that whoever is signed in may see."""

    def __init__(self, report: MisconductReport) -> None:
        self.report = report


def complaint_of(request: SiteRequest) -> ComplaintContext | None:
    """Answer the complaint in the address; raises HTTPNotFound. A stranger is led to the login by the view,
    before anything is looked up."""
    if request.citizen is None:
        return None
    try:
        return ComplaintContext(
            request.citizen_desk.complaint(request.citizen, request.matchdict["tracking_code"])
        )
    except NotFound:
        raise HTTPNotFound from None


def case_of(request: SiteRequest) -> ComplaintContext | None:
    """Answer the complaint in the address to a member of staff who may see it; raises HTTPNotFound."""
    staff = at_work(request)
    if staff is None:
        return None
    try:
        return ComplaintContext(request.staff_desk.complaint(staff, request.matchdict["tracking_code"]))
    except NotFound:
        raise HTTPNotFound from None


def report_of(request: SiteRequest) -> ReportContext | None:
    """Answer the misconduct report in the address to an inspector who may see it; raises HTTPNotFound."""
    staff = at_work(request)
    if staff is None:
        return None
    try:
        return ReportContext(request.inspector_desk.report(staff, request.matchdict["report"]))
    except NotFound:
        raise HTTPNotFound from None
