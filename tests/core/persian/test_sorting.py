import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaints_core.persian import sort_key

from .vectors import VECTORS

IN_ORDER = [
    ["آب", "آذر", "ابر", "بابل", "پارس", "تهران"],
    ["جلفا", "چالوس", "حاجی"],
    ["زنجان", "ژاله", "ساری"],
    ["قم", "کرج", "گرگان", "لار"],
    ["نور", "ورامین", "هرات", "یزد"],
    ["علی", "علی اکبر", "علیا"],
    ["2", "الف", "book"],
    ["مرکز ۱", "مرکز ۲", "مرکز الف"],
]


def test_the_alphabet_is_in_its_own_order() -> None:
    keys = [sort_key(letter) for letter in VECTORS["alphabet"]]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("words", IN_ORDER)
def test_words_sort_as_in_a_persian_index(words: list[str]) -> None:
    keys = [sort_key(word) for word in words]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي", "علی"),
        ("كرج", "کرج"),
        ("رأی", "رای"),
        ("محمّد", "محمد"),
        ("مریم‌السادات", "مریم السادات"),
        ("۱۲", "12"),
    ],
)
def test_what_a_keyboard_changes_does_not_change_the_place(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text(st.characters(exclude_categories=[])), st.sampled_from(VECTORS["alphabet"]))
@example("", "ی")
def test_any_text_has_a_place_and_what_is_not_persian_comes_last(text: str, letter: str) -> None:
    assert sort_key(letter) < sort_key("a" + text)
    assert sort_key(letter) < sort_key("(" + text)


def test_a_prefix_comes_before_the_longer_word() -> None:
    assert sort_key("حسن") < sort_key("حسنی")
