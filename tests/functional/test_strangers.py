"""Whoever is not who he says learns nothing: not from a page, a status, an address or the work it took."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from webtest import TestApp, TestResponse, Upload

from complaints_core.interfaces.ports import IPasswordHasher
from complaints_core.persian import persian_digits
from complaints_core.persian.samples import national_codes
from complaints_core.testing.builders import tracking_code
from complaints_plugins.challenge.tickets import Tickets
from complaints_web.background import bare_request, work_of
from complaints_web.languages import utc_now
from complaints_web.ports import port_of
from complaints_web.site import site_of
from tests.functional.conftest import OpenSite, stopped
from tests.functional.person import COMPLAINT, PASSWORD, Person, form_with, mistakes_of
from tests.plugins.files.samples import PDF

ONCE_ONLY = re.compile(r'name="(csrf_token|challenge_id)" value="[^"]*"|/challenge/[\w=-]+\.(png|wav)')


def lasting_part(page: TestResponse) -> str:
    """A page without what is drawn anew each time."""
    return ONCE_ONLY.sub("…", page.text)


def again(person: Person) -> None:
    """Begin anew with an empty browser."""
    person.site.reset()
    person.site.set_cookie("_LOCALE_", "en")


@pytest.fixture
def hashings(site: TestApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The work of the password hasher, call by call."""
    hasher = port_of(bare_request(site.app.registry), IPasswordHasher)
    done: list[str] = []
    for name in ("hash", "verify"):
        real = getattr(hasher, name)

        def counting(*given: object, name: str = name, real: object = real) -> object:
            done.append(name)
            return real(*given)  # type: ignore[operator]

        monkeypatch.setattr(hasher, name, counting)
    return done


# Logins


def test_a_wrong_password_and_an_unknown_code_cannot_be_told_apart(
    person: Person, hashings: list[str]
) -> None:
    person.sign_up()
    again(person)
    nobody = next(national_codes(4711))
    for tries in range(5):
        answers = []
        for code in (person.code, nobody):
            hashings.clear()
            page = person.log_in(code=code, password="not this one")
            answers.append((page.status_code, lasting_part(page).replace(code, "CODE"), tuple(hashings)))
        assert answers[0] == answers[1], tries
        assert answers[0][2] == ("verify",)


def test_a_code_that_is_taken_is_told_nothing_on_the_page_and_its_owner_by_sms(
    person: Person, stranger: Person, hashings: list[str]
) -> None:
    person.sign_up()
    before = len(person.messages())
    free, taken = stranger.code, person.code
    hashings.clear()
    ways = {code: stranger.fill_sign_up(national_code=code).follow() for code in (free, taken)}
    assert lasting_part(ways[free]) == lasting_part(ways[taken])
    assert hashings == ["hash", "hash"]
    told = [(message["template"], message["to"]) for message in person.messages()[before:]]
    assert told == [("registration_code", "+989120000008"), ("already_registered", "+989120000007")]

    form = form_with(ways[taken], "code")
    answers = set()
    for typed in ("000000", stranger.last_code()):  # the code of the other sign-up, too
        form["code"] = typed
        page = form.submit(status=422)
        answers.add(lasting_part(page).replace(typed, "TYPED"))
    assert len(answers) == 1
    assert ways[taken].forms[1].submit().location.endswith("/register/confirm")
    assert len(person.messages()) == before + 2


def test_of_two_who_sign_up_with_one_code_the_second_is_told_nothing(
    person: Person, stranger: Person
) -> None:
    page = form_with(person.fill_sign_up().follow(), "code")
    page["code"] = person.last_code()
    stranger.fill_sign_up(national_code=person.code)
    late = form_with(stranger.site.get("/register/confirm"), "code")
    late["code"] = stranger.last_code()

    assert page.submit().location.endswith("/panel")
    refused = late.submit(status=422)
    assert mistakes_of(refused).endswith(
        "The code is not right. Please look at the newest SMS and try again."
    )
    assert person.messages()[-1]["template"] == "already_registered"
    assert person.messages()[-1]["to"] == "+989120000007"
    told = len(person.messages())
    assert lasting_part(late.submit(status=422)) == lasting_part(refused)
    assert len(person.messages()) == told
    assert stranger.site.get("/panel").location.endswith("/login")
    again(person)
    assert person.log_in().location.endswith("/panel")


