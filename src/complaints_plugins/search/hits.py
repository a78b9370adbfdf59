"""What is asked of the file: which documents a query finds within a scope, in which order, and how many."""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, Final

from complaints_core.domain.search import DUE, FREQUENT, OLDEST, SearchQuery, SearchScope, Term
from complaints_plugins.search.facets import wanted
from complaints_plugins.search.statements import LONGEST_BEGINNING, second_of

FEW_ENOUGH_TO_SORT: Final = 10_000
"""So many hits are read and put into the order of their deadlines; where there are more, documents are read
in that order until the page is full."""

WORDS: Final = "words CROSS JOIN documents ON documents.id = words.rowid"
DOCUMENTS: Final = "documents"
PRESSING: Final = "documents INDEXED BY by_pressing"
PRESSING_WORDS: Final = f"{PRESSING} CROSS JOIN words ON words.rowid = documents.id"
"""Where hits are read from; CROSS JOIN keeps the order in which the tables are named."""
BY_PRESSING: Final = "documents.pressing, documents.id"
MOVED: Final = "(SELECT moved FROM filling)"

Condition = tuple[str, tuple[Any, ...]]
"""A condition with marks, and the values for them."""


class Hits:
    """What a query finds within a scope; only marks, no values, stand in its statements."""

    def __init__(self, query: SearchQuery, scope: SearchScope) -> None:
        self._sort = query.sort
        expression = " AND ".join((*_words(query.terms), *wanted(query.filters, scope)))
        self._matches = bool(expression)
        match = [("words MATCH ?", (expression,))] if expression else []
        conditions = [
            *match,
            *_within(scope),
            *_among(query, "words.rowid" if expression else "documents.id"),
        ]
        self._where = " AND ".join(text for text, _ in conditions)
        self._values = tuple(value for _, values in conditions for value in values)

    def page(
        self, connection: sqlite3.Connection, limit: int, offset: int, most: int
    ) -> tuple[tuple[str, ...], int]:
        """Answer the codes of a page, in the order of the query, and how many there are in all, counted no
        further than `most`."""
        if self._sort == DUE and self._matches:
            return self._page_of_due(connection, limit, offset, most)
        way = "ASC" if self._sort == OLDEST else "DESC"
        if self._matches:
            source, order = WORDS, f"words.rowid {way}"
        else:
            source, order = (
                (PRESSING, BY_PRESSING) if self._sort == DUE else (DOCUMENTS, f"documents.id {way}")
            )
        codes = self._codes(connection, source, order, limit, offset)
        if len(codes) < limit and (codes or not offset):  # the last page tells the number itself
            return codes, min(offset + len(codes), most)
        return codes, self._count(connection, source, most)

    def _page_of_due(
        self, connection: sqlite3.Connection, limit: int, offset: int, most: int
    ) -> tuple[tuple[str, ...], int]:
        """The same where hits are found in one order and wanted in another: a page is read, not all."""
        total = self._count(connection, WORDS, FEW_ENOUGH_TO_SORT)
        source = WORDS if total < FEW_ENOUGH_TO_SORT else PRESSING_WORDS
        return self._codes(connection, source, BY_PRESSING, limit, offset), min(total, most)

    def _codes(
        self, connection: sqlite3.Connection, source: str, order: str, limit: int, offset: int
    ) -> tuple[str, ...]:
        hits = f"FROM {source} WHERE {self._where} ORDER BY {order}"
        found = connection.execute(
            f"SELECT documents.code {hits} LIMIT ? OFFSET ?", (*self._values, limit, offset)
        )
        return tuple(code for (code,) in found)

    def _count(self, connection: sqlite3.Connection, source: str, most: int) -> int:
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {self._where} LIMIT ?)"  # noqa: S608
        total: int = connection.execute(counted, (*self._values, most)).fetchone()[0]
        return total


def whole_where_frequent(connection: sqlite3.Connection, query: SearchQuery) -> SearchQuery:
    """Answer a query in which frequent words are taken for finished. Before the first answer FTS5 collects
    every document in which a longer word begins like this: in a million complaints the name of the
    organization would cost many times the page."""
    return replace(query, terms=tuple(_whole_where_frequent(connection, term) for term in query.terms))


def _whole_where_frequent(connection: sqlite3.Connection, term: Term) -> Term:
    if not term.prefix or all(len(words[-1]) <= LONGEST_BEGINNING for words in term.spellings):
        return term
    whole = replace(term, prefix=False)
    counted = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    (found,) = connection.execute(counted, (*_words((whole,)), FREQUENT)).fetchone()
    return whole if found >= FREQUENT else term


def _words(terms: tuple[Term, ...]) -> Iterator[str]:
    if terms:
        yield f"{{text joined}} : ({' AND '.join(map(_expression, terms))})"


def _expression(term: Term) -> str:
    """Answer a term in the language of FTS5; its words are letters and digits, and quoted all the same."""
    end = " *" if term.prefix else ""
    phrases = (f'"{" ".join(words)}"{end}' for words in term.spellings)
    return f"({' OR '.join(phrases)})"


def _within(scope: SearchScope) -> Iterator[Condition]:
    """What lies in the scope, said of the documents themselves."""
    if not scope.everywhere:
        units = sorted(scope.units)
        within = f"(documents.unit IN ({_marks(units)}) OR documents.assignee = nullif(?, ''))"
        yield within, (*units, scope.username)
    yield f"documents.accused NOT IN ({_marks(scope.names)})", tuple(sorted(scope.names))
    yield f"documents.center NOT IN ({_marks(scope.centers)})", tuple(sorted(scope.centers))


def _among(query: SearchQuery, place: str) -> Iterator[Condition]:
    """What the filters let through, as far as words do not decide it; `place` is the column of the ids."""
    filters = query.filters
    if filters.units is not None:
        yield f"documents.unit IN ({_marks(filters.units)})", tuple(sorted(filters.units))
    if filters.begins is not None:
        begins = second_of(filters.begins)
        yield f"{place} >= ? AND documents.second >= ?", (begins, begins)
    if filters.ends is not None:
        ends = second_of(filters.ends)
        yield f"{place} < ? + {MOVED} AND documents.second < ?", (ends, ends)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
