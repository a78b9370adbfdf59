"""What happens by itself: each warning once, in its order, whoever answers for a complaint or nobody."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.desks.rounds.escalation import REST, EscalationRound, Shift
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain import queues
from complaints_core.domain.lists import NO_LABEL
from complaints_core.domain.working_time import Closure, WorkingCalendar
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.profiles import load_profile
from complaints_core.testing import FixedClock, builders
from tests.core.desks.case_office import PARENT, CaseOffice

SATURDAY = datetime(2026, 8, 1, 6, tzinfo=UTC)
WARNINGS = ["warn", "alarm", "overdue", "escalate"]


class Killed(BaseException):
    """The process ends here."""


class Rounds:
    """An office whose every day is a working day, and rounds that come every day."""

    def __init__(self) -> None:
        self.office = CaseOffice(clock=FixedClock(SATURDAY))
        self.office.profile = replace(self.office.profile, calendar=WorkingCalendar(frozenset()))
        self.office.desk = replace(self.office.desk, profile=self.office.profile)
        self.round = self.begun()

    def begun(self) -> EscalationRound:
        """A round that remembers nothing, as after a new start."""
        return EscalationRound(self.work, self.office.clock, self.office.profile)

    @contextmanager
    def work(self) -> Iterator[Shift]:
        yield Shift(self.office.complaints, self.office.stores.citizens, self.office.notices)

    def days(self, number: int) -> None:
        """Let days pass, with a round in the morning of each."""
        for _ in range(number):
            self.office.clock.advance(days=1)
            self.round.run()

    def by_itself(self, code: str) -> list[tuple[int, str]]:
        """What happened by itself: how many days after the filing, and which step."""
        complaint = self.office.read(code)
        events = (event for event in complaint.history if event.actor == "system")
        return [((event.at - complaint.submitted_at).days, event.step) for event in events]


@pytest.fixture
def rounds() -> Rounds:
    return Rounds()


def test_each_warning_comes_once_on_its_day(rounds: Rounds) -> None:
    code = rounds.office.brought("reviewing", assignee="karimi").code
    rounds.days(60)
    assert rounds.by_itself(code) == [(5, "warn"), (8, "alarm"), (11, "overdue"), (21, "escalate")]


def test_what_nobody_has_taken_is_warned_of_like_everything_else(rounds: Rounds) -> None:
    """DIGIT skips a case without an assignee, and one without a supervisor."""
    code = rounds.office.brought("registered").code
    rounds.days(30)
    assert [step for _, step in rounds.by_itself(code)] == WARNINGS
    assert list(rounds.office.stores.staff.all()) == []


def test_no_word_or_note_puts_a_warning_off(rounds: Rounds) -> None:
    """DIGIT measures since the last modification, so that any edit begins its clock anew."""
    office = rounds.office
    karimi = office.hired("karimi")
    code = office.brought("reviewing", assignee="karimi").code
    for _ in range(25):
        office.desk.note(karimi, code, "Still at it.")
        rounds.days(1)
    assert rounds.by_itself(code) == [(5, "warn"), (8, "alarm"), (11, "overdue"), (21, "escalate")]


def test_a_missed_deadline_stands_on_the_list_of_the_unit_and_later_on_that_of_the_one_above(
    rounds: Rounds,
) -> None:
    office = rounds.office
    chief, above = office.hired("chief", "supervisor"), office.hired("above", "hq_expert", PARENT)
    code = office.brought("registered").code
    rounds.days(10)
    assert office.desk.inbox(chief, "overdue").total == 0
    rounds.days(1)
    assert [one.code for one in office.desk.inbox(chief, "overdue").items] == [code]
    assert office.desk.inbox(above, "escalated").total == 0
    rounds.days(10)
    assert [one.code for one in office.desk.inbox(above, "escalated").items] == [code]
    assert office.desk.inbox(chief, "overdue").total == 1
    office.desk.take(chief, code)
    office.desk.answer(chief, code, "upheld", "It was as you say.")
    assert office.desk.counts(above)["escalated"] == office.desk.counts(chief)["overdue"] == 0


def test_headquarters_have_nobody_above_to_be_told(rounds: Rounds) -> None:
    code = rounds.office.brought("registered", unit=PARENT).code
    rounds.days(60)
    assert [step for _, step in rounds.by_itself(code)] == WARNINGS[:3]
    assert rounds.office.read(code).alarm is None


def test_the_citizen_sees_what_was_missed_and_no_more(rounds: Rounds) -> None:
    process = rounds.office.profile.process
    public = {code: process.step_from("registered", code).public for code in WARNINGS}
    assert public == {"warn": False, "alarm": False, "overdue": True, "escalate": True}


def test_days_without_a_round_are_made_up_for_and_nothing_comes_twice(rounds: Rounds) -> None:
    code = rounds.office.brought("registered").code
    rounds.office.clock.advance(days=12)
    assert rounds.begun().run() == 1
    assert rounds.by_itself(code) == [(12, "warn"), (12, "alarm"), (12, "overdue")]
    assert rounds.begun().run() == 0
    assert len(rounds.by_itself(code)) == 3


def test_a_pause_puts_off_what_has_not_come_yet(rounds: Rounds) -> None:
    office = rounds.office
    karimi, code = office.hired("karimi"), office.brought("reviewing", assignee="karimi").code
    rounds.days(2)
    office.desk.ask(karimi, code, "When was it?")
    rounds.days(9)
    assert rounds.by_itself(code) == []
    rounds.days(40)  # the citizen keeps silent: after ten days it goes on
    assert rounds.by_itself(code) == [
        (13, "resume"), (16, "warn"), (19, "alarm"), (22, "overdue"), (32, "escalate"),
    ]  # fmt: skip


def test_an_extension_takes_a_complaint_from_the_list_and_warns_anew(rounds: Rounds) -> None:
    office = rounds.office
    karimi, code = office.hired("karimi"), office.brought("reviewing", assignee="karimi").code
    rounds.days(11)
    assert office.desk.counts(karimi)["overdue"] == 1
    extended = office.desk.extend(karimi, code, "A file is on its way.")
    assert (extended.overdue, extended.escalated) == (False, 1)  # half of twenty days are used
    rounds.days(40)
    assert rounds.by_itself(code)[3:] == [(16, "alarm"), (21, "overdue"), (41, "escalate")]


def test_what_was_missed_stays_missed_while_the_citizen_is_asked(rounds: Rounds) -> None:
    office = rounds.office
    karimi, code = office.hired("karimi"), office.brought("reviewing", assignee="karimi").code
    rounds.days(11)
    office.desk.ask(karimi, code, "When was it?")
    assert office.desk.counts(karimi)["overdue"] == 1
    rounds.days(11)
    assert office.read(code).status == "reviewing"
    assert rounds.by_itself(code)[2:] == [(11, "overdue"), (22, "resume")]
    assert office.desk.counts(karimi)["overdue"] == 1


def test_an_answer_that_is_not_objected_to_settles_the_matter(rounds: Rounds) -> None:
    code = rounds.office.brought("answered").code
    rounds.days(10)
    assert rounds.office.read(code).status == "answered"
    rounds.days(1)
    assert rounds.by_itself(code) == [(11, "settle")]
    assert (rounds.office.read(code).open, rounds.office.read(code).alarm) == (False, None)


@pytest.mark.parametrize(
    ("status", "sms"), [("answered", "complaint_settle"), ("need_info", "complaint_resume")]
)
def test_the_citizen_is_told_once_of_what_happened_by_itself(rounds: Rounds, status: str, sms: str) -> None:
    rounds.office.brought(status)
    rounds.days(40)
    assert rounds.office.sent().count(sms) == 1


def test_a_step_that_is_not_kept_is_not_told_either(rounds: Rounds) -> None:
    """Somebody else was faster: the complaint stays as he left it, and no SMS goes out."""
    complaint = rounds.office.brought("answered")
    rounds.office.clock.advance(days=11)
    closed = rounds.office.profile.course.moved(complaint, "close", "karimi", rounds.office.clock.now())
    rounds.office.complaints.replace(closed)
    rounds.round.run()
    assert rounds.office.sent() == []


@pytest.mark.parametrize("changes", [{"wants_sms": False}, {"mobile": ""}])
def test_who_wants_no_sms_or_has_no_mobile_is_sent_none(rounds: Rounds, changes: dict[str, Any]) -> None:
    rounds.office.stores.citizens.add(builders.citizen(**changes))
    rounds.office.brought("answered")
    rounds.days(40)
    assert rounds.office.sent() == []


def test_an_objection_has_warnings_of_its_own(rounds: Rounds) -> None:
    rounds.office.clock.advance(days=-9)
    complaint = rounds.office.brought("answered")
    rounds.office.clock.advance(days=9)
    course, now = rounds.office.profile.course, rounds.office.clock.now()
    rounds.office.complaints.replace(course.moved(complaint, "object", "citizen", now))
    rounds.days(12)
    assert rounds.by_itself(complaint.code) == [(14, "warn"), (17, "alarm"), (20, "overdue")]


@pytest.mark.parametrize("shut", [0, 1, 3])
def test_holidays_that_are_entered_later_put_warnings_off(shut: int) -> None:
    """django-helpdesk subtracts them, so that three holidays make five days two."""
    rounds = Rounds()
    code = rounds.office.brought("registered").code
    first = persian.tehran_day(SATURDAY)
    closures = tuple(Closure(first + timedelta(days=one + 1), NO_LABEL) for one in range(shut))
    rounds.office.profile = replace(rounds.office.profile, calendar=WorkingCalendar(frozenset(), closures))
    rounds.round = rounds.begun()
    rounds.days(30)
    wanted = [(5, "warn"), (8, "alarm"), (11, "overdue"), (21, "escalate")]
    assert rounds.by_itself(code) == [(day + shut, step) for day, step in wanted]


def test_a_deadline_that_a_holiday_put_off_is_kept_with_the_complaint(rounds: Rounds) -> None:
    complaint = rounds.office.brought("registered")
    holiday = Closure(persian.tehran_day(SATURDAY) + timedelta(days=1), NO_LABEL)
    rounds.office.profile = replace(rounds.office.profile, calendar=WorkingCalendar(frozenset(), (holiday,)))
    rounds.round = rounds.begun()
    rounds.days(5)
    kept = rounds.office.read(complaint.code)
    assert kept.history == complaint.history
    assert complaint.due is not None
    assert kept.due == complaint.due + timedelta(days=1)


def test_a_round_rests_before_the_next(rounds: Rounds) -> None:
    rounds.round.run()
    code = rounds.office.brought("registered").code
    rounds.office.complaints.replace(replace(rounds.office.read(code), alarm=persian.tehran_day(SATURDAY)))
    assert rounds.office.complaints.count(queues.alarm(persian.tehran_day(SATURDAY))) == 1
    rounds.round.run()
    assert rounds.office.complaints.count(queues.alarm(persian.tehran_day(SATURDAY))) == 1
    rounds.office.clock.advance(seconds=REST.total_seconds())
    rounds.round.run()
    assert rounds.office.complaints.count(queues.alarm(persian.tehran_day(SATURDAY))) == 0


def test_more_than_a_page_is_warned_of_in_one_round(rounds: Rounds) -> None:
    codes = [rounds.office.brought("registered", number).code for number in range(120)]
    rounds.office.clock.advance(days=5)
    assert rounds.round.run() == 120
    assert {tuple(rounds.by_itself(code)) for code in codes} == {((5, "warn"),)}


# When something goes wrong


class Breaking(Rounds):
    """Rounds in which the commit for one complaint fails."""

    def __init__(self, fails: type[BaseException], code: str) -> None:
        self.fails: type[BaseException] | None = fails
        self.code = code
        super().__init__()

    @contextmanager
    def work(self) -> Iterator[Shift]:
        before = self.office.complaints.get(self.code)
        with super().work() as shift:
            yield shift
        if self.fails and self.office.complaints.get(self.code) != before and before:
            self.office.complaints.replace(before)  # the transaction is gone
            raise self.fails


@pytest.mark.parametrize("fails", [Taken, ValueError])
def test_what_fails_holds_up_no_other_and_is_tried_again(fails: type[BaseException]) -> None:
    rounds = Breaking(fails, builders.tracking_code(1))
    codes = [rounds.office.brought("registered", number).code for number in range(3)]
    rounds.days(6)
    assert [len(rounds.by_itself(code)) for code in codes] == [1, 0, 1]
    rounds.fails = None
    rounds.days(1)
    assert [rounds.by_itself(code) for code in codes] == [[(5, "warn")], [(7, "warn")], [(5, "warn")]]


def test_a_kill_between_two_complaints_loses_and_doubles_nothing() -> None:
    rounds = Breaking(Killed, builders.tracking_code(1))
    codes = [rounds.office.brought("registered", number).code for number in range(3)]
    rounds.office.clock.advance(days=5)
    with pytest.raises(Killed):
        rounds.round.run()
    rounds.fails = None
    rounds.begun().run()
    assert [rounds.by_itself(code) for code in codes] == [[(5, "warn")]] * 3


def test_who_was_faster_than_the_round_wins(rounds: Rounds) -> None:
    """A complaint that was answered after the round looked and before it came is left as it is."""
    complaint = rounds.office.brought("reviewing")
    rounds.office.clock.advance(days=5)
    course, now = rounds.office.profile.course, rounds.office.clock.now()
    answered = course.moved(complaint, "answer", "karimi", now)
    looked = 0

    @contextmanager
    def work() -> Iterator[Shift]:
        nonlocal looked
        with rounds.work() as shift:
            yield shift
        looked += 1
        if rounds.office.read(complaint.code) == complaint and rounds.office.complaints.queue(
            queues.alarm(complaint.alarm or now.date()), 1
        ):
            rounds.office.complaints.replace(answered)

    EscalationRound(work, rounds.office.clock, rounds.office.profile).run()
    assert looked
    assert rounds.office.read(complaint.code) == answered


# Properties of the course


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "ask", "reply", "note", "refer", "extend", "answer", "object", "close", "reopen"]
        ),
        st.integers(0, 12),
    ),
    max_size=12,
)
PROFILE = load_profile()


@given(STEPS)
def test_after_a_round_nothing_is_left_for_the_day_and_a_second_one_finds_nothing(
    steps: list[tuple[str, int]],
) -> None:
    course, now = PROFILE.course, SATURDAY
    complaint = builders.filed(PROFILE, now)
    for step, days in steps:
        now += timedelta(days=days)
        complaint = course.caught_up(complaint, now)
        assert complaint.alarm is None or complaint.alarm > persian.tehran_day(now)
        assert course.caught_up(complaint, now) == complaint
        with suppress(StepNotAllowed):
            complaint = course.moved(complaint, step, "somebody", now)


@given(STEPS)
def test_between_two_beginnings_of_the_clock_a_warning_comes_once_for_each_deadline(
    steps: list[tuple[str, int]],
) -> None:
    course, now = PROFILE.course, SATURDAY
    complaint = builders.filed(PROFILE, now)
    for step, days in steps:
        for _ in range(days):
            now += timedelta(days=1)
            complaint = course.caught_up(complaint, now)
        if step not in ("extend", "object", "reopen"):
            with suppress(StepNotAllowed):
                complaint = course.moved(complaint, step, "somebody", now)
    warnings = [event.step for event in complaint.history if event.step in WARNINGS]
    assert warnings == WARNINGS[: len(warnings)]
