"""A disk of a few megabytes with a site on it, in a process of its own: it can be filled, and emptied again.

The process has a mount namespace of its own, so that nobody else sees the disk, and nothing is left of it
when the process is gone. Linux lets anybody make one who may make user namespaces, and root in any case.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.functional.serving import PATIENCE, SERVE, wait_for
from tests.sockets import free_port

ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
PIECE = 4096
IMMENSE = 2**30


@dataclass(frozen=True)
class SmallDisk:
    """A running site, and the disk on which it keeps everything, as its own process sees it."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path

    @property
    def seen(self) -> Path:
        """The folder of the disk as it can be reached from outside."""
        return Path(f"/proc/{self.process.pid}/root{self.folder}")

    def fill(self, room: int = 0) -> None:
        """Fill it up but for so many bytes."""
        free = os.statvfs(self.seen)
        left = free.f_bavail * free.f_frsize - room
        with (self.seen / "filler").open("ab") as filler:
            os.posix_fallocate(filler.fileno(), filler.seek(0, os.SEEK_END), left)

    def empty(self) -> None:
        """Make room again."""
        (self.seen / "filler").unlink()

    def kill(self) -> None:
        """End the process without a warning. What it kept is gone with its disk."""
        self.process.kill()
        self.process.wait()

    @property
    def app(self) -> "Far":
        """The site as an application that a WebTest browser can walk through."""
        return Far(self.port)


@dataclass(frozen=True)
class Far:
    """A WSGI application that asks another process."""

    port: int

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        """Hand the request on, and the answer back."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            path = quote(environ["PATH_INFO"].encode("latin-1"))
            connection.request(environ["REQUEST_METHOD"], path + query, body, _headers(environ))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        kept = [one for one in answer.getheaders() if one[0].lower() not in ("connection", "keep-alive")]
        start_response(f"{answer.status} {answer.reason}", kept)
        yield content


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    sent = {
        name[5:].replace("_", "-").title(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_") and name != "HTTP_HOST"
    }
    return {"Host": environ["HTTP_HOST"], "Content-Type": environ.get("CONTENT_TYPE", ""), **sent}


@contextmanager
def on_small_disk(seed: Path, ini: Path, folder: Path, size: str) -> Iterator[SmallDisk]:
    """Serve the site of an ini file, with its worker, on a disk of some size that is mounted at a folder and
    holds what stands in `seed` at first. Temporary files are on that disk, too."""
    port = free_port()
    serve = [sys.executable, "-W", "ignore", "-c", SERVE, str(ini), "serve", "--port", str(port)]
    mounted = f"mount -t tmpfs -o size={size} none {shlex.quote(str(folder))}"
    filled = f"cp -r {shlex.quote(str(seed))}/. {shlex.quote(str(folder))}"
    script = f"{mounted} && {filled} && exec {shlex.join(serve)}"
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen([*ALONE, "sh", "-c", script], env=environment) as process:  # noqa: S603
        try:
            wait_for(process, port)
            yield SmallDisk(process, port, folder)
        finally:
            process.kill()


def needs_namespaces() -> None:
    """Skip where nobody may mount anything; in CI that is a failure, so that it is never skipped unseen."""
    tried = subprocess.run([*ALONE, "true"], capture_output=True, check=False)  # noqa: S603
    if tried.returncode and os.environ.get("CI"):
        pytest.fail("no user namespaces here: nobody has tried a full disk")
    if tried.returncode:
        pytest.skip("no user namespaces here: nobody has tried a full disk")
