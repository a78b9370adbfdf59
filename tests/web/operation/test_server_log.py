"""The server's own words hold no address: a phone that loses its line leaves no tracking code in the log."""

import logging
import socket
import struct
from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest

from complaints_web.operation.server_log import hush_server
from complaints_web.operation.telling import telling
from tests.sockets import free_port

PATIENCE = 10.0
PATH = "/healthz"
"""An address that a small server answers; it stands for any."""


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log of a server that was hushed, twice as when two are served by one process."""
    logger = logging.getLogger("waitress")
    before, level = list(logger.filters), logging.getLogger("waitress.queue").level
    caplog.set_level(logging.DEBUG)
    hush_server()
    hush_server()
    assert len(logger.filters) <= len(before) + 1
    yield caplog
    logger.filters[:] = before
    logging.getLogger("waitress.queue").setLevel(level)


def hang_up(port: int) -> None:
    """Ask for something and break the line within the answer."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        line.recv(1)


def wait_for_words(written: pytest.LogCaptureFixture) -> str:
    """Everything that the server said, once it has said something."""
    end = monotonic() + PATIENCE
    while not (said := [one for one in written.records if one.name == "waitress"]):
        assert monotonic() < end, "the server said nothing"
        sleep(0.05)
    return "\n".join(logging.Formatter().format(one) for one in said)


def test_whoever_hangs_up_leaves_no_address(written: pytest.LogCaptureFixture) -> None:
    def long(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "application/pdf")])
        for _ in range(100):
            yield b"x" * 100_000
            sleep(0.01)

    port = free_port()
    with telling(long, f"127.0.0.1:{port}"):
        hang_up(port)
        said = wait_for_words(written)
    assert said.startswith("Client disconnected")
    assert PATH not in said


def test_of_a_fault_beyond_the_site_only_its_place_is_told(written: pytest.LogCaptureFixture) -> None:
    secret = "482109375563"

    def broken(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        raise OSError(secret)

    port = free_port()
    with telling(broken, f"127.0.0.1:{port}"), socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        said = wait_for_words(written)
    assert said.startswith("Exception: OSError")
    assert "in broken" in said
    assert PATH not in said
    assert secret not in said
