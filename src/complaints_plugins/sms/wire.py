"""One POST over TLS, and nothing else.

A library would follow a redirect and carry the key and the number to another host, or take a proxy from the
environment. Here a redirect is an answer like any other, and every wait has an end.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

MOST = 64 * 1024
"""No gateway has more to say (bytes)."""


@dataclass(frozen=True)
class Answer:
    """HTTP status and the beginning of the body."""

    status: int
    body: bytes


class Unreachable(Exception):
    """Nothing was handed over: no address, no connection, or a certificate that is not the host's."""


class Unanswered(Exception):
    """The request was on its way when the line fell silent; whether it was taken nobody knows."""


def post(url: str, headers: Mapping[str, str], body: bytes, timeout: float) -> Answer:
    """Send a body to an https address (or http, which is for a server on this machine).

    `timeout` in seconds holds for each wait: connecting, handing over, and each piece of the answer.
    """
    address = urlsplit(url)
    connection = _connection(address, timeout)
    try:
        _connect(connection)
        return _exchange(connection, address.path, headers, body)
    finally:
        connection.close()


def _connection(address: SplitResult, timeout: float) -> HTTPConnection:
    host = address.hostname or ""
    if address.scheme == "http":
        return HTTPConnection(host, address.port, timeout=timeout)
    context = ssl.create_default_context()
    return HTTPSConnection(host, address.port, timeout=timeout, context=context)


def _connect(connection: HTTPConnection) -> None:
    try:
        connection.connect()
    except OSError as error:
        raise Unreachable(type(error).__name__) from error


def _exchange(connection: HTTPConnection, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    try:
        connection.request("POST", path, body, dict(headers))
        with connection.getresponse() as reply:
            return Answer(reply.status, reply.read(MOST))
    except (OSError, HTTPException) as error:
        raise Unanswered(type(error).__name__) from error
