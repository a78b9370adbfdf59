"""Our plug-ins keep the contracts that we ship; what else each does is in its own tests."""

import socketserver
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread

import pytest

from complaints_core.interfaces.ports import (
    IChallenge,
    IFileInspector,
    IFileScanner,
    ILimits,
    IPasswordHasher,
)
from complaints_core.memory import MemoryPending
from complaints_core.testing.contracts import (
    ChallengeContract,
    FileInspectorContract,
    FileScannerContract,
    LimitsContract,
    PasswordHasherContract,
)
from complaints_core.testing.fixed import FixedClock
from complaints_plugins.antivirus import ClamdScanner
from complaints_plugins.challenge import ImageChallenge
from complaints_plugins.challenge.painter import Painter
from complaints_plugins.challenge.tickets import Tickets
from complaints_plugins.files import Inspector
from complaints_plugins.limits import Attempts, ProcessStorage
from complaints_plugins.passwords import fast_hasher

SECRET = b"of the installation"


class TestArgon2id(PasswordHasherContract):
    @pytest.fixture
    def hasher(self) -> IPasswordHasher:
        return fast_hasher()


class TestImageChallenge(ChallengeContract):
    @pytest.fixture
    def clock(self) -> FixedClock:
        return FixedClock()

    @pytest.fixture
    def challenge(self, clock: FixedClock) -> IChallenge:
        return ImageChallenge(SECRET, MemoryPending(), clock, Painter(font=None))

    @pytest.fixture
    def read(self, clock: FixedClock) -> Callable[[str], str]:
        tickets = Tickets(SECRET)

        def read(challenge: str) -> str:
            ticket = tickets.read(challenge, clock.now())
            assert ticket is not None
            return tickets.digits(ticket)

        return read


@dataclass(frozen=True)
class Rule:
    tries: int = 3
    seconds: int = 60


class TestAttempts(LimitsContract):
    @pytest.fixture
    def clock(self) -> FixedClock:
        return FixedClock()

    @pytest.fixture
    def limits(self, clock: FixedClock) -> ILimits:
        def now() -> float:
            return clock.now().timestamp()

        return Attempts(ProcessStorage(now), {"login": Rule(), "register": Rule()}, SECRET, now)

    @pytest.fixture
    def wait(self, clock: FixedClock) -> Callable[[int], object]:
        return lambda seconds: clock.advance(seconds=seconds)


class Clamd(socketserver.StreamRequestHandler):
    """Speaks as clamd does, and knows one virus."""

    def handle(self) -> None:
        self.rfile.read(len(b"zINSTREAM\0"))
        heard = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            heard += self.rfile.read(length)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if b"EICAR" in heard else b"stream: OK\0")


class TestClamd(FileScannerContract):
    @pytest.fixture
    def scanner(self) -> Iterator[IFileScanner]:
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as clamd:
            thread = Thread(target=clamd.serve_forever, args=(0.01,))
            thread.start()
            yield ClamdScanner("127.0.0.1", clamd.server_address[1], timeout=5)
            clamd.shutdown()
            thread.join()

    @pytest.fixture
    def unreachable(self) -> IFileScanner:
        with socketserver.TCPServer(("127.0.0.1", 0), Clamd) as gone:
            return ClamdScanner("127.0.0.1", gone.server_address[1], timeout=1)


class TestInspector(FileInspectorContract):
    @pytest.fixture
    def inspector(self) -> IFileInspector:
        return Inspector()


class TestInspectorThatDrawsLater(FileInspectorContract):
    @pytest.fixture
    def inspector(self) -> IFileInspector:
        return Inspector(draws_later=True)
