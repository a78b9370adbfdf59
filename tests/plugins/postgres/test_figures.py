"""The figures in a database keep the contract of their port, for every process."""

from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from complaints_core.domain.figures import NOW, OPEN, Question, Tally
from complaints_core.interfaces.ports import IFigures
from complaints_core.testing.builders import tracking_code
from complaints_core.testing.contracts import FiguresContract
from complaints_core.testing.contracts.figures import ALL_OPEN, BY_UNIT, TOP, contribution
from complaints_plugins.postgres import Connections, PostgresFigures
from tests.postgres import hang_up_on_everybody, libpq

MANY = 200


@pytest.fixture
def figures(connections: Connections) -> PostgresFigures:
    return PostgresFigures(connections)


class TestFigures(FiguresContract):
    @pytest.fixture
    def figures(self, connections: Connections) -> IFigures:
        return PostgresFigures(connections)


def count(figures: PostgresFigures) -> int:
    return figures.read(TOP, [ALL_OPEN])[0].get(Tally(OPEN, "", NOW), 0)


def said(uri: str, statement: str) -> list[tuple[object, ...]]:
    """What the server answers to a statement."""
    with psycopg2.connect(libpq(uri)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        answer = cursor.fetchall() if cursor.description else []
    connection.close()
    return answer


def test_another_process_sees_what_one_has_counted(figures: PostgresFigures, elsewhere: Connections) -> None:
    figures.keep([contribution(1)])
    figures.reached(None)
    other = PostgresFigures(elsewhere)
    assert (count(other), other.position()) == (1, None)


def test_a_complaint_that_two_workers_count_at_once_counts_once(
    figures: PostgresFigures, elsewhere: Connections
) -> None:
    each = figures, PostgresFigures(elsewhere)
    with ThreadPoolExecutor(8) as workers:
        batch = [contribution(number) for number in range(20)]
        list(workers.map(lambda number: each[number % 2].keep(batch), range(16)))
    assert count(figures) == 20


def test_many_read_while_one_counts(figures: PostgresFigures) -> None:
    """A batch is seen whole or not at all, and every question of a read sees the same."""
    figures.keep([contribution(0)])

    def looked(_: int) -> int:
        in_all, by_unit = figures.read(TOP, [ALL_OPEN, BY_UNIT])
        assert sum(in_all.values()) == sum(by_unit.values())
        return sum(in_all.values())

    with ThreadPoolExecutor(6) as pool:
        seen = [pool.submit(looked, number) for number in range(60)]
        for start in range(0, MANY, 20):
            figures.keep(contribution(number) for number in range(start, start + 20))
        totals = {one.result() for one in seen}
    assert totals <= {1, *range(20, MANY + 1, 20)}
    assert count(figures) == MANY


def test_sums_that_come_down_to_nothing_take_no_room(figures: PostgresFigures, postgres_uri: str) -> None:
    figures.keep([contribution(1)])
    figures.forget([tracking_code(1)])
    assert said(postgres_uri, "SELECT count(*) FROM complaints_sums") == [(0,)]


def test_a_batch_that_fails_leaves_nothing(figures: PostgresFigures) -> None:
    figures.keep([contribution(1)])
    broken = contribution(2)
    object.__setattr__(broken, "center", None)
    with pytest.raises(psycopg2.IntegrityError):
        figures.keep([contribution(3), broken])
    assert count(figures) == 1


def test_tables_that_were_dropped_are_made_again(figures: PostgresFigures, postgres_uri: str) -> None:
    figures.keep([contribution(1)])
    figures.reached(None)
    said(postgres_uri, "DROP TABLE complaints_sums, complaints_contributions, complaints_figures_filling")
    assert (count(figures), figures.position()) == (0, "")
    figures.keep([contribution(1)])
    assert count(figures) == 1


def test_a_server_that_was_away_is_asked_again(figures: PostgresFigures, postgres_uri: str) -> None:
    figures.keep([contribution(1)])
    hang_up_on_everybody(postgres_uri)
    assert count(figures) == 1


def test_no_value_is_ever_part_of_a_statement(figures: PostgresFigures) -> None:
    nasty = "x' OR '1'='1 %s %(unit)s"
    figures.keep([contribution(1, center=nasty, accused=nasty)])
    (found,) = figures.read(nasty, [Question(measures=(nasty,), keys=(nasty,), since=nasty)])
    assert found == {}
    assert len(figures.about([nasty], [nasty])) == 1
