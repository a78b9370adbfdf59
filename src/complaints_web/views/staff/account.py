"""The door of staff: password, then the second factor, which is set up at the first time."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from zope.interface.interface import InterfaceClass

from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import FactorExpired
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IFirstDigits, ISecondFactorEntry, IStaffLogin
from complaints_plugins.qr import qr_svg
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import SiteRequest
from complaints_web.security.known_browsers import keep_known, shown_by
from complaints_web.security.limits import limited_by_address
from complaints_web.security.staff import (
    WANTED,
    pass_first,
    passed_first,
    sign_in_staff,
    sign_out_staff,
)
from complaints_web.showing.staff import render_staff
from complaints_web.views.staff.own_account import codes_page
from complaints_web.workplace import home_of


class DoorPage(FormPage):
    """A page before somebody is signed in."""

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page in the dress of the workplace."""
        form = self.form_view(typed, mistakes)
        return render_staff(
            self.request, self.template, self.title, status=status, form=form, **self.values(typed)
        )


@form_page("staff_login")
class StaffLogin(DoorPage):
    """User name and password."""

    schema = IStaffLogin
    template = "staff/login.jinja2"
    title = _("Log in to the workplace")

    def show(self) -> Response:
        """Whoever is signed in already goes on to his lists."""
        staff = self.request.staff
        return HTTPSeeOther(home_of(self.request, staff)) if staff else super().show()

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, as password managers fill it."""
        form = super().form_view(typed, mistakes)
        name, password = form.fields["username"], form.fields["password"]
        return form.joined_by(
            replace(name, autocomplete="username", dir="ltr"),
            replace(password, autocomplete="current-password"),
        )

    def act(self, values: dict[str, Any]) -> Response:
        """Ask for the second factor; whoever has none yet sets it up."""
        request, desk = self.request, self.request.staff_account_desk
        limited_by_address(request, "login_address")
        staff = desk.login(**values, shown=shown_by(request))
        pass_first(request, staff)
        if staff.totp_secret:
            return HTTPSeeOther(request.path_to("staff_second"))
        desk.new_factor(staff)
        return HTTPSeeOther(request.path_to("staff_enrol"))


@form_page("staff_second")
class SecondStep(DoorPage):
    """The digits of the authenticator, or a recovery code, soon after the password."""

    schema: ClassVar[InterfaceClass] = ISecondFactorEntry
    template = "staff/second.jinja2"
    title = _("Second step")

    def show(self) -> Response:
        """Without the first step there is no second."""
        return super().show() if passed_first(self.request) else self.to_first()

    def send(self) -> Response:
        """As ever; whoever waited too long begins anew."""
        return super().send() if passed_first(self.request) else self.to_first()

    def to_first(self) -> Response:
        """Lead to the first step."""
        return HTTPSeeOther(self.request.path_to("staff_login"))

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, as phones fill it; a wrong code is not shown again."""
        form = super().form_view({} if mistakes else typed, mistakes)
        box = form.fields["totp"]
        return form.joined_by(
            replace(box, kind="code", inputmode="numeric", autocomplete="one-time-code", dir="ltr")
        )

    def prove(self, staff: Staff, typed: str) -> Staff:
        """Let him in by what he typed; raises Refusal."""
        return self.request.staff_account_desk.second(staff, typed)

    def act(self, values: dict[str, Any]) -> Response:
        """Sign in; this browser is known from now on. Who has no recovery codes is given ten at once; else
        it goes to the page that was wanted."""
        request, desk = self.request, self.request.staff_account_desk
        first = passed_first(request)
        if first is None:
            return self.to_first()
        staff = self.prove(first, values["totp"])
        sign_in_staff(request, staff)
        wanted = request.session.pop(WANTED, None) or home_of(request, staff)
        response: Response = HTTPSeeOther(wanted)
        if not staff.recovery_codes:
            response = codes_page(request, desk.new_recovery_codes(staff), wanted)
        keep_known(request, response, "staff_login", desk.browser_token(staff, shown_by(request)))
        return response


@form_page("staff_enrol")
class Enrolment(SecondStep):
    """Whoever has no authenticator yet sets one up, and proves it with its first digits."""

    schema = IFirstDigits
    template = "staff/enrol.jinja2"
    title = _("Set up your authenticator")

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The key, for whoever types it instead of pointing a camera."""
        staff = passed_first(self.request)
        return {"key": self.request.staff_account_desk.factor_key(staff) if staff else ""}

    def prove(self, staff: Staff, typed: str) -> Staff:
        """Keep the authenticator; raises Refusal."""
        return self.request.staff_account_desk.enrol(staff, typed)

    def show(self) -> Response:
        """What was shown too long ago is drawn anew, after the password."""
        try:
            return super().show()
        except FactorExpired:
            return self.to_first()

    def send(self) -> Response:
        """As ever; what was shown too long ago is drawn anew, after the password."""
        try:
            return super().send()
        except FactorExpired:
            return self.to_first()


@page("staff_enrol_picture")
def enrol_picture(request: SiteRequest) -> Response:
    """The address of the authenticator as a QR code, for the camera of its owner's phone and nobody else."""
    staff = passed_first(request)
    if staff is None:
        raise HTTPNotFound
    try:
        address = request.staff_account_desk.factor_address(staff)
    except FactorExpired:
        raise HTTPNotFound from None
    return Response(qr_svg(address), content_type="image/svg+xml")


@page("staff_logout", "POST")
def logout(request: SiteRequest) -> Response:
    """End the session."""
    sign_out_staff(request)
    request.session.flash(_("You are logged out."))
    return HTTPSeeOther(request.path_to("staff_login"))
