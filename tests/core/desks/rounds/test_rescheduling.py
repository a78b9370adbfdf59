"""Days that are closed later: deadlines move once, leave a trace, and whoever handles them is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints_core.desks.rounds import rescheduling
from complaints_core.desks.rounds.rescheduling import Papers, ReschedulingRound
from complaints_core.desks.rounds.work import Taken
from complaints_core.domain import queues
from complaints_core.domain.amendment_kinds import ClosureEntered, ClosureRemoved, TextChanged, UnitClosed
from complaints_core.domain.amendments import Amendment
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.lists import Label
from complaints_core.domain.working_time import Closure
from complaints_core.memory import stores
from complaints_core.profiles import amended, load_profile
from complaints_core.testing import FixedClock, builders

BASE = load_profile()
SATURDAY = datetime(2026, 8, 1, 6, tzinfo=UTC)
MONDAY = date(2026, 8, 3)
SNOW = Label(fa="برف", en="Snow")
EVERY_STATUS = ("registered", "reviewing", "need_info", "answered")
STEPS = {
    "registered": (),
    "reviewing": ("take",),
    "need_info": ("take", "ask"),
    "answered": ("take", "answer"),
    "closed": ("take", "answer", "close"),
}


class Killed(BaseException):
    """The process ends here."""


class Town:
    """Some offices with complaints, in which days are closed late."""

    def __init__(self) -> None:
        self.stores = stores()
        self.stores.citizens.add(builders.citizen())
        self.clock = FixedClock(SATURDAY)
        self.round = self.begun()
        self.works = 0

    def begun(self) -> ReschedulingRound:
        """A round that remembers nothing, as after a new start."""
        return ReschedulingRound(self.work, self.clock, BASE)

    @contextmanager
    def work(self) -> Iterator[Papers]:
        self.works += 1
        kept = self.stores
        yield Papers(kept.complaints, kept.amendments, kept.staff, kept.news)

    def file(self, number: int = 0, status: str = "registered", province: str = "23", owner: str = "") -> str:
        """A complaint that was filed now and brought to a status; answers its code."""
        now = self.clock.now()
        complaint = builders.filed(BASE, now, number, province)
        for step in STEPS[status]:
            complaint = BASE.course.moved(complaint, step, owner, now, assignee=owner)
        self.stores.complaints.add(complaint)
        return complaint.code

    def read(self, code: str) -> Complaint:
        complaint = self.stores.complaints.get(code)
        assert complaint is not None
        return complaint

    def amend(self, *changes: Amendment) -> None:
        self.clock.advance(minutes=1)
        self.stores.amendments.replace(self.stores.amendments.get().joined_by(*changes))

    def shut(self, *days: date, scope: str = "") -> None:
        self.amend(*(ClosureEntered(closure=Closure(day, SNOW, scope), **self.made()) for day in days))

    def made(self) -> dict[str, Any]:
        return {"at": self.clock.now(), "by": "modir"}

    def finish(self) -> None:
        """Let rounds come until nothing is left to do."""
        while self.round.run():
            self.clock.advance(minutes=1)

    def everything(self) -> object:
        """All that is kept and could have changed."""
        codes = self.stores.complaints.codes(1000)
        return [self.read(code) for code in codes], self.stores.news.of("karimi")


@pytest.fixture
def town() -> Town:
    return Town()


def trace(complaint: Complaint) -> list[tuple[str, str]]:
    return [(event.step, event.text) for event in complaint.history if event.actor == "system"]


def test_a_running_deadline_moves_by_the_closed_day_and_says_why(town: Town) -> None:
    code = town.file()
    before = town.read(code)

    town.shut(MONDAY)
    town.finish()

    after = town.read(code)
    assert before.due is not None
    assert after.due is not None
    assert BASE.calendar.working_days(before.due, after.due) == 1
    assert trace(after) == [("reschedule", "برف (۱۴۰۵/۰۵/۱۲)")]
    assert after.status == before.status
    assert after.alarm in (before.alarm, after.alarm)


def test_the_alarm_moves_with_the_deadline(town: Town) -> None:
    code = town.file()
    before = town.read(code)
    assert before.alarm is not None

    town.shut(MONDAY)
    town.finish()

    after = town.read(code)
    assert after.alarm is not None
    assert after.alarm > before.alarm
    assert town.stores.complaints.queue(queues.alarm(after.alarm), 5) == [after]
    assert town.stores.complaints.count(queues.alarm(before.alarm)) == 0


def test_what_became_overdue_on_a_closed_day_is_not_overdue_any_more(town: Town) -> None:
    code = town.file()
    due = town.read(code).due
    assert due is not None
    town.clock.advance(days=(due - SATURDAY.date()).days + 1)
    late = BASE.course.caught_up(town.read(code), town.clock.now())
    town.stores.complaints.replace(late)
    assert late.overdue

    town.shut(due, due + timedelta(days=1))
    town.finish()

    assert not town.read(code).overdue
    assert town.stores.complaints.count(queues.overdue("23")) == 0


def test_a_closure_of_another_province_changes_nothing(town: Town) -> None:
    code = town.file()
    before = town.read(code)

    town.shut(MONDAY, scope="07")
    town.finish()

    assert town.read(code) == before


@pytest.mark.parametrize("status", ["answered", "closed"])
def test_where_the_office_owes_nothing_nothing_is_told(town: Town, status: str) -> None:
    code = town.file(status=status)

    town.shut(MONDAY)
    town.finish()

    assert trace(town.read(code)) == []


def test_whoever_answers_for_complaints_is_told_once_of_all(town: Town) -> None:
    for name, role in (("karimi", "expert"), ("bahar", "supervisor")):
        town.stores.staff.add(builders.staff(name, role))
    codes = {town.file(number, "reviewing", owner="karimi") for number in range(3)}

    town.shut(MONDAY)
    town.finish()

    (news,) = town.stores.news.of("karimi")
    assert (news.count, set(news.codes)) == (3, codes)
    assert news.why.text("en") == "Snow (1405/05/12)"
    assert town.stores.news.of("bahar") == ()


def test_where_nobody_has_taken_it_the_supervisor_is_told(town: Town) -> None:
    town.stores.staff.add(builders.staff("bahar", "supervisor"))
    town.stores.staff.add(builders.staff("karimi", "expert"))
    town.file()

    town.shut(MONDAY)
    town.finish()

    assert [news.count for news in town.stores.news.of("bahar")] == [1]
    assert town.stores.news.of("karimi") == ()


def test_where_nobody_leads_the_unit_the_one_above_is_told(town: Town) -> None:
    town.stores.staff.add(builders.staff("sadr", "supervisor", "headquarters"))
    town.file()

    town.shut(MONDAY)
    town.finish()

    assert len(town.stores.news.of("sadr")) == 1


def test_nobody_is_told_of_a_complaint_about_himself(town: Town) -> None:
    town.stores.staff.add(builders.staff("bahar", "supervisor", first_name="Sara", last_name="Bahar"))
    code = town.file()
    accused = replace(town.read(code), accused_first_name="Sara", accused_last_name="Bahar")
    town.stores.complaints.replace(accused)

    town.shut(MONDAY)
    town.finish()

    assert town.stores.news.of("bahar") == ()
    assert trace(town.read(code)) != []


def test_a_closure_that_is_removed_lets_deadlines_move_back(town: Town) -> None:
    code = town.file()
    before = town.read(code).due
    town.shut(MONDAY)
    town.finish()

    town.amend(ClosureRemoved(closure=Closure(MONDAY, SNOW), **town.made()))
    town.finish()

    assert town.read(code).due == before
    assert [step for step, _text in trace(town.read(code))] == ["reschedule", "reschedule"]


def test_complaints_of_a_closed_unit_find_their_new_one(town: Town) -> None:
    town.stores.staff.add(builders.staff("bahar", "supervisor", "08"))
    codes = [town.file(number, status, "07", "karimi") for number, status in enumerate(EVERY_STATUS)]
    kept = town.file(9, "closed", "07")

    town.amend(UnitClosed(unit="07", heir="08", **town.made()))
    town.finish()

    for code in codes:
        after = town.read(code)
        assert (after.unit, after.assignee) == ("08", "")
        assert [step for step, _text in trace(after)] == ["rehouse"]
    assert town.read(kept).unit == "07"
    (news,) = town.stores.news.of("bahar")
    assert news.count == len(codes)


def test_other_amendments_open_no_complaint(town: Town) -> None:
    code = town.file()
    before = town.read(code)

    town.amend(TextChanged(name="password_changed", text="…", **town.made()))

    assert town.round.run() == 0
    assert town.stores.amendments.walk().seen == 1
    assert town.read(code) == before


def test_a_round_without_amendments_asks_for_their_version_alone(town: Town) -> None:
    town.file()
    town.round.run()
    town.works = 0

    assert town.round.run() == 0
    assert town.works == 1


def test_an_error_with_one_complaint_holds_up_no_other(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    broken, sound = town.file(0), town.file(1)
    town.stores.complaints.replace(replace(town.read(broken), history=()))

    town.shut(MONDAY)
    town.finish()

    assert trace(town.read(sound)) != []
    assert broken not in caplog.text


def test_a_batch_that_somebody_else_changed_is_taken_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = town.file()
    town.shut(MONDAY)
    work = town.work

    @contextmanager
    def conflicting() -> Iterator[Papers]:
        kept = stores()
        yield Papers(kept.complaints, town.stores.amendments, kept.staff, kept.news)
        raise Taken

    walk = town.stores.amendments.walk()
    monkeypatch.setattr(town.round, "_work", conflicting)
    assert town.round.run() == 0
    town.stores.amendments.walked(walk)  # nothing of that unit of work was kept
    monkeypatch.setattr(town.round, "_work", work)
    town.finish()

    assert len(trace(town.read(code))) == 1


@settings(max_examples=25, deadline=None)
@given(killed_after=st.integers(1, 12), complaints=st.integers(1, 9))
def test_a_round_that_is_killed_leaves_nothing_out_and_does_nothing_twice(
    killed_after: int, complaints: int
) -> None:
    town = Town()
    codes = [town.file(number, EVERY_STATUS[number % 2]) for number in range(complaints)]
    town.shut(MONDAY)
    left = killed_after

    @contextmanager
    def until_killed() -> Iterator[Papers]:
        nonlocal left
        with town.work() as papers:
            yield papers
        left -= 1
        if not left:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rescheduling, "BATCH", 2)
        try:
            ReschedulingRound(until_killed, town.clock, BASE).run()
        except Killed:
            town.round = town.begun()
        town.finish()

    assert [len(trace(town.read(code))) for code in codes] == [1] * complaints


DAYS = st.lists(st.dates(date(2026, 7, 25), date(2026, 10, 30)), min_size=1, max_size=6, unique=True)


@settings(max_examples=30, deadline=None)
@given(days=DAYS, later=DAYS, status=st.sampled_from(EVERY_STATUS), scope=st.sampled_from(["", "23", "07"]))
def test_a_closure_never_shortens_a_deadline(
    days: list[date], later: list[date], status: str, scope: str
) -> None:
    town = Town()
    code = town.file(status=status)
    before = town.read(code)
    for shut in (days, [day for day in later if day not in days]):
        town.shut(*shut, scope=scope)
        town.finish()
        after = town.read(code)
        assert (after.due is None) == (before.due is None)
        assert after.due is None or before.due is None or after.due >= before.due
        assert before.alarm is not None
        assert after.alarm is None or after.alarm >= before.alarm
        profile = amended(BASE, town.stores.amendments.get())
        assert after.due in (None, profile.course.deadline(after, town.clock.now()).due)
        before = after


@settings(max_examples=30, deadline=None)
@given(days=DAYS, scope=st.sampled_from(["", "23"]))
def test_running_the_round_twice_changes_nothing_more(days: list[date], scope: str) -> None:
    town = Town()
    town.stores.staff.add(builders.staff("karimi", "supervisor"))
    for number, status in enumerate(EVERY_STATUS):
        town.file(number, status)
    town.shut(*days, scope=scope)
    town.finish()
    once = town.everything()

    town.stores.amendments.walked(replace(town.stores.amendments.walk(), seen=0, towards=0))
    town.round = town.begun()
    town.finish()

    assert town.everything() == once
