from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.citizens import personal_words
from complaints_core.interfaces.errors import PersonalPassword, ShortPassword, WeakPassword
from complaints_core.persian import secret
from complaints_core.profiles import load_profile
from complaints_core.testing import builders

RULES = load_profile().passwords
PERSON = builders.citizen(
    first_name="مریم‌السادات",
    last_name="كريمي",
    father_name="علی",
    mobile="+989122002580",
    landline="+982188776655",
    postal_code="1193653471",
    birth_date=date(1981, 9, 27),  # 1360/07/05
)
OWN = tuple(personal_words(PERSON))


def verdict(
    typed: str, personal: Iterable[str | date] = OWN, least: int = RULES.min_citizen
) -> type[WeakPassword] | None:
    problem = RULES.problem_with(secret(typed), least, personal)
    return type(problem) if problem else None


@pytest.mark.parametrize("typed", ["", "1", "گل نرگس", "xk7#qm"])
def test_a_short_password_is_refused(typed: str) -> None:
    assert verdict(typed) is ShortPassword


def test_staff_need_longer_passwords_than_citizens() -> None:
    assert (verdict("gharqovul"), verdict("gharqovul", least=RULES.min_staff)) == (None, ShortPassword)
    assert (RULES.min_citizen, RULES.min_staff) == (8, 12)


@pytest.mark.parametrize(
    "typed",
    [
        "12345678",
        "۱۲۳۴۵۶۷۸",
        "۱۲۳-۴۵۶-۷۸",
        "password",
        "PassWord1",
        "Behzisti@1404",
        "بهزیستی۱۴۰۴",
        "salam123",
        "dokhtaram1",
        "یاحسین۱۱۰",
        "ياحسين110",
        "iloveyou",
        "qwerty123456",
        "ababababab",
        "xoxoxoxoxo",
        "!!!!!!!!!!",
    ],
)
def test_what_everybody_tries_first_is_refused(typed: str) -> None:
    assert verdict(typed) is WeakPassword


@pytest.mark.parametrize(
    "typed",
    [
        PERSON.national_code,
        f"z{PERSON.national_code}z",
        f"{PERSON.national_code[:3]} {PERSON.national_code[3:]}",
        "09122002580",
        "۰۹۱۲۲۰۰۲۵۸۰",
        "9122002580",
        "0912-200-2580",
        "989122002580",
        "02188776655",
        "1193653471",
        "کریمی کریمی",
        "كريمي-۱۲۳۴۵",
        "مریم السادات",
        "مریم و گلدان",
        "13600705",
        "۱۳۶۰/۰۷/۰۵",
        "05071360",
        "5/7/1360 ...",
        "1981-09-27",
        "fanoos1360",
    ],
)
def test_what_is_made_of_ones_own_data_is_refused(typed: str) -> None:
    assert verdict(typed) is PersonalPassword


@pytest.mark.parametrize("typed", ["علی۱۲۳۴۵", "سلام علی ۱۴۰۴"])
def test_a_short_name_beside_a_known_word_is_refused(typed: str) -> None:
    assert verdict(typed) is WeakPassword


@pytest.mark.parametrize(
    "typed",
    ["سماور روی ایوان", "بادکنک‌فروش", "xk7#qm2vbt", "four lanterns", "علیرغم باد", "کلاغ ۴۷ قندان"],
)
def test_a_password_of_ones_own_invention_is_good(typed: str) -> None:
    assert verdict(typed) is None


def test_a_short_name_may_be_part_of_a_longer_word() -> None:
    assert verdict("معلمان پرواز", ["علم"]) is None


def test_a_name_of_one_letter_forbids_nothing() -> None:
    assert verdict("papaya aka", ["a"]) is None


def test_without_anything_personal_only_the_known_words_count() -> None:
    assert verdict("five grey herons", []) is None


def test_empty_facts_forbid_nothing() -> None:
    assert verdict("five grey herons", ["", " ", "-"]) is None


@given(st.sampled_from(sorted(RULES.denied)), st.text("0123456789", max_size=3))
def test_a_known_word_with_a_few_digits_is_never_good(word: str, digits: str) -> None:
    assert verdict(word + digits, []) is not None


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=4))
def test_any_text_gets_a_verdict(typed: str, personal: list[str]) -> None:
    assert verdict(typed, personal) in (
        None,
        ShortPassword,
        PersonalPassword,
        WeakPassword,
    )


@given(st.text(min_size=4, max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_a_fact_of_four_letters_is_found_wherever_it_stands(fact: str, before: str, after: str) -> None:
    key = "".join(filter(str.isalnum, secret(fact)))
    if key.isascii() and len(key) >= 4:
        assert verdict(f"{before} {fact} {after} and more", [fact]) is PersonalPassword
