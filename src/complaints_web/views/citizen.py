"""The citizen's panel: details, and finding his complaints again."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.citizens import Details
from complaints_core.domain.listing import ORDERS
from complaints_core.interfaces.errors import CodeExpired, FileNotReady, NotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IDetails, IOneTimeCode
from complaints_core.persian import Mobile
from complaints_plugins.qr import qr_svg
from complaints_web.contexts import ComplaintContext
from complaints_web.fields import typed_of
from complaints_web.pages import CitizenPage, crumbs_of, form_page, number_typed, page
from complaints_web.parking import LastingPage, typed_under
from complaints_web.rendering import render
from complaints_web.request import CitizenRequest
from complaints_web.routes import PREFIX
from complaints_web.security.citizens import DRAFT, to_login
from complaints_web.showing.complaint import (
    panel_owner,
    receipt_shown,
    waiting_shown,
    what_comes,
)
from complaints_web.showing.complaints import pages_shown, rows_shown
from complaints_web.traffic.downloads import file_saved
from complaints_web.views.export import parts_shown
from complaints_web.views.filing import HOME, PANEL

NEW_MOBILE = "new_mobile"
"""Session key: the new mobile number that waits for its code."""


@page("panel", citizen=True)
def panel(request: CitizenRequest) -> Response:
    """The guide's four doors, and what the citizen should do next."""
    return render(
        request,
        "citizen/panel.jinja2",
        _("My panel"),
        crumbs=crumbs_of(request, HOME),
        owner=panel_owner(request),
        waiting=waiting_shown(request),
        complaints_count=request.citizen_desk.count(request.citizen),
    )


@form_page("details")
class DetailsPage(CitizenPage, LastingPage):
    """What a citizen may change, beside what stays. Whoever comes back after his session has ended finds what
    he typed."""

    schema = IDetails
    form = "details"
    template = "citizen/details.jinja2"
    title = _("My details")
    crumbs = (HOME, PANEL)

    def show(self) -> Response:
        """The details; a stranger logs in first."""
        return super().show() if self.request.citizen else to_login(self.request)

    def send(self) -> Response:
        """As ever; a session that has ended loses nothing."""
        if self.request.citizen:
            return super().send()
        return to_login(self.request, self.parked_at(self.typed(), self.request.path_to("details")))

    def typed_before(self) -> Mapping[str, str]:
        """What is known already, and what was typed when the session had ended."""
        request, citizen = self.request, self.request.citizen
        kept = typed_under(request, citizen, request.GET.get("kept", ""))
        return {**typed_of(IDetails, citizen, request.language), **kept}

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The key under which the words would wait."""
        return {"submission_key": self.request.citizen_desk.submission_key(self.request.citizen)}

    def park(self, typed: Mapping[str, str]) -> None:
        """Keep the words; raises Refusal."""
        self.request.citizen_desk.park(self.words(typed), (), typed.get("submission_key", ""))

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the changes; a new mobile number is proved first."""
        request = self.request
        kept = {"wants_sms": request.citizen.wants_sms, **values}
        waiting = request.account_desk.change_details(request.citizen, Details(**kept))
        if waiting:
            request.session[NEW_MOBILE] = waiting
            return HTTPSeeOther(request.path_to("mobile_confirm"))
        request.session.flash(_("Your details are saved."))
        return HTTPSeeOther(request.path_to("new_complaint" if DRAFT in request.session else "panel"))


@form_page("mobile_confirm", citizen=True)
class ConfirmMobile(CitizenPage):
    """The code from the SMS proves a new mobile number."""

    schema = IOneTimeCode
    template = "account/confirm.jinja2"
    title = _("Confirm your new mobile number")
    crumbs = (HOME, PANEL, (_("My details"), "details"))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The number the code went to."""
        mobile = self.request.account_desk.waiting_mobile(self.request.citizen, self.waiting)
        return {"mobile": Mobile(mobile).masked, "resend_url": self.request.path_to("mobile_resend")}

    @property
    def waiting(self) -> str:
        """The key under which the number waits."""
        key: str = self.request.session.get(NEW_MOBILE, "")
        return key

    def show(self) -> Response:
        """Without a new number there is nothing to confirm."""
        try:
            return super().show()
        except CodeExpired:
            return HTTPSeeOther(self.request.path_to("details"))

    def send(self) -> Response:
        """As ever; a number that waited too long is typed once more."""
        try:
            return super().send()
        except CodeExpired as refusal:
            self.request.session.flash(refusal.message)
            return HTTPSeeOther(self.request.path_to("details"))

    def act(self, values: dict[str, Any]) -> Response:
        """Take the number over, and go back to a complaint that waits."""
        request = self.request
        request.account_desk.confirm_mobile(request.citizen, self.waiting, values["code"])
        del request.session[NEW_MOBILE]
        request.session.flash(_("Your new mobile number is confirmed."))
        return HTTPSeeOther(request.path_to("new_complaint" if DRAFT in request.session else "panel"))


@page("mobile_resend", "POST", citizen=True)
def resend_mobile_code(request: CitizenRequest) -> Response:
    """Send the code to the new number once more."""
    request.account_desk.resend_mobile_code(request.citizen, request.session.get(NEW_MOBILE, ""))
    request.session.flash(_("A new code is on its way."))
    return HTTPSeeOther(request.path_to("mobile_confirm"))


@page("receipt", citizen=True)
def receipt(context: ComplaintContext, request: CitizenRequest) -> Response:
    """The tracking code, and what happens next."""
    return render(
        request,
        "citizen/receipt.jinja2",
        _("Your complaint has been received"),
        receipt=receipt_shown(request, context.complaint),
        coming=what_comes(request, context.complaint),
        draft_key=request.citizen.key[:12],
    )


@page("receipt_picture", citizen=True)
def receipt_picture(context: ComplaintContext, request: CitizenRequest) -> Response:
    """The address of the complaint as a QR code, for the printed slip; it opens nothing without the login."""
    address = request.route_url(PREFIX + "complaint", tracking_code=context.complaint.code)
    return Response(qr_svg(address), content_type="image/svg+xml")


@page("complaints", citizen=True)
def complaints(request: CitizenRequest) -> Response:
    """Everything the citizen has filed: search, order, pages."""
    words, order = request.GET.get("q", ""), request.GET.get("sort", "")
    number = number_typed(request.GET.get("page", ""), 1)
    found = request.citizen_desk.page(request.citizen, words, order, number)
    language = request.language
    sorts = (
        (_("Newest first"), "-submitted_at"),
        (_("Oldest first"), "submitted_at"),
        (_("Status"), "status"),
        (_("Subject"), "subject"),
    )
    return render(
        request,
        "citizen/complaints.jinja2",
        _("Follow my complaints"),
        crumbs=crumbs_of(request, HOME, PANEL),
        owner=panel_owner(request),
        q=words,
        sort=order if order in ORDERS else "-submitted_at",
        sorts=tuple((value, language.gettext(text)) for text, value in sorts),
        total=found.total,
        rows=rows_shown(request, found),
        pages=pages_shown(request, found),
        sheets=parts_shown(request, found.total, request.GET),
    )


@page("attachment", citizen=True)
def attachment(context: ComplaintContext, request: CitizenRequest) -> Response:
    """A file of a complaint, to be saved and never shown inside the site."""
    number = number_typed(request.matchdict["number"])
    try:
        file, stream = request.citizen_desk.attachment(request.citizen, context.complaint.code, number)
    except (NotFound, FileNotReady):
        raise HTTPNotFound from None
    return file_saved(file, stream)
