"""Months are counted as one counts on a Jalali calendar, on Tehran's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.domain.periods import (
    Period,
    month_of,
    month_of_day,
    names_offered,
    period_named,
    year_and_month,
)

MEHR = datetime(2025, 9, 28, 12, tzinfo=UTC)  # 6 Mehr 1404
FIRST = 1404 * 12 + 6


def test_a_month_ends_at_midnight_in_tehran() -> None:
    last_of_shahrivar = datetime(2025, 9, 22, 20, 29, 59, tzinfo=UTC)
    assert year_and_month(month_of(last_of_shahrivar)) == (1404, 6)
    assert year_and_month(month_of(last_of_shahrivar + timedelta(seconds=1))) == (1404, 7)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_the_number_of_a_month_tells_year_and_month(day: date) -> None:
    jalali = persian.to_jalali(day)
    assert year_and_month(month_of_day(day)) == (jalali.year, jalali.month)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_months_follow_each_other_without_a_gap(day: date) -> None:
    assert month_of_day(day + timedelta(days=1)) - month_of_day(day) in (0, 1)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("month", FIRST, FIRST),
        ("3", FIRST - 2, FIRST),
        ("12", FIRST - 11, FIRST),
        ("1404", 1404 * 12, 1404 * 12 + 11),
        ("1403", 1403 * 12, 1403 * 12 + 11),
    ],
)
def test_a_name_means_some_months(name: str, first: int, last: int) -> None:
    assert period_named(name, MEHR) == Period(name, first, last)


@pytest.mark.parametrize("name", ["", "2", "1405", "1299", "2025", "۱۴۰۴", "14040", "month ", "-3"])
def test_a_name_that_means_nothing_or_only_what_is_to_come_is_none(name: str) -> None:
    assert period_named(name, MEHR) is None


def test_every_name_that_is_offered_means_something() -> None:
    assert all(period_named(name, MEHR) for name in names_offered(MEHR))
    assert "1404" in names_offered(MEHR)


def test_the_trend_is_twelve_months_up_to_the_last() -> None:
    period = period_named("3", MEHR)
    assert period is not None
    assert (len(period.trend), period.trend[-1]) == (12, FIRST)
