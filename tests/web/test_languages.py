"""Persian first, with its own digits and direction; English for whoever asks."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString
from hypothesis import given
from hypothesis import strategies as st
from webtest import TestApp

from complaints_core import persian
from complaints_core.persian.jalali import FIRST_DAY, LAST_DAY
from complaints_web.languages import languages

PAGES = (
    "/",
    "/login",
    "/register",
    "/recover",
    "/misconduct",
    "/help",
    "/privacy",
    "/accessibility",
    "/nowhere",
)
LATIN_DIGITS = re.compile(r"[0-9]")
NAMES = ("WCAG 2.2",)
LEFT_TO_RIGHT = ("code", "bdi", "option", "script", "style", "title")


def visible_texts(page: BeautifulSoup) -> list[str]:
    """Every text that a reader sees, without what is meant to stand from left to right."""
    return [
        str(text)
        for text in page.find_all(string=True)
        if type(text) is NavigableString and text.strip() and not _left_to_right(text)
    ]


def _left_to_right(text: NavigableString) -> bool:
    return any(
        one.name in LEFT_TO_RIGHT or one.get("dir") == "ltr" or one.get("lang") == "en"
        for one in text.parents
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_persian_from_right_to_left_unless_somebody_asks(path: str, site: TestApp) -> None:
    page = site.get(path, status="*").html
    assert (page.html["lang"], page.html["dir"]) == ("fa", "rtl")


@pytest.mark.parametrize("path", PAGES)
def test_no_latin_digit_stands_in_a_persian_text(path: str, site: TestApp) -> None:
    texts = visible_texts(site.get(path, status="*").html)
    assert len(texts) > 5
    assert [text for text in texts if LATIN_DIGITS.search(text) and not any(map(text.count, NAMES))] == []


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_persian_digit(path: str, site: TestApp) -> None:
    page = site.get(path, {"_LOCALE_": "en"}, status="*").html
    assert (page.html["lang"], page.html["dir"]) == ("en", "ltr")
    assert [text for text in visible_texts(page) if re.search("[۰-۹]", text)] == []


def test_a_choice_stays(site: TestApp) -> None:
    site.get("/login?_LOCALE_=en")
    assert site.get("/help").html.html["lang"] == "en"
    site.get("/login?_LOCALE_=fa")
    assert site.get("/help").html.html["lang"] == "fa"


@pytest.mark.parametrize("asked", ["xx", "", "../../etc/passwd", "en\n", "fa" * 500])
def test_a_language_that_we_do_not_speak_is_persian(asked: str, site: TestApp) -> None:
    page = site.get("/login", {"_LOCALE_": asked})
    assert page.html.html["lang"] == "fa"
    assert "_LOCALE_" not in site.cookies


def test_mistakes_are_said_in_persian_with_persian_digits(site: TestApp) -> None:
    form = next(form for form in site.get("/register").forms.values() if "national_code" in form.fields)
    form["national_code"], form["father_name"] = "123456789", "ی" * 61
    form["password"] = form["password_repeat"] = "short"
    page = form.submit(status=422)
    summary = page.html.select_one("[data-summary]").get_text()
    assert re.search("[۰-۹]", summary)
    assert not re.search("[A-Za-z0-9]", summary)


@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(["fa", "en"]), st.booleans())
def test_a_day_that_is_kept_by_number_is_said_as_all_others(
    day: date, code: str, persian_digits: bool
) -> None:
    kept, language = persian.format_jalali(day), languages()[code]
    text = f"Snow ({persian.persian_digits(kept) if persian_digits else kept})"
    assert language.days_in_words(text) == f"Snow ({language.jalali(day)})"


@pytest.mark.parametrize("text", ["", "Snow", "1405/13/02", "1405/00/02", "12/09/1405", "31405/09/02"])
def test_what_names_no_day_stays_as_it_is(text: str) -> None:
    assert languages()["en"].days_in_words(text) == text
