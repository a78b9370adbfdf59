"""Whatever anybody does in whatever order, a case is somebody's, its clock runs, and nothing is forgotten."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from complaints_core import persian
from complaints_core.desks.casework.bulk import BulkReferral
from complaints_core.desks.rounds.escalation import EscalationRound, Shift
from complaints_core.desks.staff import BOXES, StaffDesk
from complaints_core.domain import queues
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint, Event
from complaints_core.domain.pending import Call
from complaints_core.domain.queue_order import QueueName
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.calls import WrongCaseOfCaller
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, UnknownColleague, UnknownUnit
from complaints_core.interfaces.handling import NoWayBack, UnknownOriginal
from tests.core.desks.case_office import OTHER, PARENT, UNIT
from tests.core.desks.test_operator import Reception

ACCUSED = ("زهره", "نمونه\u200cای")
ROSTER = {
    "expert.23": ("expert", UNIT),
    "second.23": ("expert", UNIT),
    "chief.23": ("supervisor", UNIT),
    "expert.07": ("expert", OTHER),
    "chief.07": ("supervisor", OTHER),
    "above": ("hq_expert", PARENT),
    "auditor": ("auditor", PARENT),
}
UNTOUCHED = {"note", "take", "assign", "refer", "return", "unseen"}
"""Steps that never move a deadline."""

StaffStep = Callable[[StaffDesk, Staff, str], Complaint]
STAFF_STEPS: dict[str, StaffStep] = {
    "take": lambda desk, who, code: desk.take(who, code),
    "ask": lambda desk, who, code: desk.ask(who, code, "When was it?"),
    "note": lambda desk, who, code: desk.note(who, code, "Telephoned."),
    "extend": lambda desk, who, code: desk.extend(who, code, "A file is on its way."),
    "answer": lambda desk, who, code: desk.answer(who, code, "upheld", "It was as you say."),
    "close": lambda desk, who, code: desk.close(who, code),
    "reject": lambda desk, who, code: desk.reject(who, code, "There is no such place."),
    "decline": lambda desk, who, code: desk.decline(who, code, "Pension Fund", "They decide on pensions."),
    "reopen": lambda desk, who, code: desk.reopen(who, code, "A paper was found."),
    "return": lambda desk, who, code: desk.send_back(who, code, "It is yours."),
    "urge": lambda desk, who, code: desk.urge(who, code, "A child is in danger."),
}
CALLER_STEPS = ("reply", "object", "withdraw", "note")
"""What an operator does for whoever is on the phone."""

WHO = st.sampled_from(sorted(ROSTER))


class CaseWork(RuleBasedStateMachine):
    """Two citizens, the staff of two provinces and headquarters, an operator, and time."""

    codes: Bundle[str] = Bundle("codes")
    unhired: Bundle[str] = Bundle("unhired")

    @initialize(target=unhired)
    def opened(self) -> str:
        self.office = Reception()
        self.people = [self.office.citizen(0), self.office.citizen(1, province=OTHER)]
        self.staff = {name: self.office.hired(name, *post) for name, post in ROSTER.items()}
        self.seen: dict[str, tuple[Event, ...]] = {}
        self.due: dict[str, Complaint] = {}
        self.round = EscalationRound(self.work, self.office.clock, self.office.profile)
        return "accused.23"

    def work(self) -> AbstractContextManager[Shift]:
        return nullcontext(Shift(self.office.complaints, self.office.stores.citizens, self.office.notices))

    # What happens

    @rule(target=codes, number=st.integers(0, 1), about=st.booleans(), urgent=st.booleans())
    def file(self, number: int, about: bool, urgent: bool) -> str:
        named = dict(zip(("accused_first_name", "accused_last_name"), ACCUSED, strict=True)) if about else {}
        subject = "abuse" if urgent else "delay"
        return self.office.filed(self.people[number], subject=subject, **named).code

    @rule(username=consumes(unhired))
    def hire_who_is_complained_about(self, username: str) -> None:
        first, last = ACCUSED
        self.staff[username] = self.office.hired(username, first_name=first, last_name=last)

    @rule(code=codes, who=WHO, step=st.sampled_from(sorted(STAFF_STEPS)))
    def staff_step(self, code: str, who: str, step: str) -> None:
        with suppress(NotFound, StepNotAllowed, NoWayBack):
            STAFF_STEPS[step](self.office.desk, self.staff[who], code)

    @rule(code=codes, who=WHO, colleague=WHO)
    def assign(self, code: str, who: str, colleague: str) -> None:
        with suppress(NotFound, StepNotAllowed, UnknownColleague):
            self.office.desk.assign(self.staff[who], code, colleague)

    @rule(code=codes, who=WHO, unit=st.sampled_from([UNIT, OTHER, PARENT]))
    def refer(self, code: str, who: str, unit: str) -> None:
        with suppress(NotFound, StepNotAllowed, UnknownUnit):
            self.office.desk.refer(self.staff[who], code, unit, "It belongs there.")

    @rule(code=codes, who=WHO, original=codes)
    def link(self, code: str, who: str, original: str) -> None:
        with suppress(NotFound, StepNotAllowed, UnknownOriginal):
            self.office.desk.link(self.staff[who], code, original)

    @rule(chosen=st.lists(codes, max_size=4), who=WHO, unit=st.sampled_from([UNIT, OTHER, PARENT]))
    def refer_several(self, chosen: list[str], who: str, unit: str) -> None:
        step, staff, desk = BulkReferral(unit, "They belong there."), self.staff[who], self.office.desk
        looks = desk.looked_over(staff, chosen, step)
        done = desk.taken_with_all(staff, {one.code: one.seen for one in looks}, step)
        assert [type(one.refusal) for one in done] == [type(one.refusal) for one in looks]
        assert all((one.refusal is None) <= (self.office.read(one.code).unit == unit) for one in done)

    @rule(code=codes, number=st.integers(0, 1), step=st.sampled_from(["reply", "withdraw", "object", "rate"]))
    def citizen_step(self, code: str, number: int, step: str) -> None:
        with suppress(NotFound, StepNotAllowed):
            self.as_citizen(self.people[number], code, step)

    def as_citizen(self, citizen: Citizen, code: str, step: str) -> None:
        desk = self.office.citizens
        if step == "reply":
            desk.reply(citizen, code, "There is more.", (), desk.submission_key(citizen))
        elif step == "rate":
            desk.rate(citizen, code, 3, "")
        else:
            (desk.withdraw if step == "withdraw" else desk.object)(citizen, code, "For a reason.")

    @rule(target=codes, number=st.integers(0, 1))
    def operator_files(self, number: int) -> str:
        _call, complaint = self.office.filed_for(self.people[number])
        return complaint.code

    @rule(code=codes, number=st.integers(0, 1), step=st.sampled_from(CALLER_STEPS))
    def operator_step(self, code: str, number: int, step: str) -> None:
        operator, citizen = self.office.operator, self.people[number]
        with suppress(NotFound, StepNotAllowed, WrongCaseOfCaller):
            call = self.office.calls.open(operator, "phone", code, citizen.national_code)
            self.as_operator(call, step, self.office.citizens.submission_key(citizen))

    def as_operator(self, call: Call, step: str, key: str) -> None:
        desk, operator = self.office.operators, self.office.operator
        if step == "reply":
            desk.reply(operator, call, "He told us more.", (), key)
        else:
            {"object": desk.object, "withdraw": desk.withdraw, "note": desk.note}[step](
                operator, call, "For a reason.", key
            )

    @rule(days=st.integers(1, 15))
    def time_passes(self, days: int) -> None:
        self.office.clock.advance(days=days)
        self.round.run()

    @rule(hours=st.integers(1, 9))
    def hours_pass(self, hours: int) -> None:
        self.office.clock.advance(hours=hours)
        self.round.run()

    # What always holds

    def kept(self) -> list[Complaint]:
        people = getattr(self, "people", ())
        return [one for citizen in people for one in self.office.complaints.of_citizen(citizen.key)]

    @invariant()
    def history_only_grows(self) -> None:
        for one in self.kept():
            before = self.seen.get(one.code, ())
            assert one.history[: len(before)] == before
            assert one.history[-1].status == one.status
            self.seen[one.code] = one.history

    @invariant()
    def the_status_is_known_and_says_whether_it_is_open(self) -> None:
        for one in self.kept():
            status = self.office.profile.process.status(one.status)
            assert status is not None
            assert (one.open, one.asked) == (status.open, status.is_paused)

    @invariant()
    def it_has_one_owner_or_stands_in_the_queue_of_a_unit(self) -> None:
        for one in filter(lambda one: one.open, self.kept()):
            names = queues.queues_of(one)
            assert self.office.profile.directory.unit(one.unit)
            assert (queues.mine(one.assignee) in names) != (queues.unassigned(one.unit) in names)
            assert not one.assignee or self.staff[one.assignee]

    @invariant()
    def the_clock_runs_where_the_office_must_answer(self) -> None:
        for one in self.kept():
            status = self.office.profile.process.status(one.status)
            assert status is not None
            assert (one.due is not None) == status.runs
            assert one.alarm is None or one.open
            assert not one.overdue or status.clock
            assert one.alarm is None or one.alarm >= persian.tehran_day(self.office.clock.now())

    @invariant()
    def nothing_open_is_forgotten(self) -> None:
        for one in filter(lambda one: one.open, self.kept()):
            assert one.alarm is not None or one.overdue, one.status

    @invariant()
    def the_supervisor_hears_once_of_an_urgent_one_that_nobody_took(self) -> None:
        for one in self.kept():
            until = self.office.profile.course.clock.first_look(one)
            told = [event.at for event in one.history if event.step == "unseen"]
            if until is None:
                assert one.escalated_to != one.unit
            else:
                assert sum(at >= until for at in told) <= 1
                assert (one.escalated_to == one.unit) <= bool(told)

    @invariant()
    def a_duplicate_leads_to_a_complaint_of_the_same_person_and_never_in_a_circle(self) -> None:
        kept = {one.code: one for one in self.kept()}
        for one in kept.values():
            assert bool(one.original) == (one.status == "duplicate")
            way = [one]
            while way[-1].original:
                way.append(kept[way[-1].original])
                assert way[-1].citizen == one.citizen
                assert len(way) <= len(kept)

    @invariant()
    def no_word_note_or_referral_shortens_or_lengthens_a_deadline(self) -> None:
        for one in self.kept():
            before = self.due.get(one.code)
            if before is not None and before.due and one.due:
                new = {event.step for event in one.history[len(before.history) :]}
                assert one.due >= before.due or new & {"object", "reopen", "urge"}
                assert one.due == before.due or new - UNTOUCHED
            self.due[one.code] = one

    @invariant()
    def every_queue_and_its_counter_equal_a_scan(self) -> None:
        kept, store = self.kept(), getattr(self, "office", None)
        if store is None:
            return
        scanned: dict[QueueName, list[Complaint]] = {}
        for one in kept:
            for name in queues.queues_of(one):
                scanned.setdefault(name, []).append(one)
        today = persian.tehran_day(store.clock.now())
        days = {queues.alarm(today + timedelta(days=ahead)) for ahead in range(-20, 60)}
        for name in {
            *scanned,
            *days,
            *(box(unit) for box in BOXES.values() for unit in (UNIT, OTHER, PARENT)),
        }:
            wanted = sorted(scanned.get(name, []), key=queues.rank)
            assert store.complaints.queue(name, 1000) == wanted, name
            assert store.complaints.count(name) == len(wanted), name

    @invariant()
    def list_count_and_detail_agree_for_everybody(self) -> None:
        for staff in getattr(self, "staff", {}).values():
            counts = self.office.desk.counts(staff)
            for box in ("mine", *BOXES):
                page = self.office.desk.inbox(staff, box)
                assert counts[box] == page.total == len(page.items), (staff.username, box)
                assert all(self.office.desk.complaint(staff, one.code) == one for one in page.items)

    @invariant()
    def an_operator_owns_nothing_and_has_no_lists(self) -> None:
        if not hasattr(self, "office"):
            return
        operator = self.office.operator
        assert not any(self.office.desk.counts(operator).values())
        assert all(one.assignee != operator.username for one in self.kept())

    @invariant()
    def nobody_sees_what_is_about_himself(self) -> None:
        accused: Staff | None = getattr(self, "staff", {}).get("accused.23")
        if accused is None:
            return
        for one in filter(lambda one: one.accused_name, self.kept()):
            with pytest.raises(NotFound):
                self.office.desk.complaint(accused, one.code)


TestCaseWork = CaseWork.TestCase
TestCaseWork.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
