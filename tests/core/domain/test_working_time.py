from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from complaints_core.domain.lists import Label
from complaints_core.domain.working_time import Closure, Deadline, DeadlineRule, Skipped, WorkingCalendar
from complaints_core.persian import from_jalali, is_leap

THURSDAY_AND_FRIDAY = frozenset({5, 6})
WEEKEND = Label(fa="آخر هفته")
SNOW = Label(fa="برف")
TEHRAN, ARAK = "23", "00"

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 60)
WEEKENDS = st.frozensets(st.integers(0, 6), max_size=6)
SCOPES = st.sampled_from(["", TEHRAN, ARAK])
CLOSURES = st.lists(st.builds(Closure, DAYS, st.just(SNOW), SCOPES), max_size=40)
CALENDARS = st.builds(WorkingCalendar, WEEKENDS, CLOSURES.map(tuple), st.just(WEEKEND))


def calendar(*closures: Closure) -> WorkingCalendar:
    return WorkingCalendar(THURSDAY_AND_FRIDAY, closures, WEEKEND)


def shut(year: int, month: int, day: int, scope: str = "") -> Closure:
    return Closure(from_jalali(year, month, day), SNOW, scope)


def one_by_one(work: WorkingCalendar, after: date, through: date, scope: str) -> int:
    days = (after + timedelta(n) for n in range(1, (through - after).days + 1))
    return sum(work.is_working(day, scope) for day in days)


def test_the_day_of_filing_does_not_count() -> None:
    saturday = from_jalali(1404, 8, 3)
    assert calendar().deadline(saturday, 1).due == from_jalali(1404, 8, 4)


def test_a_complaint_filed_on_a_weekend_begins_to_count_on_the_next_working_day() -> None:
    thursday = from_jalali(1404, 8, 8)
    assert calendar().deadline(thursday, 1).due == from_jalali(1404, 8, 10)


def test_a_deadline_tells_what_it_skipped_and_why() -> None:
    wednesday = from_jalali(1404, 8, 7)
    deadline = calendar(shut(1404, 8, 11)).deadline(wednesday, 2)
    assert deadline == Deadline(
        start=wednesday,
        due=from_jalali(1404, 8, 12),
        counted=2,
        skipped=(
            Skipped(from_jalali(1404, 8, 8), WEEKEND),
            Skipped(from_jalali(1404, 8, 9), WEEKEND),
            Skipped(from_jalali(1404, 8, 11), SNOW),
        ),
    )


def test_a_deadline_is_counted_once_however_often_it_is_asked_for() -> None:
    work, start = calendar(), from_jalali(1404, 8, 3)
    assert work.deadline(start, 5) is work.deadline(start, 5)


def test_a_calendar_with_another_closure_counts_anew() -> None:
    start = from_jalali(1404, 8, 3)
    usual, snowed = calendar(), calendar(shut(1404, 8, 4))
    assert usual.deadline(start, 1).due == from_jalali(1404, 8, 4)
    assert snowed.deadline(start, 1).due == from_jalali(1404, 8, 5)


def test_a_closure_of_one_province_holds_in_this_province_alone() -> None:
    work, sunday = calendar(shut(1404, 8, 5, TEHRAN)), from_jalali(1404, 8, 4)
    due = {scope: work.deadline(sunday, 1, scope).due for scope in (TEHRAN, ARAK, "")}
    assert due == {
        TEHRAN: from_jalali(1404, 8, 6),
        ARAK: from_jalali(1404, 8, 5),
        "": from_jalali(1404, 8, 5),
    }


def test_a_closure_without_a_reason_is_a_closure_all_the_same() -> None:
    day = from_jalali(1404, 8, 4)
    assert not calendar(Closure(day, Label())).is_working(day)


def test_of_two_closures_of_one_day_the_first_is_the_reason() -> None:
    dust = Label(fa="گردوغبار")
    day = from_jalali(1404, 8, 4)
    work = WorkingCalendar(THURSDAY_AND_FRIDAY, (Closure(day, dust), Closure(day, SNOW)), WEEKEND)
    assert work.why_not(day) == dust


def test_a_deadline_runs_through_the_last_days_of_a_leap_year_and_of_a_common_one() -> None:
    assert is_leap(1403)
    assert not is_leap(1404)
    every_day = WorkingCalendar(frozenset())
    assert every_day.deadline(from_jalali(1403, 12, 29), 2).due == from_jalali(1404, 1, 1)
    assert every_day.deadline(from_jalali(1404, 12, 29), 2).due == from_jalali(1405, 1, 2)


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        calendar().deadline(date(2025, 1, 1), days)


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="a working day"):
        WorkingCalendar(frozenset(range(7)))


