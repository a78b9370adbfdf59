"""A forgotten password, in the guide's three steps, and changing a known one."""

import pytest
from webtest import TestApp, TestResponse

from complaints_core.persian.samples import national_codes
from complaints_core.testing import FixedClock
from complaints_web import plugins
from tests.functional.conftest import OpenSite
from tests.functional.person import PASSWORD, Person, form_with, mistakes_of

NEW = "do-gol-e-sorkh-91"
STRANGER = str(next(national_codes(4711)))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The clock of the site that the test makes next."""
    stopped = FixedClock()
    monkeypatch.setattr(plugins, "SystemClock", lambda: stopped)
    return stopped


@pytest.fixture
def site(clock: FixedClock, open_site: OpenSite) -> TestApp:
    return open_site()


@pytest.fixture
def owner(person: Person) -> Person:
    """Somebody who has an account, and is not logged in."""
    panel = person.sign_up()
    next(form for form in panel.forms.values() if form.action.endswith("/logout")).submit()
    return person


def search(person: Person, **changes: str) -> TestResponse:
    """Fill the first step and send it."""
    form = form_with(person.site.get("/recover"), "birth_day")
    pair = {"national_code": person.code, "birth_day": "12", "birth_month": "4", "birth_year": "1362"}
    for name, value in {**pair, **changes}.items():
        form[name] = value
    return form.submit(expect_errors=True)


def choose(page: TestResponse) -> TestResponse:
    """Choose the row and press the button."""
    form = form_with(page, "selected")
    form["selected"] = "1"
    return form.submit(expect_errors=True)


def finish(page: TestResponse, code: str, password: str = NEW, repeat: str = NEW) -> TestResponse:
    """Fill the third step and send it."""
    form = form_with(page, "code")
    form["code"], form["password"], form["password_repeat"] = code, password, repeat
    return form.submit(expect_errors=True)


def recover_up_to_code(person: Person) -> TestResponse:
    """Go as far as the box for the code."""
    return choose(search(person).follow()).follow()


def test_somebody_who_forgot_his_password_chooses_a_new_one_with_a_code_by_sms(owner: Person) -> None:
    page = recover_up_to_code(owner)
    assert f"ends in {owner.number:02}." in page.text

    panel = finish(page, owner.last_code()).follow()

    assert "Hello نرگس" in panel.text
    assert owner.messages()[-1]["template"] == "password_changed"
    owner.site.reset()
    assert owner.log_in(password=PASSWORD).status_code == 422
    assert owner.log_in(password=NEW).status_code == 303


def test_the_row_shows_no_more_than_initials_and_ends_of_the_code(owner: Person) -> None:
    page = search(owner).follow()

    assert "ن•••" in page.text
    for secret in ("نرگس", "بهاری", owner.code, "0912", owner.mobile[-4:], "1362"):
        assert secret not in page.text


@pytest.mark.parametrize("wrong", [{"birth_day": "13"}, {"national_code": STRANGER}])
def test_a_wrong_pair_looks_like_a_right_one_but_for_the_row(owner: Person, wrong: dict[str, str]) -> None:
    right = search(owner)
    other = search(owner, **wrong)

    assert (other.status, other.location) == (right.status, right.location)
    page = other.follow()
    assert "no account with these two" in page.text
    assert "selected" not in page.text


def test_no_message_is_sent_before_the_row_is_chosen(owner: Person) -> None:
    before = len(owner.messages())
    page = search(owner).follow()

    refused = form_with(page, "selected").submit(expect_errors=True)

    assert refused.status_code == 422
    assert "choose the row" in mistakes_of(refused)
    assert len(owner.messages()) == before


def test_the_second_step_without_a_row_leads_back(owner: Person) -> None:
    assert owner.site.get("/recover/send").location.endswith("/recover")

    search(owner, birth_day="13")
    token = form_with(owner.site.get("/recover"), "birth_day")["csrf_token"].value
    posted = owner.site.post("/recover/send", {"selected": "1", "csrf_token": token})

    assert posted.location.endswith("/recover")
    assert owner.messages()[-1]["template"] != "recovery_code"


def test_the_third_step_without_a_request_leads_back(site: TestApp) -> None:
    assert site.get("/recover/finish").location.endswith("/recover")


def test_a_code_is_good_for_two_minutes_and_another_one_can_be_asked_for(
    owner: Person, clock: FixedClock
) -> None:
    page = recover_up_to_code(owner)
    first = owner.last_code()
    clock.advance(minutes=2)

    late = finish(page, first)
    assert late.status_code == 422
    assert "no longer valid" in mistakes_of(late)

    again = next(form for form in late.forms.values() if form.action.endswith("/resend")).submit().follow()
    assert finish(again, owner.last_code()).status_code == 303


def test_five_wrong_tries_end_a_code_even_for_the_right_digits(owner: Person) -> None:
    page = recover_up_to_code(owner)
    right = owner.last_code()
    wrong = "000000" if right != "000000" else "000001"

    for _try in range(5):
        assert "not right" in mistakes_of(finish(page, wrong))

    assert "no longer valid" in mistakes_of(finish(page, right))


def test_a_code_is_used_once(owner: Person) -> None:
    page = recover_up_to_code(owner)
    code = owner.last_code()
    finish(page, code)

    again = owner.site.get("/recover/finish")

    assert again.location.endswith("/recover")


def test_a_weak_password_does_not_use_the_code_up(owner: Person) -> None:
    page = recover_up_to_code(owner)
    code = owner.last_code()

    weak = finish(page, code, "12345678", "12345678")

    assert weak.status_code == 422
    assert "easy to guess" in mistakes_of(weak)
    assert finish(weak, code).status_code == 303


def test_a_stranger_without_the_code_learns_nothing_from_his_choice_of_password(owner: Person) -> None:
    page = recover_up_to_code(owner)

    probed = finish(page, "123456", owner.code, owner.code)

    assert "not right" in mistakes_of(probed)
    assert "must not contain" not in probed.text


def test_a_request_that_waited_too_long_begins_anew(owner: Person, clock: FixedClock) -> None:
    page = recover_up_to_code(owner)
    clock.advance(minutes=16)

    late = finish(page, owner.last_code())

    assert late.location.endswith("/recover")
    assert "begin once more" in late.follow().text


def test_the_tries_of_a_national_code_are_counted_whoever_tries(owner: Person) -> None:
    for _try in range(6):
        assert search(owner, birth_day="13").status_code == 303
        owner.site.reset()

    refused = search(owner)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.html.select_one("[name=national_code]")["value"] == owner.code


def test_other_logins_end_when_the_password_is_recovered(owner: Person) -> None:
    elsewhere = TestApp(owner.site.app)
    Person(elsewhere, owner.phone, owner.number).log_in()
    assert elsewhere.get("/panel").status_code == 200

    finish(recover_up_to_code(owner), owner.last_code())

    assert elsewhere.get("/panel").location.endswith("/login")


def change(person: Person, old: str, new: str = NEW, repeat: str = NEW) -> TestResponse:
    """Fill the form for another password and send it."""
    form = form_with(person.site.get("/panel/password"), "old_password")
    form["old_password"], form["password"], form["password_repeat"] = old, new, repeat
    return form.submit(expect_errors=True)


def test_a_changed_password_ends_every_other_login_but_not_this_one(person: Person) -> None:
    person.sign_up()
    elsewhere = TestApp(person.site.app)
    Person(elsewhere, person.phone, person.number).log_in()

    changed = change(person, PASSWORD)

    assert "Your new password is kept" in changed.follow().text
    assert person.site.get("/panel").status_code == 200
    assert elsewhere.get("/panel").location.endswith("/login")
    assert person.messages()[-1]["template"] == "password_changed"


def test_a_password_is_not_changed_without_the_present_one(person: Person) -> None:
    person.sign_up()

    refused = change(person, "something else 12")

    assert refused.status_code == 422
    assert "present password is not right" in mistakes_of(refused)
    assert person.messages()[-1]["template"] != "password_changed"


def test_two_passwords_that_differ_are_told_at_their_box(person: Person) -> None:
    person.sign_up()

    refused = change(person, PASSWORD, NEW, NEW + "1")

    assert refused.html.select_one("#password_repeat")["aria-invalid"] == "true"


def test_no_password_stands_in_a_page_that_comes_back(person: Person) -> None:
    person.sign_up()

    assert NEW not in change(person, "something else 12").text
