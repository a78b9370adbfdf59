"""The site inside another Pyramid application, below a prefix of its own.

    python examples/inside_pyramid.py        then open http://127.0.0.1:7001/

The host keeps its pages, its 404 page, its headers and its static files; the complaints stand below
`/complaints`. What of the site does not suit the host is replaced by one line.
"""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.router import Router
from waitress import serve
from zope.interface import implementer

from complaints_core.domain.outbox import OutboxMessage, SmsReceipt
from complaints_core.interfaces.ports import ISmsGateway
from complaints_web import start_worker

STYLES = Path(__file__).parent / "host"


@implementer(ISmsGateway)
class HostGateway:
    """The SMS line that the host portal has already."""

    name = "host"

    def __init__(self) -> None:
        self.sent: list[OutboxMessage] = []

    def send(self, message: OutboxMessage) -> SmsReceipt:
        """Hand a message over; here it is only noted."""
        self.sent.append(message)
        return SmsReceipt(str(len(self.sent)), datetime.now(UTC))


def news(request: Request) -> Response:
    """The first page of the host."""
    complaints = escape(request.route_path("complaints.home"))
    return Response(f"<h1>The portal</h1><p><a href='{complaints}'>Complain</a></p>")


def nowhere(request: Request) -> Response:
    """The host's own 404 page."""
    return Response("<h1>The portal has no such page</h1>", status=404)


# This part stands in the README.
def main(gateway: ISmsGateway, **settings: Any) -> Router:
    """A portal that has pages of its own, and the complaints below /complaints."""
    with Configurator(settings=settings) as config:
        config.add_route("news", "/")
        config.add_view(news, route_name="news")
        config.add_static_view("static", str(STYLES))
        config.add_notfound_view(nowhere)

        config.include("complaints_web", route_prefix="/complaints")
        config.add_port(ISmsGateway, lambda request: gateway)
    return config.make_wsgi_app()


# End of that part.


if __name__ == "__main__":
    portal = main(HostGateway(), **{"complaints.store": "memory"})
    worker = start_worker(portal)  # sends what the pages have put into the outbox
    serve(portal, listen="127.0.0.1:7001")
    worker.stop()
