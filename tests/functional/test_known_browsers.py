"""A stranger who tries passwords locks nobody out of the browser in which he has logged in before."""

from http.cookiejar import Cookie

import pytest
from webtest import TestApp

from complaints_web.security.known_browsers import COOKIE, MOST
from tests.functional.colleague import Colleague
from tests.functional.person import PASSWORD, Person, end_session, form_with

MANY = 12
"""More tries than are allowed at either door."""


@pytest.fixture
def person(person: Person) -> Person:
    """Somebody who has logged in once, and out again."""
    person.sign_up()
    person.session_ends()
    person.log_in()
    person.session_ends()
    return person


@pytest.fixture
def colleague(expert: Colleague) -> Colleague:
    """An expert who has signed in once, and out again."""
    end_session(expert.site)
    return expert


def kept(site: TestApp) -> Cookie:
    """What the browser keeps for its next login."""
    cookie: Cookie = next(one for one in site.cookiejar if one.name == COOKIE)
    return cookie


def guess(site: TestApp, door: str, name: str, who: str) -> int:
    """Try a password at a door from a browser that nobody knows; answers the last status."""
    elsewhere = TestApp(site.app)
    for _ in range(MANY):
        form = form_with(elsewhere.get(door), "password")
        form[name], form["password"] = who, "a guess"
        answer = form.submit(expect_errors=True)
    return int(answer.status_code)


def test_a_stranger_locks_no_citizen_out_of_his_own_browser(person: Person) -> None:
    assert guess(person.site, "/login", "national_code", person.code) == 429
    assert person.log_in().status_code == 303


def test_a_stranger_locks_no_staff_out_of_their_own_browser(colleague: Colleague) -> None:
    assert guess(colleague.site, "/staff/login", "username", colleague.username) == 429
    assert colleague.type_password().location.endswith("/staff/login/second")


def test_a_password_alone_makes_no_browser_of_staff_known(site: TestApp) -> None:
    one = Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))
    assert one.type_password().status_code == 303
    assert COOKIE not in one.site.cookies
    assert guess(one.site, "/staff/login", "username", one.username) == 429
    assert one.type_password().status_code == 429


def test_what_is_kept_is_sent_to_the_door_alone_and_read_by_no_script(
    person: Person, colleague: Colleague
) -> None:
    cookies = [kept(one.site) for one in (person, colleague)]
    assert [one.path for one in cookies] == ["/login", "/staff/login"]
    assert all(one.has_nonstandard_attr("HttpOnly") for one in cookies)
    assert [one.get_nonstandard_attr("SameSite") for one in cookies] == ["Lax", "Lax"]
    sent = person.site.get("/misconduct").request.headers.get("Cookie", "")
    assert sent
    assert COOKIE not in sent
    assert COOKIE in person.site.get("/login").request.headers["Cookie"]


def test_a_browser_that_is_known_keeps_what_it_has(person: Person) -> None:
    before = kept(person.site).value
    person.log_in()
    assert kept(person.site).value == before


def test_a_browser_is_known_to_the_last_few_who_share_it(site: TestApp, person: Person) -> None:
    family = [person, *(Person(person.site, person.phone, number) for number in range(31, 31 + MOST))]
    for one in family[1:]:
        one.sign_up()
        one.session_ends()
        one.log_in()
        one.session_ends()
    assert len((kept(person.site).value or "").split(".")) == MOST
    for one, status in ((family[0], 429), (family[1], 303), (family[-1], 303)):
        guess(person.site, "/login", "national_code", one.code)
        assert one.log_in().status_code == status
        one.session_ends()


ESCAPED = r'"\330\247\330\250"'
"""As a cookie holds what is no ASCII."""


@pytest.mark.parametrize("junk", ["x", "." * 300, ESCAPED, "0" * 80])
def test_what_we_did_not_make_is_as_nothing(person: Person, junk: str) -> None:
    guess(person.site, "/login", "national_code", person.code)
    person.site.reset()
    form = form_with(person.site.get("/login"), "password")
    form["national_code"], form["password"] = person.code, PASSWORD
    cookies = [*person.site.cookies.items(), (COOKIE, junk)]
    sent = {"Cookie": "; ".join(f"{name}={text}" for name, text in cookies)}
    assert form.submit(headers=sent, expect_errors=True).status_code == 429
