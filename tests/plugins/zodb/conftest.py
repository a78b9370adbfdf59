"""A small database on a real FileStorage, and on a real PostgreSQL for whatever is said of any database: the
memory storage does not merge, so it proves nothing here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from transaction import TransactionManager
from ZODB import DB

from complaints_core.stores import Stores
from complaints_plugins.zodb.database import open_database
from complaints_plugins.zodb.stores import stores_for
from tests.postgres import NARROW

SECRET = b"of the installation"
ON_BOTH = {
    "test_contracts",
    "test_conflicts",
    "test_changes",
    "test_queues",
    "test_timed_directory",
    "test_keeper",
    "test_doctor",
    "test_looking",
}
"""Modules whose tests run on a file and on PostgreSQL."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of some modules once on each engine."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if module in ON_BOTH and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ["file", "postgres"])


@pytest.fixture
def engine() -> str:
    return "file"


@pytest.fixture
def uri(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if engine == "file":
        return f"file://{tmp_path}/data/Data.fs"
    return str(request.getfixturevalue("postgres_uri"))


@pytest.fixture
def db(uri: str) -> Iterator[DB]:
    db = open_database(uri, threads=16, width=NARROW)
    yield db
    db.close()


class Session:
    """Somebody at work: a connection with a transaction of its own, which has begun, and the stores on it."""

    def __init__(self, db: DB) -> None:
        self._manager = TransactionManager()
        self._manager.begin()
        self.connection = db.open(self._manager)
        self.stores = stores_for(self.connection, SECRET)

    def commit(self) -> None:
        """Commit and begin anew, with an empty cache, so that everything is read from the disk again."""
        self._manager.commit()
        self.connection.cacheMinimize()
        self._manager.begin()

    def abort(self) -> None:
        """Give up and begin anew."""
        self._manager.abort()
        self._manager.begin()

    def close(self) -> None:
        """Give up and go home."""
        self._manager.abort()
        self.connection.close()


@pytest.fixture
def session(db: DB) -> Iterator[Session]:
    session = Session(db)
    yield session
    session.close()


@pytest.fixture
def another(db: DB) -> Iterator[Session]:
    session = Session(db)
    yield session
    session.close()


@pytest.fixture
def stores(session: Session) -> Stores:
    return session.stores