@given(CALENDARS, DAYS, COUNTS, SCOPES)
def test_a_deadline_ends_on_a_working_day_and_has_counted_right(
    work: WorkingCalendar, start: date, days: int, scope: str
) -> None:
    deadline = work.deadline(start, days, scope)
    assert work.is_working(deadline.due, scope)
    assert one_by_one(work, start, deadline.due, scope) == days == deadline.counted


@given(CALENDARS, DAYS, COUNTS, SCOPES)
def test_every_day_of_a_deadline_is_either_counted_or_skipped_with_its_reason(
    work: WorkingCalendar, start: date, days: int, scope: str
) -> None:
    deadline = work.deadline(start, days, scope)
    assert len(deadline.skipped) + deadline.counted == (deadline.due - start).days
    assert all(skipped.reason == work.why_not(skipped.day, scope) for skipped in deadline.skipped)


@given(WEEKENDS, CLOSURES, DAYS, COUNTS, SCOPES, st.builds(Closure, DAYS, st.just(SNOW), SCOPES))
def test_a_further_closure_never_shortens_a_deadline(
    weekend: frozenset[int], closures: list[Closure], start: date, days: int, scope: str, further: Closure
) -> None:
    before = WorkingCalendar(weekend, tuple(closures)).deadline(start, days, scope)
    after = WorkingCalendar(weekend, (*closures, further)).deadline(start, days, scope)
    assert after.due >= before.due


@given(CALENDARS, DAYS, COUNTS, SCOPES)
def test_a_closure_on_a_counted_day_makes_a_deadline_longer(
    work: WorkingCalendar, start: date, days: int, scope: str
) -> None:
    before = work.deadline(start, days, scope)
    counted = next(day for n in range(1, 999) if work.is_working(day := start + timedelta(n), scope))
    after = WorkingCalendar(work.weekend, (*work.closures, Closure(counted, SNOW, scope)))
    assert after.deadline(start, days, scope).due > before.due


@given(CALENDARS, DAYS, COUNTS, COUNTS, SCOPES)
def test_deadlines_add_up(work: WorkingCalendar, start: date, first: int, second: int, scope: str) -> None:
    middle = work.deadline(start, first, scope).due
    assert work.deadline(start, first + second, scope).due == work.deadline(middle, second, scope).due


@given(CALENDARS, DAYS, st.integers(-400, 400), SCOPES)
def test_working_days_are_counted_as_one_by_one(
    work: WorkingCalendar, after: date, distance: int, scope: str
) -> None:
    through = after + timedelta(distance)
    forwards = one_by_one(work, min(after, through), max(after, through), scope)
    assert work.working_days(after, through, scope) == (forwards if distance >= 0 else -forwards)


@given(CALENDARS, DAYS, COUNTS, SCOPES, st.integers(0, 120))
def test_days_used_and_days_left_make_the_whole(
    work: WorkingCalendar, start: date, days: int, scope: str, later: int
) -> None:
    deadline = work.deadline(start, days, scope)
    today = start + timedelta(later)
    used = work.used_fraction(deadline, today) * days
    assert round(used) + work.days_left(deadline, today) == days


@given(CALENDARS, DAYS, COUNTS, st.integers(0, 30))
def test_before_its_start_nothing_of_a_deadline_is_used(
    work: WorkingCalendar, start: date, days: int, earlier: int
) -> None:
    assert work.used_fraction(work.deadline(start, days), start - timedelta(earlier)) == 0


@given(CALENDARS, DAYS, COUNTS)
def test_on_the_last_day_no_days_are_left_and_the_next_working_day_is_too_late(
    work: WorkingCalendar, start: date, days: int
) -> None:
    deadline = work.deadline(start, days)
    too_late = work.deadline(deadline.due, 1).due
    assert (work.days_left(deadline, deadline.due), work.used_fraction(deadline, deadline.due)) == (0, 1)
    assert (work.days_left(deadline, too_late), work.used_fraction(deadline, too_late) > 1) == (-1, True)


@given(st.integers(1, 60), st.integers(0, 60))
def test_an_urgent_subject_never_gets_more_time(usual: int, urgent: int) -> None:
    rule = DeadlineRule("answer", usual, urgent_days=urgent)
    assert rule.days_for("province", urgent=True) <= rule.days_for("province")


def test_a_level_may_have_its_own_number_of_days() -> None:
    rule = DeadlineRule("answer", 10, {"headquarters": 15}, urgent_days=3)
    assert (rule.days_for("county"), rule.days_for("headquarters")) == (10, 15)
    assert rule.days_for("headquarters", urgent=True) == 3


@given(CALENDARS, DAYS, SCOPES)
def test_a_day_with_a_reason_is_no_working_day(work: WorkingCalendar, day: date, scope: str) -> None:
    assume(work.why_not(day, scope) is not None)
    assert work.working_days(day - timedelta(1), day, scope) == 0
