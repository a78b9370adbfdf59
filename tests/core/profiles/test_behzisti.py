"""The profile that ships with us: what the contract and the guide promise of it."""

from dataclasses import fields
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest

from complaints_core import persian
from complaints_core.domain.lists import CodeList
from complaints_core.domain.working_time import Deadline
from complaints_core.profiles import SmsText, load_profile
from complaints_core.profiles.texts import LONGEST
from complaints_core.testing import builders

PROFILE = load_profile()
FILLED: dict[str, Any] = {
    "employment_status": "employed",
    "personnel_status": "client",
    "father_name": "Ali",
    "gender": "female",
    "education_level": "diploma",
    "county": "2301",
    "postal_code": "1193653471",
    "address": "Somewhere 1",
}
SATURDAY = datetime(2025, 10, 25, 8, tzinfo=UTC)  # 1404/08/03


def codes(name: str) -> set[str]:
    return set(PROFILE.lists[name].codes)


def test_it_is_loaded_once() -> None:
    assert load_profile("behzisti") is PROFILE


def test_nothing_of_it_can_be_changed() -> None:
    for field in fields(PROFILE):
        assert not isinstance(getattr(PROFILE, field.name), dict | list | set)
    assert isinstance(PROFILE.lists, MappingProxyType)


def test_it_speaks_persian_first() -> None:
    assert PROFILE.languages == ("fa", "en")
    assert PROFILE.organization.name.text("fr") == PROFILE.organization.name.text("fa")


def test_people_in_danger_and_callers_find_their_numbers() -> None:
    facts = PROFILE.organization
    assert (facts.hotline, facts.emergency, facts.counsel) == ("1482", "123", "1480")


@pytest.mark.parametrize("one", PROFILE.lists.values(), ids=PROFILE.lists)
def test_every_entry_has_words_of_its_own_in_every_language(one: CodeList) -> None:
    for language in PROFILE.languages:
        words = [entry.label.text(language) for entry in one]
        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("one", PROFILE.lists.values(), ids=PROFILE.lists)
def test_persian_words_are_written_with_persian_letters(one: CodeList) -> None:
    words = [entry.label["fa"] for entry in one]
    assert [persian.clean_line(word) for word in words] == words


def test_genders_and_kinds_are_those_of_the_guide() -> None:
    assert PROFILE.lists["gender"].codes == ("female", "male", "other")
    assert PROFILE.lists["kind"].codes == ("province", "headquarters")


def test_all_provinces_and_counties_are_there_in_the_order_of_the_alphabet() -> None:
    provinces, counties = PROFILE.lists["province"], PROFILE.lists["county"]
    assert (len(provinces), len(counties)) == (31, 484)
    assert [entry.label["fa"] for entry in provinces][:3] == ["آذربایجان شرقی", "آذربایجان غربی", "اردبیل"]
    assert all(county.parent == county.code[:2] for county in counties)


def test_abuse_and_neglect_are_urgent_and_nothing_else_is() -> None:
    assert {entry.code for entry in PROFILE.lists["subject"] if entry.urgent} == {"abuse", "neglect"}


def test_every_field_has_subjects() -> None:
    assert set(PROFILE.lists["subject"].grouped()) == codes("field")


def test_day_care_can_no_longer_be_chosen_but_is_still_known() -> None:
    kinds = PROFILE.lists["center_kind"]
    assert "daycare" in kinds
    assert "daycare" not in kinds.valid_on(date(2025, 1, 1))


def test_there_is_an_office_for_headquarters_every_province_and_every_county() -> None:
    units = {unit.code for unit in PROFILE.directory.units}
    assert units == {"headquarters"} | codes("province") | codes("county")
    assert PROFILE.directory.is_within("2301", "headquarters")


def test_an_office_is_named_after_its_place() -> None:
    unit = PROFILE.directory.unit("23")
    assert unit is not None
    assert unit.label["fa"] == "اداره کل بهزیستی استان تهران"
    assert unit.label["en"] == "Welfare office of Tehran province"


