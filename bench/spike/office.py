"""A site in a temporary folder to which many come: its processes, its database, and who is known there."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final

from bench.crash.processes import PATIENCE, Program, free_ports
from bench.place import SECRET, Place, in_file
from bench.process import Server as Process
from bench.spike.people import settle
from tests.postgres import LASTING, Databases, Server

WEBS: Final = 3
"""So many processes serve where PostgreSQL keeps everything."""
_TO_DO: Final = ("messages_waiting", "search_waiting")


class Office:
    """A site in a folder: `ports` of its processes that serve, `ini` with its settings, `uri` of its
    database."""

    def __init__(self, folder: Path, uri: str, webs: int, *, apart: bool) -> None:
        """Take how many processes serve, and whether the worker is a process apart."""
        self.folder, self.uri = folder, uri
        self.ports = list(islice(free_ports(), webs))
        self.ini = Place(uri, folder).ini()
        worker = ("--no-worker",) if apart else ()
        self._programs = [
            Program(f"web-{port}", self.ini, "serve", "--port", str(port), *worker) for port in self.ports
        ]
        if apart:
            self._programs.append(Program("worker", self.ini, "worker"))

    def start(self) -> None:
        """Start all programs, and wait until they are at work; raises TimeoutError."""
        for program in self._programs:
            program.start()
        until = monotonic() + PATIENCE
        while not all(one.ready() for one in self._programs):
            if monotonic() > until:
                raise TimeoutError("; ".join(f"the {one.name} says {one.said}" for one in self._programs))
            sleep(0.05)

    def worked(self) -> float:
        """Answer the seconds of processor time that all programs of the site have taken so far."""
        return sum(Process(one.pid, 0).cpu_ms() for one in self._programs) / 1000

    def rest(self) -> None:
        """Wait until the worker has done everything that people left to it; raises TimeoutError."""
        until = monotonic() + PATIENCE
        while any(self._told()[one] for one in _TO_DO) or not self._told()["search_complete"]:
            if monotonic() > until:
                raise TimeoutError("the worker does not come to an end")
            sleep(0.2)

    def _told(self) -> dict[str, int]:
        told: dict[str, int] = json.loads(page_at(self.ports[0], "/readyz"))
        return told

    def end(self) -> Iterator[str]:
        """End all programs in order; answers a sentence for each that did not end well."""
        for program in self._programs:
            if status := program.end():
                yield f"the {program.name} ended with {status}"

    def logs(self) -> str:
        """Answer everything that the programs have written."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def clear(self) -> None:
        """Leave no process behind, whatever has happened."""
        for program in self._programs:
            program.clear()


@contextmanager
def opened(store: str, citizens: int, webs: int = WEBS) -> Iterator[Office]:
    """Answer a site at work on a store, with so many citizens; nothing of it is left afterwards."""
    with (
        TemporaryDirectory(prefix="complaints-spike-") as folder,
        STORES[store](Path(folder), webs) as office,
    ):
        settle(office.uri, SECRET.encode(), citizens)
        try:
            office.start()
            yield office
        finally:
            office.clear()


@contextmanager
def _on_file(folder: Path, _webs: int) -> Iterator[Office]:
    """A file serves one process, in which the worker is a thread."""
    yield Office(folder, in_file(folder).uri, 1, apart=False)


@contextmanager
def _on_postgres(folder: Path, webs: int) -> Iterator[Office]:
    server = Server(LASTING)
    try:
        yield Office(folder, Databases(server.uri).make(), webs, apart=True)
    finally:
        server.stop()


STORES: Final[dict[str, Callable[[Path, int], AbstractContextManager[Office]]]] = {
    "file": _on_file,
    "postgres": _on_postgres,
}


def page_at(port: int, path: str) -> bytes:
    """Answer what a process says at an address, whatever its status."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read()
