"""One way to take a step, and what follows from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from complaints_core import persian
from complaints_core.domain.course import Alarm
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.profiles import load_profile
from complaints_core.testing import builders

PROFILE = load_profile()
COURSE = PROFILE.course
SATURDAY = datetime(2026, 8, 1, 6, tzinfo=UTC)
FILED = builders.filed(PROFILE, SATURDAY)


def test_a_new_complaint_knows_its_deadline_and_its_first_warning() -> None:
    assert FILED.status == PROFILE.process.initial
    assert FILED.due == COURSE.deadline(FILED, SATURDAY).due
    assert FILED.alarm is not None
    assert COURSE.next_alarm(FILED, SATURDAY) == Alarm(FILED.alarm, "warn", 1)
    assert (FILED.escalated, FILED.escalated_to, FILED.overdue) == (0, "", False)


@pytest.mark.parametrize("step", ["close", "resume", "dance"])
def test_a_step_the_process_does_not_know_here_is_refused(step: str) -> None:
    with pytest.raises(StepNotAllowed):
        COURSE.moved(FILED, step, "karimi", SATURDAY)


def test_a_complaint_in_a_status_of_another_process_is_an_error() -> None:
    with pytest.raises(KeyError):
        COURSE.caught_up(replace(FILED, status="nowhere"), SATURDAY)


def test_a_step_changes_what_it_brings_and_leaves_the_old_version_alone() -> None:
    taken = COURSE.moved(FILED, "take", "karimi", SATURDAY, "", assignee="karimi")
    assert (taken.status, taken.assignee, taken.due) == ("reviewing", "karimi", FILED.due)
    assert (FILED.status, FILED.assignee, len(FILED.history)) == ("registered", "", 1)


@pytest.mark.parametrize(
    ("steps", "runs"),
    [(("take",), True), (("take", "ask"), False), (("take", "answer"), False), (("withdraw",), False)],
)
def test_there_is_a_day_by_which_to_answer_only_where_the_clock_runs(
    steps: tuple[str, ...], runs: bool
) -> None:
    complaint = FILED
    for step in steps:
        complaint = COURSE.moved(complaint, step, "somebody", SATURDAY)
    assert (complaint.due is not None) == runs


def test_a_referral_of_what_was_missed_twice_is_told_to_whoever_is_above_now() -> None:
    late = COURSE.caught_up(FILED, SATURDAY + timedelta(days=90))
    assert (late.escalated_to, late.overdue) == ("headquarters", True)
    below = COURSE.moved(late, "refer", "chief", SATURDAY + timedelta(days=91), unit="0701")
    assert (below.escalated_to, below.overdue, below.escalated) == ("07", True, 4)
    highest = COURSE.moved(late, "refer", "chief", SATURDAY + timedelta(days=91), unit="headquarters")
    assert (highest.escalated_to, highest.overdue) == ("", True)


def test_a_warning_that_should_have_come_already_comes_today_and_never_in_the_past() -> None:
    later = SATURDAY + timedelta(days=90)
    noted = COURSE.moved(FILED, "note", "karimi", later)
    assert noted.alarm == persian.tehran_day(later)
    assert noted.due == FILED.due
