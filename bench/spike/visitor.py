"""Somebody with a browser who is asked to come again, and does."""

import asyncio
from collections.abc import Collection, Mapping
from http.cookies import SimpleCookie
from random import Random
from time import monotonic
from typing import Final, NoReturn
from urllib.parse import urlsplit

from bench.browser import hidden_in, multipart
from bench.files import BenchFile
from bench.spike.tally import ANSWERED, SHED, Tally
from bench.spike.wire import Broken, Reply, Wire

TRIES: Final = 12
"""So often somebody comes again before he gives up."""
LATER: Final = 1.0
"""Nobody comes earlier than he was asked to, and each by up to so many seconds later."""
AWAY: Final = 503


class Lost(Exception):
    """Somebody cannot go on; why was noted."""


class Visitor:
    """Gets pages and sends forms, the very same again after a 503 with `Retry-After`; `again` is how often
    that was."""

    def __init__(
        self, wire: Wire, tally: Tally, random: Random, cookies: dict[str, str] | None = None
    ) -> None:
        self._wire = wire
        self._tally = tally
        self._random = random
        self._cookies = {} if cookies is None else cookies
        self.again = 0

    def tab(self) -> "Visitor":
        """Answer the same person once more, who does something else with the same cookies meanwhile."""
        return Visitor(self._wire, self._tally, self._random, self._cookies)

    def missed(self, step: str, words: str) -> Lost:
        """Note that something is not there; answers what is to be raised."""
        self._tally.fault(step, monotonic(), words)
        return Lost()

    async def get(self, step: str, path: str, wanted: bytes = b"") -> bytes:
        """Fetch a page on which something must stand; raises Lost."""
        reply = await self._patiently(step, "GET", path, b"", {}, (200,), wanted)
        return reply.body

    async def look(self, step: str, path: str) -> bytes:
        """Fetch a page that may have gone out of sight, and is empty then; raises Lost."""
        reply = await self._patiently(step, "GET", path, b"", {}, (200, 404))
        return reply.body if reply.status == 200 else b""

    async def fill(
        self,
        step: str,
        page: bytes,
        action: str,
        typed: Mapping[str, str],
        *files: BenchFile,
        taken: Collection[int] = (303,),
    ) -> Reply:
        """Fill and send the form on a page that leads to `action`; raises Lost where it is not `taken`."""
        try:
            hidden = hidden_in(page, action)
        except AssertionError as missing:
            raise self.missed(step, str(missing)) from missing
        body, headers = multipart({**hidden, **typed}, files)
        return await self._patiently(step, "POST", action, body, headers, taken)

    async def _patiently(
        self,
        step: str,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        taken: Collection[int],
        wanted: bytes = b"",
    ) -> Reply:
        for _ in range(TRIES):
            began = monotonic()
            reply = await self._answered(step, began, method, path, body, headers)
            if reply.status != AWAY or "retry-after" not in reply.headers:
                break
            self._tally.note(step, began, SHED)
            self.again += 1
            await asyncio.sleep(int(reply.headers["retry-after"]) + LATER * self._random.random())
        if reply.status not in taken or wanted not in reply.body:
            self._wrong(step, began, f"answered {reply.status}, or another page")
        self._tally.note(step, began, ANSWERED)
        self._keep(reply)
        return reply

    async def _answered(
        self, step: str, began: float, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        cookies = "; ".join(f"{name}={text}" for name, text in self._cookies.items())
        try:
            return await self._wire.ask(method, path, body, {**headers, "Cookie": cookies})
        except Broken as broken:
            self._wrong(step, began, f"broken: {broken}")

    def _wrong(self, step: str, began: float, words: str) -> NoReturn:
        self._tally.fault(step, began, words)
        raise Lost

    def _keep(self, reply: Reply) -> None:
        for line in reply.cookies:
            self._cookies.update({name: one.value for name, one in SimpleCookie(line).items()})


def path_of(reply: Reply) -> str:
    """Answer where a reply leads to."""
    return urlsplit(reply.headers["location"]).path
