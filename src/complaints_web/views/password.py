"""Changing the password, by somebody who knows the present one."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_core.interfaces.schemas import IPasswordChange
from complaints_web.pages import CitizenPage, form_page
from complaints_web.security.citizens import sign_in


@form_page("password", citizen=True)
class PasswordPage(CitizenPage):
    """Present password, and a new one twice."""

    schema = IPasswordChange
    template = "citizen/password.jinja2"
    title = _("Change my password")
    crumbs = ((_("Home"), "home"), (_("My panel"), "panel"))

    def act(self, values: dict[str, Any]) -> Response:
        """Keep the new password. This login goes on as a new one, every other has ended."""
        request = self.request
        changed = request.account_desk.change_password(
            request.citizen, values["old_password"], values["password"]
        )
        sign_in(request, changed)
        request.session.flash(_("Your new password is kept. Everybody else who was logged in is logged out."))
        return HTTPSeeOther(request.path_to("panel"))
