from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from complaints_core.persian import NationalCode
from complaints_core.persian.samples import national_codes


@given(st.integers())
def test_sample_codes_are_right_but_of_no_office(seed: int) -> None:
    for code in islice(national_codes(seed), 20):
        assert NationalCode.parse(code) == code
        assert code.startswith("9")


def test_a_seed_gives_the_same_people_every_time() -> None:
    assert list(islice(national_codes(7), 50)) == list(islice(national_codes(7), 50))
    assert list(islice(national_codes(7), 50)) != list(islice(national_codes(8), 50))


def test_no_sample_code_comes_twice() -> None:
    assert len(set(islice(national_codes(1404), 50_000))) == 50_000
