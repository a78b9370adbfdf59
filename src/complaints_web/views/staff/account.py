"""The door of staff: password, second factor, recovery codes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import ISecondFactorEntry, IStaffLogin
from complaints_web.fields import FormView, Mistakes
from complaints_web.limits import limited_by_address
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import SiteRequest, StaffRequest
from complaints_web.showing_staff import render_staff
from complaints_web.staff_security import (
    WANTED,
    pass_first,
    passed_first,
    sign_in_staff,
    sign_out_staff,
)
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
        """Ask for the second factor."""
        request = self.request
        limited_by_address(request, "login_address")
        pass_first(request, request.staff_account_desk.login(**values))
        return HTTPSeeOther(request.path_to("staff_second"))


@form_page("staff_second")
class SecondStep(DoorPage):
    """The digits of the authenticator, or a recovery code, soon after the password."""

    schema = ISecondFactorEntry
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

    def act(self, values: dict[str, Any]) -> Response:
        """Sign in. Who has no recovery codes is given ten at once; else it goes to the page that was
        wanted."""
        request, desk = self.request, self.request.staff_account_desk
        first = passed_first(request)
        if first is None:
            return self.to_first()
        staff = desk.second(first, values["totp"])
        sign_in_staff(request, staff)
        wanted = request.session.pop(WANTED, None) or home_of(request, staff)
        if staff.recovery_codes:
            return HTTPSeeOther(wanted)
        return codes_page(request, desk.new_recovery_codes(staff), wanted)


@page("staff_codes", staff=True)
def codes(request: StaffRequest) -> Response:
    """How many recovery codes are left, and the way to new ones."""
    left = len(request.staff.recovery_codes)
    return render_staff(request, "staff/codes.jinja2", _("Recovery codes"), left=left, codes=(), onward="")


@page("staff_codes", "POST", staff=True)
def new_codes(request: StaffRequest) -> Response:
    """Ten new recovery codes; those of before are void."""
    drawn = request.staff_account_desk.new_recovery_codes(request.staff)
    return codes_page(request, drawn, home_of(request, request.staff))


@page("staff_logout", "POST")
def logout(request: SiteRequest) -> Response:
    """End the session."""
    sign_out_staff(request)
    request.session.flash(_("You are logged out."))
    return HTTPSeeOther(request.path_to("staff_login"))


def codes_page(request: SiteRequest, drawn: tuple[str, ...], onward: str) -> Response:
    """Answer the recovery codes, which are shown this once."""
    return render_staff(
        request,
        "staff/codes.jinja2",
        _("Keep these recovery codes"),
        left=len(drawn),
        codes=drawn,
        onward=onward,
    )
