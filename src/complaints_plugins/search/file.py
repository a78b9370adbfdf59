"""The file: opened, made, thrown away. What is said to it stands in `statements` and `hits`."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, TypeVar

from zope.interface import implementer

from complaints_core.domain.search import MOST_COUNTED, SearchDocument, SearchPage, SearchQuery, SearchScope
from complaints_core.interfaces.ports import ISearchIndex
from complaints_plugins.search import statements
from complaints_plugins.search.hits import Hits

PATIENCE: Final = 10.0
"""Seconds to wait for whoever else writes."""
BROKEN: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; sqlite3 cannot always read its own messages about one."""

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


@implementer(ISearchIndex)
class SqliteIndex:
    """Keeps documents in a file that any number of threads and processes may read while one writes.

    Every call opens the file anew. That costs less than a millisecond, and nobody keeps hold of a file that
    is gone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Keep documents, all of them or none, unless what is there is later."""
        batch = list(documents)
        self._change(lambda connection: statements.keep(connection, batch))

    def unindex(self, codes: Iterable[str]) -> None:
        """Forget documents."""
        gone = list(codes)
        self._change(lambda connection: statements.forget(connection, gone))

    def search(self, query: SearchQuery, scope: SearchScope, limit: int, offset: int = 0) -> SearchPage:
        """Answer what is found within a scope, in the order of the query."""
        hits = Hits(query, scope)

        def find(connection: sqlite3.Connection) -> SearchPage:
            connection.execute("BEGIN")  # page and number are read in one state of the file
            codes, total = hits.page(connection, limit, offset, MOST_COUNTED)
            return SearchPage(codes, total, statements.position(connection) is None)

        return self._attempt(find)

    def clear(self) -> None:
        """Throw the file away."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._attempt(statements.position)

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._change(lambda connection: statements.reach(connection, position))

    def _change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        def whole(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            work(connection)
            connection.execute("COMMIT")

        self._attempt(whole)

    def _attempt(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """Do some work; where the file cannot be read, do it on a new one."""
        try:
            with self._opened() as connection:
                return work(connection)
        except BROKEN as broken:
            if type(broken) not in BROKEN:  # a subclass: locked, no room, a fault of ours
                raise
            log.error("the search index cannot be read and begins anew: %s", broken)
        self.clear()
        with self._opened() as connection:
            return work(connection)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self._path.exists():  # its companions get the same mode from SQLite
            os.close(os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.text_factory = _readable
            statements.prepare(connection)
            yield connection


def _readable(text: bytes) -> str:
    """A damaged code is no code of anybody's, and no error."""
    return text.decode(errors="replace")
