import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from complaints_core.persian import check_digits
from complaints_core.persian.errors import NotDigits

payloads = st.text("0123456789", min_size=1, max_size=30)
ten_digits = st.text("0123456789", min_size=10, max_size=10)


def test_the_example_of_the_standard_holds() -> None:
    assert check_digits.append("794") == "79444"


@given(payloads)
def test_a_number_holds_with_its_own_check_digits(payload: str) -> None:
    checked = check_digits.append(payload)
    assert checked[:-2] == payload
    assert check_digits.holds(checked)


@given(ten_digits)
def test_every_single_wrong_digit_is_caught(payload: str) -> None:
    code = check_digits.append(payload)
    for place, right in enumerate(code):
        for wrong in set("0123456789") - {right}:
            assert not check_digits.holds(code[:place] + wrong + code[place + 1 :])


@given(ten_digits)
def test_every_swap_of_neighbours_is_caught(payload: str) -> None:
    code = check_digits.append(payload)
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or not check_digits.holds(swapped)


@given(payloads, st.integers(0, 99))
def test_one_number_has_one_pair_of_check_digits(payload: str, other: int) -> None:
    code = f"{payload}{other:02d}"
    assume(code != check_digits.append(payload))
    assert not check_digits.holds(code)


@pytest.mark.parametrize("text", ["", "1", "44", "۷۹۴۴۴", "79444\n", " 79444", "7944a", "²²²²²"])
def test_other_text_does_not_hold(text: str) -> None:
    assert not check_digits.holds(text)


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert check_digits.holds(text) in (True, False)


def test_a_number_of_thousands_of_digits_can_be_asked() -> None:
    assert check_digits.holds(check_digits.append("7" * 10_000))


@pytest.mark.parametrize("text", ["", "۱۲", "1a", "-1"])
def test_only_digits_get_check_digits(text: str) -> None:
    with pytest.raises(NotDigits):
        check_digits.append(text)
