"""How far an administrator's word goes."""

import pytest

from complaints_core.domain.jurisdiction import Jurisdiction
from complaints_core.profiles import load_profile
from complaints_core.testing import builders

DIRECTORY = load_profile().directory


def of(role: str, unit: str) -> Jurisdiction:
    return Jurisdiction(builders.staff("modir", role, unit), DIRECTORY)


CENTRAL, TEHRAN, COUNTY = (of("administrator", unit) for unit in ("headquarters", "23", "2301"))


def test_headquarters_administer_everything() -> None:
    assert CENTRAL.is_central
    assert all(CENTRAL.covers(unit.code) for unit in DIRECTORY.units)


def test_a_unit_administers_itself_and_what_lies_below() -> None:
    assert not TEHRAN.is_central
    assert [TEHRAN.covers(unit) for unit in ("23", "2301", "07", "0702", "headquarters")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "who"),
    [("", [True, False, False]), ("23", [True, True, False]), ("07", [True, False, False])],
)
def test_offices_are_shut_by_whoever_administers_all_of_them(scope: str, who: list[bool]) -> None:
    assert [one.may_shut(scope) for one in (CENTRAL, TEHRAN, COUNTY)] == who


@pytest.mark.parametrize(
    ("place", "who"),
    [
        (("23", "2301"), [True, True, True]),
        (("23", "2302"), [True, True, False]),
        (("07", "0702"), [True, False, False]),
        (("23", "without an office"), [True, True, False]),
    ],
)
def test_a_place_belongs_to_its_county_or_province(place: tuple[str, str], who: list[bool]) -> None:
    assert [one.covers_place(*place) for one in (CENTRAL, TEHRAN, COUNTY)] == who


@pytest.mark.parametrize("role", ["supervisor", "hq_expert", "auditor", "inspector"])
def test_no_other_role_administers_anything(role: str) -> None:
    nobody = of(role, "headquarters")

    assert nobody.seats == frozenset()
    assert not nobody.is_central
    assert not nobody.covers("23")


def test_whoever_has_left_administers_nothing() -> None:
    left = Jurisdiction(builders.staff("modir", "administrator", "headquarters").left(), DIRECTORY)

    assert left.seats == frozenset()
