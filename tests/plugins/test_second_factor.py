"""The second factor is the one that every authenticator app knows."""

from datetime import UTC, datetime

import pytest
from zope.interface.verify import verifyObject

from complaints_core.interfaces.ports import ISecondFactor
from complaints_plugins.second_factor import SECONDS, TotpFactor

FACTOR = TotpFactor("Office")
# RFC 6238, appendix B, SHA-1: the ASCII secret 12345678901234567890, the last six of the eight digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_it_has_every_method_of_the_port() -> None:
    assert verifyObject(ISecondFactor, FACTOR)


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_it_reads_the_digits_of_the_standard(seconds: int, digits: str) -> None:
    assert FACTOR.step(SECRET, digits, at(seconds)) == seconds // SECONDS


@pytest.mark.parametrize(
    ("later", "known"), [(-30, True), (-1, True), (0, True), (59, True), (60, False), (-31, False)]
)
def test_a_clock_may_be_half_a_minute_off_and_no_more(later: int, known: bool) -> None:
    begun = 1111111109 // SECONDS * SECONDS
    step = FACTOR.step(SECRET, "081804", at(begun + later))
    assert step == (begun // SECONDS if known else None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "08180x", "081 804 ", "八一八〇四"])
def test_what_is_no_six_digits_fits_nothing(typed: str) -> None:
    assert FACTOR.step(SECRET, typed, at(1111111109 + 100_000)) is None


@pytest.mark.parametrize("late", [0, 15, 29])
def test_digits_belong_to_the_same_step_however_late_in_it_they_are_typed(late: int) -> None:
    begun = 1111111109 // SECONDS * SECONDS
    assert FACTOR.step(SECRET, "081804", at(begun + late)) == begun // SECONDS


def test_an_address_names_the_office_and_the_person_and_holds_the_key() -> None:
    address = TotpFactor("Welfare Office").address(SECRET, "karimi")
    assert address.startswith("otpauth://totp/Welfare%20Office:karimi?")
    assert f"secret={SECRET}" in address


def test_every_key_is_new_and_has_160_bits() -> None:
    keys = {FACTOR.new_secret() for _ in range(20)}
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}
