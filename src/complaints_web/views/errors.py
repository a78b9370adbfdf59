"""Error pages in the dress of the site, each with a way on. They never repeat what was asked for."""

import logging
import traceback
from typing import Any

from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import HTTPRequestEntityTooLarge
from pyramid.response import Response
from pyramid.view import exception_view_config, notfound_view_config

from complaints_core.interfaces.errors import Refusal, TooManyTries
from complaints_core.interfaces.messages import _
from complaints_web.rendering import render
from complaints_web.request import SiteRequest

log = logging.getLogger(__name__)


@notfound_view_config()
def not_found(request: SiteRequest) -> Response:
    """Nothing here, or nothing for you: the two look the same."""
    return _error(request, 404, _("We could not find this page"),
                  _("Perhaps the address was cut off, or the page has moved. Your complaints are safe."))


@exception_view_config(BadCSRFToken)
@exception_view_config(UnicodeDecodeError)
def bad_request(request: SiteRequest) -> Response:
    """The request cannot be understood, or does not come from a page of ours."""
    return _error(request, 400, _("This could not be read"),
                  _("The page was open for too long, or something was lost on the way. Please go back and try again."))


@exception_view_config(HTTPRequestEntityTooLarge)
def too_large(request: SiteRequest) -> Response:
    """More was sent than all files together may be."""
    most = request.language.filesize(request.file_rules.max_total_bytes)
    return _error(request, 413, _("The files are too large"),
                  _("Together they may have at most {most}. Please go back, take smaller ones, and send again."), most=most)


@exception_view_config(TooManyTries)
def too_many(refusal: TooManyTries, request: SiteRequest) -> Response:
    """An attempt limit is reached, on a page without a form."""
    response = _error(request, 429, _("Please wait a little"), refusal.message, **refusal.values)
    response.headers["Retry-After"] = str(refusal.retry_after)
    return response


@exception_view_config(Refusal)
def refused(refusal: Refusal, request: SiteRequest) -> Response:
    """A desk said no, on a page without a form."""
    return _error(request, 422, _("This is not possible"), refusal.message, **refusal.values)


@exception_view_config(OSError)
@exception_view_config(Exception)
def failed(fault: Exception, request: SiteRequest) -> Response:
    """A fault of ours. Nothing was kept half; the log holds where it happened, without what was typed."""
    place = "".join(traceback.format_tb(fault.__traceback__))  # the message may hold what somebody typed
    log.error("a page failed: %s\n%s", type(fault).__name__, place)
    status = 503 if isinstance(fault, OSError) else 500
    return _error(request, status, _("Something went wrong on our side"),
                  _("What you sent was not kept. Please go back and send it again in a few minutes; your words are still in the form."))


def _error(request: SiteRequest, status: int, title: str, text: str, **values: Any) -> Response:
    say = request.language.gettext
    ways = [(say(_("To the first page")), request.path_to("home"))]
    try:
        signed_in = request.citizen
    except Exception:  # noqa: BLE001 - the store itself may be what failed
        signed_in = None
        request.citizen = None
    if signed_in:
        ways.insert(0, (say(_("To my panel")), request.path_to("panel")))
    return render(request, "errors/error.jinja2", title, status=status, code=status,
                  text=say(text, **values), ways=ways)
