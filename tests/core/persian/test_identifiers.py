import copy
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.persian import (
    Email,
    ForeignCode,
    Identifier,
    Landline,
    Mobile,
    NationalCode,
    PostalCode,
    Unreadable,
    errors,
)

from .vectors import VECTORS

NATIONAL, MOBILE = VECTORS["national_code"], VECTORS["mobile"]
LANDLINE, POSTAL = VECTORS["landline"], VECTORS["postal_code"]
KINDS: list[Any] = [NationalCode, ForeignCode, PostalCode, Mobile, Landline, Email]
SAMPLES = [
    NationalCode.parse("0499370899"),
    ForeignCode.parse("123456789012"),
    PostalCode.parse("1193653471"),
    Mobile.parse("09122002580"),
    Landline.parse("02122334455"),
    Email.parse("someone@example.com"),
]
typed = st.text() | st.text("0123456789۰۹٠٩+-() @.a\u200c") | st.emails()


@pytest.mark.parametrize("kind", KINDS)
@given(text=typed)
def test_any_text_is_read_or_refused_as_unreadable(kind: Any, text: str) -> None:
    try:
        value = kind.parse(text)
    except Unreadable:
        return
    assert kind.parse(value) == value
    assert kind.parse(value.shown) == value


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: type(value).__name__)
def test_a_value_survives_pickle_and_copy(value: Identifier) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes
        assert (type(again), again) == (type(value), value)
    assert (type(copy.deepcopy(value)), copy.copy(value)) == (type(value), value)
    assert hash(value) == hash(str(value))


@pytest.mark.parametrize("value", SAMPLES, ids=lambda value: type(value).__name__)
def test_a_trace_does_not_tell_the_value(value: Identifier) -> None:
    assert value not in repr(value)
    assert value.masked in repr(value)


def test_an_error_can_be_pickled_and_says_its_values() -> None:
    with pytest.raises(errors.PostalCodeLength) as caught:
        PostalCode.parse("12")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert again.values == {"count": 2}
    assert str(again) == "A postal code has 10 digits; this one has 2."


@pytest.mark.parametrize("code", [*NATIONAL["valid"], *NATIONAL["valid_after_folding_digits"]])
def test_a_right_national_code_is_read(code: str) -> None:
    assert NationalCode.parse(code).isascii()


@pytest.mark.parametrize("code", NATIONAL["invalid"])
def test_the_rule_of_national_codes_is_strict(code: str) -> None:
    assert not NationalCode.holds(code)


@pytest.mark.parametrize("code", [code for code in NATIONAL["invalid"] if code == code.strip()])
def test_a_wrong_national_code_is_refused(code: str) -> None:
    with pytest.raises(Unreadable):
        NationalCode.parse(code)


@pytest.mark.parametrize("code", NATIONAL["invalid_in_forms_valid_when_padded"])
def test_zeros_are_never_added_but_asked_for(code: str) -> None:
    assert NationalCode.holds(code.zfill(10))
    with pytest.raises(errors.NationalCodeIncomplete, match="leading zeros"):
        NationalCode.parse(code)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("049937089a", errors.NotDigits),
        ("04993708990", errors.NationalCodeLength),
        ("", errors.NationalCodeLength),
        ("0499370890", errors.NationalCodeWrong),
        ("1111111111", errors.NationalCodeWrong),
    ],
)
def test_a_refused_national_code_says_what_is_wrong(code: str, error: type[Unreadable]) -> None:
    with pytest.raises(error):
        NationalCode.parse(code)


@pytest.mark.parametrize("code", [" 0499370899\n", "049-937089-9", "049 937 0899", "\u200f۰۴۹۹۳۷۰۸۹۹"])
def test_what_people_put_around_the_digits_is_forgiven(code: str) -> None:
    assert NationalCode.parse(code) == "0499370899"


def test_a_code_without_a_serial_number_is_refused() -> None:
    first_nine = "123000000"
    assert not NationalCode.holds(first_nine + NationalCode.check_digit(first_nine))


@pytest.mark.parametrize("number", MOBILE["valid"])
def test_a_mobile_number_is_read(number: str) -> None:
    mobile = Mobile.parse(number)
    assert len(mobile) == 13
    assert mobile.startswith("+989")


@pytest.mark.parametrize("number", MOBILE["invalid"])
def test_a_wrong_mobile_number_is_refused(number: str) -> None:
    with pytest.raises(errors.NotAMobile):
        Mobile.parse(number)


@pytest.mark.parametrize(
    "number", ["09122002580", "9122002580", "+98 912 200 2580", "0098(912)200-2580", "۰۹۱۲ ۲۰۰ ۲۵۸۰"]
)
def test_one_mobile_number_has_one_form(number: str) -> None:
    assert Mobile.parse(number) == "+989122002580"


