"""A page that is old, a session that ended, details that are missing: words and files are there again."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest
from webtest import TestApp, TestResponse, Upload

from complaints_core.interfaces.ports import ICitizenStore
from complaints_web.background import bare_request, transaction_of
from complaints_web.ports import port_of
from tests.functional.conftest import OpenSite
from tests.functional.person import COMPLAINT, PASSWORD, SIGN_UP, Person, form_with, mistakes_of
from tests.plugins.files.samples import PDF

WORDS = COMPLAINT["description"]
HALF_AN_HOUR = 30 * 60 + 1


def names_in(page: TestResponse) -> list[str]:
    """The files that a page says it has."""
    return [name.get_text(strip=True) for name in page.html.select("bdi.file-name")]


@pytest.mark.parametrize(("address", "box"), [("/register", "first_name"), ("/login", "national_code")])
def test_an_old_page_is_a_bad_request_with_every_word_kept(address: str, box: str, site: TestApp) -> None:
    form = form_with(site.get(address), "password")
    form["csrf_token"], form[box], form["password"] = "of last week", "۱۲۳", PASSWORD
    page = form.submit(status=400)
    assert "open for too long" in mistakes_of(page)
    again = form_with(page, "password")
    assert again[box].value == "۱۲۳"
    assert again["password"].value == ""
    assert again["csrf_token"].value != "of last week"
    assert again.submit(status=422)


def test_an_old_complaint_form_keeps_words_and_files(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("card.pdf", PDF)])
    form["csrf_token"] = "of last week"
    page = form.submit(status=400)
    assert names_in(page) == ["card.pdf"]
    form = form_with(page, "subject")
    assert form["description"].value == WORDS
    code = form.submit().location.split("/")[-2]
    assert names_in(person.site.get(f"/panel/complaints/{code}")) == ["card.pdf"]


def test_whoever_loses_his_cookies_loses_no_words(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint()
    person.site.reset()
    person.site.set_cookie("_LOCALE_", "en")
    assert form.submit().location.endswith("/login")
    page = person.log_in().follow()
    assert form_with(page, "subject")["description"].value == WORDS


def test_a_session_that_ended_while_somebody_wrote_gives_everything_back(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("card.pdf", PDF)])
    person.session_ends()
    login = form.submit().follow()
    assert "your words and files are here again" in login.text
    page = person.log_in().follow()
    assert names_in(page) == ["card.pdf"]
    back = form_with(page, "subject")
    assert {name: back[name].value for name in COMPLAINT} == COMPLAINT
    code = back.submit().location.split("/")[-2]
    assert names_in(person.site.get(f"/panel/complaints/{code}")) == ["card.pdf"]


def looked_over(person: Person, files: Sequence[str] = ("card.pdf",), **changes: object) -> TestResponse:
    """Write a complaint with a file, or others, and look it over; answers where that leads to."""
    chosen = {"attachments": [Upload(name, PDF) for name in files]} if files else {}
    form = person.filled_complaint(**chosen, **changes)
    return form.submit("step", value="review", expect_errors=True)


def test_the_look_before_sending_is_a_page_that_can_be_opened_again(person: Person) -> None:
    person.sign_up()
    look = looked_over(person)
    assert look.location.endswith("/panel/complaints/new/review")
    for page in (look.follow(), person.site.get("/panel/complaints/new/review")):
        assert WORDS in page.text
        assert names_in(page) == ["card.pdf"]


def test_whoever_goes_back_before_sending_finds_words_and_files(person: Person) -> None:
    person.sign_up()
    page = looked_over(person).follow().click("Go back and change it")
    form = form_with(page, "subject")
    assert {name: form[name].value for name in COMPLAINT} == COMPLAINT
    assert names_in(page) == ["card.pdf"]
    form["description"] = "نوشتهٔ دیگر"
    review = form.submit("step", value="review").follow()
    assert names_in(review) == ["card.pdf"]
    sent = form_with(review, "submission_key").submit("step", value="send").follow()
    assert "نوشتهٔ دیگر" in sent.click(href=r"/panel/complaints/\d+$", index=0).text


def test_whoever_goes_back_after_sending_sees_what_he_sent_and_writes_on_an_empty_page(
    person: Person,
) -> None:
    person.sign_up()
    look = looked_over(person).follow()
    code = form_with(look, "submission_key").submit("step", value="send").location.split("/")[-2]
    back = person.site.get("/panel/complaints/new/review")
    assert back.location.endswith("/panel/complaints")
    assert code in back.follow().text
    assert form_with(person.site.get("/panel/complaints/new"), "subject")["description"].value == ""


@pytest.mark.parametrize("files", [["card.pdf"], []])
def test_whoever_leaves_a_form_with_a_mistake_finds_it_filled(files: list[str], person: Person) -> None:
    person.sign_up()
    assert looked_over(person, files, subject="").status_code == 422
    page = person.site.get("/panel/complaints/new")
    assert form_with(page, "subject")["description"].value == WORDS
    assert names_in(page) == files


def test_what_cannot_be_sent_yet_is_not_looked_over(person: Person) -> None:
    person.sign_up()
    assert person.site.get("/panel/complaints/new/review").location.endswith("/panel/complaints/new")
    looked_over(person, subject="")
    assert person.site.get("/panel/complaints/new/review").location.endswith("/panel/complaints/new")


def test_a_form_of_another_window_is_sent_while_this_one_is_still_written(person: Person) -> None:
    person.sign_up()
    other = person.filled_complaint(description="پنجرهٔ دیگر")
    looked_over(person)
    assert other.submit().location.endswith("/receipt")
    assert WORDS in person.site.get("/panel/complaints/new/review").text


def test_nobody_looks_over_what_somebody_else_wrote_at_the_same_browser(
    person: Person, stranger: Person
) -> None:
    stranger.sign_up()
    person.sign_up()
    looked_over(person)
    person.session_ends()
    person.log_in(code=stranger.code)
    assert WORDS not in person.site.get("/panel/complaints/new").text
    assert person.site.get("/panel/complaints/new/review").location.endswith("/panel/complaints/new")


def test_a_bad_file_does_not_take_the_words_of_an_ended_session_with_it(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("bad.pdf", b"nothing")])
    person.session_ends()
    assert "{" not in form.submit().follow().html.find("main").get_text()
    assert form_with(person.log_in().follow(), "subject")["description"].value == WORDS


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(person: Person, stranger: Person) -> None:
    stranger.sign_up()
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("card.pdf", PDF)])
    person.session_ends()
    form.submit()
    page = person.log_in(code=stranger.code).follow()
    assert form_with(page, "subject")["description"].value == ""
    assert names_in(page) == []
    assert WORDS not in page.text


def test_somebody_elses_key_files_nothing_and_shows_nothing(person: Person, stranger: Person) -> None:
    person.sign_up()
    stranger.sign_up()
    page = person.write_complaint(subject="", attachments=[Upload("card.pdf", PDF)])
    key = form_with(page, "subject")["submission_key"].value
    form = stranger.filled_complaint()
    form["submission_key"] = key
    refused = form.submit(status=422)
    assert "out of date" in mistakes_of(refused)
    assert names_in(refused) == []


def test_a_key_that_we_did_not_make_keeps_the_words_on_the_page(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint()
    form["submission_key"] = "00.11.22"
    page = form.submit(status=422)
    assert form_with(page, "subject")["description"].value == WORDS


def test_a_stranger_with_a_made_up_key_is_led_to_the_login_and_nothing_is_kept(person: Person) -> None:
    page = person.site.post("/panel/complaints/new", {"description": WORDS, "submission_key": "00.11.22"})
    assert page.location.endswith("/login")
    assert "out of date" in page.follow().text


def test_missing_details_come_first_and_then_the_words_are_there_again(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint(attachments=[Upload("card.pdf", PDF)])
    office_forgets_address(person)
    assert form.submit().location.endswith("/panel/details")
    details = form_with(person.site.get("/panel/details"), "mobile")
    details["address"] = SIGN_UP["address"]
    page = details.submit().follow()
    assert names_in(page) == ["card.pdf"]
    assert form_with(page, "subject")["description"].value == WORDS


def test_words_of_an_ended_session_outlast_the_way_over_the_details(person: Person) -> None:
    person.sign_up()
    form = person.filled_complaint()
    person.session_ends()
    form.submit()
    office_forgets_address(person)
    assert person.log_in().follow().location.endswith("/panel/details")
    details = form_with(person.site.get("/panel/details"), "mobile")
    details["address"] = SIGN_UP["address"]
    details["mobile"] = "09351112233"
    confirm = form_with(details.submit().follow(), "code")
    confirm["code"] = person.last_code()
    page = confirm.submit().follow()
    assert form_with(page, "subject")["description"].value == WORDS


def office_forgets_address(person: Person) -> None:
    """Take the address out of what is kept, as a profile that asks for more than before would find it."""
    request = bare_request(person.site.app.registry)
    with transaction_of(request):
        citizens: ICitizenStore = port_of(request, ICitizenStore)
        kept = citizens.get(citizens.key_of(person.code))
        assert kept is not None
        citizens.replace(replace(kept, address=""))


def test_the_address_that_was_wanted_is_shown_after_the_login(person: Person) -> None:
    person.sign_up()
    code = person.file_complaint()
    person.site.reset()
    person.site.set_cookie("_LOCALE_", "en")
    assert person.site.get(f"/panel/complaints/{code}").location.endswith("/login")
    assert person.log_in().location.endswith(f"/panel/complaints/{code}")


def test_an_endless_address_is_forgotten_and_the_login_goes_on(person: Person) -> None:
    person.sign_up()
    person.session_ends()
    assert person.site.get("/panel/details", {"kept": "و" * 4000}).location.endswith("/login")
    assert person.log_in().location.endswith("/panel")


@pytest.mark.parametrize("page", ["/panel/complaints", "/panel/complaints.xlsx"])
def test_what_was_typed_into_a_search_is_not_remembered(page: str, person: Person) -> None:
    person.sign_up()
    person.session_ends()
    assert person.site.get(page, {"q": "489142269183"}).location.endswith("/login")
    assert person.log_in().location.endswith(page)


def test_a_session_ends_when_nobody_moves(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=1_800_000_000.0)
    monkeypatch.setattr("time.time", lambda: clock.now)
    person.sign_up()
    for _ in range(5):
        clock.now += HALF_AN_HOUR - 60
        assert person.site.get("/panel").status_code == 200
    clock.now += HALF_AN_HOUR
    assert person.site.get("/panel").location.endswith("/login")


def test_how_long_a_session_lasts_is_a_setting(
    open_site: OpenSite, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=1_800_000_000.0)
    monkeypatch.setattr("time.time", lambda: clock.now)
    person.site = open_site({"complaints.session.idle_minutes": "5"})
    person.sign_up()
    clock.now += 301
    assert person.site.get("/panel").location.endswith("/login")


def test_details_that_were_typed_when_the_session_had_ended_are_there_again(person: Person) -> None:
    person.sign_up()
    form = form_with(person.site.get("/panel/details"), "address")
    form["address"], form["wants_sms"] = "رشت، کوچهٔ نارنج", "no"
    person.session_ends()
    assert form.submit().location.endswith("/login")
    again = form_with(person.log_in().follow(), "address")
    assert (again["address"].value, again["wants_sms"].value) == ("رشت، کوچهٔ نارنج", "no")
    assert again.submit().status_code == 303
