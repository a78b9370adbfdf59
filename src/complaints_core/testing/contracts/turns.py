"""What every way of taking turns must do."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import ITurns

WORKERS = 8


class TurnsContract:
    """Inherit it and give the fixture `turns`; where several processes share turns also `others`, which are
    those of another process:

    class TestMyTurns(TurnsContract):
        @pytest.fixture
        def turns(self, address):
            return MyTurns(address)
    """

    @pytest.fixture
    def turns(self) -> ITurns:
        """Answer turns that nobody has: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def others(self, turns: ITurns) -> ITurns:
        """Answer the turns as somebody else sees them."""
        return turns

    def test_it_has_every_method_of_the_port(self, turns: ITurns) -> None:
        assert verifyObject(ITurns, turns)

    def test_a_turn_that_nobody_has_is_mine(self, turns: ITurns) -> None:
        with turns.turn("index") as mine:
            assert mine

    def test_nobody_else_has_it_meanwhile(self, turns: ITurns, others: ITurns) -> None:
        with turns.turn("index") as mine, others.turn("index") as theirs, turns.turn("index") as again:
            assert (mine, theirs, again) == (True, False, False)

    def test_who_did_not_get_it_takes_it_from_nobody_by_leaving(self, turns: ITurns, others: ITurns) -> None:
        with turns.turn("index"):
            with others.turn("index"):
                """Leave at once."""
            with others.turn("index") as theirs:
                assert not theirs

    def test_another_kind_of_work_has_a_turn_of_its_own(self, turns: ITurns, others: ITurns) -> None:
        with turns.turn("index") as mine, others.turn("messages") as theirs:
            assert mine
            assert theirs

    def test_it_is_free_again_afterwards(self, turns: ITurns, others: ITurns) -> None:
        for one in (turns, others, turns):
            with one.turn("index") as mine:
                assert mine

    def test_it_is_free_again_after_a_fault(self, turns: ITurns, others: ITurns) -> None:
        with pytest.raises(ZeroDivisionError), turns.turn("index"):
            raise ZeroDivisionError
        with others.turn("index") as theirs:
            assert theirs

    def test_of_many_who_ask_at_once_one_gets_it(self, turns: ITurns, others: ITurns) -> None:
        start, end = Barrier(WORKERS), Barrier(WORKERS)

        def ask(number: int) -> bool:
            start.wait()
            with (turns if number % 2 else others).turn("index") as mine:
                end.wait()
                return mine

        with ThreadPoolExecutor(WORKERS) as pool:
            assert sum(pool.map(ask, range(WORKERS))) == 1
