"""HTTP for hundreds of people at once in one thread: connections are kept and lent, and nothing is parsed
that nobody asks for, so that the loader takes little from the machine that it measures."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final

TIMEOUT: Final = 60.0
"""Seconds after which nobody waits for an answer any more."""
_END: Final = b"\r\n\r\n"

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Broken(Exception):
    """A connection ended, or nobody answered in time, or what came is no HTTP."""


@dataclass(frozen=True)
class Reply:
    """What a server answered; header names in small letters, and of `set-cookie` all lines."""

    status: int
    headers: Mapping[str, str]
    cookies: Sequence[str]
    body: bytes


class Wire:
    """Carries requests to one site at one port or several, which take turns."""

    def __init__(self, *ports: int) -> None:
        self._ports = cycle(ports)
        self._free: list[Connection] = []

    async def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a request over a connection that nobody else is using; raises Broken."""
        try:
            async with asyncio.timeout(TIMEOUT):
                connection = self._free.pop() if self._free else await self._connect()
                return await self._asked(connection, _packed(method, path, body, headers))
        except (OSError, EOFError, ValueError, KeyError, asyncio.LimitOverrunError) as fault:
            raise Broken(type(fault).__name__) from fault

    async def close(self) -> None:
        """Close what is kept open."""
        while self._free:
            writer = self._free.pop()[1]
            writer.close()
            await writer.wait_closed()

    async def _connect(self) -> Connection:
        return await asyncio.open_connection("127.0.0.1", next(self._ports))

    async def _asked(self, connection: Connection, request: bytes) -> Reply:
        reader, writer = connection
        try:
            writer.write(request)
            head = await reader.readuntil(_END)
            first, *lines = head[: -len(_END)].decode("latin-1").split("\r\n")
            pairs = [(name.lower(), text) for name, _, text in (line.partition(": ") for line in lines)]
            told = dict(pairs)
            body = await reader.readexactly(int(told["content-length"]))
        except BaseException:
            writer.close()
            raise
        if told.get("connection", "").lower() == "close":
            writer.close()
        else:
            self._free.append(connection)
        cookies = [text for name, text in pairs if name == "set-cookie"]
        return Reply(int(first.split(" ", 2)[1]), told, cookies, body)


def _packed(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + _END + body
