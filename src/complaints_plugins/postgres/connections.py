"""Connections to the database of a `postgres://` address, for short transactions of their own."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

import psycopg2
from psycopg2 import extensions

from complaints_plugins.addresses import parts_of

OURS: Final = 0x636F6D70
"""First half of the keys of our advisory locks; the ZODB's own keys are whole ones and never meet them."""
MAKING: Final = 1
"""Second half, while tables are made."""

# A server that is gone without a word is given up after about half a minute.
ALIVE: Final = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
LOST: Final = (psycopg2.OperationalError, psycopg2.InterfaceError)

Connection = extensions.connection
Cursor = extensions.cursor

Answer = TypeVar("Answer")


class Connections:
    """Any number of threads may borrow a connection; those that come back are kept for the next.

    A transaction may lose its last moments when the server's machine fails: nothing of what is kept through
    these connections is worth waiting for the disk.
    """

    def __init__(self, uri: str) -> None:
        """Take the address; nothing is opened before it is needed. Raises ValueError for one that cannot be
        read."""
        self._where: dict[str, Any] = {**ALIVE, **parts_of(uri)}
        self._idle: deque[Connection] = deque()

    def run(self, work: Callable[[Cursor], Answer]) -> Answer:
        """Do some work in a transaction of its own and answer what it answers.

        It is done once more on a new connection where the server has closed the old one meanwhile. Raises
        psycopg2's errors.
        """
        if self._idle:
            with suppress(*LOST), self._transaction() as cursor:
                return work(cursor)
            self.close()
        with self._transaction() as cursor:
            return work(cursor)

    def make(self, tables: Iterable[str]) -> None:
        """Make tables that may be there already. Other processes wait meanwhile, because two that make one
        table at the same moment would meet an error."""

        def whole(cursor: Cursor) -> None:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (OURS, MAKING))
            for statement in tables:
                cursor.execute(statement)

        self.run(whole)

    @contextmanager
    def borrowed(self) -> Iterator[Connection]:
        """Hand over a connection that nobody else has meanwhile; one that is broken is not kept."""
        connection = self._taken() or self._opened()
        try:
            yield connection
        except BaseException:
            with suppress(psycopg2.Error):
                connection.rollback()
            raise
        finally:
            if not connection.closed:
                self._idle.append(connection)

    def close(self) -> None:
        """Close every connection that nobody has."""
        while idle := self._taken():
            idle.close()

    @contextmanager
    def _transaction(self) -> Iterator[Cursor]:
        with self.borrowed() as connection, connection.cursor() as cursor:
            yield cursor
            connection.commit()

    def _taken(self) -> Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _opened(self) -> Connection:
        # What is asked is small, and asked by many at once: nobody takes several processors for one page.
        options = "-c synchronous_commit=off -c jit=off -c max_parallel_workers_per_gather=0"
        how: dict[str, Any] = {
            "application_name": "complaints",
            "client_encoding": "UTF8",
            "options": options,
        }
        opened: Connection = psycopg2.connect(**self._where, **how)
        return opened
