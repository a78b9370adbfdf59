"""Pauses and time limits by a clock that may be put right while the site runs: by an hour, or by a year.

Whoever waits for a moment that was worked out before would then wait until that year is over. So a moment
that lies further ahead than anybody could have set it was set by a clock that was ahead, and counts for
nothing.
"""

from datetime import datetime, timedelta
from typing import Final

LEEWAY: Final = timedelta(minutes=1)
"""So far the clocks of several machines may be apart."""


def running(until: datetime, length: timedelta, now: datetime) -> bool:
    """Tell whether something of a length, which ends at a moment, is going on now."""
    return now < until <= now + length + LEEWAY


def put_back(before: datetime, now: datetime) -> bool:
    """Tell whether a clock that showed one moment before, and shows another now, was put back between."""
    return now < before - LEEWAY
