"""What is killed: the processes of a site, and the PostgreSQL below them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Final, Protocol

from tests.postgres import Absent, Server

PATIENCE: Final = 90.0
_PORTS: Final = range(12000 + os.getpid() % 1000, 20000, 97)
_TRIES: Final = 200
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
    def pid(self) -> int:
        """The number of its process."""
        assert self._process, "nothing was started"
        return self._process.pid

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
                sleep(0.1)
        return self._server.start()

    def kill(self) -> None:
        """Kill all of its processes with -9."""
        self._server.kill()


def free_ports() -> Iterator[int]:
    """Answer ports at which nobody listens, of those that the system gives to nobody: else a client that
    knocks while a site is down may be given one for his own end, and so keep the site from starting."""
    for port in _PORTS:
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port
