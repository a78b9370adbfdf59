"""The rarer steps of a case: declined, linked, reopened, sent back, made urgent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.desks.casework.bulk import BulkAssignment, BulkReferral, Outlook
from complaints_core.desks.casework.inbox import MOST_SHOWN
from complaints_core.domain.citizens import Citizen
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import Staff
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, UnknownUnit
from complaints_core.interfaces.handling import BodyMissing, MovedOn, NoWayBack, UnknownOriginal
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT, CaseOffice


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


@pytest.fixture
def chief(office: CaseOffice) -> Staff:
    return office.hired("chief", "supervisor")


@pytest.fixture
def citizen(office: CaseOffice) -> Citizen:
    return office.citizen()


# Not ours to decide


def test_a_citizen_is_told_which_body_decides(office: CaseOffice, chief: Staff, citizen: Citizen) -> None:
    code = office.filed(citizen).code
    declined = office.desk.decline(chief, code, "Pension Fund", "It decides on pensions.")
    assert (declined.status, declined.open) == ("out_of_scope", False)
    assert (declined.history[-1].to, declined.history[-1].text) == ("Pension Fund", "It decides on pensions.")
    assert office.sent()[-1] == "complaint_decline"
    assert "object" in {step.code for step in office.citizens.steps(citizen, declined)}


def test_an_answer_out_of_scope_names_the_body(office: CaseOffice, chief: Staff) -> None:
    code = office.brought("reviewing").code
    with pytest.raises(BodyMissing):
        office.desk.answer(chief, code, "out_of_scope", "Another body decides.")
    answered = office.desk.answer(chief, code, "out_of_scope", "Another body decides.", body="Pension Fund")
    assert answered.answer is not None
    assert answered.answer.body == "Pension Fund"


def test_a_body_that_was_left_in_the_form_of_another_finding_is_not_kept(
    office: CaseOffice, chief: Staff
) -> None:
    code = office.brought("reviewing").code
    answered = office.desk.answer(chief, code, "upheld", "It was as you say.", body="Pension Fund")
    assert answered.answer is not None
    assert answered.answer.body == ""


# Linking


def test_what_repeats_another_complaint_leads_to_it(
    office: CaseOffice, chief: Staff, citizen: Citizen
) -> None:
    first, second = office.filed(citizen), office.filed(citizen)
    linked = office.desk.link(chief, second.code, first.code)
    assert (linked.status, linked.original, linked.history[-1].to) == ("duplicate", first.code, first.code)
    assert office.sent()[-1] == "complaint_link"
    assert office.desk.related(chief, linked).original == first
    assert office.desk.related(chief, first).repeated_by == (linked,)


def test_a_linked_complaint_is_objected_to_like_any_decision(
    office: CaseOffice, chief: Staff, citizen: Citizen
) -> None:
    first, second = office.filed(citizen), office.filed(citizen)
    office.desk.link(chief, second.code, first.code)
    objected = office.citizens.object(citizen, second.code, "It is another matter.")
    assert (objected.status, objected.original) == ("objected", "")
    with pytest.raises(StepNotAllowed):
        office.desk.take(chief, second.code)


def unseen_original(office: CaseOffice, citizen: Citizen) -> str:
    return office.brought("registered", 7, unit=OTHER, citizen=citizen.key).code


def withdrawn_original(office: CaseOffice, citizen: Citizen) -> str:
    return office.citizens.withdraw(citizen, office.filed(citizen).code, "It is settled.").code


def linked_original(office: CaseOffice, citizen: Citizen) -> str:
    root, copy = office.filed(citizen), office.filed(citizen)
    return office.desk.link(office.hired("other", "supervisor"), copy.code, root.code).code


WRONG = {
    "out of sight": unseen_original,
    "withdrawn": withdrawn_original,
    "a copy itself": linked_original,
    "of somebody else": lambda office, citizen: office.filed(office.citizen(1)).code,
    "no code": lambda office, citizen: "the other one",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_nothing_is_linked_to_what_it_does_not_repeat(
    wrong: Callable[[CaseOffice, Citizen], str], office: CaseOffice, chief: Staff, citizen: Citizen
) -> None:
    code, original = office.filed(citizen).code, wrong(office, citizen)
    with pytest.raises(UnknownOriginal):
        office.desk.link(chief, code, original)
    assert office.read(code).open


def test_nothing_repeats_itself(office: CaseOffice, chief: Staff) -> None:
    code = office.brought("registered").code
    with pytest.raises(UnknownOriginal):
        office.desk.link(chief, code, code)


# Reopening


def test_what_is_reopened_has_an_owner_and_a_fresh_clock(office: CaseOffice, chief: Staff) -> None:
    complaint = office.brought("closed", assignee="gone")
    office.clock.advance(days=30)
    reopened = office.desk.reopen(chief, complaint.code, "A paper was found.")
    assert (reopened.status, reopened.assignee) == ("reviewing", "chief")
    assert reopened.due is not None
    assert reopened.due > office.clock.now().date()
    assert not reopened.overdue


def test_a_link_is_undone_by_reopening(office: CaseOffice, chief: Staff, citizen: Citizen) -> None:
    first, second = office.filed(citizen), office.filed(citizen)
    office.desk.link(chief, second.code, first.code)
    assert office.desk.reopen(chief, second.code, "They differ.").original == ""
    assert office.desk.related(chief, first).repeated_by == ()


def test_who_decided_before_an_objection_does_not_own_what_he_reopens(
    office: CaseOffice, chief: Staff
) -> None:
    complaint = office.brought("objected", by="chief")
    above = office.hired("above", "hq_expert", PARENT)
    office.desk.take(above, complaint.code)
    office.desk.answer(above, complaint.code, "upheld", "It was as you say.")
    office.desk.close(above, complaint.code)
    assert office.desk.reopen(chief, complaint.code, "A paper was found.").assignee == ""


# Sending back


def test_what_was_referred_goes_back_to_where_it_came_from(office: CaseOffice, chief: Staff) -> None:
    complaint, there = office.brought("registered"), office.hired("there", unit=COUNTY)
    referred = office.desk.refer(chief, complaint.code, COUNTY, "It belongs there.")
    assert (referred.history[-1].to, referred.referred_from) == (COUNTY, UNIT)
    office.desk.take(there, complaint.code)
    back = office.desk.send_back(there, complaint.code, "It does not.")
    assert (back.unit, back.assignee, back.referred_from, back.due) == (UNIT, "", "", referred.due)
    assert (back.history[-1].to, back.history[-1].text) == (UNIT, "It does not.")
    assert office.desk.inbox(chief, "unassigned").items == (back,)
    with pytest.raises(StepNotAllowed):
        office.desk.send_back(chief, complaint.code, "Nor here.")


def test_nothing_goes_back_to_who_must_not_handle_it(office: CaseOffice) -> None:
    named: dict[str, Any] = {"accused_first_name": "زهره", "accused_last_name": "نمونه ای"}
    complaint = office.brought("referred", unit=COUNTY, referred_from=UNIT, **named)
    there = office.hired("there", unit=COUNTY)
    office.hired("her", first_name="زهره", last_name="نمونه\u200cای")
    with pytest.raises(NoWayBack):
        office.desk.send_back(there, complaint.code, "It is yours.")


def test_an_objection_goes_back_to_nobody(office: CaseOffice, chief: Staff, citizen: Citizen) -> None:
    code, there = office.filed(citizen).code, office.hired("there", "supervisor", COUNTY)
    office.desk.refer(chief, code, COUNTY, "It belongs there.")
    office.desk.take(there, code)
    office.desk.answer(there, code, "upheld", "It was as you say.")
    assert office.citizens.object(citizen, code, "It was not.").referred_from == ""


# Urgency


def test_an_urgent_complaint_is_due_sooner_and_stands_first(office: CaseOffice, chief: Staff) -> None:
    first, second = office.brought("registered", 1), office.brought("registered", 2)
    urgent = office.desk.urge(chief, first.code, "A child is in danger.")
    assert urgent.urgent
    assert urgent.due is not None
    assert second.due is not None
    assert urgent.due < second.due
    assert [one.code for one in office.desk.inbox(chief, "unassigned").items] == [first.code, second.code]
    assert office.desk.counts(chief)["unassigned"] == 2
    with pytest.raises(StepNotAllowed):
        office.desk.urge(chief, first.code, "Once more.")


def test_an_urgent_complaint_must_be_looked_at_within_hours_until_somebody_takes_it(
    office: CaseOffice, chief: Staff
) -> None:
    clock = office.profile.course.clock
    complaint = office.brought("registered")
    office.clock.advance(days=3)
    urgent = office.desk.urge(chief, complaint.code, "A child is in danger.")
    assert clock.first_look(complaint) is None
    assert clock.first_look(urgent) == office.clock.now() + timedelta(hours=4)
    assert clock.first_look(office.desk.take(chief, complaint.code)) is None


@given(pauses=st.lists(st.floats(0, 6), max_size=6), steps=st.lists(st.sampled_from("nr"), max_size=6))
def test_neither_notes_nor_referrals_on_and_on_give_an_urgent_complaint_more_hours(
    pauses: list[float], steps: list[str]
) -> None:
    office = CaseOffice()
    above, units = office.hired("above", "hq_expert", PARENT), (UNIT, OTHER)
    code = office.brought("registered", urgent=True).code
    office.desk.refer(above, code, OTHER, "It belongs there.")
    until = office.profile.course.clock.first_look(office.read(code))
    for pause, step in zip(pauses, steps, strict=False):
        office.clock.advance(hours=pause)
        if step == "n":
            office.desk.note(above, code, "Telephoned.")
        else:
            other = next(unit for unit in units if unit != office.read(code).unit)
            office.desk.refer(above, code, other, "It belongs there.")
        assert office.profile.course.clock.first_look(office.read(code)) == until


# Several at once


def outlooks(found: tuple[Outlook, ...]) -> list[tuple[str, type[Exception] | None]]:
    return [(one.code, type(one.refusal) if one.refusal else None) for one in found]


def test_a_look_over_tells_what_can_be_done_and_changes_nothing(office: CaseOffice, chief: Staff) -> None:
    free, closed = office.brought("registered", 1), office.brought("closed", 2)
    elsewhere = office.brought("registered", 3, unit=OTHER)
    office.hired("karimi")
    codes = [free.code, closed.code, elsewhere.code, "12"]
    found = office.desk.looked_over(chief, codes, BulkAssignment("karimi", "Her field."))
    assert outlooks(found) == [
        (free.code, None), (closed.code, StepNotAllowed), (elsewhere.code, NotFound), ("12", NotFound),
    ]  # fmt: skip
    assert [one.complaint for one in found] == [free, closed, None, None]
    assert office.read(free.code) == free


def test_several_are_assigned_and_what_was_moved_meanwhile_is_left_alone(
    office: CaseOffice, chief: Staff
) -> None:
    first, second = office.brought("registered", 1), office.brought("registered", 2)
    karimi = office.hired("karimi")
    step = BulkAssignment("karimi", "Her field.")
    seen = {one.code: one.seen for one in office.desk.looked_over(chief, [first.code, second.code], step)}
    office.desk.note(karimi, second.code, "Telephoned.")
    done = office.desk.taken_with_all(chief, seen, step)
    assert outlooks(done) == [(first.code, None), (second.code, MovedOn)]
    assert (office.read(first.code).assignee, office.read(second.code).assignee) == ("karimi", "")
    assert office.read(first.code).history[-1].text == "Her field."


def test_several_are_referred_each_by_its_own_rule(office: CaseOffice, chief: Staff) -> None:
    here, there = office.brought("registered", 1), office.brought("registered", 2, unit=COUNTY)
    step = BulkReferral(COUNTY, "It belongs there.")
    found = office.desk.looked_over(chief, [here.code, there.code], step)
    assert outlooks(found) == [(here.code, None), (there.code, UnknownUnit)]
    done = office.desk.taken_with_all(chief, {one.code: one.seen for one in found}, step)
    assert outlooks(done) == outlooks(found)
    assert office.read(here.code).unit == COUNTY


# What belongs together


def codes_of(complaints: tuple[Complaint, ...]) -> list[str]:
    return [one.code for one in complaints]


def test_a_case_shows_what_else_its_citizen_waits_for_as_far_as_one_may_see_it(
    office: CaseOffice, chief: Staff
) -> None:
    one, other = office.brought("registered", 1), office.brought("reviewing", 2)
    office.brought("closed", 3)
    office.brought("registered", 4, unit=OTHER)
    assert codes_of(office.desk.related(chief, one).of_citizen) == [other.code]


def test_a_case_shows_what_was_said_before_about_its_center_as_far_as_one_may_see_it(
    office: CaseOffice, chief: Staff
) -> None:
    center = {"center": "demo_23_1"}
    earlier = office.brought("registered", 1, **center)
    office.clock.advance(hours=1)
    closed = office.brought("closed", 2, **center)
    office.brought("registered", 3, unit=OTHER, **center)
    office.clock.advance(hours=1)
    office.brought("registered", 4)
    one = office.brought("registered", 5, **center)
    office.indexed()
    related = office.desk.related(chief, one)
    assert codes_of(related.of_center) == [closed.code, earlier.code]
    assert related.of_center_count == 2


def test_all_earlier_ones_about_a_center_are_counted_and_some_are_shown(
    office: CaseOffice, chief: Staff
) -> None:
    for number in range(MOST_SHOWN + 3):
        office.brought("registered", number, center="demo_23_1")
        office.clock.advance(hours=1)
    one = office.brought("registered", 30, center="demo_23_1")
    office.indexed()
    related = office.desk.related(chief, one)
    assert related.of_center_count == MOST_SHOWN + 3
    assert len(related.of_center) == MOST_SHOWN - 1  # the newest hit is the complaint itself


def test_who_filed_is_shown_masked_and_opened_only_through_the_desk(
    office: CaseOffice, chief: Staff, citizen: Citizen
) -> None:
    masked = office.desk.who_filed(office.filed(citizen))
    shown = f"{masked.name} {masked.national_code} {masked.mobile}"
    assert citizen.last_name not in shown
    assert citizen.national_code not in shown
    assert citizen.mobile[-7:] not in shown
