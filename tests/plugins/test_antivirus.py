"""The talk with clamd, against a clamd that we play ourselves."""

import io
import socket
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import ScannerUnavailable, SettingError
from complaints_core.interfaces.ports import IFileScanner
from complaints_plugins.antivirus import ClamdScanner, NoScanner, scanner_from_settings


class Clamd(Thread):
    """Hears one file and says what it was told to say; `most` bytes, then it hangs up."""

    def __init__(self, answer: bytes, most: int | None = None) -> None:
        super().__init__(daemon=True)
        self._answer = answer
        self._most = most
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self.command = b""
        self.heard = b""

    def run(self) -> None:
        with closing(self._door), closing(self._door.accept()[0]) as talk, suppress(OSError):
            self._listen(talk.makefile("rb"))
            talk.sendall(self._answer)

    def _listen(self, wire: io.BufferedReader) -> None:
        self.command = wire.read(10)
        while length := struct.unpack("!I", wire.read(4))[0]:
            self.heard += wire.read(length)
            if self._most is not None and len(self.heard) > self._most:
                return


@contextmanager
def clamd(answer: bytes, most: int | None = None) -> Iterator[Clamd]:
    played = Clamd(answer, most)
    played.start()
    yield played
    played.join(5)


def _scanned(played: Clamd, content: bytes = b"content") -> bool:
    return ClamdScanner("127.0.0.1", played.port, timeout=2).clean(io.BytesIO(content))


def test_both_plug_ins_are_what_the_port_asks_for() -> None:
    verifyObject(IFileScanner, ClamdScanner("localhost"))
    verifyObject(IFileScanner, NoScanner())


def test_a_clean_file_passes() -> None:
    with clamd(b"stream: OK\0") as played:
        assert _scanned(played)


def test_an_infected_file_does_not() -> None:
    with clamd(b"stream: Eicar-Signature FOUND\0") as played:
        assert not _scanned(played)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_clamd_hears_the_whole_file(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    with clamd(b"stream: OK\0") as played:
        _scanned(played, content)
    assert played.command == b"zINSTREAM\0"
    assert played.heard == content


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"OK\0",
        b"stream: OKAY\0",
        b"FOUND\0",
        b"x" * 10_000,
    ],
)
def test_whatever_is_no_clear_answer_is_no_verdict(answer: bytes) -> None:
    with clamd(answer) as played, pytest.raises(ScannerUnavailable):
        _scanned(played)


def test_a_file_that_clamd_finds_too_large_gets_no_verdict() -> None:
    refusal = b"INSTREAM size limit exceeded. ERROR\0"
    with clamd(refusal, most=100_000) as played, pytest.raises(ScannerUnavailable):
        _scanned(played, bytes(5_000_000))


def test_nobody_at_the_door_is_no_verdict() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        port = door.getsockname()[1]
    with pytest.raises(ScannerUnavailable):
        ClamdScanner("127.0.0.1", port, timeout=2).clean(io.BytesIO(b"content"))


def test_a_clamd_that_never_answers_is_given_up() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent, pytest.raises(ScannerUnavailable):
        ClamdScanner("127.0.0.1", silent.getsockname()[1], timeout=0.1).clean(io.BytesIO(b"content"))


def test_without_a_scanner_every_file_is_shown_at_once() -> None:
    scanner = scanner_from_settings({})
    assert not scanner.enabled
    assert scanner.clean(io.BytesIO(b"content"))


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("clamd://scanner:3311", "scanner", 3311),
        ("clamd://scanner", "scanner", 3310),
        ("clamd://[::1]:1", "::1", 1),
    ],
)
def test_clamd_is_named_by_host_and_port(address: str, host: str, port: int) -> None:
    scanner = scanner_from_settings({"complaints.scanner": address})
    assert isinstance(scanner, ClamdScanner)
    assert (scanner.enabled, scanner.host, scanner.port) == (True, host, port)


@pytest.mark.parametrize(
    "address", ["clamd", "clamd://", "http://scanner:1", "clamd://scanner:many", "clamd://[::1"]
)
def test_an_address_that_names_no_clamd_is_refused(address: str) -> None:
    with pytest.raises(SettingError, match=r"complaints\.scanner"):
        scanner_from_settings({"complaints.scanner": address})
