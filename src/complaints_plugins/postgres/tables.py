"""Tables that hold what can be made again: whoever needs room or doubts them may drop them."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from psycopg2.errors import UndefinedTable

from complaints_plugins.postgres.connections import Connections, Cursor

ONE_STATE: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

Answer = TypeVar("Answer")


class Tables:
    """Some tables of one purpose. They are made at the beginning, and again when they are found missing."""

    def __init__(self, connections: Connections, statements: Sequence[str]) -> None:
        self._connections = connections
        self._statements = statements
        connections.make(statements)

    def change(self, work: Callable[[Cursor], None]) -> None:
        """Do some work and keep it, all or nothing."""
        self._attempt(work)

    def read(self, work: Callable[[Cursor], Answer]) -> Answer:
        """Answer what some work finds, all of it in one state of the tables."""

        def whole(cursor: Cursor) -> Answer:
            cursor.execute(ONE_STATE)
            return work(cursor)

        return self._attempt(whole)

    def _attempt(self, work: Callable[[Cursor], Answer]) -> Answer:
        """Do some work; where the tables are gone, do it on new ones."""
        try:
            return self._connections.run(work)
        except UndefinedTable:
            self._connections.make(self._statements)
            return self._connections.run(work)


class Filling:
    """How far one of the caches is filled, in a table of one row."""

    def __init__(self, table: str) -> None:
        self._table = table

    def tables(self) -> Sequence[str]:
        """Answer the statements that make it."""
        return (
            f"CREATE TABLE IF NOT EXISTS {self._table} (one boolean PRIMARY KEY, position text)",
            f"INSERT INTO {self._table} VALUES (true, '') ON CONFLICT DO NOTHING",  # noqa: S608 - our name
        )

    def position(self, cursor: Cursor) -> str | None:
        """Answer how far the cache is filled."""
        cursor.execute(f"SELECT position FROM {self._table}")  # noqa: S608 - our name
        ((position,),) = cursor.fetchall()
        return str(position) if position is not None else None

    def reach(self, cursor: Cursor, position: str | None) -> None:
        """Keep how far the cache is filled."""
        cursor.execute(f"UPDATE {self._table} SET position = %s", (position,))  # noqa: S608 - our name
