"""A forgotten password, in the guide's three steps: search, choose the row, a code by SMS. Nobody's password
is sent, and nobody's data shown: the row is masked, and the citizen chooses a new password."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from zope.interface import Interface

from complaints_core.domain.citizens import Citizen
from complaints_core.interfaces.errors import CodeExpired, Refusal
from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IRecoveryFinish, IRecoverySearch
from complaints_core.persian import Mobile
from complaints_web.fields import FieldView
from complaints_web.pages import FormPage, form_page, page
from complaints_web.request import SiteRequest
from complaints_web.security.citizens import sign_in
from complaints_web.security.limits import limited_by_address

FOUND = "recovery_found"
REQUEST = "recovery_request"
"""Session keys: whom the search found (an opaque key, empty for nobody), and the request that waits for its
code."""

WAY = ((_("Home"), "home"), (_("Log in / send a complaint"), "login"))
TITLE = _("Recover the password")


class NothingSelected(Refusal):
    """The row was found, but not chosen."""

    message = _("Please choose the row first.")
    field = "selected"


@form_page("recover")
class Search(FormPage):
    """Step 1: national code and birth date."""

    schema = IRecoverySearch
    template = "recover/search.jinja2"
    title = TITLE
    crumbs = WAY

    def asks_challenge(self, typed: Mapping[str, str]) -> bool:
        """Strangers read the security code."""
        return True

    def act(self, values: dict[str, Any]) -> Response:
        """Search. Tries of one national code are counted first, so that somebody who tries one code for long
        does not use up the tries of the address that he shares with others."""
        request = self.request
        found = request.recovery_desk.find(**values)
        limited_by_address(request, "recover_address")
        request.session[FOUND] = found.key if found else ""
        return HTTPSeeOther(request.path_to("recover_send"))


@form_page("recover_send")
class Send(FormPage):
    """Step 2: the masked row, and the button that sends the code; or the news that nothing was found."""

    schema = Interface
    template = "recover/send.jinja2"
    title = TITLE
    crumbs = (*WAY, (TITLE, "recover"))

    def found(self) -> Citizen | None:
        """Whom the search of this browser found."""
        key = self.request.session.get(FOUND)
        return self.request.recovery_desk.found(key) if key else None

    def more_fields(self) -> tuple[FieldView, ...]:
        """The box of the row."""
        label = self.request.language.gettext(_("Choose"))
        return (FieldView(name="selected", label=label, kind="radios", required=True),)

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """The masked row, or None."""
        found = self.found()
        return {"row": self.request.recovery_desk.row(found) if found else None}

    def show(self) -> Response:
        """Whoever has not searched goes back to the search."""
        return super().show() if FOUND in self.request.session else self.back()

    def send(self) -> Response:
        """As ever, where the search found a row."""
        return super().send() if self.found() else self.back()

    def read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Answer whom the chosen row stands for; raises NothingSelected."""
        if not typed.get("selected"):
            raise NothingSelected
        return {"citizen": self.found()}

    def act(self, values: dict[str, Any]) -> Response:
        """Send the code to the registered mobile."""
        request = self.request
        request.session[REQUEST] = request.recovery_desk.send(**values)
        del request.session[FOUND]
        return HTTPSeeOther(request.path_to("recover_finish"))

    def back(self) -> Response:
        """Lead to the search."""
        return HTTPSeeOther(self.request.path_to("recover"))


@form_page("recover_finish")
class Finish(FormPage):
    """Step 3: the code from the SMS, and a password of the citizen's own choice."""

    schema = IRecoveryFinish
    template = "recover/finish.jinja2"
    title = _("Choose a new password")
    crumbs = (*WAY, (TITLE, "recover"))

    @property
    def waiting(self) -> str:
        """The key of the request that this browser began."""
        key: str = self.request.session.get(REQUEST, "")
        return key

    def values(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """As much of the number as its owner needs to know which phone it is."""
        number = Mobile(self.request.recovery_desk.mobile(self.waiting)).local
        return {"ending": number[-2:], "resend_url": self.request.path_to("recover_resend")}

    def show(self) -> Response:
        """Without a request there is nothing to finish."""
        try:
            return super().show()
        except CodeExpired:
            return HTTPSeeOther(self.request.path_to("recover"))

    def send(self) -> Response:
        """As ever; a request that waited too long begins anew, one that is complete is over."""
        try:
            return super().send()
        except CodeExpired:
            if self.request.citizen:
                return HTTPSeeOther(self.request.path_to("panel"))
            return too_late(self.request)

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the new password; whoever read the code is the owner, and is signed in."""
        request = self.request
        citizen = request.recovery_desk.finish(self.waiting, values["code"], values["password"])
        sign_in(request, citizen)
        request.session.flash(_("Your new password is kept. Everybody else who was logged in is logged out."))
        return HTTPSeeOther(request.path_to("panel"))


@page("recover_resend", "POST")
def resend(request: SiteRequest) -> Response:
    """Send another code."""
    try:
        request.recovery_desk.resend(request.session.get(REQUEST, ""))
    except CodeExpired:
        return too_late(request)
    request.session.flash(_("A new code is on its way."))
    return HTTPSeeOther(request.path_to("recover_finish"))


def too_late(request: SiteRequest) -> Response:
    """Begin anew."""
    request.session.flash(_("This took too long, so please begin once more."))
    return HTTPSeeOther(request.path_to("recover"))
