"""What citizens do on the site, request by request."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from random import Random
from typing import Final

from bench.browser import Answer, Browser, Wire
from bench.files import BenchFile
from bench.people import PASSWORD, READER, code_of
from bench.seed import draft
from bench.words import Writer

_COMPLAINT = re.compile(rb'href="(/panel/complaints/\d{12})"')
_LIST: Final = "/panel/complaints"
_SHEET: Final = "/panel/complaints.xlsx"
_NEW: Final = "/panel/complaints/new"


@dataclass(frozen=True)
class Visitor:
    """A citizen with a browser."""

    browser: Browser
    writer: Writer

    @classmethod
    def on(cls, wire: Wire, number: int) -> "Visitor":
        """Answer the invented citizen of this number, who comes over a wire and signs in."""
        visitor = cls(Browser(wire), Writer(Random(number)))  # noqa: S311 - what he writes is no secret
        visitor.log_in(number)
        return visitor

    def log_in(self, number: int) -> None:
        """Send code and password; the panel behind them is not opened."""
        typed = {"national_code": code_of(number), "password": PASSWORD}
        self.browser.fill("/login", "/login", typed)

    def file(self, *files: BenchFile) -> None:
        """File a complaint: the form, the sending, the receipt."""
        sent = self.browser.fill(_NEW, _NEW, asdict(draft(self.writer)), *files)
        self.browser.get(_path(sent.location))

    def list(self) -> None:
        """Open the list of one's own complaints."""
        self.browser.get(_LIST)

    def answer(self) -> Callable[[], None]:
        """Answer what opens one of the own complaints that are not closed yet and writes something to it."""
        running = [path for path in self._own() if b'name="text"' in self.browser.get(path).body]
        assert running, "nothing that could be answered"
        paths = cycle(running)

        def reply() -> None:
            path = next(paths)
            self.browser.fill(path, f"{path}/reply", {"text": self.writer.text(200)})

        return reply

    def sheet(self) -> None:
        """Take the list along as an Excel file."""
        self.browser.get(_SHEET)

    def openings(self) -> Callable[[], None]:
        """Answer what opens one complaint of the list after the other, round and round."""
        paths = cycle(self._own())
        return lambda: _drop(self.browser.get(next(paths)))

    def _own(self) -> Sequence[str]:
        found = sorted(set(_COMPLAINT.findall(self.browser.get(_LIST).body)))
        assert found, "a list without complaints"
        return [path.decode() for path in found]


class Writers:
    """Citizens who file in turn, for nobody files a thousand complaints alone. They sign in beforehand."""

    def __init__(self, wire: Wire, numbers: Iterable[int]) -> None:
        self._turns = cycle([Visitor.on(wire, number) for number in numbers])

    def file(self, *files: BenchFile) -> None:
        """Let the next one file a complaint."""
        next(self._turns).file(*files)


def logins(wire: Wire) -> Callable[[], None]:
    """Answer what signs a citizen in, each time in a fresh browser."""
    writer = Writer(Random(0))  # noqa: S311
    return lambda: Visitor(Browser(wire), writer).log_in(READER)


def doors(wire: Wire) -> Callable[[], None]:
    """Answer what opens the page at which citizens sign in, each time in a fresh browser."""
    return lambda: _drop(Browser(wire).get("/login"))


def bare_pages(wire: Wire, *, cold: bool = False) -> Callable[[], None]:
    """Answer what opens one bare page after the other, round and round; see `bare`."""
    browser, numbers = Browser(wire), cycle(range(10))
    return lambda: _drop(browser.get(f"/page/{next(numbers)}{'?cold' if cold else ''}"))


def _drop(answer: Answer) -> None:
    assert answer.status


def _path(location: str) -> str:
    return re.sub(r"^https?://[^/]+", "", location)