def test_of_two_who_confirm_at_the_same_moment_one_gets_the_account(
    open_site: OpenSite, lasting: dict[str, str], person: Person
) -> None:
    app = open_site(lasting).app
    rivals = [Person(TestApp(app), person.phone, number=number, code=person.code) for number in (7, 8)]
    forms = []
    for rival in rivals:
        rival.site.set_cookie("_LOCALE_", "en")
        form = form_with(rival.fill_sign_up().follow(), "code")
        form["code"] = rival.last_code()
        forms.append(form)
    start = Barrier(2)

    def confirm(number: int) -> int:
        start.wait()
        return int(forms[number].submit(status="*").status_code)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(confirm, range(2)))
    assert sorted(answers) == [303, 422]
    owner = rivals[answers.index(303)]
    assert owner.site.get("/panel").status_code == 200
    assert [message["template"] for message in person.messages()].count("already_registered") == 1


# What belongs to others


def test_somebody_elses_complaint_is_not_there(person: Person, stranger: Person) -> None:
    stranger.sign_up()
    code = stranger.file_complaint(attachments=[Upload("card.pdf", PDF)])
    person.sign_up()
    pages = {
        lasting_part(person.site.get(f"/panel/complaints/{asked}{rest}", status=404))
        for asked in (code, tracking_code(5), "000000000000", "12", "x" * 3000, "%DB%B1")
        for rest in ("", "/receipt", "/attachments/1", "/attachments/" + "9" * 5000)
    }
    pages.add(lasting_part(person.site.get("/panel/nowhere", status=404)))
    assert len(pages) == 1
    assert "We could not find this page" in pages.pop()
    assert person.site.get("/panel/complaints", {"q": code}).text.count("/panel/complaints/" + code) == 0


def test_a_tracking_code_with_one_wrong_digit_is_not_there(person: Person) -> None:
    person.sign_up()
    code = person.file_complaint()
    for place in range(len(code)):
        wrong = f"{code[:place]}{(int(code[place]) + 1) % 10}{code[place + 1 :]}"
        assert person.site.get(f"/panel/complaints/{wrong}", status=404)


def test_whoever_is_not_signed_in_is_led_to_the_login_wherever_he_knocks(
    person: Person, stranger: Person
) -> None:
    stranger.sign_up()
    code = stranger.file_complaint()
    answers = {
        (page.status_code, page.location)
        for asked in (code, tracking_code(5), "nonsense")
        for page in [person.site.get(f"/panel/complaints/{asked}")]
    }
    assert answers == {(303, "http://localhost/login")}


@pytest.mark.parametrize("address", ["/panel/complaints/{}/reply", "/staff/complaints/{}/take"])
def test_an_address_of_any_length_is_answered(address: str, site: TestApp) -> None:
    site.get("/login")
    form = {"csrf_token": site.cookies["complaints_csrf"]}
    site.post(address.format("9" * 5000), form, status=404)
    site.post(address.format("%F0%9F%98%80" * 80), form, status=303)


# The security code


@pytest.fixture
def guarded(open_site: OpenSite, person: Person) -> Person:
    """Somebody at a site that asks for the security code."""
    person.site = open_site({"complaints.challenge": "image"})
    return person


def answer_to(page: TestResponse) -> str:
    """The digits in the picture of a page, read with the site's own secret."""
    challenge = form_with(page, "challenge")["challenge_id"].value
    registry = page.test_app.app.registry
    tickets = Tickets(site_of(registry).settings.secret)
    ticket = tickets.read(challenge, utc_now())
    assert ticket is not None
    return tickets.digits(ticket)


def sign_up_guarded(person: Person) -> None:
    page = person.site.get("/register")
    form = form_with(person.fill_sign_up(challenge="00000"), "challenge")
    form["password"] = form["password_repeat"] = PASSWORD
    form["challenge"] = persian_digits(answer_to(form.response))
    confirm = form_with(form.submit().follow(), "code")
    confirm["code"] = person.last_code()
    assert page
    assert confirm.submit().location.endswith("/panel")
    again(person)


