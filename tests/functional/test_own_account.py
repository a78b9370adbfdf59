"""The own account of a member of staff: first sign-in, password, logins."""

import pyotp
import pytest
from webtest import TestApp, TestResponse

from complaints_core.domain.personnel import Newcomer
from complaints_core.domain.staff import Post
from complaints_web.background import bare_request, transaction_of
from tests.functional.colleague import Colleague, is_inside
from tests.functional.person import form_with, mistakes_of
from tests.functional.test_staff_door import time_passes

OWN = "seven blue tents by the sea"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def colleague(site: TestApp) -> Colleague:
    """An expert who has worked here before."""
    return Colleague.hire(site, "sara", "Ahmadi", ("expert", "23"))


@pytest.fixture
def newcomer(site: TestApp) -> Colleague:
    """An expert who was given a first password and nothing else."""
    request = bare_request(site.app.registry)
    with transaction_of(request):
        posts = (Post("expert", "23"),)
        hired = request.staff_account_desk.hire(Newcomer("omid", "Omid", "Rostami", posts))
    browser = TestApp(site.app)
    browser.set_cookie("_LOCALE_", "en")
    return Colleague(browser, hired)


def choose(colleague: Colleague, old: str, new: str) -> TestResponse:
    """Fill the form of the password and send it."""
    form = form_with(colleague.site.get("/staff/password"), "old_password")
    form["old_password"], form["password"], form["password_repeat"] = old, new, new
    return form.submit(expect_errors=True)


def key_on(page: TestResponse) -> str:
    """The key of the authenticator that is being set up."""
    return str(page.html.select_one(".way-key").get_text().replace(" ", ""))


def enrolled(newcomer: Colleague) -> TestResponse:
    """The page after he has set up his authenticator."""
    page = newcomer.type_password().follow()
    return newcomer.type_digits(page, pyotp.TOTP(key_on(page)).now())


def test_a_newcomer_sets_up_his_authenticator_before_he_gets_in(newcomer: Colleague) -> None:
    page = newcomer.type_password().follow()
    assert page.request.path == "/staff/login/authenticator"
    assert not is_inside(newcomer)
    picture = newcomer.site.get(page.html.select_one(".way-code")["src"])
    assert picture.content_type == "image/svg+xml"

    codes = newcomer.type_digits(page, pyotp.TOTP(key_on(page)).now())

    assert len(codes.html.select(".recovery-codes li")) == 10
    assert newcomer.site.get("/staff").location.endswith("/staff/password")


def test_wrong_first_digits_are_refused_and_the_key_stays(newcomer: Colleague) -> None:
    page = newcomer.type_password().follow()

    refused = newcomer.type_digits(page, "123456")

    assert refused.status_code == 422
    assert key_on(refused) == key_on(page)
    assert not is_inside(newcomer)


def test_a_key_that_somebody_saw_before_is_void_after_the_next_password(newcomer: Colleague) -> None:
    seen_before = key_on(newcomer.type_password().follow())

    page = newcomer.type_password().follow()

    assert key_on(page) != seen_before
    assert newcomer.type_digits(page, pyotp.TOTP(seen_before).now()).status_code == 422


def test_the_key_is_shown_to_nobody_else(newcomer: Colleague, colleague: Colleague) -> None:
    newcomer.type_password()
    assert colleague.site.get("/staff/login/authenticator").location.endswith("/staff/login")
    colleague.site.get("/staff/login/authenticator.svg", status=404)

    enrolled(newcomer)

    assert newcomer.site.get("/staff/login/authenticator").location.endswith("/staff/login")
    newcomer.site.get("/staff/login/authenticator.svg", status=404)


def test_a_key_that_was_shown_too_long_ago_is_drawn_anew(newcomer: Colleague) -> None:
    page = newcomer.type_password().follow()
    time_passes(newcomer.site, minutes=31)

    assert newcomer.type_digits(page, "123456").location.endswith("/staff/login")


@pytest.mark.parametrize("address", ["/staff", "/staff/recovery-codes", "/staff/complaints/123456789012"])
def test_a_first_password_opens_nothing_but_the_choice_of_another(address: str, newcomer: Colleague) -> None:
    enrolled(newcomer)

    assert newcomer.site.get(address).location.endswith("/staff/password")


def test_with_a_password_of_his_own_the_day_begins(newcomer: Colleague) -> None:
    enrolled(newcomer)
    first = newcomer.hired.password

    assert "password you have now" in mistakes_of(choose(newcomer, first, first))
    assert "12 characters" in mistakes_of(choose(newcomer, first, "tents"))
    assert choose(newcomer, first, OWN).location.endswith("/staff")

    assert is_inside(newcomer)
    newcomer.close_browser()
    assert newcomer.type_password(first).status_code == 422


def test_a_new_password_needs_the_present_one_and_logs_others_out(
    site: TestApp, colleague: Colleague
) -> None:
    colleague.sign_in()
    elsewhere = Colleague(TestApp(site.app), colleague.hired)
    elsewhere.site.set_cookie("_LOCALE_", "en")
    elsewhere.sign_in(colleague.codes[0])
    assert is_inside(elsewhere)

    assert choose(colleague, "wrong", OWN).status_code == 422
    assert "logged out" in choose(colleague, colleague.hired.password, OWN).follow().text

    assert is_inside(colleague)
    assert not is_inside(elsewhere)


def test_logins_are_listed_and_ended_one_by_one(site: TestApp, colleague: Colleague) -> None:
    colleague.sign_in()
    elsewhere = Colleague(TestApp(site.app, extra_environ={"HTTP_USER_AGENT": FIREFOX}), colleague.hired)
    elsewhere.site.set_cookie("_LOCALE_", "en")
    elsewhere.sign_in(colleague.codes[0])

    page = colleague.site.get("/staff/logins")

    rows = page.html.select(".login-row")
    assert len(rows) == 2
    assert [bool(row.select_one(".here")) for row in rows].count(True) == 1
    assert "Firefox, Windows" in page.html.main.get_text()
    ending = next(form for form in page.forms.values() if "login" in form.fields)
    assert "has ended" in ending.submit("login").follow().text
    assert not is_inside(elsewhere)
    assert is_inside(colleague)


def test_all_other_logins_end_together(site: TestApp, colleague: Colleague) -> None:
    colleague.sign_in()
    others = [Colleague(TestApp(site.app), colleague.hired) for _ in range(2)]
    for other, code in zip(others, colleague.codes, strict=False):
        other.site.set_cookie("_LOCALE_", "en")
        other.sign_in(code)

    forms = [form for form in colleague.site.get("/staff/logins").forms.values() if "/logins" in form.action]
    forms[-1].submit().follow()

    assert is_inside(colleague)
    assert not any(map(is_inside, others))
