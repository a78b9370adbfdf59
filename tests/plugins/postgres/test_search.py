"""The search index in a database keeps the contract of its port, for every process."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import psycopg2
import pytest

from complaints_core.domain.search import DUE, MOST_COUNTED, SearchFilters, SearchQuery
from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.contracts import SearchIndexContract
from complaints_core.testing.contracts.search_house import EVERYWHERE, WORDING, document, numbered
from complaints_plugins.postgres import Connections, PostgresIndex, hits
from complaints_plugins.postgres.connections import Cursor
from complaints_plugins.postgres.hits import Hits
from tests.postgres import Databases, hang_up_on_everybody, libpq


@pytest.fixture
def index(connections: Connections) -> PostgresIndex:
    return PostgresIndex(connections)


class TestIndex(SearchIndexContract):
    @pytest.fixture
    def index(self, connections: Connections) -> ISearchIndex:
        return PostgresIndex(connections)


def test_another_process_finds_what_one_has_indexed(index: PostgresIndex, elsewhere: Connections) -> None:
    index.index([document(1)])
    index.reached(None)
    other = PostgresIndex(elsewhere)
    page = other.search(WORDING.query_of("weeks"), EVERYWHERE, 10)
    assert (list(page.codes), page.complete) == (numbered(1), True)


def test_tables_that_were_dropped_are_made_again(index: PostgresIndex, postgres_uri: str) -> None:
    index.index([document(1)])
    index.reached(None)
    with psycopg2.connect(libpq(postgres_uri)) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE complaints_documents, complaints_filling")
    connection.close()
    assert index.search(WORDING.query_of("weeks"), EVERYWHERE, 10).codes == ()
    assert index.position() == ""


def test_a_server_that_was_away_is_asked_again(index: PostgresIndex, postgres_uri: str) -> None:
    index.index([document(1)])
    hang_up_on_everybody(postgres_uri)
    assert index.search(WORDING.query_of("weeks"), EVERYWHERE, 10).total == 1


def test_a_very_long_word_and_a_very_long_text_are_kept(index: PostgresIndex) -> None:
    index.index([document(1, description="x" * 9000 + " lantern"), document(2, description="a b " * 20_000)])
    assert index.search(WORDING.query_of("lantern"), EVERYWHERE, 10).total == 1
    assert index.search(WORDING.query_of("x" * 9000), EVERYWHERE, 10).codes == tuple(numbered(1))


def test_marks_of_the_language_of_queries_are_no_more_than_words(index: PostgresIndex) -> None:
    odd = document(1)
    index.index(
        [type(odd)(code="1", submitted_at=odd.submitted_at, version=1, unit="23", text="o'clock \\ a:b")]
    )
    assert index.search(WORDING.query_of(""), EVERYWHERE, 10).codes == ("1",)


class TestPuttingInOrder(SearchIndexContract):
    """As ever where whatever is found is brought together and put in order, unless it is too much."""

    @pytest.fixture
    def index(self, connections: Connections, monkeypatch: pytest.MonkeyPatch) -> ISearchIndex:
        monkeypatch.setattr(hits, "RARE", 0)
        monkeypatch.setattr(hits, "FEW", MOST_COUNTED)
        return PostgresIndex(connections)


class TestReadingInOrder(SearchIndexContract):
    """As ever where documents are read in order until a page is full."""

    @pytest.fixture
    def index(self, connections: Connections, monkeypatch: pytest.MonkeyPatch) -> ISearchIndex:
        monkeypatch.setattr(hits, "RARE", 10**9)
        return PostgresIndex(connections)


MANY = 5000
NOBODYS = SearchQuery(filters=SearchFilters(assignee="nobody"))
FOUND_SELDOM = {
    "a word that nobody has written": WORDING.query_of("xylophone"),
    "the same in order of deadlines": replace(WORDING.query_of("xylophone"), sort=DUE),
    "a frequent word in a case of nobody's": replace(WORDING.query_of("weeks"), filters=NOBODYS.filters),
    "cases of nobody's": NOBODYS,
    "a center without any": SearchQuery(filters=SearchFilters(center="of nobody")),
    "what is late, where nothing is": SearchQuery(filters=SearchFilters(overdue=True)),
    "days to come": SearchQuery(filters=SearchFilters(since=date(2100, 1, 1))),
    "days long past": SearchQuery(filters=SearchFilters(until=date(1900, 1, 1)), sort=DUE),
}


def said(number: int) -> str:
    """Thirty words out of a thousand, others in each document."""
    return " ".join(f"word{number * step % 997}" for step in range(1, 31))


@pytest.fixture(scope="module")
def full(databases: Databases) -> Iterator[str]:
    """A database in which many documents are indexed, and known to the planner."""
    uri = databases.make()
    own = Connections(uri)
    index = PostgresIndex(own)
    index.index(document(number, description=f"weeks {said(number)}") for number in range(MANY))
    index.reached(None)
    # As a server does by itself after a while: what waits to be put into the index of words is put there.
    own.run(lambda cursor: cursor.execute("SELECT gin_clean_pending_list('complaints_documents_words')"))
    own.close()
    yield uri
    databases.drop(uri)


@pytest.mark.parametrize("seldom", FOUND_SELDOM)
def test_what_is_found_seldom_is_not_looked_for_in_every_document(full: str, seldom: str) -> None:
    own = Connections(full)

    def look(cursor: Cursor) -> int:
        assert Hits(FOUND_SELDOM[seldom], EVERYWHERE).page(cursor, 25, 0, 200) == ((), 0)
        cursor.execute(
            "SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables "
            "WHERE relname = 'complaints_documents'"
        )
        ((read,),) = cursor.fetchall()
        return int(read)

    assert own.run(look) < MANY / 20
    own.close()
