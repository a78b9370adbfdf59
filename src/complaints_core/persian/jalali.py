"""Jalali dates at the edge: what is stored stays a Gregorian `date` or an aware UTC `datetime`.

Objects of jdatetime never leave this module: two equal ones may compare unequal there. Month names are words
and live in the site's catalogues. The clock is Asia/Tehran by its zone file, since old records fall under
summer time, which ended for good in Mehr 1401.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import jdatetime

from complaints_core.persian.errors import NoSuchDay, NoSuchMonth, NoSuchYear, NotADate
from complaints_core.persian.text import clean_line, digits

FIRST_YEAR = 1280  # nobody alive was born earlier
LAST_YEAR = 1500
FIRST_DAY: date = jdatetime.date(FIRST_YEAR, 1, 1).togregorian()
LAST_DAY: date = jdatetime.date(LAST_YEAR + 1, 1, 1).togregorian() - timedelta(days=1)

_TEHRAN = ZoneInfo("Asia/Tehran")
_EXAMPLE = "1397/07/05"
_TYPED = re.compile(r"([0-9]{1,4}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})")


class JalaliDate(NamedTuple):
    """A day of the Jalali calendar; sorts as days do."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year}/{self.month:02d}/{self.day:02d}"


@lru_cache(maxsize=4096)
def to_jalali(day: date) -> JalaliDate:
    """Turn a Gregorian date into a Jalali one; raises `NoSuchYear` outside 1280 to 1500.

    A datetime is refused: which day it falls on depends on the clock, see `tehran_day`.
    """
    if isinstance(day, datetime):
        raise TypeError("a datetime has no day before it has a clock: use tehran_day()")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NoSuchYear(first=FIRST_YEAR, last=LAST_YEAR)
    jalali = jdatetime.date.fromgregorian(date=day)
    return JalaliDate(jalali.year, jalali.month, jalali.day)


@lru_cache(maxsize=4096)
def format_jalali(day: date) -> str:
    """Write a Gregorian date as Jalali with ASCII digits, such as ``1397/07/05``; raises as `to_jalali`."""
    return str(to_jalali(day))


def from_jalali(year: int, month: int, day: int) -> date:
    """Turn a Jalali date into a Gregorian one; raises `NoSuchYear`, `NoSuchMonth` or `NoSuchDay`."""
    length = month_length(year, month)
    if not 1 <= day <= length:
        raise NoSuchDay(year=year, month=month, length=length)
    gregorian: date = jdatetime.date(year, month, day).togregorian()
    return gregorian


def parse_jalali(text: str) -> date:
    """Read a typed Jalali date: year, month, day with any digits, parted by ``/``, ``-`` or ``.``.

    Raises `NotADate` for another shape, otherwise as `from_jalali`.
    """
    typed = _TYPED.fullmatch(digits(clean_line(text)))
    if typed is None:
        raise NotADate(example=_EXAMPLE)
    year, month, day = map(int, typed.groups())
    return from_jalali(year, month, day)


def month_length(year: int, month: int) -> int:
    """Count the days of a Jalali month; raises `NoSuchYear` or `NoSuchMonth`."""
    _check_year(year)
    if not 1 <= month <= 12:
        raise NoSuchMonth
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def is_leap(year: int) -> bool:
    """Whether a Jalali year has a 30th of its last month, Esfand; raises `NoSuchYear`."""
    _check_year(year)
    return bool(jdatetime.date(year, 1, 1).isleap())


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchYear(first=FIRST_YEAR, last=LAST_YEAR)


def weekday(day: date) -> int:
    """Number the day of the week as in Iran: Saturday is 0, Friday 6."""
    return (day.weekday() + 2) % 7


def tehran(moment: datetime) -> datetime:
    """Show an aware moment on the clock of Tehran; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a time zone is no moment")
    return moment.astimezone(_TEHRAN)


def tehran_day(moment: datetime) -> date:
    """Find the Gregorian date on which an aware moment falls in Tehran; raises as `tehran`."""
    return tehran(moment).date()


def from_tehran(clock: datetime) -> datetime:
    """Turn a naive reading of Tehran's clock into UTC; raises ValueError if it carries a time zone.

    Of an hour that came twice at the end of summer time the first is meant, unless ``clock.fold`` is 1.
    """
    if clock.tzinfo is not None:
        raise ValueError("a reading of Tehran's clock carries no time zone")
    return clock.replace(tzinfo=_TEHRAN).astimezone(UTC)
