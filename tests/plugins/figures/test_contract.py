"""The figures in a file keep the contract of their port."""

from pathlib import Path

import pytest

from complaints_core.interfaces.ports import IFigures
from complaints_core.testing.contracts import FiguresContract
from complaints_plugins.figures import SqliteFigures


class TestFile(FiguresContract):
    @pytest.fixture
    def figures(self, tmp_path: Path) -> IFigures:
        return SqliteFigures(tmp_path / "figures.db")
