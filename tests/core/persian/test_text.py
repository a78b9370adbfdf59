import unicodedata
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from complaints_core.persian import (
    clean,
    clean_line,
    digits,
    fold,
    name_key,
    persian_digits,
    person_key,
    secret,
)

from .vectors import VECTORS

# Letters with every trap in them come up far too rarely among all of Unicode.
TRAPS = (
    "يكىؤئأإآٱةۀهەھءﻋﻠﯽﷲﻻ ـ۰۹٠٩19 eéΣİſﬁA"
    "\u064b\u0651\u0653\u0654\u06e2\u06ea\u0301\u0345"
    "\u200c\u200d\u200b\u200f\u202e\u2066\ufeff\r\n\t\x00\x1f\x85\u2028\xa0\ud800"
)
crowded = st.text("aه\u0301\u0323\u0f73\u0958\uff9e\u0640\u200c", min_size=1, max_size=9).map(
    lambda row: row * 600
)
texts = st.text(st.characters(exclude_categories=[])) | st.text(TRAPS) | crowded


@pytest.mark.parametrize(("one", "other"), VECTORS["fold_equal"])
def test_spellings_of_one_word_fold_to_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), VECTORS["fold_different"])
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_squeezes_spaces_and_forgets_case() -> None:
    assert fold("  BEHZISTI \n\t Office ") == "behzisti office"


@pytest.mark.parametrize("level", [clean, clean_line, fold, digits, persian_digits, secret])
@given(text=texts)
@example(text="a\u06e2\u0301")
def test_applying_a_level_twice_changes_nothing(level: Callable[[str], str], text: str) -> None:
    once = level(text)
    assert level(once) == once


@given(texts)
@example("a\u06e2\u0301")
@example("a\x1fb")
def test_stored_text_has_the_key_of_what_was_typed(text: str) -> None:
    assert fold(clean(text)) == fold(text)
    assert fold(clean_line(text)) == fold(text)


@given(texts)
def test_stored_text_can_always_be_encoded(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)


@given(texts)
def test_a_line_has_no_line_end_and_no_double_space(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert "\t" not in line
    assert "  " not in line


def test_clean_writes_arabic_ye_and_kaf_as_persian() -> None:
    assert clean("علي كريمي") == "علی کریمی"


def test_clean_keeps_what_the_person_wrote() -> None:
    assert clean("آقای مسئول مریم‌السادات خانهٔ محمّد") == "آقای مسئول مریم‌السادات خانهٔ محمّد"


def test_clean_composes_a_letter_and_its_mark() -> None:
    assert clean("ا\u0653ب") == "آب"


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200e",
        "\u200f",
        "\u202b",
        "\u202e",
        "\u2067",
        "\u2069",
        "\u061c",
        "\u200b",
        "\ufeff",
        "\x00",
        "\x07",
    ],
)
def test_clean_drops_what_no_reader_sees(unseen: str) -> None:
    assert clean(f"{unseen}عل{unseen}ی") == "علی"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_clean_knows_one_line_end(line_end: str) -> None:
    assert clean(f"الف{line_end}ب") == "الف\nب"


def test_clean_keeps_paragraphs_and_tabs_inside() -> None:
    assert clean("\n الف\r\n\r\n\tب \n") == "الف\n\n\tب"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("می\u200c\u200cروم", "می\u200cروم"),
        ("\u200cعلی\u200c", "علی"),
        ("علی\u200c رضا", "علی رضا"),
        ("علی \u200c\u200cرضا", "علی رضا"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_a_half_space_stays_only_inside_a_word(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_clean_line_makes_one_line() -> None:
    assert clean_line(" خیابان\tیکم\r\nپلاک\xa0۲ ") == "خیابان یکم پلاک ۲"


def test_names_compare_without_spaces() -> None:
    assert name_key("سيد علي‌اکبر") == name_key("سید علی اکبر") == name_key("سیدعلی اكبر")


def test_digits_of_every_keyboard_become_ascii() -> None:
    assert digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0123456789 الف") == "0123456789 0123456789 0123456789 الف"


def test_digits_become_persian_for_the_reader() -> None:
    assert persian_digits("1397/07/05 ٤") == "۱۳۹۷/۰۷/۰۵ ۴"


@given(texts)
def test_digits_survive_the_way_to_the_reader_and_back(text: str) -> None:
    assert digits(persian_digits(text)) == digits(text)


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert secret("علي١٢٣\u200f") == secret("علی۱۲۳") == secret("علی123")


def test_a_password_keeps_case_and_spaces() -> None:
    assert secret(" Aa b ") == " Aa b "
    assert secret("Aa") != secret("aa")


HALF_SPACE, MARKS = "\u200c", "\u0301\u0323"


@pytest.mark.parametrize("called", ["دکتر", "آقاي", "جناب آقای دکتر", "سرکار خانم", "Dr.", "سیّد"])
def test_whoever_is_called_by_a_title_has_the_key_of_his_name(called: str) -> None:
    assert person_key(f"{called} علی‌اکبر نمونه") == person_key("علی اکبر نمونه") == "علیاکبرنمونه"


@pytest.mark.parametrize("name", ["حاجی", "استاد", ""])
def test_a_name_that_is_nothing_but_a_title_is_one(name: str) -> None:
    assert person_key(name) == name_key(name)


def test_a_title_within_a_name_is_part_of_it() -> None:
    assert person_key("علی استاد") == "علیاستاد"


@pytest.mark.parametrize("level", [clean, clean_line, fold, name_key, person_key, secret])
@pytest.mark.parametrize(
    "row",
    [
        HALF_SPACE,
        MARKS,
        MARKS * 15 + "\u0640",  # what divides the marks is dropped while the text is folded
        "\uff9e\u0301",  # a letter that becomes a mark
        "\u0f73\u0301",
        "-",
    ],
)
def test_no_text_takes_longer_than_it_is_long(level: Callable[[str], str], row: str) -> None:
    text = "a" + row * (200_000 // len(row)) + "b"
    begun = process_time()
    level(text)
    assert process_time() - begun < 5


@pytest.mark.parametrize("level", [clean, fold, secret])
def test_thirty_marks_on_one_letter_are_kept(level: Callable[[str], str]) -> None:
    marked = level("a" + MARKS * 300 + "b")
    assert sum(unicodedata.combining(sign) > 0 for sign in unicodedata.normalize("NFD", marked)) <= 31
    assert marked.endswith("b")
    assert len(clean("a" + MARKS * 15 + "b")) == 31
