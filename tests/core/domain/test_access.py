"""Who may see and do what: every role in every relation to a case, with every method of the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest

from complaints_core import persian
from complaints_core.desks.staff import BOXES, StaffDesk
from complaints_core.domain.access import CitizenActor, OperatorActor, StaffActor, is_about
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import CASE_ROLES, LEADING_ROLES, STAFF_ROLES, Post, Staff
from complaints_core.interfaces.errors import NotFound, StepNotAllowed
from complaints_core.testing import builders
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT, CaseOffice

STATUSES = ("registered", "reviewing", "need_info", "answered", "objected", "closed")
CENTER = "demo_23_1"
ORIGINAL = 9
"""Number of another complaint of the same citizen, about nobody."""
RELATIONS: dict[str, dict[str, Any]] = {
    "at its unit": {"unit": UNIT},
    "at the unit above": {"unit": PARENT},
    "at a unit below": {"unit": COUNTY},
    "at another unit": {"unit": OTHER},
    "accused by name": {"unit": UNIT, "first_name": "زهره", "last_name": "نمونه‌ای"},
    "owner of the center": {"unit": UNIT, "centers": (CENTER,)},
    "has left": {"unit": UNIT, "active": False},
}
SEEING = {"at its unit", "at the unit above"}
READING: dict[str, Callable[[StaffDesk, Staff, str], object]] = {
    "complaint": lambda desk, me, code: desk.complaint(me, code),
    "complainant": lambda desk, me, code: desk.complainant(me, code),
}
STEPPING: dict[str, Callable[[StaffDesk, Staff, str], object]] = {
    "take": lambda desk, me, code: desk.take(me, code),
    "assign": lambda desk, me, code: desk.assign(me, code, "chief"),
    "refer": lambda desk, me, code: desk.refer(me, code, OTHER, "It belongs there."),
    "ask": lambda desk, me, code: desk.ask(me, code, "When was it?"),
    "note": lambda desk, me, code: desk.note(me, code, "Telephoned."),
    "extend": lambda desk, me, code: desk.extend(me, code, "A file is on its way."),
    "answer": lambda desk, me, code: desk.answer(me, code, "upheld", "It was as you say."),
    "close": lambda desk, me, code: desk.close(me, code),
    "reject": lambda desk, me, code: desk.reject(me, code, "There is no such place."),
    "decline": lambda desk, me, code: desk.decline(me, code, "Pension Fund", "It decides on pensions."),
    "reopen": lambda desk, me, code: desk.reopen(me, code, "A paper was found."),
    "return": lambda desk, me, code: desk.send_back(me, code, "It is yours."),
    "urge": lambda desk, me, code: desk.urge(me, code, "A child is in danger."),
    "link": lambda desk, me, code: desk.link(me, code, builders.tracking_code(ORIGINAL)),
}


@dataclass
class Meeting:
    """Somebody meets a complaint."""

    office: CaseOffice
    me: Staff
    complaint: Complaint
    relation: str
    role: str

    @property
    def seen(self) -> bool:
        """What the rule says of seeing, in its own words."""
        if self.relation in ("accused by name", "owner of the center", "has left"):
            return False
        return self.answers or (self.relation in SEEING and self.role in CASE_ROLES)

    @property
    def answers(self) -> bool:
        return self.complaint.assignee == self.me.username

    def expected(self, code: str) -> type[Exception] | None:
        """What comes of a step: nothing bad, or a refusal."""
        if not self.seen:
            return NotFound
        steps = self.office.profile.process.steps
        here = [one for one in steps if one.code == code and self.complaint.status in one.sources]
        if code == "return" and not self.complaint.referred_from:
            return StepNotAllowed
        if self.relation not in SEEING or not any(self.role in one.actors for one in here):
            return StepNotAllowed
        free = self.answers or not self.complaint.assignee or self.role in LEADING_ROLES
        return None if free or not here[0].by_owner else StepNotAllowed

    def outcome(self, act: Callable[[StaffDesk, Staff, str], object]) -> type[Exception] | None:
        """What came of it."""
        try:
            act(self.office.desk, self.me, self.complaint.code)
        except (NotFound, StepNotAllowed) as refusal:
            return type(refusal)
        return None


def meetings(role: str, relation: str) -> Iterator[tuple[Callable[[], Meeting], str]]:
    """Ways to make the same meeting again and again, in every status, whoever answers for the complaint."""
    for status, owner in product(STATUSES, ("", "me", "rival")):

        def meeting(status: str = status, owner: str = owner) -> Meeting:
            office = CaseOffice()
            office.hired("chief", "supervisor")
            facts = {name: value for name, value in RELATIONS[relation].items() if name != "unit"}
            me = office.hired("me", role, RELATIONS[relation]["unit"], **facts)
            complaint = office.brought(
                status,
                assignee=owner,
                center=CENTER,
                accused_first_name="زهره",
                accused_last_name="نمونه ای",
            )
            office.brought("reviewing", ORIGINAL, assignee="chief")
            return Meeting(office, me, complaint, relation, role)

        yield meeting, f"{status}, answered for by {owner or 'nobody'}"


EVERYBODY = list(product(sorted(STAFF_ROLES), RELATIONS))


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
def test_a_case_is_open_to_those_to_whom_the_rule_opens_it(role: str, relation: str) -> None:
    for meeting, where in meetings(role, relation):
        one = meeting()
        wanted = None if one.seen else NotFound
        assert {name: one.outcome(act) for name, act in READING.items()} == dict.fromkeys(READING, wanted), (
            where
        )


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
def test_a_step_is_open_to_those_to_whom_the_rule_opens_it(role: str, relation: str) -> None:
    for meeting, where in meetings(role, relation):
        one = meeting()
        offered = {step.code for step in one.office.desk.steps(one.me, one.complaint)}
        assert offered & STEPPING.keys() == {code for code in STEPPING if one.expected(code) is None}, where
        for code, act in STEPPING.items():
            one.office.complaints.replace(one.complaint)  # as it was before the last step
            assert one.outcome(act) == one.expected(code), (code, where)


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
def test_list_count_and_detail_agree(role: str, relation: str) -> None:
    for meeting, where in meetings(role, relation):
        one = meeting()
        counts = one.office.desk.counts(one.me)
        for box in ("mine", *BOXES):
            page = one.office.desk.inbox(one.me, box)
            assert len(page.items) == page.total == counts[box], (box, where)
            assert one.seen or not page.items, (box, where)
        listed = one.office.desk.inbox(one.me, "unassigned").items
        own_unit = one.relation == "at its unit" and one.role in CASE_ROLES
        assert bool(listed) == (own_unit and one.complaint.open and not one.complaint.assignee), where


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_the_lists_of_a_unit_below_are_open_to_those_above_it(role: str) -> None:
    office = CaseOffice()
    complaint = office.brought("registered")
    above = office.hired("above", role, PARENT)
    assert office.desk.inbox(above, "unassigned").items == ()
    assert office.desk.inbox(above, "unassigned", unit=UNIT).items == (complaint,)
    assert office.desk.counts(above, UNIT)["unassigned"] == 1


@pytest.mark.parametrize(("role", "unit"), [("expert", OTHER), ("expert", COUNTY), ("operator", UNIT)])
def test_the_lists_of_other_units_do_not_exist(role: str, unit: str) -> None:
    office = CaseOffice()
    me = office.hired("me", role, unit)
    with pytest.raises(NotFound):
        office.desk.inbox(me, "unassigned", unit=UNIT)
    with pytest.raises(NotFound):
        office.desk.counts(me, UNIT)


def test_a_citizen_sees_his_own_and_nothing_else() -> None:
    complaint = builders.complaint()
    assert CitizenActor(complaint.citizen).may_see(complaint)
    assert not CitizenActor("f" * 64).may_see(complaint)
    assert CitizenActor("f" * 64).roles_for(complaint) == frozenset()


def test_roles_of_several_posts_add_up() -> None:
    directory = CaseOffice().profile.directory
    both = builders.staff("both", posts=(Post("expert", UNIT), Post("auditor", PARENT)))
    assert StaffActor(both, directory).roles_at(UNIT) == {"expert", "auditor"}
    assert StaffActor(both, directory).roles_at(OTHER) == {"auditor"}


@pytest.mark.parametrize(
    ("accused", "name"),
    [
        (("علی", "کریمی"), ("علي", "كريمي")),
        (("علی رضا", "نمونه"), ("علی\u200cرضا", "نمونه")),
        (("Reza", "MORADI"), ("reza", "Moradi")),
        (("دکتر رضا", "مرادی"), ("رضا", "مرادی")),
        (("جناب آقای مهندس", "رضا مرادی"), ("رضا", "مرادی")),
        (("رضا", "مرادی"), ("سید رضا", "مرادی")),
        (("", "مرادی"), ("رضا", "مرادی")),
        (("آقای", "مرادی"), ("رضا", "مرادی")),
        (("Dr. Reza", "Moradi"), ("Reza", "Moradi")),
    ],
)
def test_somebody_is_known_by_his_name_however_it_is_spelt(
    accused: tuple[str, str], name: tuple[str, str]
) -> None:
    complaint = builders.complaint(accused_first_name=accused[0], accused_last_name=accused[1])
    assert is_about(complaint, builders.staff("one", first_name=name[0], last_name=name[1]))


def test_a_namesake_by_his_first_name_alone_or_with_another_one_is_not_accused() -> None:
    named = builders.complaint(accused_first_name="رضا", accused_last_name="مرادی")
    assert not is_about(named, builders.staff("one", first_name="علی", last_name="مرادی"))
    assert not is_about(named, builders.staff("one", first_name="رضا", last_name="نمونه"))


def test_who_is_not_named_is_not_accused() -> None:
    nobody = builders.staff("nobody", first_name="", last_name="")
    assert not is_about(builders.complaint(), nobody)
    assert not is_about(builders.complaint(accused_last_name="Karimi"), nobody)
    assert not is_about(builders.complaint(center="demo_1"), replace(nobody, centers=("demo_2",)))


# Conversations of operators: every role, in every relation of a conversation to a complaint


CONVERSATIONS: dict[str, dict[str, str]] = {
    "it is open": {},
    "another one is open": {"complaint": builders.tracking_code(1)},
    "none is open": {"complaint": ""},
    "its citizen is somebody else": {"citizen": "f" * 64},
}
OPERATOR_STEPS = {
    status: {
        step.code
        for step in CaseOffice().profile.process.steps
        if status in step.sources and "operator" in step.actors
    }
    for status in STATUSES
}


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_a_conversation_opens_one_complaint_to_an_operator_and_nothing_to_anybody_else(
    role: str, relation: str, conversation: str
) -> None:
    """Where he works does not matter: the caller's two codes are the key."""
    for meeting, where in meetings(role, relation):
        one = meeting()
        facts = {"citizen": one.complaint.citizen, "complaint": one.complaint.code, "via": "phone"}
        actor = OperatorActor(one.me, **{**facts, **CONVERSATIONS[conversation]})
        barred = relation in ("accused by name", "owner of the center", "has left")
        seen = role == "operator" and conversation == "it is open" and not barred
        assert actor.may_see(one.complaint) == seen, where
        assert actor.roles_for(one.complaint) == ({"operator"} if seen else set()), where
        today = persian.tehran_day(one.office.clock.now())
        steps = one.office.profile.step_rule.steps_for(actor, one.complaint, today)
        assert {step.code for step in steps} == (OPERATOR_STEPS[one.complaint.status] if seen else set()), (
            where
        )


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_only_an_operator_files_for_a_citizen(role: str) -> None:
    office = CaseOffice()
    actor = OperatorActor(office.hired("me", role), "f" * 64, "", "phone")
    assert office.profile.step_rule.may_file(actor) == (role == "operator")
    assert office.profile.step_rule.may_file(CitizenActor("f" * 64))
