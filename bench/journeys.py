"""What people do on the site, request by request."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from itertools import cycle
from random import Random
from typing import Final

from bench.browser import Answer, Browser, Wire
from bench.files import BenchFile
from bench.seed import PASSWORD, READER, draft
from bench.words import Writer
from complaints_core.testing import builders

_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_KEY = re.compile(rb'name="submission_key" value="([^"]+)"')
_COMPLAINT = re.compile(rb'href="(/panel/complaints/\d{12})"')
_LIST: Final = "/panel/complaints"
_NEW: Final = "/panel/complaints/new"

FILE, OPEN, LIST = "file a complaint", "open one", "my list"
"""The names of what is done, in every table."""


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
        page = self.browser.get("/login")
        typed = {"national_code": builders.national_code(number), "password": PASSWORD}
        self.browser.send("/login", {**typed, "csrf_token": _found(_TOKEN, page)})

    def file(self, *files: BenchFile) -> None:
        """File a complaint: the form, the sending, the receipt."""
        page = self.browser.get(_NEW)
        keys = {"csrf_token": _found(_TOKEN, page), "submission_key": _found(_KEY, page)}
        sent = self.browser.send(_NEW, {**asdict(draft(self.writer)), **keys}, *files)
        self.browser.get(_path(sent.location))

    def list(self) -> None:
        """Open the list of one's own complaints."""
        self.browser.get(_LIST)

    def openings(self) -> Callable[[], None]:
        """Answer what opens one complaint of the list after the other, round and round."""
        found = sorted(set(_COMPLAINT.findall(self.browser.get(_LIST).body)))
        assert found, "a list without complaints"
        paths = cycle([path.decode() for path in found])
        return lambda: _drop(self.browser.get(next(paths)))


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


def bare_pages(wire: Wire, *, cold: bool = False) -> Callable[[], None]:
    """Answer what opens one bare page after the other, round and round; see `bare`."""
    browser, numbers = Browser(wire), cycle(range(10))
    return lambda: _drop(browser.get(f"/page/{next(numbers)}{'?cold' if cold else ''}"))


def _drop(answer: Answer) -> None:
    assert answer.body


def _found(pattern: re.Pattern[bytes], page: Answer) -> str:
    found = pattern.search(page.body)
    assert found, "a form without its keys"
    return found[1].decode()


def _path(location: str) -> str:
    return re.sub(r"^https?://[^/]+", "", location)
