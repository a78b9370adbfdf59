"""Settings are read as an ini file gives them, and a wrong one is named."""

import pytest

from complaints_core.interfaces.errors import SettingError
from complaints_plugins.settings import choice, flag, refuse_in_production


@pytest.mark.parametrize("yes", ["true", "True", " yes ", "on", "1", True])
def test_many_words_mean_yes(yes: object) -> None:
    assert flag({"complaints.production": yes}, "complaints.production")


@pytest.mark.parametrize("no", ["false", "NO", "off", "0", False])
def test_many_words_mean_no(no: object) -> None:
    assert not flag({"complaints.production": no}, "complaints.production", default=True)


def test_a_missing_flag_is_its_default() -> None:
    assert flag({}, "complaints.production", default=True)
    assert not flag({}, "complaints.production")


def test_a_word_that_is_neither_yes_nor_no_is_refused_with_its_key() -> None:
    with pytest.raises(SettingError, match=r"complaints\.production: 'perhaps'"):
        flag({"complaints.production": "perhaps"}, "complaints.production")


def test_a_choice_is_one_of_a_few_words_and_the_refusal_lists_them() -> None:
    assert choice({"k": " b "}, "k", "a", among=("a", "b")) == "b"
    assert choice({}, "k", "a", among=("a", "b")) == "a"
    with pytest.raises(SettingError, match="k: 'c' is none of: a, b"):
        choice({"k": "c"}, "k", "a", among=("a", "b"))


def test_what_is_for_tests_is_refused_in_production_only() -> None:
    refuse_in_production({}, "k", "off")
    with pytest.raises(SettingError, match="k: 'off' is for tests only"):
        refuse_in_production({"complaints.production": "true"}, "k", "off")
