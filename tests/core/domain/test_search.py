"""The scope of a search is the rule of access, said of documents."""

from itertools import product

import pytest

from complaints_core.domain.access import StaffActor
from complaints_core.domain.complaints import Event, Message
from complaints_core.domain.directory import Directory, Unit
from complaints_core.domain.lists import Label
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.search import scope_of, version_of
from complaints_core.domain.staff import STAFF_ROLES, Post, Staff
from complaints_core.domain.wording import Wording
from complaints_core.testing.builders import complaint, staff
from complaints_core.testing.fixed import NOON

TOWN = Directory(
    (
        Unit("headquarters", Label(en="Headquarters"), "", "headquarters"),
        Unit("23", Label(en="Tehran"), "headquarters", "province"),
        Unit("2301", Label(en="A county"), "23", "county"),
        Unit("07", Label(en="Elsewhere"), "headquarters", "province"),
    )
)
WORDING = Wording(OpaqueKeys(b"of a test", "search"), TOWN)

PEOPLE = (
    *(staff("karimi", role, unit) for role in sorted(STAFF_ROLES) for unit in ("headquarters", "23", "2301")),
    staff("karimi", posts=(Post("expert", "2301"), Post("inspector", "07"))),
    staff("karimi", centers=("C-1", "C-2")),
    staff("karimi", active=False),
    staff("karimi", posts=()),
)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: "+".join(f"{p.role}@{p.unit}" for p in one.posts))
def test_somebody_finds_exactly_what_he_may_see(person: Staff) -> None:
    actor, scope = StaffActor(person, TOWN), scope_of(person, TOWN)
    kept = [
        complaint(unit=unit, assignee=assignee, center=center, accused_last_name=accused)
        for unit, assignee, center, accused in product(
            ("headquarters", "23", "2301", "07", "gone"),
            ("", "karimi", "ahmadi"),
            ("", "C-1", "C-3"),
            ("", "Invented Karimi", "Ahmadi", "…"),
        )
    ]
    seen = [scope.holds(WORDING.document_of(one, None)) for one in kept]
    assert seen == [actor.may_see(one) for one in kept]
    assert any(seen) or not actor.staff.active or not scope.units


def test_only_who_sees_every_unit_searches_everywhere() -> None:
    scopes = {unit: scope_of(staff("karimi", "expert", unit), TOWN) for unit in ("headquarters", "23")}
    assert {unit: scope.everywhere for unit, scope in scopes.items()} == {"headquarters": True, "23": False}
    assert not scope_of(staff("karimi", posts=()), Directory(())).everywhere


def test_everything_in_a_scope_lies_below_its_tops() -> None:
    for person in PEOPLE:
        scope = scope_of(person, TOWN)
        assert frozenset().union(*map(TOWN.below, scope.tops)) == scope.units
        assert scope.tops <= scope.units


def test_a_document_knows_the_units_above_its_own() -> None:
    assert WORDING.document_of(complaint(unit="2301"), None).above == ("23", "headquarters")
    assert WORDING.document_of(complaint(unit="gone"), None).above == ()


def test_every_step_and_every_message_makes_a_later_version() -> None:
    kept = complaint()
    moved = kept.moved(Event(NOON, "note", "karimi", kept.status))
    assert (
        version_of(kept) < version_of(moved) < version_of(moved.with_message(Message(NOON, "citizen", "?")))
    )
