from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.directory import Center, Directory, Unit
from complaints_core.domain.lists import Label
from complaints_core.persian import fold, sort_key

UNITS = (
    Unit("headquarters", Label(fa="ستاد"), "", "headquarters", "23"),
    Unit("23", Label(fa="تهران"), "headquarters", "province", "23"),
    Unit("2301", Label(fa="شهر تهران"), "23", "county", "23"),
    Unit("00", Label(fa="مرکزی"), "headquarters", "province", "00"),
)


def center(code: str, name: str, province: str = "23") -> Center:
    return Center(code, name, "elderly", province, f"{province}01", "nongov")


CENTERS = (
    center("1", "خانهٔ سالمندان مهر"),
    center("2", "مرکز توان‌بخشی كوشا"),
    center("3", "خانه کودکان مهرگان", "00"),
    center("4", "مؤسسه آرامش"),
    center("5", "کوشا"),
    center("6", "کوشا", "00"),
)
HERE = Directory(UNITS, CENTERS)

WORDS = st.lists(
    st.sampled_from(["مهر", "مهرگان", "خانه", "آرام", "آرامش", "كوشا", "بخشی"]), min_size=1, max_size=4
)
MANY = st.lists(WORDS.map(" ".join), max_size=30).map(
    lambda names: Directory(
        (), tuple(center(f"{n:03}", name, "23" if n % 3 else "00") for n, name in enumerate(names))
    )
)


def found(words: str, limit: int = 10, province: str | None = None) -> list[str]:
    return [one.code for one in HERE.find_centers(words, limit, province)]


# Units


def test_a_unit_is_found_by_its_code_and_a_stranger_is_none() -> None:
    assert HERE.unit("23") is UNITS[1]
    assert HERE.unit("99") is None


def test_the_units_above_come_nearest_first() -> None:
    assert [unit.code for unit in HERE.parents("2301")] == ["23", "headquarters"]
    assert HERE.parents("headquarters") == HERE.parents("99") == ()


@pytest.mark.parametrize(("unit", "above"), [("2301", "23"), ("2301", "headquarters"), ("23", "23")])
def test_a_unit_is_within_itself_and_within_all_above(unit: str, above: str) -> None:
    assert HERE.is_within(unit, above)


@pytest.mark.parametrize(
    ("unit", "other"),
    [("23", "2301"), ("2301", "00"), ("headquarters", "23"), ("99", "99"), ("99", "headquarters")],
)
def test_a_unit_is_not_within_what_lies_below_beside_or_is_unknown(unit: str, other: str) -> None:
    assert not HERE.is_within(unit, other)


def test_units_that_lie_in_each_other_are_no_endless_road() -> None:
    ring = Directory((Unit("a", Label(), "b", "province"), Unit("b", Label(), "a", "province")))
    assert [unit.code for unit in ring.parents("a")] == ["b"]


@pytest.mark.parametrize(
    ("units", "opened"),
    [
        (["headquarters"], ["headquarters", "23", "00"]),
        (["23"], ["23", "2301"]),
        (["2301", "23"], ["23", "2301"]),
        (["00", "23"], ["23", "2301", "00"]),
        (["99"], []),
    ],
)
def test_opened_units_stand_with_what_lies_right_below_in_the_directorys_order(
    units: list[str], opened: list[str]
) -> None:
    assert [unit.code for unit in HERE.opened(units)] == opened


# Centers


def test_a_center_is_found_by_its_code_and_a_stranger_is_none() -> None:
    assert HERE.center("4") is CENTERS[3]
    assert HERE.center("99") is None


@pytest.mark.parametrize("typed", ["خانه سالمندان مهر", "خانۀ سالمندان مهر ", "خانه‌سالمندان مهر"])
def test_a_center_is_named_however_it_is_spelt(typed: str) -> None:
    assert HERE.center_named(typed) is CENTERS[0]


def test_a_name_that_two_centers_bear_names_none_unless_the_province_is_known() -> None:
    assert HERE.center_named("کوشا") is None
    assert HERE.center_named("کوشا", "00") is CENTERS[5]


def test_a_name_nobody_bears_names_none() -> None:
    assert HERE.center_named("ناکجا") is None


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("مهر", ["1", "3"]),
        ("مهرگ", ["3"]),
        ("سالمندان خانه", ["1"]),
        ("توان بخشی", ["2"]),
        ("کوشا", ["5", "6", "2"]),
        ("موسسه ارا", ["4"]),
        ("هر", []),
        ("مهر کوشا", []),
    ],
)
def test_every_word_must_begin_a_word_of_the_name(words: str, codes: list[str]) -> None:
    assert found(words) == codes


def test_a_province_narrows_the_search() -> None:
    assert found("مهر", province="00") == ["3"]
    assert found("مهر", province="07") == []


def test_no_words_find_the_first_centers() -> None:
    assert found(" ", limit=2) == ["1", "3"]


@pytest.mark.parametrize(("limit", "codes"), [(0, []), (-1, []), (1, ["1"])])
def test_no_more_are_found_than_asked_for(limit: int, codes: list[str]) -> None:
    assert found("مهر", limit) == codes


@given(MANY, WORDS, st.sampled_from([None, "23", "00"]), st.integers(0, 40))
def test_searching_finds_what_reading_the_whole_list_would(
    directory: Directory, words: list[str], province: str | None, limit: int
) -> None:
    def fits(one: Center) -> bool:
        own = fold(one.name).split()
        return province in (None, one.province) and all(
            any(word.startswith(typed) for word in own) for typed in fold(" ".join(words)).split()
        )

    expected = sorted(filter(fits, directory.centers), key=lambda one: (sort_key(one.name), one.code))
    assert directory.find_centers(" ".join(words), limit, province) == tuple(expected[:limit])


@given(MANY)
def test_a_longer_word_never_finds_more(directory: Directory) -> None:
    typed = ("م", "مه", "مهر", "مهرگ", "مهرگان")
    found = [set(directory.find_centers(word, 50)) for word in typed]
    assert all(longer <= shorter for shorter, longer in combinations(found, 2))


def test_a_beginning_that_thousands_of_words_share_finds_the_first_in_order() -> None:
    many = Directory((), tuple(center(f"{n:04}", f"مرکز {n:04}") for n in range(2000, 0, -1)))
    assert [one.code for one in many.find_centers("0", 2)] == ["0001", "0002"]
    assert [one.code for one in many.find_centers("مر 19", 2)] == ["1900", "1901"]
