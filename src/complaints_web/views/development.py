"""Pages for whoever works on the site; they are not there in production."""

from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_core.interfaces.ports import ISmsGateway
from complaints_web.pages import page
from complaints_web.ports import port_of
from complaints_web.rendering import render
from complaints_web.request import SiteRequest
from complaints_web.scripts.demo_staff import demo_staff


@page("dev_messages")
def messages(request: SiteRequest) -> Response:
    """The SMS that this process has sent, newest first."""
    gateway = port_of(request, ISmsGateway)
    return render(request, "dev/messages.jinja2", _("Messages sent"), messages=gateway.sent())


@page("dev_codes")
def codes(request: SiteRequest) -> Response:
    """What the authenticators of the demo staff show now, for whoever has none of their phones."""
    return render(request, "dev/codes.jinja2", _("Digits of the demo staff"), people=demo_staff())


@page("dev_pieces")
def pieces(request: SiteRequest) -> Response:
    """Every piece of the dress on one page."""
    return render(request, "dev/pieces.jinja2", _("Pieces"))
