"""Connections that cannot be opened, because the server is away."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from transaction import TransactionManager
from ZODB import DB
from ZODB.Connection import Connection

from complaints_plugins.zodb.transactions import connected, open_connection


class ServerAway(OSError):
    """What a storage raises then."""


@pytest.fixture
def db() -> Iterator[DB]:
    with closing(DB(None, pool_size=1)) as db:
        yield db


def test_a_connection_that_cannot_be_opened_is_there_again_with_what_it_has_loaded(
    db: DB, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connected(db) as before:
        loaded = before.root()
    with monkeypatch.context() as outage:
        outage.setattr(Connection, "newTransaction", _fail)
        for _ in range(3):
            with pytest.raises(ServerAway), connected(db):
                raise AssertionError("opened without a server")
    with connected(db) as after:
        assert after is before
        assert after.root() is loaded
        assert [one for one in db.pool if one.opened] == [after]


def test_a_database_can_be_closed_while_its_server_is_away(db: DB, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = TransactionManager(explicit=True)
    manager.begin()
    monkeypatch.setattr(Connection, "newTransaction", _fail)
    with pytest.raises(ServerAway):
        open_connection(db, manager)
    manager.abort()
    db.close()


def _fail(connection: Connection, *_: object) -> None:
    raise ServerAway
