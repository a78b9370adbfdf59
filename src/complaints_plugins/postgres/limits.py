"""A storage of the `limits` library in PostgreSQL, for sites of several processes without a Redis.

A row holds the moments of the tries under one key. A try is one statement that counts and notes at once, so
that two at the same moment never both get the last place.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import psycopg2
from limits.errors import StorageError
from limits.storage import MovingWindowSupport, Storage

from complaints_core.domain.moments import LEEWAY
from complaints_plugins.postgres.connections import Connections, Cursor

TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS complaints_tries (
        key text PRIMARY KEY, moments double precision[] NOT NULL, over double precision NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS complaints_tries_over ON complaints_tries (over)",
)
COUNTING: Final = """ARRAY(
    SELECT moment FROM unnest({}moments) AS moment
    WHERE moment > %(since)s AND moment <= %(until)s ORDER BY 1
)"""
SPEND: Final = f"""
    INSERT INTO complaints_tries AS kept (key, moments, over) VALUES (%(key)s, %(new)s, %(over)s)
    ON CONFLICT (key)
    DO UPDATE SET moments = {COUNTING.format("kept.")} || excluded.moments, over = excluded.over
    WHERE cardinality({COUNTING.format("kept.")}) + cardinality(excluded.moments) <= %(limit)s
"""  # noqa: S608 - no values stand in it
LOOK: Final = f"SELECT {COUNTING.format('')} FROM complaints_tries WHERE key = %(key)s"  # noqa: S608
COUNT: Final = """
    INSERT INTO complaints_tries AS kept (key, moments, over) VALUES (%(key)s, %(new)s, %(over)s)
    ON CONFLICT (key) DO UPDATE SET
        moments = CASE WHEN kept.over > %(now)s THEN kept.moments END || excluded.moments,
        over = CASE WHEN kept.over > %(now)s THEN kept.over ELSE excluded.over END
    RETURNING cardinality(moments)
"""
WINDOW: Final = "SELECT moments, over FROM complaints_tries WHERE key = %(key)s AND over > %(now)s"
SWEEP: Final = 4096
"""Tries of this process between two times of dropping what does not count any more."""

Now = Callable[[], float]
"""Answers the present moment in seconds, as `time.time` does."""


class PostgresStorage(MovingWindowSupport, Storage):
    """Counts tries for every process that shares the database. A database out of reach is an error."""

    STORAGE_SCHEME = ["postgres"]  # noqa: RUF012  (read by the library's metaclass)

    def __init__(
        self, uri: str, wrap_exceptions: bool = False, now: Now = time.time, **_options: Any
    ) -> None:
        """Make the tables at an address; raises StorageError for a wrong one, or a server out of reach."""
        super().__init__(uri, wrap_exceptions)
        try:
            self._connections = Connections(uri)
            self._connections.make(TABLES)
        except (ValueError, psycopg2.Error) as fault:
            raise StorageError(fault) from fault
        self._now = now
        self._until_sweep = SWEEP

    @property
    def base_exceptions(self) -> type[Exception]:
        """What is raised where the database is out of reach."""
        return psycopg2.Error

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count so many tries if the window has room for them; tells whether it had."""
        if amount > limit:
            return False
        now = self._now()
        values = {
            "key": key,
            "new": [now] * amount,
            "since": now - expiry,
            "until": now + LEEWAY.total_seconds(),
            "over": now + expiry,
            "limit": limit,
        }

        def spend(cursor: Cursor) -> bool:
            cursor.execute(SPEND, values)
            return cursor.rowcount == 1

        self._sweep_now_and_then()
        return self._connections.run(spend)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count without a limit in a window that begins with its first try; answers the number."""
        now = self._now()
        values = {"key": key, "new": [now] * amount, "now": now, "over": now + expiry}

        def count(cursor: Cursor) -> int:
            cursor.execute(COUNT, values)
            ((number,),) = cursor.fetchall()
            return int(number)

        return self._connections.run(count)

    def get(self, key: str) -> int:
        """Answer what `incr` has counted."""
        return len(self._window(key)[0])

    def get_expiry(self, key: str) -> float:
        """Answer when what `incr` has counted is over."""
        return self._window(key)[1]

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Answer when the oldest try that counts was made, and how many count."""
        tries = self._counting(key, expiry)
        return (tries[0] if tries else self._now()), len(tries)

    def clear(self, key: str) -> None:
        """Forget the tries under a key."""
        self._connections.run(
            lambda cursor: cursor.execute("DELETE FROM complaints_tries WHERE key = %s", (key,))
        )

    def reset(self) -> int:
        """Forget everything; answers how many keys there were."""

        def forget(cursor: Cursor) -> int:
            cursor.execute("DELETE FROM complaints_tries")
            return cursor.rowcount

        return self._connections.run(forget)

    def check(self) -> bool:
        """Tell whether the database answers."""
        try:
            self._connections.run(lambda cursor: cursor.execute("SELECT 1"))
        except psycopg2.Error:
            return False
        return True

    def sweep(self) -> int:
        """Drop the keys under which nothing counts any more; answers how many."""

        def drop(cursor: Cursor) -> int:
            cursor.execute("DELETE FROM complaints_tries WHERE over <= %s", (self._now(),))
            return cursor.rowcount

        return self._connections.run(drop)

    def _counting(self, key: str, expiry: int) -> list[float]:
        now = self._now()
        values = {"key": key, "since": now - expiry, "until": now + LEEWAY.total_seconds()}

        def look(cursor: Cursor) -> list[float]:
            cursor.execute(LOOK, values)
            found = cursor.fetchone()
            return list(found[0]) if found else []

        return self._connections.run(look)

    def _window(self, key: str) -> tuple[list[float], float]:
        now = self._now()

        def look(cursor: Cursor) -> tuple[list[float], float]:
            cursor.execute(WINDOW, {"key": key, "now": now})
            found = cursor.fetchone()
            return (list(found[0]), float(found[1])) if found else ([], now)

        return self._connections.run(look)

    def _sweep_now_and_then(self) -> None:
        self._until_sweep -= 1
        if not self._until_sweep:
            self._until_sweep = SWEEP
            self.sweep()
