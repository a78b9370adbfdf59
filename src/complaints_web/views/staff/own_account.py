"""The own account of a member of staff: password, recovery codes, and where he is logged in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IPasswordChange
from complaints_web.fields import FormView, Mistakes
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import SiteRequest, StaffRequest
from complaints_web.security.staff import idle_time, login_of, sign_in_staff
from complaints_web.showing.staff import render_staff
from complaints_web.workplace import home_of


@dataclass(frozen=True)
class LoginShown:
    """A login in the list of its owner; `here` marks the one that shows the list."""

    id: str
    browser: str
    began_at: datetime
    seen_at: datetime
    here: bool


@form_page("staff_password", staff=True)
class StaffPassword(FormPage):
    """Present password, and a new one twice; the only page for whoever has a first password."""

    request: StaffRequest
    schema = IPasswordChange
    template = "staff/password.jinja2"
    title = _("Change my password")

    def form_view(self, typed: Mapping[str, str], mistakes: Mistakes | None = None) -> FormView:
        """The form, with what is asked of a password here."""
        form, rules = super().form_view(typed, mistakes), self.request.profile.passwords
        hint = self.request.language.gettext(
            _("At least {n} characters; three or four words that nobody expects together are good."),
            n=rules.min_staff,
        )
        return form.joined_by(replace(form.fields["password"], hint=hint))

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the new password. This login goes on as a new one, every other has ended."""
        request = self.request
        changed = request.staff_account_desk.change_password(
            request.staff, values["old_password"], values["password"]
        )
        sign_in_staff(request, changed)
        request.session.flash(_("Your new password is kept. Everybody else who was logged in is logged out."))
        return HTTPSeeOther(home_of(request, changed))

    def answer(
        self, typed: Mapping[str, str], mistakes: Mistakes | None = None, status: int = 200
    ) -> Response:
        """Answer the page in the dress of the workplace."""
        request = self.request
        title = _("Choose a password of your own") if request.staff.first_password else self.title
        form = self.form_view(typed, mistakes)
        return render_staff(request, self.template, title, status=status, form=form)


@page("staff_logins", staff=True)
def logins(request: StaffRequest) -> Response:
    """Where he is logged in now; each can be ended."""
    here, mine = login_of(request), request.staff_account_desk.logins
    shown = tuple(
        LoginShown(one.id, one.browser, one.began_at, one.seen_at, one.id == here)
        for one in mine.of(request.staff.username, idle_time(request))
    )
    return render_staff(request, "staff/logins.jinja2", _("Where I am logged in"), logins=shown)


@page("staff_logins", "POST", staff=True)
def end_logins(request: StaffRequest) -> Response:
    """End the one that was chosen, or all but this one."""
    chosen, desk = request.POST.get("login", ""), request.staff_account_desk
    if chosen:
        desk.log_out(request.staff, chosen)
        request.session.flash(_("This login has ended."))
    else:
        desk.log_out_others(request.staff, login_of(request))
        request.session.flash(_("All other logins have ended."))
    return HTTPSeeOther(request.path_to("staff_logins"))


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
