"""A small database on a real FileStorage: the memory storage does not merge, so it proves nothing here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from transaction import TransactionManager
from ZODB import DB

from complaints_core.stores import Stores
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import stores_for

SECRET = b"of the installation"
NARROW = 4


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return f"file://{tmp_path}/data/Data.fs"


@pytest.fixture
def db(uri: str) -> Iterator[DB]:
    db = open_database(uri, threads=16, width=NARROW)
    yield db
    db.close()


@pytest.fixture
def connect(db: DB) -> Iterator[Callable[[], Any]]:
    """Opens connections with transactions of their own, which have begun."""
    opened = []

    def connect() -> Any:
        manager = TransactionManager(explicit=True)
        manager.begin()
        opened.append(db.open(manager))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.transaction_manager.abort()
        connection.close()


@pytest.fixture
def connection(connect: Callable[[], Any]) -> Any:
    return connect()


@pytest.fixture
def stores(connection: Any) -> Stores:
    return stores_for(connection, SECRET)
