"""The hook by which a suite ends a transaction of the store under test."""

from collections.abc import Callable

import pytest

Commit = Callable[[], None]


class Commits:
    """Gives a suite its `commit` fixture; stores with transactions override it."""

    @pytest.fixture
    def commit(self) -> Commit:
        """Answer what ends the transaction. A store without transactions has nothing to do."""
        return lambda: None
