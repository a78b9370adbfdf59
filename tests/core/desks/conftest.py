"""An office for each test."""

import pytest

from tests.core.desks.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
