"""Searching in memory: what waits for the index, and an index that reads every document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import nsmallest
from operator import attrgetter
from threading import RLock
from typing import Any, Final

from zope.interface import implementer

from complaints_core.domain.search import (
    DUE,
    MOST_COUNTED,
    NEWEST,
    OLDEST,
    Change,
    SearchDocument,
    SearchPage,
    SearchQuery,
    SearchScope,
    Sort,
    Standing,
    Term,
)
from complaints_core.interfaces.ports import IChanges, ISearchIndex
from complaints_core.stores import Now, utc_now

SOON = timedelta(microseconds=1)

ORDERS: Final[Mapping[Sort, Callable[[SearchDocument], Any]]] = {
    NEWEST: attrgetter("submitted_at"),
    OLDEST: attrgetter("submitted_at"),
    DUE: attrgetter("pressing", "submitted_at"),
}


@implementer(IChanges)
class MemoryChanges:
    """Keeps the codes of what changed in a dictionary."""

    def __init__(self, now: Now = utc_now) -> None:
        self._now = now
        self._changed: dict[str, datetime] = {}
        self._lock = RLock()

    def note(self, code: str) -> None:
        """Note that a complaint changed."""
        with self._lock:
            before = self._changed.get(code)
            self._changed[code] = max(self._now(), before + SOON) if before else self._now()

    def changed(self, limit: int) -> list[Change]:
        """Answer at most `limit` changes, the longest waiting first."""
        with self._lock:
            return [Change(*one) for one in sorted(self._changed.items(), key=lambda one: one[1])[:limit]]

    def done(self, changes: Iterable[Change]) -> None:
        """Forget changes, but not what was noted again since."""
        with self._lock:
            for change in changes:
                if self._changed.get(change.code) == change.at:
                    del self._changed[change.code]

    def waiting(self) -> int:
        """Answer how many complaints wait."""
        return len(self._changed)

    def oldest(self) -> datetime | None:
        """Answer since when the longest waiting one waits."""
        with self._lock:
            return min(self._changed.values(), default=None)


@implementer(ISearchIndex)
class MemoryIndex:
    """Keeps documents in a dictionary and reads all of them for every search: for some thousands."""

    def __init__(self) -> None:
        self._documents: dict[str, SearchDocument] = {}
        self._position: str | None = ""
        self._lock = RLock()

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Keep documents, unless what is there is later."""
        with self._lock:
            for document in documents:
                there = self._documents.get(document.code)
                if there is None or there.version <= document.version:
                    self._documents[document.code] = document

    def unindex(self, codes: Iterable[str]) -> None:
        """Forget documents."""
        with self._lock:
            for code in codes:
                self._documents.pop(code, None)

    def search(self, query: SearchQuery, scope: SearchScope, limit: int, offset: int = 0) -> SearchPage:
        """Answer what is found within a scope, in the order of the query."""
        with self._lock:
            documents, complete = list(self._documents.values()), self._position is None
        found = [one for one in documents if scope.holds(one) and _fits(query, one)]
        found.sort(key=ORDERS[query.sort], reverse=query.sort == NEWEST)
        codes = tuple(one.code for one in found[offset : offset + limit])
        return SearchPage(codes, min(len(found), MOST_COUNTED), complete)

    def count(self) -> int:
        """Answer how many documents there are."""
        return len(self._documents)

    def codes(self, limit: int, after: str = "") -> list[str]:
        """Answer the next `limit` codes, in their order."""
        with self._lock:
            return nsmallest(limit, (code for code in self._documents if code > after))

    def held(self, codes: Iterable[str]) -> dict[str, Standing]:
        """Answer how the complaints of some documents stood."""
        with self._lock:
            return {code: self._documents[code].standing for code in codes if code in self._documents}

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._documents.clear()
            self._position = ""

    def position(self) -> str | None:
        """Answer how far it is filled."""
        return self._position

    def reached(self, position: str | None) -> None:
        """Keep how far it is filled."""
        self._position = position


def _fits(query: SearchQuery, document: SearchDocument) -> bool:
    texts = [f" {text} " for text in (document.text, document.joined)]
    return query.filters.hold(document) and all(
        any(wanted in text for wanted in _wanted(term) for text in texts) for term in query.terms
    )


def _wanted(term: Term) -> Iterator[str]:
    """Answer what a text between two spaces must hold, one of it."""
    end = "" if term.prefix else " "
    return (f" {' '.join(words)}{end}" for words in term.spellings)
