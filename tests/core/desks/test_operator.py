"""The operator's desk: who may, in whose complaint, and for how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from complaints_core.desks.calls import OPENED, WRITING, Calls
from complaints_core.desks.operator import OperatorDesk
from complaints_core.desks.visitors import Visitors
from complaints_core.domain.audit import AuditNote
from complaints_core.domain.citizens import Citizen, Registration
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.pending import Call
from complaints_core.domain.staff import STAFF_ROLES, Staff
from complaints_core.interfaces.calls import SkipReasonMissing, WrongCaller, WrongCaseOfCaller
from complaints_core.interfaces.errors import (
    BornInFuture,
    CodeExpired,
    NotFound,
    StepNotAllowed,
    TooManyTries,
    WrongCode,
)
from complaints_core.testing import builders
from tests.core.desks.case_office import OTHER, CaseOffice
from tests.core.desks.office import DETAILS, upload, wrong

ACCUSED = {"accused_first_name": "زهره", "accused_last_name": "نمونه ای"}


class Reception(CaseOffice):
    """An office with an operator."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.calls = Calls(
            citizens=self.stores.citizens,
            complaints=self.stores.complaints,
            pending=self.stores.pending,
            audit=self.stores.audit,
            limits=self.limits,
            clock=self.clock,
        )
        self.visitors = Visitors(self.account, self.calls)
        self.operators = OperatorDesk(calls=self.calls, visitors=self.visitors, citizen_desk=self.citizens)
        self.operator = self.hired("telephone", "operator", "headquarters")

    def speaking(self, citizen: Citizen, via: str = "phone") -> Call:
        """A conversation with somebody who has an account."""
        return self.calls.begin(self.operator, via, citizen.national_code, citizen.birth_date)

    def stranger(self, via: str = "phone", number: int = 9) -> Call:
        """A conversation with somebody who has none."""
        person = builders.registration(number)
        return self.calls.begin(self.operator, via, person.national_code, person.birth_date)

    def filed_for(self, citizen: Citizen, **typed: str) -> tuple[Call, Complaint]:
        """What an operator filed, and the conversation as it goes on."""
        call, key = self.speaking(citizen), self.citizens.submission_key(citizen)
        complaint = self.operators.file(self.operator, call, builders.draft(**typed), (), key)
        return self.calls.going_on(self.operator, call.key), complaint

    def about(self, citizen: Citizen, complaint: Complaint, who: Staff | None = None) -> Call:
        """A conversation about a complaint."""
        return self.calls.open(who or self.operator, "phone", complaint.code, citizen.national_code)

    def notes(self) -> list[AuditNote]:
        """What the audit knows; time stands still here, so in any order."""
        while self.stores.audit.chain(500):
            continue
        return [entry.note for entry in self.stores.audit.entries()]


@pytest.fixture
def office() -> Reception:
    return Reception()


def person(number: int = 9, mobile: str = "") -> Registration:
    """Somebody as he is registered."""
    return builders.registration(number, mobile=mobile, **DETAILS)


# Conversations


def test_a_filed_complaint_tells_by_whom_and_how(office: Reception) -> None:
    _call, complaint = office.filed_for(office.citizen())
    assert (complaint.history[0].actor, complaint.history[0].via) == ("telephone", "phone")
    assert office.sent() == ["complaint_registered"]


def test_a_citizen_who_files_himself_is_the_actor(office: Reception) -> None:
    complaint = office.filed(office.citizen())
    assert (complaint.history[0].actor, complaint.history[0].via) == ("citizen", "")


def test_missing_details_turn_nobody_away(office: Reception) -> None:
    citizen = office.citizen(address="")
    assert office.citizens.missing_details(citizen) == ("address",)
    assert office.filed_for(citizen)[1].citizen == citizen.key


def test_the_same_key_files_once_with_the_files_that_were_parked(office: Reception) -> None:
    citizen = office.citizen()
    call, key = office.speaking(citizen), office.citizens.submission_key(citizen)
    office.citizens.park({}, [upload("scan.pdf")], key)
    desk, operator, draft = office.operators, office.operator, builders.draft()
    first = desk.file(operator, call, draft, [upload("letter.pdf")], key)
    assert desk.file(operator, call, draft, (), key) == first
    assert [file.name for file in first.attachments] == ["scan.pdf", "letter.pdf"]
    assert [note.action for note in office.notes()].count("file") == 1


