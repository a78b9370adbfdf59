"""Tracking codes, receipts, one-time codes, submission keys, opaque keys: drawn, told apart, not guessed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core import persian
from complaints_core.domain.one_time import LIFETIME, TRIES, OneTimeCode
from complaints_core.domain.opaque_keys import OpaqueKeys
from complaints_core.domain.submission import ANYBODY, SubmissionKeys
from complaints_core.domain.tracking import ReceiptCode, TrackingCode
from complaints_core.interfaces.errors import NotFound
from complaints_core.testing import NOON, FixedDraws

KEYS = SubmissionKeys(b"of this installation")
drawn_numbers = st.integers(0, 10**10 - 1)


# Tracking codes and receipts


@given(number=drawn_numbers)
def test_a_drawn_code_is_read_however_it_is_spelt(number: int) -> None:
    code = TrackingCode.drawn(FixedDraws(number))
    assert len(code) == TrackingCode.LENGTH
    for spelt in (code, code.grouped, persian.persian_digits(code.grouped), f" {code[:6]}-{code[6:]}\u200f"):
        assert TrackingCode.parse(spelt) == code


@given(number=drawn_numbers, place=st.integers(0, 11), shift=st.integers(1, 9))
def test_one_wrong_digit_is_known_before_anything_is_looked_up(number: int, place: int, shift: int) -> None:
    code = TrackingCode.drawn(FixedDraws(number))
    wrong = f"{code[:place]}{(int(code[place]) + shift) % 10}{code[place + 1 :]}"
    with pytest.raises(NotFound):
        TrackingCode.parse(wrong)


@given(number=drawn_numbers, place=st.integers(0, 10))
def test_two_neighbours_that_change_places_are_known_too(number: int, place: int) -> None:
    code = TrackingCode.drawn(FixedDraws(number))
    swapped = f"{code[:place]}{code[place + 1]}{code[place]}{code[place + 2 :]}"
    if swapped != code:
        with pytest.raises(NotFound):
            TrackingCode.parse(swapped)


@given(text=st.text())
def test_any_other_text_is_no_code_and_no_fault(text: str) -> None:
    for kind in (TrackingCode, ReceiptCode):
        try:
            read = kind.parse(text)
        except NotFound:
            continue
        assert len(read) == kind.LENGTH
        assert read.isascii()
        assert read.isdigit()


def test_a_receipt_is_sixteen_digits_in_fours() -> None:
    assert ReceiptCode.drawn(FixedDraws(42)).grouped == "0000 0000 0000 0042"


def test_codes_are_drawn_from_all_there_are() -> None:
    asked: list[int] = []

    def draw(below: int) -> int:
        asked.append(below)
        return 0

    TrackingCode.drawn(draw)
    ReceiptCode.drawn(draw)
    OneTimeCode.drawn(NOON, draw)
    assert asked == [10**10, 10**16, 10**6]
    assert len({TrackingCode.drawn() for _ in range(100)}) == 100


# One-time codes


@given(number=st.integers(0, 10**6 - 1))
def test_a_one_time_code_fits_itself_and_no_other(number: int) -> None:
    digits, code = OneTimeCode.drawn(NOON, FixedDraws(number))
    assert digits == f"{number:06}"
    assert code.fits(digits)
    assert not code.fits(f"{(number + 1) % 10**6:06}")


def test_equal_codes_are_kept_differently() -> None:
    one, other = (OneTimeCode.drawn(NOON, FixedDraws(7))[1] for _ in range(2))
    assert one.hashed != other.hashed


def test_a_one_time_code_dies_of_age_and_of_tries() -> None:
    _, code = OneTimeCode.drawn(NOON)
    assert code.alive(NOON + LIFETIME - timedelta(microseconds=1))
    assert not code.alive(NOON + LIFETIME)
    for _ in range(TRIES - 1):
        code = code.tried()
    assert code.alive(NOON)
    assert not code.tried().alive(NOON)


# Submission keys


@given(
    owner=st.text("0123456789abcdef", min_size=64, max_size=64),
    other=st.text("0123456789abcdef", min_size=64),
)
def test_a_key_belongs_to_its_owner_only(owner: str, other: str) -> None:
    key = KEYS.issue(owner)
    assert KEYS.belongs(key, owner)
    assert KEYS.belongs(key, other) == (owner[:16] == other[:16])
    assert not KEYS.belongs(key, ANYBODY)
    assert owner not in key


@given(place=st.integers(0, 66), letter=st.sampled_from("0123456789abcdef.xی"))
def test_a_key_that_was_touched_is_nobodys(place: int, letter: str) -> None:
    key = KEYS.issue("a" * 64)
    touched = f"{key[:place]}{letter}{key[place + 1 :]}"
    assert (KEYS.owner(touched) is None) == (touched != key)


@given(text=st.text())
def test_no_other_text_is_a_key(text: str) -> None:
    assert KEYS.owner(text) is None


def test_a_key_of_another_installation_is_nobodys() -> None:
    assert SubmissionKeys(b"another").owner(KEYS.issue(ANYBODY)) is None


def test_the_receipt_of_a_key_is_always_the_same_and_no_other_key_has_it() -> None:
    key, other = KEYS.issue(ANYBODY), KEYS.issue(ANYBODY)
    assert KEYS.receipt(key) == KEYS.receipt(key) == ReceiptCode.parse(KEYS.receipt(key))
    assert KEYS.receipt(key) != KEYS.receipt(other)
    assert KEYS.receipt(key) != SubmissionKeys(b"another").receipt(key)


# Opaque keys


def test_an_opaque_key_needs_the_secret_and_the_purpose() -> None:
    keys = OpaqueKeys(b"secret", "citizen")
    assert keys("0012345679") == keys("0012345679")
    assert len(keys("0012345679")) == 64
    others = (
        keys("0012345680"),
        OpaqueKeys(b"secret", "receipt")("0012345679"),
        OpaqueKeys(b"x", "citizen")("0012345679"),
    )
    assert keys("0012345679") not in others
