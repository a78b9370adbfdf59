"""A site for the drill in a temporary folder: its processes, which are killed, and its database."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from bench.crash.people import CLERK
from bench.crash.power import Disk, Power
from bench.crash.processes import PATIENCE, DatabaseServer, Program, Victim, free_ports
from bench.crash.wire import PatientWire
from bench.people import EXPERT, PASSWORD, bench_citizens, bench_staff
from bench.place import SECRET, Place, in_file
from complaints_core.persian import secret
from complaints_core.testing import builders
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.postgres import LASTING, Databases, Server

_WIDTH: Final = 8


class Office:
    """A site in a folder: `programs` in the order in which they are started, and what else is killed. With a
    `disk` of its own, on which the folder lies, it is not killed but loses its power."""

    def __init__(
        self, folder: Path, uri: str, server: Server | None = None, disk: Disk | None = None
    ) -> None:
        place = Place(uri, folder)
        self.folder, self.uri, self.spool = folder, uri, place.spool
        self.port = next(free_ports())
        self.ini = place.ini()
        serve = ("serve", "--port", str(self.port))
        self.database = DatabaseServer(server) if server else None
        self.disk = disk
        # A file serves one process, so there the worker is a thread of it.
        self.programs = [Program("web", self.ini, *serve)]
        if server:
            self.programs = [
                Program("web", self.ini, *serve, "--no-worker"),
                Program("worker", self.ini, "worker"),
            ]

    @property
    def victims(self) -> Sequence[Victim]:
        """Everything that is killed in turn."""
        if self.disk:
            return (Power(self.disk, self.programs, self.database),)
        return (*self.programs, *([self.database] if self.database else []))

    def settle(self, citizens: int) -> None:
        """Make the database, with so many citizens who have a password, and staff."""
        db = open_database(self.uri, 1, width=_WIDTH)
        hashed = Argon2idHasher().hash(secret(PASSWORD))
        try:
            with unit_of_work(db, SECRET.encode()) as stores:
                stores.staff.add(builders.staff(CLERK, password_hash=hashed))
                stores.staff.add(bench_staff(EXPERT, hashed))
                for citizen in islice(bench_citizens(stores.citizens, hashed), citizens):
                    stores.citizens.add(citizen)
        finally:
            db.close()
        self.age()

    def age(self) -> None:
        """Let all that stands on a disk of its own be as if it had stood there for a while: written."""
        if self.disk:
            self.disk.settle()

    def wait(self) -> None:
        """Wait until all programs are at work; raises TimeoutError."""
        until = monotonic() + PATIENCE
        while not all(one.ready() for one in self.programs):
            if monotonic() > until:
                raise TimeoutError("; ".join(f"the {one.name} says {one.said}" for one in self.programs))
            self.revive()
            sleep(0.05)

    def revive(self) -> None:
        """Start again what has ended by itself."""
        for program in self.programs:
            program.revive()

    def rest(self, seconds: float) -> None:
        """Wait until the worker has done everything, at most so many seconds: a message that a courier had
        when he was killed waits until his lease is over."""
        until = monotonic() + seconds
        while monotonic() < until and self._is_at_work():
            sleep(0.2)

    @property
    def is_indexed(self) -> bool:
        """Tell whether search index and figures have everything, so that the doctor compares all of it."""
        told = self._told()
        return bool(told["search_complete"] and told["figures_complete"] and not told["search_waiting"])

    def _is_at_work(self) -> bool:
        return bool(self._told()["messages_waiting"]) or not self.is_indexed

    def _told(self) -> dict[str, Any]:
        """What the site says about itself."""
        with closing(PatientWire(self.port)) as wire:
            told: dict[str, Any] = json.loads(wire("GET", "/readyz", b"", {}).body)
        return told


@contextmanager
def cleared(office: Office) -> Iterator[Office]:
    """Leave no process of an office behind."""
    try:
        yield office
    finally:
        for program in office.programs:
            program.clear()


@contextmanager
def on_file(folder: Path, disk: Disk | None = None) -> Iterator[Office]:
    """Answer an office on FileStorage: one process with everything in it."""
    with cleared(Office(folder, in_file(folder).uri, disk=disk)) as office:
        yield office


@contextmanager
def on_postgres(folder: Path, disk: Disk | None = None) -> Iterator[Office]:
    """Answer an office on a PostgreSQL of its own, with a web process and a worker."""
    server = Server(LASTING, _new(folder / "postgres") if disk else None)
    try:
        with cleared(Office(folder, Databases(server.uri).make(), server, disk)) as office:
            yield office
    finally:
        server.stop()


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


STORES: Final = {"file": on_file, "postgres": on_postgres}
