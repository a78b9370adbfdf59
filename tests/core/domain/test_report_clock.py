"""The clock of a misconduct report: each term has its beginning, and a question stops it."""

from datetime import date, datetime, timedelta

import pytest

from complaints_core.domain.complaints import Event
from complaints_core.domain.misconduct import MisconductReport
from complaints_core.profiles import Profile, load_profile
from complaints_core.testing import builders
from complaints_core.testing.fixed import NOON


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile("behzisti")


def after(*steps: tuple[str, str, int]) -> MisconductReport:
    """A report after steps: code, status it led to, and days since the filing."""
    later = (Event(day(days), step, "karimi", status) for step, status, days in steps)
    history = (Event(NOON, "file", "citizen", "registered"), *later)
    return builders.report(history=history, status=history[-1].status)


def day(days: int) -> datetime:
    return NOON + timedelta(days=days)


def term(profile: Profile, report: MisconductReport) -> tuple[date, int]:
    """The day on which the term began, and its length in working days."""
    deadline = profile.report_clock.deadline(report)
    assert deadline is not None
    return deadline.start, deadline.counted


def test_the_first_look_and_the_review_have_terms_of_their_own(profile: Profile) -> None:
    days = {name: profile.deadlines[name].days for name in ("misconduct_triage", "misconduct_review")}

    assert term(profile, after()) == (NOON.date(), days["misconduct_triage"])
    taken = after(("take", "reviewing", 7))
    assert term(profile, taken) == (day(7).date(), days["misconduct_review"])


def test_a_note_or_a_message_changes_nothing(profile: Profile) -> None:
    taken = (("take", "reviewing", 7),)
    talked = (*taken, ("note", "reviewing", 14), ("reply", "reviewing", 21))

    assert term(profile, after(*talked)) == term(profile, after(*taken))


def test_the_time_in_which_the_reporter_is_asked_is_given_back(profile: Profile) -> None:
    taken = after(("take", "reviewing", 0))
    asked = after(("take", "reviewing", 0), ("ask", "need_info", 7), ("reply", "reviewing", 14))
    a_week = profile.calendar.working_days(day(7).date(), day(14).date())

    assert a_week > 0
    assert term(profile, asked)[1] == term(profile, taken)[1] + a_week


def test_passing_on_begins_the_first_look_anew(profile: Profile) -> None:
    passed = after(("take", "reviewing", 3), ("refer", "registered", 9))

    assert term(profile, passed) == (day(9).date(), profile.deadlines["misconduct_triage"].days)


@pytest.mark.parametrize("status", ["need_info", "closed", "handed_over", "unheard of"])
def test_where_the_office_is_not_to_act_there_is_no_term(profile: Profile, status: str) -> None:
    assert profile.report_clock.deadline(after(("take", "reviewing", 1), ("some", status, 2))) is None
