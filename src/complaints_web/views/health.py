"""For operators and their machines: does the site live, and is it ready?"""

from pyramid.response import Response

from complaints_core.interfaces.ports import IChanges, IClock, IFigures, IOutbox, ISearchIndex
from complaints_web.pages import page
from complaints_web.ports import port_of
from complaints_web.request import SiteRequest


@page("healthz")
def alive(request: SiteRequest) -> Response:
    """The process answers."""
    return Response(json_body={"alive": True})


@page("readyz")
def ready(request: SiteRequest) -> Response:
    """The store answers; how many messages wait, and how many could not be delivered; how far search and
    figures lag behind, and whether they know all there is."""
    outbox: IOutbox = port_of(request, IOutbox)
    changes: IChanges = port_of(request, IChanges)
    index: ISearchIndex = port_of(request, ISearchIndex)
    figures: IFigures = port_of(request, IFigures)
    return Response(
        json_body={
            "ready": True,
            "messages_waiting": outbox.waiting(),
            "messages_undelivered": len(outbox.undelivered(100)),
            "search_waiting": changes.waiting(),
            "search_lag_seconds": _age(request, changes),
            "search_complete": index.position() is None,
            "figures_complete": figures.position() is None,
        }
    )


def _age(request: SiteRequest, changes: IChanges) -> int:
    """Answer for how many whole seconds the longest waiting change waits."""
    clock: IClock = port_of(request, IClock)
    oldest = changes.oldest()
    return max(0, int((clock.now() - oldest).total_seconds())) if oldest else 0
