"""For operators and their machines: does the site live, and is it ready?"""

from pyramid.response import Response

from complaints_core.interfaces.ports import IOutbox
from complaints_web.pages import page
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest


@page("healthz")
def alive(request: SiteRequest) -> Response:
    """The process answers."""
    return Response(json_body={"alive": True})


@page("readyz")
def ready(request: SiteRequest) -> Response:
    """The store answers; how many messages wait, and how many could not be delivered."""
    outbox: IOutbox = port_of(request, IOutbox)
    return Response(
        json_body={
            "ready": True,
            "messages_waiting": outbox.waiting(),
            "messages_undelivered": len(outbox.undelivered(100)),
        }
    )
