"""Filing for a caller: the same form as the citizen's, the look before sending, and the receipt to be read
aloud."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.citizens import MaskedPerson
from complaints_core.domain.complaints import Complaint, ComplaintDraft
from complaints_core.domain.staff import OPERATOR
from complaints_core.interfaces.errors import NotFound
from complaints_core.interfaces.messages import _
from complaints_web.pages import form_page, page, uploads_of
from complaints_web.request import StaffRequest
from complaints_web.showing.operator import slip_shown
from complaints_web.showing.staff import render_staff
from complaints_web.views.filing import WritingPage
from complaints_web.views.staff.operator.call import call_of, goes_on, to_start
from complaints_web.views.staff.operator.spoken import SpokenPage, caller_of, typed_meanwhile


@form_page("operator_complaint")
class FileForCaller(SpokenPage, WritingPage):
    """Writing down what somebody tells."""

    template = "staff/operator_complaint.jinja2"
    review_template = "staff/operator_review.jinja2"
    title = _("Write down the complaint")
    writing, looking, filed = "operator_complaint", "operator_review", "operator_receipt"

    def show(self) -> Response:
        """Whoever has no account is registered first."""
        request = self.request
        if request.staff and goes_on(request) and not call_of(request).citizen:
            return HTTPSeeOther(request.path_to("operator_person"))
        return super().show()

    def typed_before(self) -> Mapping[str, str]:
        """What was written before the conversation ended, or is not sent yet."""
        return typed_meanwhile(self.request) or self.typed_last()

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """With whom he speaks. On a machine of the office no draft stays."""
        visitors, call = self.request.operator_desk.visitors, call_of(self.request)
        person = MaskedPerson.of(self.owner)
        add = self.request.path_to("operator_mobile") if visitors.may_add_mobile(call) else ""
        return {**super().values(typed), "draft_key": "", "person": person, "add_mobile_url": add}

    def keep(self, draft: ComplaintDraft, key: str) -> Response:
        """File it."""
        request = self.request
        request.operator_desk.file(request.staff, call_of(request), draft, uploads_of(request), key)
        return HTTPSeeOther(request.path_to("operator_receipt"))


@page("operator_review", staff={OPERATOR})
def review(request: StaffRequest) -> Response:
    """The look before sending, while the conversation goes on."""
    known = goes_on(request) and call_of(request).citizen
    return FileForCaller(request).review() if known else to_start(request)


@page("operator_receipt", staff={OPERATOR})
def receipt(request: StaffRequest) -> Response:
    """The tracking code to be read aloud, while the conversation goes on."""
    complaint = just_filed(request)
    return render_staff(
        request,
        "staff/operator_receipt.jinja2",
        _("The complaint is filed"),
        slip=slip_shown(request, complaint, caller_of(request)),
    )


@page("operator_receipt", "POST", staff={OPERATOR})
def told(request: StaffRequest) -> Response:
    """The caller knows his code: the conversation is over."""
    just_filed(request)
    request.operator_desk.told(request.staff, call_of(request))
    request.session.flash(_("Noted that the caller knows the code. The conversation is over."))
    return to_start(request)


def just_filed(request: StaffRequest) -> Complaint:
    """Answer the complaint that was filed in this conversation; raises HTTPNotFound."""
    call = call_of(request)
    if call.birth_date is None:
        raise HTTPNotFound
    try:
        return request.operator_desk.complaint(request.staff, call)
    except NotFound:
        raise HTTPNotFound from None
