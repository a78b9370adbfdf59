"""Virus scanning by clamd over TCP.

The INSTREAM command of clamd(8): `zINSTREAM`, then chunks, each behind its length in four bytes, big-endian;
a length of zero ends the file. The answer is one line that ends like the command, here with a zero byte:
`stream: OK`, `stream: <signature> FOUND`, or a sentence that ends in `ERROR`. Whatever is not a clear OK or
FOUND is no verdict: the file stays hidden.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import BinaryIO
from urllib.parse import urlsplit

from zope.interface import implementer

from complaints_core.interfaces.errors import ScannerUnavailable, SettingError
from complaints_core.interfaces.ports import IFileScanner
from complaints_plugins.settings import Settings

SETTING = "complaints.scanner"
PORT = 3310

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


@implementer(IFileScanner)
class ClamdScanner:
    """Asks a clamd; `timeout` in seconds for each step of the talk. Holds no connection between two files."""

    enabled = True

    def __init__(self, host: str, port: int = PORT, timeout: float = 30.0) -> None:
        self.host = host
        self.port = port
        self._timeout = timeout

    def clean(self, stream: BinaryIO) -> bool:
        """Tell whether clamd finds nothing; raises ScannerUnavailable for no verdict, as it gives none
        on a file larger than its StreamMaxLength."""
        try:
            with closing(socket.create_connection((self.host, self.port), self._timeout)) as clamd:
                return _verdict(_asked(clamd, stream))
        except OSError as problem:
            raise ScannerUnavailable(f"clamd: {problem}") from problem


@implementer(IFileScanner)
class NoScanner:
    """Looks at nothing; a desk shows files at once."""

    enabled = False

    def clean(self, stream: BinaryIO) -> bool:
        """Answer True unseen."""
        return True


def scanner_from_settings(settings: Settings) -> ClamdScanner | NoScanner:
    """Answer the scanner of `complaints.scanner`: `none` or `clamd://host:port`; raises SettingError."""
    setting = str(settings.get(SETTING, "none")).strip()
    if setting == "none":
        return NoScanner()
    try:
        address = urlsplit(setting)
        host, port = address.hostname, address.port or PORT
    except ValueError as problem:
        raise SettingError(SETTING, f"{setting!r}: {problem}") from problem
    if address.scheme != "clamd" or not host:
        raise SettingError(SETTING, f"{setting!r} is neither none nor clamd://host:port")
    return ClamdScanner(host, port)


def _asked(clamd: socket.socket, stream: BinaryIO) -> bytes:
    # clamd hangs up in the middle of a file it finds too large, but says so first.
    with suppress(BrokenPipeError, ConnectionResetError):
        for piece in _told(stream):
            clamd.sendall(piece)
    return _heard(clamd)


def _told(stream: BinaryIO) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    while chunk := stream.read(_CHUNK):
        yield struct.pack("!I", len(chunk)) + chunk
    yield struct.pack("!I", 0)


def _heard(clamd: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        heard = clamd.recv(_LONGEST_ANSWER)
        if not heard:
            break
        answer += heard
    return answer.rstrip(b"\0\n")


def _verdict(answer: bytes) -> bool:
    if answer == b"stream: OK":
        return True
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        return False
    raise ScannerUnavailable(f"clamd: {answer.decode('ascii', 'replace') or 'hung up without an answer'}")
