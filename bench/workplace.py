"""What staff do on the site, request by request."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from time import time
from typing import Final
from urllib.parse import urlencode

import pyotp

from bench.browser import Browser, Wire
from bench.people import PASSWORD, TOTP_SECRET, Colleague
from bench.words import Writer

_CASE: Final = re.compile(rb'href="(/staff/complaints/\d{12})"')
_INBOX: Final = "/staff"
_SEARCH: Final = "/staff/complaints"


@dataclass(frozen=True)
class Worker:
    """A member of staff with a browser."""

    browser: Browser
    writer: Writer

    @classmethod
    def on(cls, wire: Wire, colleague: Colleague, ahead: int = 0) -> "Worker":
        """Answer somebody in a post, who comes over a wire and signs in with both factors, with an
        authenticator that is so many steps ahead of the clock."""
        worker = cls(Browser(wire), Writer(Random(0)))  # noqa: S311 - what he writes is no secret
        door = {"username": colleague.username, "password": PASSWORD}
        worker.browser.fill("/staff/login", "/staff/login", door)
        factor = pyotp.TOTP(TOTP_SECRET)
        digits = {"totp": str(factor.at(int(time()) + ahead * factor.interval))}
        worker.browser.fill("/staff/login/second", "/staff/login/second", digits)
        return worker

    def over(self, wire: Wire) -> "Worker":
        """Answer him once more, signed in as he is, on another wire."""
        return Worker(self.browser.over(wire), self.writer)

    def list(self, box: str = "mine") -> None:
        """Open the first page of one of the lists."""
        self.browser.get(f"{_INBOX}?{urlencode({'box': box})}")

    def openings(self) -> Callable[[], object]:
        """Answer what opens one case of the list after the other, round and round."""
        paths = cycle(self._cases())
        return lambda: self.browser.get(next(paths))

    def noting(self) -> Callable[[], None]:
        """Answer what opens a case and adds a note to it: a step that leaves it where it is."""
        paths = cycle(self._cases())

        def note() -> None:
            path = next(paths)
            self.browser.fill(path, f"{path}/note", {"text": self.writer.text(200)})

        return note

    def search(self, **asked: str) -> Callable[[], object]:
        """Answer what looks for something, by the names that its boxes have in the address."""
        path = f"{_SEARCH}?{urlencode(asked)}"
        return lambda: self.browser.get(path)

    def dashboard(self) -> None:
        """Look at the figures."""
        self.browser.get("/staff/dashboard")

    def _cases(self) -> Sequence[str]:
        found = sorted(set(_CASE.findall(self.browser.get(_INBOX).body)))
        assert found, "a list without cases"
        return [path.decode() for path in found]
