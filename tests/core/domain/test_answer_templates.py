"""Templates of answers: facts of the complaint stand where they are named, and nothing else is looked up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints_core.domain.answer_templates import SAMPLES, UNKNOWN, VARIABLES, AnswerTemplate
from complaints_core.profiles import load_profile
from complaints_core.testing import NOON, builders

PROFILE = load_profile()
COMPLAINT = builders.filed(PROFILE, NOON, 5)


def template(text: str, unit: str = "23") -> AnswerTemplate:
    return AnswerTemplate("delay", "Delay", text, unit)


def test_the_facts_of_the_complaint_stand_where_they_are_named() -> None:
    filled = template("{tracking_code}: {subject}, {filed}, {due}, {unit}").filled(COMPLAINT, PROFILE)

    subject = PROFILE.lists["subject"].text("delay", "fa")
    code, rest = filled.split(": ", 1)
    assert code.startswith("۰۰۰۰ ۰۰۰۰ ۰۵")
    assert rest == f"{subject}, ۱۴۰۵/۰۹/۰۱, ۱۴۰۵/۰۹/۱۵, اداره کل بهزیستی استان تهران"


def test_a_fact_that_is_not_known_is_a_dash() -> None:
    asked = replace(COMPLAINT, due=None, unit="gone")

    assert template("{due} {center} {unit}").filled(asked, PROFILE) == " ".join([UNKNOWN] * 3)


def test_a_center_is_named_as_it_is_called_or_as_it_was_typed() -> None:
    known = PROFILE.directory.centers[0]

    assert template("{center}").filled(replace(COMPLAINT, center=known.code), PROFILE) == known.name
    assert (
        template("{center}").filled(replace(COMPLAINT, center_name="Cedar House"), PROFILE) == "Cedar House"
    )


def test_unknown_variables_are_told() -> None:
    assert template("{due} {name} {code}").unknown == ("name", "code")


@pytest.mark.parametrize(
    "text", ["{due", "due}", "{}", "{0}", "{due.year}", "{due[0]}", "{due!r}", "{due:>9}"]
)
def test_between_braces_stands_a_name_and_nothing_more(text: str) -> None:
    with pytest.raises(ValueError, match=r"[{}]|due|^0?$"):
        template(text).variables  # noqa: B018 - reads the text


def test_doubled_braces_are_braces() -> None:
    assert template("{{due}}").filled(COMPLAINT, PROFILE) == "{due}"


def test_every_variable_has_a_sample() -> None:
    assert SAMPLES.keys() == VARIABLES.keys()


@given(st.lists(st.sampled_from(sorted(VARIABLES)), max_size=4))
def test_whatever_names_known_variables_can_be_filled(names: list[str]) -> None:
    text = " ".join(f"{{{name}}}" for name in names)

    assert template(text).unknown == ()
    assert template(text).filled(COMPLAINT, PROFILE)[:1] == template(text).filled(COMPLAINT, PROFILE)[:1]
    assert "{" not in template(text).sample()


def test_a_unit_uses_its_own_templates_and_those_of_the_units_above() -> None:
    kept = tuple(replace(template("…", unit), code=unit) for unit in ("headquarters", "23", "2301", "07"))
    profile = replace(PROFILE, answer_templates=kept)

    assert [one.code for one in profile.templates_for("23")] == ["headquarters", "23"]
    assert [one.code for one in profile.templates_for("2301")] == ["headquarters", "23", "2301"]
    assert profile.templates_for("nowhere") == ()
