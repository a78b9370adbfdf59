"""Forms: typed text and a schema make values, or every error at once in sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st
from zope.interface import Interface
from zope.schema import getFieldsInOrder

from complaints_core import forms, persian
from complaints_core.forms import FieldError, InvalidForm
from complaints_core.interfaces import errors, schemas
from complaints_core.interfaces.errors import Refusal
from complaints_core.profiles import load_profile
from complaints_core.testing import builders
from complaints_web.scripts.catalogues import read_catalogue

PROFILE = load_profile("behzisti")
SIGN_UP = {
    "first_name": "نرگس",
    "last_name": "بهاری",
    "national_code": builders.national_code(),
    "birth_day": "۱۲",
    "birth_month": "4",
    "birth_year": "١٣٦٢",
    "mobile": "0912 000 0123",
    "province": "23",
    "county": "2301",
    "password": "seven blue tents",
    "password_repeat": "seven blue tents",
}
FORMS = [
    one
    for one in vars(schemas).values()
    if isinstance(one, type(Interface)) and one.__name__ not in ("ICitizen", "IComplaint", "Interface")
]


def read(schema: Any = schemas.IRegistration, /, **changes: str) -> dict[str, Any]:
    return forms.read(schema, {**SIGN_UP, **changes}, PROFILE.lists)


def errors_of(schema: Any = schemas.IRegistration, /, **changes: str) -> tuple[FieldError, ...]:
    with pytest.raises(InvalidForm) as refused:
        read(schema, **changes)
    return refused.value.errors


def test_values_are_cleaned_and_what_is_empty_is_left_out() -> None:
    values = read(first_name="  نرگس\u200f ", email=" ", landline="021-8877 6655")
    assert values["first_name"] == "نرگس"
    assert values["birth_date"] == date(1983, 7, 3)
    assert values["mobile"] == "+989120000123"
    assert values["landline"] == "+982188776655"
    assert "email" not in values
    assert "gender" not in values


def test_every_error_is_said_at_once_in_the_order_of_the_form() -> None:
    wrong = errors_of(first_name="", national_code="1", birth_day="40", mobile="x", province="nowhere")
    assert {one.field for one in wrong} == {
        "province",
        "mobile",
        "first_name",
        "national_code",
        "birth_date",
    }
    names = [name for name, _ in getFieldsInOrder(schemas.IRegistration)]
    places = [names.index(one.field) for one in wrong]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"province": "07", "county": "2301"}, "county", "not in the province"),
        ({"county": "nowhere"}, "county", "from the list"),
        ({"gender": "robot"}, "gender", "from the list"),
        ({"birth_day": "", "birth_month": "", "birth_year": ""}, "birth_date", "fill in"),
        ({"birth_month": ""}, "birth_date", "day, month and year"),
        ({"birth_day": "۱۲ ۳"}, "birth_date", "day, month and year"),
        ({"birth_day": "९"}, "birth_date", "day, month and year"),
        ({"birth_year": "9" * 5000}, "birth_date", "day, month and year"),
        ({"birth_month": "13"}, "birth_date", "month"),
        ({"password_repeat": "seven blue tent"}, "password_repeat", "not the same"),
        ({"first_name": "x" * 61}, "first_name", "At most {most}"),
    ],
)
def test_a_mistake_is_told_at_its_field(changes: dict[str, str], field: str, part: str) -> None:
    (error,) = errors_of(**changes)
    assert error.field == field
    assert part in error.message


def test_codes_are_read_in_any_digits() -> None:
    values = read(province="٢٣", county="۲۳۰۱")
    assert (values["province"], values["county"]) == ("23", "2301")
    assert forms.read(schemas.IReferral, {"unit": "۲۳۰۱", "reason": "نزدیک‌تر است"}, {})["unit"] == "2301"


def test_a_county_without_a_province_is_taken() -> None:
    assert read(province="")["county"] == "2301"


def test_the_profile_says_what_must_be_filled_beside_the_schema() -> None:
    for form, schema in (("registration", schemas.IRegistration), ("complaint", schemas.IComplaintDraft)):
        with pytest.raises(InvalidForm) as refused:
            forms.read(schema, {}, PROFILE.lists, PROFILE.required[form])
        missing = {one.field for one in refused.value.errors}
        of_schema = {name for name, field in getFieldsInOrder(schema) if field.required}
        assert missing == of_schema | PROFILE.required[form]


def test_what_nobody_may_type_is_not_read() -> None:
    typed = {
        "subject": "care_allowance",
        "kind": "province",
        "description": "ده حرف یا بیشتر",
        "status": "closed",
    }
    values = forms.read(schemas.IComplaintDraft, {**typed, "code": "1", "citizen": "x"}, PROFILE.lists)
    assert set(values) == {"subject", "kind", "description"}


@pytest.mark.parametrize("least", [("description", 10), ("text", 2), ("reason", 5)])
def test_a_text_that_is_too_short_says_how_long_it_should_be(least: tuple[str, int]) -> None:
    schema = {"description": schemas.IComplaintDraft, "text": schemas.IReply, "reason": schemas.IReason}[
        least[0]
    ]
    typed = {"subject": "care_allowance", "kind": "province", least[0]: "x" * (least[1] - 1)}
    with pytest.raises(InvalidForm) as refused:
        forms.read(schema, typed, PROFILE.lists)
    (error,) = refused.value.errors
    assert (error.field, error.values) == (least[0], {"least": least[1]})


def refusals(kind: type[Refusal]) -> list[type[Refusal]]:
    """A class of refusals and all below it."""
    return [kind, *(one for below in kind.__subclasses__() for one in refusals(below))]


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue("fa")


@pytest.mark.parametrize("refusal", refusals(Refusal), ids=lambda one: one.__name__)
def test_every_refusal_has_a_sentence_of_its_own_in_persian(
    refusal: type[Refusal], catalogue: Catalog
) -> None:
    assert refusal.__doc__
    assert refusal.message.endswith(".")
    said = catalogue.get(refusal.message)
    assert said is not None
    assert said.string
    same = [one for one in refusals(Refusal) if one.message == refusal.message]
    assert same == [refusal]


@pytest.mark.parametrize("wrong", persian.Unreadable.__subclasses__(), ids=lambda one: one.__name__)
def test_every_misreading_has_a_sentence(wrong: type[persian.Unreadable]) -> None:
    assert wrong.__doc__


def test_a_wait_is_told_in_whole_minutes() -> None:
    for seconds, minutes in ((1, 1), (60, 1), (61, 2), (900, 15)):
        told = errors.TooManyTries.for_seconds(seconds)
        assert (type(told), told.values) == (errors.TooManyTries, {"minutes": minutes})


def test_a_long_wait_is_told_in_whole_hours() -> None:
    for seconds, hours in ((7201, 3), (86399, 24), (86400, 24)):
        told = errors.TooManyTries.for_seconds(seconds)
        assert (told.retry_after, told.values) == (seconds, {"hours": hours})


boxes = st.sampled_from(sorted({
    box
    for schema in FORMS
    for name, field in getFieldsInOrder(schema)
    for box in getattr(field, "parts", (name,))
}))  # fmt: skip
typed_texts = st.text() | st.text("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣ -/@.+\u200f\u200c\u202e", max_size=20)


@pytest.mark.parametrize("schema", FORMS, ids=lambda one: one.__name__)
@given(typed=st.dictionaries(boxes, typed_texts, max_size=8))
def test_whatever_is_typed_makes_values_or_errors_of_this_form(schema: Any, typed: Mapping[str, str]) -> None:
    names = {name for name, _ in getFieldsInOrder(schema)}
    values, wrong = outcome(schema, typed)
    assert set(values) | set(wrong) <= names
    assert len(set(wrong)) == len(wrong)
    assert not (values and wrong)
    assert not any("\u202e" in value for value in values.values() if isinstance(value, str))


def outcome(schema: Any, typed: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The values, or the fields with errors."""
    try:
        return forms.read(schema, typed, PROFILE.lists), []
    except InvalidForm as refused:
        return {}, [one.field for one in refused.errors]
