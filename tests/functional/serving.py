"""A site in a process of its own, somebody who files at it over HTTP, and what is kept of it in the end."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

from complaints_core.domain.submission import SubmissionKeys
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.site import site_of
from complaints_plugins.zodb.stores import unit_of_work
from complaints_plugins.zodb.transactions import connected
from complaints_web.settings import DEVELOPMENT_SECRET
from tests.functional.person import COMPLAINT
from tests.sockets import free_port

SECRET = DEVELOPMENT_SECRET.encode()
PATIENCE = 30.0
"""Seconds for which a process is waited for."""
SERVE = "import sys; from complaints_web.scripts import main; sys.exit(main())"


class Filer:
    """Files over HTTP with the cookies of somebody who is signed in; remembers which key got which code."""

    def __init__(self, cookies: dict[str, str], citizen: str) -> None:
        self._cookies = cookies
        self.citizen = citizen
        self.receipts: dict[str, str] = {}

    def file_until_killed(self, port: int) -> None:
        """File one complaint after the other, until nobody answers any more."""
        try:
            while True:
                key = SubmissionKeys(SECRET).issue(self.citizen)
                self.receipts[key] = self.send(port, key)
        except (OSError, HTTPException):
            return

    def send(self, port: int, key: str) -> str:
        """Send one complaint; answers the code of its receipt."""
        token = self._cookies["complaints_csrf"]
        body = urlencode({**COMPLAINT, "submission_key": key, "csrf_token": token})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie}
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", "/panel/complaints/new", body, headers)
            answer = connection.getresponse()
            assert answer.status == 303, answer.read()
            return str(answer.headers["Location"]).split("/")[-2]
        finally:
            connection.close()

    def sees(self, port: int, code: str) -> bool:
        """Tell whether the page of a complaint opens."""
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/panel/complaints/{code}", headers={"Cookie": self._cookie})
            return connection.getresponse().status == 200
        finally:
            connection.close()

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())


@contextmanager
def served(ini: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a site in a process of its own; answers it and its port when it answers."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-c", SERVE, str(ini), "serve", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            wait_for(process, port)
            yield process, port
        finally:
            process.kill()


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Return as soon as a process listens; raises TimeoutError where it ends before, or takes too long."""
    until = monotonic() + PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.02)
        else:
            return
    raise TimeoutError("the site does not answer")


def wait_until_filed(filer: Filer, receipts: int) -> None:
    """Return when somebody has so many receipts, or the patience is over."""
    until = monotonic() + PATIENCE
    while len(filer.receipts) < receipts and monotonic() < until:
        sleep(0.01)


def kept_codes(uri: str, citizen: str) -> list[str]:
    """The codes in the citizen's list, which must be those of the directory."""
    db = open_database(uri, 1)
    try:
        with connected(db) as connection:
            directory = {code for code, _ in site_of(connection).complaints.items()}
        with unit_of_work(db, SECRET) as stores:
            listed = [one.code for one in stores.complaints.of_citizen(citizen)]
    finally:
        db.close()
    assert set(listed) == directory
    return listed
