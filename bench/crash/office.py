"""A site for the drill in a temporary folder: its processes, which are killed, and its database."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final, Protocol

from bench.crash.people import CLERK, PASSWORD, settled
from complaints_core.persian import secret
from complaints_core.testing import builders
from complaints_plugins.passwords import Argon2idHasher
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import unit_of_work
from tests.postgres import LASTING, Absent, Databases, Server

PATIENCE: Final = 90.0
SECRET: Final = "drill-only-secret-of-an-office-that-is-not-there"  # noqa: S105
_WIDTH: Final = 8
_TRIES: Final = 20
_PORTS: Final = range(21000 + os.getpid() % 1000, 32000, 1000)
_COMMAND: Final = "import sys; from complaints_web.scripts import main; sys.exit(main())"


class Victim(Protocol):
    """What can be killed, and started again."""

    name: str

    def start(self) -> None:
        """Start it."""

    def kill(self) -> None:
        """Kill it with -9, whatever it is doing."""


class Program:
    """A command of the site in a process of its own; what it writes goes into a log beside the ini."""

    def __init__(self, name: str, ini: Path, *arguments: str) -> None:
        self.name = name
        self._command = [sys.executable, "-W", "ignore", "-c", _COMMAND, str(ini), *arguments]
        self._log = ini.with_name(f"{name}.log")
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0

    def start(self) -> None:
        """Start it; it answers when it has read everything."""
        with self._log.open("ab") as log:
            self._began = log.tell()
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)  # noqa: S603 - our words

    def kill(self) -> None:
        """Kill it with -9."""
        self._end(signal.SIGKILL)

    def end(self) -> int:
        """Ask it to end (SIGTERM); answers its exit status."""
        return self._end(signal.SIGTERM)

    def revive(self) -> None:
        """Start it again where it has ended by itself, as systemd does: the database was away."""
        if self._process and self._process.poll() is not None:
            self.start()

    def clear(self) -> None:
        """Leave nothing of it behind, whatever has happened."""
        if self._process and self._process.poll() is None:
            self.kill()

    def ready(self) -> bool:
        """Tell whether it has begun its work since it was started."""
        return b"(stop it with Ctrl-C)" in self._log.read_bytes()[self._began :]

    @property
    def said(self) -> str:
        """The last line it wrote."""
        return (self._log.read_text(errors="replace").splitlines() or ["nothing"])[-1]

    def _end(self, how: signal.Signals) -> int:
        assert self._process, "nothing was started"
        self._process.send_signal(how)
        return self._process.wait(PATIENCE)


class DatabaseServer:
    """The PostgreSQL of the drill, with all of its processes."""

    name = "database"

    def __init__(self, server: Server) -> None:
        self._server = server

    def start(self) -> None:
        """Start it and wait until it has recovered. Its last children hold its memory for a moment after it
        was killed, and so long it does not start."""
        for _ in range(_TRIES):
            try:
                return self._server.start()
            except Absent:
                sleep(1)
        return self._server.start()

    def kill(self) -> None:
        """Kill all of its processes with -9."""
        self._server.kill()


class Office:
    """A site in a folder: `programs` in the order in which they are started, and what else is killed."""

    def __init__(self, folder: Path, uri: str, server: Server | None = None) -> None:
        self.folder, self.uri = folder, uri
        self.spool = folder / "sms.jsonl"
        self.port = _free_port()
        ini = folder / "site.ini"
        ini.write_text("\n".join(["[app:main]", "use = egg:complaints", *self._settings()]), encoding="utf-8")
        serve = ("serve", "--port", str(self.port))
        self.database = DatabaseServer(server) if server else None
        # A file serves one process, so there the worker is a thread of it.
        self.programs = [Program("web", ini, *serve)]
        if server:
            self.programs = [Program("web", ini, *serve, "--no-worker"), Program("worker", ini, "worker")]

    @property
    def victims(self) -> Sequence[Victim]:
        """Everything that is killed in turn."""
        return (*self.programs, *([self.database] if self.database else []))

    def settle(self, citizens: int) -> None:
        """Make the database, with so many citizens who have a password."""
        db = open_database(self.uri, 1, width=_WIDTH)
        hashed = Argon2idHasher().hash(secret(PASSWORD))
        try:
            with unit_of_work(db, SECRET.encode()) as stores:
                stores.staff.add(builders.staff(CLERK, password_hash=hashed))
                for number in range(citizens):
                    stores.citizens.add(settled(number, stores.citizens, hashed))
        finally:
            db.close()

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

    def _settings(self) -> list[str]:
        settings = {
            "complaints.store": "zodb",
            "zodb.uri": self.uri,
            "complaints.secret": SECRET,
            "complaints.limits": "off",
            "complaints.challenge": "off",
            "complaints.figures": str(self.folder / "figures.db"),
            "complaints.sms": "spool",
            "complaints.sms.spool": str(self.spool),
        }
        return [f"{key} = {value}" for key, value in settings.items()]


@contextmanager
def cleared(office: Office) -> Iterator[Office]:
    """Leave no process of an office behind."""
    try:
        yield office
    finally:
        for program in office.programs:
            program.clear()


@contextmanager
def on_file(folder: Path) -> Iterator[Office]:
    """Answer an office on FileStorage: one process with everything in it."""
    with cleared(Office(folder, f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs")) as office:
        yield office


@contextmanager
def on_postgres(folder: Path) -> Iterator[Office]:
    """Answer an office on a PostgreSQL of its own, with a web process and a worker."""
    server = Server(LASTING)
    try:
        with cleared(Office(folder, Databases(server.uri).make(), server)) as office:
            yield office
    finally:
        server.stop()


STORES: Final = {"file": on_file, "postgres": on_postgres}


def _free_port() -> int:
    """A port that the system gives to nobody: else a client that knocks while the site is down may be given
    it for his own end, and so keep the site from starting."""
    for port in _PORTS:
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
