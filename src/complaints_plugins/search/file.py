"""The search index in its file. What is said to it stands in `statements` and `hits`."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from zope.interface import implementer

from complaints_core.domain.search import (
    MOST_COUNTED,
    SearchDocument,
    SearchPage,
    SearchQuery,
    SearchScope,
    Standing,
)
from complaints_core.interfaces.ports import ISearchIndex
from complaints_plugins.cache_file import CacheFile
from complaints_plugins.search import statements
from complaints_plugins.search.hits import Hits, whole_where_frequent


@implementer(ISearchIndex)
class SqliteIndex:
    """Keeps documents in a file that any number of threads and processes may read while one writes."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, statements.TABLES)

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Keep documents, all of them or none, unless what is there is later."""
        batch = list(documents)
        self._file.change(lambda connection: statements.keep(connection, batch))

    def unindex(self, codes: Iterable[str]) -> None:
        """Forget documents."""
        gone = list(codes)
        self._file.change(lambda connection: statements.forget(connection, gone))

    def search(self, query: SearchQuery, scope: SearchScope, limit: int, offset: int = 0) -> SearchPage:
        """Answer what is found within a scope, in the order of the query."""

        def find(connection: sqlite3.Connection) -> SearchPage:
            hits = Hits(whole_where_frequent(connection, query), scope)
            codes, total = hits.page(connection, limit, offset, MOST_COUNTED)
            return SearchPage(codes, total, statements.position(connection) is None)

        return self._file.read(find)

    def count(self) -> int:
        """Answer how many documents there are."""
        return self._file.read(statements.count)

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        return self._file.read(lambda connection: statements.codes(connection, limit, after))

    def held(self, codes: Iterable[str]) -> dict[str, Standing]:
        """Answer how the complaints of some documents stood."""
        wanted = list(codes)
        return self._file.read(lambda connection: statements.held(connection, wanted))

    def clear(self) -> None:
        """Throw the file away."""
        self._file.clear()

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._file.read(statements.position)

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._file.change(lambda connection: statements.reach(connection, position))