def test_the_security_code_is_asked_after_three_failures_and_tried_once(guarded: Person) -> None:
    person = guarded
    sign_up_guarded(person)
    for _ in range(2):
        assert "challenge" not in person.log_in(password="not this one").forms[0].fields
    page = person.log_in(password="not this one")
    assert person.site.get(page.html.select_one("img[data-picture]")["src"]).content_type == "image/png"

    form = form_with(page, "challenge")
    used = form["challenge_id"].value
    form["password"], form["challenge"] = PASSWORD, "00000"
    page = form.submit(status=422)
    assert "security code was not right" in mistakes_of(page)
    fresh = form_with(page, "challenge")
    assert fresh["challenge_id"].value != used
    assert fresh["challenge"].value == ""

    fresh["password"], fresh["challenge"] = "not this one", answer_to(page)
    page = fresh.submit(status=422)
    assert form_with(page, "challenge")["challenge_id"].value != fresh["challenge_id"].value

    fresh["password"] = PASSWORD
    assert "security code was not right" in mistakes_of(fresh.submit(status=422))

    form = form_with(page, "challenge")
    form["password"], form["challenge"] = PASSWORD, answer_to(page)
    assert form.submit().location.endswith("/panel")


def test_a_wrong_answer_uses_the_security_code_up(guarded: Person) -> None:
    page = guarded.fill_sign_up(challenge="00000")
    tried = form_with(page, "challenge")
    right = answer_to(page)
    tried["password"] = tried["password_repeat"] = PASSWORD
    tried["challenge"] = "00000"
    tried.submit(status=422)
    tried["challenge"] = right
    assert "security code was not right" in mistakes_of(tried.submit(status=422))


def test_a_form_with_a_mistake_does_not_use_the_security_code_up(guarded: Person) -> None:
    form = form_with(guarded.site.get("/register"), "challenge")
    shown = form["challenge_id"].value
    page = guarded.fill_sign_up(first_name="", challenge_id=shown, challenge="12345")
    kept = form_with(page, "challenge")
    assert (kept["challenge_id"].value, kept["challenge"].value) == (shown, "12345")


def test_without_an_id_there_is_no_right_answer(guarded: Person) -> None:
    for challenge in ("", "x", "A" * 64, "ی" * 64):
        assert guarded.fill_sign_up(challenge_id=challenge, challenge="").status_code == 422
    assert guarded.messages() == []


# Limits


def test_too_many_logins_are_asked_to_wait_with_the_words_kept(person: Person) -> None:
    person.sign_up()
    again(person)
    answers = [person.log_in(password="not this one") for _ in range(11)]
    assert [page.status_code for page in answers] == [422] * 10 + [429]
    late = answers[-1]
    assert 1 <= int(late.headers["Retry-After"]) <= 900
    assert "15 minutes" in mistakes_of(late)
    assert form_with(late, "national_code")["national_code"].value == person.code
    assert person.log_in().status_code == 429


def test_limits_of_one_do_not_stop_another_and_a_success_forgets(person: Person, stranger: Person) -> None:
    person.sign_up()
    again(person)
    for _ in range(9):
        person.log_in(password="not this one")
    assert person.log_in().location.endswith("/panel")
    again(person)
    assert person.log_in(password="not this one").status_code == 422
    assert stranger.log_in(password="not this one").status_code == 422


