"""Signing up, signing in, signing out."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.domain.citizens import Registration
from complaints_core.interfaces.errors import RegistrationNotFound
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import ILogin, IOneTimeCode, IRegistration
from complaints_core.persian import Mobile, NationalCode, Unreadable
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import SiteRequest
from complaints_web.security.citizens import WANTED, sign_in, sign_out
from complaints_web.security.known_browsers import keep_known, shown_by
from complaints_web.security.limits import limited_by_address

SIGN_UP = "sign_up"
"""Session key: the sign-up that waits for its code."""


@form_page("register")
class Register(FormPage):
    """The guide's sign-up form."""

    schema = IRegistration
    form = "registration"
    template = "account/register.jinja2"
    title = _("Sign up in the system")
    crumbs = ((_("Home"), "home"),)

    def asks_challenge(self, typed: Mapping[str, str]) -> bool:
        """Strangers read the security code."""
        return True

    def act(self, values: dict[str, Any]) -> Response:
        """Begin the sign-up."""
        request = self.request
        limited_by_address(request, "register_address")
        waiting = request.account_desk.register(Registration(**values))
        if not request.profile.confirm_mobile:
            request.session.flash(_("Your sign-up is complete. Please log in."))
            return HTTPSeeOther(request.path_to("login"))
        request.session[SIGN_UP] = waiting
        return HTTPSeeOther(request.path_to("register_confirm"))


@form_page("register_confirm")
class ConfirmSignUp(FormPage):
    """The code from the SMS completes the sign-up."""

    schema = IOneTimeCode
    template = "account/confirm.jinja2"
    title = _("Confirm your mobile number")
    crumbs = ((_("Home"), "home"), (_("Sign up in the system"), "register"))

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The number the code went to, as far as it may be shown."""
        mobile = self.request.account_desk.sign_up_mobile(self.waiting)
        return {"mobile": Mobile(mobile).masked, "resend_url": self.request.path_to("register_resend")}

    @property
    def waiting(self) -> str:
        """The key of the sign-up that this browser began."""
        key: str = self.request.session.get(SIGN_UP, "")
        return key

    def show(self) -> Response:
        """Without a sign-up there is nothing to confirm."""
        try:
            return super().show()
        except RegistrationNotFound:
            return HTTPSeeOther(self.request.path_to("register"))

    def send(self) -> Response:
        """As ever; a sign-up that waited too long begins anew, one that is complete is over."""
        try:
            return super().send()
        except RegistrationNotFound as refusal:
            if self.request.citizen:
                return HTTPSeeOther(self.request.path_to("panel"))
            self.request.session.flash(refusal.message)
            return HTTPSeeOther(self.request.path_to("register"))

    def act(self, values: dict[str, Any]) -> Response:
        """Open the account and sign in."""
        request = self.request
        citizen = request.account_desk.confirm(self.waiting, values["code"])
        sign_in(request, citizen)
        request.session.flash(_("Welcome! Your sign-up is complete."))
        return HTTPSeeOther(request.path_to("panel"))


@page("register_resend", "POST")
def resend(request: SiteRequest) -> Response:
    """Send the code once more."""
    try:
        request.account_desk.resend(request.session.get(SIGN_UP, ""))
    except RegistrationNotFound as refusal:
        request.session.flash(refusal.message)
        return HTTPSeeOther(request.path_to("register"))
    request.session.flash(_("A new code is on its way."))
    return HTTPSeeOther(request.path_to("register_confirm"))


@form_page("login")
class Login(FormPage):
    """National code and password."""

    schema = ILogin
    template = "account/login.jinja2"
    title = _("Log in / send a complaint")
    crumbs = ((_("Home"), "home"),)

    def show(self) -> Response:
        """Whoever is signed in already goes on to his panel."""
        return HTTPSeeOther(self.request.path_to("panel")) if self.request.citizen else super().show()

    def asks_challenge(self, typed: Mapping[str, str]) -> bool:
        """After some failures with one national code, whoever tries it."""
        try:
            code = NationalCode.parse(typed.get("national_code", ""))
        except Unreadable:
            return False
        return self.request.account_desk.needs_challenge(code, shown_by(self.request))

    def act(self, values: dict[str, Any]) -> Response:
        """Sign in, and go where the citizen wanted to go; this browser is known to him from now on."""
        request, desk, shown = self.request, self.request.account_desk, shown_by(self.request)
        limited_by_address(request, "login_address")
        citizen = desk.login(**values, shown=shown)
        sign_in(request, citizen)
        response = HTTPSeeOther(request.session.pop(WANTED, None) or request.path_to("panel"))
        keep_known(request, response, "login", desk.browser_token(citizen, shown))
        return response


@page("logout", "POST")
def logout(request: SiteRequest) -> Response:
    """End the session."""
    sign_out(request)
    request.session.flash(_("You are logged out."))
    return HTTPSeeOther(request.path_to("home"))
