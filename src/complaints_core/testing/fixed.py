"""A clock that stands still and draws that are known beforehand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from zope.interface import implementer

from complaints_core.interfaces.ports import IClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""Half past three in the afternoon of 1 Azar 1405 in Tehran."""


@implementer(IClock)
class FixedClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        """Answer the moment at which the clock stands."""
        return self._now

    def advance(self, **ahead: Any) -> datetime:
        """Move on by the arguments of a timedelta, as `minutes=2`; answers the new moment."""
        self._now += timedelta(**ahead)
        return self._now


class FixedDraws:
    """Stands for `secrets.randbelow`: answers the given numbers in turn, then fails with IndexError.

    A number that is not below the asked limit is an error of the test: ValueError.
    """

    def __init__(self, *numbers: int) -> None:
        self._numbers = list(numbers)

    def __call__(self, below: int) -> int:
        """Answer the next number."""
        number = self._numbers.pop(0)
        if not 0 <= number < below:
            raise ValueError(f"{number} cannot be drawn below {below}")
        return number
