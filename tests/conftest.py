"""What holds for every test, and the PostgreSQL of those that ask for one."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import LASTING, Databases, Server, server

# How long an example takes depends on who else uses the machine; bench/ is where time is measured.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """The databases of one server; without a server every test that needs one fails and says what to
    install."""
    with server() as uri:
        databases = Databases(uri)
        yield databases
        databases.drop_all()


@pytest.fixture
def postgres_uri(databases: Databases) -> Iterator[str]:
    """The address of a database with an empty site, which is nobody else's."""
    uri = databases.with_site()
    yield uri
    databases.drop(uri)


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may kill."""
    own = Server(LASTING)
    yield own
    own.stop()
