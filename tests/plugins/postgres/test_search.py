"""The search index in a database keeps the contract of its port, for every process."""

import psycopg2
import pytest

from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.contracts import SearchIndexContract
from complaints_core.testing.contracts.search_house import EVERYWHERE, WORDING, document, numbered
from complaints_plugins.postgres import Connections, PostgresIndex
from tests.postgres import hang_up_on_everybody, libpq


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
