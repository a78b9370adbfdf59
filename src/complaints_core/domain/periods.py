"""Spans of Jalali months, as those who lead ask for them.

A month is one whole number, so that months can be counted and compared: twelve times the Jalali year, and the
month from 0 to 11. Arithmetic needs nothing else.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from complaints_core import persian

YEAR: Final = 12
"""Months of a year."""

THIS_MONTH, QUARTER, TWELVE = "month", "3", "12"
"""Names of the spans that end with the present month; any other name is a Jalali year."""

_BACK: Final = {THIS_MONTH: 1, QUARTER: 3, TWELVE: YEAR}
_YEAR: Final = re.compile("1[345][0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Some months one after the other, both ends included, under the name by which they were asked for."""

    name: str
    first: int
    last: int

    @property
    def trend(self) -> range:
        """The twelve months that end with the last one: what is shown month by month."""
        return range(self.last - YEAR + 1, self.last + 1)


def month_of(moment: datetime) -> int:
    """Answer the month in which an aware moment falls in Tehran."""
    return month_of_day(persian.tehran_day(moment))


def month_of_day(day: date) -> int:
    """Answer the month of a Gregorian date."""
    jalali = persian.to_jalali(day)
    return jalali.year * YEAR + jalali.month - 1


def year_and_month(month: int) -> tuple[int, int]:
    """Answer the Jalali year and the month from 1 to 12."""
    year, place = divmod(month, YEAR)
    return year, place + 1


def period_named(name: str, now: datetime) -> Period | None:
    """Answer the months that a name means now; None for a name that means none, or only what is to come."""
    present = month_of(now)
    if name in _BACK:
        return Period(name, present - _BACK[name] + 1, present)
    if not _YEAR.fullmatch(name) or (first := int(name) * YEAR) > present:
        return None
    return Period(name, first, first + YEAR - 1)


def names_offered(now: datetime) -> tuple[str, ...]:
    """Answer the names among which somebody chooses: three spans up to now, and three years."""
    year, _ = year_and_month(month_of(now))
    return (THIS_MONTH, QUARTER, TWELVE, *(str(year - back) for back in range(3)))
