"""The desk of inspectors: who sees which report, what is counted, and what stays sealed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.desks.inspection import PAGE, InspectorDesk
from complaints_core.desks.naming import Naming
from complaints_core.domain.access import StaffActor, is_named
from complaints_core.domain.amendment_kinds import UnitClosed
from complaints_core.domain.amendments import Amendments
from complaints_core.domain.misconduct import MisconductDraft, MisconductReport, ReporterIdentity
from complaints_core.domain.staff import INSPECTOR, STAFF_ROLES, Post, Staff
from complaints_core.interfaces.errors import NotFound, StepNotAllowed, UnknownUnit
from complaints_core.profiles import amended, load_profile
from complaints_core.testing import builders
from tests.core.desks.office import Office, upload

TEHRAN, COUNTY, SHIRAZ, ABOVE = "23", "2301", "07", "headquarters"
REASON = "The prosecutor has asked for a witness."
DIRECTORY = load_profile("behzisti").directory
SARA = ReporterIdentity(first_name="Sara", mobile="+989120000001")


class InspectedOffice(Office):
    """An office in which reports are looked into."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.naming = Naming(self.stores.misconduct, self.stores.staff, self.profile)
        self.inspection = InspectorDesk(
            reports=self.stores.misconduct,
            staff=self.stores.staff,
            audit=self.stores.audit,
            room=self.room,
            clock=self.clock,
            profile=self.profile,
        )

    def hired(self, username: str, *units: str, role: str = INSPECTOR, **changes: Any) -> Staff:
        """Somebody new who works here."""
        posts = tuple(Post(role, unit) for unit in units)
        staff = builders.staff(username, posts=posts, **changes)
        self.stores.staff.add(staff)
        self.naming.note(staff)
        return staff

    def changed(self, staff: Staff) -> Staff:
        """Somebody with other posts or centers than before."""
        self.stores.staff.replace(staff)
        self.naming.note(staff)
        return staff

    def told(self, identity: ReporterIdentity | None = None, **typed: str) -> MisconductReport:
        """A report that was sent."""
        words = {"topic": "corruption", "description": "Money was asked for a form that is free.", **typed}
        key = self.misconduct.submission_key()
        receipt = self.misconduct.submit(MisconductDraft(**words), identity or ReporterIdentity(), (), key)
        return self.misconduct.open(receipt)

    def listed(self, staff: Staff, status: str = "registered") -> list[str]:
        """The keys of a queue; that it is as long as it says is seen to here."""
        page = self.inspection.queue(staff, status)
        assert len(page.items) == page.total == self.inspection.counts(staff)[status]
        return [one.key for one in page.items]


@pytest.fixture
def office() -> InspectedOffice:
    return InspectedOffice()


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("unit", [TEHRAN, COUNTY, SHIRAZ, ABOVE])
@pytest.mark.parametrize("province", [TEHRAN, ""])
def test_queue_count_and_detail_agree_with_the_rule(
    office: InspectedOffice, role: str, unit: str, province: str
) -> None:
    me, report = office.hired("me", unit, role=role), office.told(SARA, province=province)
    desk, key = office.inspection, report.key
    seen = role == INSPECTOR and unit in ((TEHRAN, ABOVE) if province else (ABOVE,))

    assert StaffActor(me, office.profile.directory).may_see_report(report) is seen
    assert office.listed(me) == ([key] if seen else [])
    assert bool(desk.steps(me, report)) is seen
    for act in (desk.report, desk.take, lambda me, key: desk.identity(me, key, REASON)):
        if seen:
            act(me, key)
        else:
            with pytest.raises(NotFound):
                act(me, key)


def test_whoever_has_left_sees_nothing(office: InspectedOffice) -> None:
    gone, report = office.hired("gone", ABOVE, active=False), office.told()

    assert office.listed(gone) == []
    with pytest.raises(NotFound):
        office.inspection.report(gone, report.key)


def test_posts_one_above_the_other_show_a_report_once(office: InspectedOffice) -> None:
    both = office.hired("both", TEHRAN, ABOVE, SHIRAZ)
    two = office.hired("two", TEHRAN, SHIRAZ)
    here, there = office.told(province=TEHRAN), office.told(province=SHIRAZ)

    assert office.inspection.units(both) == (ABOVE,)
    assert sorted(office.listed(both)) == sorted(office.listed(two)) == sorted([here.key, there.key])


