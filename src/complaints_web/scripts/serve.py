"""Serve the site, with the worker that sends messages beside it."""

import argparse
import logging
import signal
import sys
from collections.abc import Mapping
from typing import Any

import plaster
import waitress
from pyramid.paster import get_app
from waitress import wasyncore

from complaints_core.interfaces.errors import SettingError
from complaints_web import start_worker
from complaints_web.operation.draining import Draining
from complaints_web.operation.line import Line
from complaints_web.operation.listening import at_port, checked
from complaints_web.operation.overload import LINE
from complaints_web.operation.server_log import hush_server
from complaints_web.settings import Settings
from complaints_web.site import site_of
from complaints_web.traffic.uploads import most_bytes

CONNECTIONS = 1000
"""So many people may be connected; whoever would wait for too long is told so, see `overload`."""

PIECE = 1 << 16
"""Bytes of a file that are read at a look at its connection."""

PATIENCE = 4
"""A request that is a little too large gets a page of ours; one that is so many times too large is cut."""


log = logging.getLogger(__name__)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say where to listen, and whether another process is the worker."""
    command.add_argument("--port", type=int, help="instead of the one in the ini file")
    command.add_argument(
        "--no-worker", action="store_true", help="messages are sent by `complaints INI worker`"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted or told to end; pages and messages that are under way are finished. Ends with
    1, so that it is started again, when the database has closed itself."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # while it starts; then see Draining
    server = dict(plaster.get_loader(arguments.ini, protocols=["wsgi"]).get_settings("server:main"))
    app = get_app(arguments.ini)
    worker = None if arguments.no_worker else start_worker(app)
    address = at_port(server.get("listen", "127.0.0.1:6543"), arguments.port)
    try:
        _serve(app, address, _how(server))
    finally:
        lost = site_of(app.registry).lost()
        if worker:
            worker.stop()
        site_of(app.registry).close()
    if lost:
        log.critical("the disk has failed while something was kept; the site must be started again")
    return int(lost)


def _serve(app: Any, address: str, how: Mapping[str, Any]) -> None:
    sockets: dict[int, Any] = {}
    app.registry[LINE] = line = Line(_settings(app).threads)
    try:
        server = waitress.create_server(
            app,
            map=sockets,
            listen=checked(address),
            _dispatcher=line,
            max_request_body_size=PATIENCE * most_bytes(app.registry),
            **how,
        )
    except (ValueError, OSError) as wrong:
        line.shutdown()
        wasyncore.close_all(sockets)
        raise SettingError("server:main", said_of(wrong, address)) from wrong
    hush_server()
    print(f"The site is at http://{address}/ (stop it with Ctrl-C)", flush=True)
    Draining(server, sockets, site_of(app.registry).lost).run()


def said_of(wrong: Exception, address: str) -> str:
    """Answer in a sentence why a server cannot listen, or does not know a setting."""
    if isinstance(wrong, OSError):
        return f"nobody can listen at {address}: {wrong.strerror}"
    return " ".join(str(wrong).split())


def _how(server: Mapping[str, str]) -> dict[str, Any]:
    """What else the ini says to waitress, such as which proxy is to be trusted; it does not tell its name."""
    return {
        "ident": None,
        "asyncore_use_poll": True,  # for more than a thousand files
        "connection_limit": CONNECTIONS,
        "recv_bytes": PIECE,
        **{name: text for name, text in server.items() if name not in ("use", "listen", "threads")},
    }


def _settings(app: object) -> Settings:
    return site_of(app.registry).settings  # type: ignore[attr-defined] # Pyramid's router carries it
