from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.persian import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    JalaliDate,
    Unreadable,
    format_jalali,
    from_jalali,
    from_tehran,
    is_leap,
    month_length,
    parse_jalali,
    persian_digits,
    tehran,
    tehran_day,
    to_jalali,
    weekday,
)
from complaints_core.persian.errors import NoSuchDate, NoSuchDay, NoSuchMonth, NoSuchYear, NotADate

from . import breaks
from .vectors import VECTORS

known_days = st.dates(FIRST_DAY, LAST_DAY)


def test_every_day_of_the_range_agrees_with_the_breaks_of_borkowski() -> None:
    to_jalali.cache_clear()
    for day, parts in breaks.days(FIRST_YEAR, LAST_YEAR):
        assert to_jalali(day) == parts
        assert from_jalali(*parts) == day


@pytest.mark.parametrize(("written", "day"), VECTORS["jalali"]["pairs"])
def test_known_dates_are_read_and_written(written: str, day: str) -> None:
    assert parse_jalali(written) == date.fromisoformat(day)
    assert format_jalali(date.fromisoformat(day)) == written


def test_leap_years_are_those_of_the_calendar() -> None:
    assert [year for year in range(1375, 1413) if is_leap(year)] == VECTORS["jalali"]["leap_years"]


@pytest.mark.parametrize(
    "typed", ["۱۳۹۷/۰۷/۰۵", "١٣٩٧/٧/٥", "1397-7-5", " 1397 / 07 / 05 ", "1397.7.5", "\u200f۱۳۹۷/۷/۵"]
)
def test_a_date_is_read_with_any_digits_and_separators(typed: str) -> None:
    assert parse_jalali(typed) == date(2018, 9, 27)


@given(known_days)
def test_a_written_date_is_read_back(day: date) -> None:
    assert parse_jalali(persian_digits(format_jalali(day))) == day


@given(st.text() | st.from_regex(r"[0-9۰-۹]{1,5}/[0-9]{1,3}/[0-9]{1,3}", fullmatch=True))
def test_any_text_is_a_date_or_refused_as_unreadable(text: str) -> None:
    try:
        day = parse_jalali(text)
    except Unreadable:
        return
    assert FIRST_DAY <= day <= LAST_DAY


@pytest.mark.parametrize("typed", ["", "1397", "1397/7", "13970705", "مهر ۱۳۹۷", "1397/7/5/1", "1397/7-"])
def test_another_shape_is_no_date(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_jalali(typed)


@pytest.mark.parametrize(
    ("parts", "error", "part"),
    [
        ((1404, 7, 31), NoSuchDay, "day"),
        ((1404, 12, 30), NoSuchDay, "day"),
        ((1404, 1, 32), NoSuchDay, "day"),
        ((1404, 1, 0), NoSuchDay, "day"),
        ((1404, 13, 1), NoSuchMonth, "month"),
        ((1404, 0, 1), NoSuchMonth, "month"),
        ((97, 7, 5), NoSuchYear, "year"),
        ((1279, 12, 29), NoSuchYear, "year"),
        ((1501, 1, 1), NoSuchYear, "year"),
        ((2018, 9, 27), NoSuchYear, "year"),
    ],
)
def test_a_day_that_never_was_names_its_wrong_part(
    parts: tuple[int, int, int], error: type[NoSuchDate], part: str
) -> None:
    with pytest.raises(error) as caught:
        from_jalali(*parts)
    assert caught.value.part == part


def test_the_refusal_of_30_esfand_says_how_long_the_month_is() -> None:
    with pytest.raises(NoSuchDay) as caught:
        from_jalali(1404, 12, 30)
    assert caught.value.values == {"year": 1404, "month": 12, "length": 29}
    assert "29" in str(caught.value)


def test_30_esfand_of_a_leap_year_is_a_day() -> None:
    assert from_jalali(1403, 12, 30) + timedelta(days=1) == from_jalali(1404, 1, 1)


def test_month_lengths_add_up_to_the_year() -> None:
    assert [month_length(1404, month) for month in range(1, 13)] == [31] * 6 + [30] * 5 + [29]
    assert sum(month_length(1403, month) for month in range(1, 13)) == 366


@pytest.mark.parametrize("day", [date(1901, 3, 20), date(2122, 3, 21), date.max])
def test_a_date_outside_the_range_is_refused(day: date) -> None:
    with pytest.raises(NoSuchYear):
        format_jalali(day)


def test_a_datetime_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="tehran_day"):
        format_jalali(datetime(2025, 3, 20, 22, 0, tzinfo=UTC))


def test_a_jalali_date_is_a_plain_tuple_that_sorts_and_prints() -> None:
    assert to_jalali(date(2018, 9, 27)) == (1397, 7, 5)
    assert JalaliDate(1397, 7, 5) < JalaliDate(1397, 10, 1)
    assert str(JalaliDate(1397, 7, 5)) == "1397/07/05"


def test_the_week_begins_on_saturday() -> None:
    saturday = date(2025, 3, 22)
    assert [weekday(saturday + timedelta(days=n)) for n in range(8)] == [0, 1, 2, 3, 4, 5, 6, 0]


@pytest.mark.parametrize(
    ("parts", "offset"),
    [
        ((1401, 1, 15), 4.5),
        ((1401, 6, 30), 4.5),
        ((1401, 7, 1), 3.5),
        ((1402, 4, 1), 3.5),
        ((1404, 4, 1), 3.5),
    ],
)
def test_summer_time_ended_for_good_in_mehr_1401(parts: tuple[int, int, int], offset: float) -> None:
    noon = datetime.combine(from_jalali(*parts), datetime.min.time(), UTC).replace(hour=12)
    assert tehran(noon).utcoffset() == timedelta(hours=offset)


def test_the_day_in_tehran_turns_while_utc_still_has_the_old_one() -> None:
    assert tehran_day(datetime(2025, 3, 20, 20, 29, tzinfo=UTC)) == date(2025, 3, 20)
    assert tehran_day(datetime(2025, 3, 20, 20, 30, tzinfo=UTC)) == date(2025, 3, 21)


def test_a_moment_of_another_zone_is_shown_on_tehrans_clock() -> None:
    moment = datetime(2025, 3, 21, 0, 0, tzinfo=timezone(timedelta(hours=9)))
    assert tehran(moment).replace(tzinfo=None) == datetime(2025, 3, 20, 18, 30)


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)))
def test_tehrans_clock_is_read_back(moment: datetime) -> None:
    shown = tehran(moment.replace(tzinfo=UTC))
    assert from_tehran(shown.replace(tzinfo=None)) == moment.replace(tzinfo=UTC)


def test_naive_and_zoned_times_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="no moment"):
        tehran(datetime(2025, 3, 20))
    with pytest.raises(ValueError, match="no time zone"):
        from_tehran(datetime(2025, 3, 20, tzinfo=UTC))