def test_whoever_is_named_neither_sees_nor_counts_the_report(office: InspectedOffice) -> None:
    accused = office.hired("accused", ABOVE, first_name="علی رضا", last_name="نمونه ای")
    owner = office.hired("owner", ABOVE, centers=("demo_2301_1",))
    free = office.hired("free", ABOVE)
    center = office.profile.directory.center("demo_2301_1")
    assert center is not None
    named = office.told(description="آقای علي‌رضا نمونه‌اي پول خواست.")
    owned = office.told(description="It happened there every day.", center_name=center.name)

    assert office.listed(accused) == [owned.key]
    assert office.listed(owner) == [named.key]
    assert sorted(office.listed(free)) == sorted([named.key, owned.key])


def test_whoever_is_named_in_a_later_message_sees_the_report_no_longer(office: InspectedOffice) -> None:
    accused = office.hired("accused", ABOVE, first_name="علی رضا", last_name="نمونه ای")
    free = office.hired("free", ABOVE)
    key = office.misconduct.submission_key()
    receipt = office.misconduct.submit(
        MisconductDraft(topic="corruption", description="Money was asked for."), ReporterIdentity(), (), key
    )
    report = office.misconduct.open(receipt)
    office.inspection.take(accused, report.key)
    office.inspection.ask(accused, report.key, "Who was it? It was not Ali Reza, I hope.")
    assert office.listed(accused, "need_info") == [report.key]

    office.misconduct.reply(receipt, "آقای علي‌رضا نمونه‌اي بود.", (), office.misconduct.submission_key())

    named = office.misconduct.open(receipt)
    assert (named.about, named.assignee) == (("accused",), "")
    assert office.listed(free, named.status) == [report.key]
    assert office.listed(accused, named.status) == []
    with pytest.raises(NotFound):
        office.inspection.report(accused, report.key)


def test_a_report_that_is_passed_on_is_not_counted_for_whom_it_names_there(office: InspectedOffice) -> None:
    me, accused = office.hired("me", ABOVE), office.hired("there", SHIRAZ)
    report = office.told(description="It was Invented There who took it.", province=TEHRAN)
    other = office.told(province=TEHRAN)
    assert report.about == ()

    for one in (report, other):
        office.inspection.take(me, one.key)
        office.inspection.refer(me, one.key, SHIRAZ, REASON)

    assert office.inspection.report(me, report.key).about == ("there",)
    status = office.inspection.report(me, other.key).status
    assert office.listed(accused, status) == [other.key]


