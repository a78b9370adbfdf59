"""A complaint never goes to the colleagues of whoever it is about."""

from collections.abc import Iterator
from typing import Any

import pytest
from zope.interface import implementer

from complaints_core.desks.casework.routing import Routing
from complaints_core.domain.complaints import Complaint
from complaints_core.domain.staff import Post, Staff
from complaints_core.interfaces.ports import IStaffStore
from complaints_core.memory import MemoryStaff
from complaints_core.testing import builders
from tests.core.desks.case_office import COUNTY, OTHER, PARENT, UNIT, CaseOffice

CENTER = "demo_23_1"
ACCUSED = {"first_name": "زهره", "last_name": "نمونه‌ای"}
TYPED: dict[str, Any] = {"accused_first_name": "زهره", "accused_last_name": "نمونه اي"}


@pytest.fixture
def office() -> CaseOffice:
    return CaseOffice()


def about_her() -> Complaint:
    return builders.complaint(0, **TYPED)


def test_a_complaint_about_somebody_elsewhere_stays_where_it_belongs(office: CaseOffice) -> None:
    office.hired("her", unit=OTHER, **ACCUSED)
    assert office.filed(office.citizen(), **TYPED).unit == UNIT


def test_a_complaint_about_somebody_at_the_unit_goes_above(office: CaseOffice) -> None:
    office.hired("her", **ACCUSED)
    complaint = office.filed(office.citizen(), **TYPED)
    assert complaint.unit == PARENT
    assert complaint.province == UNIT


def test_a_complaint_about_the_center_of_somebody_at_the_unit_goes_above(office: CaseOffice) -> None:
    center = next(one for one in office.profile.directory.centers if one.province == UNIT)
    office.hired("owner", centers=(center.code,))
    complaint = office.filed(office.citizen(), center=center.code, center_name=center.name)
    assert (complaint.center, complaint.unit) == (center.code, PARENT)


@pytest.mark.parametrize(
    ("theirs", "unit", "goes_to"),
    [
        ((COUNTY,), COUNTY, UNIT),
        ((UNIT,), COUNTY, PARENT),  # those below him are no judges of his either
        ((COUNTY, UNIT), COUNTY, PARENT),
        ((PARENT,), UNIT, UNIT),  # there is nobody above, but there is one beside
        ((UNIT, PARENT), COUNTY, COUNTY),
        ((UNIT, PARENT), UNIT, PARENT),  # headquarters last
        ((PARENT,), PARENT, PARENT),
        ((OTHER,), UNIT, UNIT),
    ],
)
def test_it_goes_to_the_nearest_unit_that_is_free_of_him(
    office: CaseOffice, theirs: tuple[str, ...], unit: str, goes_to: str
) -> None:
    office.hired("her", posts=tuple(Post("expert", one) for one in theirs), **ACCUSED)
    assert Routing(office.stores.staff, office.profile).impartial(about_her(), unit) == goes_to


def test_who_has_left_is_nobodys_colleague(office: CaseOffice) -> None:
    office.hired("her", active=False, **ACCUSED)
    assert Routing(office.stores.staff, office.profile).impartial(about_her(), UNIT) == UNIT


def test_any_post_makes_a_colleague(office: CaseOffice) -> None:
    office.hired("her", "administrator", **ACCUSED)
    assert Routing(office.stores.staff, office.profile).impartial(about_her(), UNIT) == PARENT


@implementer(IStaffStore)
class NotAll(MemoryStaff):
    """Staff of whom nobody may read all."""

    def all(self) -> Iterator[Staff]:
        raise AssertionError("all staff were read")


def test_nobody_reads_all_staff_to_find_a_unit(office: CaseOffice) -> None:
    routing = Routing(NotAll(), office.profile)
    for complaint in (builders.complaint(), about_her(), builders.complaint(center=CENTER)):
        assert routing.impartial(complaint, UNIT) == UNIT
        assert routing.after_objection(complaint) == complaint.unit
