"""What a worker apart tells machines: `/metrics`, `/healthz` and `/readyz` of its own process, and no page.

Messages are sent and deadlines make themselves heard in the worker, so what is counted of them is counted
there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, Final

import waitress
from waitress import wasyncore

from complaints_core.interfaces.errors import SettingError
from complaints_web.operation.listening import checked

TOLD: Final = frozenset({"/healthz", "/metrics", "/readyz"})
LOOK: Final = 0.2
"""Seconds between two looks at whether it is time to end."""

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def for_machines(site: Application) -> Application:
    """Answer the site without its pages."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] in TOLD:
            return site(environ, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return ()

    return answer


@contextmanager
def telling(site: Application, address: str) -> Iterator[None]:
    """Tell whoever asks at an address (`host:port`) until this is left; raises SettingError."""
    sockets: dict[int, Any] = {}
    try:
        server = waitress.create_server(
            for_machines(site), map=sockets, listen=checked(address), threads=1, ident=None
        )
    except (ValueError, OSError) as wrong:
        wasyncore.close_all(sockets)
        raise SettingError("--metrics", f"nobody can listen at {address}: {_said_of(wrong)}") from wrong
    ended = Event()
    thread = Thread(target=_tell, args=(sockets, ended), name="complaints-telling", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)


def _tell(sockets: Mapping[int, Any], ended: Event) -> None:
    while not ended.is_set():
        wasyncore.loop(timeout=LOOK, map=sockets, use_poll=True, count=1)


def _said_of(wrong: Exception) -> str:
    return getattr(wrong, "strerror", None) or " ".join(str(wrong).split())