def test_every_province_has_invented_centers() -> None:
    assert {center.province for center in PROFILE.directory.centers} == codes("province")
    assert all(center.code.startswith("demo_") for center in PROFILE.directory.centers)


# Registration and details


def test_a_sign_up_needs_all_but_landline_and_e_mail() -> None:
    assert not PROFILE.required["registration"] & {"landline", "email"}
    assert len(PROFILE.required["registration"]) == 16


def test_complete_details_miss_nothing() -> None:
    assert PROFILE.missing_details(builders.citizen(**FILLED)) == ()


def test_missing_details_are_named_in_the_order_of_the_form() -> None:
    citizen = builders.citizen(**FILLED | {"address": "", "gender": "", "county": "", "email": ""})
    assert PROFILE.missing_details(citizen) == ("gender", "county", "address")


# Who gets a complaint, and until when


@pytest.mark.parametrize(
    ("kind", "province", "unit"),
    [
        ("province", "07", "07"),
        ("headquarters", "07", "headquarters"),
        ("province", "", "headquarters"),
        ("province", "99", "headquarters"),
        ("unheard", "07", "07"),
    ],
)
def test_a_complaint_goes_to_the_unit_in_charge(kind: str, province: str, unit: str) -> None:
    assert PROFILE.unit_for(kind, province) == unit


def deadline(at: datetime = SATURDAY, **typed: Any) -> Deadline:
    """The deadline of a complaint filed at a moment."""
    return PROFILE.course.deadline(builders.filed(PROFILE, at, **typed), at)


@pytest.mark.parametrize(
    ("kind", "subject", "days"),
    [("province", "delay", 10), ("headquarters", "delay", 15), ("headquarters", "abuse", 3)],
)
def test_the_office_gives_itself_days_by_level_and_urgency(kind: str, subject: str, days: int) -> None:
    assert deadline(kind=kind, subject=subject).counted == days


def test_the_day_of_filing_is_the_day_in_tehran() -> None:
    late = datetime(2025, 10, 25, 21, tzinfo=UTC)  # half past midnight there
    assert deadline(late).start == date(2025, 10, 26)


def test_a_deadline_over_nowruz_skips_the_holidays_and_says_so() -> None:
    before = datetime(2025, 3, 19, 6, tzinfo=UTC)  # 1403/12/29
    reasons = {str(persian.to_jalali(one.day)): one.reason["fa"] for one in deadline(before).skipped}
    assert reasons["1404/01/13"] == "روز طبیعت"
    assert deadline(before).due == persian.from_jalali(1404, 1, 23)


# SMS


@pytest.mark.parametrize("text", PROFILE.texts.values(), ids=PROFILE.texts)
def test_an_sms_has_two_parts_at_most_and_latin_digits(text: SmsText) -> None:
    rendered = text.render(**dict.fromkeys(text.params, "1234 5678 9012"))
    assert len(rendered) <= LONGEST
    assert persian.digits(rendered) == rendered


@pytest.mark.parametrize("name", [name for name in PROFILE.texts if name.startswith("complaint_")])
def test_news_of_a_complaint_tell_nothing_to_whoever_holds_the_phone(name: str) -> None:
    text = PROFILE.texts[name]
    assert text.params == ("tracking_code",)
    assert not any(word in text.text for word in ("شکایت", "بهزیستی", "مددجو", "مرکز"))


def test_an_sms_without_its_code_is_refused() -> None:
    with pytest.raises(KeyError):
        PROFILE.texts["registration_code"].render()


def test_every_step_that_tells_the_citizen_has_its_text() -> None:
    told = {step.sms for step in PROFILE.process.steps if step.sms}
    assert {"complaint_registered", "complaint_answer", "complaint_ask"} <= told <= set(PROFILE.texts)
