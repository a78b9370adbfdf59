"""Turns by advisory locks: the database takes a turn back when the process that holds it is gone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from zlib import crc32

import psycopg2
from zope.interface import implementer

from complaints_core.interfaces.ports import ITurns
from complaints_plugins.postgres.connections import OURS, Connection, Connections

HALF = 2**31


@implementer(ITurns)
class PostgresTurns:
    """Holds each turn by a connection of its own, because a lock is the connection's and ends with it."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @contextmanager
    def turn(self, name: str) -> Iterator[bool]:
        """Hand over whether the turn is mine; it ends on leaving. Raises psycopg2's errors where the database
        is out of reach."""
        with self._connections.borrowed() as connection:
            mine = _asked(connection, name)
            try:
                yield mine
            finally:
                if mine:
                    _ended(connection, name)


def _asked(connection: Connection, name: str) -> bool:
    """Ask for the lock of a name; the transaction in which it is asked does not stay open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", (OURS, _key(name)))
        ((mine,),) = cursor.fetchall()
    connection.commit()
    return bool(mine)


def _ended(connection: Connection, name: str) -> None:
    """Give the lock back; a connection that cannot has lost it already, or loses it by being closed."""
    with suppress(psycopg2.Error):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", (OURS, _key(name)))
        connection.commit()
        return
    connection.close()


def _key(name: str) -> int:
    """Answer the second half of a key, a signed number of 32 bits that is the same in every process."""
    return crc32(name.encode()) - HALF
