"""For operators and their machines: does the site live, is it ready, and how does it go?"""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from complaints_web.operation.metrics import lines_of, may_see
from complaints_web.operation.readiness import Bounds, state_of
from complaints_web.pages import page
from complaints_web.request import SiteRequest
from complaints_web.site import site_of


@page("healthz")
def alive(request: SiteRequest) -> Response:
    """The process answers."""
    return Response(json_body={"alive": True})


@page("readyz")
def ready(request: SiteRequest) -> Response:
    """How store, outbox, index and disk are; 503 where one of them is not well, and `problems` tells which,
    a line each."""
    site = site_of(request.registry)
    try:
        state = state_of(request, site.settings)
    except Exception as fault:
        if not site.out_of_reach(fault):
            raise
        problem = f"store: does not answer ({type(fault).__name__})"
        return Response(json_body={"ready": False, "problems": [problem]}, status=503)
    problems = list(Bounds.read(site.settings.raw).problems(state))
    return Response(
        json_body={"ready": not problems, "problems": problems, **state}, status=503 if problems else 200
    )


@page("metrics")
def metrics(request: SiteRequest) -> Response:
    """Numbers for Prometheus, where `complaints.metrics.allow` knows who asks."""
    if not may_see(request):
        raise HTTPNotFound
    text = "\n".join(lines_of(request))
    return Response(f"{text}\n", content_type="text/plain; version=0.0.4", charset="utf-8")
