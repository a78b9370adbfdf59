"""The Jalali calendar by Borkowski's list of breaks: an oracle that shares nothing with the code under test.

K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon, and Planets 74 (1996): years between two
breaks have a leap year every fourth, with one of five years at the end of each 33.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097)


def leap_years_before(year: int) -> int:
    """Count leap years up to a Jalali year, from an epoch of Borkowski's choice."""
    leaps = -14
    for start, end in pairwise(BREAKS):
        jump = end - start
        if year < end:
            into = year - start
            short_end = jump % 33 == 4 and jump - into == 4
            return leaps + into // 33 * 8 + (into % 33 + 3) // 4 + short_end
        leaps += jump // 33 * 8 + jump % 33 // 4
    raise AssertionError("the list of breaks is too short")


def new_year(year: int) -> date:
    """Find the Gregorian date of the first day of a Jalali year."""
    gregorian = year + 621
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return date(gregorian, 3, 20 + leap_years_before(year) - gregorian_leaps)


def days(first: int, last: int) -> Iterator[tuple[date, tuple[int, int, int]]]:
    """Walk through every day of the Jalali years first to last."""
    for year in range(first, last + 1):
        day = new_year(year)
        esfand = (new_year(year + 1) - day).days - 336
        for month, length in enumerate([31] * 6 + [30] * 5 + [esfand], start=1):
            for number in range(1, length + 1):
                yield day, (year, month, number)
                day += timedelta(days=1)
