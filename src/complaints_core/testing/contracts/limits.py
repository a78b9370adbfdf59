"""What all attempt limits must do."""

from collections.abc import Callable

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.errors import TooManyTries
from complaints_core.interfaces.ports import ILimits

Wait = Callable[[int], None]
"""Lets this many seconds pass for the limits."""

TRIES, SECONDS = 3, 60


class LimitsContract:
    """Inherit it and give the fixtures `limits`, in which the rules `login` and `register` allow three tries
    in sixty seconds each, and `wait`, which lets time pass for them:

    class TestMyLimits(LimitsContract):
        @pytest.fixture
        def limits(self, ticker):
            return MyLimits({"login": (3, 60), "register": (3, 60)}, now=ticker)

        @pytest.fixture
        def wait(self, ticker):
            return ticker.advance
    """

    @pytest.fixture
    def limits(self) -> ILimits:
        """Answer limits that nobody has touched yet: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def wait(self) -> Wait:
        """Answer what lets time pass: for the subclass to give."""
        raise NotImplementedError

    @pytest.fixture
    def exhausted(self, limits: ILimits) -> ILimits:
        """Answer limits at which `one` has used up all tries of `login`."""
        for _ in range(TRIES):
            limits.spend("login", "one")
        return limits

    def test_it_has_every_method_of_the_port(self, limits: ILimits) -> None:
        assert verifyObject(ILimits, limits)

    def test_tries_are_counted(self, limits: ILimits) -> None:
        assert limits.spent("login", "one") == 0
        limits.spend("login", "one")
        limits.spend("login", "one")
        assert limits.spent("login", "one") == 2

    def test_one_try_too_many_is_refused_with_the_seconds_to_wait(self, exhausted: ILimits) -> None:
        with pytest.raises(TooManyTries) as refused:
            exhausted.spend("login", "one")
        assert 1 <= refused.value.retry_after <= SECONDS
        assert exhausted.spent("login", "one") == TRIES

    def test_people_and_rules_are_counted_apart(self, exhausted: ILimits) -> None:
        exhausted.spend("login", "another")
        exhausted.spend("register", "one")
        assert exhausted.spent("login", "another") == exhausted.spent("register", "one") == 1

    def test_after_the_wait_there_is_room_again(self, exhausted: ILimits, wait: Wait) -> None:
        with pytest.raises(TooManyTries) as refused:
            exhausted.spend("login", "one")
        wait(refused.value.retry_after)
        exhausted.spend("login", "one")

    def test_old_tries_do_not_count_for_ever(self, exhausted: ILimits, wait: Wait) -> None:
        wait(SECONDS + 1)
        assert exhausted.spent("login", "one") == 0

    def test_nobody_is_locked_out_until_a_clock_that_was_put_back_is_there_again(
        self, exhausted: ILimits, wait: Wait
    ) -> None:
        wait(-365 * 24 * 3600)
        assert exhausted.spent("login", "one") == 0
        exhausted.spend("login", "one")
        assert exhausted.spent("login", "one") == 1

    def test_a_success_begins_again_from_none(self, exhausted: ILimits) -> None:
        exhausted.forget("login", "one")
        exhausted.forget("login", "stranger")
        assert exhausted.spent("login", "one") == 0
        exhausted.spend("login", "one")
