"""The index in a file keeps the contract of its port."""

from pathlib import Path

import pytest

from complaints_core.interfaces.ports import ISearchIndex
from complaints_core.testing.contracts import SearchIndexContract
from complaints_plugins.search import SqliteIndex


class TestFile(SearchIndexContract):
    @pytest.fixture
    def index(self, tmp_path: Path) -> ISearchIndex:
        return SqliteIndex(tmp_path / "search.db")
