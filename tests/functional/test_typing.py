"""Whatever keyboard somebody has, and whatever he types wrong: he is understood, or told what to mend."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest

from complaints_core import persian
from tests.functional.person import SIGN_UP, Person, form_with, mistakes_of

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS: dict[str, Callable[[str], str]] = {
    "Latin": str,
    "Persian": persian.persian_digits,
    "Arabic": lambda text: text.translate(ARABIC),
}
NUMBERS = {
    "birth_day": "31",
    "birth_year": "1362",
    "mobile": "09120000123",
    "landline": "021 8877 6655",
    "postal_code": "11936-53471",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_digits_of_every_script_are_understood_in_every_field(script: str, person: Person) -> None:
    write = SCRIPTS[script]
    typed = {name: write(text) for name, text in NUMBERS.items()}
    page = person.fill_sign_up(national_code=write(person.code), **typed).follow()
    form = form_with(page, "code")
    form["code"] = write(person.last_code())
    form.submit().follow()

    shown = form_with(person.site.get("/panel/details"), "mobile")
    assert [shown[name].value for name in ("mobile", "landline", "postal_code")] == [
        "09120000123",
        "02188776655",
        "1193653471",
    ]
    code = person.file_complaint()
    assert person.site.get(f"/panel/complaints/{quote(write(code))}").status_code == 200
    assert f"/panel/complaints/{code}" in person.site.get("/panel/complaints", {"q": write(code)}).text

    person.site.reset()
    assert person.log_in(code=write(person.code)).location.endswith("/panel")


def test_details_stand_in_their_boxes_in_the_digits_of_the_page_and_stay_the_same(person: Person) -> None:
    person.sign_up(landline="021 8877 6655")
    form = form_with(person.site.get("/panel/details?_LOCALE_=fa"), "mobile")
    mobile = persian.persian_digits(person.mobile.replace(" ", ""))
    assert [form[name].value for name in ("mobile", "landline", "postal_code")] == [
        mobile,
        "۰۲۱۸۸۷۷۶۶۵۵",
        "۱۱۹۳۶۵۳۴۷۱",
    ]
    assert form.submit().location.endswith("/panel")  # no number has changed that would have to be proved


def test_what_was_searched_for_is_said_with_its_digits_in_their_order(person: Person) -> None:
    """Between Persian words the groups of a code would change places."""
    person.sign_up()
    person.file_complaint()
    page = person.site.get("/panel/complaints", {"q": "1234 5678 9012", "_LOCALE_": "fa"})
    assert "«\u2068۱۲۳۴ ۵۶۷۸ ۹۰۱۲\u2069»" in page.html.select_one("[role=status]").get_text()


def test_a_password_typed_on_an_arabic_keyboard_is_the_same_password(person: Person) -> None:
    person.sign_up(password="کلید یاس ۱۴۰۴", password_repeat="كليد ياس ١٤٠٤")
    person.site.reset()
    assert person.log_in(password="كليد ياس 1404").location.endswith("/panel")


def test_a_name_typed_on_an_arabic_keyboard_is_kept_in_persian(person: Person) -> None:
    panel = person.sign_up(first_name="زيبا", last_name="كريمي")
    assert "زیبا کریمی" in panel.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"national_code": "123456789"}, "10 digits"),
        ({"national_code": "1234567890"}, "national code"),
        ({"birth_day": "31", "birth_month": "7"}, "30 days"),
        ({"birth_day": "30", "birth_month": "12", "birth_year": "1402"}, "29 days"),
        ({"birth_day": "0"}, "31 days"),
        ({"birth_day": "+5"}, "day, month and year"),
        ({"birth_day": "1_2"}, "day, month and year"),
        ({"birth_year": "", "birth_day": ""}, "day, month and year"),
        ({"birth_year": "99999"}, "day, month and year"),
        ({"birth_year": "62"}, "1280"),
        ({"birth_year": "1490"}, "has not come yet"),
        ({"mobile": "02188776655"}, "mobile"),
        ({"landline": "88776655"}, "area code"),
        ({"postal_code": "123"}, "10 digits"),
        ({"email": "nobody@nowhere"}, "e-mail"),
        ({"county": "0101"}, "not in the province"),
        ({"password_repeat": "something else 9"}, "not the same"),
        ({"password": "short", "password_repeat": "short"}, "at least 8"),
        ({"first_name": "  \u200f "}, "fill in"),
        ({"father_name": "ی" * 61}, "At most 60"),
    ],
)
def test_a_mistake_is_named_and_every_word_is_still_there(
    changes: dict[str, str], sentence: str, person: Person
) -> None:
    page = person.fill_sign_up(**changes)
    assert page.status_code == 422
    assert sentence.lower() in mistakes_of(page).lower()
    wrong = {box["name"] for box in page.html.select("[aria-invalid=true]")}
    assert wrong
    form = form_with(page, "national_code")
    for name, value in {**SIGN_UP, **changes}.items():
        kept = "" if name.startswith("password") else value
        assert form[name].value == kept, name
    assert not person.messages()


def test_the_summary_leads_to_every_field_that_is_wrong(person: Person) -> None:
    page = person.fill_sign_up(national_code="1", birth_day="40", mobile="x", address="")
    links = [link["href"].removeprefix("#") for link in page.html.select("[data-summary] a")]
    assert set(links) == {"national_code", "birth_day", "mobile", "address"}
    assert all(page.html.find(id=link) for link in links)


def test_the_thirtieth_of_esfand_exists_in_a_leap_year(person: Person) -> None:
    page = person.fill_sign_up(birth_day="۳۰", birth_month="12", birth_year="۱۳۹۹")
    assert page.status_code == 303


def test_whoever_was_born_today_may_sign_up_and_whoever_comes_later_not(
    person: Person, stranger: Person
) -> None:
    today = persian.tehran_day(datetime.now(UTC))
    assert person.fill_sign_up(**born_on(today)).status_code == 303
    # Two days, since midnight may pass in Tehran while this test runs.
    assert stranger.fill_sign_up(**born_on(today + timedelta(days=2))).status_code == 422


def born_on(day: date) -> dict[str, str]:
    birth = persian.to_jalali(day)
    return {"birth_day": str(birth.day), "birth_month": str(birth.month), "birth_year": str(birth.year)}


def test_what_no_reader_sees_is_not_kept_and_cannot_turn_a_page(person: Person) -> None:
    person.sign_up()
    code = person.file_complaint(
        description="متن\u202e وارونه \u2066و\x00 پنهان\x08 😀 <b>نه</b> &amp; {{ 7*7 }}\r\nخط دوم"
    )
    page = person.site.get(f"/panel/complaints/{code}").text
    assert "متن وارونه و پنهان" in page
    assert "&lt;b&gt;نه&lt;/b&gt; &amp;amp; {{ 7*7 }}" in page
    assert not set("\u202e\u2066\x00\x08") & set(page)


def test_a_text_that_is_far_too_long_is_refused_with_every_word_kept(person: Person) -> None:
    person.sign_up()
    words = "ستم " * 25_000
    page = person.write_complaint(description=words)
    assert page.status_code == 422
    assert "At most 5000 characters" in mistakes_of(page)
    assert form_with(page, "subject")["description"].value.strip() == words.strip()


def test_a_one_time_code_wants_six_digits(person: Person) -> None:
    form = form_with(person.fill_sign_up().follow(), "code")
    form["code"] = "12 34"
    page = form.submit(status=422)
    assert "Please type the 6 digits." in mistakes_of(page)
