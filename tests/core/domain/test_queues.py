"""In which queues a complaint stands: in its unit's or its owner's, and nowhere twice."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain import queues
from complaints_core.domain.access import is_about
from complaints_core.testing import builders

FACTS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["registered", "reviewing", "closed"]),
        "open": st.booleans(),
        "asked": st.booleans(),
        "overdue": st.booleans(),
        "assignee": st.sampled_from(["", "karimi"]),
        "alarm": st.sampled_from([None, date(2026, 12, 1)]),
        "escalated_to": st.sampled_from(["", "headquarters"]),
        "accused_last_name": st.sampled_from(["", "نمونه ای"]),
        "center": st.sampled_from(["", "demo_1"]),
    },
)


@given(FACTS)
def test_an_open_complaint_is_with_its_owner_or_in_the_queue_of_its_unit(facts: dict[str, Any]) -> None:
    complaint = builders.complaint(**facts)
    names = queues.queues_of(complaint)
    assert (queues.mine("karimi") in names) == (complaint.open and complaint.assignee == "karimi")
    assert (queues.unassigned("23") in names) == (complaint.open and not complaint.assignee)


@given(FACTS)
def test_what_is_over_stands_in_the_queue_of_its_status_alone(facts: dict[str, Any]) -> None:
    complaint = builders.complaint(**{**facts, "open": False})
    assert queues.queues_of(complaint) == {queues.in_status(complaint.status, "23")}


@given(FACTS)
def test_other_queues_are_for_what_their_names_say(facts: dict[str, Any]) -> None:
    complaint = builders.complaint(**{**facts, "open": True})
    names = queues.queues_of(complaint)
    assert (queues.waiting("23") in names) == complaint.asked
    assert (queues.overdue("23") in names) == complaint.overdue
    assert (queues.escalated("headquarters") in names) == bool(complaint.escalated_to)
    assert (queues.alarm(date(2026, 12, 1)) in names) == (complaint.alarm is not None)


@given(FACTS, st.sampled_from(["نمونه\u200cاي", "Karimi"]), st.sampled_from([(), ("demo_1",), ("demo_2",)]))
def test_whoever_it_is_about_finds_it_among_what_is_about_him(
    facts: dict[str, Any], name: str, centers: tuple[str, ...]
) -> None:
    complaint = builders.complaint(**{**facts, "open": True})
    somebody = builders.staff("one", first_name="", last_name=name, centers=centers)
    if is_about(complaint, somebody):
        assert queues.about(somebody) & queues.queues_of(complaint)


def test_a_complaint_about_nobody_stands_in_no_queue_about_somebody() -> None:
    assert {name[0] for name in queues.queues_of(builders.complaint())} == {"registered", "unassigned"}
    assert len(queues.about(builders.staff("one", centers=("demo_1", "demo_2")))) == 4


def test_what_is_urgent_comes_first_then_what_is_newest() -> None:
    urgent, old, new = builders.complaint(0, urgent=True), builders.complaint(1), builders.complaint(2)
    assert sorted([old, new, urgent], key=queues.rank) == [urgent, new, old]


def test_the_place_of_a_complaint_never_changes() -> None:
    before = builders.complaint()
    after = builders.complaint(status="closed", open=False, unit="07", assignee="karimi")
    assert queues.rank(before) == queues.rank(after)