@pytest.mark.parametrize("number", LANDLINE["valid"])
def test_a_landline_number_is_read(number: str) -> None:
    landline = Landline.parse(number)
    assert len(landline) == 13
    assert landline.startswith("+98")


@pytest.mark.parametrize("number", LANDLINE["invalid"])
def test_a_wrong_landline_number_is_refused(number: str) -> None:
    with pytest.raises(errors.NotALandline):
        Landline.parse(number)


@pytest.mark.parametrize(
    ("number", "error"), [("88776655", errors.AreaCodeMissing), ("09122002580", errors.MobileAsLandline)]
)
def test_a_refused_landline_says_what_is_missing(number: str, error: type[Unreadable]) -> None:
    with pytest.raises(error):
        Landline.parse(number)


@pytest.mark.parametrize("code", POSTAL["valid"])
def test_a_postal_code_is_read(code: str) -> None:
    assert PostalCode.parse(code) == code


@pytest.mark.parametrize("allow_0_and_2", [False, True])
@pytest.mark.parametrize("code", POSTAL["invalid"])
def test_a_wrong_postal_code_is_refused_under_either_rule(code: str, allow_0_and_2: bool) -> None:
    with pytest.raises(Unreadable):
        PostalCode.parse(code, allow_0_and_2=allow_0_and_2)


def test_0_and_2_in_a_postal_code_are_a_matter_of_setting() -> None:
    assert PostalCode.parse("1203653471", allow_0_and_2=True) == "1203653471"
    with pytest.raises(errors.PostalCodeWrong):
        PostalCode.parse("1203653471")


@pytest.mark.parametrize("code", ["12345678", "۱۲۳۴۵۶۷۸۹۰۱۲", "12345678901234"])
def test_a_foreign_code_has_8_to_14_digits(code: str) -> None:
    assert 8 <= len(ForeignCode.parse(code)) <= 14


@pytest.mark.parametrize("code", ["1234567", "123456789012345"])
def test_a_foreign_code_of_another_length_is_refused(code: str) -> None:
    with pytest.raises(errors.NotAForeignCode, match="8 to 14"):
        ForeignCode.parse(code)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (" Ali.Rezaei+web@Example.COM ", "Ali.Rezaei+web@example.com"),
        ("ali۱۲@example.ir", "ali12@example.ir"),
        ("a@b-c.example.org", "a@b-c.example.org"),
        ("x@xn--mgba3a4f16a.example", "x@xn--mgba3a4f16a.example"),
    ],
)
def test_an_email_address_is_read(address: str, kept: str) -> None:
    assert Email.parse(address) == kept


@pytest.mark.parametrize(
    "address",
    ["", "ali", "@example.com", "ali@", "ali@example", "ali@@example.com", "a b@example.com",
     "ali@example..com", ".ali@example.com", "ali.@example.com", "a..b@example.com", "ali@-example.com",
     "ali@example-.com", "ali@example.c", "ali@1.2.3.4", "علی@example.com",
     "ali@example.com\nbcc:x@example.com", "a" * 65 + "@example.com", "ali@" + "a" * 64 + ".com"],
)  # fmt: skip
def test_what_no_server_would_take_is_no_email_address(address: str) -> None:
    with pytest.raises(errors.NotAnEmail):
        Email.parse(address)


def test_an_endless_email_address_is_refused_by_its_length() -> None:
    with pytest.raises(errors.EmailTooLong, match="254"):
        Email.parse("a@" + "a." * 126 + "com")


@pytest.mark.parametrize(
    ("value", "shown", "masked"),
    [
        (SAMPLES[0], "049 937 0899", "049•••••99"),
        (SAMPLES[1], "1234 5678 9012", "12••••••••12"),
        (SAMPLES[2], "11936 53471", "119•••••71"),
        (SAMPLES[3], "0912 200 2580", "0912•••2580"),
        (SAMPLES[4], "021 2233 4455", "021••••4455"),
        (SAMPLES[5], "someone@example.com", "s•••@example.com"),
        (ForeignCode("12345678901234"), "1234 5678 9012 34", "12••••••••••34"),
    ],
)
def test_a_value_is_shown_in_groups_and_masked_but_for_its_ends(
    value: Identifier, shown: str, masked: str
) -> None:
    assert (value.shown, value.masked) == (shown, masked)


def test_a_kept_value_too_short_for_its_mask_is_hidden_whole() -> None:
    assert ForeignCode("123").masked == "•••"


def test_a_mobile_number_is_dialled_with_a_zero() -> None:
    assert Mobile.parse("+989122002580").local == "09122002580"
