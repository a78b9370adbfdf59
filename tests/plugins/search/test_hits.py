"""What is asked of the file reads a page and not everything: the plans that SQLite makes of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from complaints_core.domain.search import DUE, NEWEST, OLDEST, SearchFilters, SearchQuery, SearchScope, Sort
from complaints_core.testing.contracts.search import EVERYWHERE, WORDING, document
from complaints_plugins.search import SqliteIndex
from complaints_plugins.search.facets import wanted
from complaints_plugins.search.hits import Hits, whole_where_frequent

WIDE = SearchScope(frozenset(f"{number:04}" for number in range(600)) | EVERYWHERE.units)
WHOLE = replace(WIDE, everywhere=True)
DAYS = SearchFilters(since=date(2024, 1, 1), until=date(2024, 2, 1))


class Listening:
    """A connection that answers, and remembers the plan of everything it was asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.plans: list[str] = []

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        plan = self._connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        self.plans.append(" | ".join(str(row[3]) for row in plan))
        return self._connection.execute(statement, values)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Listening]:
    """A connection to a small index."""
    path = tmp_path / "search.db"
    SqliteIndex(path).index(document(number) for number in range(50))
    with closing(sqlite3.connect(path)) as connection:
        yield Listening(connection)


def plans(listening: Listening, query: SearchQuery, scope: SearchScope) -> str:
    Hits(query, scope).page(listening, 25, 0, 1000)  # type: ignore[arg-type]
    return "\n".join(listening.plans)


@pytest.mark.parametrize("sort", [NEWEST, OLDEST])
@pytest.mark.parametrize("scope", [EVERYWHERE, WIDE, WHOLE], ids=["narrow", "wide", "whole"])
@pytest.mark.parametrize("typed", ["", "weeks"])
def test_nothing_is_sorted_that_stands_in_its_order_already(
    typed: str, scope: SearchScope, sort: Sort, listening: Listening
) -> None:
    told = plans(listening, WORDING.query_of(typed, SearchFilters(), sort), scope)
    assert "TEMP B-TREE" not in told


def test_in_a_wide_scope_deadlines_are_read_in_their_order(listening: Listening) -> None:
    told = plans(listening, SearchQuery(sort=DUE), WIDE)
    assert "by_pressing" in told
    assert "TEMP B-TREE" not in told


@pytest.mark.parametrize("scope", [EVERYWHERE, WIDE], ids=["narrow", "wide"])
def test_days_are_sought_and_not_scanned_for(scope: SearchScope, listening: Listening) -> None:
    told = plans(listening, SearchQuery(filters=DAYS), scope)
    if scope is WIDE:
        assert "SEARCH documents USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in told
    else:
        assert "words VIRTUAL TABLE INDEX" in told


@pytest.mark.parametrize("filters", [SearchFilters(status="closed"), SearchFilters(center="C-1", open=True)])
def test_filters_are_looked_up_like_words(filters: SearchFilters, listening: Listening) -> None:
    told = plans(listening, SearchQuery(filters=filters), WIDE)
    assert "words VIRTUAL TABLE INDEX" in told
    assert "SEARCH documents USING INTEGER PRIMARY KEY (rowid=?)" in told


def test_a_province_is_one_word_to_look_for_and_not_one_for_each_county() -> None:
    filters = SearchFilters(units=frozenset({"23", "2301"}), tops=frozenset({"23"}))
    (named,) = wanted(filters, WHOLE)
    assert " OR " not in named
    assert " OR " in next(wanted(replace(filters, tops=frozenset()), WHOLE))


@pytest.mark.parametrize(
    ("typed", "most", "prefix"),
    [
        ("weeks", 50, False),  # in all 50 documents, as it stands
        ("weeks", 51, True),
        ("week", 50, True),  # nothing but a beginning
        ("wee", 1, True),  # the index knows the beginnings of three letters
        ('"weeks"', 51, False),
    ],
)
def test_a_frequent_word_is_not_looked_up_by_its_beginning(
    typed: str, most: int, prefix: bool, listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints_plugins.search.hits.FREQUENT", most)
    asked = whole_where_frequent(listening, WORDING.query_of(typed))  # type: ignore[arg-type]
    assert [term.prefix for term in asked.terms] == [prefix]


@pytest.mark.parametrize("typed", ["weeks", "week", "wee", "we"])
def test_beginnings_and_whole_words_find_the_same(typed: str, tmp_path: Path) -> None:
    index = SqliteIndex(tmp_path / "search.db")
    index.index(document(number) for number in range(50))
    assert index.search(WORDING.query_of(typed), EVERYWHERE, 1).total == 50
