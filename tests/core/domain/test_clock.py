"""The clock of a complaint: what moves it, and what never does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.domain.clock import ComplaintClock
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.directory import Unit
from complaints_core.domain.lists import NO_LABEL
from complaints_core.domain.working_time import Closure, WorkingCalendar
from complaints_core.profiles import load_profile
from complaints_core.testing import builders

PROFILE = load_profile()
CLOCK = PROFILE.course.clock
SATURDAY = datetime(2026, 8, 1, 6, tzinfo=UTC)
FREE = replace(CLOCK, calendar=WorkingCalendar(frozenset()))  # where every day is a working day
QUIET = ("take", "note", "refer", "reply", "assign", "warn", "alarm", "overdue")
"""Steps that leave the clock as it is, from wherever they can be taken."""


def unit() -> Unit:
    found = PROFILE.directory.unit("23")
    assert found is not None
    return found


def after(complaint: Complaint, step: str, days: float = 0) -> Complaint:
    """The complaint after a step, that many days after the last event."""
    at = complaint.history[-1].at + timedelta(days=days)
    status = PROFILE.process.after(complaint.status, step).code
    return complaint.moved(Event(at, step, "somebody", status))


def due(complaint: Complaint, clock: ComplaintClock = CLOCK, now: datetime | None = None) -> date:
    return clock.deadline(complaint, unit(), now or complaint.history[-1].at).due


def warnings(complaint: Complaint, clock: ComplaintClock = FREE) -> list[int]:
    """On which days after the filing the warnings stand."""
    begun = persian.tehran_day(complaint.submitted_at)
    days = clock.warnings(complaint, unit(), complaint.history[-1].at)
    return [(day - begun).days for day in days]


COURSES = st.lists(
    st.tuples(
        st.sampled_from([*QUIET, "ask", "extend", "answer", "close", "object", "reopen"]), st.floats(0, 9)
    ),
    max_size=10,
)


def walked(moves: list[tuple[str, float]]) -> Complaint:
    """A complaint that took those of the steps that could be taken where it stood."""
    complaint = builders.filed(PROFILE, SATURDAY)
    for step, days in moves:
        if any(complaint.status in one.sources for one in PROFILE.process.steps if one.code == step):
            complaint = after(complaint, step, days)
    return complaint


@given(COURSES, st.sampled_from(QUIET), st.floats(0, 9))
def test_no_word_note_or_referral_changes_the_clock(
    moves: list[tuple[str, float]], quiet: str, days: float
) -> None:
    complaint = walked(moves)
    here = PROFILE.process.status(complaint.status)
    assert here is not None
    later = walked([*moves, (quiet, days)])
    if here.runs:
        assert due(later) == due(complaint)
        assert warnings(later) == warnings(complaint)


@given(COURSES, st.integers(0, 40), st.integers(0, 3))
def test_standing_still_moves_the_deadline_by_exactly_the_working_days_of_the_pause(
    moves: list[tuple[str, float]], days: int, before: int
) -> None:
    running = walked(moves)
    if running.status == "registered":
        running = after(running, "take")
    if running.status != "reviewing":
        return
    asked = after(running, "ask", before)
    answered = after(asked, "reply", days)
    begun, ended = (persian.tehran_day(one.history[-1].at) for one in (asked, answered))
    pause = CLOCK.calendar.working_days(begun, ended, unit().province)
    granted = CLOCK.deadline(running, unit(), running.history[-1].at).counted
    assert CLOCK.deadline(answered, unit(), answered.history[-1].at).counted == granted + pause
    assert due(asked, now=answered.history[-1].at) == due(answered) >= due(running)


@given(COURSES)
def test_an_extension_adds_once(moves: list[tuple[str, float]]) -> None:
    complaint = walked([move for move in moves if move[0] != "extend"])
    here = complaint.history[-1]
    extension = Event(here.at, "extend", "somebody", here.status)
    once, twice = complaint.moved(extension), complaint.moved(extension).moved(extension)
    assert due(twice) == due(once)
    assert due(once, FREE) - due(complaint, FREE) == timedelta(days=10)


@given(COURSES, st.floats(0, 9), st.sampled_from(["answered", "closed", "rejected"]))
def test_an_objection_begins_the_clock_anew(moves: list[tuple[str, float]], days: float, status: str) -> None:
    way = {"answered": ["answer"], "closed": ["answer", "close"], "rejected": ["reject"]}[status]
    complaint = after(builders.filed(PROFILE, SATURDAY), "take", 1)
    for step in way:
        complaint = after(complaint, step, days)
    objected = after(complaint, "object", days)
    deadline = CLOCK.deadline(objected, unit(), objected.history[-1].at)
    assert deadline.start == persian.tehran_day(objected.history[-1].at)
    assert deadline.counted == PROFILE.deadlines["objection"].days


def test_what_happened_before_an_objection_does_not_lengthen_it() -> None:
    asked = after(after(after(builders.filed(PROFILE, SATURDAY), "take"), "extend"), "ask")
    answered = after(after(asked, "reply", 30), "answer")
    objected = after(answered, "object")  # in the same instant
    assert CLOCK.deadline(objected, unit(), SATURDAY).counted == 10


def test_taking_an_objection_keeps_its_clock() -> None:
    complaint = after(builders.filed(PROFILE, SATURDAY), "take")
    objected = after(after(complaint, "answer", 3), "object", 3)
    assert due(after(objected, "take", 5)) == due(objected)


def test_a_complaint_that_is_opened_again_has_its_whole_time_again() -> None:
    closed = after(after(after(builders.filed(PROFILE, SATURDAY), "take"), "answer", 3), "close", 90)
    reopened = after(closed, "reopen", 90)
    assert CLOCK.deadline(reopened, unit(), SATURDAY).start == persian.tehran_day(reopened.history[-1].at)
    assert CLOCK.deadline(reopened, unit(), SATURDAY).counted == 10


@given(COURSES, st.integers(-20, 60), st.sampled_from(["", "23", "07"]))
def test_a_holiday_that_is_entered_never_shortens_a_deadline(
    moves: list[tuple[str, float]], ahead: int, scope: str
) -> None:
    """As django-helpdesk does, where a holiday makes an escalation come earlier."""
    complaint = walked(moves)
    holiday = Closure(persian.tehran_day(SATURDAY) + timedelta(days=ahead), NO_LABEL, scope)
    calendar = replace(CLOCK.calendar, closures=(*CLOCK.calendar.closures, holiday))
    shut = replace(CLOCK, calendar=calendar)
    now = complaint.history[-1].at
    assert due(complaint, shut) >= due(complaint)
    for later, sooner in zip(
        shut.warnings(complaint, unit(), now), CLOCK.warnings(complaint, unit(), now), strict=True
    ):
        assert later >= sooner


def test_three_holidays_put_a_warning_off_by_three_days() -> None:
    complaint = builders.filed(PROFILE, SATURDAY)
    days = [persian.tehran_day(SATURDAY) + timedelta(days=ahead) for ahead in (1, 2, 3)]
    shut = replace(FREE, calendar=WorkingCalendar(frozenset(), tuple(Closure(day, NO_LABEL) for day in days)))
    assert warnings(complaint, FREE) == [5, 8, 11, 21]
    assert warnings(complaint, shut) == [8, 11, 14, 24]


@given(COURSES)
def test_warnings_come_in_their_order_and_the_third_when_it_is_missed(
    moves: list[tuple[str, float]],
) -> None:
    complaint = walked(moves)
    now = complaint.history[-1].at
    half, most, missed, again = CLOCK.warnings(complaint, unit(), now)
    assert half <= most <= due(complaint) < missed < again
    days = list(pairwise((due(complaint), missed)))
    assert [CLOCK.calendar.working_days(*pair, unit().province) for pair in days] == [1]


def test_time_that_stood_still_is_not_used_up() -> None:
    asked = after(after(builders.filed(PROFILE, SATURDAY), "take"), "ask", 2)
    assert warnings(after(asked, "reply", 20)) == [25, 28, 31, 41]