@pytest.mark.parametrize(("lasts", "opened"), [(WRITING, False), (OPENED, True)])
def test_a_conversation_ends_by_itself(office: Reception, lasts: timedelta, opened: bool) -> None:
    citizen = office.citizen()
    call = office.filed_for(citizen)[0] if opened else office.speaking(citizen)
    office.clock.advance(seconds=lasts.total_seconds() - 1)
    assert office.operators.citizen(office.operator, call) == citizen
    office.clock.advance(seconds=1)
    with pytest.raises(NotFound):
        office.operators.citizen(office.operator, call)


def test_what_is_done_lets_a_conversation_last(office: Reception) -> None:
    call, complaint = office.filed_for(citizen := office.citizen())
    for _ in range(3):
        office.clock.advance(minutes=9)
        office.operators.note(office.operator, call, "Still there.", office.citizens.submission_key(citizen))
    assert office.operators.complaint(office.operator, call).code == complaint.code


def test_whoever_was_told_the_code_is_gone(office: Reception) -> None:
    call, complaint = office.filed_for(office.citizen())
    office.operators.told(office.operator, call)
    with pytest.raises(NotFound):
        office.operators.complaint(office.operator, call)
    assert ("told", complaint.code) in {(note.action, note.subject) for note in office.notes()}


def test_no_other_operator_continues_a_conversation(office: Reception) -> None:
    call, _complaint = office.filed_for(office.citizen())
    other = office.hired("second", "operator", "headquarters")
    with pytest.raises(NotFound):
        office.operators.complaint(other, call)


# Two facts


def test_a_wrong_birth_date_opens_nothing_and_is_noted(office: Reception) -> None:
    citizen = office.citizen()
    with pytest.raises(WrongCaller):
        office.calls.begin(office.operator, "phone", citizen.national_code, date(1971, 1, 1))
    assert [(note.action, note.subject) for note in office.notes()] == [("call_refused", "telephone")]


def test_a_birth_date_to_come_is_refused(office: Reception) -> None:
    with pytest.raises(BornInFuture):
        office.calls.begin(office.operator, "phone", builders.national_code(5), date(2030, 1, 1))


@pytest.mark.parametrize("typed", ["123456789012", "12", ""])
def test_a_code_of_nothing_and_the_code_of_somebody_else_look_the_same(office: Reception, typed: str) -> None:
    citizen = office.citizen()
    theirs = office.filed(office.citizen(1))
    for code in (typed, theirs.code):
        with pytest.raises(WrongCaseOfCaller):
            office.calls.open(office.operator, "phone", code, citizen.national_code)


@pytest.mark.parametrize("rule", ["operator", "caller"])
def test_codes_cannot_be_tried_for_long(office: Reception, rule: str) -> None:
    citizen = office.citizen()
    office.limits.allowed[rule] = 1
    office.speaking(citizen)
    with pytest.raises(TooManyTries):
        office.speaking(citizen)


def test_no_national_code_reaches_the_audit(office: Reception) -> None:
    citizen = office.citizen()
    office.filed_for(citizen)
    office.visitors.register(office.stranger(), person())
    assert all(citizen.national_code not in str(note) for note in office.notes())
    assert all(builders.national_code(9) not in str(note) for note in office.notes())


# Who may


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {"operator"}))
def test_only_an_operator_begins_anything(office: Reception, role: str) -> None:
    citizen = office.citizen()
    complaint, me = office.filed(citizen), office.hired("me", role, "headquarters")
    with pytest.raises(NotFound):
        office.calls.begin(me, "phone", citizen.national_code, citizen.birth_date)
    with pytest.raises(NotFound):
        office.about(citizen, complaint, me)


def test_who_is_no_operator_any_more_continues_nothing(office: Reception) -> None:
    call, _complaint = office.filed_for(office.citizen())
    with pytest.raises(NotFound):
        office.operators.complaint(replace(office.operator, active=False), call)


def test_an_operator_never_meets_a_complaint_about_himself(office: Reception) -> None:
    citizen = office.citizen()
    complaint = office.filed(citizen, **ACCUSED)
    me = office.hired("me", "operator", OTHER, first_name="زهره", last_name="نمونه\u200cای")
    with pytest.raises(NotFound):
        office.operators.complaint(me, office.about(citizen, complaint, me))


def test_a_conversation_opens_one_complaint_and_no_other_of_the_same_citizen(office: Reception) -> None:
    citizen = office.citizen()
    first, second = office.filed(citizen), office.filed(citizen)
    call = office.about(citizen, first)
    assert office.operators.complaint(office.operator, call).code == first.code != second.code


def test_before_anything_is_filed_nothing_is_open(office: Reception) -> None:
    call = office.speaking(office.citizen())
    with pytest.raises(NotFound):
        office.operators.complaint(office.operator, call)


# Steps


