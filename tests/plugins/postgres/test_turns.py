"""Turns through a database: whoever dies has had his turn."""

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psycopg2
import pytest

from complaints_core.interfaces.ports import ITurns
from complaints_core.testing.contracts import TurnsContract
from complaints_plugins.postgres import Connections, PostgresTurns
from tests.postgres import Databases, hang_up_on_everybody, libpq

ROOT = Path(__file__).parents[3]
PATIENCE = 10.0
HOLDING = """
import sys, time
from complaints_plugins.postgres import Connections, PostgresTurns
with PostgresTurns(Connections(sys.argv[1])).turn("index") as mine:
    print(mine, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def turns(connections: Connections) -> ITurns:
    return PostgresTurns(connections)


@pytest.fixture
def others(elsewhere: Connections) -> ITurns:
    return PostgresTurns(elsewhere)


class TestTurns(TurnsContract):
    @pytest.fixture
    def turns(self, connections: Connections) -> ITurns:
        return PostgresTurns(connections)

    @pytest.fixture
    def others(self, elsewhere: Connections) -> ITurns:
        return PostgresTurns(elsewhere)


def is_mine(turns: ITurns) -> bool:
    with turns.turn("index") as mine:
        return mine


def test_a_turn_is_taken_over_when_its_holder_is_killed(postgres_uri: str, turns: ITurns) -> None:
    command = [sys.executable, "-c", HOLDING, postgres_uri]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:  # noqa: S603
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not is_mine(turns)
        holder.kill()
    until = monotonic() + PATIENCE
    while not is_mine(turns) and monotonic() < until:
        sleep(0.01)
    assert is_mine(turns)


def test_who_loses_his_connection_finishes_and_loses_the_turn(
    postgres_uri: str, turns: ITurns, others: ITurns
) -> None:
    with turns.turn("index") as mine:
        assert mine
        hang_up_on_everybody(postgres_uri)
        assert is_mine(others)
    assert is_mine(turns)


def test_no_transaction_stays_open_during_a_turn(postgres_uri: str, turns: ITurns) -> None:
    with turns.turn("index"), psycopg2.connect(libpq(postgres_uri)) as watching:
        cursor = watching.cursor()
        cursor.execute("SELECT state FROM pg_stat_activity WHERE application_name = 'complaints'")
        assert cursor.fetchall() == [("idle",)]
    watching.close()


def test_turns_in_one_database_are_not_those_of_another(
    databases: Databases, turns: ITurns, postgres_uri: str
) -> None:
    other = databases.with_site()
    connections = Connections(other)
    with turns.turn("index") as mine, PostgresTurns(connections).turn("index") as theirs:
        assert mine
        assert theirs
    connections.close()
    databases.drop(other)
