"""Turns among the threads of one process keep the contract."""

import pytest

from complaints_core.interfaces.ports import ITurns
from complaints_core.memory import MemoryTurns
from complaints_core.testing.contracts import TurnsContract


class TestTurns(TurnsContract):
    @pytest.fixture
    def turns(self) -> ITurns:
        return MemoryTurns()