def test_the_steps_of_the_process_are_the_operators(office: Reception) -> None:
    citizen = office.citizen()
    call, complaint = office.filed_for(citizen)
    offered = {step.code for step in office.operators.steps(office.operator, call, complaint)}
    assert offered == {"reply", "withdraw", "note"}
    with pytest.raises(StepNotAllowed):
        office.operators.object(office.operator, call, "No.", office.citizens.submission_key(citizen))


def test_a_reply_is_the_citizens_word_and_said_once(office: Reception) -> None:
    citizen = office.citizen()
    call, _complaint = office.filed_for(citizen)
    key, desk = office.citizens.submission_key(citizen), office.operators
    for _ in range(2):
        said = desk.reply(office.operator, call, "He brought a letter.", [upload("letter.pdf")], key)
    assert [(one.author, len(one.attachments)) for one in said.messages] == [("citizen", 1)]
    assert [note.action for note in office.notes()].count("reply") == 1


def test_a_withdrawal_is_told_and_noted(office: Reception) -> None:
    citizen = office.citizen()
    call, _complaint = office.filed_for(citizen)
    key = office.citizens.submission_key(citizen)
    for _ in range(2):
        gone = office.operators.withdraw(office.operator, call, "It is settled.", key)
    assert (gone.status, gone.history[-1].actor, gone.history[-1].via) == ("withdrawn", "telephone", "phone")
    assert office.sent().count("complaint_withdraw") == 1


# People without an account


def test_whoever_has_no_mobile_is_registered_at_once_without_a_password(office: Reception) -> None:
    call = office.visitors.register(office.stranger(), person())
    citizen = office.operators.citizen(office.operator, call)
    assert (citizen.mobile, citizen.password_hash, office.sent()) == ("", "", [])
    key = office.citizens.submission_key(citizen)
    office.operators.file(office.operator, call, builders.draft(), (), key)
    assert office.sent() == []
    assert office.recovery.find(citizen.national_code, citizen.birth_date) is None


def test_a_mobile_waits_for_the_code_that_the_caller_reads_out(office: Reception) -> None:
    call = office.visitors.register(office.stranger(), person(mobile="+989120000555"))
    with pytest.raises(NotFound):
        office.operators.citizen(office.operator, call)
    with pytest.raises(WrongCode):
        office.visitors.confirm(call, wrong(office.last_code()))
    call = office.visitors.confirm(call, office.last_code())
    citizen = office.operators.citizen(office.operator, call)
    assert office.recovery.find(citizen.national_code, citizen.birth_date) == citizen


def test_a_code_is_sent_again_and_the_one_before_is_void(office: Reception) -> None:
    call = office.visitors.register(office.stranger(), person(mobile="+989120000555"))
    before = office.last_code()
    office.visitors.resend(call)
    assert office.sent() == ["registration_code", "registration_code"]
    assert before != office.last_code()
    office.clock.advance(minutes=5)
    with pytest.raises(CodeExpired):
        office.visitors.confirm(call, office.last_code())


def test_the_code_is_left_out_for_one_of_three_reasons_only(office: Reception) -> None:
    call = office.visitors.register(office.stranger(), person(mobile="+989120000555"))
    with pytest.raises(SkipReasonMissing):
        office.visitors.skip(call, "no time")
    office.visitors.skip(call, "not_at_hand")
    assert any(("mobile", "not_at_hand") in note.facts for note in office.notes())


def test_an_account_that_came_meanwhile_is_not_taken_over(office: Reception) -> None:
    call = office.stranger()
    office.citizen(9)
    with pytest.raises(WrongCaller):
        office.visitors.register(call, person())


@pytest.mark.parametrize(("via", "mobile"), [("phone", ""), ("counter", "+989120000777")])
def test_a_mobile_is_added_only_at_the_counter_and_where_there_is_none(
    office: Reception, via: str, mobile: str
) -> None:
    call = office.speaking(office.citizen(mobile=mobile), via)
    with pytest.raises(StepNotAllowed):
        office.visitors.add_mobile(call, "+989120000555")


def test_with_an_added_mobile_a_password_can_be_chosen(office: Reception) -> None:
    call = office.visitors.register(office.stranger("counter"), person())
    call = office.visitors.add_mobile(call, "+989120000555")
    assert office.visitors.mobile(call) == "+989120000555"
    office.visitors.confirm(call, office.last_code())
    citizen = office.operators.citizen(office.operator, call)
    request = office.recovery.send(citizen)
    office.recovery.finish(request, office.last_code(), "seven blue tents")
    assert office.account.login(citizen.national_code, "seven blue tents").key == citizen.key
    assert "mobile_added" in {note.action for note in office.notes()}
