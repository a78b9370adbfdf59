"""A second organization, as unlike the first as it can be: nothing of the first is wired in."""

from datetime import UTC, datetime

import pytest

from complaints_core.domain.files import MIB, PNG, FileRules
from complaints_core.interfaces.errors import StepNotAllowed
from complaints_core.persian import from_jalali
from complaints_core.profiles import LimitRule, load_profile
from complaints_core.testing import builders

from .folders import TINY

PROFILE = load_profile(TINY)
MONDAY = datetime(2025, 3, 24, 8, tzinfo=UTC)  # 1404/01/04


def test_a_folder_is_loaded_by_its_path_however_that_is_written() -> None:
    assert load_profile(str(TINY)) is PROFILE
    assert load_profile(TINY / ".." / "tiny") is PROFILE


def test_a_profile_is_named_after_its_folder() -> None:
    assert PROFILE.name == "tiny"


def test_it_speaks_its_own_languages() -> None:
    assert PROFILE.languages == ("de", "en")
    assert PROFILE.organization.name.text("fa") == "Amt für Straßenlampen"


def test_it_has_its_own_places_in_alphabetical_order() -> None:
    assert [entry.label["de"] for entry in PROFILE.lists["province"]] == ["Nord", "Süd"]
    assert [entry.code for entry in PROFILE.lists["county"].within("n")] == ["n1", "n2"]


def test_it_has_no_offices_in_counties() -> None:
    assert [unit.code for unit in PROFILE.directory.units] == ["headquarters", "n", "s"]


@pytest.mark.parametrize(
    ("kind", "province", "unit"),
    [("street", "s", "s"), ("motorway", "s", "headquarters"), ("street", "", "headquarters")],
)
def test_its_kinds_decide_who_owns_a_complaint(kind: str, province: str, unit: str) -> None:
    assert PROFILE.unit_for(kind, province) == unit


def test_it_has_its_own_process() -> None:
    assert PROFILE.process.after("answered", "object").code == "new"
    with pytest.raises(StepNotAllowed):
        PROFILE.process.after("new", "withdraw")


@pytest.mark.parametrize(
    ("kind", "province", "subject", "due"),
    [
        ("street", "s", "dark", (1404, 1, 8)),  # one holiday lies between
        ("street", "n", "dark", (1404, 1, 11)),  # and in the North a storm, then the weekend
        ("motorway", "n", "dark", (1404, 1, 13)),
        ("street", "n", "cable", (1404, 1, 5)),
    ],
)
def test_it_keeps_its_own_calendar(kind: str, province: str, subject: str, due: tuple[int, int, int]) -> None:
    filed = builders.filed(PROFILE, MONDAY, province=province, kind=kind, subject=subject)
    assert filed.due == from_jalali(*due)


def test_it_needs_other_details() -> None:
    assert PROFILE.missing_details(builders.citizen(address="")) == ("address",)


def test_it_has_its_own_rules() -> None:
    assert PROFILE.limits["login"] == LimitRule(tries=3, seconds=60)
    assert PROFILE.files == FileRules(1, MIB, MIB, frozenset({PNG}))
    assert (PROFILE.passwords.min_citizen, PROFILE.passwords.min_staff) == (9, 15)
    assert PROFILE.passwords.denied == {"lampe", "laterne"}
    assert not PROFILE.confirm_mobile


def test_it_sends_its_own_words() -> None:
    assert PROFILE.texts["recovery_code"].render(code="123456") == "Code für ein neues Passwort: 123456"


def test_its_centers_are_its_own() -> None:
    assert [center.code for center in PROFILE.directory.find_centers("see", 5)] == ["depot_1"]