def test_nobody_who_works_elsewhere_is_read_for_a_report(
    office: InspectedOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.hired("here", TEHRAN)
    office.hired("expert", TEHRAN, role="expert")
    monkeypatch.setattr(office.stores.staff, "all", lambda: pytest.fail("everybody was read"))

    report = office.told(description="It was Invented Here, and Invented Expert saw it.", province=TEHRAN)
    assert report.about == ("here",)


def test_whoever_was_hired_later_neither_sees_nor_counts_what_names_him(office: InspectedOffice) -> None:
    report = office.told(description="It was Invented Late who took it.")
    other = office.told()
    late = office.hired("late", ABOVE)

    assert office.listed(late) == [other.key]
    with pytest.raises(NotFound):
        office.inspection.report(late, report.key)


def test_whoever_becomes_an_inspector_or_gets_a_center_later_counts_what_he_sees(
    office: InspectedOffice,
) -> None:
    center = office.profile.directory.center("demo_2301_1")
    assert center is not None
    expert = office.hired("late", ABOVE, role="expert")
    office.told(description="It was Invented Late who took it.")
    owned, other = office.told(center_name=center.name), office.told()
    posts = (Post(INSPECTOR, ABOVE),)

    inspector = office.changed(expert.with_posts(posts, ()))
    assert sorted(office.listed(inspector)) == sorted([owned.key, other.key])
    owner = office.changed(expert.with_posts(posts, (center.code,)))
    assert office.listed(owner) == [other.key]
    assert sorted(office.listed(office.changed(inspector))) == sorted([owned.key, other.key])


def test_a_center_that_is_called_otherwise_hides_what_names_it_now(office: InspectedOffice) -> None:
    owner = office.hired("owner", ABOVE, centers=("demo_2301_1",))
    center, directory = office.profile.directory.center("demo_2301_1"), office.profile.directory
    assert center is not None
    office.told(center_name="House of the Seven Cedars")
    other = office.told()
    renamed = replace(center, name="House of the Seven Cedars")
    others = tuple(one for one in directory.centers if one.code != center.code)

    office.naming.centers_called(renamed)
    profile = replace(office.profile, directory=replace(directory, centers=(*others, renamed)))
    office.inspection = replace(office.inspection, profile=profile)

    assert office.listed(owner) == [other.key]


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    staff, directory = builders.staff("moradi"), DIRECTORY
    told = MisconductDraft(topic="corruption", description=f"{before} Invented Moradi {after}")

    assert is_named(told, staff, directory)
    assert not is_named(replace(told, description="Nobody is named"), staff, directory)


def test_a_queue_goes_on_where_its_page_ended_and_names_the_oldest(office: InspectedOffice) -> None:
    me, told = office.hired("me", ABOVE), []
    for _number in range(PAGE + 3):
        told.append(office.told().key)
        office.clock.advance(minutes=1)

    first = office.inspection.queue(me, "registered")
    second = office.inspection.queue(me, "registered", first.after)

    assert [one.key for one in (*first.items, *second.items)] == told[::-1]
    assert second.after is None
    assert first.oldest is not None
    assert first.oldest.key == told[0]


def test_passing_on_needs_another_unit_that_is_there(office: InspectedOffice) -> None:
    me, report = office.hired("me", ABOVE), office.told(province=TEHRAN)

    for unit in (TEHRAN, "nowhere"):
        with pytest.raises(UnknownUnit):
            office.inspection.refer(me, report.key, unit, "It belongs there.")
    moved = office.inspection.refer(me, report.key, SHIRAZ, "It belongs there.")

    assert (moved.units, moved.status, moved.assignee) == ((SHIRAZ, ABOVE), "registered", "")


def test_a_report_goes_to_no_unit_that_was_closed(office: InspectedOffice) -> None:
    closed = UnitClosed(unit=SHIRAZ, heir=ABOVE, at=office.clock.now(), by="modir")
    today = amended(office.profile, Amendments().joined_by(closed))
    me, report = office.hired("me", ABOVE), office.told(province=TEHRAN)

    with pytest.raises(UnknownUnit):
        replace(office.inspection, profile=today).refer(me, report.key, SHIRAZ, "It belongs there.")


def test_a_step_is_taken_only_where_it_stands(office: InspectedOffice) -> None:
    me, report = office.hired("me", ABOVE), office.told()

    with pytest.raises(StepNotAllowed):
        office.inspection.close(me, report.key, "confirmed", "It was so.", [upload()])
    with pytest.raises(StepNotAllowed):
        office.inspection.ask(me, report.key, "When?", [upload()])
    with pytest.raises(StepNotAllowed):
        office.inspection.resume(me, report.key)


def test_the_audit_names_who_opened_and_never_who_reported(office: InspectedOffice) -> None:
    me, report = office.hired("me", ABOVE), office.told(SARA)
    office.inspection.report(me, report.key)
    office.clock.advance(minutes=1)
    assert office.inspection.identity(me, report.key, REASON) == SARA

    office.stores.audit.chain(10)
    notes = [entry.note for entry in office.stores.audit.entries()]

    assert [(note.actor, note.action) for note in notes] == [("me", "opened"), ("me", "identity_opened")]
    assert not [word for word in ("Sara", "9120000001", REASON) if word in repr(notes)]
    kept = office.inspection.report(me, report.key)
    assert [(one.role, one.reason) for one in kept.openings] == [(INSPECTOR, REASON)]


def test_what_nobody_said_cannot_be_opened(office: InspectedOffice) -> None:
    me, report = office.hired("me", ABOVE), office.told()

    assert not office.inspection.is_signed(report)
    with pytest.raises(NotFound):
        office.inspection.identity(me, report.key, REASON)
