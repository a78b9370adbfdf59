"""Sums are exact, and small ones are not told to whoever does not see what they count."""

import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.dashboard import Answering, Beside, Counted, ages_of
from complaints_core.domain.figures import (
    ANSWERED,
    DAYS,
    FEWEST,
    FILED,
    IN_TIME,
    NOW,
    OPEN,
    OPEN_SINCE,
    RATED,
    Question,
    Tally,
    average,
    disclosed,
    spread,
    within_which,
)
from complaints_core.testing.fixed import NOON

VALUES = st.lists(st.integers(0, 60), min_size=1, max_size=80)


@given(VALUES)
def test_the_half_is_the_lower_median(values: list[int]) -> None:
    assert within_which(0.5, Counter(values)) == statistics.median_low(values)


@given(VALUES)
def test_nine_tenths_are_reached_there_and_not_before(values: list[int]) -> None:
    reached = within_which(0.9, Counter(values))
    assert reached in values
    assert sum(value <= reached for value in values) >= 0.9 * len(values)
    assert sum(value < reached for value in values) < 0.9 * len(values)


def test_of_nothing_there_is_no_median_and_no_mean() -> None:
    assert within_which(0.5, {}) is None
    assert average({}) is None


@given(VALUES)
def test_the_mean_is_the_mean(values: list[int]) -> None:
    assert average(Counter(values)) == pytest.approx(statistics.fmean(values))


@given(VALUES)
def test_what_is_spread_out_is_all_there(values: list[int]) -> None:
    limits = (5, 10, 30)
    places = spread(Counter(values), limits)
    assert sum(places) == len(values)
    assert places[0] == sum(value <= 5 for value in values)
    assert places[-1] == sum(value > 30 for value in values)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (500, 500)])
def test_one_to_four_are_not_disclosed(number: int, shown: int | None) -> None:
    assert disclosed(number) == shown


def test_a_question_counts_what_it_asks_for() -> None:
    tallies = [Tally(FILED, key, month) for key in "ab" for month in (1, 2, 3)]
    assert Question(measures=(FILED,), first=2, last=3).counted(tallies) == {
        Tally(FILED, "a", NOW): 2,
        Tally(FILED, "b", NOW): 2,
    }
    monthly = Question(measures=(FILED,), first=1, last=2, monthly=True)
    assert monthly.counted(tallies) == {Tally(FILED, "", 1): 2, Tally(FILED, "", 2): 2}
    assert Question(measures=(FILED,), first=1, last=3, keys=("b",)).counted(tallies).total() == 3
    assert not Question(measures=(ANSWERED,), first=1, last=3).counted(tallies)


def answering(answered: int, in_time: int, ratings: int = 0) -> Answering:
    """How a unit answered, each within three working days."""
    return Answering.of(
        Counted(
            {
                Tally(ANSWERED, "", NOW): answered,
                Tally(DAYS, "3", NOW): answered,
                Tally(IN_TIME, "", NOW): in_time,
                Tally(RATED, "4", NOW): ratings,
            }
        )
    )


def test_how_a_unit_answered_is_worked_out_from_what_was_counted() -> None:
    mine = answering(8, 6, 2)
    assert (mine.median, mine.ninth, mine.share_in_time, mine.satisfaction) == (3, 3, 0.75, 4.0)
    assert answering(0, 0).share_in_time is answering(0, 0).satisfaction is None


@pytest.mark.parametrize(
    "above",
    [
        answering(20, 20),  # nobody else answered
        answering(20 + FEWEST - 1, 20),  # few others did
        answering(40, 20 + FEWEST - 1),  # few others were in time
        answering(40, 39),  # few others were late
        answering(40, 30, ratings=1),  # few others were rated
    ],
)
def test_what_could_be_worked_out_about_a_few_others_is_not_shown(above: Answering) -> None:
    assert Beside.of("headquarters", answering(20, 20), above).answering is None


def test_what_is_about_enough_others_is_shown() -> None:
    above = answering(40, 30, ratings=9)
    assert Beside.of("headquarters", answering(20, 20, ratings=4), above).answering == above


def test_ages_are_counted_in_days_since_the_filing() -> None:
    today = NOON.date()
    days = [0, 7, 8, 90, 91]
    since = {
        Tally(OPEN_SINCE, today.fromordinal(today.toordinal() - one).isoformat(), NOW): 1 for one in days
    }
    assert ages_of(Counted({**since, Tally(OPEN, "", NOW): 7}), today) == (2, 1, 0, 0, 1, 3)
