"""The desk of staff: lists that agree with their counts, and every step of a case."""

from datetime import timedelta
from io import BytesIO

import pytest

from complaints_core.desks.staff import PAGE
from complaints_core.domain.files import Upload
from complaints_core.domain.staff import Post
from complaints_core.interfaces.errors import (
    EmptyFile,
    NotFound,
    StepNotAllowed,
    UnknownColleague,
    UnknownUnit,
)
from complaints_core.testing import builders
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT, CaseOffice
from tests.core.desks.office import upload


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


# Lists


def test_a_page_is_followed_by_the_next_without_gap_or_overlap(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    kept = [office.brought("registered", number) for number in range(2 * PAGE + 3)]
    seen, after = [], None
    for _ in range(3):
        page = office.desk.inbox(karimi, "unassigned", after)
        assert page.total == len(kept)
        seen += [one.code for one in page.items]
        after = page.after
    assert after is None
    assert sorted(seen) == sorted(one.code for one in kept)


def test_what_is_urgent_stands_before_what_is_newer(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    urgent = office.brought("registered", 0, urgent=True)
    office.clock.advance(hours=1)
    newer = office.brought("registered", 1)
    assert office.desk.inbox(karimi, "unassigned").items == (urgent, newer)


def test_the_lists_of_several_units_are_one(office: CaseOffice) -> None:
    both = office.hired("both", posts=(Post("expert", UNIT), Post("auditor", OTHER), Post("expert", UNIT)))
    here, there = office.brought("registered", 0), office.brought("registered", 1, unit=OTHER)
    assert set(office.desk.inbox(both, "unassigned").items) == {here, there}
    assert office.desk.counts(both)["unassigned"] == 2


def test_a_post_that_handles_no_cases_has_no_lists(office: CaseOffice) -> None:
    operator = office.hired("operator", "operator")
    office.brought("registered")
    assert office.desk.units(operator) == ()
    assert set(office.desk.counts(operator).values()) == {0}


def test_a_list_there_is_not_is_not_found(office: CaseOffice) -> None:
    with pytest.raises(NotFound):
        office.desk.inbox(office.hired("karimi"), "secrets")


def test_taking_and_asking_moves_a_complaint_from_list_to_list(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("registered")
    office.desk.take(karimi, complaint.code)
    assert office.desk.counts(karimi) == {
        "mine": 1, "unassigned": 0, "waiting": 0, "overdue": 0, "escalated": 0
    }  # fmt: skip
    office.desk.ask(karimi, complaint.code, "When was it?")
    assert office.desk.counts(karimi)["waiting"] == 1


# What is about oneself


@pytest.mark.parametrize("many", [1, PAGE + 2])
def test_who_is_hired_after_a_complaint_about_him_never_sees_nor_counts_it(
    office: CaseOffice, many: int
) -> None:
    accused = {"accused_first_name": "زهره", "accused_last_name": "نمونه ای"}
    for number in range(many):
        office.brought("registered", number + PAGE + 3, **accused)
    others = [office.brought("registered", number) for number in range(PAGE + 1)]
    her = office.hired("her", first_name="زهره", last_name="نمونه\u200cای")
    him = office.hired("him")

    first = office.desk.inbox(her, "unassigned")
    rest = office.desk.inbox(her, "unassigned", first.after)

    assert {one.code for one in (*first.items, *rest.items)} == {one.code for one in others}
    assert first.total == office.desk.counts(her)["unassigned"] == len(others)
    assert (len(first.items), len(rest.items), rest.after) == (PAGE, 1, None)
    assert office.desk.counts(him)["unassigned"] == len(others) + many


def test_who_comes_to_own_a_center_no_longer_sees_nor_counts_what_is_about_it(office: CaseOffice) -> None:
    complaint = office.brought("reviewing", center="demo_23_1", assignee="her")
    her = office.hired("her", centers=("demo_23_1",))
    assert office.desk.counts(her)["mine"] == 0
    assert office.desk.inbox(her, "mine").items == ()
    with pytest.raises(NotFound):
        office.desk.complaint(her, complaint.code)


def test_what_somebody_was_given_stays_his_when_he_moves_to_another_unit(office: CaseOffice) -> None:
    complaint = office.brought("reviewing", assignee="karimi")
    karimi = office.hired("karimi", unit=OTHER)
    assert office.desk.inbox(karimi, "mine").items == (complaint,)
    assert office.desk.counts(karimi)["mine"] == 1
    assert office.desk.complaint(karimi, complaint.code) == complaint
    with pytest.raises(StepNotAllowed):
        office.desk.answer(karimi, complaint.code, "upheld", "It was so.")


# Steps


def test_a_case_is_taken_answered_and_closed_and_the_citizen_is_told(office: CaseOffice) -> None:
    karimi, citizen = office.hired("karimi"), office.citizen()
    code = office.filed(citizen).code
    office.desk.take(karimi, code)
    answered = office.desk.answer(karimi, code, "upheld", "It was as you say.", [upload("letter.pdf")])
    closed = office.desk.close(karimi, code)

    assert [event.step for event in closed.history] == ["file", "take", "answer", "close"]
    assert {event.actor for event in closed.history[1:]} == {"karimi"}
    assert answered.answer is not None
    assert (answered.answer.author, answered.answer.finding) == ("karimi", "upheld")
    assert office.sent() == ["complaint_registered", "complaint_answer", "complaint_close"]
    assert (closed.open, closed.due, closed.alarm, closed.overdue) == (False, None, None, False)


def test_the_file_of_an_answer_is_opened_by_its_number(office: CaseOffice) -> None:
    karimi, code = office.hired("karimi"), office.filed(office.citizen()).code
    office.desk.take(karimi, code)
    office.desk.answer(karimi, code, "upheld", "See the letter.", [upload("letter.pdf", b"letter")])
    attachment, stream = office.desk.attachment(karimi, code, 1)
    with stream:
        assert (attachment.name, stream.read()) == ("letter.pdf", b"letter")
    for number in (0, 2):
        with pytest.raises(NotFound):
            office.desk.attachment(karimi, code, number)
    with pytest.raises(NotFound):
        office.desk.attachment(office.hired("far", unit=OTHER), code, 1)


def test_a_refused_file_changes_nothing(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("reviewing", assignee="karimi")
    with pytest.raises(EmptyFile):
        office.desk.ask(karimi, complaint.code, "See this.", [upload("empty.pdf", b"")])
    assert office.read(complaint.code) == complaint


def test_files_of_who_may_not_take_the_step_are_not_even_read(office: CaseOffice) -> None:
    stream = BytesIO(b"content")
    auditor, complaint = office.hired("auditor", "auditor"), office.brought("reviewing")
    with pytest.raises(StepNotAllowed):
        office.desk.answer(auditor, complaint.code, "upheld", "No.", [Upload("card.pdf", stream)])
    assert stream.tell() == 0


def test_the_citizen_reads_a_question_without_the_name_of_who_asks(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("reviewing", assignee="karimi")
    asked = office.desk.ask(karimi, complaint.code, "When was it?")
    assert (asked.status, asked.asked, asked.due) == ("need_info", True, None)
    assert [(one.text, one.from_citizen) for one in asked.messages] == [("When was it?", False)]


def test_what_one_colleague_answers_for_another_does_not_take_from_him(office: CaseOffice) -> None:
    complaint = office.brought("registered", assignee="karimi")
    rival = office.hired("rival")
    with pytest.raises(StepNotAllowed):
        office.desk.take(rival, complaint.code)
    with pytest.raises(StepNotAllowed):
        office.desk.refer(rival, complaint.code, OTHER, "Not ours.")
    chief = office.hired("chief", "supervisor")
    assert office.desk.take(chief, complaint.code).assignee == "chief"


def test_two_who_take_at_once_the_second_is_told(office: CaseOffice) -> None:
    first, second, code = office.hired("first"), office.hired("second"), office.brought("registered").code
    office.desk.take(first, code)
    with pytest.raises(StepNotAllowed):
        office.desk.take(second, code)
    assert office.read(code).assignee == "first"


def test_a_case_is_given_to_a_colleague_who_may_handle_it(office: CaseOffice) -> None:
    chief, code = office.hired("chief", "supervisor"), office.brought("registered").code
    office.hired("karimi")
    assert office.desk.assign(chief, code, "karimi").assignee == "karimi"


@pytest.mark.parametrize("colleague", ["nobody", "auditor", "far", "gone", "accused"])
def test_a_case_is_given_to_nobody_else(office: CaseOffice, colleague: str) -> None:
    chief = office.hired("chief", "supervisor")
    office.hired("auditor", "auditor")
    office.hired("far", unit=OTHER)
    office.hired("gone", active=False)
    office.hired("accused", first_name="Zohreh", last_name="Nemune")
    complaint = office.brought("registered", accused_first_name="Zohreh", accused_last_name="Nemune")
    assert [one.username for one in office.desk.colleagues(complaint)] == ["chief"]
    with pytest.raises(UnknownColleague):
        office.desk.assign(chief, complaint.code, colleague)
    assert office.read(complaint.code) == complaint


def test_who_may_not_give_a_case_away_does_not_learn_who_works_here(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("registered")
    for name in ("karimi", "nobody"):
        with pytest.raises(StepNotAllowed):
            office.desk.assign(karimi, complaint.code, name)


def test_a_referral_leaves_the_case_to_the_other_unit(office: CaseOffice) -> None:
    karimi, there = office.hired("karimi"), office.hired("there", unit=OTHER)
    complaint = office.brought("reviewing", assignee="karimi")
    due = complaint.due
    referred = office.desk.refer(karimi, complaint.code, OTHER, "It happened there.")
    assert (referred.unit, referred.assignee, referred.status, referred.due) == (OTHER, "", "referred", due)
    assert office.desk.inbox(there, "unassigned").items == (referred,)
    assert office.desk.counts(karimi)["mine"] == 0
    with pytest.raises(NotFound):
        office.desk.complaint(karimi, complaint.code)


@pytest.mark.parametrize("unit", ["", "nowhere", UNIT])
def test_a_case_is_not_referred_to_nowhere_or_where_it_is(office: CaseOffice, unit: str) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("registered")
    with pytest.raises(UnknownUnit):
        office.desk.refer(karimi, complaint.code, unit, "Elsewhere.")


def test_a_case_is_not_referred_to_the_colleagues_of_whom_it_is_about(office: CaseOffice) -> None:
    karimi = office.hired("karimi")
    office.hired("accused", unit=OTHER, first_name="Zohreh", last_name="Nemune")
    complaint = office.brought("registered", accused_first_name="Zohreh", accused_last_name="Nemune")
    with pytest.raises(UnknownUnit):
        office.desk.refer(karimi, complaint.code, OTHER, "She works there.")
    assert office.desk.refer(karimi, complaint.code, PARENT, "She works in 07.").unit == PARENT


def test_the_deadline_is_extended_once(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("reviewing", assignee="karimi")
    extended = office.desk.extend(karimi, complaint.code, "A file is on its way.")
    assert complaint.due is not None
    assert extended.due is not None
    assert extended.due > complaint.due
    with pytest.raises(StepNotAllowed):
        office.desk.extend(karimi, complaint.code, "And another.")


def test_a_rejection_is_for_who_leads(office: CaseOffice) -> None:
    complaint, reason = office.brought("registered"), "There is no such place."
    with pytest.raises(StepNotAllowed):
        office.desk.reject(office.hired("karimi"), complaint.code, reason)
    rejected = office.desk.reject(office.hired("chief", "supervisor"), complaint.code, reason)
    assert (rejected.open, rejected.history[-1].text) == (False, reason)
    assert office.sent() == ["complaint_reject"]


def test_a_note_changes_nothing_but_the_history(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("reviewing", assignee="karimi")
    office.clock.advance(days=2)
    noted = office.desk.note(karimi, complaint.code, "Telephoned.")
    assert (noted.due, noted.alarm, noted.status) == (complaint.due, complaint.alarm, complaint.status)
    assert noted.history[:-1] == complaint.history
    assert office.sent() == []


@pytest.mark.parametrize("code", ["", "12", "482109375563", "۱۲۳۴۵۶۷۸۹۰۱۲"])
def test_what_is_no_tracking_code_finds_nothing(office: CaseOffice, code: str) -> None:
    with pytest.raises(NotFound):
        office.desk.complaint(office.hired("karimi"), code)


def test_who_complains_is_known_to_who_handles_it(office: CaseOffice) -> None:
    citizen = office.citizen()
    complaint = office.filed(citizen)
    assert office.desk.complainant(office.hired("karimi"), complaint.code) == citizen


# What follows from an objection


def objected(office: CaseOffice, by: str = "karimi") -> str:
    """A complaint of a citizen that was answered by somebody, and to whose answer the citizen objects."""
    citizen = office.citizen()
    code, who = office.filed(citizen).code, office.stores.staff.get(by)
    assert who is not None
    office.desk.take(who, code)
    office.desk.answer(who, code, "rejected", "It was not so.")
    office.clock.advance(days=1)
    office.citizens.object(citizen, code, "It was so.")
    return code


def test_an_objection_has_no_owner_and_its_own_clock(office: CaseOffice) -> None:
    office.hired("karimi")
    office.hired("chief", "supervisor")
    code = objected(office)
    complaint = office.read(code)
    deadline = office.profile.course.deadline(complaint, office.clock.now())
    assert (complaint.assignee, complaint.status, complaint.unit) == ("", "objected", UNIT)
    assert complaint.due == deadline.due
    assert (deadline.start, deadline.counted) == (office.clock.now().date(), 10)


def test_an_objection_is_not_for_who_answered(office: CaseOffice) -> None:
    chief, deputy = office.hired("chief", "supervisor"), office.hired("deputy", "supervisor")
    code = objected(office, by="chief")
    with pytest.raises(StepNotAllowed):
        office.desk.take(chief, code)
    with pytest.raises(UnknownColleague):
        office.desk.assign(chief, code, "chief")
    office.desk.take(deputy, code)
    with pytest.raises(StepNotAllowed):
        office.desk.close(chief, code)
    with pytest.raises(StepNotAllowed):
        office.desk.reject(chief, code, "No.")
    with pytest.raises(UnknownColleague):
        office.desk.assign(deputy, code, "chief")
    assert office.desk.answer(deputy, code, "upheld", "It was so after all.").status == "answered"


def test_the_first_answer_stays_beside_the_one_after_an_objection(office: CaseOffice) -> None:
    office.hired("karimi")
    chief = office.hired("chief", "supervisor")
    code = objected(office)
    office.desk.take(chief, code)
    complaint = office.desk.answer(chief, code, "not_upheld", "It was otherwise.", [upload("new.pdf")])
    assert [one.author for one in complaint.answers] == ["karimi", "chief"]
    assert complaint.answer == complaint.answers[-1]
    assert [file.name for file in complaint.all_attachments()][-1] == "new.pdf"


def test_where_the_one_expert_answered_his_supervisor_decides_the_objection(office: CaseOffice) -> None:
    karimi, chief = office.hired("karimi"), office.hired("chief", "supervisor")
    code = objected(office)
    with pytest.raises(StepNotAllowed):
        office.desk.take(karimi, code)
    assert office.desk.take(chief, code).assignee == "chief"


def test_where_the_one_supervisor_answered_the_unit_above_decides_the_objection(office: CaseOffice) -> None:
    chief, above = office.hired("chief", "supervisor"), office.hired("above", "hq_expert", PARENT)
    code = objected(office, by="chief")
    assert office.read(code).unit == PARENT
    assert office.desk.inbox(above, "unassigned").total == 1
    with pytest.raises(NotFound):
        office.desk.take(chief, code)
    assert office.desk.take(above, code).assignee == "above"


def test_an_objection_to_a_rejection_is_not_for_who_rejected(office: CaseOffice) -> None:
    chief, citizen = office.hired("chief", "supervisor"), office.citizen()
    office.hired("above", "hq_expert", PARENT)
    code = office.filed(citizen).code
    office.desk.reject(chief, code, "There is no such place.")
    office.citizens.object(citizen, code, "There is.")
    assert office.read(code).unit == PARENT


def test_an_objection_stays_where_it_is_when_nobody_works_anywhere(office: CaseOffice) -> None:
    office.hired("chief", "supervisor")
    assert office.read(objected(office, by="chief")).unit == UNIT


def test_a_second_objection_is_not_for_either_of_those_who_decided(office: CaseOffice) -> None:
    chief, deputy = office.hired("chief", "supervisor"), office.hired("deputy", "supervisor")
    third = office.hired("third", "supervisor")
    code = objected(office, by="chief")
    office.desk.take(deputy, code)
    office.desk.answer(deputy, code, "rejected", "It was not so, again.")
    office.clock.advance(days=1)
    citizen = office.stores.citizens.get(office.read(code).citizen)
    assert citizen is not None
    office.citizens.object(citizen, code, "It was.")
    for who in (chief, deputy):
        with pytest.raises(StepNotAllowed):
            office.desk.take(who, code)
    assert office.desk.take(third, code).assignee == "third"
    assert office.clock.now() - office.read(code).submitted_at == timedelta(days=2)


def test_filing_within_a_county_and_its_province_are_told_apart(office: CaseOffice) -> None:
    county = office.hired("county", unit=COUNTY)
    complaint = office.brought("registered", unit=COUNTY)
    office.brought("registered", 1)
    assert office.desk.inbox(county, "unassigned").items == (complaint,)
    assert builders.complaint(1).code not in {one.code for one in office.desk.inbox(county, "mine").items}


# The audit


def noted(office: CaseOffice) -> list[tuple[str, str]]:
    """Who did what, as the chain tells it."""
    while office.stores.audit.chain(100):
        continue
    assert office.stores.audit.verify() is None
    return [(entry.note.actor, entry.note.action) for entry in office.stores.audit.entries()]


def test_every_step_and_every_opening_is_noted(office: CaseOffice) -> None:
    karimi, code = office.hired("karimi"), office.filed(office.citizen()).code
    for act in (
        lambda: office.desk.complaint(karimi, code),
        lambda: office.desk.complainant(karimi, code),
        lambda: office.desk.take(karimi, code),
        lambda: office.desk.answer(karimi, code, "upheld", "See the letter.", [upload()]),
        lambda: office.desk.attachment(karimi, code, 1)[1].close(),
    ):
        act()
        office.clock.advance(minutes=1)
    actions = ["opened", "complainant_opened", "take", "answer", "file_opened"]
    assert noted(office) == [("karimi", action) for action in actions]
    assert {entry.note.subject for entry in office.stores.audit.entries()} == {code}


def test_the_audit_holds_no_words_of_a_complaint(office: CaseOffice) -> None:
    karimi, complaint = office.hired("karimi"), office.brought("reviewing", assignee="karimi")
    office.desk.note(karimi, complaint.code, "Telephoned.")
    noted(office)
    assert "Telephoned" not in repr(list(office.stores.audit.entries()))


def test_what_was_refused_is_not_noted_as_done(office: CaseOffice) -> None:
    far, complaint = office.hired("far", unit=OTHER), office.brought("registered")
    with pytest.raises(NotFound):
        office.desk.complaint(far, complaint.code)
    with pytest.raises(StepNotAllowed):
        office.desk.close(office.hired("karimi"), complaint.code)
    assert noted(office) == []
