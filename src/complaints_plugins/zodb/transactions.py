"""A transaction of one's own, for whatever is not a web request."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from transaction import TransactionManager
from ZODB import DB

FORGOTTEN: Final = 500
"""After so many things of a long walk what was loaded for them is forgotten."""

Thing = TypeVar("Thing")


def open_connection(db: DB, manager: TransactionManager) -> Any:
    """Open a connection that follows the transactions of a manager.

    One that cannot be opened, because the server is away, goes back to the others with all that it has
    loaded. ZODB alone would leave it there, open and with a transaction that is none any more: a new one for
    each request as long as the server is away, and each has to load everything anew.
    """
    try:
        return db.open(manager)
    except Exception:
        for connection in list(db.pool):
            if connection.transaction_manager is manager:
                connection.close()
        raise


@contextmanager
def connected(db: DB) -> Iterator[Any]:
    """Begin a transaction and hand over its connection; leaving commits, an error on the way aborts.

    Raises ZODB's ConflictError on leaving when somebody else came first; then nothing was kept.
    """
    manager = TransactionManager(explicit=True)
    manager.begin()
    connection = open_connection(db, manager)
    try:
        yield connection
        manager.commit()
    except BaseException:
        manager.abort()
        raise
    finally:
        connection.close()


@contextmanager
def pinned(db: DB, last: bytes) -> Iterator[Any]:
    """Hand over a connection that sees a database as it was after a transaction (its number), and writes
    nothing."""
    manager = TransactionManager()
    connection = db.open(manager, at=last)
    try:
        yield connection
    finally:
        manager.abort()
        connection.close()


def commit_and_go_on(connection: Any) -> None:
    """Commit what was done so far in a long piece of work, and let go of the memory that it took."""
    connection.transaction_manager.commit()
    connection.transaction_manager.begin()
    connection.cacheGC()


def sparingly(connection: Any, things: Iterable[Thing]) -> Iterator[Thing]:
    """Answer things from a long walk, and now and then forget what it has loaded."""
    for number, thing in enumerate(things, start=1):
        yield thing
        if number % FORGOTTEN == 0:
            connection.cacheGC()
