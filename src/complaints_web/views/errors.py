"""Error pages in the dress of the site, each with a way on. They never repeat what was asked for."""

import logging
from typing import Any, Final

from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import HTTPBadRequest, HTTPNotFound, HTTPRequestEntityTooLarge
from pyramid.response import Response
from pyramid_retry import is_last_attempt
from transaction.interfaces import TransientError

from complaints_core.domain.faults import place_of
from complaints_core.interfaces.errors import Refusal, TooManyTries
from complaints_core.interfaces.messages import _
from complaints_web.pages import error_page
from complaints_web.rendering import render
from complaints_web.request import SiteRequest
from complaints_web.site import site_of
from complaints_web.workplace import home_of

PATIENCE: Final = "30"
"""Seconds after which a browser or a machine may try again."""

log = logging.getLogger(__name__)

NOT_KEPT = _(
    "What you sent was not kept. Please go back and send it again in a few minutes; "
    "your words are still in the form."
)
OUR_FAULT = _("Something went wrong on our side")


@error_page(HTTPNotFound)
def not_found(request: SiteRequest) -> Response:
    """Nothing here, or nothing for you: the two look the same."""
    text = _("Perhaps the address was cut off, or the page has moved. Your complaints are safe.")
    return _error(request, 404, _("We could not find this page"), text)


@error_page(BadCSRFToken)
@error_page(HTTPBadRequest)
@error_page(UnicodeDecodeError)
def bad_request(request: SiteRequest) -> Response:
    """The request cannot be understood, or does not come from a page of ours."""
    text = _(
        "The page was open for too long, or something was lost on the way. Please go back and try again."
    )
    return _error(request, 400, _("This could not be read"), text)


@error_page(HTTPRequestEntityTooLarge)
def too_large(request: SiteRequest) -> Response:
    """More was sent than all files together may be."""
    most = request.language.filesize(request.file_rules.max_total_bytes)
    text = _("Together they may have at most {most}. Please go back, take smaller ones, and send again.")
    return _error(request, 413, _("The files are too large"), text, most=most)


@error_page(TooManyTries)
def too_many(refusal: TooManyTries, request: SiteRequest) -> Response:
    """An attempt limit is reached, on a page without a form."""
    response = _error(request, 429, _("Please wait a little"), refusal.message, **refusal.values)
    response.headers["Retry-After"] = str(refusal.retry_after)
    return response


@error_page(Refusal)
def refused(refusal: Refusal, request: SiteRequest) -> Response:
    """A desk said no, on a page without a form."""
    return _error(request, 422, _("This is not possible"), refusal.message, **refusal.values)


@error_page(TransientError)
def busy(request: SiteRequest) -> Response:
    """Several changed the same thing at once. The request is played again; this page is seen only where that
    did not help either."""
    if is_last_attempt(request):
        log.error("a page met conflicts in every attempt")
    return _later(request)


@error_page(Exception)
def failed(fault: Exception, request: SiteRequest) -> Response:
    """A fault of ours. Nothing was kept half; the log tells where it happened, without what was typed."""
    log.error("a page failed: %s", place_of(fault))
    return _later(request) if site_of(request.registry).out_of_reach(fault) else _failed(request)


def _failed(request: SiteRequest) -> Response:
    return _error(request, 500, OUR_FAULT, NOT_KEPT)


def _later(request: SiteRequest) -> Response:
    """The same in a while may well succeed."""
    response = _error(request, 503, OUR_FAULT, NOT_KEPT)
    response.headers["Retry-After"] = PATIENCE
    return response


def _error(request: SiteRequest, status: int, title: str, text: str, **values: Any) -> Response:
    say = request.language.gettext
    ways = [(say(_("To the first page")), request.path_to("home"))]
    try:
        signed_in, staff = request.citizen, request.staff
    except Exception:  # the store itself may be what failed
        signed_in = staff = None
    if staff:
        ways.insert(0, (say(_("To my workplace")), home_of(request, staff)))
    if signed_in:
        ways.insert(0, (say(_("To my panel")), request.path_to("panel")))
    return render(
        request,
        "errors/error.jinja2",
        title,
        status=status,
        code=status,
        text=say(text, **values),
        ways=ways,
        citizen=signed_in,
    )
