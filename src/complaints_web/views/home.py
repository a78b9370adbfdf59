"""The first page, and what stands behind every page: help, privacy, accessibility."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from complaints_core.interfaces.messages import _
from complaints_web.pages import page
from complaints_web.rendering import render
from complaints_web.request import YEAR, SiteRequest

SEEN_COOKIE = "complaints_purpose"


@page("home")
def home(request: SiteRequest) -> Response:
    """The three doors of the guide; on a first visit, what the system is for."""
    first_visit = SEEN_COOKIE not in request.cookies
    response = render(request, "home.jinja2", _("Complaint-answering system"), show_purpose=first_visit)
    if first_visit:
        response.set_cookie(SEEN_COOKIE, "1", max_age=YEAR, httponly=True, samesite="Lax")
    return response


def lead_home(request: SiteRequest) -> Response:
    """Lead to the first page; for a route that there is only inside another application."""
    return HTTPSeeOther(request.path_to("home"))


@page("help")
def help_page(request: SiteRequest) -> Response:
    """The short guide to the site."""
    return render(request, "help.jinja2", _("Help"))


@page("privacy")
def privacy(request: SiteRequest) -> Response:
    """What is kept of a person, why, and who sees it."""
    return render(request, "privacy.jinja2", _("Privacy"))


@page("accessibility")
def accessibility(request: SiteRequest) -> Response:
    """What the site promises to people who see, hear or move otherwise."""
    return render(request, "accessibility.jinja2", _("Accessibility"))