def test_codes_are_sent_six_times_and_then_not(person: Person) -> None:
    page = person.fill_sign_up().follow()
    answers = [page.forms[1].submit(status="*") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [303] * 6 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert len(person.messages()) == 7


def test_a_one_time_code_is_tried_five_times(person: Person) -> None:
    form = form_with(person.fill_sign_up().follow(), "code")
    right = person.last_code()
    form["code"] = f"{(int(right) + 1) % 10**6:06}"
    answers = [mistakes_of(form.submit(status=422)) for _ in range(6)]
    assert ["no longer valid" in answer for answer in answers] == [False] * 5 + [True]
    form["code"] = right
    assert "no longer valid" in mistakes_of(form.submit(status=422))


def test_a_sign_up_that_waited_an_hour_begins_anew(person: Person) -> None:
    clock = stopped(person.site)
    form = form_with(person.fill_sign_up().follow(), "code")
    form["code"] = person.last_code()
    clock.advance(hours=1)
    page = form.submit().follow()
    assert page.request.path == "/register"
    assert "waited too long" in page.text


# Sessions


@pytest.fixture
def cookie_of_before(person: Person) -> str:
    """The session cookie of somebody who then logs out."""
    person.sign_up()
    return str(person.site.cookies["complaints_session"])


def test_a_copy_of_the_cookie_is_worth_nothing_after_the_logout(
    person: Person, cookie_of_before: str
) -> None:
    page = person.site.get("/panel")
    assert page.html.find("form", action="/logout")
    form = next(form for form in page.forms.values() if form.action == "/logout")
    assert form.submit().location == "http://localhost/"
    assert person.site.get("/panel").location.endswith("/login")

    thief = TestApp(person.site.app)
    thief.set_cookie("complaints_session", cookie_of_before)
    assert thief.get("/panel").location.endswith("/login")
    assert thief.get("/panel").location.endswith("/login")


def test_a_copy_that_was_kept_alive_is_worth_nothing_when_the_logout_is_long_ago(person: Person) -> None:
    clock = stopped(person.site)
    person.sign_up()
    thief = TestApp(person.site.app)
    thief.set_cookie("complaints_session", person.site.cookies["complaints_session"])
    form = next(form for form in person.site.get("/panel").forms.values() if form.action == "/logout")
    form.submit()
    worker = work_of(person.site.app.registry)
    for _ in range(13):
        clock.advance(hours=1)
        worker.round()
        thief.get("/misconduct/receipt")  # where nobody is asked who he is
        copy = TestApp(person.site.app)
        copy.set_cookie("complaints_session", thief.cookies["complaints_session"])
        assert copy.get("/panel").location.endswith("/login")


def test_a_login_lasts_for_half_a_day_at_most_and_what_was_written_stays(person: Person) -> None:
    clock = stopped(person.site)
    person.sign_up()
    form = person.filled_complaint()
    clock.advance(hours=11, minutes=59)
    assert person.site.get("/panel").status_code == 200
    clock.advance(minutes=1)
    assert form.submit().location.endswith("/login")
    page = person.log_in().follow()
    assert form_with(page, "subject")["description"].value == COMPLAINT["description"]


def test_a_logout_needs_the_token_of_our_page_and_harms_no_other_session(
    person: Person, cookie_of_before: str
) -> None:
    other = Person(TestApp(person.site.app), person.phone)
    other.site.set_cookie("_LOCALE_", "en")
    other.log_in()
    person.site.post("/logout", {"csrf_token": "of somebody"}, status=400)
    assert person.site.get("/panel").status_code == 200
    person.site.post("/logout", {"csrf_token": person.site.cookies["complaints_csrf"]}, status=303)
    assert other.site.get("/panel").status_code == 200


def test_a_forged_session_is_no_session(person: Person, cookie_of_before: str) -> None:
    for forged in (cookie_of_before[:-4] + "AAAA", "AAAA" + cookie_of_before[4:], "x", ""):
        thief = TestApp(person.site.app)
        thief.set_cookie("complaints_session", forged)
        assert thief.get("/panel").location.endswith("/login")


def test_the_session_of_another_installation_is_no_session(
    open_site: OpenSite, person: Person, cookie_of_before: str
) -> None:
    elsewhere = open_site({"complaints.secret": "of another installation, and long enough"})
    elsewhere.set_cookie("complaints_session", cookie_of_before)
    assert elsewhere.get("/panel").location.endswith("/login")


def test_the_token_changes_with_every_login(person: Person) -> None:
    before = person.site.get("/login").forms[0]["csrf_token"].value
    person.sign_up()
    assert person.site.get("/panel").html.find("input", {"name": "csrf_token"})["value"] != before
