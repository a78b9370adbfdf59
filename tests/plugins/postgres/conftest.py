"""What stands beside the stores in a database: as one process sees it, and another."""

from collections.abc import Iterator

import pytest

from complaints_plugins.postgres import Connections


@pytest.fixture
def connections(postgres_uri: str) -> Iterator[Connections]:
    connections = Connections(postgres_uri)
    yield connections
    connections.close()


@pytest.fixture
def elsewhere(postgres_uri: str) -> Iterator[Connections]:
    connections = Connections(postgres_uri)
    yield connections
    connections.close()
