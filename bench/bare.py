"""The limit beside every page: what Pyramid, Jinja and the database cost when nothing else is done.

One transaction and one connection a request, eleven complaints out of the same kind of file, about 5 KiB of
HTML from one plain template. No session, no form, no language, nobody signed in. The complaints come from the
connection's cache, as they do for the site when somebody looks around; `?cold` lets them come from the file.
"""

from itertools import islice
from typing import Any, Final

from pyramid.config import Configurator
from pyramid.request import Request
from ZODB import DB

from bench.place import THREADS, Place
from complaints_plugins.zodb.database import open_storage
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.uris import reading_only

LOADED: Final = 11
PAGES: Final = 10
EXCERPT: Final = 200
"""Letters of each complaint on the page."""


def application(place: Place) -> Any:
    """Answer the bare site on an office, which it only reads."""
    storage, options = open_storage(reading_only(place.uri))
    db = DB(storage, **{**options, "cache_size": 10_000, "pool_size": THREADS})
    with Configurator(settings={"tm.manager_hook": "pyramid_tm.explicit_manager"}) as config:
        config.include("pyramid_tm")
        config.include("pyramid_jinja2")
        config.add_jinja2_search_path("bench:templates")
        config.registry["bench.pages"] = _some_records(db)
        config.add_request_method(lambda request: _connection(db, request), "connection", reify=True)
        config.add_route("page", "/page/{number:[0-9]+}")
        config.add_view(page, route_name="page", renderer="bare.jinja2")
    return config.make_wsgi_app()


def page(request: Request) -> dict[str, Any]:
    """Show one of the pages, always the same complaints on each."""
    if "cold" in request.GET:
        request.connection.cacheMinimize()
    wanted = request.registry["bench.pages"][int(request.matchdict["number"]) % PAGES]
    records = [request.connection.get(oid) for oid in wanted]
    return {"complaints": [record.kept for record in records], "excerpt": EXCERPT}


def _connection(db: DB, request: Request) -> Any:
    connection = db.open(request.tm)
    request.add_finished_callback(lambda _: connection.close())
    return connection


def _some_records(db: DB) -> list[list[bytes]]:
    """The addresses in the database of the complaints of each page."""
    with db.transaction() as connection:
        oids = [record._p_oid for record in islice(site_of(connection).complaints.values(), PAGES * LOADED)]
    return [oids[page * LOADED : (page + 1) * LOADED] for page in range(PAGES)]
